"""Which rows of a sheet are data: no totals, footnotes, blank rows or second headers."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.sources.cell import Cell, as_text
from goldenthread.sources.encoded import Encoded, Mask, Places
from goldenthread.sources.records import Records
from goldenthread.sources.spelling import folded

_FOOTNOTE = re.compile(r"\s*(sources?|notes?|keys?|legend|footnotes?)\b\s*(:|$|\d)", re.IGNORECASE)


class TotalRows:
    """Knows a total by the text that heads it; a pattern without `*` also heads longer texts,
    such as `Total pupils`."""

    def __init__(self, patterns: Sequence[str]) -> None:
        whole = [p for pattern in patterns for p in _widened(pattern)]
        self._pattern = (
            re.compile("|".join(fnmatch.translate(p) for p in whole), re.IGNORECASE | re.DOTALL)
            if whole
            else None
        )

    def matches(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.match(text.strip()) is not None

    def heads(self, column: Encoded) -> Mask:
        """The rows in which a total's text stands in `column`."""
        if self._pattern is None:
            return np.zeros(len(column), dtype=bool)
        match = self._pattern.match
        found = [isinstance(cell, str) and match(cell.strip()) is not None for cell in column.cells]
        return np.array(found, dtype=bool)[column.codes]


def _widened(pattern: str) -> tuple[str, ...]:
    return (pattern,) if "*" in pattern else (pattern, f"{pattern} *", f"{pattern}:*")


@dataclass(frozen=True, slots=True)
class DataRows:
    """Row indices of a sheet, counted from 0 and ascending, and what was left out of it."""

    kept: Places
    totals: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()
    aside: tuple[int, ...] = ()


def data_rows(
    records: Records,
    heading: Sequence[Cell],
    declared: Collection[int],
    block: Collection[int],
    totals: TotalRows,
    total_place: int | None,
    is_value: Callable[[int, Cell], bool],
    aside: Mask | None = None,
) -> DataRows:
    """The rows under the header row `heading` that hold data in the `declared` or the unpivoted
    columns, without those set `aside`.

    A row with text in one of several columns is a heading or a footnote, unless `is_value` says
    that the text is a value of that column.
    """
    places = sorted({*declared, *block})
    columns = [records.column(place) for place in places]
    filled = _filled(columns, records.length)
    if aside is not None:
        filled[aside] = 0
    is_total = (filled > 0) & _totals(records, totals, total_place, filled > 0)
    kept = (filled > 0) & ~is_total
    remarks: list[int] = []
    footnotes: list[int] = []
    if len(places) > 2:
        for row in np.flatnonzero(kept & (filled == 1)).tolist():
            cells = [column.cell(row) for column in columns]
            if _is_remark(cells, places, is_value):
                remarks.append(row)
                footnotes += [row] if _is_footnote(cells) else []
        kept[remarks] = False
    first, headings = heading[places[0]], [folded(as_text(heading[place])) for place in places]
    for row in np.flatnonzero(kept & columns[0].everywhere(lambda c: c == first)).tolist():
        kept[row] = not _repeats([column.cell(row) for column in columns], headings)
    footnote = _last_footnote(footnotes, kept, [records.column(place) for place in declared])
    rows = np.flatnonzero(kept)
    if footnote is not None:
        remarks += rows[rows > footnote].tolist()
        rows = rows[rows < footnote]
    top = records.first
    return DataRows(
        rows + top,
        tuple((np.flatnonzero(is_total) + top).tolist()),
        tuple(sorted(row + top for row in remarks)),
        () if aside is None else tuple((np.flatnonzero(aside) + top).tolist()),
    )


def _filled(columns: Sequence[Encoded], length: int) -> NDArray[np.int32]:
    """How many of the columns each row fills; where it is two or fewer, spaces fill nothing."""
    filled = np.zeros(length, dtype="int32")
    for column in columns:
        filled += column.filled
    if (few := np.flatnonzero((filled > 0) & (filled <= 2))).size:
        worded = np.zeros(length, dtype="int32")
        for column in columns:
            worded += column.everywhere(lambda cell: bool(as_text(cell)))
        filled[few] = worded[few]
    return filled


def _totals(records: Records, totals: TotalRows, place: int | None, asked: Mask) -> Mask:
    """The rows headed by the text of a total: in the column `place`, or their first filled cell."""
    if place is not None:
        return totals.heads(records.column(place))
    found = np.zeros(records.length, dtype=bool)
    place = 0
    while asked.any() and place < records.width:
        column = records.column(place)
        found |= asked & column.filled & totals.heads(column)
        asked = asked & ~column.filled
        place += 1
    return found


def _last_footnote(footnotes: Sequence[int], kept: Mask, declared: Sequence[Encoded]) -> int | None:
    """The row from which on all is footnotes. Full rows below show that a "note" was a heading
    inside the table."""
    if not footnotes:
        return None
    filled = np.zeros(len(kept), dtype="int32")
    for column in declared:
        filled += column.filled
    full = np.flatnonzero(kept & (filled * 2 >= len(declared)))
    last_full = int(full[-1]) if full.size else -1
    return next((row for row in footnotes if row > last_full), None)


def _is_remark(
    cells: Sequence[Cell], columns: Sequence[int], is_value: Callable[[int, Cell], bool]
) -> bool:
    place, cell = next((p, c) for p, c in zip(columns, cells, strict=True) if as_text(c))
    return isinstance(cell, str) and not is_value(place, cell)


def _is_footnote(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and _FOOTNOTE.match(cell) for cell in cells)


def _repeats(cells: Sequence[Cell], headings: Sequence[str]) -> bool:
    same = sum(1 for cell, heading in zip(cells, headings, strict=True) if _same(cell, heading))
    return same * 3 >= len(headings) * 2


def _same(cell: Cell, heading: str) -> bool:
    return isinstance(cell, str) and bool(heading) and folded(cell) == heading
