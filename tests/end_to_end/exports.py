"""Exports opened as grids of cells, to be changed and saved by a test; or the exports of a whole
drop, as its generator makes them.

Deliberately knows nothing of how the suite reads a file: a column is found by its declared titles
alone, so that a fault of the reader cannot hide from the test.
"""

from __future__ import annotations

import csv
import datetime as dt
import fnmatch
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from goldenthread.demo.profile import Demo
from goldenthread.demo.writing import made_books
from goldenthread.sources.spec import Source

_DAY, _MOMENT = "dd/mm/yyyy", "m/d/yy h:mm:ss"  # as Excel shows them
TITLES_WITHIN = 25  # rows from the top in which the line of titles is looked for


@dataclass
class Grid:
    """One sheet: `rows` as they stand (the first is row 1 of Excel); `header` is an index."""

    file: str
    sheet: str
    rows: list[list[object]]
    header: int
    titles: dict[str, int]  # column of the source -> index

    def body(self) -> range:
        """Indexes of the rows below the titles that hold anything."""
        last = max((i for i, row in enumerate(self.rows) if any(_full(v) for v in row)), default=0)
        return range(self.header + 1, last + 1)

    def get(self, row: int, column: str) -> object:
        values, index = self.rows[row], self.titles[column]
        return values[index] if index < len(values) else None

    def put(self, row: int, column: str, value: object) -> None:
        index = self.titles[column]
        self.rows[row] += [None] * (index + 1 - len(self.rows[row]))
        self.rows[row][index] = value

    def add_column(self, name: str, title: str) -> None:
        """A further column at the right, empty but for its title."""
        self.titles[name] = max(len(row) for row in self.rows)
        self.put(self.header, name, title)

    def add_row(self, **values: object) -> None:
        row = self.body().stop
        self.rows.insert(row, [])
        for name, value in values.items():
            self.put(row, name, value)


def exports_of(folder: Path, source: Source) -> list[Path]:
    """The files in `folder` that hold the source, by its patterns."""
    return [p for p in sorted(folder.iterdir()) if any(_matches(p.name, f) for f in source.files)]


@contextmanager
def opened(path: Path, source: Source) -> Iterator[list[Grid]]:
    """The sheets of a file that hold the source's titles; saved with every change at the end."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        rows: list[list[object]] = [list(row) for row in csv.reader(io.StringIO(text))]
        yield [grid for grid in [_grid(path.name, "", rows, source)] if grid]
        _write_text(path, rows)
        return
    book = load_workbook(path)
    grids = {}
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        grid = _grid(path.name, sheet.title, rows, source)
        if grid is not None:
            grids[sheet.title] = grid
    yield list(grids.values())
    for title, grid in grids.items():
        _write(book[title], grid.rows)
    book.save(path)


class DropExports:
    """Every export of a demo's drop, written once, with whatever was changed in its grids. To read
    the committed workbooks and write them again takes three times as long."""

    def __init__(self, demo: Demo, drop: str) -> None:
        (chosen,) = (each for each in demo.drops if each.id == drop)
        books = made_books(demo, chosen, demo.seed)
        self._sheets: dict[str, dict[str, list[list[object]]]] = {
            file: {sheet.name: [list(line) for line in sheet.lines] for sheet in book.sheets}
            for file, book in books.items()
        }

    def files_of(self, source: Source) -> list[str]:
        """The files that hold the source, by its patterns."""
        return [f for f in sorted(self._sheets) if any(_matches(f, p) for p in source.files)]

    def grids(self, file: str, source: Source) -> list[Grid]:
        """The sheets of a file that hold the source's titles."""
        found = (_grid(file, name, rows, source) for name, rows in self._sheets[file].items())
        return [grid for grid in found if grid is not None]

    def write(self, folder: Path) -> None:
        """Into a folder that holds the drop's files as they were, and no others."""
        assert {path.name for path in folder.iterdir()} == {"drop.yml", *self._sheets}
        for file, sheets in self._sheets.items():
            if file.endswith(".csv"):
                (rows,) = sheets.values()
                _write_text(folder / file, rows)
                continue
            with Workbook(folder / file) as book:
                day, moment = (book.add_format({"num_format": f}) for f in (_DAY, _MOMENT))
                for name, rows in sheets.items():
                    _fill(book.add_worksheet(name), rows, day, moment)


def _fill(sheet: Any, rows: list[list[object]], day: Any, moment: Any) -> None:
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if isinstance(value, dt.date):
                has_time = isinstance(value, dt.datetime) and value.time() != dt.time()
                sheet.write(number, index, value, moment if has_time else day)
            elif isinstance(value, str):
                sheet.write_string(number, index, value)
            elif value is not None:
                sheet.write(number, index, value)


def _write(sheet: Worksheet, rows: list[list[object]]) -> None:
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row, 1):
            cell = sheet.cell(number, index)
            if cell.value != value:
                cell.value = value  # type: ignore[assignment]


def _write_text(path: Path, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_as_text(value) for value in row] for row in rows)


def _grid(file: str, sheet: str, rows: list[list[object]], source: Source) -> Grid | None:
    names = {
        plain(title): name
        for name, column in source.columns.items()
        for title in (column.title, *column.aliases)
    }
    known = [sum(plain(value) in names for value in row) for row in rows[:TITLES_WITHIN]]
    if not known or max(known) < 2:
        return None
    header = known.index(max(known))
    titles = {
        names[plain(v)]: i for i, v in reversed(list(enumerate(rows[header]))) if plain(v) in names
    }
    return Grid(file, sheet, rows, header, titles)


def plain(value: object) -> str:
    return " ".join(str(value if value is not None else "").split()).casefold().rstrip(":")


def _full(value: object) -> bool:
    return plain(value) != ""


def _as_text(value: object) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _matches(name: str, pattern: str) -> bool:
    return fnmatch.fnmatch(name.casefold(), pattern.casefold())
