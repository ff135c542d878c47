"""The periods of a school's year in which something is to happen once: weeks, half-terms, terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from goldenthread.calendar import TERMS, year_ends, year_starts
from goldenthread.rules import Every
from goldenthread.term_dates import SchoolYear
from goldenthread.wording import MONTHS, month

EVERY: dict[Every, str] = {
    "week": "every week",
    "six weeks": "every six weeks",
    "month": "every month",
    "half term": "every half-term",
    "term": "every term",
    "year": "every year",
}
# A week of two school days, or a month of four, is no week or month to hold a meeting in.
_DAYS_OF_A_WEEK, _DAYS_OF_A_MONTH = 3, 5
_CYCLE = 6  # school weeks of a six-week cycle
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """`first` to `until` are the days on which an occasion belongs to it: a holiday belongs to what
    came before. `starts` is its first school day, and it is over on `ends`, its last."""

    name: str
    first: dt.date
    starts: dt.date
    ends: dt.date
    until: dt.date

    def holds(self, date: dt.date) -> bool:
        return self.first <= date <= self.until


@lru_cache(maxsize=256)  # asked for again for every reference and school
def periods_of(every: Every, dates: SchoolYear, year: str) -> tuple[Period, ...]:
    """The periods of an academic year, in order; none for half-terms that nobody has declared."""
    if every == "week":
        return tuple(_weeks(dates))
    if every == "six weeks":
        return tuple(_cycles(list(_weeks(dates)), year_starts(year)))
    if every == "month":
        return tuple(_months(dates))
    if every == "half term":
        return tuple(_filled(list(_halves(dates)), dates, year)) if dates.halves else ()
    if every == "term":
        terms = [(name, dates.term(name)) for name in TERMS]
        spans = [(f"the {name} term", term.first, term.last) for name, term in terms]
        return tuple(_filled(spans, dates, year))
    whole = (f"the year {year}", dates.autumn.first, dates.summer.last)
    return tuple(_filled([whole], dates, year))


Span = tuple[str, dt.date, dt.date]


def _filled(spans: Sequence[Span], dates: SchoolYear, year: str) -> Iterator[Period]:
    """Periods that follow each other: each one lasts until the next begins. Days of September
    before the first school day belong to the first."""
    begins = [min(year_starts(year), spans[0][1]), *(first for _, first, _ in spans[1:])]
    follows = [first - _DAY for first in begins[1:]] + [year_ends(year)]
    for (name, first, ends), begin, until in zip(spans, begins, follows, strict=True):
        days = dates.open_days(first, ends) or [first, ends]
        yield Period(name, begin, days[0], days[-1], until)


def _halves(dates: SchoolYear) -> Iterator[Span]:
    for name in TERMS:
        term = dates.term(name)
        if term.half_term is None:
            continue
        yield f"the first half of the {name} term", term.first, term.half_term.first - _DAY
        yield f"the second half of the {name} term", term.half_term.last + _DAY, term.last


def _open_days(dates: SchoolYear) -> list[dt.date]:
    return dates.open_days(dates.autumn.first, dates.summer.last)


def _weeks(dates: SchoolYear) -> Iterator[Period]:
    """Monday to Sunday."""
    for monday, found in groupby(_open_days(dates), lambda d: d - d.weekday() * _DAY):
        open_days = list(found)
        if len(open_days) >= _DAYS_OF_A_WEEK:
            name = f"the week of {short_day(monday)}"
            yield Period(name, monday, open_days[0], open_days[-1], monday + 6 * _DAY)


def _cycles(weeks: Sequence[Period], year_begins: dt.date) -> Iterator[Period]:
    """Six school weeks each, from the first week of the year; what is left at the end is none."""
    for start in range(0, len(weeks) - _CYCLE + 1, _CYCLE):
        first, last = weeks[start], weeks[start + _CYCLE - 1]
        following = weeks[start + _CYCLE : start + _CYCLE + 1]
        until = following[0].first - _DAY if following else last.until
        begin = first.first if start else min(first.first, year_begins)
        name = f"the six weeks from {short_day(first.first)}"
        yield Period(name, begin, first.starts, last.ends, until)


def short_day(date: dt.date) -> str:
    """`4 October`: in one school year that says which."""
    return f"{date.day} {MONTHS[date.month - 1]}"


def _months(dates: SchoolYear) -> Iterator[Period]:
    for first, found in groupby(_open_days(dates), lambda d: d.replace(day=1)):
        open_days = list(found)
        if len(open_days) >= _DAYS_OF_A_MONTH:
            last = (first + 31 * _DAY).replace(day=1) - _DAY
            yield Period(month(first), first, open_days[0], open_days[-1], last)
