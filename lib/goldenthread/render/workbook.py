"""The evidence workbook: an Excel file whose bytes depend on its content alone.

Text from an export is data: what begins like a formula is stored as text and marked so, and Excel
shows it as it was typed. The file carries no time, neither in its properties nor in its archive.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | dt.date | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say
_WIDTHS = (10, 38)
_LINE_HEIGHT = 15  # points, of Calibri 11
_INK, _QUIET, _LINE = "1F2937", "4B5563", "D6DBE1"
_FONT = "Calibri"
_TITLE = Font(name=_FONT, size=14, bold=True, color=_INK)
_HEADING = Font(name=_FONT, size=11, bold=True, color=_INK)
_PLAIN = Font(name=_FONT, size=11, color=_INK)
_NOTE = Font(name=_FONT, size=10, color=_QUIET)
_LINK = Font(name=_FONT, size=11, color="1D4F8C", underline="single")
_RULED = Border(bottom=Side(style="thin", color=_LINE))
_HEADED = Border(bottom=Side(style="medium", color=_INK))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# The same three colours as on the page, always beside the word.
_RATINGS = {
    "Green": ("0B6B3A", "E3F2E8"),
    "Amber": ("7A4B00", "FDF0D0"),
    "Red": ("A3141E", "FBE4E4"),
}


class _InOrder(MultiCellRange):  # type: ignore[misc]  # openpyxl has no types
    """Merged cells in the order of the sheet: openpyxl writes them in that of a set."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.sorted())


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
    workbook = Workbook()
    workbook.properties.title = _legal(book.title)
    workbook.properties.creator = _legal(book.author)
    names = sheet_names(sheet.name for sheet in book.sheets)
    contents = workbook.active
    contents.title = "Contents"
    _write_contents(contents, book, names)
    for name, sheet in zip(names, book.sheets, strict=True):
        _write_sheet(workbook.create_sheet(name), sheet)
    buffer = BytesIO()
    workbook.save(buffer)
    return _without_times(buffer.getvalue())


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: at most 31 letters, none of `[]:*?/\\`, each used once."""
    names: list[str] = []
    taken = {"contents", "history"}  # Excel keeps the second for itself
    for text in wanted:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).strip(" '")[:31] or "Sheet"
        name, number = base, 2
        while name.casefold() in taken:
            tail = f" ({number})"
            name, number = base[: 31 - len(tail)] + tail, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _write_contents(page: Worksheet, book: Book, names: Sequence[str]) -> None:
    row = _write_head(page, book.title, book.facts) + 1
    lines = tuple((name, *line) for name, line in zip(names, book.lines, strict=True))
    _write_table(page, row, Block("", ("Sheet", *book.columns), lines))
    for offset, name in enumerate(names, 1):
        cell = page.cell(row + offset, 1)
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, location=f"'{name.replace(chr(39), chr(39) * 2)}'!A1"
        )
        cell.font = _LINK
    page.freeze_panes = f"A{row + 1}"
    _fit_facts(page, len(book.facts))
    _set_page(page, row)


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    row = _write_head(page, sheet.title, sheet.facts) + 1
    for block in sheet.blocks:
        put(page.cell(row, 1), block.heading, _HEADING)
        if block.rows:
            row = _write_table(page, row + 1, block) + 1
        else:
            put(page.cell(row + 1, 1), block.note, _NOTE)
            row += 3
    # The title stays in sight; the tables below it have headers of their own.
    page.freeze_panes = "A2"
    _fit_facts(page, len(sheet.facts))
    _set_page(page, 1)


def _write_head(page: Worksheet, title: str, facts: Sequence[tuple[str, Value]]) -> int:
    """Title and facts; the first free row after them."""
    put(page.cell(1, 1), title, _TITLE)
    page.row_dimensions[1].height = 24
    for row, (label, value) in enumerate(facts, 2):
        put(page.cell(row, 1), label, _HEADING).alignment = _WRAPPED
        _shade(put(page.cell(row, 2), value, _PLAIN))
    return len(facts) + 2


def _fit_facts(page: Worksheet, count: int) -> None:
    """Let each fact run over the columns of the tables, as high as it then needs to be."""
    page.merged_cells = _InOrder()
    last = min(max(page.max_column, 2), 6)
    widths = [page.column_dimensions[get_column_letter(c)].width for c in range(2, last + 1)]
    for row in range(2, count + 2):
        text = str(page.cell(row, 2).value or "")
        lines = sum(max(1, math.ceil(len(line) / sum(widths))) for line in text.split("\n"))
        page.merge_cells(start_row=row, start_column=2, end_row=row, end_column=last)
        page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        page.row_dimensions[row].height = _LINE_HEIGHT * lines


def _write_table(page: Worksheet, top: int, block: Block) -> int:
    """Header and rows from row `top` on; the first free row after them."""
    for column, title in enumerate(block.columns, 1):
        cell = put(page.cell(top, column), title, _HEADING)
        cell.border, cell.alignment = _HEADED, Alignment(wrap_text=True, vertical="bottom")
    formats = (*block.formats, *("" for _ in block.columns))
    for row, values in enumerate(block.rows, top + 1):
        for column, value in enumerate(values, 1):
            cell = _shade(put(page.cell(row, column), value, _PLAIN))
            cell.border, cell.alignment = _RULED, _WRAPPED
            if formats[column - 1] and isinstance(value, int | float):
                cell.number_format = formats[column - 1]
            elif isinstance(value, dt.date):
                cell.number_format = "d mmmm yyyy"
    _widen(page, (block.columns, *block.rows))
    return top + len(block.rows) + 1


def put(cell: Cell, value: Value, font: Font) -> Cell:
    """Write a value so that Excel takes it for what it is: text is never a formula."""
    cell.value = _legal(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    cell.font = font
    return cell


def _legal(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def _shade(cell: Cell) -> Cell:
    if cell.value in _RATINGS:
        ink, wash = _RATINGS[cell.value]
        cell.font = Font(name=_FONT, size=11, bold=True, color=ink)
        cell.fill = PatternFill("solid", fgColor=wash)
    return cell


def _widen(page: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    """Columns as wide as their longest text, within reason; longer text wraps."""
    least, most = _WIDTHS
    for values in rows:
        for column, value in enumerate(values, 1):
            dimension = page.column_dimensions[get_column_letter(column)]
            needed = min(max(len(str(value or "")) + 2, least), most)
            dimension.width = max(dimension.width if dimension.customWidth else least, needed)


def _set_page(page: Worksheet, repeated_to: int) -> None:
    """Landscape A4, one page wide, the head repeated."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{repeated_to}:{repeated_to}"
    page.sheet_view.showGridLines = False


def _without_times(content: bytes) -> bytes:
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
