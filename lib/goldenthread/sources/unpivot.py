"""A block of columns as rows: subjects, survey questions, meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from goldenthread.sources.cell import Cell, CellReader
from goldenthread.sources.columns import ColumnCells, read_column, spread
from goldenthread.sources.encoded import Codes, Encoded, Places
from goldenthread.sources.faults import Faults
from goldenthread.sources.header import Header
from goldenthread.sources.markers import DASHES
from goldenthread.sources.spec import Column, ColumnType, Source, Unpivot
from goldenthread.sources.spelling import folded
from goldenthread.sources.table import ROW


def value_column(unpivot: Unpivot) -> Column:
    """The cells of the block as a column of their own."""
    return Column(title=unpivot.value, type=unpivot.value_type, choices=unpivot.value_choices)


def name_type(unpivot: Unpivot) -> ColumnType:
    return "date" if unpivot.columns == "dates" else "text"


def unpivoted(
    frame: pd.DataFrame,
    block: Mapping[str, Encoded],
    source: Source,
    header: Header,
    read: CellReader,
    faults: Faults,
) -> pd.DataFrame:
    """A row for each filled cell of the block, in the order of the sheet."""
    unpivot = source.unpivot
    assert unpivot is not None  # noqa: S101 - its caller asked
    column = value_column(unpivot)
    is_blank = _blank_test(column)
    excel_rows = frame[ROW].to_numpy(dtype="int64")
    rows: list[Places] = [np.empty(0, dtype="int64")]
    codes: list[Codes] = [np.empty(0, dtype="int32")]
    values: list[object] = []
    for key, whole in block.items():
        filled = np.flatnonzero(~whole.everywhere(is_blank))
        cells = whole.taken(filled)
        answers = read_column(cells, read)
        title = header.titles.get(header.block[key], key)
        faults.take(unpivot.value, column, title, cells, excel_rows[filled], answers)
        rows.append(filled)
        codes.append(answers.codes + np.int32(len(values)))
        values += answers.answers
    of_row = np.concatenate(rows)
    label = np.repeat(np.arange(len(block), dtype="int32"), [len(found) for found in rows[1:]])
    # Stable, so that within one row of the sheet the columns keep their order.
    order = np.argsort(of_row, kind="stable")
    result = frame.take(of_row[order]).reset_index(drop=True)
    said = ColumnCells([_label(key, unpivot) for key in block], label[order])
    result[unpivot.name] = spread(said, name_type(unpivot), bulk=source.bulk)
    found = ColumnCells(values, np.concatenate(codes)[order])
    result[unpivot.value] = spread(found, unpivot.value_type, bulk=source.bulk)
    return result


def _label(key: str, unpivot: Unpivot) -> object:
    return dt.datetime.fromisoformat(key) if unpivot.columns == "dates" else key


def _blank_test(column: Column) -> Callable[[Cell], bool]:
    """A dash is a blank here, unless it is one of the declared marks."""
    marks = {folded(mark) for spellings in column.choices.values() for mark in spellings}

    def is_blank(cell: Cell) -> bool:
        if cell == "":
            return True
        if not isinstance(cell, str):
            return False
        text = cell.strip()
        return not text or (text in DASHES and folded(text) not in marks)

    return is_blank
