"""A block of columns as rows: subjects, survey questions, meetings."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from goldenthread.sources.cell import Cell, CellReader
from goldenthread.sources.columns import read_column, typed
from goldenthread.sources.faults import Faults
from goldenthread.sources.header import Header
from goldenthread.sources.markers import DASHES
from goldenthread.sources.spec import Column, ColumnType, Unpivot
from goldenthread.sources.spelling import folded
from goldenthread.sources.table import ROW


def value_column(unpivot: Unpivot) -> Column:
    """The cells of the block as a column of their own."""
    return Column(title=unpivot.value, type=unpivot.value_type, choices=unpivot.value_choices)


def name_type(unpivot: Unpivot) -> ColumnType:
    return "date" if unpivot.columns == "dates" else "text"


def unpivoted(
    frame: pd.DataFrame,
    block_cells: dict[str, list[Cell]],
    unpivot: Unpivot,
    header: Header,
    read: CellReader,
    faults: Faults,
) -> pd.DataFrame:
    """A row for each filled cell of the block, in the order of the sheet."""
    column = value_column(unpivot)
    excel_rows = [int(row) for row in frame[ROW]]
    positions: list[int] = []
    labels: list[object] = []
    values: list[object] = []
    for key, cells in block_cells.items():
        filled = [i for i, cell in enumerate(cells) if not _is_blank(cell, column)]
        kept = [cells[i] for i in filled]
        answers = read_column(kept, read)
        rows = [excel_rows[i] for i in filled]
        title = header.titles.get(header.block[key], key)
        faults.take(unpivot.value, column, title, kept, rows, answers)
        positions += filled
        labels += [_label(key, unpivot)] * len(filled)
        values += answers.values
    # Stable, so that within one row of the sheet the columns keep their order.
    order = np.argsort(np.array(positions, dtype="int64"), kind="stable")
    result = frame.take(np.array(positions, dtype="int64")[order]).reset_index(drop=True)
    result[unpivot.name] = typed([labels[i] for i in order], name_type(unpivot))
    result[unpivot.value] = typed([values[i] for i in order], unpivot.value_type)
    return result


def _label(key: str, unpivot: Unpivot) -> object:
    return dt.datetime.fromisoformat(key) if unpivot.columns == "dates" else key


def _is_blank(cell: Cell, column: Column) -> bool:
    """A dash is a blank here, unless it is one of the declared marks."""
    if cell == "":
        return True
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    if text and text not in DASHES:
        return False
    marks = {folded(mark) for spellings in column.choices.values() for mark in spellings}
    return not text or folded(text) not in marks
