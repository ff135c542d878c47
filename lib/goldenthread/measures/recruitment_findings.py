"""Rows of posts and vacancies that no school's figures hold, or that contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.measures.cells import dates, given, yes
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET, Table

VACANCIES, POSTS = "vacancies", "posts"


def recruitment_findings(context: Context) -> Iterator[Finding]:
    """A warning for each post and vacancy of no place of the trust, and for each appointment that
    was made before its vacancy was advertised, or is from within the trust and says no day."""
    for name in (POSTS, VACANCIES):
        table = context.tables.get(name)
        if isinstance(table, Table):
            nowhere = placed(context, table.frame)[ENTITY] == ""
            fix = "Write a school as the trust names it, or the trust office."
            yield from _each(table, nowhere, "place", "this is no place of the trust", fix)
            yield from _appointments(table) if name == VACANCIES else ()


def _appointments(table: Table) -> Iterator[Finding]:
    early = dates(table.frame, "appointed") < dates(table.frame, "advertised")
    fix = "Check both days: an appointment counts in the school year of its day."
    yield from _each(table, early, "appointed", "the appointment is before the advertisement", fix)
    undated = yes(table.frame, "internal") & ~given(table.frame, "appointed")
    fix = "Give the day of the appointment: without one it does not count."
    said = "filled from within the trust, and without a day"
    yield from _each(table, undated, "appointed", said, fix)


def _each(
    table: Table, chosen: pd.Series, column: str, message: str, fix: str
) -> Iterator[Finding]:
    rows = table.frame[chosen]
    for file, sheet, row in zip(rows[FILE], rows[SHEET], rows[ROW], strict=True):
        yield Finding(
            "warning",
            str(file),
            message,
            sheet=str(sheet),
            row=int(row),
            column=table.source.columns[column].title,
            fix=fix,
            rule="recruitment",
            source=table.source.source,
        )
