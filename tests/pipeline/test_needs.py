"""A missing export is a fault only where a criterion of the plan misses it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from goldenthread.errors import Finding
from goldenthread.measures.registry import Measure, Provider
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.sources.table import Absent, Table


def measure(name, *needs):
    """A measure with one way to compute it for each group of sources."""
    providers = tuple(Provider(group, lambda context: []) for group in needs)
    return Measure(name, name, "percent", 1, "higher", "things", "", "", providers)


REGISTER = {
    "seats": measure("seats", ("governors",)),
    "scores": measure("scores", ("results", "pupils"), ("published",)),
}


def plan(measure_name, actions=False):
    criterion = {"id": "C1", "number": "1.1", "text": "t", "tests": []}
    if measure_name:
        criterion["tests"] = [{"rule": "checklist", "measure": measure_name}]
    section = {
        "id": "o", "number": "1", "title": "t", "short_title": "t", "question": "?",
        "notebook": "n", "criteria": [criterion],
        "actions": [{"id": "A1", "action": "a"}] if actions else [],
    }  # fmt: skip
    return Plan.model_validate(
        {"plan": "p", "title": "t", "trust": "t", "starts": "2020-09-01", "ends": "2021-08-31",
         "objectives": [section]}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "decided_by", "actions", "present", "severity"),
    [
        ("governors", "seats", False, (), "stop"),
        ("governors", "scores", False, (), "note"),
        ("results", "scores", False, (), "stop"),
        ("results", "scores", False, ("published",), "note"),
        ("published", "scores", False, (), "note"),
        ("milestones", "", True, (), "stop"),
        ("milestones", "", False, (), "note"),
    ],
)
def test_whether_a_missing_export_is_missed(source, decided_by, actions, present, severity):
    finding = Finding("stop", "", "missing", rule="missing-export", source=source)
    spec = SimpleNamespace()
    tables = {
        name: Table(spec, None, ()) if name in present else Absent(name, "not there")
        for name in ("governors", "results", "pupils", "published", "milestones")
    }
    (seen,) = seen_by_plan([finding], plan(decided_by, actions), REGISTER, tables)
    assert seen.severity == severity


@pytest.mark.parametrize(
    ("source", "decided_by", "severity"),
    [("results", "scores", "stop"), ("published", "scores", "note"), ("results", "seats", "note")],
)
def test_a_school_left_out_of_an_export_that_is_there(source, decided_by, severity):
    finding = Finding("stop", "", "none from North", rule="missing-school", source=source)
    names = ("governors", "results", "pupils", "published")
    tables = {name: Table(SimpleNamespace(), None, ()) for name in names}
    (seen,) = seen_by_plan([finding], plan(decided_by), REGISTER, tables)
    assert seen.severity == severity


def test_another_fault_stays_as_it_is():
    finding = Finding("stop", "a.xlsx", "not a number", rule="not-a-number", source="governors")
    assert list(seen_by_plan([finding], plan("scores"), REGISTER, {})) == [finding]
