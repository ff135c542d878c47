"""One cell: what a reader of cells may answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.errors import Severity

# "" is a blank cell, in workbooks and in CSV files alike.
Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True, slots=True)
class Marker:
    """The cell says why it holds no value."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The cell is not as declared; `value` is None unless it can be used all the same."""

    rule: str
    message: str
    allowed: str = ""
    fix: str = ""
    severity: Severity = "stop"
    value: object = None


# A value of the column's type, None for a blank, or why there is none.
CellReader = Callable[[Cell], object]


def as_text(cell: Cell) -> str:
    """The cell as its reader would type it: 139138 for 139138.0, 17/12/2021 for a date."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != dt.time() else f"{cell:%d/%m/%Y}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else str(cell)
