"""One sheet read as one source: its rows as a frame, its faults, its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.amounts import looks_like_fractions, scale_of
from goldenthread.sources.cell import Cell, Fault, as_text
from goldenthread.sources.columns import TEXT, empty, read_column
from goldenthread.sources.columns import typed as typed_series
from goldenthread.sources.faults import Faults, Gap
from goldenthread.sources.header import Header
from goldenthread.sources.markers import Markers
from goldenthread.sources.names import Names
from goldenthread.sources.place import Place
from goldenthread.sources.rows import DataRows, TotalRows, data_rows
from goldenthread.sources.spec import Column, Source
from goldenthread.sources.table import FILE, ROW, SHEET, row_text
from goldenthread.sources.unpivot import unpivoted, value_column
from goldenthread.sources.values import cell_reader
from goldenthread.sources.workbook import Grid

Fills = Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave. `filled` counts the rows of the sheet that hold data."""

    frame: pd.DataFrame
    filled: int
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]


def read_sheet(grid: Grid, header: Header, source: Source, names: Names, place: Place) -> SheetRows:
    """The rows under `header`; every cell that cannot be read is a finding and a gap."""
    place = place.on(grid.sheet)
    markers = Markers(source.markers)
    rows = _find_rows(grid, header, source, names, markers)
    of_people = source.rows == "people"
    faults = Faults(place, lambda: _personal_cells(grid, header, source, rows), of_people)
    excel_rows = [index + 1 for index in rows.kept]
    fills = _merged_down(grid, header)
    series: dict[str, pd.Series[Any]] = {}
    for name, column in source.columns.items():
        if name not in header.columns:
            series[name] = empty(len(excel_rows), column.type)
            continue
        cells = _column_cells(grid, header, source, name, fills, rows)
        scale = scale_of(cells, column.percent_as) if column.type == "percent" else "per hundred"
        read = read_column(cells, cell_reader(column, names, markers, scale))
        title = header.title(name)
        faults.take(name, column, title, cells, excel_rows, read)
        faults.findings += _doubtful_scale(place, column, title, cells)
        series[name] = typed_series(read.values, column.type)
    frame = pd.DataFrame(series, index=range(len(excel_rows)))
    frame[FILE] = pd.Series([place.file] * len(frame), dtype=TEXT)
    frame[SHEET] = pd.Series([grid.sheet] * len(frame), dtype=TEXT)
    frame[ROW] = pd.Series(excel_rows, dtype="int64")
    if source.unpivot:
        block = {
            key: [grid.rows[index][at] for index in rows.kept] for key, at in header.block.items()
        }
        read_value = cell_reader(value_column(source.unpivot), names, markers)
        frame = unpivoted(frame, block, source.unpivot, header, read_value, faults)
    findings = (
        *faults.findings,
        *_left_out(place, rows),
        *_repeated(place, header),
        *_overlong(place, grid, header, rows),
    )
    return SheetRows(frame, len(excel_rows), tuple(faults.gaps), findings)


def _find_rows(
    grid: Grid, header: Header, source: Source, names: Names, markers: Markers
) -> DataRows:
    readers = {
        place: cell_reader(source.columns[name], names, markers)
        for name, place in header.columns.items()
        if source.columns[name].type not in ("text", "code")
    }

    def is_value(place: int, cell: Cell) -> bool:
        return place in readers and not isinstance(readers[place](cell), Fault)

    return data_rows(
        grid.rows,
        header.row,
        tuple(header.columns.values()),
        tuple(header.block.values()),
        TotalRows(source.skip_rows),
        header.columns.get(source.skip_column) if source.skip_column else None,
        is_value,
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
    grid: Grid, header: Header, source: Source, name: str, fills: Fills, rows: DataRows
) -> list[Cell]:
    place = header.columns[name]
    merged = fills.get(place, {})
    if name not in source.fill_down:
        if not merged:
            return [grid.rows[index][place] for index in rows.kept]
        own = ((index, grid.rows[index][place]) for index in rows.kept)
        return [merged.get(index, "") if cell == "" else cell for index, cell in own]
    carried: Cell = ""
    column: dict[int, Cell] = {}
    totals = set(rows.totals)
    for index in range(header.row + 1, len(grid.rows)):
        cell = grid.rows[index][place]
        if as_text(cell) and index not in totals:
            carried = cell
        column[index] = carried
    return [column[index] for index in rows.kept]


def _personal_cells(grid: Grid, header: Header, source: Source, rows: DataRows) -> Iterator[Cell]:
    for name in source.personal_columns:
        if name in header.columns:
            for index in rows.kept:
                yield grid.rows[index][header.columns[name]]


def _doubtful_scale(
    place: Place, column: Column, title: str, cells: Sequence[Cell]
) -> Iterator[Finding]:
    per_hundred = column.type == "percent" and column.percent_as == "per hundred"
    if per_hundred and looks_like_fractions(cells):
        message = "every number lies between 0 and 1, so these may be fractions, not percentages"
        yield place.finding(
            "warning", "looks-like-fractions", message, column=title,
            allowed="percentages such as 92.4", fix="Multiply by 100, or type the % sign as text.",
        )  # fmt: skip


def _left_out(place: Place, rows: DataRows) -> Iterator[Finding]:
    for kind, indices in (("totals", rows.totals), ("headings or footnotes", rows.remarks)):
        if indices:
            numbers = row_text(index + 1 for index in indices)
            message = f"left out as {kind}: row{'s' if len(indices) > 1 else ''} {numbers}"
            yield place.finding("note", "rows-left-out", message, row=indices[0] + 1)


def _repeated(place: Place, header: Header) -> Iterator[Finding]:
    for name, places in header.repeated.items():
        message = f"{len(places)} columns have this header; the first of them is read"
        yield place.finding(
            "warning", "repeated-header", message, row=header.row + 1, column=header.title(name),
            fix="Delete or rename the columns that are not meant.",
        )  # fmt: skip


def _overlong(place: Place, grid: Grid, header: Header, rows: DataRows) -> Iterator[Finding]:
    """Rows of a CSV file with more cells than its header: an unquoted comma shifts all the rest."""
    beyond = max(header.titles, default=0) + 1
    if grid.sheet or grid.width <= beyond:
        return
    long = [index + 1 for index in rows.kept if any(grid.rows[index][beyond:])]
    if long:
        message = f"more cells than the header has, so values may have slipped: {row_text(long)}"
        yield place.finding(
            "warning", "too-many-cells", message, row=long[0],
            fix="Export again as an Excel workbook, or put quotes around text with commas.",
        )  # fmt: skip
