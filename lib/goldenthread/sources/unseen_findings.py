"""The findings on what a sheet holds that its values do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.faults import Gaps
from goldenthread.sources.header import Header
from goldenthread.sources.markers import FORMULA
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Source
from goldenthread.sources.table import ROW, row_text
from goldenthread.sources.unseen import Cells, Parts

_UNSAVED = "a formula whose value was not saved"


def of_the_book(parts: Parts | None, place: Place) -> Iterator[Finding]:
    """What the workbook carries beside its sheets."""
    if parts is None:
        return
    if parts.pivot_caches:
        message = "the workbook carries a pivot table's own copy of the rows that it was made of"
        yield place.finding(
            "warning", "pivot-cache", message,
            fix="Pass on a copy of the values alone: a summary may hold every pupil.",
        )  # fmt: skip
    if parts.external_links:
        message = "formulas refer to other workbooks; the values last saved are read"
        yield place.finding("note", "external-links", message, fix="Check that they are current.")


def of_the_sheet(
    parts: Parts | None, place: Place, header: Header, source: Source, frame: pd.DataFrame
) -> tuple[list[Finding], list[Gaps]]:
    """What is behind the cells of the columns that were read, and which are missing for it."""
    if parts is None or source.bulk:
        return [], []
    findings: list[Finding] = []
    gaps: list[Gaps] = []
    unseen = parts.unseen(place.sheet)
    kept = set(frame[ROW].tolist())
    names = {at: name for name, at in header.columns.items()}
    for at, rows in _by_column(unseen.unsaved, names):
        rows = rows if source.unpivot else [row for row in rows if row in kept]
        if rows:
            findings.append(_unsaved(place, header.title(names[at]), rows))
            reasons = (f"unreadable: {_UNSAVED}",) * len(rows)
            gaps.append(Gaps(place, names[at], np.array(rows, dtype="int64"), reasons))
    for at, rows in _by_column(unseen.failed, names):
        if rows := [row for row in rows if row in kept]:
            reasons = (FORMULA,) * len(rows)
            gaps.append(Gaps(place, names[at], np.array(rows, dtype="int64"), reasons))
    empty = [at for at, name in names.items() if len(frame) and frame[name].isna().all()]
    for at, rows in _by_column(parts.coloured(place.sheet, empty), names):
        if rows := [row for row in rows if row in kept]:
            findings.append(_coloured(place, header.title(names[at]), rows))
    if parts.may_strike_out:
        for at, rows in _by_column(parts.struck_out(place.sheet, names), names):
            if rows := [row for row in rows if row in kept]:
                findings.append(_struck(place, header.title(names[at]), rows))
    for at, rows in _by_column(unseen.commented, names):
        if rows := [row for row in rows if row in kept]:
            findings.append(_commented(place, header.title(names[at]), rows))
    if hidden := [row for row in unseen.hidden if row in kept]:
        message = "rows that are hidden or filtered out are read like the others"
        message += f": {row_text(hidden)}"
        findings.append(place.finding("note", "hidden-rows", message, row=hidden[0]))
    return findings, gaps


def _by_column(cells: Cells, places: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    for at in sorted(places):
        rows = sorted(row for row, column in cells if column == at)
        if rows:
            yield at, rows


def _cells(rows: list[int]) -> str:
    return (
        f"1 cell (row {rows[0]})"
        if len(rows) == 1
        else f"{len(rows)} cells (rows {row_text(rows)})"
    )


def _unsaved(place: Place, title: str, rows: list[int]) -> Finding:
    return place.finding(
        "stop", "formula-without-value", f"{_cells(rows)} with {_UNSAVED}", row=rows[0],
        column=title, fix="Open the workbook in Excel and save it, or paste the values.",
    )  # fmt: skip


def _coloured(place: Place, title: str, rows: list[int]) -> Finding:
    return place.finding(
        "warning", "colour-only", f"{_cells(rows)} coloured but empty: a colour is not read",
        row=rows[0], column=title, fix="Type the word that each colour stands for.",
    )  # fmt: skip


def _struck(place: Place, title: str, rows: list[int]) -> Finding:
    return place.finding(
        "warning", "struck-out", f"{_cells(rows)} struck out, and read like the others",
        row=rows[0], column=title, fix="Delete what is struck out.",
    )  # fmt: skip


def _commented(place: Place, title: str, rows: list[int]) -> Finding:
    return place.finding(
        "warning", "comment", f"{_cells(rows)} with a comment, which is not read", row=rows[0],
        column=title, fix="Type what counts into a cell.",
    )  # fmt: skip
