"""Tables: ruled lightly, numbers to the right, headers that a screen reader can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from goldenthread.display.markup import (
    Code,
    Display,
    breakable,
    call,
    element,
    escape,
    markup,
)
from goldenthread.display.ratings import RatingMark, before
from goldenthread.display.room import beginning, heights, stays_together

Part = str | RatingMark
# Text, a mark, or several of them one below the other: the second and later ones are quiet.
Cell = str | RatingMark | tuple[Part, ...]
_NARROW = 76  # characters of all columns together
_MANY = 7  # columns; with more of them print sets them closer and smaller
_SEVERAL = 6  # columns of figures; heads of so many wrap
_HASH = 64  # letters of a SHA-256
_CODE = 12  # letters from which the name of a file may not fit into its column
_WIDEST = 30  # characters that count of a cell that wraps
_SHORT = 16  # characters of a first column that is never squeezed: `England 2022/23`
_LONG = 24  # characters from which a column of text shares the width instead of taking its own
# Letters on a small screen: its width, what its style sheet keeps for a column of words, of long
# text and for the first one, and the space between two.
_SMALL_SCREEN, _LEAST, _LEAST_WORDS, _FIRST, _GAP = 44, 11, 22, 13, 2
_NAMES, _TEXT = 28, 60  # instead, beside a column of sentences: names of places stay on a line


@dataclass(frozen=True, slots=True)
class Column:
    """`numeric` cells stand to the right; `code` is for hashes and file names."""

    title: str
    numeric: bool = False
    code: bool = False


@dataclass(frozen=True, repr=False)
class DataTable(Display):
    """`rows` hold one cell per column; the first names the row. `caption` says what and when.

    One that `stacks` has its cells below each other on a small screen, each under its head; any
    other that is too wide for it says there that it slides.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    stacks: bool = False

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        caption: str,
        *,
        numeric: Iterable[str] | None = None,
        note: str = "",
        titles: Mapping[str, str] | None = None,
    ) -> DataTable:
        """A frame whose cells are already in words; `numeric` names the columns of figures."""
        given = set(numeric) if numeric is not None else set(frame.select_dtypes("number").columns)
        shown = titles or {}
        columns = tuple(Column(shown.get(c, str(c)), c in given) for c in frame.columns)
        rows = tuple(tuple(_cell(v) for v in row) for row in frame.itertuples(index=False))
        return cls(caption, columns, rows, note)

    @classmethod
    def of_columns(
        cls, caption: str, columns: Sequence[tuple[Column, Sequence[Cell]]], note: str = ""
    ) -> DataTable:
        """Columns with the cells of each, from the first row to the last."""
        rows = tuple(zip(*(cells for _, cells in columns), strict=True))
        return cls(caption, tuple(column for column, _ in columns), rows, note)

    def text(self) -> str:
        lines = [[c.title for c in self.columns]]
        lines += [[_in_text(cell) for cell in row] for row in self.rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        body = ["  ".join(self._aligned(line, widths)).rstrip() for line in lines]
        return "\n".join(part for part in (self.caption, *body, self.note) if part)

    def _aligned(self, line: list[str], widths: list[int]) -> list[str]:
        return [
            cell.rjust(width) if column.numeric else cell.ljust(width)
            for cell, width, column in zip(line, widths, self.columns, strict=True)
        ]

    def html(self) -> str:
        heads = "".join(
            element("th", escape(column.title), self._class_of(i), scope="col")
            for i, column in enumerate(self.columns)
        )
        body = "".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        caption = element("caption", escape(self.caption)) if self.caption else ""
        table = f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        # A box that scrolls has to be reachable by keyboard, and named.
        box = element(
            "div", table, "gt-scroll", role="group", aria_label=self.caption, tabindex="0"
        )
        note = element("p", escape(self.note), "gt-note") if self.note else ""
        kinds = ["gt", "gt-table", "gt-narrow" if self._is_narrow() else ""]
        kinds.append("gt-stacks" if self.stacks else "gt-slides" if self._slides() else "")
        return element("div", box + note, " ".join(filter(None, kinds)))

    @cached_property
    def _longest(self) -> tuple[int, ...]:
        """Of each column the letters of its longest cell."""
        return tuple(
            max((_length(row[i]) for row in self.rows), default=0) for i in range(len(self.columns))
        )

    def _slides(self) -> bool:
        """Whether it is wider than a small screen, by about what each column takes there: one of
        figures keeps its figures on a line, the others wrap."""
        wide = 0
        for i, column in enumerate(self.columns):
            heads = max(map(len, column.title.split()), default=0)
            body = self._longest[i]
            least = _LEAST_WORDS if self._class_of(i) == "gt-words" else _LEAST if i else _FIRST
            wide += max(heads, body if column.numeric else least) + _GAP
        return wide > _SMALL_SCREEN

    def _class_of(self, i: int) -> str:
        """Figures to the right; a column of sentences keeps its width on a small screen."""
        if self.columns[i].numeric:
            return "gt-n"
        return "gt-words" if self._longest[i] >= _TEXT else ""

    def _row(self, row: tuple[Cell, ...]) -> str:
        cells = []
        for i, (cell, column) in enumerate(zip(row, self.columns, strict=True)):
            classes = "gt-n" if column.numeric else "gt-code" if column.code else ""
            content = _in_html(cell)
            head = {"data_head": column.title} if self.stacks else {}
            cells.append(
                element("td", content, classes, **head)
                if i
                else element("th", content, scope="row")
            )
        return "".join(cells)

    def typst(self) -> str:
        return markup(self.expression())

    def expression(self) -> Code:
        high = self._heights()
        keep = stays_together(high)
        return call(
            "gt-table",
            caption=self.caption,
            columns=[Code(width) for width in self._widths()],
            numeric=[column.numeric for column in self.columns],
            code=[column.code for column in self.columns],
            header=[column.title for column in self.columns],
            rows=[
                [
                    _rated_in_typst(cell)
                    if column.numeric
                    else _code_in_typst(cell)
                    if column.code
                    else _in_typst(cell)
                    for cell, column in zip(row, self.columns, strict=True)
                ]
                for row in self.rows
            ],
            note=self.note or None,
            keep=keep or None,
            begins=None if keep else Code(f"{beginning(high):.0f}pt"),
            narrow=self._is_narrow() or None,
            dense=len(self.columns) > _MANY or None,
        )

    def _heights(self) -> list[float]:
        """About how high the head and each row are in print, in points."""
        heads = [column.title for column in self.columns]
        return heights(heads, [[_printed(c) for c in row] for row in self.rows], self._widths())

    def _is_narrow(self) -> bool:
        """Whether its columns are few and short, so that a full width would pull them apart."""
        longest = [
            max(len(column.title), body)
            for column, body in zip(self.columns, self._longest, strict=True)
        ]
        return sum(longest) <= _NARROW and not any(column.code for column in self.columns)

    def _widths(self) -> list[str]:
        """A share of the width for columns of long text, their own width for the others."""
        if self._is_narrow():
            return ["auto"] * len(self.columns)
        if len(self.columns) > _MANY and self._is_even():
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
        if crowded or len(self.columns) > _MANY:
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
        return self.columns[i].code and any(_length(row[i]) == _HASH for row in self.rows)

    def _has_mark(self, i: int) -> bool:
        return any(isinstance(p, RatingMark) for row in self.rows for p in _parts(row[i]))

    def _needed(self, i: int) -> int:
        """Letters that a column of figures needs where its head may wrap, so that the first one,
        which names the rows, is not squeezed by long heads."""
        body = self._longest[i]
        words = self.columns[i].title.split()
        if i == 0:
            return max(12, min(body, 22))
        return max([6, min(body, _WIDEST), *map(len, words)]) + (5 if self._has_mark(i) else 2)


def _cell(value: object) -> Cell:
    if isinstance(value, str | RatingMark | tuple):
        return value
    return "–" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _parts(cell: Cell) -> tuple[Part, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _in_text(cell: Cell) -> str:
    return "; ".join(p if isinstance(p, str) else p.text() for p in _parts(cell) if p != "")


def _in_html(cell: Cell) -> str:
    parts = [escape(p) if isinstance(p, str) else p.html() for p in _parts(cell) if p != ""]
    return parts[0] + "".join(element("span", p, "gt-under") for p in parts[1:]) if parts else "–"


def _in_typst(cell: Cell) -> object:
    parts: list[object] = []
    for part in _parts(cell):
        if isinstance(part, RatingMark) and len(_parts(cell)) > 1:
            parts.append(part.expression())  # the one before stands beside it, to save a line
        elif isinstance(part, RatingMark):
            parts += [replace(part, previous=None).expression(), before(part.previous)]
        else:
            parts.append(part)
    parts = [part for part in parts if part != ""]
    if not parts:
        return "–"
    return parts[0] if len(parts) == 1 else call("gt-stack", *parts)


def _code_in_typst(cell: Cell) -> object:
    """A file's name, which a narrow column may break, or a hash; several are as they are."""
    words = _in_typst(cell)
    if not isinstance(words, str):
        return words
    if len(words.encode()) == _HASH:
        return call("gt-hash", words)
    return call("gt-code", breakable(words, _CODE))


def _rated_in_typst(cell: Cell) -> object:
    """A figure with its rating before it, to save a line: the figures keep to the right."""
    first, mark = _parts(cell)[0], _parts(cell)[-1]
    if not isinstance(first, str) or not isinstance(mark, RatingMark):
        return _in_typst(cell)
    below = [part for part in _parts(cell)[1:-1] if part != ""]
    return call("gt-rated", replace(mark, previous=None).expression(), first, *below)


def _printed(cell: Cell) -> list[str]:
    """Its lines in print; the rating before has one of its own, but beside a figure."""
    parts = _parts(cell)
    words = [part if isinstance(part, str) else part.label for part in parts]
    alone = len(parts) == 1 and isinstance(parts[0], RatingMark) and parts[0].previous is not None
    return [*words, ""] if alone else words


def _length(cell: Cell) -> int:
    if isinstance(cell, str):
        return len(cell)
    return max((len(p if isinstance(p, str) else p.label) for p in _parts(cell)), default=0)
