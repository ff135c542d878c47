"""Days, months and academic years as English offices type them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from goldenthread.calendar import parse_academic_year
from goldenthread.sources.cell import Cell, Fault, Marker, as_text

_ABBREVIATIONS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[/\-](\d{1,2})[/\-](\d{1,2})", re.ASCII)
_WORDED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]?" + _MONTH_WORD + r",?[ \-]?'?(\d{4}|\d{2})"
)
_MONTH = re.compile(_MONTH_WORD + r"[ \-/]*'?(\d{4}|\d{2})")
_MONTH_NUMERIC = re.compile(r"(\d{1,2})[/\-](\d{4})|(\d{4})[/\-](\d{1,2})", re.ASCII)
_TIME = re.compile(
    r"[t ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?\s*(?:z|[+-]\d\d:?\d\d)?$"
)
_LIKE_A_DAY = re.compile(r"\d\s*[/.\-]\s*\d+\s*[/.\-]\s*\d|^\d+$")
_LEAD_IN = re.compile(r"^(?:(?:due|by|before|until|the|end|of|from)\s+)+")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
DAYS_TO_1904 = 1462  # between the two dates from which Excel counts
# 1 January 1927 to 1 January 2119: numbers outside are counts or codes, not days.
_FIRST_SERIAL, _LAST_SERIAL = 9863, 80000
_FIRST_YEAR, _LAST_YEAR = 1927, 2118  # and days outside are none that a school would report
Order = Literal["day/month", "month/day", "unclear"]
DAY_ALLOWED = "a day such as 17/12/2021"


def moment(cell: Cell, day_first: bool = True) -> dt.datetime | None:
    """The day and time in a cell, or None; a number is an Excel date."""
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, str):
        if not cell.strip().replace(".", "", 1).isdecimal():
            return _typed(" ".join(cell.lower().split()), day_first)
        cell = float(cell)
    if not _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return None
    return _EXCEL_EPOCH + dt.timedelta(days=int(cell), seconds=round(cell % 1 * 86400))


def _typed(text: str, day_first: bool) -> dt.datetime | None:
    clock = _TIME.search(text)
    day = _day(text[: clock.start()].strip() if clock else text, day_first)
    if day is None or clock is None:
        return day
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] == "pm" else 0)
    try:
        return day.replace(hour=hour, minute=int(clock[2]), second=int(clock[3] or 0))
    except ValueError:
        return None


def _day(text: str, day_first: bool) -> dt.datetime | None:
    if found := _ISO.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMERIC.fullmatch(text):
        day, month = (found[1], found[2]) if day_first else (found[2], found[1])
        return _date(found[3], month, day)
    if found := _WORDED.fullmatch(text):
        return _date(found[3], str(_ABBREVIATIONS.index(found[2]) + 1), found[1])
    return None


def _date(year: str, month: str, day: str) -> dt.datetime | None:
    try:
        return dt.datetime(_century(year), int(month), int(day))  # noqa: DTZ001
    except ValueError:
        return None


def _century(year: str) -> int:
    """Two digits are 2000 to 2049, or 1950 to 1999."""
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 50 else 1900)


def month_of(cell: Cell) -> dt.datetime | None:
    """The first day of the month in a cell, or None."""
    if isinstance(cell, str):
        text = " ".join(cell.lower().split())
        if found := _MONTH.fullmatch(text):
            return _date(found[2], str(_ABBREVIATIONS.index(found[1]) + 1), "1")
        if found := _MONTH_NUMERIC.fullmatch(text):
            year, month = (found[2], found[1]) if found[1] else (found[3], found[4])
            return _date(year, month, "1")
    day = moment(cell)
    return day.replace(day=1, hour=0, minute=0, second=0, microsecond=0) if day else None


def order_of(cells: Iterable[Cell], declared: str | None) -> Order:
    """In which order a column of dates is typed, or "unclear" where its dates do not tell.

    Nothing declared means day/month, as England types it, unless the column has dates that are
    only possible as month/day and none that are only possible as day/month. "either" takes the
    order that all telling dates have.
    """
    if declared in ("day/month", "month/day"):
        return "month/day" if declared == "month/day" else "day/month"
    typed = [found for cell in cells if isinstance(cell, str) and (found := _parts_of(cell))]
    day_first = any(first > 12 for first, _ in typed)
    month_first = any(second > 12 for _, second in typed)
    if declared is None:
        return "unclear" if month_first and not day_first else "day/month"
    if day_first == month_first:
        return "unclear" if typed else "day/month"
    return "day/month" if day_first else "month/day"


def _parts_of(text: str) -> tuple[int, int] | None:
    found = _NUMERIC.match(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def _may_be_turned(cell: Cell) -> bool:
    """Whether the cell is another day when day and month change places. A day that Excel took
    from such a text may have been turned round already."""
    if isinstance(cell, dt.date):
        return cell.day <= 12 and cell.day != cell.month
    parts = _parts_of(cell) if isinstance(cell, str) else None
    return parts is not None and max(parts) <= 12 and parts[0] != parts[1]


def read_date(cell: Cell, order: Order, where: str = "") -> object:
    found = read_datetime(cell, order, where)
    if not isinstance(found, dt.datetime):
        return found
    return found.replace(hour=0, minute=0, second=0, microsecond=0)


def read_datetime(cell: Cell, order: Order, where: str = "") -> object:
    if order == "unclear":
        if _may_be_turned(cell):
            return _order_unclear(where)
        found = moment(cell, day_first=True) or moment(cell, day_first=False)
        return _likely(found) if found else _no_day(cell, day_first=True)
    found = moment(cell, order == "day/month")
    return _likely(found) if found is not None else _no_day(cell, order == "day/month")


def _likely(found: dt.datetime) -> dt.datetime | Fault:
    """The day, unless nobody alive can have meant it."""
    if _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return found
    if found.year > _LAST_YEAR:
        message, fix = "this day is far ahead", "Check its year."
    else:
        message = "this day is too long ago"
        fix = "Check its year. Excel shows a 0 or another small number as a day of 1900."
    return Fault("impossible-date", message, f"days from {_FIRST_YEAR} to {_LAST_YEAR}", fix)


def _order_unclear(where: str) -> Fault:
    message = "this date may be day/month or month/day, and the column does not tell which"
    fix = f"Write `date_order: day/month` or `date_order: month/day` {where}".rstrip()
    return Fault("date-order-unclear", message, "dates in one order", f"{fix}.")


def _no_day(cell: Cell, day_first: bool) -> Fault:
    if moment(cell, not day_first) is not None:
        orders = ("day/month", "month/day") if day_first else ("month/day", "day/month")
        message = f"this is no date in {orders[0]} order, only in {orders[1]} order"
        fix = f"Export the column in {orders[0]} order: its other dates may be the wrong days too."
        return Fault("not-a-date", message, DAY_ALLOWED, fix)
    return Fault("not-a-date", "this is not a date", DAY_ALLOWED, "Type it as a date in Excel.")


def read_month(cell: Cell) -> object:
    found = month_of(cell)
    if found is None:
        return Fault(
            "not-a-month", "this is not a month", "a month with its year, such as Sep 2021"
        )
    return _likely(found)


def read_due(cell: Cell, order: Order = "day/month", where: str = "") -> object:
    """A day; the last day of a month; words such as `ongoing` are a date that nobody gave."""
    text = _LEAD_IN.sub("", cell.lower().strip()) if isinstance(cell, str) else ""
    cell = text or cell
    if text and (_MONTH.fullmatch(text) or _MONTH_NUMERIC.fullmatch(text)):
        first = month_of(cell)
        if first is not None:
            return _likely(first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    if order == "unclear" and _may_be_turned(cell):
        return _order_unclear(where)
    found = moment(cell, order != "month/day")
    if found is not None:
        return _likely(found.replace(hour=0, minute=0, second=0, microsecond=0))
    if text and not _LIKE_A_DAY.search(text):
        return Marker("words instead of a date")
    allowed = "a day such as 17/12/2021, or a month such as July 2022"
    return Fault("not-a-date", "this is neither a date nor a month", allowed)


def read_academic_year(cell: Cell) -> object:
    try:
        return parse_academic_year(as_text(cell))
    except ValueError:
        return Fault(
            "not-an-academic-year", "this is not an academic year", "a year such as 2021/22"
        )
