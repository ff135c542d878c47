"""XlsxWriter's sheet with its innermost loop cut short: cells come as whole rows, each of which is
turned into the file's own words at once. The bytes are those that XlsxWriter writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT = 15  # points, of Calibri 11: what a row has that says no height
_PADDING = 0.7109375  # what a file adds to a column's width: 5 pixels, where a letter is 7 wide
_BLOCK = 16  # rows that share what the file says of their first and last column
_TEXT = ' t="s"'  # how the file marks a cell with a text
_NAMES = [xl_col_to_name(column) for column in range(64)]


class RowSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """Rows are put from the top down, each from its first cell on and once. What XlsxWriter's own
    methods write into cells is not in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._put: list[tuple[int, int, str, str]] = []  # number, cells, height, the cells' words
        self._widths: Mapping[int, int] = {}

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
        self._put.append((number, width, said, cells))

    def merge_in_row(self, row: int, first: int, last: int) -> None:
        """Have some cells of a row be one; they are written by themselves."""
        self.merge.append([row, first, row, last])

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """Have columns so many letters wide, from the first on."""
        self._widths = widths

    def _write_cols(self) -> None:
        columns = []
        for width, group in groupby(
            sorted(self._widths)[: self.xls_colmax], key=self._widths.__getitem__
        ):
            first, *rest = (column + 1 for column in group)
            last = rest[-1] if rest else first
            size = f'width="{width + _PADDING}" customWidth="1"'
            columns.append(f'<col min="{first}" max="{last}" {size}/>')
        self.fh.write(f"<cols>{''.join(columns)}</cols>")

    def _write_rows(self) -> None:
        widest: dict[int, int] = {}
        for number, width, _, _ in self._put:
            block = (number - 1) // _BLOCK
            widest[block] = max(width, widest.get(block, 0))
        for number, _, height, cells in self._put:
            last = widest[(number - 1) // _BLOCK]
            self.fh.write(f'<row r="{number}" spans="1:{last}"{height}>{cells}</row>')
