"""Which rows of a filled-in template are no data: its example, and rows in which nothing stands but
what the template brought along.

A template (`goldenthread template`) has a sheet of instructions and, before the first column of its
table, a column without a header in which the example row is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.errors import Finding
from goldenthread.sources.cell import Cell, as_text
from goldenthread.sources.encoded import Mask
from goldenthread.sources.header import Header
from goldenthread.sources.place import Place
from goldenthread.sources.records import Records
from goldenthread.sources.spelling import folded
from goldenthread.sources.table import row_text
from goldenthread.sources.workbook import Grid, Workbook

GUIDE = "How to use this"  # the sheet of instructions
EXAMPLE = "Example, not read"  # what marks the example row
# Headers of the list of columns on the sheet of instructions.
COLUMN, EXAMPLE_OF, BROUGHT = "Column", "Example", "Filled in for you"
_NAMED = frozenset(map(folded, (COLUMN, EXAMPLE_OF, BROUGHT)))


@dataclass(frozen=True, slots=True)
class Template:
    """What the sheet of instructions says: the example of each column, and which columns the
    template has filled in; by folded header."""

    examples: Mapping[str, str]
    brought: frozenset[str]


@dataclass(frozen=True, slots=True)
class NotData:
    """Rows that are no data, as a mask of the records, and the rows (Excel's numbers) of each kind:
    `overwritten` are marked as the example and hold something else."""

    aside: Mask
    examples: tuple[int, ...] = ()
    unfilled: tuple[int, ...] = ()
    overwritten: tuple[int, ...] = ()


def is_guide(sheet: str) -> bool:
    return folded(sheet) == folded(GUIDE)


def template_of(book: Workbook) -> Template | None:
    """What a template says of itself; None where the workbook is none."""
    for sheet in book.sheets:
        if is_guide(sheet.name):
            grid = book.grid(sheet.name)
            return _said(grid) if isinstance(grid, Grid) else None
    return None


def not_data(records: Records, header: Header, template: Template | None) -> NotData:
    """The rows under the header that a template wrote and nobody filled in."""
    aside = np.zeros(records.length, dtype=bool)
    marked: list[int] = []
    if 0 not in header.titles and records.width:
        is_example = records.column(0).everywhere(_marks_example)
        marked = np.flatnonzero(is_example).tolist()
        aside |= is_example
    if template is None:
        return NotData(aside, _excel(marked, records))
    overwritten = [row for row in marked if not _is_example(row, records, header, template)]
    unfilled = _unfilled(records, header, template) & ~aside
    return NotData(
        aside | unfilled,
        _excel(marked, records),
        _excel(np.flatnonzero(unfilled).tolist(), records),
        _excel(overwritten, records),
    )


def example_lost(place: Place, header: Header) -> Finding | None:
    """The finding of a template whose first column was deleted: its example looks like data."""
    if 0 not in header.titles:
        return None
    return place.finding(
        "stop", "template-without-marks",
        "the template's first column, which marks the example, was deleted, so the example cannot "
        "be told from what was filled in", row=header.row + 1,
        fix=f"Delete the example row, then the sheet ‘{GUIDE}’; or begin with a new template.",
    )  # fmt: skip


def findings_of(place: Place, rows: NotData) -> Iterator[Finding]:
    """What was left out because a template wrote it."""
    read_on = [row for row in rows.examples if row not in rows.overwritten]
    for kind, numbers in (
        ("the template's example", read_on),
        ("not filled in", rows.unfilled),
    ):
        if numbers:
            message = f"left out as {kind}: row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
            yield place.finding("note", "rows-left-out", message, row=numbers[0])
    for row in rows.overwritten:
        yield place.finding(
            "stop", "example-overwritten",
            "this row is marked as the template's example and holds something else, so it is not "
            "clear whether it counts; it is not read", row=row,
            fix=f"Delete ‘{EXAMPLE}’ in column A if the row counts; else delete the row.",
        )  # fmt: skip


def _said(grid: Grid) -> Template | None:
    """The list of columns on the sheet of instructions."""
    for number, row in enumerate(grid.rows):
        titles = [folded(as_text(cell)) for cell in row]
        if _NAMED.issubset(titles):
            at, example, brought = (titles.index(folded(t)) for t in (COLUMN, EXAMPLE_OF, BROUGHT))
            rows = [r for r in grid.rows[number + 1 :] if as_text(r[at])]
            return Template(
                {folded(as_text(r[at])): as_text(r[example]) for r in rows},
                frozenset(folded(as_text(r[at])) for r in rows if as_text(r[brought])),
            )
    return None


def _marks_example(cell: Cell) -> bool:
    return isinstance(cell, str) and folded(cell) == folded(EXAMPLE)


def _is_example(row: int, records: Records, header: Header, template: Template) -> bool:
    """Whether a marked row still holds what the template wrote into it: more cells than not."""
    same = others = 0
    for place, title in header.titles.items():
        found, wanted = (
            as_text(records.column(place).cell(row)),
            template.examples.get(folded(title)),
        )
        if found and wanted is not None:
            same += found == wanted
            others += found != wanted
    return same >= others


def _unfilled(records: Records, header: Header, template: Template) -> Mask:
    """The rows in which only columns that the template filled in hold anything."""
    own = np.zeros(records.length, dtype=bool)
    brought = np.zeros(records.length, dtype=bool)
    if not template.brought:
        return own
    for place, title in header.titles.items():
        filled = records.column(place).everywhere(lambda cell: bool(as_text(cell)))
        if folded(title) in template.brought:
            brought |= filled
        else:
            own |= filled
    return brought & ~own


def _excel(rows: list[int], records: Records) -> tuple[int, ...]:
    return tuple(row + records.first + 1 for row in rows)
