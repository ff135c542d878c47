"""Text in a cell of an openpyxl workbook, so that Excel takes it for text and never a formula."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Font

from goldenthread.render.cells import FORMULA_STARTS, Value, legal


def put(cell: Cell, value: Value, font: Font) -> Cell:
    """Write a value so that Excel takes it for what it is."""
    cell.value = legal(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    cell.font = font
    return cell
