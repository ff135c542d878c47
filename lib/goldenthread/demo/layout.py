"""Laying out spreadsheets as schools' systems print them, and writing the same bytes every time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from goldenthread.sources.spec import Source

SYNTHETIC = "Synthetic data, made by Golden Thread's generator"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip member can carry

Cell = str | int | float | dt.date | dt.datetime | None
Row = Mapping[Any, Cell]  # by column, by item of a listed block, or by header of another block


class Subtotal(dict[Any, Cell]):
    """A row that a person added up, printed in bold."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one school's system prints a source: spellings, columns left out, how dates look."""

    names: Mapping[str, str] = field(default_factory=dict)
    omit: frozenset[str] = frozenset()
    dates: str | None = None  # a pattern for dates as text; None for real dates of Excel


PLAIN = Dialect()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one sheet, and which of them are bold."""

    name: str
    lines: tuple[tuple[Cell, ...], ...]
    bold: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """One export: a workbook, or a CSV file where the name ends so (then of one sheet)."""

    file: str
    source: str
    sheets: tuple[Sheet, ...]


def lay_out(
    source: Source,
    rows: Iterable[Row],
    *,
    name: str = "Sheet1",
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    dialect: Dialect = PLAIN,
    across: Sequence[str | dt.date] = (),
) -> Sheet:
    """A sheet with the declared headers; an empty row stays a blank line.

    `across` heads the columns of a block that the source declares as "others" or "dates". A column
    that the source can do without is left out where no row has a cell for it.
    """
    rows = list(rows)
    keys = _keys(source, rows, dialect)
    headers: list[Cell] = [_header(source, str(key), dialect) for key in keys]
    if source.unpivot and source.unpivot.columns == "listed":
        keys += source.unpivot.items
        headers += [item.title for item in source.unpivot.items.values()]
    keys += across
    headers += across
    lines: list[tuple[Cell, ...]] = [(text,) for text in above]
    if above:
        lines.append(())
    bold = {0, len(lines)} if above else {0}
    lines.append(tuple(headers))
    for row in rows:
        _no_stranger(source, row, keys, dialect)
        if isinstance(row, Subtotal):
            bold.add(len(lines))
        lines.append(tuple(_printed(row.get(key), dialect) for key in keys) if row else ())
    if below:
        lines += [(), *((text,) for text in below)]
    return Sheet(name, tuple(lines), frozenset(bold))


def _keys(source: Source, rows: Sequence[Row], dialect: Dialect) -> list[Hashable]:
    kept = [key for key in source.columns if key not in dialect.omit]
    if not rows:
        return list(kept)
    given = {key for row in rows for key in row}
    return [key for key in kept if key in given or source.columns[key].required]


def heading(title: str, printed: dt.date) -> tuple[str, str, str]:
    """The rows that a system prints above its table."""
    return title, f"Printed {printed:%d/%m/%Y}", SYNTHETIC


def notes(name: str, lines: Sequence[Sequence[Cell]]) -> Sheet:
    """A sheet of words or of figures that no source declares."""
    return Sheet(name, tuple(tuple(line) for line in lines), frozenset({0}))


def write(book: Book, folder: Path, made: dt.date) -> Path:
    """The path of the written export; `made` stands in its properties instead of the clock."""
    path = folder / book.file
    path.write_bytes(_csv(book) if path.suffix == ".csv" else _workbook(book, made))
    return path


def _header(source: Source, key: str, dialect: Dialect) -> str:
    column = source.columns[key]
    spelling = dialect.names.get(key, column.title)
    if spelling not in (column.title, *column.aliases):
        message = f"{source.source}: {spelling!r} is no declared title of {key!r}"
        raise ValueError(message)
    return spelling


def _no_stranger(source: Source, row: Row, keys: Sequence[Hashable], dialect: Dialect) -> None:
    strangers = set(row) - set(keys) - dialect.omit
    if strangers:
        message = f"{source.source}: a row has cells for no column: {sorted(map(str, strangers))}"
        raise ValueError(message)


def _printed(cell: Cell, dialect: Dialect) -> Cell:
    if dialect.dates and isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        return cell.strftime(dialect.dates)
    return cell


def _csv(book: Book) -> bytes:
    (sheet,) = book.sheets
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in sheet.lines:
        writer.writerow(["" if cell is None else cell for cell in line])
    return text.getvalue().encode("utf-8-sig")  # as Excel saves "CSV UTF-8"


def _workbook(book: Book, made: dt.date) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in book.sheets:
        _fill(workbook.create_sheet(sheet.name), sheet)
    properties = workbook.properties
    properties.title, properties.description = book.file, SYNTHETIC
    properties.creator = "Golden Thread's generator"
    properties.created = dt.datetime.combine(made, dt.time())
    raw = io.BytesIO()
    workbook.save(raw)
    return _timeless(raw, made)


def _fill(target: object, sheet: Sheet) -> None:
    widths: dict[int, int] = {}
    for number, line in enumerate(sheet.lines):
        for column, value in enumerate(line, start=1):
            if value is None:
                continue
            cell = target.cell(number + 1, column, value)  # type: ignore[attr-defined]
            if isinstance(value, dt.datetime):
                cell.number_format = "m/d/yy h:mm:ss"
            elif isinstance(value, dt.date):
                cell.number_format = "dd/mm/yyyy"
            if number in sheet.bold:
                cell.font = Font(bold=True)
            if len(line) > 1:
                widths[column] = max(widths.get(column, 8), min(len(str(value)) + 2, 44))
    for column, width in widths.items():
        target.column_dimensions[get_column_letter(column)].width = width  # type: ignore[attr-defined]


def _timeless(raw: io.BytesIO, made: dt.date) -> bytes:
    """The workbook without the clock: openpyxl stamps the time of saving in two places."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                stamp = f">{made.isoformat()}T00:00:00Z</dcterms:modified>".encode()
                content = re.sub(rb">[^<]*</dcterms:modified>", stamp, content)
            entry = zipfile.ZipInfo(member.filename, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return fixed.getvalue()
