"""Whom a criterion is for: schools of some phases, schools judged so on a scale."""

from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Measurement, State

GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
APART, AWAITING = Rating.DOES_NOT_APPLY, Rating.AWAITING_JUDGEMENT
NORTH, SOUTH, TRUST = "100001", "100002", "trust"
TEST = {
    "rule": "target",
    "measure": "attainment_8",
    "target": {"at_least": 50, "amber_within": 5, "unit": "points"},
}
FOR_D = {"scale": "category", "steps": ["D", "E"]}


def _of_phases(world, *phases):
    for school, phase in zip(world.schools, phases, strict=True):
        school["phase"] = phase
    return world


def _categories(world, **judged):
    """`north="D"`: criterion C1 records the category of each school."""
    steps = {"A": "green", "D": "red", "E": "red"}
    words = {"D": "Repair"}
    world.plan["scales"] = [
        {"id": "category", "title": "School category", "steps": steps, "words": words}
    ]
    for name, step in judged.items():
        urn = {"north": NORTH, "south": SOUTH}[name]
        details = (("Judgement", step), ("Judged by", "Chief executive"), ("Date", "3 May 2022"))
        world.figures.append(
            Measurement("recorded_judgement", urn, "2021/22", group="C1", details=details)
        )
    return world.criterion({"rule": "recorded", "scale": "category"}, levels=["school"])


@pytest.mark.parametrize(
    ("test", "keys", "rating"),
    [
        ({}, {"applies_where": {"phases": ["secondary"]}}, GREEN),
        ({"phases": ["secondary"]}, {}, GREEN),
        ({}, {}, Rating.NOT_YET_DUE),
    ],
)
def test_a_school_of_another_phase_that_joined_late_keeps_nobody_waiting(world, test, keys, rating):
    _of_phases(world, "secondary", "primary").schools[1]["joined"] = "2021-09-01"
    world.criterion(TEST | test, due={"years_after_joining": 3}, **keys)
    judgement = world.figure("attainment_8", 60, TRUST).of(entity=TRUST)
    assert judgement.rating is rating


@pytest.mark.parametrize(
    ("step", "rating", "reason"),
    [
        ("D", GREEN, "Attainment 8 is 60.0 points, above the plan’s target of 50.0."),
        ("Repair", GREEN, "Attainment 8 is 60.0"),
        ("A", APART, "It is for schools judged D or E on the scale School category, and North "
         "School was judged A."),
        # Nobody has recorded it: that is a judgement awaited, not a criterion that does not apply.
        (None, AWAITING, "It is for schools judged D or E on the scale School category, and no "
         "judgement of North School on that scale has been recorded."),
        ("Z", AWAITING, "It is for schools judged D or E"),
    ],
)  # fmt: skip
def test_a_duty_that_follows_from_a_category(world, step, rating, reason):
    _categories(world, **({"north": step} if step else {}))
    world.figure("attainment_8", 60).criterion(TEST, applies_where=FOR_D)
    judgement = world.of("C2")
    assert judgement.rating is rating
    assert judgement.reason.startswith(reason)


@pytest.mark.parametrize(
    ("judged", "values", "rating"),
    [
        # The trust takes the schools that the criterion is for, and no others.
        ({"north": "D", "south": "A"}, (60, 10), GREEN),
        ({"north": "D", "south": "E"}, (60, 10), AMBER),
        ({"north": "A", "south": "A"}, (60, 60), APART),
        ({"north": "D"}, (60, 60), AWAITING),
    ],
)
def test_the_trust_from_the_schools_that_it_is_for(world, judged, values, rating):
    _categories(world, **judged)
    for urn, value in zip((NORTH, SOUTH), values, strict=True):
        world.figure("attainment_8", value, urn)
    world.criterion(TEST, applies_where=FOR_D, trust="schools")
    assert world.of("C2", TRUST).rating is rating


def test_what_does_not_apply_is_not_worse_than_green_nor_owed(world):
    _categories(world, north="D", south="A").figure("attainment_8", 60, NORTH)
    world.criterion(TEST, applies_where=FOR_D, trust="schools")
    assert "South" not in world.of("C2", TRUST).reason


@pytest.mark.parametrize(
    ("keys", "where"),
    [({"applies_where": {"phases": ["primary"]}}, {}), ({}, {"phases": ["primary"]})],
    ids=["the criterion", "the test"],
)
def test_for_primary_schools_only(world, keys, where):
    _of_phases(world, "primary", "secondary")
    world.figure("attainment_8", 60, NORTH).figure("attainment_8", 10, SOUTH)
    world.criterion(TEST | where, **keys)
    assert world.of(entity=NORTH).rating is GREEN
    judgement = world.of(entity=SOUTH)
    assert judgement.rating is APART
    assert judgement.reason == (
        "It is for primary schools, and South School is a secondary school."
    )


@pytest.mark.parametrize(
    "keys",
    [{"applies_where": {"phases": ["special"]}}, {"tests": [TEST | {"phases": ["special"]}]}],
)
def test_a_phase_that_the_trust_does_not_have(world, keys):
    world.figure("attainment_8", 60, TRUST).criterion(TEST, **keys)
    judgement = world.of(entity=TRUST)
    assert judgement.rating is APART
    assert judgement.reason == "It is for special schools; the trust has none."


