"""XlsxWriter's sheet with its innermost loop cut short: a cell of an evidence workbook is a text, a
number, a day or a blank, always with a format. The bytes are those that XlsxWriter writes."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_BLOCK = 16  # rows that share what the file says of their first and last column
_NAMES = [xl_col_to_name(column) for column in range(64)]


class CellSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """Written as any other sheet; only cells of the four kinds are written without detours."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if not cell.format or col >= len(_NAMES):
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{_NAMES[col]}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "String":
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{start}/>")
        elif kind in ("Number", "Datetime"):
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            super()._write_cell(row, col, cell)

    def _calculate_spans(self) -> None:
        ends: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                block = row // _BLOCK
                first, last = min(cells), max(cells)
                known = ends.get(block, (first, last))
                ends[block] = min(first, known[0]), max(last, known[1])
        self.row_spans = {block: f"{a + 1}:{b + 1}" for block, (a, b) in ends.items()}
