"""Every day of an academic year as a school counts it: its term, its half-term, open or closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.calendar import TERMS, term_of, year_ends, year_starts
from goldenthread.measures.registry import Context
from goldenthread.term_dates import SchoolYear

PERIODS = tuple((term, half) for term in TERMS for half in (1, 2))


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The days of one year from `first` on, a place in each array for each of them.

    `period` is the place in PERIODS; without declared dates every day of a term is in its first
    half and `halves` is false. `open` is false on weekends and on days that were declared closed;
    `counted` is false outside the year and after the day of the drop.
    """

    first: dt.date
    period: npt.NDArray[np.int8]
    open: npt.NDArray[np.bool_]
    counted: npt.NDArray[np.bool_]
    halves: bool


def all_school_days(
    context: Context, urns: Sequence[str], first: dt.date, last: dt.date
) -> list[SchoolDays]:
    """The days from `first` to `last` at each school, in the drop's year."""
    years = [context.trust.school_year(urn, context.drop.year) for urn in urns]
    # Most schools share the trust's dates.
    known = {dates: _school_days(context, dates, first, last) for dates in dict.fromkeys(years)}
    return [known[dates] for dates in years]


def _school_days(
    context: Context, dates: SchoolYear | None, first: dt.date, last: dt.date
) -> SchoolDays:
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    begins, ends = _bounds(context, dates)
    return SchoolDays(
        first,
        np.array([_period(day, dates) for day in days], dtype=np.int8),
        np.array([_is_open(day, dates) for day in days], dtype=np.bool_),
        np.array([begins <= day <= ends for day in days], dtype=np.bool_),
        dates is not None and dates.halves,
    )


def _bounds(context: Context, dates: SchoolYear | None) -> tuple[dt.date, dt.date]:
    """A school that begins in August says so in its term dates."""
    first, last = year_starts(context.drop.year), year_ends(context.drop.year)
    if dates is not None:
        first, last = min(first, dates.autumn.first), dates.summer.last
    return first, min(last, context.drop.as_of)


def _period(day: dt.date, dates: SchoolYear | None) -> int:
    if dates is None:
        return PERIODS.index((term_of(day), 1))
    begun = [term for term in TERMS if dates.term(term).first <= day] or [TERMS[0]]
    half = dates.term(begun[-1]).half(day) if dates.halves else 1
    return PERIODS.index((begun[-1], half))


def _is_open(day: dt.date, dates: SchoolYear | None) -> bool:
    return dates.open_on(day) if dates is not None else day.weekday() < 5
