"""A table: an export that was read against its source, and where each of its rows came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from goldenthread.errors import Finding
from goldenthread.provenance import InputFile, RowRange
from goldenthread.sources.spec import Source

FILE, SHEET, ROW = "_file", "_sheet", "_row"
_MANY = 2000  # rows from which on numpy is the faster way to say where they stand


@dataclass(frozen=True, slots=True)
class Table:
    """`frame` has the source's canonical columns, `school` (URN, or "" for the trust as a whole),
    and `_file`, `_sheet`, `_row` (the row number Excel shows). A missing cell is NA.

    `gaps` tells why cells are missing: columns `_file`, `_sheet`, `_row`, `column`, `reason`, one
    row per marker (suppressed, not entered, ...) or unreadable cell; a plain blank makes none.
    """

    source: Source
    frame: pd.DataFrame
    files: tuple[InputFile, ...]
    findings: tuple[Finding, ...] = ()
    gaps: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[FILE, SHEET, ROW, "column", "reason"])
    )


@dataclass(frozen=True, slots=True)
class Absent:
    """A source of which the drop has no usable export, and why, as a sentence without a dot."""

    source: str
    reason: str


def rows_of(frame: pd.DataFrame) -> tuple[RowRange, ...]:
    """Where the rows of a table's frame stand: one range text per file and sheet."""
    if len(frame) >= _MANY:
        return _rows_of_many(frame)
    # Called for every measurement, mostly with a few rows: dicts are much faster than groupby.
    found: dict[tuple[str, str], set[int]] = {}
    cells = (frame[name].tolist() for name in (FILE, SHEET, ROW))
    for file, sheet, row in zip(*cells, strict=True):
        found.setdefault((str(file), str(sheet)), set()).add(int(row))
    return tuple(
        RowRange(file, sheet, row_text(sorted(rows)), len(rows))
        for (file, sheet), rows in sorted(found.items())
    )


def _rows_of_many(frame: pd.DataFrame) -> tuple[RowRange, ...]:
    """As `rows_of`, for rows by the million, which mostly stand in the order of their sheets."""
    (of_file, files), (of_sheet, sheets) = coded(frame[FILE]), coded(frame[SHEET])
    places = of_file.astype("int64") * len(sheets) + of_sheet
    rows = frame[ROW].to_numpy(dtype="int64")
    if (np.diff(places) < 0).any():
        order = np.argsort(places, kind="stable")
        places, rows = places[order], rows[order]
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    found: list[RowRange] = []
    for start, numbers in zip(starts.tolist(), np.split(rows, starts[1:]), strict=True):
        file, sheet = divmod(int(places[start]), len(sheets))
        ascending = bool((np.diff(numbers) > 0).all())
        different = numbers if ascending else np.unique(numbers)
        text = _run_text(different)
        found.append(RowRange(str(files[file]), str(sheets[sheet]), text, len(different)))
    return tuple(sorted(found, key=lambda place: (place.file, place.sheet)))


def coded(column: pd.Series[Any]) -> tuple[NDArray[Any], pd.Index[Any]]:
    """The place of each row's value among the different values, -1 for a missing one, and these
    values."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    return pd.factorize(column)


def _run_text(numbers: NDArray[np.int64]) -> str:
    gaps = np.flatnonzero(np.diff(numbers) != 1)
    firsts = numbers[np.concatenate(([0], gaps + 1))].tolist()
    lasts = numbers[np.concatenate((gaps, [len(numbers) - 1]))].tolist()
    runs = zip(firsts, lasts, strict=True)
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def row_of(row: Mapping[Any, Any]) -> tuple[RowRange, ...]:
    """Where one row of a table's frame, as a mapping, stands."""
    return (RowRange(str(row[FILE]), str(row[SHEET]), str(int(row[ROW])), 1),)


def row_text(numbers: Iterable[int]) -> str:
    """`2–266, 270` for sorted row numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


Tables = Mapping[str, Table | Absent]
