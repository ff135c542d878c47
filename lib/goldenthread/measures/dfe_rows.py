"""What the department's school-level files have in common: national rows, places, gaps, pooling."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.cells import numbers
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET, Table, rows_of
from goldenthread.wording import ordinal

# Further in than this from either end a school is in the middle.
MIDDLE = 45
MANY = 50
Details = tuple[tuple[str, str], ...]
POOLED = (
    "pooled from the schools' published figures, each weighted by its pupils; the trust's own "
    "calculation, not one of the department's"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One published figure: a measure and the column of the file that holds it."""

    measure: str
    column: str
    share: bool = False
    higher_is_better: bool = True


def status(context: Context) -> Details:
    """Whose figures they are and, as the drop says, how final."""
    published = (("Published by", "Department for Education, school performance tables"),)
    if not context.drop.data_status:
        return published
    return (*published, ("Status", context.drop.data_status))


def row_of(frame: pd.DataFrame, urn: str) -> pd.DataFrame:
    """The one row of a school, or none."""
    return frame[frame["urn"].eq(urn).fillna(value=False)].head(1)


def schools(context: Context, source: str, field: Field) -> Iterator[Measurement]:
    """The figure of each school of the trust that is in the file, or why the file has none."""
    for school in context.trust.schools:
        row = row_of(context.frame(source), school.urn)
        if row.empty:
            continue
        value = value_of(row, field.column)
        state, note = State.MEASURED, ""
        if value is None:
            state, reason = _why_missing(context, source, row.iloc[0], field.column)
            note = f"in the department's file: {reason}"
        yield Measurement(
            field.measure,
            school.urn,
            context.drop.year,
            value,
            state=state,
            note=note,
            rows=rows_of(row),
            details=status(context),
        )


def _why_missing(context: Context, source: str, row: pd.Series, column: str) -> tuple[State, str]:
    """The state of a figure that the file does not give, and what its marker means."""
    table = context.tables[source]
    gaps = table.gaps if isinstance(table, Table) else pd.DataFrame()
    here = gaps["column"].eq(column)
    for place_column in (FILE, SHEET, ROW):
        here &= gaps[place_column].eq(row[place_column])
    reasons = gaps[here]["reason"]
    reason = str(reasons.iloc[0]) if len(reasons) else "the cell is blank"
    return (State.SUPPRESSED if reason.startswith("withheld") else State.NO_DATA), reason


def place(values: pd.Series, own: float, *, higher_is_better: bool, what: str) -> str:
    """`143rd of 3,059 mainstream schools (top 5%)`; equals share the better place.

    Where low is good it is the `143rd lowest`, among the `lowest 5%`. Of few the place says enough.
    """
    known = values.dropna()
    above, below, count = int((known > own).sum()), int((known < own).sum()), len(known)
    better, worse = (above, below) if higher_is_better else (below, above)
    good, bad = ("top", "bottom") if higher_is_better else ("lowest", "highest")
    from_top, from_bottom = (math.ceil(100 * (n + 1) / count) for n in (better, worse))
    part = "middle"
    if min(from_top, from_bottom) <= MIDDLE:
        part = f"{good} {from_top}%" if from_top <= from_bottom else f"{bad} {from_bottom}%"
    order = "" if higher_is_better else " lowest"
    among = f"{ordinal(better + 1)}{order} of {count:,} {what}"
    return f"{among} ({part})" if count >= MANY else among


def weighted(context: Context, figures: Iterable[Measurement]) -> Measurement | None:
    """The trust's figure from its schools', weighted by pupils; None where no school has any."""
    known = [m for m in figures if m.value is not None and m.n]
    pupils = sum(m.n or 0 for m in known)
    if not pupils:
        return None
    total = sum((m.value or 0.0) * (m.n or 0) for m in known)
    return Measurement(
        known[0].measure,
        TRUST,
        context.drop.year,
        total / pupils,
        note=POOLED,
        n=pupils,
        coverage=Coverage(len(known), len(context.trust.schools), "schools"),
        rows=tuple(row for m in known for row in m.rows),
        details=status(context),
    )


def value_of(frame: pd.DataFrame, column: str) -> float | None:
    """The figure in the one row of a frame, None where it is missing."""
    found = numbers(frame, column)
    return None if found.empty or pd.isna(found.iloc[0]) else float(found.iloc[0])
