"""A whole column of cells at once: its values, its faults, and why cells are empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from goldenthread.sources.cell import Cell, CellReader, Fault, Marker
from goldenthread.sources.spec import ColumnType

# Measures cut tables into many small pieces: plain strings are cut faster than Arrow's.
TEXT = pd.StringDtype("python")
_DTYPES: dict[ColumnType, str] = {
    "whole": "Int64",
    "year_group": "Int64",
    "number": "float64",
    "percent": "float64",
    "money": "float64",
    "date": "datetime64[us]",
    "datetime": "datetime64[us]",
    "month": "datetime64[us]",
    "due": "datetime64[us]",
    "yes_no": "boolean",
}


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """`values` has None for every cell without one; faults and gaps go by position."""

    values: list[object]
    faults: tuple[tuple[int, Fault], ...]
    gaps: tuple[tuple[int, str], ...]


def read_column(cells: Sequence[Cell], read: CellReader) -> ColumnCells:
    """Each different cell is read once, however often it stands in the column."""
    # True and 1 are one key of a dict, but not one value.
    if any(cell is True or cell is False for cell in cells):
        cells = [str(cell) if isinstance(cell, bool) else cell for cell in cells]
    answers = {cell: None if cell == "" else read(cell) for cell in dict.fromkeys(cells)}
    odd = {cell for cell, answer in answers.items() if isinstance(answer, Fault | Marker)}
    if not odd:
        return ColumnCells([answers[cell] for cell in cells], (), ())
    faults: list[tuple[int, Fault]] = []
    gaps: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        if cell not in odd:
            continue
        answer = answers[cell]
        if isinstance(answer, Marker):
            gaps.append((index, answer.reason))
        elif isinstance(answer, Fault):
            faults.append((index, answer))
            if answer.value is None:
                gaps.append((index, f"unreadable: {answer.message}"))
    plain = {cell: _value(answer) for cell, answer in answers.items()}
    return ColumnCells([plain[cell] for cell in cells], tuple(faults), tuple(gaps))


def _value(answer: object) -> object:
    if isinstance(answer, Fault):
        return answer.value
    return None if isinstance(answer, Marker) else answer


def typed(values: Sequence[object], kind: ColumnType) -> pd.Series[Any]:
    """The values as a column of the declared type, missing ones NA."""
    dtype = _DTYPES.get(kind)
    if dtype is None:
        return pd.Series(list(values), dtype=TEXT)
    if dtype == "float64":
        numbers = np.array([np.nan if v is None else v for v in values], dtype="float64")
        return pd.Series(numbers)
    if dtype == "datetime64[us]":
        # Days repeat a lot, and numpy is slow at turning each of them into its own kind.
        stamps = {value: _microseconds(value) for value in dict.fromkeys(values)}
        days = np.array([stamps[value] for value in values], dtype="int64")
        return pd.Series(days.view("datetime64[us]"))
    return pd.Series(list(values), dtype=dtype)


def _microseconds(value: object) -> int:
    return int(np.datetime64(value, "us").astype("int64"))  # type: ignore[call-overload]


def empty(length: int, kind: ColumnType) -> pd.Series[Any]:
    return typed([None] * length, kind)
