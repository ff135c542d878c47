"""What a file really is, whatever its name ends in, and whether it is safe to open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

from goldenthread.errors import Finding
from goldenthread.sources.compound import can_be_followed
from goldenthread.sources.place import Place
from goldenthread.sources.trial import survives

Kind = Literal["workbook", "text"]
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
ENDINGS = (*WORKBOOK_ENDINGS, *TEXT_ENDINGS)

LARGEST_FILE = 200_000_000
# A workbook of 100,000 rows unpacks to about 100 MB; real ones shrink ten- to thirtyfold.
LARGEST_UNPACKED = 600_000_000
LARGEST_SHRINKAGE, SHRINKAGE_MATTERS_FROM = 250, 50_000_000
# Readers hold a sheet as a full rectangle up to its last used row and column.
MOST_CELLS = 40_000_000

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|table|body|style)", re.IGNORECASE)
_DIMENSION = re.compile(rb'<dimension[^>]*\bref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_ROW = re.compile(rb'<row\b[^>]{0,300}?\br="(\d{1,7})"')
_WIDE = re.compile(rb' r="([A-Z]{2,3})\d')
# A cell that is not closed at once, so that it may hold something.
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>')
_CHUNK = 1 << 20


def identify(data: bytes, place: Place) -> Kind | Finding:
    """ "workbook" or "text", or the finding that says why the file cannot be read."""
    if not data:
        return _refuse(place, "empty-file", "the file is empty (0 bytes)", "Export it again.")
    if len(data) > LARGEST_FILE:
        message = f"the file is too large to read ({len(data) / 1e6:.0f} MB)"
        fix = "Export fewer columns or a shorter period."
        return _refuse(place, "too-large", message, fix, f"at most {LARGEST_FILE / 1e6:.0f} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return password_protected(place)
        sound = can_be_followed(data) and survives(data)
        return "workbook" if sound else not_a_spreadsheet(place)
    if data.startswith(b"PK"):
        return _check_archive(data, place)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        message = "the file is a web page (HTML), although its name says spreadsheet"
        fix = "Open it in Excel, then save it as an Excel workbook (.xlsx)."
        return _refuse(place, "html-as-spreadsheet", message, fix)
    if head.startswith(b"version https://git-lfs"):
        message = "the file is only a pointer to a file kept elsewhere (Git LFS)"
        return _refuse(place, "pointer-file", message, "Fetch the file itself.")
    if head.lstrip().startswith(b"<?xml"):
        message = "the file is XML, which is not read"
        fix = "Open it in Excel, then save it as an Excel workbook (.xlsx)."
        return _refuse(place, "not-a-spreadsheet", message, fix)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return not_a_spreadsheet(place)
    return "text"


def password_protected(place: Place) -> Finding:
    message = "the workbook is protected by a password"
    return _refuse(place, "password", message, "Save a copy without the password.")


def not_a_spreadsheet(place: Place) -> Finding:
    message = "the file is damaged, or is no spreadsheet"
    fix = "Open it in Excel; if that works, save it as an Excel workbook (.xlsx)."
    return _refuse(place, "not-a-spreadsheet", message, fix, "an Excel, OpenDocument or CSV file")


def _check_archive(data: bytes, place: Place) -> Kind | Finding:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                return password_protected(place)
            unpacked = sum(member.file_size for member in members)
            shrinkage = unpacked / max(1, len(data))
            if unpacked > LARGEST_UNPACKED or (
                unpacked > SHRINKAGE_MATTERS_FROM and shrinkage > LARGEST_SHRINKAGE
            ):
                return too_large(place, f"it would unpack to {unpacked / 1e6:,.0f} MB")
            if _is_encrypted_opendocument(archive):
                return password_protected(place)
            for member in members:
                is_sheet = re.match(r"xl/worksheets/[^/]+\.xml$", member.filename)
                if is_sheet and (cells := _cells_of(archive, member)) > MOST_CELLS:
                    return too_large(place, f"one sheet spans {cells:,} cells")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return not_a_spreadsheet(place)
    return "workbook"


def _is_encrypted_opendocument(archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)


def _cells_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """The rectangle up to the sheet's last filled cell, or somewhat more.

    What a sheet claims of itself is often far more than it holds: formatting a whole column is
    enough. So a large claim is looked into.
    """
    with archive.open(member) as sheet:
        claim = _DIMENSION.search(sheet.read(4096))
    if claim:
        claimed = _column_number(claim[1]) * int(claim[2])
        return claimed if claimed <= MOST_CELLS else _filled_extent(archive, member)
    last_row, last_column = 0, 26
    for piece in _pieces(archive, member):
        if found := _ROW.match(piece, max(0, piece.rfind(b"<row"))):
            last_row = max(last_row, int(found[1]))
        last_column = max([last_column, *map(_column_number, set(_WIDE.findall(piece)))])
    estimate = last_row * last_column
    return estimate if estimate <= MOST_CELLS else _filled_extent(archive, member)


def _filled_extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    last_row = last_column = 0
    for piece in _pieces(archive, member):
        filled = _FILLED.findall(piece)
        last_row = max([last_row, *(int(digits) for _, digits in filled)])
        columns = {letters for letters, _ in filled}
        last_column = max([last_column, *map(_column_number, columns)])
    return last_column * last_row


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet's text piece by piece, each cut after a cell."""
    rest = b""
    with archive.open(member) as sheet:
        while chunk := sheet.read(_CHUNK):
            piece, cut, rest = (rest + chunk).rpartition(b"<c ")
            rest = cut + rest
            yield piece
    yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def too_large(place: Place, detail: str) -> Finding:
    message = f"the workbook is too large to open safely: {detail}"
    fix = "Copy the table into a new workbook and save that."
    return _refuse(place, "too-large", message, fix, f"at most {MOST_CELLS:,} cells in a sheet")


def _refuse(place: Place, rule: str, message: str, fix: str, allowed: str = "") -> Finding:
    return place.finding("stop", rule, message, allowed=allowed, fix=fix)
