"""The rows of an export that a judgement rests on, as far as they may be listed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from goldenthread.judged import JudgedDrop
from goldenthread.kept_rows import Rows
from goldenthread.pipeline import rows_of
from goldenthread.provenance import RowRange
from goldenthread.sources.table import ROW, SHEET

MOST_ROWS = 200


def source_rows(judged: JudgedDrop, rows: RowRange) -> pd.DataFrame | None:
    """The first 200 of those rows, with their row numbers and the columns that are not personal.

    None where a row of the source is a person: such rows are counted and located, never listed.
    """
    file = judged.input(rows.file)
    source = judged.source(file.source) if file is not None else None
    if file is None or source is None:
        return None
    frame = _listable(judged).of_file(file.source, file.name)
    if frame is None:
        return None
    mine = frame[frame[SHEET].fillna("") == rows.sheet]
    mine = mine[mine[ROW].isin(row_numbers(rows.rows))].drop_duplicates()
    listed = mine.sort_values(ROW, kind="stable").head(MOST_ROWS).drop(columns=SHEET)
    return listed.rename(columns={ROW: "Row"}).reset_index(drop=True)


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
