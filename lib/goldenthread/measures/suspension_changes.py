"""Suspensions and exclusions of a term against the same term a year ago, and how long they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import pandas as pd

from goldenthread.calendar import (
    TERMS,
    closed_to_most,
    same_day_last_year,
    year_before,
    year_ends,
    year_starts,
)
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.measurement import ALL, Measurement, Measurements, State
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.statistics import interval_difference
from goldenthread.measures.suspensions import NEEDS, PUBLICATION, exclusion_rate, suspension_rate
from goldenthread.measures.year import this_year
from goldenthread.sources.table import rows_of
from goldenthread.wording import number

GROUPS = (ALL, *(term.capitalize() for term in TERMS))


@measure(
    "Change in suspensions per 100 pupils on a year ago",
    unit="per 100",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
    short="Change in suspensions",
)
def suspension_change(context: Context) -> Iterable[Measurement]:
    """The rate of suspensions in a term (and in the year so far) less the rate in the same term of
    last year, up to the same day: autumn against autumn. Both are for every 100 pupils at the
    January census of their year, or the latest before it. The 95% interval is that of the two rates
    together; where it holds 0 the change is no more than chance can do. A term in which schools
    were closed to most pupils is compared with none.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: terms in which schools were closed to most pupils.

    Interval: 95%, that of the two rates together.
    """
    return _changes(context, "suspension_change", suspension_rate(context))


@measure(
    "Change in permanent exclusions per 100 pupils on a year ago",
    unit="per 100",
    decimals=3,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
    short="Change in permanent exclusions",
)
def exclusion_change(context: Context) -> Iterable[Measurement]:
    """The rate of permanent exclusions in a term (and in the year so far) less the rate in the same
    term of last year, as for suspensions.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: terms in which schools were closed to most pupils.

    Interval: 95%, that of the two rates together.
    """
    return _changes(context, "exclusion_change", exclusion_rate(context))


@measure(
    "Length of a suspension",
    unit="days",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=("suspensions",),
    publication=PUBLICATION,
)
def suspension_length(context: Context) -> Iterable[Measurement]:
    """School days of the suspensions that began in the year so far, divided by how many they are;
    half a day counts half. Suspensions without a length are left out.

    Denominator: suspensions of the year so far with a length.

    Leaves out: suspensions without a length; lunchtime exclusions.

    Interval: none; every length is known.
    """
    events = this_year(context, context.frame("suspensions"), "start")
    events = events[text(events, "type").eq("suspension")]
    known = events[numbers(events, "days").notna()]
    for entity, part in levels(context, known, "school"):
        if len(part):
            days, count = float(numbers(part, "days").sum()), len(part)
            yield Measurement(
                "suspension_length",
                entity,
                context.drop.year,
                days / count,
                n=int(part["upn"].nunique()),
                numerator=days,
                denominator=float(count),
                rows=rows_of(part),
            )


def _changes(context: Context, name: str, rates: Iterable[Measurement]) -> Iterator[Measurement]:
    found = Measurements(rates)
    this, last = context.drop.year, year_before(context.drop.year)
    for now in found:
        if now.period != this or now.group not in GROUPS:
            continue
        before = found.one(now.measure, now.entity, now.group, last)
        if before is not None:
            yield _change(context, name, now, before)


def _change(context: Context, name: str, now: Measurement, before: Measurement) -> Measurement:
    closed = [figure.period for figure in (now, before) if _closed(context, figure)]
    if closed:
        note = f"schools were closed to most pupils in part of it in {closed[0]}"
        return Measurement(
            name, now.entity, now.period, group=now.group, state=State.NOT_MEASURABLE, note=note
        )
    rates = [(f.value or 0.0, f.low or 0.0, f.high or 0.0) for f in (now, before)]
    low, high = interval_difference(rates[0], rates[1])
    clear = "more than chance" if low > 0 or high < 0 else "no more than chance can do"
    return Measurement(
        name,
        now.entity,
        now.period,
        rates[0][0] - rates[1][0],
        now.group,
        note=f"against {before.period}; {clear}",
        n=now.n,
        low=low,
        high=high,
        rows=(*now.rows, *before.rows),
        details=(
            (now.period, f"{number(now.numerator or 0)} of {number(now.denominator or 0)} pupils"),
            (
                before.period,
                f"{number(before.numerator or 0)} of {number(before.denominator or 0)} pupils",
            ),
        ),
    )


def _closed(context: Context, figure: Measurement) -> bool:
    first, last = _days(figure)
    now = figure.period == context.drop.year
    ends = context.drop.as_of if now else same_day_last_year(context.drop.as_of)
    return closed_to_most(first, min(last, ends))


def _days(figure: Measurement) -> tuple[dt.date, dt.date]:
    """The days of a term as suspensions are sorted into terms; of the year for all of it."""
    first, last = year_starts(figure.period), year_ends(figure.period)
    return {
        "Autumn": (first, dt.date(first.year, 12, 31)),
        "Spring": (dt.date(last.year, 1, 1), dt.date(last.year, 4, 15)),
        "Summer": (dt.date(last.year, 4, 16), last),
    }.get(figure.group, (first, last))


def days_by_pupil(context: Context) -> pd.Series:
    """School days of suspension of each pupil in the year so far, at all schools together."""
    events = this_year(context, context.frame("suspensions"), "start")
    events = events[text(events, "type").eq("suspension")]
    return numbers(events, "days").groupby(events["upn"].astype(object)).sum()
