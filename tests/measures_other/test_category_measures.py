"""The category that was recorded, its strands and its history; the half-termly risk round."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.categories import OLDER
from goldenthread.measures.measurement import TRUST, State
from goldenthread.measures.risk_rounds import half_terms

AS_OF = dt.date(2022, 4, 8)
DAY = dt.timedelta(days=1)
NORTH, SOUTH = "100001", "100002"
TWO_STRANDS = {"category_strands": ["Data", "Learning walks"]}


def judged(date=AS_OF, judgement="C", strand="Overall", school=NORTH, **more):
    row = {"school": school, "date": date, "strand": strand, "judgement": judgement}
    return row | {"judged_by": "Chief executive", "evidence": "Seen", "adviser": None} | more


def level(measured, rows, group="all"):
    return measured("school_category", categories=rows).one("school_category", NORTH, group)


def test_the_latest_category_up_to_the_drop_counts_whatever_the_order(measured):
    rows = [
        judged(AS_OF + DAY, "A"),
        judged(AS_OF, "B"),
        judged(AS_OF - 400 * DAY, "D"),
        judged(AS_OF - 200 * DAY, "C"),
    ]
    for order in (rows, rows[::-1]):
        found = level(measured, order)
        assert found.detail("Judgement") == "B"
        assert (found.detail("Before"), found.detail("Since")) == ("C", "8 April 2022")
        assert found.value is None, "a category is no figure"


def test_since_when_a_category_has_held_is_the_first_of_the_same_in_a_row(measured):
    found = level(
        measured,
        [
            judged(AS_OF - n * DAY, step)
            for n, step in ((900, "C"), (600, "D"), (300, "C"), (0, "C"))
        ],
    )
    assert (found.detail("Since"), found.detail("Before")) == ("12 June 2021", "D")


@pytest.mark.parametrize(
    ("said", "step"), [("C", "C"), ("Category C", "C"), ("category c", "c"), ("Improve", "Improve")]
)
def test_a_category_is_kept_as_it_was_said(measured, said, step):
    assert level(measured, [judged(judgement=said)]).detail("Judgement") == step


@pytest.mark.parametrize(("cell", "said"), [(True, "yes"), (False, "no"), (None, "not recorded")])
def test_whether_an_external_adviser_was_there(measured, cell, said):
    found = level(measured, [judged(adviser=cell)])
    assert found.detail("External adviser present") == said


def test_strands_without_a_category_make_none(measured):
    rows = [judged(strand="Data"), judged(judgement=None)]
    assert level(measured, rows).state is State.NO_DATA


def test_a_strand_of_another_day_does_not_stand_behind_the_category(measured):
    rows = [judged(), judged(strand="Data"), judged(AS_OF - DAY, strand="Learning walks")]
    found = measured("category_strands", settings=TWO_STRANDS, categories=rows)
    one = found.one("category_strands", NORTH)
    assert (one.value, one.note) == (50, "nothing in twelve months on: Learning walks")
    assert found.one("category_strands", NORTH, "Learning walks").value == 0


@pytest.mark.parametrize(("date", "met"), [(dt.date(2021, 4, 8), 2), (dt.date(2021, 4, 7), 0)])
def test_a_finding_counts_for_twelve_months(measured, date, met):
    rows = [judged(date), judged(date, strand="DATA"), judged(date, strand="learning  walks")]
    found = measured("category_strands", settings=TWO_STRANDS, categories=rows)
    assert found.one("category_strands", NORTH).numerator == met
    older = "" if met else "7 April 2021"
    for strand in TWO_STRANDS["category_strands"]:
        assert found.one("category_strands", NORTH, strand).detail(OLDER) == older


def test_the_trust_pools_the_schools_that_have_a_category(measured):
    rows = [judged(), judged(strand="Data"), judged(school=SOUTH, judgement="D")]
    found = measured("category_strands", settings=TWO_STRANDS, categories=rows)
    trust = found.one("category_strands", TRUST)
    assert (trust.numerator, trust.denominator) == (1, 4)
    alone = measured("category_strands", settings=TWO_STRANDS, categories=rows[:2])
    assert alone.one("category_strands", SOUTH).note == "no category is recorded"
    assert alone.one("category_strands", TRUST).denominator == 2
    covered = [found.one("category_strands", TRUST).coverage.covered for found in (found, alone)]
    assert covered == [2, 1]


def test_without_the_setting_no_strand_is_asked_for(measured):
    found = measured("category_strands", categories=[judged(), judged(strand="Data")])
    one = found.one("category_strands", NORTH)
    assert one.state is State.NO_DATA
    assert "category_strands" in one.note


def assessed(half_term, date=dt.date(2021, 10, 1), school=NORTH, **more):
    row = {"school": school, "year": "2021/22", "half_term": half_term, "date": date}
    return row | {"risk": "low", "targets": 8, "on_track": 6, "reported": date} | more


def test_half_terms_that_have_ended_are_due_and_missed_ones_are_named(measured):
    rows = [
        assessed("autumn_1"),
        assessed("spring_1", dt.date(2022, 2, 1)),
        assessed("autumn_2", None),
    ]
    found = measured("risk_assessments_held", risk_assessments=rows)
    one = found.one("risk_assessments_held", NORTH)
    assert (one.numerator, one.denominator) == (2, 4), "the usual terms: four halves by 8 April"
    assert one.note == "missed: Autumn 2 and Spring 2"
    assert found.one("risk_assessments_held", NORTH, "Autumn 2").value == 0
    other = found.one("risk_assessments_held", SOUTH)
    assert (other.state, other.value) == (State.NO_DATA, None), "no row is not a review missed"
    assert other.note == "the export has no row of the school for 2021/22"
    trust = found.one("risk_assessments_held", TRUST)
    assert (trust.numerator, trust.denominator, trust.coverage.covered) == (2, 4, 1)


def test_a_half_term_lasts_from_its_first_school_day_to_its_last(context):
    first, second, *_ = half_terms(context(), NORTH)
    assert (first.first, first.last) == (dt.date(2021, 9, 6), dt.date(2021, 10, 22))
    assert (second.first, second.last) == (dt.date(2021, 11, 1), dt.date(2021, 12, 17))


def test_an_assessment_after_the_drop_or_of_another_year_is_not_held(measured):
    rows = [assessed("spring_2", AS_OF + DAY), assessed("autumn_1", year="2020/21")]
    found = measured("risk_assessments_held", risk_assessments=rows)
    assert found.one("risk_assessments_held", NORTH).numerator == 0
    assert found.one("risk_assessments_held", NORTH).denominator == 4


def test_the_risk_is_that_of_the_latest_assessment(measured):
    rows = [
        assessed("autumn_2", dt.date(2021, 12, 1), risk="high", on_track=3),
        assessed("autumn_1", dt.date(2021, 10, 1)),
    ]
    found = measured("school_risk", risk_assessments=rows)
    assert found.one("school_risk", NORTH).detail("Risk") == "High"
    assert found.one("school_risk", NORTH, "Autumn 1").detail("Risk") == "Low"
    targets = measured("risk_targets_on_track", risk_assessments=rows)
    assert targets.one("risk_targets_on_track", NORTH).value == 37.5
    assert targets.one("risk_targets_on_track", NORTH, "Autumn 1").value == 75


def test_governors_have_heard_by_the_day_of_the_drop(measured):
    rows = [
        assessed("autumn_1"),
        assessed("autumn_2", dt.date(2021, 12, 1), reported=AS_OF + DAY),
        assessed("spring_1", dt.date(2022, 2, 1), reported=None),
    ]
    found = measured("risk_findings_reported", risk_assessments=rows)
    one = found.one("risk_findings_reported", NORTH)
    assert (one.numerator, one.denominator) == (1, 3)
    assert found.one("risk_findings_reported", SOUTH).state is State.NO_DATA


YEAR_AGO = dt.date(2021, 4, 8)


@pytest.mark.parametrize(
    ("day", "adviser", "met", "of"),
    [
        (AS_OF, True, 2, 2),
        (YEAR_AGO, True, 2, 2),
        (YEAR_AGO - DAY, True, 0, 2),
        (AS_OF, False, 1, 2),
        (AS_OF, None, 1, 1),
        (YEAR_AGO - DAY, None, 0, 2),  # too long ago, whoever was there
    ],
)
def test_a_category_is_reviewed_each_year_with_the_adviser(measured, day, adviser, met, of):
    rows = [
        judged(day, adviser=adviser),
        judged(YEAR_AGO - 90 * DAY, "D", adviser=True),
        judged(AS_OF + DAY, adviser=True),  # after the drop
        judged(AS_OF, strand="Data", adviser=True),  # no judgement of the category
    ]
    found = measured("category_reviewed", categories=rows)
    one = found.one("category_reviewed", NORTH)
    assert (one.numerator, one.denominator) == (met, of)
    assert found.one("category_reviewed", SOUTH).state is State.NO_DATA
