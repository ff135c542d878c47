"""Everything that a run leaves, as text: what a reader, a search engine or a thief could find."""

from __future__ import annotations

import functools
import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from openpyxl import load_workbook
from pypdf import PdfReader

_BASE64 = re.compile(r"[A-Za-z0-9+/=]{300,}")
# A string of a PDF: in brackets, which may hold others in pairs, or in hexadecimal digits.
_INNER = rb"\((?:[^\\()]+|\\.)*\)"
_STRING = re.compile(rb"\(((?:[^\\()]+|\\.|" + _INNER + rb")*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of every file under `folder`, or of the one file that it is: archives and
    PDFs opened, metadata included."""
    paths = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    for path in paths:
        name = path.name if path == folder else str(path.relative_to(folder))
        yield from texts_of(name, path.read_bytes())


@functools.cache
def pages_of(path: Path) -> list[str]:
    """The text of each page of a PDF; slow, so each is read once."""
    return list(_printed(path.read_bytes()))


@functools.cache
def _printed(content: bytes) -> tuple[str, ...]:
    """By Poppler where it is installed, which takes a twentieth of the time."""
    if shutil.which("pdftotext") is None:
        return tuple(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    said = subprocess.run(
        ["pdftotext", "-q", "-", "-"], input=content, capture_output=True, check=True
    )
    return tuple(said.stdout.decode("utf-8").split("\f")[:-1])


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, name
    if content[:4] == b"%PDF":
        yield from _texts_of_pdf(name, content)
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from texts_of(f"{name}!{member}", archive.read(member))
    else:
        # Without fonts and pictures, whose letters are chance.
        text = _BASE64.sub("", content.decode("utf-8", errors="replace"))
        yield name, text
        if name.endswith((".html", ".xml", ".svg")):
            # As a person reads it: without tags, so that a name split by markup is found.
            yield name, html.unescape(re.sub(r"<[^>]+>", "", text))
            yield name, html.unescape(re.sub(r"<[^>]+>", " ", text))


def _texts_of_pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    reader = PdfReader(io.BytesIO(content))
    for number, text in enumerate(_printed(content), 1):
        yield f"{name}!page {number}", text
        # A word broken at the end of a line or a cell.
        yield f"{name}!page {number}", re.sub(r"[-\u00ad\u2010]?\s+", "", text)
    packet = reader.trailer["/Root"].get("/Metadata")
    xmp = packet.get_object().get_data().decode("utf-8", "replace") if packet else ""
    yield f"{name}!metadata", repr(reader.metadata) + xmp
    yield f"{name}!outline", repr(reader.outline)
    yield f"{name}!objects", _strings(content, reader)
    for attached, contents in reader.attachments.items():
        for part in contents:
            yield from texts_of(f"{name}!{attached}", part)


def _strings(content: bytes, reader: PdfReader) -> str:
    """Alternative texts, titles and every other string of the document's structure, whether its
    objects lie open in the file or packed in streams. Read as bytes: to build every object first
    takes ten times as long."""
    packed = {stream for stream, _ in reader.xref_objStm.values()}
    parts = [_STREAM.sub(b"", content)]
    parts += [reader.get_object(number).get_data() for number in sorted(packed)]
    return "\n".join(_decoded(match) for part in parts for match in _STRING.finditer(part))


def _decoded(match: re.Match[bytes]) -> str:
    """A string as a reader's tools show it."""
    if match[2] is not None:
        digits = b"".join(match[2].split())
        content = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        content = _ESCAPED.sub(_unescaped, match[1])
    if content[:2] == b"\xfe\xff":
        return content[2:].decode("utf-16-be", "replace")
    return content.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign.isdigit() and max(sign) < ord("8"):
        return bytes([int(sign, 8) % 256])
    return b"" if sign[-1:] == b"\n" else _CONTROL.get(sign, sign)


def find(folder: Path, patterns: Iterable[str]) -> list[str]:
    """`file: text` for each place under `folder` where one of the patterns is met."""
    wanted = re.compile("|".join(patterns), re.IGNORECASE)
    found = (
        f"{name}: {match[0]}" for name, text in texts(folder) for match in wanted.finditer(text)
    )
    return list(dict.fromkeys(found))


def words_of(path: Path) -> str:
    """What a person reads in a report, in whichever form; no markup, style or coordinate."""
    if path.suffix == ".pdf":
        return "\n".join(pages_of(path))
    if path.suffix == ".xlsx":
        sheets = load_workbook(path, read_only=True).worksheets
        return "\n".join(str(v) for s in sheets for row in s.values for v in row if v is not None)
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        data = [o.get("data", {}) for cell in cells for o in cell.get("outputs", ())]
        return "\n".join(
            f"{d.get('text/plain', '')}\n{_read(d.get('text/html', ''))}" for d in data
        )
    return _read(path.read_text("utf-8"))


def _read(markup: str) -> str:
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", markup, flags=re.DOTALL))
