"""Figures of earlier school years, looked up and typed: such as those of a year of joining."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.errors import Finding, nearest
from goldenthread.measures.cells import folded, text, words
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import REGISTER, Context, Measure
from goldenthread.sources.table import FILE, ROW, SHEET, row_of

SOURCE = "baselines"
Row = Mapping[Hashable, Any]


def baseline_figures(context: Context) -> Iterator[Measurement]:
    """The figures of the export `baselines`, each as a measurement of its own school year.

    A row counts that names a measure and is of a year before the drop's: the drop's own figures
    come from the exports of that year and from nowhere else.
    """
    if not context.has(SOURCE):
        return
    for row, measure, first in _rows(context):
        if measure is not None and first is row and str(row["year"]) < context.drop.year:
            yield _figure(row, measure)


def baseline_findings(context: Context) -> Iterator[Finding]:
    """A warning for each row that no measure can take."""
    if not context.has(SOURCE):
        return
    for row, measure, first in _rows(context):
        said, year = words(row["measure"]), str(row["year"])
        if measure is None:
            near = nearest(said, [*REGISTER, *(known.title for known in REGISTER.values())])
            fix = f"Did you mean {near!r}?" if near else "The list of measures has their names."
            yield _warning(row, f"no measure is called {said!r}", "Measure", fix)
        elif year >= context.drop.year:
            message = f"{year} is not before the year of the drop, {context.drop.year}"
            fix = "Give the figure of an earlier year; this year's comes from the other exports."
            yield _warning(row, message, "School year", fix)
        elif first is not row:
            message = f"row {first[ROW]} has this figure by another name; that one is used"
            yield _warning(row, message, "Measure", "Leave out one of the two rows.")


def _rows(context: Context) -> Iterator[tuple[Row, Measure | None, Row]]:
    """Each row, its measure, and the first row of that measure for the school and year: a measure
    goes by two names, and reading the export sees no row twice where both are used."""
    frame = context.frame(SOURCE)
    frame = frame[frame["school"].notna() & frame["value"].notna() & (text(frame, "year") != "")]
    named = {folded(measure.title): measure for measure in REGISTER.values()}
    named |= {folded(name): measure for name, measure in REGISTER.items()}
    first: dict[tuple[str, ...], Row] = {}
    for row in frame.to_dict("records"):
        said = folded(words(row["measure"]))
        measure = named.get(said)
        key = (str(row["school"]), measure.id if measure else said, str(row["year"]))
        yield row, measure, first.setdefault(key, row)


def _figure(row: Row, measure: Measure) -> Measurement:
    found_in = words(row.get("found_in"))
    return Measurement(
        measure.id,
        str(row["school"]),
        str(row["year"]),
        float(row["value"]),
        note="typed from an earlier report",
        n=None if pd.isna(row.get("pupils")) else int(row["pupils"]),
        low=_number(row.get("low")),
        high=_number(row.get("high")),
        rows=row_of(row),
        details=(("Taken from", found_in),) if found_in else (),
    )


def _number(cell: object) -> float | None:
    return None if cell is None or pd.isna(cell) else float(cell)  # type: ignore[arg-type, call-overload]


def _warning(row: Row, message: str, column: str, fix: str) -> Finding:
    return Finding(
        "warning",
        str(row[FILE]),
        message,
        sheet=str(row[SHEET]),
        row=int(row[ROW]),
        column=column,
        fix=fix,
        rule="baseline",
        source=SOURCE,
    )
