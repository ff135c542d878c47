"""A table: an export that was read against its source, and where each of its rows came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.provenance import InputFile, RowRange
from goldenthread.sources.spec import Source

FILE, SHEET, ROW = "_file", "_sheet", "_row"


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
    # Called for every measurement, mostly with a few rows: dicts are much faster than groupby.
    found: dict[tuple[str, str], set[int]] = {}
    cells = (frame[name].tolist() for name in (FILE, SHEET, ROW))
    for file, sheet, row in zip(*cells, strict=True):
        found.setdefault((str(file), str(sheet)), set()).add(int(row))
    return tuple(
        RowRange(file, sheet, row_text(sorted(rows)), len(rows))
        for (file, sheet), rows in sorted(found.items())
    )


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
