"""What priorities of improvement plans rest on, cost and move, and what reviews found of plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from goldenthread.measures.measurement import TRUST, Measurements, State

NORTH, SOUTH = "100001", "100002"
AS_OF = dt.date(2022, 4, 8)


def figures(measured: Any, *names: str, **tables: Any) -> Measurements:
    return Measurements(item for name in names for item in measured(name, **tables))


def priority(school: str, reference: str, **cells: Any) -> dict[str, Any]:
    return {"school": school, "reference": reference, "cpd": True, **cells}


def outcome(start: float | None, latest: float | None, wanted: str | None = "higher") -> Any:
    return {"outcome": "Reading, %", "wanted": wanted, "at_start": start, "latest": latest}


@pytest.mark.parametrize(
    ("cells", "moved"),
    [
        (outcome(50, 60), 1),
        (outcome(50, 50), 0),
        (outcome(50, 40), 0),
        (outcome(12, 9, "lower"), 1),
        (outcome(12, 13, "lower"), 0),
        (outcome(0, 1), 1),
    ],
)
def test_an_outcome_moves_in_the_direction_that_is_wanted(
    measured: Any, cells: Any, moved: int
) -> None:
    rows = [priority(NORTH, "N1", **cells), priority(NORTH, "N2", **outcome(1, 2))]
    item = figures(measured, "priorities_moved", improvement_plans=rows).one(
        "priorities_moved", NORTH
    )
    assert (item.numerator, item.denominator) == (moved + 1, 2)
    assert item.note == ("" if moved else "not moved as wanted: N1")


@pytest.mark.parametrize(
    "blank",
    [outcome(50, None), outcome(None, 50), outcome(1, 2, None), {"at_start": 1, "latest": 2}],
)
def test_an_outcome_that_is_not_known_is_neither_moved_nor_not(measured: Any, blank: Any) -> None:
    rows = [priority(NORTH, "N1", **outcome(1, 2)), priority(NORTH, "N2", **blank)]
    rows.append(priority(SOUTH, "S1", **blank))
    found = figures(measured, "priorities_moved", improvement_plans=rows)
    north, south, trust = (found.one("priorities_moved", at) for at in (NORTH, SOUTH, TRUST))
    assert (north.value, north.coverage.covered, north.coverage.expected) == (100, 1, 2)
    assert (south.state, south.value) == (State.NO_DATA, None)
    assert (trust.coverage.covered, trust.coverage.expected) == (1, 3)


@pytest.mark.parametrize(
    ("name", "column", "yes", "note"),
    [
        ("priorities_costed", "cost", 0.0, "without a cost: N2"),
        ("priorities_from_data", "data", "Tests of July", "without the data they rest on: N2"),
        ("priorities_begun", "intervention", AS_OF, "no intervention begun: N2"),
    ],
)
def test_a_priority_has_what_its_cell_says(
    measured: Any, name: str, column: str, yes: Any, note: str
) -> None:
    rows = [priority(NORTH, "N1", **{column: yes}), priority(NORTH, "N2", **{column: None})]
    item = figures(measured, name, improvement_plans=rows).one(name, NORTH)
    assert (item.numerator, item.denominator, item.note) == (1, 2, note)
    without = [priority(NORTH, "N1")]
    nothing = figures(measured, name, improvement_plans=without).one(name, NORTH)
    assert (nothing.state, nothing.value) == (State.NO_DATA, None)
    assert nothing.note.startswith("the export of improvement plans does not say")


def test_an_intervention_after_the_drop_is_not_begun(measured: Any) -> None:
    rows = [
        priority(NORTH, "N1", intervention=AS_OF),
        priority(NORTH, "N2", intervention=AS_OF + dt.timedelta(days=1)),
    ]
    found = figures(measured, "priorities_begun", improvement_plans=rows)
    assert found.one("priorities_begun", NORTH).value == 50


def review(school: str, day: dt.date, on_format: bool | None, met: int, of: int = 10) -> Any:
    return {
        "school": school, "reviewed": day, "on_format": on_format, "criteria_met": met,
        "criteria": of, "reviewed_by": "Adviser",
    }  # fmt: skip


def test_the_latest_review_of_the_year_counts(measured: Any) -> None:
    rows = [
        review(NORTH, dt.date(2022, 3, 1), on_format=True, met=8),
        review(NORTH, dt.date(2021, 10, 1), on_format=False, met=2),
        review(NORTH, dt.date(2022, 5, 1), on_format=False, met=1),  # after the drop
        review(SOUTH, dt.date(2021, 8, 31), on_format=True, met=10),  # last school year
    ]
    names = ("plans_on_format", "plan_quality")
    found = figures(measured, *names, plan_reviews=rows)
    form, quality = (found.one(name, NORTH) for name in names)
    assert (form.value, quality.value, quality.detail("Reviewed by")) == (100, 80, "Adviser")
    assert found.one("plan_quality", SOUTH).state == State.NO_DATA
    trust = found.one("plan_quality", TRUST)
    assert (trust.value, trust.coverage.covered, trust.coverage.expected) == (80, 1, 2)


def test_of_two_reviews_of_a_day_the_order_of_rows_decides_nothing(measured: Any) -> None:
    day = dt.date(2021, 11, 1)
    rows = [review(NORTH, day, on_format=True, met=met) for met in (4, 7)]
    first, second = (
        measured("plan_quality", plan_reviews=given).one("plan_quality", NORTH)
        for given in (rows, rows[::-1])
    )
    assert (first.numerator, first.denominator) == (second.numerator, second.denominator) == (7, 10)


def test_the_trusts_quality_is_of_all_criteria_together(measured: Any) -> None:
    day = dt.date(2021, 11, 1)
    rows = [review(NORTH, day, None, 9, 10), review(SOUTH, day, True, 5, 20)]
    found = figures(measured, "plan_quality", "plans_on_format", plan_reviews=rows)
    trust = found.one("plan_quality", TRUST)
    assert (trust.numerator, trust.denominator) == (14, 30)
    assert found.one("plans_on_format", NORTH).state == State.NO_DATA
    assert found.one("plans_on_format", SOUTH).value == 100


def test_more_criteria_met_than_there_are_say_nothing(measured: Any) -> None:
    rows = [review(NORTH, dt.date(2021, 11, 1), on_format=True, met=11)]
    found = figures(measured, "plan_quality", plan_reviews=rows)
    assert found.one("plan_quality", NORTH).state == State.NO_DATA
