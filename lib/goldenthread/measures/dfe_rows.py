"""What the department's school-level files have in common: national rows, places, gaps, pooling."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import parse_academic_year
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET, Absent, Table, rows_of
from goldenthread.trust import Phase
from goldenthread.wording import ordinal

# Further in than this from either end a school is in the middle.
MIDDLE = 45
_STATUS = re.compile("provisional|revised|final")
MANY = 50
LINKS = "gias_links"
# The phases whose schools have pupils at the end of a key stage. A special school may have some:
# it counts where the file lists it.
PRIMARY: tuple[Phase, ...] = ("primary", "all-through")
SECONDARY: tuple[Phase, ...] = ("secondary", "all-through")
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


def status(context: Context, source: str = "") -> Details:
    """Whose figures they are, and how final: as the file, or else the drop, says."""
    published = (("Published by", "Department for Education, school performance tables"),)
    said = file_status(context, source) or context.drop.data_status
    return (*published, ("Status", said)) if said else published


def file_status(context: Context, source: str) -> str:
    """`Provisional`, `Revised` or `Final`, where drop.yml or the names of the files say so."""
    table = context.tables.get(source)
    names = [file.name for file in table.files] if isinstance(table, Table) else []
    declared = {e.file.casefold(): e.status for e in context.drop.exports if e.status}
    found = {declared.get(name.casefold()) or status_in(name) for name in names}
    return found.pop().capitalize() if len(found) == 1 else ""


def status_in(name: str) -> str:
    """What the name of a download says of how final it is, "" where it says nothing."""
    said = _STATUS.findall(name.casefold())
    return said[0] if len(set(said)) == 1 else ""


def row_of(frame: pd.DataFrame, urn: str) -> pd.DataFrame:
    """The one row of a school, by that number, or none."""
    return frame[frame["urn"].eq(urn).fillna(value=False)].head(1)


def of_year(frame: pd.DataFrame, year: str) -> pd.DataFrame:
    """The rows of an academic year; a file that names no year is of the drop's."""
    spelt = text(frame, "time_period")
    wanted = {words for words in spelt.unique() if not words or year_named(words) == year}
    return frame[spelt.isin(wanted)]


def year_named(words: str) -> str:
    """`2021/22` for any spelling of it, "" for what is no academic year."""
    try:
        return parse_academic_year(words)
    except ValueError:
        return ""


def own_row(context: Context, frame: pd.DataFrame, urn: str) -> pd.DataFrame:
    """The row of a school by its number, or else by the one it had before, as the register says."""
    row = row_of(frame, urn)
    for earlier in predecessors(context).get(urn, ()) if row.empty else ():
        row = row_of(frame, earlier)
        if not row.empty:
            break
    return row


def predecessors(context: Context) -> dict[str, tuple[str, ...]]:
    """The earlier numbers of each school, where the drop holds the register's links."""
    return context.once("predecessors", lambda: _predecessors(context))


def _predecessors(context: Context) -> dict[str, tuple[str, ...]]:
    if not context.has(LINKS):
        return {}
    frame = context.frame(LINKS)
    kinds = text(frame, "link").str.casefold()
    back = frame[kinds.eq("") | kinds.str.startswith("successor")]
    forth = frame[kinds.str.startswith("predecessor")]
    pairs = [
        *zip(text(back, "linked_urn"), text(back, "urn"), strict=True),
        *zip(text(forth, "urn"), text(forth, "linked_urn"), strict=True),
    ]
    found: dict[str, tuple[str, ...]] = {}
    for now, before in pairs:
        if now and before and now != before:
            found[now] = (*found.get(now, ()), before)
    return found


def schools(
    context: Context, source: str, field: Field, frame: pd.DataFrame | None = None
) -> Iterator[Measurement]:
    """The figure of each school of the trust that is in the file, or why the file has none.

    `frame` are the rows of the source to look in, where not all of them count.
    """
    rows = context.frame(source) if frame is None else frame
    for school in context.trust.schools:
        row = own_row(context, rows, school.urn)
        if row.empty:
            continue
        value = value_of(row, field.column)
        state, note = State.MEASURED, ""
        if value is None:
            missing = why_missing(context.tables[source], row.iloc[0], field.column)
            if missing is not None:
                state, note = missing[0], f"in the department's file: {missing[1]}"
        if row["urn"].iloc[0] != school.urn:
            earlier = f"published under {row['urn'].iloc[0]}, the school's earlier number"
            note = "; ".join(filter(None, (note, earlier)))
        yield Measurement(
            field.measure,
            school.urn,
            context.drop.year,
            value,
            state=state,
            note=note,
            rows=rows_of(row),
            details=status(context, source),
        )


def why_missing(
    table: Table | Absent, row: pd.Series, column: str, blank: str = "the cell is blank"
) -> tuple[State, str] | None:
    """The state of a figure that the file does not give, and what its marker means.

    A plain blank has no marker: for it the reason is `blank`, or nothing where that is "".
    """
    gaps = table.gaps if isinstance(table, Table) else pd.DataFrame()
    here = gaps["column"].eq(column)
    for place_column in (FILE, SHEET, ROW):
        here &= gaps[place_column].eq(row[place_column])
    reasons = gaps[here]["reason"]
    reason = str(reasons.iloc[0]) if len(reasons) else blank
    if not reason:
        return None
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


def weighted(
    context: Context, figures: Iterable[Measurement], phases: Collection[Phase] = ()
) -> Measurement | None:
    """The trust's figure from its schools', weighted by pupils; None where no school has any.

    `phases` are those of the schools that should have one; without them every school should.
    """
    listed = tuple(figures)
    known = [m for m in listed if m.value is not None and m.n]
    expected = {s.urn for s in context.trust.schools if not phases or s.phase in phases}
    expected |= {m.entity for m in listed}
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
        coverage=Coverage(len(known), len(expected), "schools"),
        rows=tuple(row for m in known for row in m.rows),
        details=tuple(d for d in known[0].details if d[0] in ("Published by", "Status")),
    )


def value_of(frame: pd.DataFrame, column: str) -> float | None:
    """The figure in the one row of a frame, None where it is missing."""
    found = numbers(frame, column)
    return None if found.empty or pd.isna(found.iloc[0]) else float(found.iloc[0])
