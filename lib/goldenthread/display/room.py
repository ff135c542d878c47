"""About how much room a table needs in print, so that it is neither torn apart nor pushed away."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

_ACROSS = 104  # letters of a table's size on a line across the page
_HIGH, _BETWEEN = 11.5, 9.5  # points of a line, and of what stands between two rows
_KEPT = 180.0  # points; a table that is no higher stays on one page
_FIRST = 2  # rows with which a longer one begins
_LEAST, _MOST = 80.0, 150.0  # points that its beginning has

Lines = Sequence[str]  # of one cell, as they are before a column's width breaks them


def stays_together(heights: Sequence[float]) -> bool:
    """Whether the table may stay on one page without leaving half of another empty."""
    return sum(heights) <= _KEPT


def beginning(heights: Sequence[float]) -> float:
    """Points that the head and the first rows need; the table begins only where they have room."""
    return min(max(sum(heights[: _FIRST + 1]), _LEAST), _MOST)


def heights(
    heads: Sequence[str], rows: Sequence[Sequence[Lines]], widths: Sequence[str]
) -> list[float]:
    """About how high the head and each row are, in points; `widths` are Typst's, auto or 2.5fr."""
    columns = [[cell[i] for cell in rows] for i in range(len(heads))]
    letters = _letters(heads, columns, widths)
    counts = [max((_wrapped((h,), w) for h, w in zip(heads, letters, strict=True)), default=1)]
    counts += [
        max(_wrapped(cell, wide) for cell, wide in zip(row, letters, strict=True)) for row in rows
    ]
    return [_BETWEEN + _HIGH * count for count in counts]


def _letters(
    heads: Sequence[str], columns: Sequence[Sequence[Lines]], widths: Sequence[str]
) -> list[float]:
    """About how many letters stand on a line of each column."""
    own = [
        max([len(head), *(len(line) for cell in column for line in cell)])
        for head, column in zip(heads, columns, strict=True)
    ]
    shares = [0.0 if width == "auto" else float(width.removesuffix("fr")) for width in widths]
    taken = sum(n for n, share in zip(own, shares, strict=True) if not share)
    left = max(_ACROSS - taken - 2 * len(own), 20)
    return [
        max(left * share / sum(shares), 4.0) if share else max(n, 1)
        for n, share in zip(own, shares, strict=True)
    ]


def _wrapped(lines: Lines, wide: float) -> int:
    return sum(max(1, ceil(len(line) / wide)) for line in lines)
