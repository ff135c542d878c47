"""One sheet read as one source: its rows as a frame, its faults, its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.cell import Cell, Fault, as_text
from goldenthread.sources.columns import empty, read_column, repeated, spread
from goldenthread.sources.cut_off import rows_cut, texts_cut
from goldenthread.sources.encoded import Encoded, Places
from goldenthread.sources.faults import Faults, Gaps
from goldenthread.sources.header import Header
from goldenthread.sources.markers import Markers
from goldenthread.sources.names import Names
from goldenthread.sources.place import Place
from goldenthread.sources.questions import column_unclear, headings_over, in_source, notation_of
from goldenthread.sources.reconciling import totals_that_differ
from goldenthread.sources.records import Records
from goldenthread.sources.rows import DataRows, TotalRows, data_rows
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, row_text
from goldenthread.sources.template_rows import NotData, Template, findings_of, not_data
from goldenthread.sources.unpivot import unpivoted, value_column
from goldenthread.sources.upns import sure_upns
from goldenthread.sources.values import cell_reader
from goldenthread.sources.workbook import Grid

Fills = Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave. `filled` counts the rows of the sheet that hold data."""

    frame: pd.DataFrame
    filled: int
    gaps: tuple[Gaps, ...]
    findings: tuple[Finding, ...]


def read_sheet(
    grid: Grid,
    records: Records,
    header: Header,
    source: Source,
    names: Names,
    place: Place,
    template: Template | None = None,
) -> SheetRows:
    """The `records` under `header`; every cell that cannot be read is a finding and a gap."""
    place = place.on(grid.sheet)
    markers = Markers(source.markers)
    aside = not_data(records, header, template)
    rows = _find_rows(grid, records, header, source, names, markers, aside)
    kept = rows.kept - records.first
    of_people = source.rows == "people"
    faults = Faults(place, lambda: _personal_cells(records, header, source, kept), of_people)
    excel_rows = rows.kept + 1
    fills = _merged_down(grid, header)
    columns: dict[str, Any] = {}
    for name, column in source.columns.items():
        if name not in header.columns:
            columns[name] = empty(len(kept), column.type, bulk=source.bulk)
            continue
        cells = _column_cells(records, header, source, name, fills, rows)
        title = header.title(name)
        if (unclear := _unclear(place, name, header, records, kept)) is not None:
            faults.refuse(name, cells, excel_rows, unclear)
            columns[name] = empty(len(kept), column.type, bulk=source.bulk)
            continue
        headings = headings_over(grid, header, header.columns[name])
        notation = notation_of(column, cells.cells, headings, in_source(place, name))
        if grid.from_1904:
            notation = replace(notation, from_1904=True)
        reader = cell_reader(column, names, markers, notation)
        # A source's own marker may be the number of a pupil who is none.
        sure = sure_upns if column.type == "upn" and not source.markers else None
        read = read_column(cells, reader, sure)
        if column.type == "text":
            faults.findings += texts_cut(place, title, cells.cells)
        faults.take(name, column, title, cells, excel_rows, read)
        columns[name] = spread(read, column.type, bulk=source.bulk)
    columns[FILE] = repeated(place.file, len(kept), bulk=source.bulk)
    columns[SHEET] = repeated(grid.sheet, len(kept), bulk=source.bulk)
    columns[ROW] = excel_rows.astype("int32") if source.bulk else excel_rows
    frame = pd.DataFrame(columns, index=range(len(kept)))
    if source.unpivot:
        block = {key: records.column(at).taken(kept) for key, at in header.block.items()}
        read_value = cell_reader(value_column(source.unpivot), names, markers)
        frame = unpivoted(frame, block, source, header, read_value, faults)
    findings = (
        *faults.findings,
        *findings_of(place, aside),
        *_left_out(place, rows),
        *totals_that_differ(place, source, header, records, rows, columns),
        *rows_cut(place, header.row + 1 + records.length),
        *_overlong(place, grid, records, header, kept),
    )
    return SheetRows(frame, len(kept), tuple(faults.gaps), findings)


