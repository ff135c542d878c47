"""Where a figure comes from: input files and the rows of them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.shelf import opened_fast

_WITHHELD = "withheld"


@opened_fast("source")
@dataclass(frozen=True, slots=True)
class InputFile:
    """One export as it lay in the drop's folder; `name` is relative to that folder."""

    name: str
    sha256: str
    size: int
    source: str


@opened_fast("file", "sheet")
@dataclass(frozen=True, slots=True)
class RowRange:
    """Rows of one sheet, as Excel numbers them: `2–266`. `sheet` is "" for a CSV file.

    Rows that would tell how small a suppressed group is are `withheld`, and their count is 0.
    """

    file: str
    sheet: str
    rows: str
    count: int

    @classmethod
    def withheld_in(cls, file: str, sheet: str) -> RowRange:
        """That a figure rests on a sheet, and not on which rows of it."""
        return cls(file, sheet, _WITHHELD, 0)

    @property
    def withheld(self) -> bool:
        return self.rows == _WITHHELD
