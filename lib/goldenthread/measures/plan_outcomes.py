"""Whether the priorities of schools' improvement plans rest on data, are paid for, are begun, and
move what they are to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.measures.cells import by, given, numbers, text
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, shares
from goldenthread.wording import join_words

SOURCE = "improvement_plans"
MOST_NAMED = 5


def _without(context: Context, name: str, what: str) -> Iterator[Measurement]:
    """No figure at all where nobody has filled the column in."""
    note = f"the export of improvement plans does not say {what}"
    for entity in (*(school.urn for school in context.trust.schools), TRUST):
        yield Measurement(name, entity, context.drop.year, state=State.NO_DATA, note=note)


def _share(
    context: Context,
    name: str,
    frame: pd.DataFrame,
    met: pd.Series,
    lacking: str,
    coverage: dict[str, Coverage] | None = None,
) -> Iterator[Measurement]:
    """The share that `met` holds for, with the references of those that it does not."""
    loose = {
        entity: [str(ref) for ref in text(rows, "reference")[~met.loc[rows.index]]]
        for entity, rows in levels(context, frame)
    }
    for found in shares(context, name, frame, met, Extras(coverage=coverage)):
        refs = loose[found.entity]
        named = join_words(refs) if len(refs) <= MOST_NAMED else f"{len(refs)} priorities"
        yield replace(found, note=f"{lacking}: {named}" if refs else "")


@measure(
    "Improvement plan priorities that name their data",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def priorities_from_data(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans that name the data, or the finding of the school's
    self-evaluation, that they rest on.

    Denominator: priorities of the improvement plans.

    Leaves out: an export in which no priority names any.

    Interval: none; every priority is known.
    """
    frame = context.frame(SOURCE)
    if not given(frame, "data").any():
        return _without(context, "priorities_from_data", "what data priorities rest on")
    met = given(frame, "data")
    return _share(context, "priorities_from_data", frame, met, "without the data they rest on")


@measure(
    "Improvement plan priorities with an intervention begun",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def priorities_begun(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans of which an intervention was begun by the day of the
    drop.

    Denominator: priorities of the improvement plans.

    Leaves out: an export without any date of an intervention.

    Interval: none; every priority is known.
    """
    frame = context.frame(SOURCE)
    if not given(frame, "intervention").any():
        return _without(context, "priorities_begun", "when interventions were begun")
    met = by(frame, "intervention", context.drop.as_of)
    return _share(context, "priorities_begun", frame, met, "no intervention begun")


@measure(
    "Improvement plan priorities with a cost in the budget",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def priorities_costed(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans with a cost in the budget. A cost of £0 is one: the
    school has looked and found that the priority costs nothing.

    Denominator: priorities of the improvement plans.

    Leaves out: an export without any cost.

    Interval: none; every priority is known.
    """
    frame = context.frame(SOURCE)
    if not given(frame, "cost").any():
        return _without(context, "priorities_costed", "what priorities cost")
    met = given(frame, "cost")
    return _share(context, "priorities_costed", frame, met, "without a cost")


@measure(
    "Improvement plan priorities whose outcome has moved",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def priorities_moved(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans whose outcome is now better than at the start, in
    the direction that the plan wants. The school says what the outcome is and what it was; how far
    it moved, and whether by more than chance, is not asked.

    Denominator: priorities with an outcome, its direction, its value at the start and its latest
    value.

    Leaves out: priorities of which one of these is blank, which show in the coverage; an export
    without any latest value.

    Interval: none; the values are the schools' own.
    """
    frame = context.frame(SOURCE)
    start, latest = numbers(frame, "at_start"), numbers(frame, "latest")
    named = given(frame, "outcome") & given(frame, "wanted")
    known = named & start.notna() & latest.notna()
    if not known.any():
        return _without(context, "priorities_moved", "what priorities moved")
    higher = text(frame, "wanted") == "higher"
    met = ((latest > start) & higher) | ((latest < start) & ~higher)
    every = {entity: len(rows) for entity, rows in levels(context, frame)}
    covered = {
        entity: Coverage(len(rows), every[entity], "priorities")
        for entity, rows in levels(context, frame[known])
    }
    met = met.fillna(value=False).astype(bool)[known]
    return _share(context, "priorities_moved", frame[known], met, "not moved as wanted", covered)
