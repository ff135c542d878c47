"""Academic years and terms, as English schools count them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

Term = Literal["autumn", "spring", "summer"]
TERMS: tuple[Term, ...] = ("autumn", "spring", "summer")
_YEAR = re.compile(r"(20\d\d)\s*[/\-–]?\s*(?:20)?(\d\d)$")


# First and last days on which schools in England were closed to most pupils.
CLOSURES = (
    (dt.date(2020, 3, 23), dt.date(2020, 7, 22)),
    (dt.date(2021, 1, 5), dt.date(2021, 3, 7)),
)


def closed_to_most(first: dt.date, last: dt.date) -> bool:
    """Whether schools were closed to most pupils on any day from `first` to `last`."""
    return any(first <= ended and began <= last for began, ended in CLOSURES)


def academic_year(day: dt.date) -> str:
    """`2021/22` for a day from 1 September 2021 to 31 August 2022."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def parse_academic_year(text: str) -> str:
    """`2021/22` from any of its usual spellings: 202122, 2021-2022, 2021/22, 2021-22.

    Raises ValueError where the text is none of them or the two years do not follow.
    """
    match = _YEAR.fullmatch(str(text).strip())
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        message = f"{text!r} is not an academic year; write it as 2021/22"
        raise ValueError(message)
    return f"{match[1]}/{match[2]}"


def year_before(year: str) -> str:
    """`2020/21` for `2021/22`."""
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def year_starts(year: str) -> dt.date:
    """1 September of an academic year."""
    return dt.date(int(year[:4]), 9, 1)


def year_ends(year: str) -> dt.date:
    """31 August that ends an academic year."""
    return dt.date(int(year[:4]) + 1, 8, 31)


def year_is_over(year: str, day: dt.date) -> bool:
    """Whether what adds up over an academic year has done so: from mid-July, when schools close."""
    return day >= year_ends(year).replace(month=7, day=15)


def term_of(day: dt.date) -> Term:
    """The term a day falls in: autumn to December, spring to Easter (mid-April), summer after.

    Taken as September to December, January to 15 April, and the rest; a school's own dates differ
    by days, which matters to no measure that uses this.
    """
    if day.month >= 9:
        return "autumn"
    return "spring" if (day.month, day.day) <= (4, 15) else "summer"


def same_day_last_year(day: dt.date) -> dt.date:
    """The same day a year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def years_after(day: dt.date, years: int = 0, months: int = 0) -> dt.date:
    """The day so many years and months later, kept inside the month it falls in."""
    month0 = day.month - 1 + months
    year, month = day.year + years + month0 // 12, month0 % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, number)
        except ValueError:
            continue
    message = "every month has 28 days"
    raise AssertionError(message)  # cannot happen
