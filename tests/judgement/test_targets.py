"""Value against target: value, target, tolerance -> rating and sentence."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import pytest

from goldenthread.judgement.figures import says
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurement

NORTH, SOUTH = "100001", "100002"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


def _target(bound: float, within: float = 0.0, key: str = "at_least", unit: str = "points"):
    return {key: bound, "amber_within": within, "unit": unit}


@pytest.mark.parametrize(
    ("value", "target", "rating", "sentence"),
    [
        (46.0, _target(46, 2), GREEN, "Attainment 8 is 46.0 points, exactly at the plan’s target of 46.0."),
        (47.3, _target(46, 2), GREEN, "Attainment 8 is 47.3 points, above the plan’s target of 46.0."),
        (45.9, _target(46, 2), AMBER, "Attainment 8 is 45.9 points, below the plan’s target of 46.0 (amber from 44.0)."),
        # Exactly at the tolerance is still amber; a hair under it is red.
        (44.0, _target(46, 2), AMBER, "Attainment 8 is 44.0 points, below the plan’s target of 46.0 (amber from 44.0)."),
        (43.9, _target(46, 2), RED, "Attainment 8 is 43.9 points, below the plan’s target of 46.0."),
        # Judged unrounded; more decimals where rounding would hide the shortfall.
        (45.96, _target(46, 0), RED, "Attainment 8 is 45.96 points, below the plan’s target of 46.00."),
        (43.98, _target(46, 2), RED, "Attainment 8 is 43.98 points, below the plan’s target of 46.00."),
        (45.9996, _target(46, 2), AMBER, "Attainment 8 is 45.9996 points, below the plan’s target of 46.0000 (amber from 44.0000)."),
    ],
)  # fmt: skip
def test_at_least(world, value, target, rating, sentence):
    world.criterion({"rule": "target", "measure": "attainment_8", "target": target})
    world.figure("attainment_8", value)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        # Rounded these would be on the other side of the target of 46, or of amber from 44.
        (45.96, 2, "45.96 points"),
        (43.98, 2, "43.98 points"),
        (45.9996, 4, "45.9996 points"),
        # These would not, though the sentence tells them from the target.
        (46.04, None, "46.0 points"),
        (44.01, None, "44.0 points"),
        (45.9, None, "45.9 points"),
    ],
)  # fmt: skip
def test_a_figure_beside_its_rating_stands_on_its_own_side(world, value, places, shown):
    world.criterion({"rule": "target", "measure": "attainment_8", "target": _target(46, 2)})
    world.figure("attainment_8", value)
    (test,) = world.of().tests
    assert test.places == places
    assert next(step.result for step in test.steps if step.what == "Figure") == shown


@pytest.mark.parametrize(
    ("value", "rating", "sentence"),
    [
        (80.0, GREEN, "Staff costs are 80.0% of income, exactly at the plan’s target of 80%."),
        (76.2, GREEN, "Staff costs are 76.2% of income, below the plan’s target of 80%."),
        (82.0, AMBER, "Staff costs are 82.0% of income, above the plan’s target of 80% (amber up to 82%)."),
        (82.01, RED, "Staff costs are 82.01% of income, above the plan’s target of 80%."),
    ],
)  # fmt: skip
def test_at_most(world, value, rating, sentence):
    target = _target(80, 2, "at_most", "percent")
    world.criterion({"rule": "target", "measure": "staff_cost_share", "target": target})
    world.figure("staff_cost_share", value)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)


@pytest.mark.parametrize(
    ("filled", "seats", "rating", "sentence"),
    [
        (12, 12, GREEN, "All 12 seats are filled."),
        (11, 12, AMBER, "11 of 12 seats are filled (91.7%), below the plan’s target of 100% (amber from 90%)."),
        (6, 12, RED, "6 of 12 seats are filled (50.0%), below the plan’s target of 100%."),
        (0, 12, RED, "None of the 12 seats are filled, below the plan’s target of 100%."),
    ],
)  # fmt: skip
def test_a_count_is_said_as_a_count(world, filled, seats, rating, sentence):
    target = _target(100, 10, unit="percent")
    world.criterion({"rule": "target", "measure": "seats_filled", "target": target})
    world.figure("seats_filled", 100 * filled / seats, numerator=filled, denominator=seats)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)


def test_a_score_is_given_with_its_interval_and_pupils(world):
    world.schools[0]["kpis"] = {"progress_8": _target(0.0, unit="score")}
    world.criterion({"rule": "target", "measure": "progress_8", "kpi": True})
    world.figure("progress_8", -0.24, low=-0.5, high=-0.02, n=117)
    judgement = world.of()
    assert judgement.rating is RED
    assert judgement.reason == (
        "Progress 8 is −0.24 (95% interval −0.50 to −0.02, 117 pupils), "
        "below the school’s target of 0.00."
    )


def test_binary_noise_is_no_shortfall(world):
    target = _target(57, unit="percent")
    world.criterion({"rule": "target", "measure": "seats_filled", "target": target})
    world.figure("seats_filled", 100 * 0.57)  # 56.99999999999999
    assert world.of().rating is GREEN


@pytest.mark.parametrize(
    ("plan", "kpi", "trust", "whose"),
    [(46, 44, 42, "the plan’s"), (None, 44, 42, "the school’s"), (None, None, 42, "the trust’s")],
)
def test_the_plan_comes_before_the_school_and_the_school_before_the_trust(
    world, plan, kpi, trust, whose
):
    test = {"rule": "target", "measure": "attainment_8", "kpi": True}
    if plan is not None:
        test["target"] = _target(plan)
    if kpi is not None:
        world.schools[0]["kpis"] = {"attainment_8": _target(kpi)}
    world.trust["targets"] = {"C1": {"attainment_8": _target(trust)}}
    world.criterion(test).figure("attainment_8", 50.0)
    assert f"above {whose} target of" in world.of().reason


def test_without_a_target_the_state_says_who_has_to_set_it(world):
    world.criterion({"rule": "target", "measure": "attainment_8"})
    world.criterion({"rule": "target", "measure": "attainment_8", "kpi": True})
    world.figure("attainment_8", 50.0)
    assert world.of("C1").rating is Rating.TARGET_NOT_SET
    assert world.of("C1").reason == "The trust has not set a target for Attainment 8."
    assert world.of("C2").reason == (
        "North School has no target of its own for Attainment 8, and the trust has set none."
    )


def test_a_kpi_of_one_school_is_not_held_against_another(world):
    world.schools[0]["kpis"] = {"attainment_8": _target(40)}
    world.criterion({"rule": "target", "measure": "attainment_8", "kpi": True})
    world.figure("attainment_8", 50.0).figure("attainment_8", 50.0, SOUTH)
    assert world.of(entity=NORTH).rating is GREEN
    assert world.of(entity=SOUTH).rating is Rating.TARGET_NOT_SET


def test_who_stayed_is_said_of_teachers_and_leaders_and_from_when_to_when():
    days = (("In post on", "5 November 2020"), ("Still in post on", "4 November 2021"))
    counts = {"numerator": 41.0, "denominator": 50.0, "n": 52}
    figure = Measurement("retention", NORTH, "2021/22", 82.0, details=days, **counts)
    assert says(all_measures()["retention"], figure) == (
        "41 of 50 teachers and leaders (full-time equivalent) stayed"
        " from 5 November 2020 to 4 November 2021 (82.0%, 52 staff)"
    )


@pytest.mark.parametrize(
    ("measure", "group", "counts", "said"),
    [
        ("systems_live", "HR and payroll", (1, 1), "the system for HR and payroll is live"),
        ("systems_live", "HR and payroll", (0, 1), "the system for HR and payroll is not live"),
        ("systems_live", "HR and payroll", (1, 2),
         "the system for HR and payroll is live at 1 of 2 schools (50.0%)"),
        ("systems_common", "Finance", (0, 1),
         "the schools do not all have the same live system for finance"),
        ("cpd_offer_published", "Leadership", (1, 1),
         "the programme of staff development for leadership is published"),
        ("internal_appointments", "all", (4, 10),
         "4 of 10 appointments were made from within the trust (40.0%)"),
        ("leadership_posts", "North School · Deputy", (None, None),
         "North School, Deputy: 1.0 filled, in full-time equivalents"),
    ],
)  # fmt: skip
def test_a_group_is_said_by_what_it_is(measure, group, counts, said):
    top, bottom = counts
    value = 1.0 if bottom is None else 100 * top / bottom
    figure = Measurement(
        measure, "trust", "2021/22", value, group, numerator=top, denominator=bottom
    )
    assert says(all_measures()[measure], figure) == said


def test_a_yes_or_no_of_a_group_has_no_target_beside_it(world):
    world.criterion(
        {"rule": "target", "measure": "systems_common", "group": "Finance",
         "target": {"at_least": 100, "unit": "percent"}}
    )  # fmt: skip
    world.figure("systems_common", 0.0, "trust", group="Finance", numerator=0.0, denominator=1.0)
    judged = world.of(entity="trust")
    assert (judged.rating, judged.reason) == (
        Rating.RED, "The schools do not all have the same live system for finance.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("group", "rating"), [("north  school · head of school", GREEN), ("Head", Rating.NO_DATA)]
)
def test_a_group_is_the_same_with_other_capitals(world, group, rating):
    target = {"at_least": 1, "unit": "count"}
    world.criterion({"rule": "target", "measure": "widgets", "group": group, "target": target})
    world.figure("widgets", 1.0, group="North School · Head of School")
    assert world.of().rating == rating


@pytest.mark.parametrize(
    ("measure", "figure", "said"),
    [
        # One of a count has the verb of one; of a count that is not known, that of several.
        ("leaders_trained", (50.0, 1, 2), "1 of 2 heads and senior leaders has had the training (50%)"),
        ("leaders_trained", (100.0, 2, 2), "both heads and senior leaders have had the training"),
        ("risks_reviewed", (50.0, 1, 2), "1 of 2 risks with a date of review was reviewed by it (50.0%)"),
        ("seats_filled", (97.0, None, None), "97.0% of seats are filled"),
        ("risks_linked", (1.0, None, None), "1 of the risks on the academy’s own register is linked to the trust’s"),
        ("risks_linked", (0.0, None, None), "0 of the risks on the academy’s own register are linked to the trust’s"),
        ("in_year_balance", (113171.0, None, None), "the balance of the year so far is £113,171"),
        ("ks2_maths_progress", (-1.1, None, None), "progress in maths is −1.1"),
        ("ks2_gps_higher", (25.0, None, None), "25.0% of pupils reached the higher standard in grammar, punctuation and spelling"),
        ("gap_english_maths_5_in_school", (-9.0, None, None), "the disadvantage gap in grade 5 or above in English and maths within the school is −9.0 percentage points"),
    ],
)  # fmt: skip
def test_a_figure_is_said_as_a_clause(measure, figure, said):
    value, top, bottom = figure
    known = Measurement(measure, NORTH, "2021/22", value, numerator=top, denominator=bottom)
    assert says(all_measures()[measure], known) == said


def test_an_academy_without_a_register_of_its_own_is_said_to_have_none():
    none = Measurement("risks_linked", NORTH, "2021/22", 0.0, n=0)
    said = "there is no risk of an academy’s own on the register"
    assert says(all_measures()["risks_linked"], none) == said
