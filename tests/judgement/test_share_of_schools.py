"""How many schools pass: share, strict or not, and what schools without a colour do to it."""

from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.provenance import RowRange

TRUST = "trust"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
TEST = {
    "rule": "target",
    "measure": "attainment_8",
    "target": {"at_least": 50, "amber_within": 5, "unit": "points"},
}


def _schools(world, *values):
    """As many schools as values; None has no figure."""
    world.schools = [
        {
            "urn": f"10000{i}",
            "name": f"School {'ABCDEF'[i]}",
            "short_name": "ABCDEF"[i],
            "phase": "secondary",
            "joined": f"201{i}-09-01",
        }
        for i in range(len(values))
    ]
    for i, value in enumerate(values):
        if value is not None:
            world.figure("attainment_8", value, f"10000{i}")
    return world


@pytest.mark.parametrize(
    ("bound", "values", "rating"),
    [
        ({"at_least": 50}, (60, 40), GREEN),  # half or more
        ({"more_than": 50}, (60, 40), RED),  # more than half
        ({"more_than": 50}, (60, 60, 40), GREEN),
        ({"more_than": 50, "amber_from": 50}, (60, 40), AMBER),
        ({"at_least": 100}, (60, 60), GREEN),
        ({"at_least": 100, "amber_from": 50}, (60, 40), AMBER),
        ({"at_least": 100, "amber_from": 50}, (60, 40, 40), RED),
        # A school without a figure: green only where it would stand whatever that school shows.
        ({"at_least": 100}, (60, None), Rating.NO_DATA),
        ({"at_least": 50}, (60, 60, 40, None), GREEN),
        ({"more_than": 50}, (60, 60, 40, None), Rating.NO_DATA),
        ({"at_least": 50}, (40, 40, None), RED),
        # Red only where it would stand whatever those schools show.
        ({"at_least": 50}, (40, None), Rating.NO_DATA),
        ({"more_than": 50}, (40, None), RED),
        ({"at_least": 50, "amber_from": 30}, (60, 40, 40, None), Rating.NO_DATA),
        ({"at_least": 75, "amber_from": 30}, (60, 40, 40, None), AMBER),
        ({"at_least": 50}, (None, None), Rating.NO_DATA),
    ],
)
def test_share_of_schools(world, bound, values, rating):
    _schools(world, *values).criterion({"rule": "schools", "test": TEST, **bound})
    assert world.of(entity=TRUST).rating is rating


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [
        (
            {"at_least": 50},
            "One of two schools is green (half or more are needed): "
            "School B is red and School A is green.",
        ),
        (
            {"more_than": 50},
            "One of two schools is green (more than half are needed): "
            "School B is red and School A is green.",
        ),
        (
            {"at_least": 100},
            "One of two schools is green (all are needed): School B is red and School A is green.",
        ),
    ],
)
def test_the_sentence_names_the_schools(world, bound, sentence):
    _schools(world, 60, 40).criterion({"rule": "schools", "test": TEST, **bound})
    assert world.of(entity=TRUST).reason == sentence


def test_schools_without_a_colour_are_named(world):
    _schools(world, 60, 40, None).criterion({"rule": "schools", "test": TEST, "at_least": 50})
    assert world.of(entity=TRUST).reason == (
        "One of two schools that have a colour is green (half or more are needed): "
        "School B is red, School A is green and School C has no data."
    )


def test_a_school_whose_clock_still_runs_is_not_counted(world):
    _schools(world, 60, 40, 40)
    world.schools[1]["joined"] = world.schools[2]["joined"] = "2021-09-01"
    world.criterion(
        {"rule": "schools", "test": TEST, "at_least": 100}, due={"years_after_joining": 3}
    )
    judgement = world.of(entity=TRUST)
    assert judgement.rating is GREEN
    assert judgement.reason.endswith("School A is green and School B and School C are not yet due.")


def test_other_criteria_are_counted_in_whatever_order_they_stand(world):
    _schools(world, 60, 47)
    world.criterion({"rule": "schools", "criteria": ["C2"], "at_least": 100, "amber_from": 50})
    world.criterion(TEST)
    trust = world.of("C1", TRUST)
    assert trust.rating is AMBER
    assert trust.reason == (
        "One of two schools is green (all are needed): School B is amber and School A is green."
    )
    assert world.of("C1", "100001").reason == "Criterion 1.2 is amber."


OTHER = {
    "rule": "target",
    "measure": "seats_filled",
    "target": {"at_least": 85, "unit": "percent"},
}
BY_PHASE = [TEST | {"phases": ["secondary"]}, OTHER | {"phases": ["primary"]}]


def _of_two_phases(world, *figures):
    """Schools with (phase, Attainment 8, retention), each of which may be missing."""
    _schools(world, *(attainment for _, attainment, _ in figures))
    for school, (phase, _, stayed) in zip(world.schools, figures, strict=True):
        school["phase"] = phase
        if stayed is not None:
            world.figure("seats_filled", stayed, school["urn"])
    return world


