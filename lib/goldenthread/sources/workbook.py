"""Any spreadsheet as plain rows, with the row numbers that Excel shows."""

from __future__ import annotations

import csv
import fnmatch
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from goldenthread.errors import Finding
from goldenthread.sources.cell import Cell
from goldenthread.sources.container import (
    identify,
    not_a_spreadsheet,
    password_protected,
    too_large,
)
from goldenthread.sources.delimited import Delimited, open_delimited
from goldenthread.sources.delimited_columns import read_columns
from goldenthread.sources.place import Place
from goldenthread.sources.records import Records, from_rows
from goldenthread.sources.spelling import folded
from goldenthread.sources.unseen import Parts


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows[0]` is Excel's row 1; every row is `width` cells wide, a blank is "".

    `merges` are rectangles (top, left, bottom, right), counted from 0.
    """

    sheet: str
    rows: list[list[Cell]]
    width: int
    merges: tuple[tuple[int, int, int, int], ...] = ()
    from_1904: bool = False  # a number in a column of dates counts its days from 1904


@dataclass(frozen=True, slots=True)
class SheetName:
    name: str
    hidden: bool


class Workbook:
    """An opened file: its sheets, read one by one when they are asked for."""

    def __init__(
        self,
        place: Place,
        names: tuple[SheetName, ...],
        opened: object,
        parts: Parts | None = None,
    ) -> None:
        self.place = place
        self.parts = parts
        self.sheets = names
        self._opened = opened
        self._read: dict[str, Grid | Finding] = {}

    @property
    def visible(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets if not sheet.hidden)

    def matching(self, patterns: Iterable[str]) -> tuple[str, ...]:
        """The sheets, hidden ones too, whose names fit one of `patterns`, whatever their case."""
        wanted = [folded(pattern) for pattern in patterns]
        return tuple(
            sheet.name
            for sheet in self.sheets
            if any(fnmatch.fnmatchcase(folded(sheet.name), pattern) for pattern in wanted)
        )

    def grid(self, sheet: str) -> Grid | Finding:
        if sheet not in self._read:
            self._read[sheet] = self._load(sheet)
        return self._read[sheet]

    def top(self, sheet: str) -> Grid | Finding:
        """The sheet, or of a long text file no more than the part that may hold its header."""
        if isinstance(self._opened, Delimited) and (top := self._opened.top()) is not None:
            return _text_grid(top)
        return self.grid(sheet)

    def records(self, sheet: str, first: int) -> Records | Finding:
        """The rows from row `first` on, counted from 0."""
        if isinstance(self._opened, Delimited) and self._opened.is_long:
            columns = read_columns(self._opened, first)
            if columns is not None:
                return columns
        grid = self.grid(sheet)
        return grid if isinstance(grid, Finding) else from_rows(grid.rows, first)

    def close(self) -> None:
        """Everything that was read is let go: a drop may hold more than memory does."""
        self._opened = self.parts = None
        self._read.clear()

    def _load(self, sheet: str) -> Grid | Finding:
        if isinstance(self._opened, Delimited):
            try:
                return _text_grid(list(self._opened.records()))
            except csv.Error:
                return not_a_spreadsheet(self.place)
        try:
            found = self._opened.get_sheet_by_name(sheet)  # type: ignore[attr-defined]
            rows = found.to_python(skip_empty_area=False)
            merges = found.merged_cell_ranges or ()
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic of the reader is no Exception
            return _refusal(error, self.place.on(sheet))
        width = max(map(len, rows), default=0)
        from_1904 = self.parts is not None and self.parts.from_1904
        return Grid(sheet, rows, width, tuple((*start, *end) for start, end in merges), from_1904)


def open_workbook(data: bytes, place: Place, path: Path | None = None) -> Workbook | Finding:
    """The spreadsheet in `data`, or the one finding that says why it cannot be read.

    `path` is where the data came from: the name's ending helps to say what is wrong.
    """
    kind = identify(data, place)
    if isinstance(kind, Finding):
        return kind
    if kind == "text":
        return _from_text(data, place)
    try:
        opened = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(
            SheetName(sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible)
            for sheet in opened.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        return _refusal(_said_of_the_name(path) or error, place)
    return Workbook(place, sheets, opened, _parts(data))


def _parts(data: bytes) -> Parts | None:
    """The parts of an .xlsx or .xlsm; other files are not looked behind."""
    try:
        return Parts(data) if data.startswith(b"PK") else None
    except zipfile.BadZipFile:
        return None


def _said_of_the_name(path: Path | None) -> BaseException | None:
    """What is wrong with the file when it is opened as what its name says it is; of bytes alone
    the reader only says that no format fits."""
    try:
        if path is not None:
            calamine.CalamineWorkbook.from_path(str(path))
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        return error
    return None


def _refusal(error: BaseException, place: Place) -> Finding:
    if isinstance(error, calamine.PasswordError):
        return password_protected(place)
    if isinstance(error, MemoryError) or "limit exceeded" in str(error).casefold():
        return too_large(place, "one sheet spans too many cells")
    return not_a_spreadsheet(place)


def _from_text(data: bytes, place: Place) -> Workbook | Finding:
    try:
        opened = open_delimited(data)
    except csv.Error:
        return not_a_spreadsheet(place)
    book = Workbook(place, (SheetName("", hidden=False),), opened)
    top = book.top("")
    return top if isinstance(top, Finding) else book


def _text_grid(records: Sequence[Sequence[str]]) -> Grid:
    width = max(map(len, records), default=0)
    rows: list[list[Cell]] = [
        [*record, *[""] * (width - len(record))] if len(record) < width else list(record)
        for record in records
    ]
    return Grid("", rows, width)
