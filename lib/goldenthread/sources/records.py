"""The rows of a sheet from one row on, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from goldenthread.sources.cell import Cell
from goldenthread.sources.encoded import Encoded


class Records:
    """`length` rows, of which the first is row `first` of the sheet, counted from 0."""

    def __init__(
        self, first: int, length: int, width: int, encode: Callable[[int], Encoded]
    ) -> None:
        self.first = first
        self.length = length
        self.width = width
        self._encode = encode
        self._columns: dict[int, Encoded] = {}

    def column(self, place: int) -> Encoded:
        """The cells of a column; one beyond the last is blank."""
        if place not in self._columns:
            self._columns[place] = (
                self._encode(place)
                if place < self.width
                else Encoded(("",), np.zeros(self.length, dtype="int32"))
            )
        return self._columns[place]


def from_rows(rows: Sequence[Sequence[Cell]], first: int) -> Records:
    """The records in rows that are all equally wide."""
    under = rows[first:]
    columns = list(zip(*under, strict=True)) if under else []
    return Records(first, len(under), len(columns), lambda place: Encoded.of(columns[place]))
