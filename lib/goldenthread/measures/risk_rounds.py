"""The export of half-termly risk assessments: this year's rows, by school and half-term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from goldenthread.calendar import TERMS
from goldenthread.measures.cells import by, dates
from goldenthread.measures.newest import newest
from goldenthread.measures.registry import Context
from goldenthread.term_dates import SchoolYear
from goldenthread.usual_term_dates import usual_year

SOURCE = "risk_assessments"


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """A half-term of the drop's year: its key in the export, its first and last school day."""

    key: str
    first: dt.date
    last: dt.date

    @property
    def name(self) -> str:
        """`Autumn 1`."""
        return self.key.replace("_", " ").capitalize()


def listed_in_year(context: Context) -> pd.DataFrame:
    """This year's rows, those of half-terms without a review too."""
    frame = context.frame(SOURCE)
    this = frame["year"].eq(context.drop.year).fillna(value=False).astype(bool)
    return frame[this & frame["school"].notna()]


def held_in_year(context: Context) -> pd.DataFrame:
    """This year's assessments that were held by the drop's day, each half-term once."""

    def held() -> pd.DataFrame:
        frame = listed_in_year(context)
        frame = frame[by(frame, "date", context.drop.as_of)]
        return newest(frame.assign(when=dates(frame, "date")), ["school", "half_term"], "when")

    return context.once("risk assessments of the year", held)


def half_terms(context: Context, urn: str) -> tuple[HalfTerm, ...]:
    """The six half-terms of the drop's year: by the declared dates, or else the usual ones.

    None where terms are declared without their half-term holidays.
    """
    year = context.trust.school_year(urn, context.drop.year) or usual_year(context.drop.year)
    return _half_terms(year) if year.halves else ()


@lru_cache(maxsize=256)  # asked for again for every school
def _half_terms(year: SchoolYear) -> tuple[HalfTerm, ...]:
    found = []
    for name in TERMS:
        term = year.term(name)
        rest = term.half_term
        ends = rest.first - dt.timedelta(days=1) if rest else term.last
        starts = rest.last + dt.timedelta(days=1) if rest else term.first
        for half, first, last in ((1, term.first, ends), (2, starts, term.last)):
            days = year.open_days(first, last) or [first, last]
            found.append(HalfTerm(f"{name}_{half}", days[0], days[-1]))
    return tuple(found)


def of_school(frame: pd.DataFrame, urn: str) -> pd.DataFrame:
    """The rows of one school."""
    return frame[frame["school"].eq(urn).fillna(value=False).astype(bool)]


def of_half_term(rows: pd.DataFrame, term: HalfTerm) -> pd.DataFrame:
    """The rows of one half-term."""
    return rows[rows["half_term"].eq(term.key).fillna(value=False).astype(bool)]


def by_half_term(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each half-term that has any, by its name, in the order of the year."""
    names = (
        HalfTerm(f"{term}_{half}", dt.date.min, dt.date.min) for term in TERMS for half in "12"
    )
    return [(term.name, part) for term in names if not (part := of_half_term(rows, term)).empty]
