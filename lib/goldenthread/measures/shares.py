"""How many of how many: the measurement that most measures come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.cells import folded, total
from goldenthread.measures.measurement import ALL, Coverage, Measurement, State
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context
from goldenthread.measures.statistics import wilson
from goldenthread.sources.table import rows_of

Details = tuple[tuple[str, str], ...]
MET, OF = "_met", "_of"  # columns that only live inside this module


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands beside the figures of a measure, by entity where it differs."""

    interval: bool = False
    note: str = ""
    notes: Mapping[str, str] | None = None
    empty: str = "there is nothing to count"
    coverage: Mapping[str, Coverage] | None = None
    details: Mapping[str, Details] | None = None


def coverage(
    context: Context,
    covered: pd.DataFrame,
    expected: pd.DataFrame,
    what: str,
    column: str = "school",
) -> dict[str, Coverage]:
    """How many of the rows of `expected` are in `covered`, by level."""
    have = {entity: len(rows) for entity, rows in levels(context, covered, column)}
    return {
        entity: Coverage(have.get(entity, 0), len(rows), what)
        for entity, rows in levels(context, expected, column)
    }


def schools_covered(context: Context, found: int) -> Coverage:
    """How many of the trust's schools the trust's own figure is of: those that have joined."""
    joined = sum(school.joined <= context.drop.as_of for school in context.trust.schools)
    return Coverage(found, max(joined, found), "schools")


def share(
    context: Context,
    measure: str,
    entity: str,
    numerator: float,
    denominator: float,
    frame: pd.DataFrame,
    extras: Extras = Extras(),
    *,
    group: str = ALL,
    n: int | None = None,
    details: Details = (),
) -> Measurement:
    """`numerator` of `denominator` as a percentage; "no data" where there is nothing to count."""
    low = high = None
    if extras.interval and denominator:
        low, high = wilson(numerator, denominator)
    note = extras.note
    if group == ALL and extras.notes is not None:
        note = extras.notes.get(entity, note)
    return Measurement(
        measure,
        entity,
        context.drop.year,
        100 * numerator / denominator if denominator else None,
        group,
        State.MEASURED if denominator else State.NO_DATA,
        note if denominator else extras.empty,
        len(frame) if n is None else n,
        numerator if denominator else None,
        denominator if denominator else None,
        low,
        high,
        (extras.coverage or {}).get(entity) if group == ALL else None,
        rows_of(frame),
        details or ((extras.details or {}).get(entity, ()) if group == ALL else ()),
    )


def checklist(
    context: Context,
    measure: str,
    entity: str,
    items: Sequence[tuple[str, bool]],
    frame: pd.DataFrame,
    named: pd.Series,
    note: str,
) -> Iterator[Measurement]:
    """The items in place, of all of them, then each by itself; an item of several schools stands
    once for each. `named` is the item that each row of `frame` speaks of, folded."""
    for group in dict.fromkeys((ALL, *(item for item, _ in items))):
        met = [in_place for item, in_place in items if group in (ALL, item)]
        used = frame if group == ALL else frame[named == folded(group)]
        extras = Extras(note=note if group == ALL else "")
        of = len(met)
        yield share(context, measure, entity, sum(met), of, used, extras, group=group, n=of)


def shares(
    context: Context,
    measure: str,
    frame: pd.DataFrame,
    met: pd.Series,
    extras: Extras = Extras(),
    *,
    column: str = "school",
    group_by: Iterable[str] = (),
) -> Iterator[Measurement]:
    """The share of rows of `frame` that `met` is true for: each school, then the trust.

    Each level also once per text in the columns `group_by`, in the order they stand in the frame.
    """
    marked = frame.assign(_met=met.astype(float), _of=1.0)
    yield from _shares(context, measure, marked, extras, column, tuple(group_by))


def ratios(
    context: Context,
    measure: str,
    frame: pd.DataFrame,
    part: pd.Series,
    whole: pd.Series,
    extras: Extras = Extras(),
    *,
    column: str = "school",
    group_by: Iterable[str] = (),
) -> Iterator[Measurement]:
    """The sum of `part` over the sum of `whole`, as `shares` does for rows; n is the whole."""
    marked = frame.assign(_met=part.astype(float), _of=whole.astype(float))
    yield from _shares(context, measure, marked, extras, column, tuple(group_by), summed=True)


def _shares(
    context: Context,
    measure: str,
    marked: pd.DataFrame,
    extras: Extras,
    column: str,
    group_by: tuple[str, ...],
    *,
    summed: bool = False,
) -> Iterator[Measurement]:
    for entity, rows in levels(context, marked, column):
        parts = [(ALL, rows)]
        for name in group_by:
            parts += [(str(key), part) for key, part in rows.groupby(name, sort=False)]
        for group, part in parts:
            met, of = total(part[MET]), total(part[OF])
            n = round(of) if summed else len(part)
            yield share(context, measure, entity, met, of, part, extras, group=group, n=n)
