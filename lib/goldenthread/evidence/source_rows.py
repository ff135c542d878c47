"""The rows of an export that a judgement rests on, as far as they may be listed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from goldenthread.evidence.column_cells import Cell, column_cells
from goldenthread.judged import JudgedDrop
from goldenthread.kept_rows import Rows
from goldenthread.pipeline import rows_of
from goldenthread.provenance import RowRange
from goldenthread.sources.table import ROW, SHEET

MOST_ROWS = 200
_MANY = 2000  # rows of a file that are not all turned into cells for the sake of a few


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of an export as a workbook lists them: what each column is called, and each row."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def source_rows(judged: JudgedDrop, rows: RowRange) -> pd.DataFrame | None:
    """The first 200 of those rows, with their row numbers and the columns that are not personal.

    None where a row of the source is a person: such rows are counted and located, never listed.
    """
    source = _source_of(judged, rows)
    frame = _listable(judged).of_file(source, rows.file) if source else None
    if frame is None:
        return None
    mine = _in_order(frame[(_sheets(frame) == rows.sheet) & _are(frame, row_numbers(rows.rows))])
    listed = mine.head(MOST_ROWS).drop(columns=SHEET)
    return listed.rename(columns={ROW: "Row"}).reset_index(drop=True)


def listed_rows(judged: JudgedDrop, rows: RowRange) -> Listed | None:
    """The same rows as cells."""
    source = _source_of(judged, rows)
    if source is None:
        return None
    listable, wanted = _listable(judged), row_numbers(rows.rows)
    cells = _cells_of(listable, source, rows.file)
    if cells is None:
        frame = listable.of_file(source, rows.file)
        if frame is None:
            return None
        cells = _as_cells(frame[_are(frame, wanted)])
    found = (row for number, row in cells.sheets.get(rows.sheet, ()) if number in wanted)
    return Listed(cells.titles, tuple(islice(found, MOST_ROWS)))


def have_cells(judged: JudgedDrop) -> None:
    """Have the rows of every file as cells, for this process and those forked from it. The files of
    a large trust each process turns into cells as it lists them; so it is with a file of which that
    fails here, and the error is that of the reports that list it."""
    if judged.rows is not None and judged.is_small:
        for source in judged.rows.shelf.names:
            for file in filter(None, judged.rows.shelf.parts(source)):
                with suppress(Exception):  # not remembered: raised again where it is asked for
                    _cells_of(judged.rows, source, file)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The rows of a file by sheet, in order, each once and with its number."""

    titles: tuple[str, ...]
    sheets: Mapping[str, list[tuple[int, tuple[Cell, ...]]]]


@lru_cache(maxsize=512)
def _cells_of(rows: Rows, source: str, file: str) -> _Cells | None:
    """None where a row is a person, or there are many."""
    frame = rows.of_file(source, file)
    return _as_cells(frame) if frame is not None and len(frame) <= _MANY else None


def _as_cells(frame: pd.DataFrame) -> _Cells:
    frame = _in_order(frame)
    columns = [(str(name), column) for name, column in frame.items() if name != SHEET]
    rows = zip(*(column_cells(column) for _, column in columns), strict=True)
    sheets: dict[str, list[tuple[int, tuple[Cell, ...]]]] = {}
    for sheet, number, row in zip(_sheets(frame), frame[ROW].tolist(), rows, strict=True):
        sheets.setdefault(sheet, []).append((number, row))
    return _Cells(tuple("Row" if name == ROW else name for name, _ in columns), sheets)


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by their numbers, each once: one row of a sheet may have become several."""
    numbers = frame[ROW]
    ordered = frame if numbers.is_monotonic_increasing else frame.sort_values(ROW, kind="stable")
    return ordered if numbers.is_unique else ordered.drop_duplicates()


def _sheets(frame: pd.DataFrame) -> NDArray[Any]:
    return frame[SHEET].to_numpy(dtype=object, na_value="")


def _are(frame: pd.DataFrame, wanted: set[int]) -> NDArray[np.bool_]:
    """Which rows have one of these numbers."""
    return frame[ROW].isin(wanted).to_numpy()


def _source_of(judged: JudgedDrop, rows: RowRange) -> str | None:
    """What their file is an export of; None where that is not declared."""
    file = judged.input(rows.file)
    known = judged.source(file.source) if file is not None else None
    return file.source if file is not None and known is not None else None


def _listable(judged: JudgedDrop) -> Rows:
    # The rows of a file hang on the file alone, which has been asked for by name.
    judged = getattr(judged, "unwatched", judged)
    return judged.rows if judged.rows is not None else _read_again(_Drop(judged))


def row_numbers(text: str) -> set[int]:
    """2, 3, 4 and 7 for `2–4, 7`."""
    numbers: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("–")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


class _Drop:
    """A judged drop that can be remembered by where it lies and what is in it."""

    def __init__(self, judged: JudgedDrop) -> None:
        self.judged = judged
        self.key: tuple[Path, tuple[str, ...]] = (
            judged.folder,
            tuple(file.sha256 for file in judged.inputs),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drop) and self.key == other.key


@lru_cache(maxsize=2)
def _read_again(drop: _Drop) -> Rows:
    return rows_of(drop.judged)
