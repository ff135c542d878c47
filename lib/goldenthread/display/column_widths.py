"""How wide the columns of a table are, by the letters of their heads and cells: in print by shares
of the page, on a small screen by what each takes there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.display.cells import HASH, Cell, Column, length_of, parts_of
from goldenthread.display.ratings import RatingMark

_NARROW = 76  # characters of all columns together
_MANY = 7  # columns
_SEVERAL = 6  # columns of figures; heads of so many wrap
_WIDEST = 30  # characters that count of a cell that wraps
_SHORT = 16  # characters of a first column that is never squeezed: `England 2022/23`
_LONG = 24  # characters from which a column of text shares the width instead of taking its own
# Letters on a small screen: its width, what its style sheet keeps for a column of words, of long
# text and for the first one, and the space between two.
_SMALL_SCREEN, _LEAST, _LEAST_WORDS, _FIRST, _GAP = 44, 11, 22, 13, 2
_NAMES, _TEXT = 28, 60  # instead, beside a column of sentences: names of places stay on a line


@dataclass(frozen=True)
class ColumnWidths:
    """The columns of a table by what stands in them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def _longest(self) -> tuple[int, ...]:
        """Of each column the letters of its longest cell."""
        return tuple(
            max((length_of(row[i]) for row in self.rows), default=0)
            for i in range(len(self.columns))
        )

    def has_sentences(self, i: int) -> bool:
        """Whether a column holds long text, and keeps its width on a small screen."""
        return not self.columns[i].numeric and self._longest[i] >= _TEXT

    @property
    def slides(self) -> bool:
        """Whether it is wider than a small screen, by about what each column takes there: one of
        figures keeps its figures on a line, the others wrap."""
        wide = 0
        for i, column in enumerate(self.columns):
            heads = max(map(len, column.title.split()), default=0)
            body = self._longest[i]
            least = _LEAST_WORDS if self.has_sentences(i) else _LEAST if i else _FIRST
            wide += max(heads, body if column.numeric else least) + _GAP
        return wide > _SMALL_SCREEN

    @cached_property
    def narrow(self) -> bool:
        """Whether its columns are few and short, so that a full width would pull them apart."""
        longest = [
            max(len(column.title), body)
            for column, body in zip(self.columns, self._longest, strict=True)
        ]
        return sum(longest) <= _NARROW and not any(column.code for column in self.columns)

    @property
    def dense(self) -> bool:
        """Whether its columns are so many that print sets them closer and smaller."""
        return len(self.columns) > _MANY

    @cached_property
    def in_print(self) -> list[str]:
        """A share of the width for columns of long text, their own width for the others."""
        if self.narrow:
            return ["auto"] * len(self.columns)
        if self.dense and self._is_even():
            return ["1.8fr", *["1fr"] * (len(self.columns) - 1)]
        longest = [
            max(len(column.title) // 2, body)
            for column, body in zip(self.columns, self._longest, strict=True)
        ]
        flexible = [
            i
            for i, n in enumerate(longest)
            if n >= (_NAMES if max(longest) >= _TEXT else _LONG)
            and not self.columns[i].numeric
            and not self._has_hashes(i)
        ] or [0]
        heads = sum(len(column.title) for column in self.columns)
        crowded = flexible == [0] and (len(self.columns) >= _SEVERAL or heads > _NARROW)
        if crowded or self.dense:
            first = "auto" if longest[0] <= _SHORT else f"{self._needed(0)}fr"
            return [first, *(f"{self._needed(i)}fr" for i in range(1, len(self.columns)))]
        return [
            f"{min(max(n, 8), 220) ** 0.5:.2f}fr" if i in flexible else "auto"
            for i, n in enumerate(longest)
        ]

    def _is_even(self) -> bool:
        """Whether it is a grid of marks, whose columns are alike."""
        return sum(self._has_mark(i) for i in range(len(self.columns))) > 1

    def _has_hashes(self, i: int) -> bool:
        """Whether it holds a SHA-256 in full: letters set small enough for one line."""
        return self.columns[i].code and any(length_of(row[i]) == HASH for row in self.rows)

    def _has_mark(self, i: int) -> bool:
        return any(isinstance(p, RatingMark) for row in self.rows for p in parts_of(row[i]))

    def _needed(self, i: int) -> int:
        """Letters that a column of figures needs where its head may wrap, so that the first one,
        which names the rows, is not squeezed by long heads."""
        body = self._longest[i]
        words = self.columns[i].title.split()
        if i == 0:
            return max(12, min(body, 22))
        return max([6, min(body, _WIDEST), *map(len, words)]) + (5 if self._has_mark(i) else 2)
