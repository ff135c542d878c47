"""Whether the priorities of schools' improvement plans rest on data, are paid for, are begun, and
move what they are to move."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from goldenthread.measures.cells import by, given, numbers, text
from goldenthread.measures.measurement import Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Extras, coverage, shares
from goldenthread.wording import join_words

SOURCE = "improvement_plans"
MOST_NAMED = 5
_share_of_priorities = partial(
    measure,
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)


def _stated(
    context: Context, name: str, column: str, met: pd.Series, unsaid: str, lacking: str
) -> Iterator[Measurement]:
    """The share that `met` holds for; no figure at all where nobody has filled the column in."""
    frame = context.frame(SOURCE)
    if not given(frame, column).any():
        return _without(context, name, unsaid)
    return _share(context, name, frame, met, lacking)


def _without(context: Context, name: str, unsaid: str) -> Iterator[Measurement]:
    why = f"the export of improvement plans does not say {unsaid}"
    return no_figures(context, name, why)


def _share(
    context: Context,
    name: str,
    frame: pd.DataFrame,
    met: pd.Series,
    lacking: str,
    covered: dict[str, Coverage] | None = None,
) -> Iterator[Measurement]:
    """The share that `met` holds for, with the references of those that it does not."""
    notes = {
        entity: _loose(lacking, text(rows, "reference")[~met.loc[rows.index]].tolist())
        for entity, rows in levels(context, frame)
    }
    return shares(context, name, frame, met, Extras(notes=notes, coverage=covered))


def _loose(lacking: str, references: list[str]) -> str:
    if len(references) > MOST_NAMED:
        return f"{lacking}: {len(references)} priorities"
    return f"{lacking}: {join_words(references)}" if references else ""


@_share_of_priorities("Improvement plan priorities that name their data")
def priorities_from_data(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans that name the data, or the finding of the school's
    self-evaluation, that they rest on.

    Denominator: priorities of the improvement plans.

    Leaves out: an export in which no priority names any.

    Interval: none; every priority is known.
    """
    met = given(context.frame(SOURCE), "data")
    unsaid, lacking = "what data priorities rest on", "without the data they rest on"
    return _stated(context, "priorities_from_data", "data", met, unsaid, lacking)


@_share_of_priorities("Improvement plan priorities with an intervention begun")
def priorities_begun(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans of which an intervention was begun by the day of the
    drop.

    Denominator: priorities of the improvement plans.

    Leaves out: an export without any date of an intervention.

    Interval: none; every priority is known.
    """
    met = by(context.frame(SOURCE), "intervention", context.drop.as_of)
    unsaid, lacking = "when interventions were begun", "no intervention begun"
    return _stated(context, "priorities_begun", "intervention", met, unsaid, lacking)


@_share_of_priorities("Improvement plan priorities with a cost in the budget")
def priorities_costed(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans with a cost in the budget. A cost of £0 is one: the
    school has looked and found that the priority costs nothing.

    Denominator: priorities of the improvement plans.

    Leaves out: an export without any cost.

    Interval: none; every priority is known.
    """
    met = given(context.frame(SOURCE), "cost")
    unsaid, lacking = "what priorities cost", "without a cost"
    return _stated(context, "priorities_costed", "cost", met, unsaid, lacking)


@_share_of_priorities("Improvement plan priorities whose outcome has moved")
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
    covered = coverage(context, frame[known], frame, "priorities")
    met = met.fillna(value=False).astype(bool)[known]
    return _share(context, "priorities_moved", frame[known], met, "not moved as wanted", covered)
