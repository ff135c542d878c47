"""Aims of the trust in schools' improvement plans."""

from __future__ import annotations

import pytest

from goldenthread.measures.measurement import State

NORTH, SOUTH = "100001", "100002"
AIMS = {"trust_aims": ["Outcomes", "People", "Finance"]}


def priority(school, reference, serves):
    return {"school": school, "reference": reference, "priority": "Read", "trust_objective": serves}


ROWS = [
    priority(NORTH, "1", "Outcomes; People"),
    priority(NORTH, "2", "Aim 4: finance"),
    priority(NORTH, "3", "Attendance"),
    priority(SOUTH, "1", "Outcomes"),
    priority(SOUTH, "2", None),
]


@pytest.mark.parametrize(
    ("entity", "value", "of", "note"),
    [
        (NORTH, 100.0, 3, "every aim is served"),
        (SOUTH, 100 / 3, 3, "not served by the plan: People and Finance"),
        ("trust", 200 / 3, 6, "not served at every school: People and Finance"),
    ],
)
def test_an_aim_is_served_where_a_priority_names_it(measured, entity, value, of, note):
    found = measured("trust_aims_served", settings=AIMS, improvement_plans=ROWS)
    one = found.one("trust_aims_served", entity)
    assert (one.value, one.denominator, one.note) == (pytest.approx(value), of, note)


def test_each_aim_by_itself(measured):
    found = measured("trust_aims_served", settings=AIMS, improvement_plans=ROWS)
    assert found.one("trust_aims_served", "trust", "People").value == 50
    assert found.one("trust_aims_served", SOUTH, "Finance").value == 0


@pytest.mark.parametrize(
    ("entity", "linked", "of", "note"),
    [
        (NORTH, 2, 3, "1 priority without an aim of the trust"),
        (SOUTH, 1, 2, "1 priority without an aim of the trust"),
        ("trust", 3, 5, "2 priorities without an aim of the trust"),
    ],
)
def test_a_priority_without_an_aim_is_not_linked(measured, entity, linked, of, note):
    found = measured("priorities_linked", settings=AIMS, improvement_plans=ROWS)
    one = found.one("priorities_linked", entity)
    assert (one.numerator, one.denominator, one.note) == (linked, of, note)


@pytest.mark.parametrize("measure", ["trust_aims_served", "priorities_linked"])
@pytest.mark.parametrize(("school", "covered"), [(SOUTH, 2), (NORTH, 1)])
def test_the_trust_says_how_many_schools_have_a_plan_in_the_export(
    measured, measure, school, covered
):
    rows = [row | {"school": school} if row["school"] == SOUTH else row for row in ROWS]
    coverage = measured(measure, settings=AIMS, improvement_plans=rows).one(measure, "trust")
    assert (coverage.coverage.covered, coverage.coverage.expected) == (covered, 2)


@pytest.mark.parametrize("measure", ["trust_aims_served", "priorities_linked"])
@pytest.mark.parametrize(
    ("settings", "rows", "note"),
    [
        ({}, ROWS, "settings list none of its aims"),
        (AIMS, [priority(NORTH, "1", None)], "does not say which aims"),
    ],
)
def test_what_nobody_said_is_no_broken_link(measured, measure, settings, rows, note):
    found = measured(measure, settings=settings, improvement_plans=rows)
    for entity in (NORTH, SOUTH, "trust"):
        one = found.one(measure, entity)
        assert (one.state, one.value) == (State.NO_DATA, None)
        assert note in one.note
