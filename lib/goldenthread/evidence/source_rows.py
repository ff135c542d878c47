"""The rows of an export that a judgement rests on, as far as they may be listed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from goldenthread.judged import JudgedDrop
from goldenthread.kept_rows import Rows
from goldenthread.pipeline import source_tables
from goldenthread.provenance import RowRange
from goldenthread.sources.table import FILE, ROW, SHEET

MOST_ROWS = 200


def source_rows(judged: JudgedDrop, rows: RowRange) -> pd.DataFrame | None:
    """The first 200 of those rows, with their row numbers and the columns that are not personal.

    None where a row of the source is a person: such rows are counted and located, never listed.
    """
    file = judged.input(rows.file)
    source = judged.source(file.source) if file is not None else None
    drop = _Drop(judged)
    tables = _HELD[drop] if drop in _HELD else _tables(drop)
    if file is None or source is None or file.source not in tables:
        return None
    frame = tables[file.source]
    mine = frame[(frame[FILE] == rows.file) & (frame[SHEET].fillna("") == rows.sheet)]
    mine = mine[mine[ROW].isin(row_numbers(rows.rows))].drop_duplicates()
    listed = mine.sort_values(ROW, kind="stable").head(MOST_ROWS).drop(columns=[FILE, SHEET])
    return listed.rename(columns={ROW: "Row"}).reset_index(drop=True)


def have_rows(judged: JudgedDrop) -> None:
    """Have the rows at hand, for this process and those forked from it."""
    drop = _Drop(judged)
    if drop not in _HELD:
        _tables(drop)


def hold_rows(judged: JudgedDrop, rows: Rows) -> None:
    """Have these rows at hand, where there are no exports to read them from."""
    _HELD[_Drop(judged)] = rows


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
        # The rows of a file hang on the file alone, which has been asked for by name.
        self.judged = judged = getattr(judged, "unwatched", judged)
        self.key: tuple[Path, tuple[str, ...]] = (
            judged.folder,
            tuple(file.sha256 for file in judged.inputs),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drop) and self.key == other.key


@lru_cache(maxsize=2)
def _tables(drop: _Drop) -> Rows:
    return source_tables(drop.judged)


_HELD: dict[_Drop, Rows] = {}
