"""Breadth and balance of what is taught: subjects and their hours, against last year's."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import given, numbers, text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, coverage, shares
from goldenthread.wording import join_words, plural

SOURCE = "curriculum_hours"
_MOST_NAMED = 4


def _taught_before(context: Context) -> pd.DataFrame:
    """A row for each subject that a year group was taught last year, with `now` and `before`."""
    frame = context.frame(SOURCE)
    frame = frame.assign(now=numbers(frame, "hours"), before=numbers(frame, "hours_before"))
    year = numbers(frame, "year_group").map(lambda y: f"Year {y:.0f}" if y > 0 else "Reception")
    return frame[frame["before"] > 0].assign(year=year)


def _compared(context: Context, name: str, *, whole: bool) -> Iterator[Measurement]:
    """Of last year's subjects those still taught, or with no fewer hours (`whole`)."""
    before = _taught_before(context)
    known = before[given(before, "now")]
    met = known["now"] >= (known["before"] if whole else 1e-9)
    notes = {entity: _lost(rows, met) for entity, rows in levels(context, known)}
    covered = coverage(context, known, before, "subjects of last year")
    extras = Extras(notes=notes, coverage=covered)
    return shares(context, name, known, met, extras, group_by=("year",))


def _lost(rows: pd.DataFrame, met: pd.Series) -> str:
    """`Music in Year 9 and 2 others`."""
    lost = rows[~met.reindex(rows.index)]
    named = [f"{s} in {y}" for s, y in zip(text(lost, "subject"), lost["year"], strict=True)]
    if len(named) <= _MOST_NAMED:
        return join_words(named)
    return join_words([*named[:_MOST_NAMED], plural(len(named) - _MOST_NAMED, "other")])


@measure(
    "Subjects of last year that are still taught",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def subjects_kept(context: Context) -> Iterator[Measurement]:
    """Subjects that a year group was taught last year and its successor is taught this year, of all
    that were taught last year: the breadth of what a school offers.

    A subject counts once for each year group; each year group also by itself. One that is new adds
    nothing. The trust's figure pools its schools.

    Denominator: subjects with hours last year, once for each year group.

    Leaves out: subjects without this year's hours, which show in the coverage.

    Interval: none; every subject is known.
    """
    return _compared(context, "subjects_kept", whole=False)


@measure(
    "Subjects with no fewer hours than last year",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def subject_hours_kept(context: Context) -> Iterator[Measurement]:
    """Subjects whose hours a week are no fewer than the year group's before it were, of all that
    were taught last year: the balance of what a school offers.

    A subject counts once for each year group; each year group also by itself. One that is no longer
    taught has fewer. The trust's figure pools its schools.

    Denominator: subjects with hours last year, once for each year group.

    Leaves out: subjects without this year's hours, which show in the coverage.

    Interval: none; every subject is known.
    """
    return _compared(context, "subject_hours_kept", whole=True)
