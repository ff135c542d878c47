"""Families' first preferences against the places that a school offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.calendar import year_ends, year_starts
from goldenthread.measures.cells import numbers, text, total
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.sources.table import rows_of
from goldenthread.wording import number


@measure(
    "First preferences above the admission number",
    unit="count",
    decimals=0,
    better="higher",
    counts="things",
    needs=("admissions",),
    short="First preferences above places",
)
def first_preferences_above_pan(context: Context) -> Iterator[Measurement]:
    """How many more families put the school first than it has places in the year of entry (its
    published admission number): above nothing where first preferences exceed the places.

    The latest year of entry for which families could have applied by the day of the drop: the year
    of the drop, or the one after it. Each year of entry up to it also by itself. The trust adds its
    schools up; schools of which the export has other years only show in the coverage.

    Denominator: none; it is a number of families.

    Leaves out: years of entry without both figures; second and later preferences.

    Interval: none; every application is known.
    """
    frame = context.frame("admissions")
    frame = frame.assign(
        places=numbers(frame, "places"),
        first=numbers(frame, "first_preferences"),
        entry=text(frame, "entry"),
    )
    known = frame[frame["places"].notna() & frame["first"].notna()]
    # Families apply in the autumn before the entry.
    latest = year_ends(context.drop.year).year
    known = known[known["entry"].map(lambda year: year_starts(year).year <= latest).astype(bool)]
    for entity, rows in levels(context, known):
        years = sorted(rows["entry"].unique())
        for group, year in ((ALL, years[-1]), *((f"Entry {year}", year) for year in years)):
            found = _above(context, entity, rows[rows["entry"] == year], group, year)
            yield replace(found, coverage=_schools(rows, year)) if entity == TRUST else found


def _schools(rows: pd.DataFrame, year: str) -> Coverage:
    """How many of the schools in the export have figures of that year of entry."""
    of_year = rows[rows["entry"] == year]
    return Coverage(of_year["school"].nunique(), rows["school"].nunique(), "schools")


def _above(context: Context, entity: str, rows: pd.DataFrame, group: str, year: str) -> Measurement:
    first, places = total(rows["first"]), total(rows["places"])
    return Measurement(
        "first_preferences_above_pan",
        entity,
        context.drop.year,
        first - places,
        group,
        note=f"{number(first)} first preferences for {number(places)} places, entry {year}",
        n=round(first),
        rows=rows_of(rows),
        details=(
            ("First preferences", number(first)),
            ("Places (PAN)", number(places)),
            ("Entry", year),
        ),
    )
