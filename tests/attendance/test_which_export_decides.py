"""Which of summaries, marks and registers a drop must hold, and which of them decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from attendance_contexts import SOURCES, mark, table

from goldenthread.declaration import load
from goldenthread.errors import Finding
from goldenthread.measures.catalogue import all_measures
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.sources.table import Absent, Table

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "amethyst-2020-2023.yml", Plan)
MISSING = Finding("stop", "", "no summaries", rule="missing-export", source="attendance")
ABSENCE = (
    "overall_absence",
    "authorised_absence",
    "unauthorised_absence",
    "persistent_absence",
    "severe_absence",
    "attendance_rate",
    "late_arrivals",
)


@pytest.mark.parametrize("source", ["attendance_marks", "attendance_registers"])
def test_summaries_are_not_missed_where_marks_are_there(source: str) -> None:
    there = table(source, [mark("a", "2021-09-06", "/") | {"heading": "Mon 06/09 AM"}])
    tables: dict[str, Table | Absent] = {name: Absent(name, "none") for name in SOURCES}
    without, found = (
        next(iter(seen_by_plan([MISSING], PLAN, all_measures(), held)))
        for held in (tables, tables | {source: there})
    )
    assert (without.severity, found.severity) == ("stop", "note")


def test_marks_are_asked_of_nobody() -> None:
    assert SOURCES["attendance_marks"].optional
    assert SOURCES["attendance_registers"].optional


@pytest.mark.parametrize("name", ABSENCE)
def test_each_measure_can_be_computed_from_each_export(name: str) -> None:
    needs = [provider.needs for provider in all_measures()[name].providers]
    assert needs[0] == ("attendance",)
    assert {("attendance_marks",), ("attendance_registers",)} <= set(needs)
    # The department's own file comes last: it is of a whole year that is over.
    assert ("dfe_absence",) not in needs[:3]


def test_upns_are_personal_and_marks_are_of_people() -> None:
    for name in ("attendance_marks", "attendance_registers"):
        assert SOURCES[name].rows == "people"
        assert "upn" in SOURCES[name].personal_columns
    assert SOURCES["attendance_marks"].bulk
