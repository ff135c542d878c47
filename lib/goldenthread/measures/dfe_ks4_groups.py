"""What the department's file publishes of groups of pupils, with intervals where it has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from goldenthread.measures import pupil_groups
from goldenthread.measures.dfe_ks4_rows import PROGRESS, SOURCE
from goldenthread.measures.dfe_rows import Field, status, value_of, why_missing
from goldenthread.measures.ks4_progress import ELEMENT_NAMES
from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.registry import Context
from goldenthread.measures.statistics import wilson
from goldenthread.sources.table import Absent, Table

# The end of a column's name, and the group that it is of.
GROUPS: Mapping[str, str] = {
    "disadvantaged": pupil_groups.DISADVANTAGED,
    "not_disadvantaged": pupil_groups.NOT_DISADVANTAGED,
    "girls": pupil_groups.GIRLS,
    "boys": pupil_groups.BOYS,
    "eal": pupil_groups.EAL,
    "prior_low": pupil_groups.LOW,
    "prior_middle": pupil_groups.MIDDLE,
    "prior_high": pupil_groups.HIGH,
}


def group_figures(
    context: Context, row: pd.DataFrame, whole: Measurement, field: Field
) -> Iterator[Measurement]:
    """A measurement for each group (and element of progress) that the file gives for a row."""
    table = context.tables[SOURCE]
    marked = context.once("marked key stage 4 columns", lambda: _marked(table))
    elements = {str(k): words for k, words in ELEMENT_NAMES.items() if field == PROGRESS}
    for end, group in {**elements, **GROUPS}.items():
        column = f"{field.column}_{end}"
        value = value_of(row, column)
        item = replace(
            whole,
            group=group,
            value=value,
            state=State.MEASURED,
            note="",
            n=_count(row, field, end),
            numerator=None,
            denominator=None,
            low=value_of(row, f"{column}_low"),
            high=value_of(row, f"{column}_high"),
            coverage=None,
            details=status(context, SOURCE),
        )
        if value is not None:
            yield _with_interval(item, field)
        elif column in marked and (missing := why_missing(table, row.iloc[0], column, "")):
            state, reason = missing
            note = f"in the department's file: {reason}"
            yield replace(item, state=state, note=note, n=None, low=None, high=None)


def _marked(table: Table | Absent) -> frozenset[str]:
    """The columns that have markers anywhere: a file has few of those that it might have."""
    return frozenset(table.gaps["column"]) if isinstance(table, Table) else frozenset()


def _count(row: pd.DataFrame, field: Field, end: str) -> int | None:
    before = "progress_pupils" if field == PROGRESS else "pupils"
    count = value_of(row, before if end in ELEMENT_NAMES else f"{before}_{end}")
    return None if count is None else int(count)


def _with_interval(item: Measurement, field: Field) -> Measurement:
    """A share of a known number of pupils has Wilson's; a score has the file's own, or none."""
    if not field.share or not item.n or item.value is None:
        return item
    met = min(round(item.value * item.n / 100), item.n)
    low, high = wilson(met, item.n)
    return replace(item, numerator=float(met), denominator=float(item.n), low=low, high=high)
