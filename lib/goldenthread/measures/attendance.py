"""Absence from sessions: overall, authorised, unauthorised, persistent and severe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.sessions import enrolments
from goldenthread.measures.statistics import wilson

PUBLICATION = "Pupil absence in schools in England"
NEEDS = ("attendance",)
# The annual statistics leave this half-term out for Year 11; a school's own export does not.
YEAR_11_NOTE = (
    "the year so far from the school's own export; the national figures leave out the second half "
    "of the summer term for 15-year-olds"
)
Count = Callable[[pd.DataFrame], tuple[float, float]]


@measure(
    "Overall absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def overall_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed, with and without leave, of all sessions that were possible. Sessions are
    added up over pupils; their percentages are never averaged. A session is half a day."""
    return _shares(context, "overall_absence", _missed("authorised", "unauthorised"))


@measure(
    "Authorised absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def authorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed with the school's leave, such as for illness, of all that were possible."""
    return _shares(context, "authorised_absence", _missed("authorised"))


@measure(
    "Unauthorised absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def unauthorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed without the school's leave, and arrivals after the register closed, of all
    that were possible."""
    return _shares(context, "unauthorised_absence", _missed("unauthorised"))


@measure(
    "Persistent absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def persistent_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed 10% or more of the sessions possible for them (10% exactly included), of
    all pupils with possible sessions. A pupil who moved counts at each school."""
    return _shares(context, "persistent_absence", _missing_at_least(10), pupils=True)


@measure(
    "Severe absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def severe_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed half or more of the sessions possible for them, of all pupils with
    possible sessions."""
    return _shares(context, "severe_absence", _missing_at_least(50), pupils=True)


def _missed(*kinds: str) -> Count:
    def count(pupils: pd.DataFrame) -> tuple[float, float]:
        return float(pupils[list(kinds)].sum().sum()), float(pupils["possible"].sum())

    return count


def _missing_at_least(percent: int) -> Count:
    """Compared in whole sessions, so that 10% exactly is 10%."""

    def count(pupils: pd.DataFrame) -> tuple[float, float]:
        missed = pupils["authorised"] + pupils["unauthorised"]
        return float((100 * missed >= percent * pupils["possible"]).sum()), float(len(pupils))

    return count


def _shares(
    context: Context, name: str, count: Count, *, pupils: bool = False
) -> Iterator[Measurement]:
    """With an interval where pupils are counted; sessions of one pupil hang together too much."""
    for held in enrolments(context):
        part, whole = count(held.each)
        low, high = wilson(part, whole) if pupils else (None, None)
        yield Measurement(
            name,
            held.entity,
            context.drop.year,
            100 * part / whole,
            held.group,
            note=YEAR_11_NOTE if held.group == ALL else "",
            n=len(held.each),
            numerator=part,
            denominator=whole,
            low=low,
            high=high,
            coverage=held.coverage,
            rows=held.rows,
        )
