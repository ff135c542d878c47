"""What a file really is, whatever its name ends in, and whether it is safe to open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from goldenthread.errors import Finding
from goldenthread.sources.compound import can_be_followed
from goldenthread.sources.extent import MOST_CELLS, too_much
from goldenthread.sources.place import Place
from goldenthread.sources.trial import survives

Kind = Literal["workbook", "text"]
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
ENDINGS = (*WORKBOOK_ENDINGS, *TEXT_ENDINGS)

LARGEST_FILE = 200_000_000
# A workbook of 100,000 rows unpacks to about 100 MB; real ones shrink ten- to thirtyfold.
LARGEST_UNPACKED = 500_000_000
LARGEST_SHRINKAGE, SHRINKAGE_MATTERS_FROM = 250, 50_000_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# The book of an .xlsx or .xlsm; an .ods and an .xlsb are opened on trial first.
_EXCEL_BOOK = "workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|table|body|style)", re.IGNORECASE)


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
            if detail := too_much(archive):
                return too_large(place, detail)
            excel = any(member.filename.endswith(_EXCEL_BOOK) for member in members)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return not_a_spreadsheet(place)
    return "workbook" if excel or survives(data) else not_a_spreadsheet(place)


def _is_encrypted_opendocument(archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)


def too_large(place: Place, detail: str) -> Finding:
    message = f"the workbook is too large to open safely: {detail}"
    fix = "Copy the table into a new workbook and save that."
    return _refuse(place, "too-large", message, fix, f"at most {MOST_CELLS:,} cells in a sheet")


def _refuse(place: Place, rule: str, message: str, fix: str, allowed: str = "") -> Finding:
    return place.finding("stop", rule, message, allowed=allowed, fix=fix)
