"""Which session a column of a printed register stands for: `Mon 02/09 AM`."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HEADING = re.compile(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]*)?"
    r"(?:(?P<iso>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    r"|(?P<day>\d{1,2})(?:[/.\- ](?P<month>\d{1,2}|[a-z]{3,9})(?:[/.\- ](?P<year>\d{4}|\d{2}))?))"
    r"[ ,:\-]*(?P<session>am|pm)"
)


def session_of(heading: str, year: str) -> tuple[dt.date, str] | None:
    """The day and `am` or `pm` of a heading in an academic year (`2024/25`).

    None where it is no session: another column, a day that does not exist, or a weekday that is
    not that day's. A heading without a year is of August to December of the year's first half,
    or of January to July of its second.
    """
    found = _HEADING.fullmatch(" ".join(heading.casefold().split()))
    if found is None:
        return None
    day = _day(found, year)
    weekday = found["weekday"]
    if day is None or (weekday and _WEEKDAYS[day.weekday()] != weekday):
        return None
    return day, found["session"]


def _day(found: re.Match[str], year: str) -> dt.date | None:
    month = _month(found["iso_month"] or found["month"])
    if month is None:
        return None
    typed = found["iso"] or found["year"]
    if typed is None:
        whole = int(year[:4]) + (month < 8)
    else:
        whole = int(typed) if len(typed) == 4 else 2000 + int(typed)
    try:
        return dt.date(whole, month, int(found["iso_day"] or found["day"]))
    except ValueError:
        return None


def _month(typed: str) -> int | None:
    if typed.isdecimal():
        return int(typed)
    name = typed[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else None
