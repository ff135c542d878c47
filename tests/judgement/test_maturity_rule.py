"""The step of maturity whose text the evidence makes true."""

from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating

GREEN, AMBER, RED, NO_DATA = Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NO_DATA
UP = {"Beginning": None, "Developing": None, "Embedding": None, "Leading": None}
TEXTS = {"Developing": "Plans have links", "Embedding": "Priorities are delivered"}


def _at_least(measure, least, unit):
    return {"rule": "target", "measure": measure, "target": {"at_least": least, "unit": unit}}


TESTS = {
    "Developing": _at_least("attainment_8", 50, "points"),
    "Embedding": _at_least("handbook_met", 90, "percent"),
}


def maturity(world, lower, higher, steps=None, **keys):
    world.plan["scales"] = [{"id": "maturity", "title": "Maturity", "steps": steps or UP}]
    for measure, value in (("attainment_8", lower), ("handbook_met", higher)):
        if value is not None:
            world.figure(measure, value, "100001")
    test = {"rule": "maturity", "scale": "maturity", "now": "Developing", "needed": "Embedding"}
    return world.criterion(test | {"texts": TEXTS, "tests": TESTS} | keys).of()


@pytest.mark.parametrize(
    ("lower", "higher", "rating", "level"),
    [
        (60, 95, GREEN, "Embedding"),
        (60, 80, AMBER, "Developing"),
        # The higher text is true and the lower is not: the highest true one is the step.
        (40, 95, GREEN, "Embedding"),
        (40, 80, RED, ""),
        # What nobody knows decides nothing, unless the other text decides by itself.
        (None, 95, GREEN, "Embedding"),
        (None, 80, NO_DATA, ""),
        (60, None, NO_DATA, "Developing"),
        (None, None, NO_DATA, ""),
        # Exactly at the bounds.
        (50, 90, GREEN, "Embedding"),
        (50, 89.9, AMBER, "Developing"),
    ],
)
@pytest.mark.parametrize("steps", [UP, dict(reversed(UP.items()))], ids=["up", "down"])
def test_the_highest_step_that_is_true(world, lower, higher, rating, level, steps):
    judgement = maturity(world, lower, higher, steps)
    assert judgement.rating is rating
    assert judgement.level == level


@pytest.mark.parametrize(
    ("lower", "higher", "reason"),
    [
        (
            *(60, 80),
            "‘Developing’ is true; ‘Embedding’ is needed and is not true yet: 80.0% of duties of "
            "the handbook that apply are met, below the plan’s target of 90%.",
        ),
        (
            *(60, 95),
            "‘Embedding’ is true: 95.0% of duties of the handbook that apply are met, above the "
            "plan’s target of 90%.",
        ),
        (
            *(40, 80),
            "Not even ‘Developing’ is true, and ‘Embedding’ is needed: Attainment 8 is 40.0 "
            "points, below the plan’s target of 50.0.",
        ),
    ],
    ids=["amber", "green", "red"],
)
def test_the_sentence_gives_the_evidence_that_decides(world, lower, higher, reason):
    assert maturity(world, lower, higher).reason == reason


def test_an_open_step_is_said_to_be_open(world):
    assert maturity(world, 60, None).reason == (
        "Which step is reached is open (‘Embedding’ is needed): there is no figure for duties met."
    )


def test_a_step_beyond_the_one_that_is_needed_is_green_too(world):
    texts = TEXTS | {"Leading": "Others learn from it"}
    tests = TESTS | {"Leading": _at_least("attainment_8", 55, "points")}
    judgement = maturity(world, 60, 80, texts=texts, tests=tests)
    assert judgement.rating is GREEN
    assert judgement.level == "Leading"
    assert judgement.reason.startswith("‘Leading’ is true: ")


def test_a_step_two_below_the_one_that_is_needed_is_red(world):
    texts = TEXTS | {"Beginning": "There is a plan"}
    tests = TESTS | {"Beginning": _at_least("attainment_8", 30, "points")}
    judgement = maturity(world, 40, 80, texts=texts, tests=tests)
    assert judgement.rating is RED
    assert judgement.level == "Beginning"


def test_the_parts_and_their_rows_are_the_evidence(world):
    judgement = maturity(world, 60, 80)
    (test,) = judgement.tests
    assert [leaf.measure for leaf in test.leaves] == ["attainment_8", "handbook_met"]
    assert [step.what for step in test.steps[:3]] == ["Developing", "Embedding", "Step reached"]
    assert judgement.rule.startswith(
        "The highest step of the scale Maturity whose text is true; green when ‘Embedding’ is "
        "reached, amber when only ‘Developing’ is, otherwise red. The text of ‘Developing’ is true "
        "when this is green: green when Attainment 8 is at least 50.0 points, otherwise red."
    )
