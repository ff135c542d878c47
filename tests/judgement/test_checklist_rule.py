"""A checklist: every item in place, and which are not."""

from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.measures.categories import OLDER

NORTH = "100001"
AREAS = ("Safeguarding", "Premises", "Training", "Wellbeing", "Health", "Finance")


def _world(world, met, unit_one=100.0, **test):
    world.criterion({"rule": "checklist", "measure": "handbook_met", **test})
    world.figure("handbook_met", 100 * met / 6, numerator=met, denominator=6)
    for i, area in enumerate(AREAS):
        world.figure("handbook_met", unit_one if i < met else 0.0, group=area)
    return world


@pytest.mark.parametrize(
    ("met", "rating", "sentence"),
    [
        (6, Rating.GREEN, "All 6 duties of the handbook that apply are met."),
        (
            4,
            Rating.AMBER,
            "4 of 6 duties of the handbook that apply are met (66.7%; "
            "not complete: Health, Finance).",
        ),
        (
            3,
            Rating.AMBER,
            "3 of 6 duties of the handbook that apply are met (50.0%; "
            "not complete: Wellbeing, Health, Finance).",
        ),
        (
            0,
            Rating.RED,
            "None of the 6 duties of the handbook that apply are met "
            "(not complete: Safeguarding, Premises, Training, Wellbeing, 2 others).",
        ),
    ],
)
@pytest.mark.parametrize("one", [1.0, 100.0])
def test_items_in_place(world, met, rating, sentence, one):
    judgement = _world(world, met, one).of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)


@pytest.mark.parametrize(
    ("older", "said"),
    [
        ((), "not complete: Health, Finance)."),
        (("Health",), "not complete: Finance; older than twelve months: Health)."),
        (("Health", "Finance"), "66.7%; older than twelve months: Health, Finance)."),
    ],
)
def test_what_is_there_from_too_long_ago_is_told_apart(world, older, said):
    world.criterion({"rule": "checklist", "measure": "handbook_met"})
    world.figure("handbook_met", 100 * 4 / 6, numerator=4, denominator=6)
    for i, area in enumerate(AREAS):
        details = ((OLDER, "1 May 2020"),) if area in older else ()
        world.figure("handbook_met", 100.0 if i < 4 else 0.0, group=area, details=details)
    assert world.of().reason.endswith(said)


def test_amber_starts_where_the_plan_says(world):
    assert _world(world, 4, amber_from=70).of().rating is Rating.RED


@pytest.mark.parametrize(
    ("value", "rating", "start"), [(1.0, Rating.GREEN, "The auditor’s opinion is unqualified"),
                                   (0.0, Rating.RED, "The audit was not completed")]
)  # fmt: skip
def test_a_yes_is_green_and_a_no_is_red(world, value, rating, start):
    world.criterion({"rule": "checklist", "measure": "audit_opinion_clean"})
    world.figure("audit_opinion_clean", value)
    judgement = world.of()
    assert judgement.rating is rating
    assert judgement.reason.startswith(start)


def test_the_working_of_a_yes_or_no_says_what_the_rule_says(world):
    world.criterion({"rule": "checklist", "measure": "audit_opinion_clean"})
    world.figure("audit_opinion_clean", 0.0)
    (test,) = world.of().tests
    bounds = next(step for step in test.steps if step.what == "Bounds")
    assert (bounds.figures, bounds.result) == ("green when yes", "otherwise red")
    assert test.rule.endswith("otherwise red.")


def test_all_but_one_of_very_many_is_not_shown_as_all(world):
    world.criterion({"rule": "checklist", "measure": "handbook_met"})
    world.figure("handbook_met", 99.97, numerator=9997, denominator=10000)
    (test,) = world.of().tests
    assert (test.rating, test.places) == (Rating.AMBER, 2)
