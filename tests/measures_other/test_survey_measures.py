"""What counts as favourable, who is in the base, and how sure the share is."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from goldenthread.measures.measurement import State
from goldenthread.measures.survey_answers import NO_SCHOOL, effective_answers


def said(person, item, answer, school="100001"):
    return {"response_id": str(person), "item": item, "answer": answer, "school": school}


@pytest.mark.parametrize(
    ("item", "answer", "favourable"),
    [
        ("wellbeing_valued", "strongly_agree", 100),
        ("wellbeing_valued", "agree", 100),
        ("wellbeing_valued", "neither", 0),
        ("wellbeing_valued", "disagree", 0),
        ("wellbeing_stress", "agree", 0),
        ("wellbeing_stress", "neither", 0),
        ("wellbeing_stress", "disagree", 100),
        ("wellbeing_stress", "strongly_disagree", 100),
    ],
)
def test_favourable_turns_round_for_reversed_statements(measured, item, answer, favourable):
    found = measured("staff_wellbeing", staff_survey=[said(1, item, answer)])
    assert found.one("staff_wellbeing", "100001").value == favourable


def test_prefer_not_to_say_is_out_of_the_base(measured):
    rows = [
        said(1, "support_aware", "agree"),
        said(2, "support_aware", "no_answer"),
        said(3, "support_aware", None),
        said(4, "support_aware", "disagree"),
    ]
    found = measured("support_awareness", staff_survey=rows).one("support_awareness", "100001")
    assert (found.numerator, found.denominator, found.n) == (1, 2, 2)


def test_a_submission_counts_once(measured):
    rows = [said(1, "support_aware", "agree"), said(1, "support_aware", "agree")]
    rows.append(said(2, "support_aware", "disagree"))
    assert (
        measured("support_awareness", staff_survey=rows).one("support_awareness", "100001").value
        == 50
    )


def test_the_trust_pools_answers_and_not_schools(measured):
    rows = [said(n, "support_aware", "agree") for n in range(9)]
    rows.append(said(1, "support_aware", "disagree", "100002"))
    found = measured("support_awareness", staff_survey=rows)
    assert found.one("support_awareness", "100002").value == 0
    assert found.one("support_awareness", "trust").value == 90


@pytest.mark.parametrize("nowhere", ["", None])
@pytest.mark.parametrize(("office", "counted"), [(7, 8), (6, 1)])
def test_answers_of_no_school_count_for_the_trust_where_there_are_enough(
    measured, nowhere, office, counted
):
    rows = [said(1, "support_aware", "agree")]
    rows += [said(n, "support_aware", "disagree", nowhere) for n in range(10, 10 + office)]
    found = measured("support_awareness", staff_survey=rows)
    assert found.one("support_awareness", "100001").value == 100
    assert found.one("support_awareness", "trust").n == counted
    assert found.one("support_awareness", "100002").state is State.NO_DATA


def test_one_statement_with_too_few_answers_leaves_no_school_out_of_all(measured):
    rows = [said(1, "wellbeing_valued", "agree")]
    for item, people in (("wellbeing_valued", 9), ("office_support", 3)):
        rows += [said(n, item, "disagree", "") for n in range(10, 10 + people)]
    assert measured("staff_wellbeing", staff_survey=rows).one("staff_wellbeing", "trust").n == 1


def test_other_statements_do_not_count(measured):
    rows = [said(1, "wellbeing_valued", "agree"), said(1, "office_support", "disagree")]
    assert measured("staff_wellbeing", staff_survey=rows).one("staff_wellbeing", "trust").n == 1


def staff(number, place="North", **more):
    row = {"employee_id": str(number), "place": place, "post": "Teacher", "fte": 1.0}
    return row | {"started": dt.date(2019, 9, 1), "staff_group": "teacher"} | more


def test_the_response_rate_is_of_staff_in_post(measured):
    rows = [said(n, "support_aware", "agree") for n in range(3)]
    people = [staff(n) for n in range(4)] + [
        staff(10, left=dt.date(2022, 4, 8)),
        staff(11, left=dt.date(2022, 4, 7)),
        staff(12, started=dt.date(2022, 4, 9)),
        staff(13, "Trust office"),
    ]
    found = measured("support_awareness", staff_survey=rows, staff=people)
    north = found.one("support_awareness", "100001")
    assert (north.coverage.covered, north.coverage.expected) == (3, 5)
    assert north.detail("Response rate") == "3 of 5 staff (60%)"
    assert found.one("support_awareness", "trust").coverage.expected == 6


def test_who_is_not_counted_is_not_missed(measured):
    rows = [said(n, "support_aware", "agree") for n in range(3)]
    people = [staff(n) for n in range(4)] + [staff(n, "Trust office") for n in range(20, 29)]
    for office, expected, told in ((3, 4, "left out"), (8, 13, "counted"), (0, 13, "")):
        own = [said(n, "support_aware", "agree", "") for n in range(20, 20 + office)]
        found = measured("support_awareness", staff_survey=rows + own, staff=people)
        trust = found.one("support_awareness", "trust")
        assert trust.coverage.expected == expected
        assert trust.detail(NO_SCHOOL).startswith(told)
        assert bool(trust.detail(NO_SCHOOL)) is bool(told)


def test_pupils_on_roll_leave_out_leavers_and_guests(measured):
    rows = [said(1, "safe", "agree")]
    pupils = [
        {"upn": "a", "school": "100001"},
        {"upn": "b", "school": "100001", "leaving_date": dt.date(2022, 1, 1)},
        {"upn": "c", "school": "100001", "enrolment_status": "G"},
        {"upn": "d", "school": "100001", "enrolment_status": "C"},
        {"upn": "e", "school": "100001", "date_of_admission": dt.date(2022, 9, 1)},
    ]
    found = measured("pupil_wellbeing", pupil_survey=rows, pupils=pupils)
    assert found.one("pupil_wellbeing", "100001").coverage.expected == 2


def test_without_a_pupil_list_the_census_says_how_many_could_answer(measured):
    census = [
        {"school": "100001", "year": "2020/21", "headcount": 700},
        {"school": "100001", "year": "2021/22", "headcount": 750},
    ]
    found = measured("pupil_wellbeing", pupil_survey=[said(1, "safe", "agree")], census=census)
    assert found.one("pupil_wellbeing", "100001").coverage.expected == 750


def test_each_statement_stands_below_in_its_own_words(measured):
    rows = [said(1, "safe", "agree"), said(1, "lonely", "agree")]
    found = measured("pupil_wellbeing", pupil_survey=rows)
    by_group = {m.group: m.value for m in found.of("pupil_wellbeing", "100001")}
    assert by_group == {
        "all": 50,
        "I feel safe at school": 100,
        "I often feel lonely at school": 0,
    }


def test_every_answer_has_its_share(measured):
    rows = [said(1, "safe", "agree"), said(2, "safe", "agree"), said(3, "safe", "neither")]
    rows.append(said(4, "safe", "strongly_disagree"))
    found = measured("pupil_survey_answers", pupil_survey=rows)
    shares = {m.group.split(" · ")[1]: m.value for m in found.of("pupil_survey_answers", "100001")}
    assert shares == {
        "Strongly agree": 0,
        "Agree": 50,
        "Neither agree nor disagree": 25,
        "Disagree": 0,
        "Strongly disagree": 25,
    }


def answers(by_person):
    rows = [
        {"school": "100001", "response_id": person, "favourable": good}
        for person, found in enumerate(by_person)
        for good in found
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("by_person", "telling"),
    [
        ([[True] * 4, [False] * 4] * 10, 20),  # everybody of one mind: people count
        ([[True, False]] * 20, 40),  # nobody's answers go together: answers count
        ([[True], [False]] * 10, 20),
        ([[True] * 4] * 10, 10),  # all favourable: no spread to judge by, so people
    ],
)
def test_one_persons_answers_tell_less_than_so_many_peoples(by_person, telling):
    assert effective_answers(answers(by_person)) == pytest.approx(telling, rel=0.06)


def test_the_interval_of_pooled_statements_is_wider_than_that_of_answers(measured):
    rows = [
        said(n, item, "agree" if n % 2 else "disagree")
        for n in range(40)
        for item in ("safe", "talk", "enjoy", "heard")
    ]
    found = measured("pupil_wellbeing", pupil_survey=rows)
    pooled = found.one("pupil_wellbeing", "100001")
    alone = found.one("pupil_wellbeing", "100001", "I enjoy school")
    assert pooled.value == alone.value == 50
    assert pooled.high - pooled.low == pytest.approx(alone.high - alone.low, rel=0.05)
