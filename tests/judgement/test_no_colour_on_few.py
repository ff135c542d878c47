"""Fewer than six pupils never make a colour: by no rule, at no level, whatever the trust sets."""

from __future__ import annotations

import pytest

NORTH, SOUTH, TRUST = "100001", "100002", "trust"
TARGET = {
    "rule": "target",
    "measure": "attainment_8",
    "target": {"at_least": 50, "amber_within": 5, "unit": "points"},
}
CHANGE = {"rule": "change", "measure": "attainment_8", "wanted": "higher"}
RULES = {
    "target": TARGET,
    "national": {"rule": "national", "measure": "attainment_8", "benchmark": "attainment_8"},
    "last year": CHANGE | {"since": "same point last year"},
    "no worse than last year": CHANGE | {"since": "same point last year", "wanted": "no lower"},
    "previous drop": CHANGE | {"since": "previous drop"},
    "beyond chance": CHANGE | {"since": "previous drop", "beyond_chance": True},
    "share of schools": {"rule": "schools", "at_least": 50, "test": TARGET},
}
CASES = [(rule, entity) for rule in RULES for entity in (NORTH, TRUST)]
CASES.remove(("share of schools", NORTH))


def figures(place, value, n, smallest, **more):
    place.trust |= {
        "reporting": {"smallest_group": smallest},
        "targets": {"C1": {"attainment_8": {"at_most": 1.0, "unit": "points", "why": "A tenth."}}},
    }
    for where in (NORTH, SOUTH, TRUST):
        ends = {"low": value - 5, "high": value + 5}
        place.figure("attainment_8", value, where, n=n, **ends, **more)


def judged(world, earlier, other_world, rule, entity, n, before, smallest):
    """A figure of `n` pupils, far above one of `before` pupils last year and in the drop before."""
    world.benchmark("attainment_8", {"2021/22": {"value": 40.0}})
    figures(world, 60.0, n, smallest)
    figures(world, 30.0, before, smallest, period="2020/21")
    figures(other_world, 30.0, before, smallest)
    world.criterion(RULES[rule], trust="pooled" if rule != "share of schools" else "schools")
    if rule == "share of schools":
        world.criteria[-1] |= {"levels": ["trust"], "trust": "pooled"}
    world.drop |= {"previous": "2022-spring"}
    return world.of(entity=entity, previous=earlier(other_world))


@pytest.mark.parametrize("smallest", [3, 6])
@pytest.mark.parametrize(("rule", "entity"), CASES)
def test_five_pupils_have_no_colour(world, other_world, earlier, rule, entity, smallest):
    found = judged(world, earlier, other_world, rule, entity, 5, 100, smallest)
    assert not found.rating.is_colour, found.reason


@pytest.mark.parametrize(("rule", "entity"), CASES)
def test_six_pupils_have_one(world, other_world, earlier, rule, entity):
    found = judged(world, earlier, other_world, rule, entity, 6, 6, 6)
    assert found.rating.is_colour, found.reason


@pytest.mark.parametrize("smallest", [3, 6])
@pytest.mark.parametrize(
    ("rule", "entity"), [case for case in CASES if RULES[case[0]]["rule"] == "change"]
)
def test_a_change_since_five_pupils_has_no_colour(
    world, other_world, earlier, rule, entity, smallest
):
    found = judged(world, earlier, other_world, rule, entity, 100, 5, smallest)
    assert not found.rating.is_colour, found.reason


@pytest.mark.parametrize(("counts", "colour"), [(5, False), (6, True)])
def test_five_pupils_answers_have_no_colour_though_they_may_be_shown(world, counts, colour):
    test = TARGET | {"measure": "pupil_wellbeing"}
    test["target"] = {"at_least": 50, "unit": "percent"}
    world.criterion(test).figure("pupil_wellbeing", 60.0, n=counts)
    assert world.of().rating.is_colour is colour


@pytest.mark.parametrize(("n", "colour"), [(5, False), (6, True)])
def test_a_school_of_few_does_not_colour_the_trust_by_its_schools(world, n, colour):
    world.criterion(TARGET, trust="schools")
    for school in (NORTH, SOUTH):
        world.figure("attainment_8", 60.0, school, n=n)
    assert world.of(entity=TRUST).rating.is_colour is colour


def test_a_checklist_counts_things_and_no_pupils(world):
    world.criterion({"rule": "checklist", "measure": "handbook_met"})
    world.figure("handbook_met", 100.0, n=3, numerator=3.0, denominator=3.0)
    assert world.of().rating.is_colour
