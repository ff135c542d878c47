"""Exports opened as grids of cells, to be changed and saved by a test.

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

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.sources.spec import Source

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
        yield [grid for grid in [_grid(path, "", rows, source)] if grid]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_as_text(value) for value in row] for row in rows)
        return
    book = load_workbook(path)
    grids = {}
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        grid = _grid(path, sheet.title, rows, source)
        if grid is not None:
            grids[sheet.title] = grid
    yield list(grids.values())
    for title, grid in grids.items():
        _write(book[title], grid.rows)
    book.save(path)


def _write(sheet: Worksheet, rows: list[list[object]]) -> None:
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row, 1):
            cell = sheet.cell(number, index)
            if cell.value != value:
                cell.value = value  # type: ignore[assignment]


def _grid(path: Path, sheet: str, rows: list[list[object]], source: Source) -> Grid | None:
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
    return Grid(path.name, sheet, rows, header, titles)


def plain(value: object) -> str:
    return " ".join(str(value if value is not None else "").split()).casefold().rstrip(":")


def _full(value: object) -> bool:
    return plain(value) != ""


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _matches(name: str, pattern: str) -> bool:
    return fnmatch.fnmatch(name.casefold(), pattern.casefold())
