"""Whether exports tell the same: a column and its own total, the pupil list and the exports that
should hold every pupil, one pupil's number at two schools. Findings count and place; no pupil is
named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.amounts import number
from goldenthread.sources.header import Header
from goldenthread.sources.place import Place
from goldenthread.sources.records import Records
from goldenthread.sources.rows import DataRows
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, Table, row_text

_ADDED_UP = ("whole", "money")
# Pounds may have been rounded line by line.
_ROUNDING = 0.005


def totals_that_differ(
    place: Place,
    source: Source,
    header: Header,
    records: Records,
    rows: DataRows,
    columns: Mapping[str, Any],
) -> Iterator[Finding]:
    """Where the one row of totals under a table is not the sum of the column. Several of them may
    be subtotals, and where a source has totals of its own kind, such as a net figure, they are no
    sums: these are not held against anything."""
    if "skip_rows" in source.model_fields_set or len(rows.totals) != 1 or not len(rows.kept):
        return
    total_row = rows.totals[0]
    if total_row < int(rows.kept.max()):
        return
    for name, at in header.columns.items():
        if source.columns[name].type not in _ADDED_UP:
            continue
        said = number(records.column(at).cell(total_row - records.first))
        summed = float(pd.Series(columns[name]).sum())
        if said is None or abs(said - summed) <= max(1.0, abs(summed) * _ROUNDING):
            continue
        yield place.finding(
            "warning", "total-differs",
            f"the total is {said:,.10g}, the rows above it come to {summed:,.10g}",
            row=total_row + 1, column=header.title(name),
            fix="Check for rows that are missing. The rows are used, not the total.",
        )  # fmt: skip


def pupils_missing_from(table: Table, pupils: Table) -> Iterator[Finding]:
    """Pupils on roll whom an export of their school and their year group does not hold."""
    listed = pupils.frame.drop_duplicates(["school", "upn"])
    on_roll = listed[listed["upn"].notna() & listed["leaving_date"].isna()]
    for school, rows in table.frame[table.frame["upn"].notna()].groupby("school", sort=True):
        own = on_roll[on_roll["school"] == school]
        there = own["upn"].isin(set(rows["upn"]))
        years = set(own.loc[there, "year_group"].dropna())
        expected = own["year_group"].isin(years)
        missing = int((expected & ~there).sum())
        if not missing or not there.any():
            continue
        file, sheet = rows[FILE].iloc[0], rows[SHEET].iloc[0]
        of = f"{missing} of the {int(expected.sum())} pupils on the school's list"
        yield Place(str(file), table.source.source, str(sheet)).finding(
            "warning", "listed-pupil-missing", f"{of}, in the same year groups, are not in it",
            column=table.source.columns["upn"].title,
            fix="Check that both exports are of one date and of all pupils.",
        )  # fmt: skip


def doubtful_numbers(pupils: Table) -> Iterator[Finding]:
    """One number that two pupils have, and two numbers of one pupil, by date of birth and name."""
    frame = pupils.frame
    known = frame[frame["upn"].notna() & frame["date_of_birth"].notna()]
    births = known.groupby("upn")["date_of_birth"].transform("nunique")
    yield from _told(
        pupils, known[births > 1], "upn-of-two-pupils",
        "the same number stands elsewhere with another date of birth",
        "Look the number up: one of the pupils has another.",
    )  # fmt: skip
    person = ["surname", "forename", "date_of_birth"]
    named = known[known["surname"].notna() & known["forename"].notna()]
    folded = named.assign(**{name: named[name].str.casefold() for name in person[:2]})
    numbers = folded.groupby(person)["upn"].transform("nunique")
    yield from _told(
        pupils, named[numbers > 1], "pupil-with-two-numbers",
        "the same name and date of birth stand elsewhere with another number",
        "Look the numbers up: a pupil keeps one number at every school.",
    )  # fmt: skip


def _told(
    pupils: Table, rows: pd.DataFrame, rule: str, message: str, fix: str
) -> Iterator[Finding]:
    for (file, sheet), part in rows.groupby([FILE, SHEET], sort=True):
        numbers = sorted({int(row) for row in part[ROW]})
        where = f"row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
        yield Place(str(file), pupils.source.source, str(sheet)).finding(
            "warning", rule, f"{message}: {where}", row=numbers[0],
            column=pupils.source.columns["upn"].title, fix=fix,
        )  # fmt: skip
