"""Which rows of a sheet are data: no totals, footnotes, blank rows or second headers."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter

from goldenthread.sources.cell import Cell, as_text
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


def _widened(pattern: str) -> tuple[str, ...]:
    return (pattern,) if "*" in pattern else (pattern, f"{pattern} *", f"{pattern}:*")


@dataclass(frozen=True, slots=True)
class DataRows:
    """Row indices of a sheet, counted from 0, and what was left out of it."""

    kept: tuple[int, ...]
    totals: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()


def data_rows(
    rows: Sequence[Sequence[Cell]],
    header_row: int,
    declared: Collection[int],
    block: Collection[int],
    totals: TotalRows,
    total_place: int | None,
    is_value: Callable[[int, Cell], bool],
) -> DataRows:
    """The rows under the header that hold data in the `declared` or the unpivoted columns.

    A row with text in one of several columns is a heading or a footnote, unless `is_value` says
    that the text is a value of that column.
    """
    columns = sorted({*declared, *block})
    pick = itemgetter(*columns) if len(columns) > 1 else (lambda row: (row[columns[0]],))
    headings = [folded(as_text(rows[header_row][place])) for place in columns]
    kept: list[int] = []
    totalled: list[int] = []
    remarks: list[int] = []
    footnote: int | None = None
    for index in range(header_row + 1, len(rows)):
        row = rows[index]
        cells = pick(row)
        filled = len(cells) - cells.count("")
        if filled <= 2:
            filled = sum(1 for cell in cells if as_text(cell))
        if filled == 0:
            continue
        head = row[total_place] if total_place is not None else _first_filled(row)
        if isinstance(head, str) and totals.matches(head):
            totalled.append(index)
        elif filled == 1 and len(columns) > 2 and _is_remark(cells, columns, is_value):
            remarks.append(index)
            if footnote is None and _is_footnote(cells):
                footnote = index
        elif not (cells[0] == rows[header_row][columns[0]] and _repeats(cells, headings)):
            kept.append(index)
            # Full rows below show that the "note" was a heading inside the table.
            if footnote is not None and _is_full(row, declared):
                footnote = None
    if footnote is not None:
        remarks += [index for index in kept if index > footnote]
        kept = [index for index in kept if index < footnote]
    return DataRows(tuple(kept), tuple(totalled), tuple(sorted(remarks)))


def _is_full(row: Sequence[Cell], declared: Collection[int]) -> bool:
    return sum(1 for place in declared if row[place] != "") * 2 >= len(declared)


def _first_filled(row: Sequence[Cell]) -> Cell:
    return next((cell for cell in row if cell != ""), "")


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
