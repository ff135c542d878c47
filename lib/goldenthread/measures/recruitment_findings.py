"""Rows of the log of vacancies that contradict themselves, so that they count for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.measures.cells import dates, given, yes
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET, Table

SOURCE = "vacancies"


def recruitment_findings(context: Context) -> Iterator[Finding]:
    """A warning for each appointment that was made before its vacancy was advertised, or is from
    within the trust and says no day."""
    table = context.tables.get(SOURCE)
    if not isinstance(table, Table):
        return
    early = dates(table.frame, "appointed") < dates(table.frame, "advertised")
    fix = "Check both days: an appointment counts in the school year of its day."
    yield from _each(table, early, "the appointment is before the advertisement", fix)
    undated = yes(table.frame, "internal") & ~given(table.frame, "appointed")
    fix = "Give the day of the appointment: without one it does not count."
    yield from _each(table, undated, "filled from within the trust, and without a day", fix)


def _each(table: Table, chosen: pd.Series, message: str, fix: str) -> Iterator[Finding]:
    rows = table.frame[chosen]
    for file, sheet, row in zip(rows[FILE], rows[SHEET], rows[ROW], strict=True):
        yield Finding(
            "warning",
            str(file),
            message,
            sheet=str(sheet),
            row=int(row),
            column=table.source.columns["appointed"].title,
            fix=fix,
            rule="recruitment",
            source=table.source.source,
        )
