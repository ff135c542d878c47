"""A change between two waves of a survey counts people, who answer several statements each."""

from __future__ import annotations

import pytest

from goldenthread.judgement.intervals import change_interval
from goldenthread.measures.catalogue import all_measures

STATEMENTS = ("safe", "talk", "enjoy", "heard")


def wave(measured, people, favourable):
    rows = [
        {"response_id": str(n), "item": item, "school": "100001"}
        | {"answer": "agree" if n < favourable else "disagree"}
        for n in range(people)
        for item in STATEMENTS
    ]
    return measured("pupil_wellbeing", pupil_survey=rows)


def test_a_change_of_pooled_statements_is_no_surer_than_that_of_one(measured):
    now, before = wave(measured, 100, 60), wave(measured, 100, 50)
    measure = all_measures()["pupil_wellbeing"]
    pooled = change_interval(
        now.one("pupil_wellbeing", "100001"), before.one("pupil_wellbeing", "100001"), measure
    )
    alone = change_interval(
        now.one("pupil_wellbeing", "100001", "I enjoy school"),
        before.one("pupil_wellbeing", "100001", "I enjoy school"),
        measure,
    )
    assert not pooled.leaves_out_zero
    assert pooled.high - pooled.low == pytest.approx(alone.high - alone.low, rel=0.03)
