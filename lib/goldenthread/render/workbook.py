"""The evidence workbook: an Excel file whose bytes depend on its content alone.

Excel shows text from an export as it was typed, whatever it begins with.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from goldenthread.render.cells import Value, cut, legal
from goldenthread.render.looks import Looks
from goldenthread.render.row_sheet import LINE_HEIGHT, RowSheet
from goldenthread.render.untimed import UntimedWorkbook

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDTHS = (10, 38)
_WIDTH = 13  # of a column that nothing has widened
_MOST_LINES = 25  # of a row: Excel allows no more than 409 points
_TITLE_HEIGHT = 24  # points


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a sheet under its heading; `note` stands instead of rows where there are none.

    `formats` are Excel's number formats by column, "" for its own.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    formats: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, facts (label, value), then its tables. `name` is made to fit Excel."""

    name: str
    title: str
    facts: tuple[tuple[str, Value], ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: a contents sheet of `lines` (one per sheet, after its name), then the sheets."""

    title: str
    author: str
    facts: tuple[tuple[str, Value], ...]
    columns: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    sheets: tuple[Sheet, ...]


def workbook_bytes(book: Book) -> bytes:
    """The workbook as an .xlsx file."""
    workbook = UntimedWorkbook()
    workbook.set_properties({"title": legal(book.title), "author": legal(book.author)})
    names = sheet_names(sheet.name for sheet in book.sheets)
    looks = Looks(workbook)
    _write_contents(_Page(workbook.add_worksheet("Contents", RowSheet), looks), book, names)
    for name, sheet in zip(names, book.sheets, strict=True):
        _write_sheet(_Page(workbook.add_worksheet(name, RowSheet), looks), sheet)
    return workbook.content()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: at most 31 letters, none of `[]:*?/\\`, each used once."""
    names: list[str] = []
    taken = {"contents", "history"}  # Excel keeps the second for itself
    for text in wanted:
        base = _NOT_IN_NAMES.sub(" ", legal(text)).strip(" '")
        base = cut(base, 31).strip(" '") or "Sheet"
        name, number = base, 2
        while name.casefold() in taken:
            tail = f" ({number})"
            name, number = cut(base, 31 - len(tail)) + tail, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet being written; rows count from 0."""

    sheet: RowSheet
    looks: Looks

    def put(self, row: int, value: Value, look: str, height: float = LINE_HEIGHT) -> None:
        """Write a row of one cell."""
        self.sheet.put_row(row, (self.looks.ends(look)[value],), height)


def _write_contents(page: _Page, book: Book, names: Sequence[str]) -> None:
    lines = tuple((name, *line) for name, line in zip(names, book.lines, strict=True))
    block = Block("", ("Sheet", *book.columns), lines)
    widths = _widths([block])
    top = _write_head(page, book.title, book.facts, widths)
    _write_table(page, top, block, widths, first="link")
    for row, name in enumerate(names, top + 1):
        place = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        page.sheet.write_url(row, 0, place, page.looks.of("link", name), name)
    page.sheet.freeze_panes(top + 1, 0)
    _set_page(page.sheet, widths, top)


def _write_sheet(page: _Page, sheet: Sheet) -> None:
    widths = _widths(sheet.blocks)
    row = _write_head(page, sheet.title, sheet.facts, widths)
    for block in sheet.blocks:
        page.put(row, block.heading, "heading")
        if block.rows:
            row = _write_table(page, row + 1, block, widths) + 1
        else:
            page.put(row + 1, block.note, "note")
            row += 3
    # The title stays in sight; the tables below it have headers of their own.
    page.sheet.freeze_panes(1, 0)
    _set_page(page.sheet, widths, 0)


def _write_head(
    page: _Page, title: str, facts: Sequence[tuple[str, Value]], widths: Mapping[int, int]
) -> int:
    """Title and facts, each over the columns of the tables and as high as it then needs to be;
    the second free row after them."""
    page.put(0, title, "title", _TITLE_HEIGHT)
    last = min(max(*widths, 1), 5)
    across = sum(widths.get(column, _WIDTH) for column in range(1, last + 1))
    label_ends, fact_ends = page.looks.ends("label"), page.looks.ends("fact")
    for row, (label, value) in enumerate(facts, 1):
        lines = str(value or "").split("\n")
        height = LINE_HEIGHT * sum(max(1, math.ceil(len(line) / across)) for line in lines)
        cells = [label_ends[label], fact_ends[value]]
        if last > 1:
            cells += [page.looks.blank("fact", value)] * (last - 1)
        page.sheet.put_row(row, cells, height)
        if last > 1:
            page.sheet.merge_in_row(row, 1, last)
    return len(facts) + 2


def lines_needed(values: Iterable[Value], widths: Mapping[int, int]) -> int:
    """Lines of the cell of a row that needs most, in columns so many letters wide."""
    needed = 1
    for column, value in enumerate(values):
        if isinstance(value, str) and len(value) > widths.get(column, _WIDTH) - 2:
            room = max(widths.get(column, _WIDTH) - 2, 1)
            parts = value.split("\n")
            needed = max(needed, sum(max(1, math.ceil(len(part) / room)) for part in parts))
    return min(needed, _MOST_LINES)


def _write_table(
    page: _Page, top: int, block: Block, widths: Mapping[int, int], first: str = "cell"
) -> int:
    """Header and rows from row `top` on, each as high as its text, the cells of the first column in
    a look of their own; the first free row after."""
    sheet, ends = page.sheet, page.looks.ends("column")
    sheet.put_row(top, [ends[title] for title in block.columns])
    looks = (first, *("cell" for _ in widths))
    formats = (*block.formats, *("" for _ in widths))
    of_columns = [page.looks.ends(*each) for each in zip(looks, formats, strict=False)]
    some_wrap = _WIDTHS[1] in widths.values()
    for row, values in enumerate(block.rows, top + 1):
        # Excel would see to the height by itself, other programs do not.
        lines = lines_needed(values, widths) if some_wrap else 1
        cells = [end[value] for end, value in zip(of_columns, values, strict=False)]
        sheet.put_row(row, cells, LINE_HEIGHT * lines)
    return top + len(block.rows) + 1


def _widths(blocks: Iterable[Block]) -> dict[int, int]:
    """Columns as wide as their longest text, within reason; longer text wraps."""
    least, most = _WIDTHS
    longest: dict[int, int] = {0: 0}
    for block in blocks:
        if block.rows:
            columns = zip_longest(block.columns, *block.rows)
            for column, values in enumerate(columns):
                letters = max([len(v) if v.__class__ is str else len(str(v or "")) for v in values])
                longest[column] = max(letters, longest.get(column, 0))
    return {column: min(max(n + 2, least), most) for column, n in longest.items()}


def _set_page(sheet: RowSheet, widths: Mapping[int, int], repeated: int) -> None:
    """Landscape A4, one page wide, the head repeated."""
    sheet.set_widths(widths)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)
