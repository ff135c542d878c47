"""What an Excel sheet holds that its values do not show: formulas whose value was never saved,
colours instead of words, struck-out rows, comments, hidden rows.

The reader of values knows none of this. It is looked up in the parts of the .xlsx; a sheet of more
than `LARGEST_LOOKED_INTO` bytes is a program's export, in which nobody colours cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldenthread.sources.spelling import folded

if TYPE_CHECKING:
    import openpyxl

LARGEST_LOOKED_INTO = 20_000_000
Cells = frozenset[tuple[int, int]]  # Excel row, place of the column counted from 0

_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_UNSAVED = re.compile(
    r'<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*'
    r"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_FAILED = re.compile(r'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"')
_HIDDEN_ROW = re.compile(r'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_COMMENT = re.compile(r'<(?:threadedC|c)omment\b[^>]*?\bref="([A-Z]{1,3})(\d+)"')
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
_NO_COLOUR = frozenset({"00000000", "FFFFFFFF", "00FFFFFF"})


@dataclass(frozen=True, slots=True)
class Unseen:
    """`hidden` are Excel rows; the rest are cells."""

    unsaved: Cells = frozenset()
    failed: Cells = frozenset()  # #REF!, #DIV/0!: the reader of values gives a blank
    commented: Cells = frozenset()
    hidden: tuple[int, ...] = ()


class Parts:
    """The parts of an .xlsx, looked up when something is asked of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = set(self._archive.namelist())

    @property
    def from_1904(self) -> bool:
        """Whether the book counts days from 1904, as Excel for the Mac once did."""
        return re.search(r'\bdate1904="(?:1|true)"', self._text("xl/workbook.xml")) is not None

    @property
    def pivot_caches(self) -> int:
        return sum("/pivotCacheRecords" in name for name in self._names)

    @property
    def external_links(self) -> int:
        return sum(bool(re.fullmatch(r"xl/externalLinks/[^/]+\.xml", n)) for n in self._names)

    @property
    def may_strike_out(self) -> bool:
        return "<strike" in self._text("xl/styles.xml")

    def unseen(self, sheet: str) -> Unseen:
        part = self._part_of(sheet)
        text = self._text(part)
        if not text:
            return Unseen()
        comments = "".join(self._text(name) for name in self._related(part, "omment"))
        return Unseen(
            _positions(_UNSAVED, text) if "<f" in text else frozenset(),
            _positions(_FAILED, text) if 't="e"' in text else frozenset(),
            _positions(_COMMENT, comments),
            tuple(sorted({int(row) for row in _HIDDEN_ROW.findall(text)})),
        )

    def coloured(self, sheet: str, places: Collection[int]) -> Cells:
        """The cells without a value, in the columns at `places`, that have a colour."""
        if "solid" not in self._text("xl/styles.xml"):  # no fill is one of the book's styles
            return frozenset()
        return frozenset(
            (cell.row, cell.column - 1)
            for cell in self._styled(sheet, places)
            if cell.value is None and cell.has_style and _is_coloured(cell.fill)
        )

    def struck_out(self, sheet: str, places: Collection[int]) -> Cells:
        return frozenset(
            (cell.row, cell.column - 1)
            for cell in self._styled(sheet, places)
            if cell.value is not None and cell.has_style and cell.font.strike
        )

    def _styled(self, sheet: str, places: Collection[int]) -> Iterator[openpyxl.cell.Cell]:
        if not places or not self._text(self._part_of(sheet)):
            return
        # Imported where it is needed: a run on exports that were read before does without.
        from openpyxl import load_workbook

        try:
            book = load_workbook(io.BytesIO(self._data), read_only=True)
            found = [
                cell
                for row in book[sheet].iter_rows(
                    min_col=min(places) + 1, max_col=max(places) + 1, max_row=20_000
                )
                for cell in row
                if isinstance(getattr(cell, "column", None), int) and cell.column - 1 in places
            ]
        except Exception:
            # The values of the sheet are sound; this library takes offence at more than the reader
            # of values does, and then nothing is known of the colours.
            return
        yield from found

    def _part_of(self, sheet: str) -> str:
        relations = self._relations("xl/workbook.xml")
        for name, key in _SHEET.findall(self._text("xl/workbook.xml")):
            if folded(_plain(name)) == folded(sheet) and key in relations:
                return relations[key]
        return ""

    def _related(self, part: str, kind: str) -> list[str]:
        return [target for target in self._relations(part).values() if kind in target]

    def _relations(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        found = {}
        for relation in _RELATION.findall(self._text(f"{folder}/_rels/{name}.rels")):
            told = dict(_ATTRIBUTE.findall(relation))
            target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", "")))
            found[told.get("Id", "")] = target.lstrip("/")
        return found

    def _text(self, name: str) -> str:
        if name not in self._names:
            return ""
        if self._archive.getinfo(name).file_size > LARGEST_LOOKED_INTO:
            return ""
        try:
            return self._archive.read(name).decode("utf-8", errors="replace")
        except _DAMAGED:
            # The reader of values is more lenient than the archive's check: nothing is known then.
            return ""


def _plain(text: str) -> str:
    for sign, code in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(code, sign)
    return text.replace("&amp;", "&")


def _positions(pattern: re.Pattern[str], text: str) -> Cells:
    return frozenset((int(row), _place(letters)) for letters, row in pattern.findall(text))


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _is_coloured(fill: openpyxl.styles.PatternFill) -> bool:
    if fill is None or fill.fill_type != "solid":
        return False
    colour = fill.fgColor
    if colour.type == "theme":
        return bool(colour.theme != 0)
    return colour.type == "rgb" and colour.rgb not in _NO_COLOUR
