"""Where a file can be read in two ways: nothing is guessed. The finding names the choices and the
line of YAML that settles it, once and for every later drop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from goldenthread.errors import Finding
from goldenthread.sources.amounts import scale_of
from goldenthread.sources.cell import Cell
from goldenthread.sources.dates import order_of
from goldenthread.sources.header import Header
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Column
from goldenthread.sources.spelling import shown
from goldenthread.sources.values import Notation
from goldenthread.sources.workbook import Grid

# £000, £000s, £'000, (000s), £k, in thousands
_THOUSANDS = re.compile(r"[£'’(]\s*0{3}['’]?s?\b|£k\b|£ ?thousands?\b|\bin thousands\b", re.I)


def in_source(place: Place, column: str) -> str:
    """ "in params/sources/pupils.yml, columns, start": where the answer is written."""
    return f"in params/sources/{place.source}.yml, columns, {column}"


def notation_of(
    column: Column, cells: Iterable[Cell], headings: Sequence[str], where: str
) -> Notation:
    """How the column is written, as declared or as its cells tell; "unclear" where they do not."""
    if column.type == "percent":
        return Notation(scale=scale_of(cells, column.percent_as), where=where)
    if column.type in ("date", "datetime", "due"):
        return Notation(order=order_of(cells, column.order), where=where)
    if column.type == "money":
        spoken = any(_THOUSANDS.search(heading) for heading in headings)
        thousands = None if spoken and column.thousands is None else bool(column.thousands)
        return Notation(thousands=thousands, where=where)
    return Notation()


def headings_over(grid: Grid, header: Header, place: int) -> tuple[str, ...]:
    """The words that may say what a column's numbers are: its header, and the titles above the
    table."""
    titles = (cell for row in grid.rows[: header.row] for cell in row if isinstance(cell, str))
    return (header.titles.get(place, ""), *titles)


def column_unclear(
    place: Place, name: str, header: Header, columns: Sequence[tuple[int, Sequence[Cell]]]
) -> Finding | None:
    """Several columns that may be the declared one, unless all of them hold the same."""
    first = columns[0][1]
    if all(cells == first for _, cells in columns):
        return None
    where = in_source(place, name)
    titles = {header.titles.get(at, "") for at, _ in columns}
    found = ", ".join(f"{shown(header.titles.get(at, ''))!r} ({letters(at)})" for at, _ in columns)
    if len(titles) == 1:
        lines = " or ".join(f"`nth: {n}`" for n in range(1, len(columns) + 1))
    else:
        lines = " or ".join(f"`header: {title}`" for title in sorted(titles))
    return place.finding(
        "stop", "column-unclear",
        f"{len(columns)} columns may be this one, and they differ, so none is read",
        row=header.row + 1, column=header.title(name), found=found,
        fix=f"Write {lines} {where}, or delete the column that is not meant.",
    )  # fmt: skip


def sheet_unclear(
    place: Place, found: Sequence[tuple[Grid, Header]], chosen: Header
) -> Finding | None:
    """Several sheets that are as much of the table, where one is wanted."""
    size = _size(chosen)
    sheets = [grid.sheet for grid, header in found if _size(header) == size and _rows(grid, header)]
    if len(sheets) < 2:
        return None
    names = ", ".join(shown(sheet) for sheet in sheets)
    lines = " or ".join(f'`sheet: {{names: ["{shown(sheet)}"]}}`' for sheet in sheets[:3])
    return place.finding(
        "stop", "sheet-unclear", f"{len(sheets)} sheets hold this table, and one is wanted",
        found=names,
        fix=f"Write {lines} in params/sources/{place.source}.yml, or `sheet: {shown(sheets[0])}` "
        "for this file in drop.yml under exports. If all are wanted: `sheet: {every: true}`.",
    )  # fmt: skip


def header_unclear(place: Place, header: Header, rivals: Sequence[int]) -> Finding:
    rows = [header.row + 1, *(row + 1 for row in rivals)]
    lines = " or ".join(f"`header_row: {row}`" for row in rows)
    numbers = ", ".join(map(str, rows))
    return place.finding(
        "stop", "header-unclear", f"{len(rows)} rows may be the header: {numbers}", row=rows[0],
        fix=f"Write {lines} in params/sources/{place.source}.yml, or for this file alone in "
        "drop.yml under exports.",
    )  # fmt: skip


def _size(header: Header) -> int:
    return len(header.columns) + len(header.block)


def _rows(grid: Grid, header: Header) -> bool:
    return any(cell != "" for row in grid.rows[header.row + 1 :] for cell in row)


def letters(at: int) -> str:
    """What Excel calls the column at `at`, counted from 0: A, B, ..., AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