def test_a_test_of_each_phase_decides_for_its_own_schools(world):
    _of_phases(world, "primary", "secondary")
    world.figure("attainment_8", 60, SOUTH).figure("handbook_met", 80, NORTH)
    duties = {"rule": "target", "measure": "handbook_met", "phases": ["primary"]}
    duties["target"] = {"at_least": 90, "amber_within": 5, "unit": "percent"}
    world.criterion(TEST | {"phases": ["secondary"]}, duties, trust="schools")
    assert world.of(entity=SOUTH).rating is GREEN
    assert world.of(entity=NORTH).rating is RED
    assert world.of(entity=TRUST).rating is AMBER
    assert "For secondary schools only." in world.of(entity=SOUTH).rule


def _primaries_of_three(world):
    third = world.schools[1] | {"urn": "100003", "name": "West School", "short_name": "West"}
    world.schools.append(third)
    return _of_phases(world, "primary", "primary", "secondary")


def test_the_trust_is_pooled_over_the_phases_of_a_test(world):
    _primaries_of_three(world)
    for urn, met, of in ((NORTH, 30, 40), (SOUTH, 50, 60), ("100003", 10, 100)):
        world.figure("handbook_met", 100 * met / of, urn, numerator=met, denominator=of, n=of)
    world.figure("handbook_met", 45.0, TRUST, numerator=90, denominator=200, n=200)
    target = {"at_least": 80, "unit": "percent"}
    test = {"rule": "target", "measure": "handbook_met", "target": target}
    world.criterion(test | {"phases": ["primary"]}).criterion(test)
    judgement = world.of("C1", TRUST)
    assert judgement.rating is GREEN  # 80 of 100, exactly at the target
    (measured,) = judgement.tests[0].measurements
    assert (measured.value, measured.numerator, measured.denominator) == (80.0, 80, 100)
    assert measured.note == "pooled over the 2 schools that this is for"
    assert world.of("C2", TRUST).rating is RED


@pytest.mark.parametrize(
    ("measure", "keys", "value"),
    [
        ("attainment_8", {"n": (30, 90)}, 47.5),  # 40 of 30 pupils and 50 of 90
        ("attainment_8", {}, None),  # without pupils there is no weight
    ],
)
def test_a_mean_is_pooled_by_pupils(world, measure, keys, value):
    _primaries_of_three(world)
    pupils = keys.get("n", (None, None))
    world.figure(measure, 40, NORTH, n=pupils[0]).figure(measure, 50, SOUTH, n=pupils[1])
    world.figure(measure, 70, "100003", n=100).figure(measure, 60, TRUST, n=220)
    world.criterion(TEST | {"phases": ["primary"]})
    judgement = world.of(entity=TRUST)
    assert judgement.tests[0].measurement.value == value
    assert judgement.rating is (AMBER if value else Rating.NO_DATA)


def test_the_trusts_own_figure_stands_where_the_other_schools_have_none(world):
    _primaries_of_three(world)
    world.figure("attainment_8", 52, TRUST, n=120).figure("attainment_8", 52, NORTH, n=120)
    world.criterion(TEST | {"phases": ["primary"]})
    assert world.of(entity=TRUST).tests[0].measurement.note == ""


def test_a_suppressed_school_is_not_revealed_by_pooling(world):
    _primaries_of_three(world)
    world.figure("attainment_8", None, NORTH, state=State.SUPPRESSED)
    world.figure("attainment_8", 50, SOUTH, n=90).figure("attainment_8", 70, "100003", n=100)
    world.figure("attainment_8", 60, TRUST, n=220).criterion(TEST | {"phases": ["primary"]})
    assert world.of(entity=TRUST).rating is Rating.SUPPRESSED


@pytest.mark.parametrize(
    ("values", "rating", "sentence"),
    [
        ((60, 60, 10), GREEN, "Two of two schools are green (all are needed)"),
        ((60, 40, 60), RED, "One of two schools is green (all are needed)"),
        ((60, None, 10), Rating.NO_DATA, "One of one school that has a colour is green"),
        ((10, None, 60), RED, "The one school that has a colour is not green (all are needed)"),
        ((10, 20, 60), RED, "None of the two schools is green (all are needed)"),
    ],
)
@pytest.mark.parametrize("inner", [False, True])
def test_a_share_counts_the_schools_that_it_is_for(world, values, rating, sentence, inner):
    _primaries_of_three(world)
    for urn, value in zip((NORTH, SOUTH, "100003"), values, strict=True):
        if value is not None:
            world.figure("attainment_8", value, urn)
    phases = {"phases": ["primary"]}
    test = TEST | phases if inner else TEST
    share = {"rule": "schools", "test": test, "at_least": 100} | ({} if inner else phases)
    judgement = world.criterion(share, levels=["trust"]).of(entity=TRUST)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)
    assert "West" not in judgement.reason


def test_a_share_waits_for_a_school_of_which_nobody_knows_whether_it_is_for_it(world):
    _categories(world, north="D").figure("attainment_8", 60, NORTH)
    share = {"rule": "schools", "test": TEST, "at_least": 100}
    world.criterion(share, levels=["trust"], applies_where=FOR_D)
    assert world.of("C2", TRUST).rating is AWAITING
