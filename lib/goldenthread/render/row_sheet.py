"""XlsxWriter's sheet with its innermost loop cut short: cells come as whole rows, each of which is
turned into the file's own words at once. The bytes are those that XlsxWriter writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT = 15  # points, of Calibri 11: what a row has that says no height
_BLOCK = 16  # rows that share what the file says of their first and last column
_TEXT = ' t="s"'  # how the file marks a cell with a text
_NAMES = [xl_col_to_name(column) for column in range(64)]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    width: int
    height: str
    cells: str


class RowSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """Rows are put from the top down, each from its first cell on and once. What XlsxWriter's own
    methods write into cells is not in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._put: list[_Row] = []

    def put_row(self, row: int, ends: Sequence[str], height: float = LINE_HEIGHT) -> None:
        """Write cells from the first column on, each as it ends; `row` counts from 0, `height` is
        in points."""
        width = min(len(ends), self.xls_colmax)
        if not width or self._check_dimensions(row, 0) or self._check_dimensions(row, width - 1):
            return
        while width > len(_NAMES):
            _NAMES.append(xl_col_to_name(len(_NAMES)))
        number = row + 1
        cells = "".join(
            [f'<c r="{name}{number}"{end}' for name, end in zip(_NAMES, ends, strict=False)]
        )
        self.str_table.count += cells.count(_TEXT)
        said = f' ht="{height:.16g}" customHeight="1"' if height != LINE_HEIGHT else ""
        self._put.append(_Row(number, width, said, cells))

    def merge_in_row(self, row: int, first: int, last: int) -> None:
        """Have some cells of a row be one; they are written by themselves."""
        self.merge.append([row, first, row, last])

    def _write_rows(self) -> None:
        widest: dict[int, int] = {}
        for row in self._put:
            block = (row.number - 1) // _BLOCK
            widest[block] = max(row.width, widest.get(block, 0))
        self.fh.write(
            "".join(
                f'<row r="{row.number}" spans="1:{widest[(row.number - 1) // _BLOCK]}"'
                f"{row.height}>{row.cells}</row>"
                for row in self._put
            )
        )
