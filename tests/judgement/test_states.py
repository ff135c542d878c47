"""States that are no colour, in the order in which they are asked about."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Coverage, State

NORTH, SOUTH, TRUST = "100001", "100002", "trust"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


def _test(measure="attainment_8", bound=46.0, unit="points"):
    return {"rule": "target", "measure": measure, "target": {"at_least": bound, "unit": unit}}


def test_paused_comes_first(world):
    world.criterion(_test(), paused="not a priority while the trust recovers its finances")
    judgement = world.figure("attainment_8", 50.0).of()
    assert judgement.rating is Rating.PAUSED
    assert judgement.reason == "Not a priority while the trust recovers its finances."


@pytest.mark.parametrize(
    ("as_of", "rating", "reason"),
    [
        (
            dt.date(2019, 10, 31),
            Rating.NOT_YET_DUE,
            "Not due until 1 November 2019, 3 years after South School joined the trust.",
        ),
        (
            dt.date(2019, 11, 1),
            GREEN,
            "Attainment 8 is 50.0 points, above the plan’s target of 46.0.",
        ),
    ],
)
def test_a_clock_from_the_day_a_school_joined(world, as_of, rating, reason):
    world.drop["as_of"] = as_of
    world.criterion(_test(), due={"years_after_joining": 3})
    world.figure("attainment_8", 50.0, SOUTH).figure("attainment_8", 50.0, TRUST)
    judgement = world.of(entity=SOUTH)
    assert (judgement.rating, judgement.reason) == (rating, reason)
    assert judgement.due == dt.date(2019, 11, 1)
    # The trust as a whole waits for the school that joined last.
    assert world.of(entity=TRUST).rating is rating


def test_months_after_joining(world):
    world.schools[0]["joined"] = dt.date(2021, 10, 31)
    world.criterion(_test(), due={"months_after_joining": 12})
    assert world.of().reason == (
        "Not due until 31 October 2022, 12 months after North School joined the trust."
    )


def test_a_criterion_is_judged_in_its_terms(world):
    keys = {"judged_in": ["summer"], "not_before": "Results come out in August"}
    world.criterion(_test(), **keys).figure("attainment_8", 50.0)
    assert world.of().rating is GREEN
    world.drop |= {"term": "spring", "as_of": dt.date(2022, 4, 8)}
    judgement = world.of()
    assert judgement.rating is Rating.NOT_YET_DUE
    assert judgement.reason == "Judged in the summer drop: Results come out in August."


@pytest.mark.parametrize(
    ("criterion", "plan", "trust", "covered", "rating", "reason"),
    [
        (None, 80.0, 90.0, 80, GREEN, "Attainment 8 is 50.0 points, above the plan’s target of 46.0."),
        (None, 80.0, 90.0, 61, Rating.NO_DATA, "The data covers 61 of 100 pupils, below the 80% that the plan needs."),
        (None, None, 90.0, 80, Rating.NO_DATA, "The data covers 80 of 100 pupils, below the 90% that the trust asks for."),
        (50.0, 80.0, 90.0, 61, GREEN, "Attainment 8 is 50.0 points, above the plan’s target of 46.0."),
        (70.0, 50.0, 50.0, 61, Rating.NO_DATA, "The data covers 61 of 100 pupils, below the 70% that the plan needs."),
    ],
)  # fmt: skip
def test_coverage(world, criterion, plan, trust, covered, rating, reason):
    world.criterion(_test(), minimum_coverage=criterion)
    world.plan["minimum_coverage"] = plan
    world.trust["reporting"] = {"minimum_coverage": trust}
    world.figure("attainment_8", 50.0, coverage=Coverage(covered, 100, "pupils"))
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("state", "note", "rating", "reason"),
    [
        (State.NO_DATA, "the drop holds no file named like *ks4*", Rating.NO_DATA,
         "There is no figure for Attainment 8: the drop holds no file named like *ks4*."),
        (State.NOT_MEASURABLE, "Examinations were cancelled.", Rating.NOT_MEASURABLE,
         "Attainment 8 cannot be measured this year: examinations were cancelled."),
        (State.SUPPRESSED, "fewer than 6 pupils", Rating.SUPPRESSED,
         "Attainment 8 is not shown: fewer than 6 pupils."),
    ],
)  # fmt: skip
def test_a_state_of_the_measurement_is_the_state_of_the_rating(world, state, note, rating, reason):
    world.criterion(_test()).figure("attainment_8", None, state=state, note=note)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, reason)


def test_a_figure_nobody_computed_is_no_data(world):
    judgement = world.criterion(_test()).of()
    assert judgement.rating is Rating.NO_DATA
    assert judgement.reason == "There is no figure for Attainment 8."


@pytest.mark.parametrize(("n", "rating"), [(5, Rating.SUPPRESSED), (6, RED)])
def test_no_colour_on_fewer_pupils_than_the_smallest_group(world, n, rating):
    world.criterion(_test()).figure("attainment_8", 20.0, n=n)
    judgement = world.of()
    assert judgement.rating is rating
    if n == 5:
        assert judgement.reason == "Attainment 8 rests on fewer than 6 pupils."


def test_a_criterion_without_tests_has_no_target(world):
    judgement = world.criterion().of(entity=TRUST)
    assert (judgement.rating, judgement.reason) == (
        Rating.TARGET_NOT_SET,
        "The plan gives it no test.",
    )


def test_the_rating_before_comes_from_the_previous_drop(world, other_world, earlier):
    before = earlier(other_world.criterion(_test()).figure("attainment_8", 40.0))
    world.criterion(_test()).figure("attainment_8", 50.0)
    assert world.of(previous=before).previous is RED
    assert world.of().previous is None
