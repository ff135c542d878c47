"""How much an Excel workbook asks of whoever opens it, found out before it is opened.

A reader holds a sheet as a full rectangle up to its last filled cell, and takes room for as many
texts as a part says it has. A few hundred bytes can so ask for more memory than there is.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

# A rectangle takes 40 bytes a cell, a filled cell about 80: together less than 1 GB.
MOST_CELLS = 12_000_000
LARGEST_SHEET = 300_000_000
# Excel allows 32,767 signs in a cell.
LONGEST_TEXT = 1_000_000

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TEXTS = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_LONG_ROW = re.compile(rb'<row\b[^>]{0,300}?\br="(\d{5,7})"')
_FAR_CELL = re.compile(rb' r="[A-Z]{1,3}(\d{6,7})"')
_WIDE = re.compile(rb' r="([A-Z]{2,3})\d')
# A row, or a cell; one that is closed at once holds nothing.
_ROW_OR_CELL = re.compile(
    rb'(?P<row><row\b(?:[^>]*?\br="(?P<at>\d{1,7})")?[^>]*>)'
    rb'|<c\b(?:[^>]*?\br="(?P<letters>[A-Z]{1,3})(?P<digits>\d{1,7})")?[^>]*>'
)
_CLAIM = re.compile(rb'\buniqueCount="(\d+)"')
_SMALLEST_TEXT = len("<si/>")
_CHUNK = 1 << 20
_UNSAID_ROWS = 9_999  # row numbers of fewer than five digits are not looked for


def too_much(archive: zipfile.ZipFile) -> str:
    """What is too large in the workbook, in words; "" where nothing is."""
    for member in archive.infolist():
        name = member.filename.lstrip("/")
        if _SHEET.fullmatch(name):
            if member.file_size > LARGEST_SHEET:
                return f"one sheet is {member.file_size / 1e6:,.0f} MB of text"
            if (cells := _cells_of(archive, member)) > MOST_CELLS:
                return f"one sheet spans {cells:,} cells"
        elif _TEXTS.fullmatch(name) and (detail := _texts_too_long(archive, member)):
            return detail
    return ""


def _texts_too_long(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    since = 0
    for piece in _pieces(archive, member, b"<"):
        if claim := _CLAIM.search(piece):
            claimed = int(claim[1])
            if claimed > member.file_size // _SMALLEST_TEXT:
                return f"it claims {claimed:,} texts"
        since = 0 if b"<" in piece else since + len(piece)
        if max(since, len(piece) - piece.rfind(b"<")) > LONGEST_TEXT:
            return "one text is longer than a cell can hold"
    return ""


def _cells_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """The rectangle up to the sheet's last filled cell, or somewhat more.

    What a sheet claims of itself is not asked: it may be far more than it holds, or far less.
    """
    rows, last_row, columns = 0, _UNSAID_ROWS, {b"Z"}
    for piece in _pieces(archive, member, b"<c "):
        rows += piece.count(b"<row")
        for far in (*_LONG_ROW.findall(piece), *set(_FAR_CELL.findall(piece))):
            last_row = max(last_row, int(far))
        columns |= set(_WIDE.findall(piece))
    estimate = max(rows, last_row) * max(map(_column_number, columns))
    return estimate if estimate <= MOST_CELLS else _filled_extent(archive, member)


def _filled_extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """The same from every cell. A cell or row that does not say where it is stands after the one
    before it."""
    last_row = last_column = row = column = 0
    for piece in _pieces(archive, member, b"<c "):
        for found in _ROW_OR_CELL.finditer(piece):
            if found["row"] is not None:
                row, column = int(found["at"] or row + 1), 0
                continue
            column = _column_number(found["letters"]) if found["letters"] else column + 1
            if not found[0].endswith(b"/>"):
                last_row = max(last_row, int(found["digits"] or row))
                last_column = max(last_column, column)
    return last_column * last_row


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, cut_at: bytes) -> Iterator[bytes]:
    """A part's text piece by piece, each cut before `cut_at`."""
    rest = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            piece, cut, rest = (rest + chunk).rpartition(cut_at)
            rest = cut + rest
            yield piece
            if len(rest) > 4 * _CHUNK:  # nowhere to cut it
                yield rest
                rest = b""
    yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