@pytest.mark.parametrize(
    ("tests", "figures", "rating"),
    [
        # Every school by the test of its own phase, all counted in one share.
        (BY_PHASE, (("secondary", 60, 10), ("primary", None, 90), ("primary", None, 90)), GREEN),
        (BY_PHASE, (("secondary", 60, None), ("primary", 10, 90), ("primary", 60, 80)), AMBER),
        (BY_PHASE, (("secondary", 40, 90), ("primary", 60, 80), ("primary", 60, 90)), RED),
        # What a school owes is what its own test asks for.
        (BY_PHASE, (("secondary", None, 90), ("primary", None, 90)), Rating.NO_DATA),
        # Without phases a school has to pass every one.
        ([TEST, OTHER], (("secondary", 60, 90), ("secondary", 60, 80)), AMBER),
        ([TEST, OTHER], (("secondary", 60, 80), ("secondary", 40, 90)), RED),
        # A school that no test is for is neither counted nor named.
        (BY_PHASE[:1], (("secondary", 60, None), ("primary", None, None)), GREEN),
    ],
)
def test_a_school_passes_the_tests_of_its_phase(world, tests, figures, rating):
    _of_two_phases(world, *figures)
    world.criterion({"rule": "schools", "tests": tests, "at_least": 100, "amber_from": 50})
    assert world.of(entity=TRUST).rating is rating


def test_several_tests_are_told_in_one_sentence_and_their_rows_are_kept(world):
    _of_two_phases(world, ("secondary", 60, None))
    rows = (RowRange("seats.csv", "", "2–10", 9),)
    world.figure("seats_filled", 80, "100000", rows=rows)
    world.criterion({"rule": "schools", "tests": [TEST, OTHER], "at_least": 100})
    school = world.of(entity="100000")
    assert school.reason == "Seats filled (80.0%) is red and Attainment 8 (60.0 points) is green."
    assert school.rows == rows


HELD = "Green when seats filled is at least 85%, otherwise red. Set by the plan."
ATTAINS = (
    "Green when Attainment 8 is at least 50.0 points, amber when at least 45.0 points, otherwise "
    "red. Set by the plan."
)


@pytest.mark.parametrize(
    ("tested", "of_school", "of_trust"),
    [
        (
            {"test": OTHER, "at_least": 100},
            f"{HELD} For the trust every school has to be green.",
            "Green when every school passes this test, otherwise red. Schools without a colour are "
            f"named and not counted. The test: {HELD}",
        ),
        (
            {"tests": [TEST, OTHER], "at_least": 50},
            "Green when the school passes every one of these tests that is for it, otherwise rated "
            "as the worst of them. For the trust at least 50% of the schools have to be green. "
            f"The tests: {ATTAINS} {HELD}",
            "Green when at least 50% of the schools pass every one of these tests that is for it, "
            "otherwise red. Schools without a colour are named and not counted. "
            f"The tests: {ATTAINS} {HELD}",
        ),
        (
            {"criteria": ["C2", "C3"], "more_than": 50, "amber_from": 25},
            "Green when the school is green in criteria 1.2 and 1.3, otherwise rated as the worst "
            "of them. For the trust more than 50% of the schools have to be green.",
            "Green when more than 50% of the schools are green in criteria 1.2 and 1.3, amber from "
            "25%, otherwise red. Schools without a colour are named and not counted.",
        ),
    ],
)
def test_the_rule_of_a_school_is_not_the_share_that_the_trust_needs(
    world, tested, of_school, of_trust
):
    _of_two_phases(world, ("secondary", 60, 90))
    world.criterion({"rule": "schools", **tested}).criterion(TEST).criterion(TEST)
    assert world.of(entity="100000").rule == of_school
    assert world.of(entity=TRUST).rule == of_trust


def test_the_rule_for_a_school_has_the_tests_of_its_phase(world):
    _of_two_phases(world, ("secondary", 60, None), ("primary", None, 90))
    world.criterion({"rule": "schools", "tests": BY_PHASE, "at_least": 100})
    for entity, named in {
        "100000": (True, False),
        "100001": (False, True),
        TRUST: (True, True),
    }.items():
        rule = world.of(entity=entity).rule
        assert ("Attainment 8 is" in rule, "seats filled is" in rule) == named, entity


def test_criteria_that_count_each_other_are_refused(world):
    world.criterion({"rule": "schools", "criteria": ["C2"], "at_least": 50})
    world.criterion({"rule": "schools", "criteria": ["C1"], "at_least": 50})
    with pytest.raises(Exception, match="C1 counts itself, by way of others"):
        world.judge()


@pytest.mark.parametrize("test", [{"test": TEST}, {"criteria": ["C2"]}])
def test_a_share_rests_on_the_rows_of_what_it_counts(world, test):
    _schools(world).criterion({"rule": "schools", "at_least": 50, **test}).criterion(TEST)
    _schools(world, None, None)
    rows = [RowRange("results.csv", "", text, 9) for text in ("2–10", "11–19")]
    world.figure("attainment_8", 60, "100000", rows=(rows[0],))
    world.figure("attainment_8", 40, "100001", rows=(rows[1],))
    assert world.of("C1", TRUST).rows == tuple(rows)
    assert world.of("C1", "100001").rows == (rows[1],)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            (60, 60, 60, 40, 40),
            "Three of five schools are green (half or more are needed): D and E are red and A, B "
            "and C are green.",
        ),
        ((60, 60, 60, 60, 60), "All five schools are green (half or more are needed)."),
        ((None,) * 5, "All five schools have no data."),
    ],
)
def test_many_schools_have_short_names_in_a_sentence(world, values, sentence):
    _schools(world, *values).criterion({"rule": "schools", "test": TEST, "at_least": 50})
    assert world.of(entity=TRUST).reason == sentence
