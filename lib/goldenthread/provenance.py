"""Where a figure comes from: input files and the rows of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """One export as it lay in the drop's folder; `name` is relative to that folder."""

    name: str
    sha256: str
    size: int
    source: str


@dataclass(frozen=True, slots=True)
class RowRange:
    """Rows of one sheet, as Excel numbers them: `2–266`. `sheet` is "" for a CSV file."""

    file: str
    sheet: str
    rows: str
    count: int
