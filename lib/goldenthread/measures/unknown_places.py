"""Rows whose place is none of the trust's: a slip in a name leaves them out."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding, nearest
from goldenthread.measures.cells import text
from goldenthread.measures.logged import places_of
from goldenthread.measures.places import place_entity
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET, Table, row_text

_COLUMN = "place"
_LOGS = ("evidence_log", "occasions")  # a row may be of all schools
# Exports of which a row without a known place counts nowhere, not even for the trust.
_NOWHERE = (*_LOGS, "recorded", "milestones")
_TRUST_ONLY = ("posts", "vacancies")  # of which it counts in the trust's figures


def unknown_places(context: Context) -> Iterator[Finding]:
    """A warning for each such name of each sheet."""
    for name in (*_NOWHERE, *_TRUST_ONLY):
        table = context.tables.get(name)
        if isinstance(table, Table) and _COLUMN in table.frame:
            yield from _of_table(context, table)


def _of_table(context: Context, table: Table) -> Iterator[Finding]:
    log, lost = table.source.source in _LOGS, table.source.source in _NOWHERE
    schools = [school.name for school in context.trust.schools]
    rows = table.frame.assign(said=text(table.frame, _COLUMN))
    known = {said: bool(_whose(context, said, log=log)) for said in rows["said"].unique()}
    rows = rows[~rows["said"].map(known).astype(bool)]
    for (file, sheet, said), part in rows.groupby([FILE, SHEET, "said"], sort=True, observed=True):
        numbers = sorted({int(row) for row in part[ROW]})
        which = f"row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
        near = nearest(str(said), schools)
        counts = "nothing counts of" if lost else "no school’s figure counts"
        yield Finding(
            "warning",
            str(file),
            f"this is no place of the trust, so {counts} {which}",
            sheet=str(sheet),
            row=numbers[0],
            column=table.source.columns[_COLUMN].title,
            found=str(said),
            allowed=", ".join((*schools, *(["All schools"] if log else []), context.trust.name)),
            fix=f"Did you mean {near!r}?" if near else "Write a name that the trust’s file has.",
            rule="unknown-place",
            source=table.source.source,
        )


def _whose(context: Context, place: str, *, log: bool) -> object:
    """Truthy where the place is known; an empty cell of the tracker is the trust's."""
    return not place or (places_of(context, place) if log else place_entity(context, place))
