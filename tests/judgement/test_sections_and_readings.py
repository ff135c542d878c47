"""How many of a plan's own sections are met, schools that pass several tests, and two readings."""

from __future__ import annotations

import pytest

from goldenthread.errors import DeclarationError
from goldenthread.judgement.rating import Rating

TRUST = "trust"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


def target(measure, least, unit="points", **keys):
    return {
        "rule": "target",
        "measure": measure,
        "target": {"at_least": least, "unit": unit, "amber_within": 5},
        **keys,
    }


def _sections(world, *groups, **rule):
    """A section for each group of figures (None: no figure), and one more that counts them."""
    world.schools = world.schools[:1]
    measures = iter(("attainment_8", "seats_filled", "handbook_met", "staff_cost_share"))
    objectives = []
    for number, group in enumerate(groups, start=1):
        criteria = []
        for place, value in enumerate(group):
            measure = next(measures)
            if value is not None:
                world.figure(measure, value, TRUST, n=100)
            unit = "points" if measure == "attainment_8" else "percent"
            kind = "KPI" if place == 0 else "Other"
            own = {"id": f"K{number}.{place}", "number": f"{number}.{place}", "text": "So."}
            criteria.append(own | {"kind": kind, "tests": [target(measure, 50, unit)]})
        objectives.append(_section(f"S{number}", str(number), criteria))
    asks = {"id": "C1", "number": "C1", "text": "All are met.", "levels": ["trust"]}
    names = [section["id"] for section in objectives]
    asks["tests"] = [{"rule": "sections", "sections": names, **rule}]
    objectives[0]["criteria"].append(asks)
    world.plan = {"objectives": objectives, "section_word": "Priority"}
    return world


def _section(name, number, criteria):
    return {
        "id": name, "number": number, "title": "T", "short_title": "T", "question": "Is it so?",
        "notebook": "theme", "criteria": criteria,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "rule", "rating"),
    [
        (((60,), (60,)), {}, GREEN),
        (((60,), (48,)), {}, RED),  # one of two, and nothing says that half is amber
        (((60,), (48,)), {"amber_from": 50}, AMBER),
        (((60,), (10,)), {"at_least": 50}, GREEN),
        (((60, 10), (60,)), {}, RED),  # a section is met where all its criteria are
        (((60, 10), (60,)), {"kind": "KPI"}, GREEN),
        (((60,), (None,)), {}, Rating.NO_DATA),  # it may still be met, and nobody knows
        (((10,), (None,)), {"amber_from": 50}, RED),
        (((60, None), (60,)), {}, Rating.NO_DATA),
    ],
)
def test_sections_that_are_met(world, groups, rule, rating):
    assert _sections(world, *groups, **rule).of(entity=TRUST).rating is rating


def test_the_sentence_says_which_and_the_working_why(world):
    found = _sections(world, (60,), (48,)).of(entity=TRUST)
    assert found.reason == (
        "One of two priorities is met (all are needed): Priority 2 is amber and Priority 1 is "
        "green."
    )
    (test,) = found.tests
    steps = [(step.what, step.figures, step.result) for step in test.steps[:2]]
    assert steps == [
        ("Priority 1", "1.0 is green", "Green"),
        ("Priority 2", "2.0 is amber", "Amber"),
    ]
    assert "every priority of 1 and 2 is met" in test.rule


@pytest.mark.parametrize(
    ("groups", "rule", "rating"),
    [
        (((60, 60), (60,)), {}, GREEN),
        (((60, 10), (60,)), {}, RED),
        (((60, 10), (60,)), {"amber_from": 60}, AMBER),
        (((60, None), (60,)), {"amber_from": 50}, AMBER),  # without a colour it is not green
        (((60, 10), (60,)), {"kind": "KPI"}, GREEN),
        (((None,), (None,)), {}, Rating.NO_DATA),
    ],
)
def test_rows_that_are_green(world, groups, rule, rating):
    found = _sections(world, *groups, each="criterion", **rule).of(entity=TRUST)
    assert found.rating is rating


def test_the_sentence_on_rows_counts_them(world):
    found = _sections(world, (60, 10), (60,), each="criterion").of(entity=TRUST)
    assert found.reason == (
        "2 of 3 rows, 66.7%, are green (all are needed): 1.1 is red and 1.0 and 2.0 are green."
    )
    assert "every row of 1 and 2 is green, otherwise red" in found.tests[0].rule


