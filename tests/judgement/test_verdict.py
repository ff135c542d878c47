"""Several tests, several schools: one rating and one sentence."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import pytest

from goldenthread.judgement.in_sentences import as_clause
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.verdict import by_rating, overall

NORTH, SOUTH, TRUST = "100001", "100002", "trust"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([GREEN, GREEN], GREEN),
        ([GREEN, AMBER, RED], RED),
        ([GREEN, AMBER], AMBER),
        # Green is a promise: it waits for what is still owed. Red and amber do not.
        ([GREEN, Rating.NO_DATA], Rating.NO_DATA),
        ([GREEN, Rating.TARGET_NOT_SET], Rating.TARGET_NOT_SET),
        ([GREEN, Rating.AWAITING_JUDGEMENT], Rating.AWAITING_JUDGEMENT),
        ([AMBER, Rating.NO_DATA], AMBER),
        ([RED, Rating.NO_DATA], RED),
        # Nobody owes what cannot be measured, is not due or may not be shown.
        ([GREEN, Rating.NOT_MEASURABLE], GREEN),
        ([GREEN, Rating.NOT_YET_DUE], GREEN),
        ([GREEN, Rating.SUPPRESSED], GREEN),
        ([Rating.NOT_YET_DUE, Rating.NO_DATA], Rating.NO_DATA),
    ],
)
def test_overall(ratings, expected):
    assert overall(ratings) is expected


def _test(measure, bound, unit):
    target = {"at_least": bound, "amber_within": 5, "unit": unit}
    return {"rule": "target", "measure": measure, "target": target}


A8, P8 = _test("attainment_8", 46, "points"), _test("progress_8", 0, "score")
SEATS = _test("seats_filled", 100, "percent")


@pytest.mark.parametrize(
    ("values", "rating", "reason"),
    [
        (
            (47.0, 0.3, 100.0),
            GREEN,
            "Green because Attainment 8 is 47.0 points, above the plan’s target of 46.0; "
            "the other two tests are green too.",
        ),
        (
            (47.0, 0.3, 97.0),
            AMBER,
            "Amber because 97.0% of seats are filled, below the plan’s target of 100% "
            "(amber from 95%); the other two tests are green.",
        ),
        (
            (40.0, -0.3, 100.0),
            RED,
            "Red because Attainment 8 is 40.0 points, below the plan’s target of 46.0; "
            "of the other two tests one is amber and one is green.",
        ),
        (
            (47.0, 0.3, None),
            Rating.NO_DATA,
            "There is no figure for seats filled; the other two tests are green, "
            "but green needs every test.",
        ),
        (
            (47.0, -0.3, None),
            AMBER,
            "Amber because Progress 8 is −0.30, below the plan’s target of 0.00 "
            "(amber from −5.00); of the other two tests one is green and one has no data.",
        ),
    ],
)
def test_the_test_that_decides_leads(world, values, rating, reason):
    world.criterion(A8, P8, SEATS)
    for measure, value in zip(("attainment_8", "progress_8", "seats_filled"), values, strict=True):
        if value is not None:
            world.figure(measure, value)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("attainment", "progress", "filled", "named"),
    [
        # (figure, its 95% interval): red below 41, below −5 and below 95; the targets are 46, 0, 100.
        ((40, 34, 47), (-6, -8, -4), 100, "Progress 8 is −6.00"),
        ((40, 38, 42), (-6, -8, -4), 100, "Attainment 8 is 40.0"),
        ((40, 34, 47), (-6, -13, 1), 100, "Attainment 8 is 40.0"),
        ((40, 34, 47), (-6, -13, 1), 80, "80.0% of seats are filled"),
        # Of people without an interval nobody knows; things are counted.
        ((40, None, None), (-6, -7, -5.5), 100, "Progress 8 is −6.00"),
        ((40, None, None), (-6, None, None), 80, "80.0% of seats are filled"),
        ((40, None, None), (-6, None, None), 100, "Attainment 8 is 40.0"),
        ((40, 34, 47), (-4, -5, -3), 100, "Attainment 8 is 40.0"),
    ],
)
def test_of_several_red_tests_one_beyond_chance_is_named_first(
    world, attainment, progress, filled, named
):
    world.criterion(A8, P8, SEATS)
    for measure, (value, low, high) in (("attainment_8", attainment), ("progress_8", progress)):
        world.figure(measure, value, low=low, high=high)
    world.figure("seats_filled", filled)
    judgement = world.of()
    assert judgement.rating is RED
    assert judgement.reason.startswith(f"Red because {named}")


@pytest.mark.parametrize(
    ("north", "south", "rating", "reason"),
    [
        (50, 50, GREEN, "Both schools are green."),
        (50, 44, AMBER, "Amber because one of two schools is green: South School is amber and North School is green."),
        (50, 30, AMBER, "Amber because one of two schools is green: South School is red and North School is green."),
        (44, 44, AMBER, "Amber because no school is green: North School and South School are amber."),
        (44, 30, RED, "Red because no school is green: South School is red and North School is amber."),
        (50, None, Rating.NO_DATA, "North School is green and South School has no data."),
        (30, None, RED, "Red because no school is green: North School is red and South School has no data."),
        (None, None, Rating.NO_DATA, "There is no figure for Attainment 8."),
    ],
)  # fmt: skip
def test_the_trust_from_its_schools(world, north, south, rating, reason):
    world.criterion(A8, trust="schools")
    for urn, value in ((NORTH, north), (SOUTH, south)):
        if value is not None:
            world.figure("attainment_8", value, urn)
    judgement = world.of(entity=TRUST)
    assert (judgement.rating, judgement.reason) == (rating, reason)
    assert judgement.rule.endswith("otherwise amber.")
    assert [t.measurement.entity for t in judgement.tests if t.measurement] == [
        urn for urn, value in ((NORTH, north), (SOUTH, south)) if value is not None
    ]


def test_pooled_the_trust_has_a_figure_of_its_own(world):
    world.criterion(A8).figure("attainment_8", 50.0).figure("attainment_8", 40.0, TRUST)
    assert (world.of().rating, world.of(entity=TRUST).rating) == (GREEN, RED)


def test_only_the_levels_of_the_criterion_are_judged(world):
    world.criterion(A8, levels=["trust"]).criterion(A8, levels=["school"])
    found = [(j.criterion, j.entity) for j in world.judge()]
    assert found == [("C1", TRUST), ("C2", NORTH), ("C2", SOUTH)]


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ("GG", "A and B are green"),
        ("RGGG", "A is red and B, C and D are green"),
        ("RGGGG", "A is red and the other four are green"),
        ("GGRAGG", "C is red, D is amber and the other four are green"),
        ("GGGGN", "E has no data and the other four are green"),
        ("GGGGG", "A, B, C, D and E are green"),
        ("RRRRR", "A, B, C, D and E are red"),
    ],
)
def test_of_many_green_schools_the_others_are_named_and_they_are_counted(ratings, words):
    known = {"G": Rating.GREEN, "A": Rating.AMBER, "R": Rating.RED, "N": Rating.NO_DATA}
    schools = [("ABCDEF"[place], known[letter]) for place, letter in enumerate(ratings)]
    assert by_rating(schools) == words


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("Held in 1 of 3 terms this year.", "it was held in 1 of 3 terms this year"),
        ("Not held in the only term this year.", "it was not held in the only term this year"),
        ("Judged ‘Strong’ by the head.", "it was judged ‘Strong’ by the head"),
        ("Overdue by 3 days: it was due on 1 May.", "it is overdue by 3 days: it was due on 1 May"),
        ("Both seats are filled.", "both seats are filled"),
        ("Attainment 8 is 47.0 points.", "Attainment 8 is 47.0 points"),
    ],
)
def test_a_sentence_is_a_clause_after_because(said, clause):
    assert as_clause(said) == clause
