"""The cells of a column, each different one held once.

A column of an export repeats itself: 100,000 pupils have seven year groups. Whatever asks something
of a cell asks it of each different one, and numpy carries the answers to the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenthread.sources.cell import Cell

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Encoded:
    """`cells` are the different cells; `codes` says for each row which of them stands there."""

    cells: Sequence[Cell]
    codes: Codes

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Encoded:
        places, codes = _numbered(cells)
        # True and 1 are one key of a dict, but not one cell.
        if (0 in places or 1 in places) and bool in set(map(type, cells)):
            apart = [("bool", cell) if isinstance(cell, bool) else cell for cell in cells]
            places, codes = _numbered(apart)
            return cls(tuple(k[1] if isinstance(k, tuple) else k for k in places), codes)
        return cls(tuple(places), codes)

    def __len__(self) -> int:
        return len(self.codes)

    def cell(self, row: int) -> Cell:
        return self.cells[int(self.codes[row])]

    def everywhere(self, asked: Callable[[Cell], bool]) -> Mask:
        """The answer of every row, each different cell asked once."""
        answers = np.fromiter(map(asked, self.cells), dtype=bool, count=len(self.cells))
        return answers[self.codes]

    @cached_property
    def filled(self) -> Mask:
        blank = np.fromiter((cell == "" for cell in self.cells), bool, len(self.cells))
        if not blank.any():
            return np.ones(len(self.codes), dtype=bool)
        return ~blank[self.codes]

    def taken(self, rows: Places) -> Encoded:
        """The cells of some rows, in that order; `cells` are then those that still occur."""
        if len(rows) == len(self.codes) and (not len(rows) or bool((np.diff(rows) == 1).all())):
            return self
        codes = self.codes[rows]
        used = np.bincount(codes, minlength=len(self.cells)) > 0
        if used.all():
            return Encoded(self.cells, codes)
        kept = np.flatnonzero(used)
        new = np.zeros(len(self.cells), dtype="int32")
        new[kept] = np.arange(len(kept), dtype="int32")
        return Encoded(tuple(self.cells[code] for code in kept.tolist()), new[codes])

    def listed(self) -> list[Cell]:
        """The cells row by row."""
        cells = self.cells
        return [cells[code] for code in self.codes.tolist()]


def _numbered(keys: Sequence[Any]) -> tuple[Mapping[Any, int], Codes]:
    # One look-up for each cell: what is not known yet is given the next code.
    places: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(places.__getitem__, keys), dtype="int32", count=len(keys))
    return places, codes
