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

_SPOKEN = ("/Alt", "/ActualText", "/T", "/Desc")
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{300,}")


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
    yield f"{name}!objects", _strings(reader)
    for attached, contents in reader.attachments.items():
        for part in contents:
            yield from texts_of(f"{name}!{attached}", part)


def _strings(reader: PdfReader) -> str:
    """Alternative texts, titles and other strings of the document's structure."""
    found = []
    for number in sorted(reader.xref.get(0, {})) + sorted(reader.xref_objStm):
        item = reader.get_object(number)
        if isinstance(item, dict):
            found += [
                str(item[key]) for key in ("/Alt", "/ActualText", "/T", "/Desc") if key in item
            ]
    return "\n".join(found)


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
