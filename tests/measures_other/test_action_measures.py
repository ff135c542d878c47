"""Measures that actions of a plan are held against: systems, assessment, posts, appointments."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State
from goldenthread.measures.recruitment_findings import recruitment_findings

NORTH, SOUTH = "100001", "100002"
SYSTEMS = {"trust_systems": ["Finance", "Management information"]}


def system(school, area, name, live="Y"):
    return {"school": school, "area": area, "system": name, "live": live == "Y"}


REGISTER = [
    system(NORTH, "Finance", "Ledger"),
    system(SOUTH, "finance ", "ledger"),
    system(NORTH, "Management information", "MIS"),
    system(SOUTH, "Management information", "Other MIS"),
    system(NORTH, "Safeguarding", "Log"),
]


@pytest.mark.parametrize(
    ("change", "live", "common", "note"),
    [
        ({}, (4, 4), (1, 2), "not the same everywhere: Management information"),
        ({3: system(SOUTH, "Management information", "mis")}, (4, 4), (2, 2),
         "the same everywhere"),
        ({3: system(SOUTH, "Management information", "MIS", "N")}, (3, 4), (1, 2),
         "not the same everywhere: Management information"),
        ({1: system(SOUTH, "Finance", None)}, (3, 4), (0, 2),
         "not the same everywhere: Finance and Management information"),
    ],
)  # fmt: skip
def test_systems_are_live_and_the_same_at_every_school(measured, change, live, common, note):
    rows = [change.get(place, row) for place, row in enumerate(REGISTER)]
    one = measured("systems_live", settings=SYSTEMS, oversight=rows).one("systems_live", "trust")
    assert (one.numerator, one.denominator) == live
    found = measured("systems_common", settings=SYSTEMS, oversight=rows)
    one = found.one("systems_common", "trust")
    assert ((one.numerator, one.denominator), one.note) == (common, note)
    assert {m.group for m in found.of("systems_common")} == {"all", *SYSTEMS["trust_systems"]}


def test_a_school_has_its_own_systems(measured):
    rows = [*REGISTER[:3], system(SOUTH, "Management information", "Other", "N")]
    found = measured("systems_live", settings=SYSTEMS, oversight=rows)
    assert found.one("systems_live", NORTH).value == 100
    assert found.one("systems_live", SOUTH).note == "not live: Management information"
    assert found.one("systems_live", SOUTH, "Finance").value == 100


@pytest.mark.parametrize("measure", ["systems_live", "systems_common"])
def test_systems_that_nobody_named_are_no_data(measured, measure):
    one = measured(measure, oversight=REGISTER).one(measure, "trust")
    assert (one.state, "trust_systems" in one.note) == (State.NO_DATA, True)


def test_what_every_school_shares_is_not_known_of_schools_that_the_register_leaves_out(measured):
    rows = [row for row in REGISTER if row["school"] == NORTH]
    for name in ("systems_common", "systems_live"):
        found = measured(name, settings=SYSTEMS, oversight=rows).of(name, "trust")
        covered = {(m.coverage.covered, m.coverage.expected, m.coverage.what) for m in found}
        assert (len(found), covered) == (3, {(1, 2, "schools")})


def upload(school, point, due, year=7, subject="English"):
    row = {"school": school, "data_point": point, "year_group": year, "subject": subject}
    return row | {"due": dt.date.fromisoformat(due) if due else None}


def test_assessments_are_common_where_every_school_has_them_on_one_day(measured):
    rows = [
        upload(NORTH, "DP 1", "2021-12-03"),
        upload(SOUTH, "dp 1", "2021-12-03", subject="english"),
        upload(NORTH, "DP 2", "2022-03-25"),
        upload(SOUTH, "DP 2", "2022-03-28"),
        upload(NORTH, "DP 1", "2021-12-03", subject="Latin"),  # nobody else has it
        upload(NORTH, "DP 3", "2022-06-24"),  # after the drop
        upload(SOUTH, "DP 3", None),
    ]
    one = measured("assessments_common", tracking=rows).one("assessments_common", "trust")
    note = "on different days: dp 2; 1 that only one school has is left out"
    assert (one.numerator, one.denominator, one.note) == (1, 2, note)


def uploads_of_two_schools(changed=None):
    """Two subjects of two year groups at two schools, and what one cell of them is instead."""
    rows = [
        upload(school, "DP 1", "2021-12-03", year, subject)
        for school in (NORTH, SOUTH)
        for year in (7, 8)
        for subject in ("English", "Art")
    ]
    return [rows[0] | (changed or {}), *rows[1:]]


@pytest.mark.parametrize(
    ("changed", "common", "covered"),
    [
        ({}, (4, 4), (8, 8)),
        ({"due": dt.date(2022, 2, 3)}, (3, 4), (8, 8)),
        ({"due": dt.date(2022, 12, 3)}, (3, 4), (8, 8)),  # next year
        ({"due": dt.date(2020, 12, 3)}, (3, 4), (8, 8)),  # last year
        ({"due": None}, (3, 3), (7, 8)),
        ({"subject": "Englsh"}, (3, 3), (8, 8)),
    ],
)
def test_one_wrong_day_is_seen_and_moves_no_data_point(measured, changed, common, covered):
    rows = uploads_of_two_schools(changed)
    held = [{"body": "board", "meeting": dt.date(2021, 12, 9)}]
    settings = {"results_meeting": "Trust Board"}
    one = measured("assessments_common", tracking=rows).one("assessments_common", "trust")
    assert (one.numerator, one.denominator) == common
    assert (one.coverage.covered, one.coverage.expected) == covered
    found = measured("results_discussed", settings=settings, tracking=rows, meetings=held)
    one = found.one("results_discussed", "trust")
    assert (one.numerator, one.denominator) == (1, 1)


def test_a_data_point_spelt_two_ways_is_discussed_once(measured):
    rows = uploads_of_two_schools({"data_point": "DP one"})
    held = [{"body": "board", "meeting": dt.date(2021, 12, 9)}]
    settings = {"results_meeting": "Trust Board"}
    found = measured("results_discussed", settings=settings, tracking=rows, meetings=held)
    assert found.one("results_discussed", "trust").denominator == 1


def test_a_data_point_is_over_when_the_last_school_s_is(measured):
    rows = [upload(NORTH, "DP 1", "2021-12-03"), upload(SOUTH, "DP 1", "2021-12-10")]
    held = [{"body": "board", "meeting": dt.date(2021, 12, 9)}]
    settings = {"results_meeting": "Trust Board"}
    found = measured("results_discussed", settings=settings, tracking=rows, meetings=held)
    assert found.one("results_discussed", "trust").numerator == 0


def test_one_school_alone_has_nothing_in_common(measured):
    one = measured("assessments_common", tracking=[upload(NORTH, "DP 1", "2021-12-03")]).one(
        "assessments_common", "trust"
    )
    assert (one.state, one.note) == (
        State.NO_DATA, "no two schools assess the same subject and year group",
    )  # fmt: skip


POINTS = [upload(NORTH, "DP 1", "2021-12-03"), upload(SOUTH, "DP 2", "2022-03-29")]


@pytest.mark.parametrize(
    ("meetings", "days", "counts", "missed"),
    [
        (["2021-12-03", "2022-04-05"], 14, (2, 2), ""),
        (["2021-12-17"], 14, (1, 1), ""),  # the days of the second are not over
        (["2021-12-18"], 14, (0, 1), "the data point of 3 December 2021"),
        (["2021-12-02", "2022-04-05"], 14, (1, 2), "the data point of 3 December 2021"),
        (["2021-12-09"], 7, (1, 2), "the data point of 29 March 2022"),
    ],
)
def test_results_are_discussed_within_so_many_days(measured, meetings, days, counts, missed):
    settings = {"results_meeting": "Trust Board", "results_meeting_days": days}
    held = [{"body": "board", "meeting": dt.date.fromisoformat(day)} for day in meetings]
    found = measured("results_discussed", settings=settings, tracking=POINTS, meetings=held)
    one = found.one("results_discussed", "trust")
    assert (one.numerator, one.denominator) == counts
    assert one.note.endswith(missed)


def test_nobody_looks_at_results_where_the_trust_names_no_body(measured):
    held = [{"body": "board", "meeting": dt.date(2021, 12, 9)}]
    one = measured("results_discussed", tracking=POINTS, meetings=held).one(
        "results_discussed", "trust"
    )
    assert (one.state, "results_meeting" in one.note) == (State.NO_DATA, True)


def post(place, title, group, filled=1.0, trained=None, required=None):
    return {
        "reference": f"{place}{title}", "place": place, "post": title, "staff_group": group,
        "fte": 1.0, "filled_fte": filled, "trained": trained, "required_training": required,
    }  # fmt: skip


POSTS = [
    post("North", "Receptionist", "office", trained=True),
    post("South", "Administrator", "office", trained=False),
    post("South", "Receptionist", "office", 0.0, trained=False),
    post("South", "Clerk", "office", required="Finance"),
    post("Trust office", "Payroll officer", "office", trained=True),
    post("South", "Head", "leader", trained=True),
    post("South", "Deputy", "leader", 0.5),
    post("Nowhere", "Deputy", "leader"),
]


@pytest.mark.parametrize(
    ("entity", "counts", "covered"),
    [("trust", (2, 3), (3, 4)), (NORTH, (1, 1), (1, 1)), (SOUTH, (0, 1), (1, 2))],
)
def test_administrative_staff_are_trained_at_schools_and_the_office(
    measured, entity, counts, covered
):
    one = measured("admin_staff_trained", posts=POSTS).one("admin_staff_trained", entity)
    assert (one.numerator, one.denominator) == counts
    assert (one.coverage.covered, one.coverage.expected) == covered


def test_each_leadership_post_is_named_with_its_place(measured):
    found = measured("leadership_posts", posts=POSTS)
    values = {m.group: m.value for m in found.of("leadership_posts")}
    assert values == {"all": 1.5, "South School · Deputy": 0.5, "South School · Head": 1.0}


@pytest.mark.parametrize("turn", [1, -1])
def test_capitals_make_no_other_post_whatever_the_order_of_rows(measured, turn):
    spelt = ("Deputy headteacher", "deputy  Headteacher", "Deputy headteacher")
    rows = [post("South", name, "leader") | {"reference": str(i)} for i, name in enumerate(spelt)]
    values = {
        m.group: m.value
        for m in measured("leadership_posts", posts=rows[::turn]).of("leadership_posts")
    }
    assert values == {"all": 3.0, "South School · Deputy headteacher": 3.0}


def test_a_post_of_no_place_of_the_trust_is_said(measured):
    rows = [*POSTS, post("Nowhere", "Clerk", "office", trained=True)]
    found = measured("admin_staff_trained", posts=rows)
    assert found.one("admin_staff_trained", "trust").note.startswith("1 row names no place")
    assert found.one("admin_staff_trained", NORTH).note == ""


def vacancy(place, appointed, internal, group="teacher"):
    return {
        "place": place, "post": "Post", "staff_group": group,
        "advertised": dt.date(2021, 10, 1), "internal": internal,
        "appointed": dt.date.fromisoformat(appointed) if appointed else None,
    }  # fmt: skip


def test_appointments_from_within_are_those_of_this_year_that_say_so(measured):
    rows = [
        vacancy("North", "2021-11-01", True, "leader"),
        vacancy("North", "2021-11-02", False),
        vacancy("South", "2022-02-01", None),
        vacancy("South", "2022-05-01", True),  # after the drop
        vacancy("South", "2021-08-31", True),  # last year
        vacancy("South", None, True),
    ]
    found = measured("internal_appointments", vacancies=rows)
    one = found.one("internal_appointments", "trust")
    assert (one.numerator, one.denominator) == (1, 2)
    assert (one.coverage.covered, one.coverage.expected) == (2, 3)
    assert found.one("internal_appointments", "trust", "Leaders").value == 100
    assert found.one("internal_appointments", SOUTH).state is State.NO_DATA


def test_an_appointment_at_no_place_of_the_trust_is_said(measured):
    rows = [vacancy("North", "2021-11-01", True), vacancy("Nowhere", "2021-11-01", True)]
    found = measured("internal_appointments", vacancies=rows)
    assert found.one("internal_appointments", "trust").note.startswith("1 row names no place")
    assert found.one("internal_appointments", NORTH).note == ""


def test_an_export_that_does_not_say_where_colleagues_came_from_gives_no_figure(measured):
    rows = [vacancy("North", "2021-11-01", None)]
    found = measured("internal_appointments", vacancies=rows).of("internal_appointments")
    assert {m.state for m in found} == {State.NO_DATA}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (vacancy("North", "2021-11-01", True), ""),
        (vacancy("North", None, False), ""),  # nobody was appointed
        (vacancy("North", "2021-02-01", True), "the appointment is before the advertisement"),
        (vacancy("North", None, True), "filled from within the trust, and without a day"),
    ],
)
def test_an_appointment_that_contradicts_itself_is_told(context, row, message):
    found = list(recruitment_findings(context(vacancies=[row])))
    expected = [("warning", 2, "Appointed", message)] if message else []
    assert [(f.severity, f.row, f.column, f.message) for f in found] == expected


@pytest.mark.parametrize(
    ("measure", "item"),
    [
        ("assessment_understood", "assessment_purpose"),
        ("curriculum_common_known", "curriculum_common"),
        ("training_sufficient", "development"),
    ],
)
def test_a_statement_of_the_staff_survey_has_its_share_of_agreement(measured, measure, item):
    answers = ("agree", "strongly_agree", "disagree", "neither", "no_answer")
    rows = [
        {"response_id": str(i), "school": NORTH, "item": item, "answer": answer}
        for i, answer in enumerate(answers)
    ]
    rows.append({"response_id": "9", "school": NORTH, "item": "support_aware", "answer": "agree"})
    one = measured(measure, staff_survey=rows).one(measure, NORTH)
    assert (one.numerator, one.denominator) == (2, 4)


def test_shared_resources_are_counted_by_subject(measured):
    states = {"Art": "yes", "Music": "partly", "Drama": "no"}
    rows = [
        {"school": NORTH, "subject": subject, "item": "shared_resources", "state": state}
        for subject, state in states.items()
    ]
    one = measured("shared_resources", curriculum=rows).one("shared_resources", NORTH)
    assert (one.numerator, one.denominator) == (1, 3)
