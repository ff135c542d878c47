"""What holds of a drop that was read, whatever was done to its files."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pandas as pd
from mutations import MARKERS
from originals import NORTH, PLANTED, SOUTH

from goldenthread.sources.drop_tables import DropTables
from goldenthread.sources.header import find_header
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, Absent, Table
from goldenthread.sources.workbook import Grid, Workbook, open_workbook

_NUMBERS = ("whole", "number", "percent", "money", "year_group")
_DAYS = ("date", "datetime", "month", "due")
_DTYPES = {
    **dict.fromkeys(("whole", "year_group"), "Int64"),
    **dict.fromkeys(("number", "percent", "money"), "float64"),
    **dict.fromkeys(_DAYS, "datetime64[us]"),
    "yes_no": "boolean",
}
_MARKERS = {marker.casefold() for marker in MARKERS}


def broken(drop: DropTables, files: dict[str, bytes], spoilt: str) -> Iterator[str]:
    """A sentence for each promise that is not kept."""
    yield from _findings(drop, files)
    for name, table in drop.tables.items():
        if isinstance(table, Absent):
            if not table.reason:
                yield f"{name} is absent without a reason"
            continue
        yield from _types(table)
        yield from _places(table, files)
    for table in drop.tables.values():
        if isinstance(table, Table) and spoilt in set(table.frame[FILE]):
            yield from _cells(table, files[spoilt], spoilt)


def _findings(drop: DropTables, files: dict[str, bytes]) -> Iterator[str]:
    said = [str(f) + repr(f) for f in drop.findings]
    said += [str(t.reason) for t in drop.tables.values() if isinstance(t, Absent)]
    for table in drop.tables.values():
        if isinstance(table, Table):
            said.append(" ".join(table.gaps["reason"].unique()))
    text = "\n".join(said).casefold()
    for value in PLANTED:
        if value.casefold() in text:
            line = next(line for line in said if value.casefold() in line.casefold())
            yield f"a personal value is quoted: {line[:300]}"
    for finding in drop.findings:
        if finding.file and finding.file not in (*files, "drop.yml"):
            yield f"a finding is of no file of the drop: {finding.file}"
        if not finding.rule or not finding.message:
            yield f"a finding without a rule or a message: {finding!r}"
        if len(str(finding)) > 4000:
            yield f"a finding of {len(str(finding))} characters"


def _types(table: Table) -> Iterator[str]:
    source, frame = table.source, table.frame
    kinds = {name: column.type for name, column in source.columns.items()}
    if source.unpivot:
        kinds[source.unpivot.value] = source.unpivot.value_type
    for name, kind in kinds.items():
        wanted = _DTYPES.get(kind)
        if wanted and str(frame[name].dtype) != wanted:
            yield f"{source.source}.{name} is {frame[name].dtype}, not {wanted}"
    for name, column in source.columns.items():
        values = [value for value in frame[name].tolist() if not pd.isna(value)]
        if column.type in _NUMBERS and values:
            if not all(abs(value) < float("inf") for value in values):
                yield f"{source.source}.{name} is not finite"
            if column.minimum is not None and min(values) < column.minimum:
                yield f"{source.source}.{name} is under {column.minimum}"
        if column.type == "choice" and not set(values) <= set(column.choices):
            yield f"{source.source}.{name} holds what is no choice"
        if kinds[name] not in _DTYPES and not all(isinstance(value, str) for value in values):
            yield f"{source.source}.{name} holds what is no text"
    if not set(frame["school"].dropna()) <= {NORTH, SOUTH, ""}:
        yield f"{source.source}: a school that is none of the trust's"
    if len(frame) and not frame[[FILE, SHEET, ROW]].notna().all(axis=None):
        yield f"{source.source}: a row from nowhere"


def _places(table: Table, files: dict[str, bytes]) -> Iterator[str]:
    if not set(table.frame[FILE]) <= set(files):
        yield f"{table.source.source}: rows of a file that is not there"
    if len(table.frame) and table.frame[ROW].min() < 2:
        yield f"{table.source.source}: a row above every possible header"


def _cells(table: Table, data: bytes, file: str) -> Iterator[str]:
    """The spoilt file against its own cells: no number out of what is none, no 0 out of nothing."""
    # It has been opened once, so it need not be tried again in a process of its own.
    with mock.patch("goldenthread.sources.container.survives", return_value=True):
        book = open_workbook(data, Place(file))
    if not isinstance(book, Workbook):
        yield "a table of a file that does not open"
        return
    part = table.frame[table.frame[FILE] == file]
    for sheet, rows in part.groupby(SHEET):
        grid = book.grid(str(sheet))
        header = find_header(grid, table.source) if isinstance(grid, Grid) else None
        if not isinstance(grid, Grid) or header is None:
            yield "rows of a sheet without a header"
            continue
        if rows[ROW].max() > len(grid.rows):
            yield "a row below the last of the sheet"
            continue
        yield from _numbers(table.source, rows, grid, dict(header.columns))


def _numbers(
    source: Source, rows: pd.DataFrame, grid: Grid, places: dict[str, int]
) -> Iterator[str]:
    for name, column in source.columns.items():
        if column.type not in (*_NUMBERS, *_DAYS) or name not in places:
            continue
        for row, value in zip(rows[ROW], rows[name], strict=True):
            raw = grid.rows[row - 1][places[name]]
            if pd.isna(value) or (raw == "" and grid.merges):
                continue
            text = str(raw).strip().casefold() if isinstance(raw, str) else None
            if text is not None and (text in _MARKERS or not text):
                yield f"{source.source}.{name}, row {row}: {raw!r} became {value!r}"
            if column.type in _NUMBERS and value == 0 and not _is_zero(raw, column.type):
                yield f"{source.source}.{name}, row {row}: {raw!r} became 0"
            if column.type in _DAYS and isinstance(raw, int | float) and not 9000 < raw < 81000:
                yield f"{source.source}.{name}, row {row}: {raw!r} became a day"


def _is_zero(raw: object, kind: str) -> bool:
    if isinstance(raw, int | float):
        return raw == 0 and raw is not False
    digits = [sign for sign in str(raw) if sign.isdigit()]
    reception = kind == "year_group" and str(raw).strip().casefold()[-1:] in ("r", "n")
    return (
        reception
        or str(raw).casefold() in ("rec", "reception")
        or (bool(digits) and set(digits) == {"0"})
        or ("e" in str(raw).casefold() and bool(digits))
    )
