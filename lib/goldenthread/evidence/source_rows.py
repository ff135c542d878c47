"""The rows of an export that a judgement rests on, as far as they may be listed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of an export as a workbook lists them: what each column is called, and its cells."""

    titles: tuple[str, ...]
    columns: tuple[list[Cell], ...]


def source_rows(judged: JudgedDrop, rows: RowRange) -> pd.DataFrame | None:
    """The first 200 of those rows, with their row numbers and the columns that are not personal.

    None where a row of the source is a person: such rows are counted and located, never listed.
    """
    frame = _frame_of(judged, rows)
    if frame is None:
        return None
    listed = frame.iloc[_places(frame, rows)].drop(columns=SHEET)
    return listed.rename(columns={ROW: "Row"}).reset_index(drop=True)


def listed_rows(judged: JudgedDrop, rows: RowRange) -> Listed | None:
    """The same rows as cells; they are never a frame of their own, which costs more than they."""
    frame = _frame_of(judged, rows)
    if frame is None:
        return None
    places = _places(frame, rows)
    columns = [(str(name), column) for name, column in frame.items() if name != SHEET]
    return Listed(
        tuple("Row" if name == ROW else name for name, _ in columns),
        tuple(column_cells(column, places) for _, column in columns),
    )


def _frame_of(judged: JudgedDrop, rows: RowRange) -> pd.DataFrame | None:
    """All rows of their file that may be listed."""
    file = judged.input(rows.file)
    source = judged.source(file.source) if file is not None else None
    if file is None or source is None:
        return None
    return _listable(judged).of_file(file.source, file.name)


def _places(frame: pd.DataFrame, rows: RowRange) -> NDArray[np.intp]:
    """Where the first 200 of the rows stand in the frame, by their numbers, each row once."""
    sheets = frame[SHEET].to_numpy(dtype=object, na_value="")
    numbers = frame[ROW].to_numpy(dtype="int64")
    wanted = np.fromiter(row_numbers(rows.rows), dtype="int64")
    places = np.flatnonzero(np.isin(numbers, wanted) & (sheets == rows.sheet))
    places = places[np.argsort(numbers[places], kind="stable")]
    found = numbers[places]
    if (found[1:] == found[:-1]).any():  # several rows of one row of the sheet
        places = places[~frame.iloc[places].duplicated().to_numpy()]
    return places[:MOST_ROWS]


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
