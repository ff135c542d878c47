"""Better than the national figure, clearly so; a group; a place among schools; since joining."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import pandas as pd
import pytest

from goldenthread.judgement.among import place_in
from goldenthread.judgement.rating import Rating
from goldenthread.measures.dfe_rows import place
from goldenthread.measures.measurement import State

NORTH, SOUTH, TRUST = "100001", "100002", "trust"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
NO_DATA, NOT_MEASURABLE = Rating.NO_DATA, Rating.NOT_MEASURABLE
DISADVANTAGED = "Disadvantaged pupils"


def _national(world, *, measure="progress_8", england=0.0, **keys):
    world.benchmark("nation", {"2021/22": {"value": england, "status": "final"}})
    return world.criterion({"rule": "national", "measure": measure, "benchmark": "nation"} | keys)


@pytest.mark.parametrize(
    ("value", "keys", "rating", "end"),
    [
        (0.01, {}, GREEN, "0.01 above the national figure of 0.00 for 2021/22."),
        # Equal is in line, and in line is not above.
        (0.00, {}, AMBER, "equal to the national figure of 0.00 for 2021/22, which is not above it."),
        (-0.01, {}, RED, "0.01 below the national figure of 0.00 for 2021/22."),
        (-0.1, {"in_line_within": 0.1}, AMBER, "(up to 0.10 counts as in line)."),
        (-0.11, {"in_line_within": 0.1}, RED, "(up to 0.10 counts as in line)."),
        (-0.2, {"in_line_within": 0.1, "amber_within": 0.1}, AMBER, "(up to 0.10 counts as in line)."),
    ],
)  # fmt: skip
def test_above_the_national_figure(world, value, keys, rating, end):
    judgement = _national(world, above=True, **keys).figure("progress_8", value).of()
    assert judgement.rating is rating
    assert judgement.reason.endswith(end)


@pytest.mark.parametrize(
    ("value", "low", "high", "rating"),
    [
        (0.5, 0.1, 0.9, GREEN),
        (0.5, 0.0, 1.0, AMBER),  # the nearer end is at the figure, not beyond it
        (0.5, -0.1, 1.1, AMBER),
        (0.0, -0.6, 0.6, AMBER),
        (-0.1, -0.7, 0.5, RED),
    ],
)
def test_significantly_above(world, value, low, high, rating):
    _national(world, significantly=True).figure("progress_8", value, low=low, high=high)
    assert world.of().rating is rating


@pytest.mark.parametrize(("high", "rating"), [(2.9, GREEN), (3.1, AMBER)])
def test_where_low_is_good_the_upper_end_has_to_be_below(world, high, rating):
    _national(world, measure="suspension_rate", england=3.0, significantly=True)
    assert world.figure("suspension_rate", 2.0, low=1.2, high=high).of().rating is rating


def test_without_an_interval_nobody_can_tell(world):
    judgement = _national(world, significantly=True).figure("progress_8", 0.5).of()
    assert judgement.rating is NO_DATA
    assert judgement.reason == "Progress 8 has no 95% interval, so nobody can tell what is chance."


def test_the_rules_say_how_strict_they_are(world):
    _national(world, above=True)
    _national(world, significantly=True)
    world.figure("progress_8", 0.5, low=0.1, high=0.9)
    assert world.of("C1").rule == (
        "Green when Progress 8 is above the national figure of the same year, amber when it is no "
        "lower than that, otherwise red. Set by the plan."
    )
    assert "by more than chance (its whole 95% interval is)" in world.of("C2").rule
    assert [s.what for s in world.of("C2").tests[0].steps][-2] == "Nearer end of the interval"


def _counted_strictly(world, more_than):
    """A share of schools in a plan that asks for clearly above in more than so many of them."""
    test = {
        "rule": "national",
        "measure": "progress_8",
        "benchmark": "nation",
        "significantly": True,
    }
    world.benchmark("nation", {"2021/22": {"value": 0.0, "status": "final"}})
    share = {"rule": "schools", "test": test, "more_than": more_than}
    return world.criterion(share, levels=["trust"])


@pytest.mark.parametrize(("low", "rating"), [(0.1, GREEN), (-0.1, RED)])
def test_clearly_above_in_more_than_half(world, low, rating):
    _counted_strictly(world, 50).figure("progress_8", 0.5, low=0.2, high=0.8)
    world.figure("progress_8", 0.5, SOUTH, low=low, high=0.9)
    assert world.of(entity=TRUST).rating is rating


def test_a_group_is_judged_instead_of_all(world):
    target = {"at_least": 50, "unit": "points"}
    world.criterion(
        {"rule": "target", "measure": "attainment_8", "target": target, "group": DISADVANTAGED}
    )
    world.figure("attainment_8", 60).figure("attainment_8", 41.2, group=DISADVANTAGED, n=30)
    judgement = world.of()
    assert judgement.rating is RED
    assert judgement.reason == (
        "For disadvantaged pupils, Attainment 8 is 41.2 points (30 pupils), below the plan’s target of 50.0."
    )
    assert judgement.rule.startswith(
        "Green when Attainment 8 for disadvantaged pupils is at least 50.0"
    )


def test_a_group_is_held_against_the_same_group_of_england(world):
    _national(world, measure="attainment_8", england=48.8, in_line_within=0, group=DISADVANTAGED)
    world.figure("attainment_8", 40, group=DISADVANTAGED, n=30)
    world.figure("attainment_8", 38, "england", group=DISADVANTAGED)
    world.figure("attainment_8", 50, "england")
    test = world.of().tests[0]
    assert (test.rating, test.comparator.value) == (GREEN, 38)


@pytest.mark.parametrize(
    ("state", "rating", "reason"),
    [
        (State.NO_DATA, NO_DATA, "There is no figure for Attainment 8: no export was supplied."),
        (None, NO_DATA,
         "There is no figure for Attainment 8: the exports have none for disadvantaged pupils."),
    ],
)  # fmt: skip
def test_a_group_without_a_figure(world, state, rating, reason):
    target = {"at_least": 50, "unit": "points"}
    world.criterion(
        {"rule": "target", "measure": "attainment_8", "target": target, "group": DISADVANTAGED}
    )
    if state is not None:
        world.figure("attainment_8", None, state=state, note="no export was supplied")
    else:
        world.figure("attainment_8", 60)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("words", "keys", "rating", "among"),
    [
        ("25th of 100 mainstream schools", {}, GREEN, "the 25th of 100 mainstream schools"),
        ("26th of 100 mainstream schools", {}, AMBER, "(the best 25% are the first 25)"),
        ("50th of 100 mainstream schools", {}, AMBER, "the 50th of"),
        ("51st of 100 mainstream schools", {}, RED, "the 51st of"),
        (
            "1,204th of 3,965 mainstream schools (top 31%)",
            {"top": 31},
            GREEN,
            "the 1,204th of 3,965",
        ),
        ("13th lowest of 51 schools", {}, AMBER, "(the best 25% are the first 12)"),
    ],
)
def test_a_place_among_schools(world, words, keys, rating, among):
    world.criterion({"rule": "place", "measure": "progress_8"} | keys)
    world.figure("progress_8", 0.3, details=(("Place in England", words),))
    judgement = world.of()
    assert judgement.rating is rating
    assert among in judgement.reason
    assert judgement.reason.startswith("Progress 8 is +0.30, the ")


@pytest.mark.parametrize(
    ("among", "detail"),
    [("la", "Place in the local authority"), ("similar", "Place among similar schools")],
)
def test_the_schools_that_it_is_placed_among(world, among, detail):
    world.criterion({"rule": "place", "measure": "progress_8", "among": among})
    world.figure(
        "progress_8",
        0.3,
        details=(("Place in England", "99th of 100 schools"), (detail, "1st of 9 schools")),
    )
    assert world.of().rating is GREEN


def test_no_place_is_known(world):
    world.criterion({"rule": "place", "measure": "progress_8"}).figure("progress_8", 0.3)
    world.figure("progress_8", 0.3, TRUST)
    assert world.of().reason == "No place among schools in England is known for Progress 8."
    assert world.of().rating is NO_DATA
    assert world.of(entity=TRUST).rating is NOT_MEASURABLE


@pytest.mark.parametrize("higher_is_better", [True, False])
def test_a_place_is_read_as_it_is_written(higher_is_better):
    values = pd.Series([float(n) for n in range(1, 1501)])
    words = place(values, 300.0, higher_is_better=higher_is_better, what="schools")
    found = place_in(words)
    assert (found.rank, found.of) == ((1201 if higher_is_better else 300), 1500)


def _joined(world, **keys):
    return world.criterion(
        {
            "rule": "change",
            "measure": "suspension_rate",
            "since": "year of joining",
            "wanted": "lower",
        }
        | keys
    )


def test_since_the_year_in_which_a_school_joined(world):
    _joined(world).figure("suspension_rate", 4.0, SOUTH)
    world.figure("suspension_rate", 6.0, SOUTH, period="2016/17").figure(
        "suspension_rate", 2.0, SOUTH, period="2020/21"
    )
    judgement = world.of(entity=SOUTH)  # it joined on 1 November 2016
    assert judgement.rating is GREEN
    assert judgement.reason.endswith("down from 6.00 in 2016/17, the year of joining.")
    assert "in the year in which the school joined" in judgement.rule


@pytest.mark.parametrize(
    ("joined", "rating", "reason"),
    [
        (
            "2021-11-01",
            Rating.NOT_YET_DUE,
            "South School joined in 2021/22, so there is no change yet.",
        ),
        (
            "2016-11-01",
            NO_DATA,
            "There is no figure for suspension rate in 2016/17, the year of joining, to compare with.",
        ),
    ],
)
def test_without_a_year_to_look_back_to(world, joined, rating, reason):
    world.schools[1]["joined"] = joined
    judgement = _joined(world).figure("suspension_rate", 4.0, SOUTH).of(entity=SOUTH)
    assert (judgement.rating, judgement.reason) == (rating, reason)


def test_a_figure_of_an_earlier_year_never_stands_in_for_the_drops_own(world):
    world.figure("suspension_rate", 6.0, SOUTH, period="2016/17")
    judgement = _joined(world, wanted="no higher").of(entity=SOUTH)
    assert judgement.rating is NO_DATA
    assert judgement.reason == "There is no figure for suspension rate."


def test_a_trust_whose_schools_joined_in_different_years_has_no_year_of_joining(world):
    judgement = _joined(world).figure("suspension_rate", 4.0, TRUST).of(entity=TRUST)
    assert judgement.rating is NOT_MEASURABLE
    assert judgement.reason.startswith("The schools joined in different years")


def test_a_reading_is_printed_with_the_rule_and_both_stand(world):
    world.figure("handbook_met", 50.0, numerator=1, denominator=2)
    world.criterion(
        {
            "rule": "target",
            "measure": "handbook_met",
            "target": {"at_least": 50, "unit": "percent"},
            "reading": "half/+",
        },
        {
            "rule": "target",
            "measure": "handbook_met",
            "target": {"at_least": 51, "unit": "percent"},
            "reading": "more than half",
        },
    )
    judgement = world.of()
    assert [test.rating for test in judgement.tests] == [GREEN, RED]
    assert judgement.tests[0].rule.endswith(
        "Set by the plan. Taken from the plan’s words ‘half/+’."
    )
    assert "‘more than half’" in judgement.rule