@pytest.mark.parametrize(
    ("groups", "elsewhere", "rule", "rating"),
    [
        # A criterion that applies to no school is not in the way of its section, ...
        (((60,), (60, 10)), ("K2.1",), {}, GREEN),
        (((60,), (60, 10)), ("K2.1",), {"each": "criterion"}, GREEN),
        # ... a section of such criteria only is not counted, and where all are there is none.
        (((60,), (10,)), ("K2.0",), {}, GREEN),
        (((10,), (60,)), ("K2.0",), {"amber_from": 50}, RED),
        (((60,), (60,)), ("K1.0", "K2.0"), {}, Rating.DOES_NOT_APPLY),
        (((60,), (60,)), ("K1.0", "K2.0"), {"each": "criterion"}, Rating.DOES_NOT_APPLY),
    ],
)
def test_what_does_not_apply_is_not_counted(world, groups, elsewhere, rule, rating):
    _sections(world, *groups, **rule)
    for section in world.plan["objectives"]:
        for criterion in section["criteria"]:
            if criterion["id"] in elsewhere:
                criterion["applies_where"] = {"phases": ["primary"]}
    assert world.of(entity=TRUST).rating is rating


def test_none_is_none(world):
    found = _sections(world, (10,), (10,)).of(entity=TRUST)
    assert found.reason.startswith("None of the two priorities is met (all are needed)")


def test_a_section_that_there_is_not_is_named(world):
    world = _sections(world, (60,), (60,))
    world.plan["objectives"][0]["criteria"][-1]["tests"][0]["sections"] = ["S1", "S3"]
    with pytest.raises(ValueError, match="no section 'S3'"):
        world.the_plan()


def _both(world, north, south, **second):
    """A school has to reach 50 in two measures; `second` is another reading of the same count."""
    for urn, values in (("100001", north), ("100002", south)):
        world.figure("attainment_8", values[0], urn, n=100)
        world.figure("progress_8", values[1], urn, n=100)
    tests = [target("attainment_8", 50), target("progress_8", 0, "score")]
    first = {"rule": "schools", "tests": tests, "at_least": 50, "reading": "half or more"}
    other = {"rule": "schools", "tests": tests, "more_than": 50, "reading": "more than half"}
    return world.criterion(first, other | second)


@pytest.mark.parametrize(
    ("north", "south", "decides", "rating"),
    [
        ((60, 1), (60, -9), False, GREEN),  # half, by the words that decide
        ((60, 1), (60, -9), True, RED),
        ((60, -9), (60, -9), False, RED),
        ((60, 1), (60, 1), True, GREEN),
    ],
)
def test_a_school_passes_where_it_passes_every_test(world, north, south, decides, rating):
    assert _both(world, north, south, decides=decides).of(entity=TRUST).rating is rating


def test_both_readings_are_shown_and_one_decides(world):
    found = _both(world, (60, 1), (60, -9), decides=False).of(entity=TRUST)
    assert [test.rating for test in found.tests] == [GREEN, RED]
    assert found.reason == (
        "One of two schools is green (half or more are needed): South School is red and North "
        "School is green. By the words ‘more than half’, shown beside it, it would be red."
    )
    assert "‘half or more’" in found.tests[0].rule
    assert found.tests[1].rule.endswith("It is shown and decides nothing.")


@pytest.mark.parametrize(
    ("progress", "said"),
    [(-9, "by that it would be red."), (1, "by that it would be green.")],
)
def test_another_test_that_decides_nothing_says_what_it_found(world, progress, said):
    world.figure("attainment_8", 60, n=100)
    world.figure("progress_8", progress, n=100)
    tests = [target("attainment_8", 50), target("progress_8", 0, "score", decides=False)]
    found = world.criterion(*tests).of()
    assert found.rating is GREEN
    assert " Shown beside it: Progress 8 is " in found.reason
    assert found.reason.endswith(said)


def test_for_a_school_two_readings_of_a_count_are_not_said_twice(world):
    found = _both(world, (60, 1), (60, -9), decides=False).of()
    assert found.rating is GREEN
    assert "would be" not in found.reason


def test_some_test_has_to_decide(world):
    world.criterion(target("attainment_8", 50, decides=False))
    with pytest.raises((ValueError, DeclarationError), match="no test decides"):
        world.the_plan()
