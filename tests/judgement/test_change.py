"""A value against an earlier one."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.calendar import term_of, year_before
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import State
from goldenthread.measures.survey_answers import NO_SCHOOL

NORTH = "100001"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
CLOSED = ", when schools were closed to most pupils for part of the time"


def _change(wanted, since="same point last year", **keys):
    return {
        "rule": "change",
        "measure": "suspension_rate",
        "since": since,
        "wanted": wanted,
        **keys,
    }


@pytest.mark.parametrize(
    ("now", "before", "test", "rating", "sentence"),
    [
        (5.0, 6.0, _change("lower"), GREEN, "There were 5.00 suspensions per 100 pupils, down from 6.00 at the same point in 2020/21."),
        (6.0, 6.0, _change("lower"), AMBER, "There were 6.00 suspensions per 100 pupils, the same as 6.00 at the same point in 2020/21."),
        (7.0, 6.0, _change("lower"), RED, "There were 7.00 suspensions per 100 pupils, up from 6.00 at the same point in 2020/21."),
        (6.001, 6.0, _change("lower"), RED, "There were 6.001 suspensions per 100 pupils, up from 6.000 at the same point in 2020/21."),
        # None and still none cannot be reduced.
        (0.0, 0.0, _change("lower"), GREEN, "There were 0.00 suspensions per 100 pupils, the same as 0.00 at the same point in 2020/21."),
        (6.0, 6.0, _change("no higher"), GREEN, "There were 6.00 suspensions per 100 pupils, the same as 6.00 at the same point in 2020/21."),
        (6.1, 6.0, _change("no higher"), RED, "There were 6.10 suspensions per 100 pupils, up from 6.00 at the same point in 2020/21."),
        (5.5, 6.0, _change("lower", least_change=0.5), GREEN, "There were 5.50 suspensions per 100 pupils, down from 6.00 at the same point in 2020/21."),
        (5.6, 6.0, _change("lower", least_change=0.5), AMBER, "There were 5.60 suspensions per 100 pupils, down from 6.00 at the same point in 2020/21 (a change counts from 0.50 per 100)."),
        (6.4, 6.0, _change("no higher", least_change=0.5), GREEN, "There were 6.40 suspensions per 100 pupils, up from 6.00 at the same point in 2020/21 (a change counts from 0.50 per 100)."),
        (7.0, 6.0, _change("higher"), GREEN, "There were 7.00 suspensions per 100 pupils, up from 6.00 at the same point in 2020/21."),
        (5.0, 6.0, _change("no lower"), RED, "There were 5.00 suspensions per 100 pupils, down from 6.00 at the same point in 2020/21."),
    ],
)  # fmt: skip
def test_same_point_last_year(world, now, before, test, rating, sentence):
    world.criterion(test).figure("suspension_rate", now)
    world.figure("suspension_rate", before, period="2020/21")
    judgement = world.of()
    said = sentence.replace("in 2020/21", f"in 2020/21{CLOSED}")
    assert (judgement.rating, judgement.reason) == (rating, said)


@pytest.mark.parametrize(
    ("earlier", "rating", "sentence"),
    [
        # Years without a figure are passed over; of several the last counts.
        ({"2018/19": 45.0}, GREEN, "Attainment 8 is 48.0 points, up from 45.0 in 2018/19."),
        ({"2017/18": 50.0, "2018/19": 45.0}, GREEN, "Attainment 8 is 48.0 points, up from 45.0 in 2018/19."),
        ({"2018/19": 45.0, "2020/21": None}, GREEN, "Attainment 8 is 48.0 points, up from 45.0 in 2018/19."),
        ({"2018/19": 49.5}, RED, "Attainment 8 is 48.0 points, down from 49.5 in 2018/19."),
        ({"2022/23": 40.0}, Rating.NO_DATA, "There is no figure for Attainment 8 in an earlier year to compare with."),
        ({}, Rating.NO_DATA, "There is no figure for Attainment 8 in an earlier year to compare with."),
    ],
)  # fmt: skip
def test_the_last_year_that_has_a_figure(world, earlier, rating, sentence):
    world.criterion(_change("higher", "last year with a figure", measure="attainment_8"))
    world.figure("attainment_8", 48.0)
    for year, value in earlier.items():
        world.figure("attainment_8", value, period=year)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)
    assert judgement.rule.startswith(
        "Green when Attainment 8 is higher than in the last year that has one, red when lower."
    )


def test_a_year_of_assessed_grades_is_no_year_to_compare_with(world):
    why = "Examinations were cancelled and schools assessed the grades."
    world.benchmark(
        "attainment_8", {"2018/19": {"value": 46.7}, "2020/21": {"value": 50.9, "why": why}}
    )
    world.criterion(_change("higher", "last year with a figure", measure="attainment_8"))
    world.figure("attainment_8", 48.0)
    world.figure("attainment_8", 45.0, period="2018/19")
    world.figure("attainment_8", 52.0, period="2020/21")
    assert world.of().reason == "Attainment 8 is 48.0 points, up from 45.0 in 2018/19."


def test_another_school_s_year_is_not_the_school_s(world):
    world.criterion(_change("higher", "last year with a figure", measure="attainment_8"))
    world.figure("attainment_8", 48.0)
    world.figure("attainment_8", 45.0, period="2018/19", entity="100002")
    assert world.of().rating is Rating.NO_DATA


@pytest.mark.parametrize(
    ("year", "as_of", "closed"),
    [
        ("2019/20", dt.date(2020, 4, 8), False),
        ("2020/21", dt.date(2020, 12, 17), False),
        ("2020/21", dt.date(2021, 3, 22), False),
        ("2020/21", dt.date(2021, 3, 23), True),
        ("2021/22", dt.date(2022, 1, 4), False),
        ("2021/22", dt.date(2022, 1, 5), True),
        ("2021/22", dt.date(2022, 8, 31), True),
        ("2022/23", dt.date(2023, 8, 31), False),
    ],
)
def test_a_year_of_closed_schools_is_not_compared_with_unsaid(world, year, as_of, closed):
    world.drop |= {"year": year, "as_of": as_of, "term": term_of(as_of)}
    world.criterion(_change("lower")).figure("suspension_rate", 5.0, period=year)
    world.figure("suspension_rate", 6.0, period=year_before(year))
    assert (CLOSED in world.of().reason) is closed


def test_waves_that_count_different_people_are_not_like_for_like(world, other_world, earlier):
    test = _change("higher", "previous drop", least_change=20) | {"measure": "pupil_wellbeing"}
    before_it = earlier(other_world.figure("pupil_wellbeing", 50.0))
    world.criterion(test).figure("pupil_wellbeing", 60.0, details=((NO_SCHOOL, "counted"),))
    world.drop["previous"] = "2022-spring"
    assert world.of(previous=before_it).reason.endswith(
        "up from 50.0% in spring 2022"
        " (a change counts from 20.0 percentage points;"
        " not like for like: only one of the two counts answers that name no school)."
    )


def _survey(world, favourable, answers):
    return world.figure(
        "pupil_wellbeing",
        100 * favourable / answers,
        numerator=favourable,
        denominator=answers,
        n=answers,
    )


@pytest.mark.parametrize(
    ("now", "before", "rating", "tail"),
    [
        ((700, 1000), (600, 1000), GREEN, "up from 60.0% in spring 2022."),
        ((620, 1000), (600, 1000), AMBER, "up from 60.0% in spring 2022 (no clear change: 95% interval of the change −2.3 to +6.3)."),
        ((500, 1000), (600, 1000), RED, "down from 60.0% in spring 2022."),
    ],
)  # fmt: skip
def test_beyond_chance_since_the_previous_drop(
    world, other_world, earlier, now, before, rating, tail
):
    test = _change("higher", "previous drop", beyond_chance=True) | {"measure": "pupil_wellbeing"}
    before_it = earlier(_survey(other_world, *before))
    _survey(world.criterion(test), *now)
    world.drop["previous"] = "2022-spring"
    result = world.of(previous=before_it).tests[0]
    assert result.rating is rating
    assert result.sentence.endswith(tail)
    assert result.previous.value == pytest.approx(100 * before[0] / before[1])
    methods = [s.figures for s in result.steps if s.what == "95% interval of the change"]
    assert methods == ["Newcombe, two shares"]


def test_a_rate_is_compared_by_its_counts(world):
    world.criterion(_change("lower", beyond_chance=True))
    counts = {"denominator": 700.0, "n": 700}
    world.figure("suspension_rate", 100 * 45 / 700, numerator=45.0, **counts)
    world.figure("suspension_rate", 100 * 60 / 700, numerator=60.0, period="2020/21", **counts)
    result = world.of().tests[0]
    assert result.rating is AMBER
    assert result.sentence.endswith("(no clear change: 95% interval of the change −5.01 to +0.73).")


def test_beyond_chance_without_counts_is_no_clear_change(world):
    world.criterion(_change("lower", beyond_chance=True))
    world.figure("suspension_rate", 5.0).figure("suspension_rate", 6.0, period="2020/21")
    judgement = world.of()
    assert judgement.rating is AMBER
    assert judgement.reason.endswith("(too few are known to tell whether that is chance).")


def test_the_first_drop_has_nothing_to_compare_with(world):
    world.criterion(_change("lower", "previous drop")).figure("suspension_rate", 5.0)
    judgement = world.of()
    assert judgement.rating is Rating.NOT_YET_DUE
    assert judgement.reason == (
        "There is no earlier drop to compare with; it is judged from the next one."
    )


def test_an_earlier_figure_that_is_missing_is_no_data(world, other_world, earlier):
    world.drop["previous"] = "2022-spring"
    world.criterion(_change("lower", "previous drop")).figure("suspension_rate", 5.0)
    judgement = world.of(previous=earlier(other_world))
    assert judgement.rating is Rating.NO_DATA
    assert judgement.reason == (
        "There is no figure for suspension rate in spring 2022 to compare with."
    )


def test_the_trust_s_last_year_without_a_figure_says_why(world):
    """A year that has no figure is named only where no other year has one."""
    world.criterion(
        {
            "rule": "change",
            "measure": "attainment_8",
            "since": "last year with a figure",
            "wanted": "higher",
        }
    )
    world.figure("attainment_8", 47.0, "trust", n=100)
    world.figure(
        "attainment_8", None, "trust", period="2018/19", state=State.NO_DATA,
        note="the export of earlier figures has none of South School",
    )  # fmt: skip
    judged = world.of("C1", "trust")
    assert judged.rating is Rating.NO_DATA
    assert "in 2018/19 to compare with" in judged.reason
    assert "has none of South School" in judged.reason
    world.figure("attainment_8", 45.0, "trust", period="2016/17", n=100)
    assert "in 2016/17" in world.of("C1", "trust").reason


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        (-17.4, -21.6, "narrowed from −21.6"),
        (-21.6, -17.4, "widened from −17.4"),
        (0.0, -3.0, "narrowed from −3.0"),
        # No gap any more, or none before: then neither word would be true.
        (2.0, -3.0, "up from −3.0"),
        (2.0, 3.0, "down from 3.0"),
    ],
)
def test_a_gap_narrows_or_widens(world, now, before, word):
    world.criterion(_change("higher") | {"measure": "gap_attainment_8"})
    world.figure("gap_attainment_8", now).figure("gap_attainment_8", before, period="2020/21")
    assert f" points, {word}" in world.of().reason
