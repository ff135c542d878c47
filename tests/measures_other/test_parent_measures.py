"""What parents say, and how many of those asked answered any survey."""

from __future__ import annotations

import pytest

from goldenthread.measures.measurement import State

CENSUS = [{"school": "100001", "year": "2021/22", "headcount": 40}]


def said(person, item, answer, school="100001"):
    return {"response_id": str(person), "item": item, "answer": answer, "school": school}


@pytest.mark.parametrize(
    ("item", "answer", "share"),
    [
        ("child_happy", "agree", 100),
        ("child_happy", "disagree", 0),
        ("child_happy", "neither", 0),
        ("child_bullied", "agree", 0),
        ("child_bullied", "strongly_disagree", 100),
    ],
)
def test_a_bullied_child_is_no_favourable_answer(measured, item, answer, share):
    found = measured("parent_views", parent_survey=[said(1, item, answer)])
    assert found.one("parent_views", "100001").value == share


def test_dont_know_is_out_of_the_base_and_pupils_are_the_coverage(measured):
    rows = [said(1, "concerns", "no_answer"), said(2, "concerns", "agree")]
    one = measured("parent_views", parent_survey=rows, census=CENSUS).one("parent_views", "100001")
    assert (one.numerator, one.denominator) == (1, 1)
    assert (one.coverage.covered, one.coverage.expected) == (1, 40)


def test_response_rates_say_of_whom(measured):
    rows = [said(n, "safe", "agree") for n in range(10)] + [said(1, "talk", "agree")]
    one = measured("pupil_response_rate", pupil_survey=rows, census=CENSUS).one(
        "pupil_response_rate", "100001"
    )
    assert (one.value, one.n, one.note) == (25, 40, "of 40 pupils on roll")
    unknown = measured("pupil_response_rate", pupil_survey=rows)
    assert unknown.one("pupil_response_rate", "100001").state is State.NO_DATA
