"""Value against the national figure of the same year."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating

NORTH = "100001"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
TOLERANCE = {"at_most": 1.0, "amber_within": 2.0, "unit": "points", "why": "A tenth of a grade."}


def _world(world, value, **keys):
    world.benchmark("attainment_8", {"2021/22": {"value": 48.8, "status": "revised"}})
    world.trust["targets"] = {"C1": {"attainment_8": TOLERANCE}}
    world.criterion({"rule": "national", "measure": "attainment_8", "benchmark": "attainment_8"})
    return world.figure("attainment_8", value, **keys)


@pytest.mark.parametrize(
    ("value", "rating", "sentence"),
    [
        (51.3, GREEN, "Attainment 8 is 51.3 points, 2.5 points above the national figure of 48.8 for 2021/22."),
        (48.8, GREEN, "Attainment 8 is 48.8 points, equal to the national figure of 48.8 for 2021/22."),
        (47.8, GREEN, "Attainment 8 is 47.8 points, in line with the national figure of 48.8 for 2021/22 (1.0 point below it)."),
        (47.7, AMBER, "Attainment 8 is 47.7 points, 1.1 points below the national figure of 48.8 for 2021/22 (up to 1 counts as in line)."),
        (45.8, AMBER, "Attainment 8 is 45.8 points, 3.0 points below the national figure of 48.8 for 2021/22 (up to 1 counts as in line)."),
        (45.7, RED, "Attainment 8 is 45.7 points, 3.1 points below the national figure of 48.8 for 2021/22 (up to 1 counts as in line)."),
        (48.77, GREEN, "Attainment 8 is 48.77 points, in line with the national figure of 48.80 for 2021/22 (0.03 points below it)."),
    ],
)  # fmt: skip
def test_in_line_with_national(world, value, rating, sentence):
    judgement = _world(world, value).of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)


@pytest.mark.parametrize(
    ("value", "rating", "places"),
    [
        # Rounded to 47.8 it would be in line, and to 45.8 amber.
        (47.76, AMBER, 2),
        (45.78, RED, 2),
        (48.77, GREEN, None),
        (47.8, GREEN, None),
    ],
)
def test_a_figure_beside_its_rating_stands_on_its_own_side(world, value, rating, places):
    judgement = _world(world, value).of()
    assert (judgement.rating, judgement.tests[0].places) == (rating, places)
    assert f"{value} points" in judgement.reason


def test_the_comparator_carries_year_basis_status_and_publication(world):
    comparator = _world(world, 50.0).of().tests[0].comparator
    assert (comparator.value, comparator.period, comparator.area) == (48.8, "2021/22", "England")
    assert (comparator.basis, comparator.status) == ("state-funded schools", "revised")
    assert comparator.publication == "Key stage 4 performance"


def test_england_in_the_same_file_comes_first_and_is_provisional(world):
    world.drop["data_status"] = "provisional, October 2022"
    _world(world, 46.5).figure("attainment_8", 46.0, "england", note="state-funded schools")
    test = world.of().tests[0]
    assert test.sentence == (
        "Attainment 8 is 46.5 points, 0.5 points above England’s figure in the same file "
        "of 46.0 for 2021/22."
    )
    assert (test.comparator.value, test.comparator.status) == (46.0, "provisional")
    assert test.comparator.name == "England, from the same file"


def test_england_of_another_year_is_not_used(world):
    _world(world, 50.0).figure("attainment_8", 40.0, "england", period="2020/21")
    assert world.of().tests[0].comparator.value == 48.8


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"2018/19": {"value": 46.7}}, "No national figure for 2021/22 was published."),
        (
            {"2021/22": {"why": "Examinations were cancelled."}},
            "No national figure for 2021/22 was published: examinations were cancelled.",
        ),
    ],
)
def test_no_national_figure_for_the_year_is_not_measurable(world, figures, sentence):
    _world(world, 50.0).benchmark("attainment_8", figures)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (Rating.NOT_MEASURABLE, sentence)


def test_without_a_tolerance_in_line_means_nothing_yet(world):
    _world(world, 50.0).trust = {}
    judgement = world.of()
    assert judgement.rating is Rating.TARGET_NOT_SET
    assert judgement.reason == (
        "The trust has not said how close Attainment 8 must be to the national figure."
    )


def test_for_a_rate_lower_is_better(world):
    world.benchmark("suspensions", {"2021/22": {"value": 13.96}})
    test = {"rule": "national", "measure": "suspension_rate", "benchmark": "suspensions"}
    world.criterion(test | {"in_line_within": 0.5, "amber_within": 1.0})
    world.figure("suspension_rate", 11.9).figure("suspension_rate", 15.0, "100002")
    better, worse = world.of(entity=NORTH), world.of(entity="100002")
    assert (better.rating, worse.rating) == (GREEN, AMBER)
    assert better.reason == (
        "There were 11.90 suspensions per 100 pupils, 2.06 below the national figure of 13.96 for 2021/22."
    )


def test_a_shortfall_that_may_be_chance_says_so(world):
    _world(world, 45.0, low=41.0, high=49.0, n=60)
    judgement = world.of()
    assert judgement.rating is RED
    assert judgement.reason.endswith(", though its 95% interval includes that figure.")


def test_a_lead_that_may_be_chance_says_so_too(world):
    _world(world, 51.0, low=47.0, high=55.0, n=60)
    judgement = world.of()
    assert judgement.rating is GREEN
    assert judgement.reason.endswith(", though its 95% interval includes that figure.")


def test_the_benchmark_may_depend_on_the_phase(world):
    world.benchmark("absence_secondary", {"2021/22": {"value": 50.0}})
    test = {"rule": "national", "measure": "attainment_8", "benchmark": "absence_{phase}"}
    world.criterion(test | {"in_line_within": 0.0})
    world.figure("attainment_8", 49.0).figure("attainment_8", 49.0, "trust")
    assert world.of(entity=NORTH).tests[0].comparator.value == 50.0
    world.schools[1]["phase"] = "primary"
    assert world.of(entity="trust").rating is Rating.NOT_MEASURABLE
