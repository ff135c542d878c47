"""A whole column of cells at once: its values, its faults, and why cells are empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from goldenthread.sources.cell import Cell, CellReader, Fault, Marker
from goldenthread.sources.encoded import Codes, Encoded, Places
from goldenthread.sources.spec import ColumnType

# A value, or None for "read it", for each of some cells.
SureReader = Callable[[Sequence[Cell]], Sequence[object] | None]

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


@dataclass(frozen=True)
class ColumnCells:
    """What a column of cells says. `answers` holds the value of each different cell, None where it
    has none, and `codes` says which of them each row has; faults and gaps go by row."""

    answers: Sequence[object]
    codes: Codes
    faults: tuple[tuple[int, Fault], ...] = ()
    gap_rows: Places = field(default_factory=lambda: np.empty(0, dtype="int64"))
    gap_reasons: tuple[str, ...] = ()

    @property
    def values(self) -> list[object]:
        """The values row by row."""
        return [self.answers[code] for code in self.codes.tolist()]

    @property
    def gaps(self) -> tuple[tuple[int, str], ...]:
        return tuple(zip(self.gap_rows.tolist(), self.gap_reasons, strict=True))

    @property
    def empty_rows(self) -> Places:
        """The rows without a value."""
        empty = np.fromiter((answer is None for answer in self.answers), bool, len(self.answers))
        return np.flatnonzero(empty[self.codes])


def read_column(
    cells: Sequence[Cell] | Encoded, read: CellReader, sure: SureReader | None = None
) -> ColumnCells:
    """Each different cell is read once, however often it stands in the column.

    `sure` may give the values of cells that need no further look, all of them at once.
    """
    column = cells if isinstance(cells, Encoded) else Encoded.of(cells)
    known = sure(column.cells) if sure else None
    if known is None:
        answers = [_answer(cell, read) for cell in column.cells]
    else:
        pairs = zip(known, column.cells, strict=True)
        answers = [_answer(cell, read) if value is None else value for value, cell in pairs]
    if {Fault, Marker}.isdisjoint(map(type, answers)):
        return ColumnCells(answers, column.codes)
    reasons = {code: why for code, answer in enumerate(answers) if (why := _gap(answer))}
    faulty = {code: answer for code, answer in enumerate(answers) if isinstance(answer, Fault)}
    values = [_value(answer) for answer in answers]
    gap_rows, gap_codes = _rows_with(reasons, column)
    fault_rows, fault_codes = _rows_with(faulty, column)
    return ColumnCells(
        values,
        column.codes,
        tuple((row, faulty[c]) for row, c in zip(fault_rows.tolist(), fault_codes, strict=True)),
        gap_rows,
        tuple(reasons[code] for code in gap_codes),
    )


def _answer(cell: Cell, read: CellReader) -> object:
    if cell == "":
        return None
    return read(str(cell) if isinstance(cell, bool) else cell)


def _gap(answer: object) -> str | None:
    if isinstance(answer, Marker):
        return answer.reason
    if isinstance(answer, Fault) and answer.value is None:
        return f"unreadable: {answer.message}"
    return None


def _rows_with(codes: Iterable[int], column: Encoded) -> tuple[Places, list[int]]:
    """The rows that hold one of some cells, and which of them."""
    wanted = np.zeros(len(column.cells), dtype=bool)
    wanted[list(codes)] = True
    rows = np.flatnonzero(wanted[column.codes])
    return rows, column.codes[rows].tolist()


def _value(answer: object) -> object:
    if isinstance(answer, Fault):
        return answer.value
    return None if isinstance(answer, Marker) else answer


def spread(read: ColumnCells, kind: ColumnType, *, bulk: bool = False) -> Any:
    """The column as an array of the declared type, missing values NA.

    In `bulk`, text is a category for each different value.
    """
    if bulk and kind not in _DTYPES:
        return categorised(read.answers, read.codes)
    return _array(read.answers, kind).take(read.codes)


def categorised(answers: Sequence[object], codes: Codes) -> pd.Categorical:
    """Texts as categories in alphabetical order, whatever the order of the rows."""
    texts = sorted({str(answer) for answer in answers if answer is not None})
    places = {text: place for place, text in enumerate(texts)}
    kept = [-1 if answer is None else places[str(answer)] for answer in answers]
    categories = pd.Index(texts, dtype=TEXT)
    dtype = pd.CategoricalDtype(categories)
    if not kept:
        return pd.Categorical.from_codes([], dtype=dtype)
    # In the smallest integers that hold them, as pandas itself keeps them.
    small = np.array(kept, dtype=np.min_scalar_type(-max(1, len(texts))))
    return pd.Categorical.from_codes(small[codes], dtype=dtype, validate=False)


def typed(values: Sequence[object], kind: ColumnType) -> pd.Series[Any]:
    """The values as a column of the declared type, missing ones NA."""
    return pd.Series(_array(values, kind))


def _array(values: Sequence[object], kind: ColumnType) -> Any:
    dtype: Any = _DTYPES.get(kind, TEXT)
    if dtype == "float64":
        return np.array([np.nan if v is None else v for v in values], dtype="float64")
    if dtype == "datetime64[us]":
        # Days repeat a lot, and numpy is slow at turning each of them into its own kind.
        stamps = {value: _microseconds(value) for value in dict.fromkeys(values)}
        days = np.array([stamps[value] for value in values], dtype="int64")
        return days.view("datetime64[us]")
    plain: list[Any] = list(values)
    return pd.array(plain, dtype=dtype)


def _microseconds(value: object) -> int:
    return int(np.datetime64(value, "us").astype("int64"))  # type: ignore[call-overload]


def empty(length: int, kind: ColumnType, *, bulk: bool = False) -> Any:
    """An array of `length` missing values."""
    nothing = ColumnCells((None,), np.zeros(length, dtype="int32"))
    return spread(nothing, kind, bulk=bulk)


def repeated(text: str, length: int, *, bulk: bool = False) -> Any:
    """An array with one text in every row."""
    everywhere = ColumnCells((text,), np.zeros(length, dtype="int32"))
    return spread(everywhere, "text", bulk=bulk)
