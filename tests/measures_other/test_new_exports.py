"""Absence, reserves, meetings and a parents' survey, read from real workbooks."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from goldenthread.agreement import load_named
from goldenthread.drop import load_drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Table
from goldenthread.trust import Trust

DROP = Path(__file__).parents[2] / "data" / "demo" / "2022-summer"
SOURCES = load_sources(DROP.parents[2] / "params" / "sources")
STATEMENTS = [item.title for item in SOURCES["parent_survey"].unpivot.items.values()]
DAY = dt.datetime(2022, 1, 10)  # noqa: DTZ001 - Excel's dates have no time zone


@pytest.mark.parametrize(
    ("file", "source", "head", "row", "column", "found"),
    [
        ("Staff absence 2021-22.xlsx", "staff_absence",
         ("Staff ID", "Type", "Start date", "End date", "Days lost"),
         ("004046", "Sickness", DAY, DAY, 0.5), "days", 0.5),
        ("Reserves.xlsx", "reserves",
         ("School", "Financial year", "Reserves brought forward"),
         ("Moreton", "2021/22", "(12,500)"), "brought_forward", -12500),
        ("Meetings log.xlsx", "meetings",
         ("Board", "Date", "Papers circulated", "Quorate"),
         ("Trust Board", DAY, DAY, "Y"), "body", "trust-board"),
        ("Parent survey summer.xlsx", "parent_survey",
         ("ID", "Completion time", "School", *STATEMENTS),
         ("1", DAY, "AHS", "Don’t know", *[None] * (len(STATEMENTS) - 1)), "answer", "no_answer"),
    ],
)  # fmt: skip
def test_an_export_is_recognised_and_read(tmp_path, file, source, head, row, column, found):
    shutil.copy(DROP / "drop.yml", tmp_path / "drop.yml")
    book = openpyxl.Workbook()
    book.worksheets[0].append(["An export"])
    book.worksheets[0].append([])
    for cells in (head, row):
        book.worksheets[0].append(cells)
    book.save(tmp_path / file)
    project, drop = Project.around(DROP), load_drop(tmp_path)
    trust = load_named(project.params / "trusts", drop.trust, Trust, "trust")
    read = read_drop(project, trust, drop, tmp_path)
    table = read.tables[source]
    assert isinstance(table, Table), [str(finding) for finding in read.findings]
    assert table.frame[column].tolist() == [found]
    assert not [f for f in table.findings if f.severity == "stop"]
