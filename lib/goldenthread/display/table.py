"""Tables: ruled lightly, numbers to the right, headers that a screen reader can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from goldenthread.display.cells import (
    Cell,
    Column,
    cell_of,
    code_in_typst,
    in_html,
    in_print,
    in_text,
    in_typst,
    rated_in_typst,
)
from goldenthread.display.column_widths import ColumnWidths
from goldenthread.display.markup import Code, Display, call, element, escape, markup
from goldenthread.display.room import beginning, heights, stays_together

__all__ = ["Cell", "Column", "DataTable"]


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
        rows = tuple(tuple(cell_of(v) for v in row) for row in frame.itertuples(index=False))
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
        lines += [[in_text(cell) for cell in row] for row in self.rows]
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
        kinds = ["gt", "gt-table", "gt-narrow" if self._widths.narrow else ""]
        kinds.append("gt-stacks" if self.stacks else "gt-slides" if self._widths.slides else "")
        return element("div", box + note, " ".join(filter(None, kinds)))

    @cached_property
    def _widths(self) -> ColumnWidths:
        return ColumnWidths(self.columns, self.rows)

    def _class_of(self, i: int) -> str:
        """Figures to the right; a column of sentences keeps its width on a small screen."""
        if self.columns[i].numeric:
            return "gt-n"
        return "gt-words" if self._widths.has_sentences(i) else ""

    def _row(self, row: tuple[Cell, ...]) -> str:
        cells = []
        for i, (cell, column) in enumerate(zip(row, self.columns, strict=True)):
            classes = "gt-n" if column.numeric else "gt-code" if column.code else ""
            content = in_html(cell)
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
            columns=[Code(width) for width in self._widths.in_print],
            numeric=[column.numeric for column in self.columns],
            code=[column.code for column in self.columns],
            header=[column.title for column in self.columns],
            rows=[list(map(_in_typst, row, self.columns)) for row in self.rows],
            note=self.note or None,
            keep=keep or None,
            begins=None if keep else Code(f"{beginning(high):.0f}pt"),
            narrow=self._widths.narrow or None,
            dense=self._widths.dense or None,
        )

    def _heights(self) -> list[float]:
        """About how high the head and each row are in print, in points."""
        heads = [column.title for column in self.columns]
        return heights(
            heads, [[in_print(c) for c in row] for row in self.rows], self._widths.in_print
        )


def _in_typst(cell: Cell, column: Column) -> object:
    if column.numeric:
        return rated_in_typst(cell)
    return code_in_typst(cell) if column.code else in_typst(cell)
