"""The cells of a column, typed, whether or not the export had the column."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from goldenthread.sources.table import coded

_MANY = 2000  # rows from which on numpy is the faster way to tell them apart


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    if name in frame.columns:
        return frame[name]
    return pd.Series(pd.NA, index=frame.index, dtype="object")


def dates(frame: pd.DataFrame, name: str) -> pd.Series:
    """As timestamps at midnight; NaT where the cell is missing."""
    return pd.to_datetime(_column(frame, name), errors="coerce").dt.normalize()


def numbers(frame: pd.DataFrame, name: str) -> pd.Series:
    """As floats; NaN where the cell is missing."""
    return pd.to_numeric(_column(frame, name), errors="coerce").astype("float64")


def total(figures: pd.Series) -> float:
    """Their exact sum, rounded once, without the missing ones.

    The same whatever the order of the rows, which the sum of pandas is not.
    """
    return math.fsum(figures.dropna().tolist())


def yes(frame: pd.DataFrame, name: str) -> pd.Series:
    """True where the cell says yes; False where it says no or nothing."""
    return _column(frame, name).astype("boolean").fillna(False).astype(bool)


def text(frame: pd.DataFrame, name: str) -> pd.Series:
    """As text without outer blanks; "" where the cell is missing."""
    cells = _column(frame, name)
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.astype("object").where(cells.notna(), "").astype(str).str.strip()
    # Most columns are short: a loop costs less than the four passes of pandas.
    pairs = zip(cells.tolist(), cells.isna().tolist(), strict=True)
    plain = ["" if missing else str(cell).strip() for cell, missing in pairs]
    return pd.Series(plain, index=cells.index, dtype="str", name=cells.name)


def given(frame: pd.DataFrame, name: str) -> pd.Series:
    """True where there is a cell and it is not missing."""
    return _column(frame, name).notna()


def by(frame: pd.DataFrame, name: str, day: dt.date) -> pd.Series:
    """True where the date is `day` or earlier; False where it is missing."""
    return dates(frame, name) <= pd.Timestamp(day)


def between(frame: pd.DataFrame, name: str, first: dt.date, last: dt.date) -> pd.Series:
    """True where the date is from `first` to `last`, both included; False where missing."""
    return dates(frame, name).between(pd.Timestamp(first), pd.Timestamp(last))


def rows_by(cells: pd.Series) -> Mapping[Any, Sequence[int] | NDArray[np.intp]]:
    """Where the rows with each value stand, in their order: to take each value's rows without
    looking through all of them once for each. Missing values have none that can be asked for."""
    if len(cells) >= _MANY:
        codes, values = coded(cells)
        order = np.argsort(codes, kind="stable")
        ends = np.searchsorted(codes[order], np.arange(-1, len(values)), side="right")
        return dict(zip(values, np.split(order[ends[0] :], ends[1:-1] - ends[0]), strict=True))
    found: dict[Any, list[int]] = {}
    for place, cell in enumerate(cells.tolist()):
        found.setdefault(cell, []).append(place)
    return found


def day_of(cell: object) -> dt.date | None:
    """One cell as a day; None where it is missing."""
    moment = pd.to_datetime(cell, errors="coerce")  # type: ignore[call-overload]
    return None if pd.isna(moment) else moment.date()


def words(cell: object) -> str:
    """One cell as text without outer blanks; "" where it is missing."""
    return "" if cell is None or pd.isna(cell) else str(cell).strip()  # type: ignore[call-overload]


def folded(words: str) -> str:
    """Text as two people would type it alike: one case, single blanks, "and" for "&"."""
    return " ".join(str(words).replace("&", " and ").split()).casefold()
