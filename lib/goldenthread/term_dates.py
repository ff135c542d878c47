"""When terms and half-terms begin and end, as a trust or a school declares it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from pydantic import model_validator

from goldenthread.calendar import TERMS, Term, parse_academic_year
from goldenthread.declaration import Declared, Faults


class Break(Declared):
    """A half-term holiday, from its first day to its last."""

    first: dt.date
    last: dt.date


class TermDays(Declared):
    """A term, from its first school day to its last; `half_term` is the holiday inside it."""

    first: dt.date
    last: dt.date
    half_term: Break | None = None

    @model_validator(mode="after")
    def _in_order(self) -> TermDays:
        days = [self.first, self.last]
        if self.half_term:
            days[1:1] = [self.half_term.first, self.half_term.last]
        if days != sorted(days):
            message = "first, half_term and last are not in the order of the calendar"
            raise ValueError(message)
        return self

    def half(self, day: dt.date) -> int:
        """1 or 2: which half of the term a day is in; a day of the holiday is in the first."""
        return 1 if self.half_term is None or day <= self.half_term.last else 2

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in the term and not in its half-term holiday."""
        resting = self.half_term
        inside = self.first <= day <= self.last
        return inside and not (resting and resting.first <= day <= resting.last)


class SchoolYear(Declared):
    """One academic year: its terms, and days inside them on which the school is closed to pupils
    (training days, bank holidays)."""

    autumn: TermDays
    spring: TermDays
    summer: TermDays
    closed: tuple[dt.date, ...] = ()

    @model_validator(mode="after")
    def _terms_follow(self) -> SchoolYear:
        for before, after in pairwise(TERMS):
            if self.term(before).last >= self.term(after).first:
                message = f"the {after} term begins before the {before} term has ended"
                raise ValueError(message)
        return self

    def term(self, name: Term) -> TermDays:
        return {"autumn": self.autumn, "spring": self.spring, "summer": self.summer}[name]

    def open_on(self, day: dt.date) -> bool:
        """Whether pupils were to attend on a day: in a term, no weekend, no closed day."""
        in_term = any(self.term(name).holds(day) for name in TERMS)
        return in_term and day.weekday() < 5 and day not in self.closed

    def open_days(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """The days from one to another on which pupils were to attend, in order."""
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.open_on(day)]

    @property
    def halves(self) -> bool:
        """Whether half-terms can be told apart."""
        return all(self.term(name).half_term for name in TERMS)


def year_faults(years: dict[str, SchoolYear]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """A fault for each year that is not written as 2021/22 or whose days lie in another year."""
    for year, dates in years.items():
        try:
            parsed = parse_academic_year(year)
        except ValueError as error:
            yield (year,), str(error)
            continue
        first, last = dates.autumn.first, dates.summer.last
        if parsed != year:
            yield (year,), f"{year!r} is not an academic year; write it as {parsed}"
        elif not dt.date(int(year[:4]), 8, 1) <= first <= last <= dt.date(int(year[:4]) + 1, 8, 31):
            yield (year,), f"these days are not those of the academic year {year}"


def checked_years(years: dict[str, SchoolYear]) -> dict[str, SchoolYear]:
    """The years as they were declared; raises Faults where one is wrong."""
    faults = list(year_faults(years))
    if faults:
        raise Faults(faults)
    return years
