"""Events of the year so far for every 100 pupils, and of last year up to the same day.

The base is the January census headcount of the year, or the latest before it where the census is
still to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import (
    TERMS,
    same_day_last_year,
    term_of,
    year_before,
    year_starts,
)
from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.registry import REGISTER, Context
from goldenthread.measures.statistics import Interval, rate_interval, wilson
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, join_words, number

DATE = "_date"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, from its first day to the day of the drop."""

    year: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Base:
    """Pupils on roll at a January census."""

    headcount: int
    year: str
    rows: tuple[RowRange, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: of the events of a school or the trust, how many, of how many pupils.

    `by` names the column whose texts are groups as well; a list in a cell puts it in each. Fewer
    pupils than the trust's smallest group are not divided: their kinds would all be withheld, and
    two of one and two of another would give each other away unless the four were withheld too.
    """

    measure: str
    of: Callable[[pd.DataFrame], int]
    scale: str = "per 100"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log of events. `kept_by` tells, from the log's rows of a period, which schools' events it
    holds: of those, none in the log is none; of the others nothing is known."""

    frame: pd.DataFrame
    date: str
    kept_by: Callable[[pd.DataFrame], list[str]]


def periods(context: Context) -> tuple[Period, Period]:
    """This year up to the drop, then last year up to the same day."""
    this, last_day = context.drop.year, context.drop.as_of
    before = year_before(this)
    return (
        Period(this, year_starts(this), last_day),
        Period(before, year_starts(before), same_day_last_year(last_day)),
    )


def base(context: Context, school: str, year: str) -> Base | None:
    """The headcount of the year's census, else of the latest before it."""
    frame = context.frame("census")
    own = frame[frame["school"].eq(school)]
    own = own[numbers(own, "headcount").gt(0) & (text(own, "year") <= year)].sort_values(
        ["year", "headcount"]
    )
    if own.empty:
        return None
    latest = own.tail(1)
    headcount = int(numbers(latest, "headcount").iloc[0])
    return Base(headcount, str(latest["year"].iloc[0]), rows_of(latest))


def rates(context: Context, log: Log, counted: pd.Series, count: Count) -> Iterator[Measurement]:
    """For this year and last, each school and the trust: all, each term, each group of the count.

    `counted` says which rows of the log are counted.
    """
    dated = log.frame.astype("object").assign(**{DATE: dates(log.frame, log.date)})
    for period in periods(context):
        inside = dated[DATE].between(pd.Timestamp(period.first), pd.Timestamp(period.last))
        bases = {urn: base(context, urn, period.year) for urn in log.kept_by(dated[inside])}
        known = {urn: found for urn, found in bases.items() if found is not None}
        yield from _period(context, period, dated[inside & counted], known, count)


def _period(
    context: Context, period: Period, events: pd.DataFrame, bases: dict[str, Base], count: Count
) -> Iterator[Measurement]:
    # One pass over the log, however many schools there are.
    places = events.groupby("school", sort=False).indices
    for urn, own in bases.items():
        part = events.iloc[places.get(urn, [])]
        yield from _entity(context, period, urn, part, {urn: own}, count)
    if bases:
        part = events[events["school"].isin(list(bases))]
        yield from _entity(context, period, TRUST, part, bases, count)


def _entity(
    context: Context,
    period: Period,
    entity: str,
    events: pd.DataFrame,
    bases: dict[str, Base],
    count: Count,
) -> Iterator[Measurement]:
    headcount = sum(found.headcount for found in bases.values())
    schools = len(context.trust.schools)
    coverage = Coverage(len(bases), schools, "schools") if entity == TRUST else None
    rows = (*rows_of(events), *(row for found in bases.values() for row in found.rows))
    by = count.by if _people(events) >= context.trust.reporting.smallest_group else ""
    for group, part in _groups(events, by, period):
        counted = float(count.of(part))
        low, high = _interval(count, counted, headcount, part)
        yield Measurement(
            count.measure,
            entity,
            period.year,
            100 * counted / headcount,
            group,
            note=_note(period, bases) if group == ALL else "",
            n=_people(part) if group not in (ALL, *_TERM_NAMES) else headcount,
            numerator=counted,
            denominator=float(headcount),
            low=low,
            high=high,
            coverage=coverage if group == ALL else None,
            rows=rows,
            details=_details(period, bases, headcount) if group == ALL else (),
        )


_TERM_NAMES = tuple(term.capitalize() for term in TERMS)


def _groups(events: pd.DataFrame, by: str, period: Period) -> Iterator[tuple[str, pd.DataFrame]]:
    """Everything, each term that has begun, and each text of the column `by`."""
    yield ALL, events
    terms = events[DATE].dt.date.map(term_of) if len(events) else events[DATE]
    for term in TERMS[: TERMS.index(term_of(period.last)) + 1]:
        yield term.capitalize(), events[terms.eq(term)]
    if not by:
        return
    listed = events.explode(by).dropna(subset=[by])
    for name, part in listed.groupby(by, sort=True):
        yield str(name), part


def _interval(count: Count, counted: float, headcount: int, events: pd.DataFrame) -> Interval:
    """Of pupils a share of all pupils; of events a rate, wider where few pupils make many."""
    if REGISTER[count.measure].unit == "percent":
        return wilson(min(counted, headcount), headcount)
    each = events["upn"].value_counts()
    squares = float((each**2).sum()) + int(events["upn"].isna().sum())
    weight = squares / len(events) if len(events) else 1.0
    return rate_interval(counted, counted * weight, headcount)


def _people(events: pd.DataFrame) -> int:
    """Different pupils; a row without a UPN is a pupil of its own."""
    return int(events["upn"].nunique()) + int(events["upn"].isna().sum())


def _note(period: Period, bases: dict[str, Base]) -> str:
    earlier = sorted({found.year for found in bases.values() if found.year != period.year})
    note = f"from {day(period.first)} to {day(period.last)}"
    if earlier:
        note += f"; headcount of the {join_words(earlier)} census, the latest there is"
    return note


def _details(period: Period, bases: dict[str, Base], headcount: int) -> tuple[tuple[str, str], ...]:
    years = sorted({found.year for found in bases.values()})
    census = join_words([f"January {int(year[:4]) + 1}" for year in years])
    return (
        ("Pupils on roll", f"{number(headcount)} ({census} census)"),
        ("Counted to", day(period.last)),
    )
