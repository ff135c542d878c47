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