def _find_rows(
    grid: Grid,
    records: Records,
    header: Header,
    source: Source,
    names: Names,
    markers: Markers,
    aside: NotData,
) -> DataRows:
    readers = {
        place: cell_reader(source.columns[name], names, markers)
        for name, place in header.columns.items()
        if source.columns[name].type not in ("text", "code")
    }

    def is_value(place: int, cell: Cell) -> bool:
        return place in readers and not isinstance(readers[place](cell), Fault)

    return data_rows(
        records,
        grid.rows[header.row],
        tuple(header.columns.values()),
        tuple(header.block.values()),
        TotalRows(source.skip_rows),
        header.columns.get(source.skip_column) if source.skip_column else None,
        is_value,
        aside.aside,
    )


def _merged_down(grid: Grid, header: Header) -> Fills:
    """place -> row -> value, for every cell that a merge down the rows leaves blank."""
    fills: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, _ in grid.merges:
        if header.row < top < bottom:
            for row in range(top + 1, min(bottom + 1, len(grid.rows))):
                fills.setdefault(left, {})[row] = grid.rows[top][left]
    return fills


def _column_cells(
    records: Records, header: Header, source: Source, name: str, fills: Fills, rows: DataRows
) -> Encoded:
    place = header.columns[name]
    column, kept = records.column(place), rows.kept - records.first
    if name in source.fill_down:
        return Encoded.of(_carried_down(column.listed(), rows, records.first)).taken(kept)
    merged = fills.get(place)
    if not merged:
        return column.taken(kept)
    cells = column.listed()
    for row, cell in merged.items():
        if cells[row - records.first] == "":
            cells[row - records.first] = cell
    return Encoded.of(cells).taken(kept)


def _carried_down(cells: list[Cell], rows: DataRows, first: int) -> list[Cell]:
    """Each blank cell as the one above it; what a row of totals or a template's example says is not
    carried on."""
    carried: Cell = ""
    column: list[Cell] = []
    others = {row - first for row in (*rows.totals, *rows.aside)}
    for row, cell in enumerate(cells):
        if as_text(cell) and row not in others:
            carried = cell
        column.append(carried)
    return column


def _personal_cells(
    records: Records, header: Header, source: Source, kept: Places
) -> Iterator[Cell]:
    for name in source.personal_columns:
        if name in header.columns:
            yield from records.column(header.columns[name]).taken(kept).cells


def _unclear(
    place: Place, name: str, header: Header, records: Records, kept: Places
) -> Finding | None:
    places = header.repeated.get(name, ())
    if len(places) < 2:
        return None
    columns = [(at, records.column(at).taken(kept).listed()) for at in places]
    return column_unclear(place, name, header, columns)


def _left_out(place: Place, rows: DataRows) -> Iterator[Finding]:
    for kind, indices in (("totals", rows.totals), ("headings or footnotes", rows.remarks)):
        if indices:
            numbers = row_text(index + 1 for index in indices)
            message = f"left out as {kind}: row{'s' if len(indices) > 1 else ''} {numbers}"
            yield place.finding("note", "rows-left-out", message, row=indices[0] + 1)


def _overlong(
    place: Place, grid: Grid, records: Records, header: Header, kept: Places
) -> Iterator[Finding]:
    """Rows of a CSV file with more cells than its header: an unquoted comma shifts all the rest."""
    beyond = max(header.titles, default=0) + 1
    if grid.sheet or records.width <= beyond:
        return
    slipped = np.zeros(records.length, dtype=bool)
    for at in range(beyond, records.width):
        slipped |= records.column(at).filled
    if long := (kept[slipped[kept]] + records.first + 1).tolist():
        message = f"more cells than the header has, so values may have slipped: {row_text(long)}"
        yield place.finding(
            "warning", "too-many-cells", message, row=long[0],
            fix="Export again as an Excel workbook, or put quotes around text with commas.",
        )  # fmt: skip
