"""The cells of session marks as whole numbers, from exports long or wide, plain or categorical."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from goldenthread.measures.register_headings import session_of
from goldenthread.measures.registry import Context
from goldenthread.provenance import RowRange
from goldenthread.sources.table import FILE, ROW, SHEET

LONG, WIDE = "attendance_marks", "attendance_registers"
COLUMNS = ["school", "upn", "date", "session", "mark", "year_group", FILE, SHEET, ROW]
AT_ONCE = 2_000_000  # rows that are worked on together
_MOST_RUNS = 500  # stretches of rows that are written out; beyond that only from where to where


def mark_frame(context: Context) -> pd.DataFrame | None:
    """Every mark of the drop in the columns COLUMNS; of a school with both layouts the long one."""
    long = context.frame(LONG) if context.has(LONG) else None
    if not context.has(WIDE):
        return long
    wide = _as_long(context.frame(WIDE), context.drop.year)
    if long is None:
        return wide
    wide = wide[~wide["school"].isin(set(long["school"].dropna().unique()))]
    if wide.empty:
        return long
    parts = [part[COLUMNS].astype({"school": object, "upn": object}) for part in (long, wide)]
    return pd.concat(parts, ignore_index=True)


def _as_long(wide: pd.DataFrame, year: str) -> pd.DataFrame:
    """Columns headed by something else than a session are not marks and left out."""
    headings = {text: session_of(str(text), year) for text in wide["heading"].dropna().unique()}
    known = {text: found for text, found in headings.items() if found is not None}
    frame = wide[wide["heading"].isin(list(known))]
    heading = frame["heading"].astype(object)
    return frame.assign(
        date=pd.to_datetime(heading.map(lambda text: known[text][0])),
        session=heading.map(lambda text: known[text][1]),
    )[COLUMNS]


def coded(column: pd.Series) -> tuple[npt.NDArray[np.int32], list[str]]:
    """Each cell as the place of its text in the list; -1 where it is missing."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = [str(text) for text in column.cat.categories]
        return column.cat.codes.to_numpy().astype(np.int32), texts
    codes, uniques = pd.factorize(column.astype(object).where(column.notna(), None).to_numpy())
    return codes.astype(np.int32), [str(text) for text in uniques]


def days_of(column: pd.Series, first: dt.date, last: dt.date) -> npt.NDArray[np.int32]:
    """Each cell as days after `first`, no lower than 0 and no higher than that of `last`; -1 where
    it is missing. A mistyped century is a day outside and not a million days."""
    stamps = column if column.dtype.kind == "M" else pd.to_datetime(column, errors="coerce")
    cells = stamps.to_numpy()
    found = np.empty(len(cells), dtype=np.int32)
    start = np.datetime64(first, "D")
    for at in range(0, len(cells), AT_ONCE):
        days = cells[at : at + AT_ONCE].astype("datetime64[D]")
        after = (days - start).astype(np.int64).clip(0, (last - first).days)
        found[at : at + AT_ONCE] = np.where(np.isnat(days), -1, after)
    return found


def rows_by_school(
    frame: pd.DataFrame, schools: npt.NDArray[np.int32], urns: Sequence[str]
) -> dict[str, tuple[RowRange, ...]]:
    """Where the marks of each school stand, one range for each file and sheet."""
    files, file_names = coded(frame[FILE])
    sheets, sheet_names = coded(frame[SHEET])
    owner = (schools.astype(np.int64) * len(file_names) + files) * len(sheet_names) + sheets
    numbers = frame[ROW].to_numpy(dtype=np.int64)
    if not _rises(owner, numbers):
        order = np.lexsort((numbers, owner))
        owner, numbers = owner[order], numbers[order]
    new_owner = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    found: dict[str, list[RowRange]] = {urn: [] for urn in urns}
    for start, end in zip(new_owner, [*new_owner[1:], len(owner)], strict=True):
        place, sheet = divmod(int(owner[start]), len(sheet_names))
        school, file = divmod(place, len(file_names))
        if school >= 0:
            text, count = _as_text(numbers[start:end])
            name = sheet_names[sheet] if sheet < len(sheet_names) else ""
            found[urns[school]].append(RowRange(file_names[file], name, text, count))
    return {urn: tuple(sorted(rows, key=_place)) for urn, rows in found.items()}


def _rises(owner: npt.NDArray[np.int64], numbers: npt.NDArray[np.int64]) -> bool:
    """Whether the rows stand by school and file already, as one file for each school gives them."""
    changes = np.flatnonzero(owner[1:] != owner[:-1])
    return len(changes) < len(np.unique(owner[np.r_[0, changes + 1]])) and bool(
        ((numbers[1:] >= numbers[:-1]) | (owner[1:] != owner[:-1])).all()
    )


def _as_text(numbers: npt.NDArray[np.int64]) -> tuple[str, int]:
    """Rising row numbers as text, and how many rows; a row read as several marks is one."""
    numbers = numbers[np.r_[True, numbers[1:] != numbers[:-1]]]
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    if len(breaks) >= _MOST_RUNS:
        return f"among {numbers[0]}–{numbers[-1]}", len(numbers)
    edges = [0, *(breaks + 1).tolist(), len(numbers)]
    runs = [(int(numbers[a]), int(numbers[b - 1])) for a, b in pairwise(edges)]
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs), len(numbers)


def _place(row: RowRange) -> tuple[str, str]:
    return row.file, row.sheet
