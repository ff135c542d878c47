"""The evidence workbook: an Excel file whose bytes depend on its content alone.

Text from an export is data: what begins like a formula is stored as text and marked so, and Excel
shows it as it was typed. The file carries no time, neither in its properties nor in its archive.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from goldenthread.render.cells import CellSheet

Value = str | int | float | dt.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_LONGEST = 32_767  # letters in a cell
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say
_WIDTHS = (10, 38)
_WIDTH = 13  # of a column that nothing has widened
_MOST_LINES = 25  # of a row: Excel allows no more than 409 points
_LINE_HEIGHT = 15  # points, of Calibri 11
_INK, _QUIET, _LINE = "#1F2937", "#4B5563", "#D6DBE1"

_TOP: dict[str, Any] = {"text_wrap": True, "valign": "top"}
_PLAIN: dict[str, Any] = {"font_color": _INK}
_HEADING = {"bold": True, "font_color": _INK}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 14, "bold": True, "font_color": _INK},
    "heading": _HEADING,
    "note": {"font_size": 10, "font_color": _QUIET},
    "label": _HEADING | _TOP,
    "fact": _PLAIN | _TOP | {"align": "left"},
    "column": _HEADING | {"bottom": 2, "bottom_color": _INK, "text_wrap": True},
    "cell": _PLAIN | _TOP | {"bottom": 1, "bottom_color": _LINE},
    "link": _TOP | {"font_color": "#1D4F8C", "underline": 1, "bottom": 1, "bottom_color": _LINE},
}
# The same three colours as on the page, always beside the word; what does not apply is quiet.
_RATINGS = {
    "Green": {"bold": True, "font_color": "#0B6B3A", "bg_color": "#E3F2E8"},
    "Amber": {"bold": True, "font_color": "#7A4B00", "bg_color": "#FDF0D0"},
    "Red": {"bold": True, "font_color": "#A3141E", "bg_color": "#FBE4E4"},
    "Does not apply": {"italic": True, "font_color": _QUIET},
}
_DAY = {"num_format": "d mmmm yyyy"}


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
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True})
    workbook.set_properties({"title": legal(book.title), "author": legal(book.author)})
    names = sheet_names(sheet.name for sheet in book.sheets)
    looks = _Looks(workbook)
    _write_contents(_Page(workbook.add_worksheet("Contents", CellSheet), looks), book, names)
    for name, sheet in zip(names, book.sheets, strict=True):
        _write_sheet(_Page(workbook.add_worksheet(name, CellSheet), looks), sheet)
    workbook.close()
    return without_times(buffer.getvalue())


def _cut(text: str, most: int) -> str:
    """The beginning of a text, as long as Excel counts it: a letter beyond U+FFFF is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: at most 31 letters, none of `[]:*?/\\`, each used once."""
    names: list[str] = []
    taken = {"contents", "history"}  # Excel keeps the second for itself
    for text in wanted:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", legal(text)).strip(" '")
        base = _cut(base, 31).strip(" '") or "Sheet"
        name, number = base, 2
        while name.casefold() in taken:
            tail = f" ({number})"
            name, number = _cut(base, 31 - len(tail)) + tail, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


class _Looks:
    """The workbook's cell formats, each made once: making one costs as much as writing a row."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, str], Format] = {}

    def of(self, look: str, value: Value, number_format: str = "") -> Format:
        """A look of a cell for what stands in it: ratings in their colours, days as days."""
        kind = ""
        if isinstance(value, str):
            kind = value if value in _RATINGS else "'" if value.startswith(FORMULA_STARTS) else ""
            number_format = ""
        elif isinstance(value, dt.date):
            kind = "day"
        key = (look, kind, number_format)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, look: str, kind: str, number_format: str) -> Format:
        wanted = dict(_LOOKS[look])
        if look in ("cell", "fact"):
            wanted |= _RATINGS.get(kind, {})
        wanted |= {"num_format": number_format} if number_format else {}
        wanted |= _DAY if kind == "day" else {}
        wanted |= {"quote_prefix": True} if kind == "'" else {}
        return self._workbook.add_format(wanted)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet being written; rows and columns count from 0."""

    sheet: CellSheet
    looks: _Looks

    def put(self, row: int, column: int, value: Value, look: str, number_format: str = "") -> None:
        """Write a value so that Excel takes it for what it is: text is never a formula."""
        cell_format = self.looks.of(look, value, number_format)
        if value is None or value == "":
            self.sheet._write_blank(row, column, None, cell_format)
        elif isinstance(value, str):
            self.sheet._write_string(row, column, legal(value), cell_format)
        elif isinstance(value, dt.date):
            self.sheet._write_datetime(row, column, value, cell_format)
        else:
            self.sheet._write_number(row, column, value, cell_format)


def legal(text: str) -> str:
    """The text as a cell can hold it."""
    return _ILLEGAL.sub(" ", text)[:_LONGEST]


def _write_contents(page: _Page, book: Book, names: Sequence[str]) -> None:
    lines = tuple((name, *line) for name, line in zip(names, book.lines, strict=True))
    block = Block("", ("Sheet", *book.columns), lines)
    widths = _widths([block])
    top = _write_head(page, book.title, book.facts, widths)
    _write_table(page, top, block, widths)
    for row, name in enumerate(names, top + 1):
        place = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        page.sheet.write_url(row, 0, place, page.looks.of("link", name), name)
    page.sheet.freeze_panes(top + 1, 0)
    _set_page(page.sheet, widths, top)


def _write_sheet(page: _Page, sheet: Sheet) -> None:
    widths = _widths(sheet.blocks)
    row = _write_head(page, sheet.title, sheet.facts, widths)
    for block in sheet.blocks:
        page.put(row, 0, block.heading, "heading")
        if block.rows:
            row = _write_table(page, row + 1, block, widths) + 1
        else:
            page.put(row + 1, 0, block.note, "note")
            row += 3
    # The title stays in sight; the tables below it have headers of their own.
    page.sheet.freeze_panes(1, 0)
    _set_page(page.sheet, widths, 0)


def _write_head(
    page: _Page, title: str, facts: Sequence[tuple[str, Value]], widths: Mapping[int, int]
) -> int:
    """Title and facts, each over the columns of the tables and as high as it then needs to be;
    the second free row after them."""
    page.put(0, 0, title, "title")
    page.sheet.set_row(0, 24)
    last = min(max(*widths, 1), 5)
    across = sum(widths.get(column, _WIDTH) for column in range(1, last + 1))
    for row, (label, value) in enumerate(facts, 1):
        page.put(row, 0, label, "label")
        if last > 1:
            page.sheet.merge_range(row, 1, row, last, "", page.looks.of("fact", value))
        page.put(row, 1, value, "fact")
        lines = str(value or "").split("\n")
        height = sum(max(1, math.ceil(len(line) / across)) for line in lines)
        page.sheet.set_row(row, _LINE_HEIGHT * height)
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


def _write_table(page: _Page, top: int, block: Block, widths: Mapping[int, int]) -> int:
    """Header and rows from row `top` on, each as high as its text; the first free row after."""
    for column, title in enumerate(block.columns):
        page.put(top, column, title, "column")
    formats = (*block.formats, *("" for _ in block.columns))
    for row, values in enumerate(block.rows, top + 1):
        for column, value in enumerate(values):
            page.put(row, column, value, "cell", formats[column])
        lines = lines_needed(values, widths)
        if lines > 1:  # Excel would see to it by itself, other programs do not
            page.sheet.set_row(row, _LINE_HEIGHT * lines)
    return top + len(block.rows) + 1


def _widths(blocks: Iterable[Block]) -> dict[int, int]:
    """Columns as wide as their longest text, within reason; longer text wraps."""
    least, most = _WIDTHS
    longest: dict[int, int] = {0: 0}
    for block in blocks:
        for values in (block.columns, *block.rows) if block.rows else ():
            for column, value in enumerate(values):
                letters = len(value if isinstance(value, str) else str(value or ""))
                if letters > longest.get(column, -1):
                    longest[column] = letters
    return {column: min(max(n + 2, least), most) for column, n in longest.items()}


def _set_page(sheet: CellSheet, widths: Mapping[int, int], repeated: int) -> None:
    """Landscape A4, one page wide, the head repeated."""
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)


def without_times(content: bytes) -> bytes:
    """The same archive, each entry dated 1980 and the document's properties not at all."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = old.read(name)
            if name == "docProps/core.xml":
                entry = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", entry)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            new.writestr(info, entry)
    return buffer.getvalue()
