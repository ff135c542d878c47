"""Courses, the published offer, subject networks, tracking uploads, pay grades."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.matching import words_in
from goldenthread.measures.measurement import State

AS_OF = dt.date(2022, 4, 8)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Data protection", ["Data", "Data protection"], {"Data protection"}),
        ("Data and data protection", ["Data", "Data protection"], {"Data", "Data protection"}),
        ("Database skills", ["Data"], set()),
        ("Site & catering", ["Site and catering"], {"Site and catering"}),
        ("mental  HEALTH first aid", ["Mental health"], {"Mental health"}),
        ("", ["Data"], set()),
    ],
)
def test_a_text_speaks_of_whole_words_longest_first(text, words, found):
    assert words_in(text, words) == found


def place(number, course="Wellbeing", day=AS_OF, where="North", **more):
    row = {"date": day, "course": course, "audience": "staff", "place": where}
    row |= {"status": "attended", "employee_id": None if number is None else str(number)}
    return row | more


def staff(number, where="North", **more):
    row = {"employee_id": str(number), "place": where, "post": "Post", "staff_group": "teacher"}
    return row | {"started": dt.date(2019, 9, 1), "fte": 1.0} | more


@pytest.mark.parametrize(
    ("row", "came"),
    [
        (place(1), 1),
        (place(1, "Positive behaviour"), 1),
        (place(1, "INSET", category="Mental health"), 1),
        (place(1, "Phonics"), 0),
        (place(1, day=dt.date(2021, 4, 8)), 1),
        (place(1, day=dt.date(2021, 4, 7)), 0),
        (place(1, day=dt.date(2022, 4, 9)), 0),
        (place(1, status="booked"), 0),
        (place(1, audience="governor"), 0),
        (place(9), 0),
        (place(None, name="Ann Lee"), 1),
        (place(None, name="Lee, Ann"), 1),
        (place(9, name="Ann Lee"), 0),
    ],
)
def test_a_member_of_staff_is_trained_by_a_wellbeing_course_in_the_year(measured, row, came):
    people = [staff(1, forename="Ann", surname="Lee"), staff(2, forename="Bo", surname="Kay")]
    found = measured("wellbeing_training", training=[row], staff=people)
    one = found.one("wellbeing_training", "100001")
    assert (one.numerator, one.denominator) == (came, 2)


def test_the_trust_counts_people_and_not_schools(measured):
    people = [staff(n) for n in range(9)] + [staff(20, "South")]
    found = measured("wellbeing_training", training=[place(20, where="South")], staff=people)
    assert found.one("wellbeing_training", "100002").value == 100
    assert found.one("wellbeing_training", "trust").value == 10


@pytest.mark.parametrize(("office", "counted"), [(5, 6), (4, 1)])
def test_the_trust_office_counts_where_it_is_a_group_of_its_own(measured, office, counted):
    people = [staff(1)] + [staff(n, "Trust office") for n in range(10, 10 + office)]
    found = measured("wellbeing_training", training=[place(1)], staff=people)
    assert found.one("wellbeing_training", "trust").denominator == counted


def test_kinds_of_course_run_this_year(measured):
    rows = [
        place(1, "Wellbeing"),
        place(1, "Behaviour", dt.date(2021, 8, 31)),
        place(1, "Mental health", status="booked"),
        place(2, "Mental health", where="South"),
    ]
    found = measured("wellbeing_courses", training=rows)
    north = found.one("wellbeing_courses", "100001")
    assert (north.numerator, north.denominator) == (1, 3)
    assert north.note == "not run: Mental health and Behaviour"
    assert found.one("wellbeing_courses", "trust").numerator == 2
    assert found.one("wellbeing_courses", "trust", "Behaviour").value == 0


def test_a_course_is_evaluated_by_an_answer_or_a_review_that_has_been(measured):
    rows = [
        place(1, "A"),
        place(2, "A", evaluation=4),
        place(3, "B", impact_review=AS_OF),
        place(4, "C", impact_review=dt.date(2022, 4, 9)),
        place(5, "D", status="did_not_attend", evaluation=4),
        place(6, "A", dt.date(2022, 1, 1)),
        place(7, "A", where="South"),
    ]
    found = measured("cpd_impact_evaluated", training=rows)
    north = found.one("cpd_impact_evaluated", "100001")
    assert (north.numerator, north.denominator) == (2, 4)
    trust = found.one("cpd_impact_evaluated", "trust")
    assert (trust.numerator, trust.denominator) == (2, 4)  # course A of both schools once


def offer(area, group, published=AS_OF):
    return {"programme": f"{area} {group}", "area": area, "staff_group": group} | {
        "published": published
    }


def test_an_area_needs_a_programme_published_by_the_day(measured):
    rows = [
        offer("Curriculum", "Teachers"),
        offer("Wellbeing", "Teachers", dt.date(2022, 4, 9)),
        offer("Leadership", "Leaders", None),
    ]
    settings = {"cpd_areas": ["curriculum", "Wellbeing", "Leadership"]}
    found = measured("cpd_offer_published", settings=settings, cpd_offer=rows)
    one = found.one("cpd_offer_published", "trust")
    assert (one.numerator, one.denominator) == (1, 3)
    assert found.one("cpd_offer_published", "trust", "curriculum").value == 100


def test_an_offer_for_all_staff_is_for_every_group(measured):
    settings = {"staff_groups": ["Teachers", "Site and catering"]}
    some = measured("cpd_offer_roles", settings=settings, cpd_offer=[offer("A", "Teachers")])
    assert some.one("cpd_offer_roles", "trust").value == 50
    every = measured("cpd_offer_roles", settings=settings, cpd_offer=[offer("A", "All staff")])
    assert every.one("cpd_offer_roles", "trust").value == 100


def test_without_the_setting_there_is_no_figure(measured):
    one = measured("cpd_offer_roles", cpd_offer=[offer("A", "Teachers")]).one(
        "cpd_offer_roles", "trust"
    )
    assert one.state is State.NO_DATA
    assert "staff_groups" in one.note


def meeting(subject, planned, held=None, schools=None, *numbers):
    row = {"subject": subject, "planned": planned, "held": held, "schools": schools}
    return row | dict(zip(("actions", "closed", "evidenced"), numbers, strict=False))


OCTOBER = dt.date(2021, 10, 4)


@pytest.mark.parametrize(
    ("planned", "held", "counts"),
    [
        (OCTOBER, OCTOBER, (1, 1)),
        (OCTOBER, dt.date(2021, 11, 1), (1, 1)),
        (OCTOBER, None, (0, 1)),
        (OCTOBER, dt.date(2022, 4, 9), (0, 1)),
        (AS_OF, None, (0, 1)),
        (dt.date(2022, 4, 9), None, (None, None)),
        (dt.date(2021, 8, 31), OCTOBER, (None, None)),
    ],
)
def test_meetings_held_of_those_planned_so_far(measured, planned, held, counts):
    found = measured("network_meetings_held", networks=[meeting("Maths", planned, held)])
    one = found.one("network_meetings_held", "trust")
    assert (one.numerator, one.denominator) == counts
    assert found.one("network_meetings_held", "100001").value == one.value


@pytest.mark.parametrize(
    ("cell", "north", "south"),
    [
        ("North, South", 100, 100),
        ("north school; South School", 100, 100),
        ("Both schools", 100, 100),
        ("North and guests", 100, 0),
        ("Northern Academy", 0, 0),
        (None, 0, 0),
    ],
)
def test_schools_present_however_they_are_listed(measured, cell, north, south):
    rows = [meeting("Maths", OCTOBER, OCTOBER, cell), meeting("Art", OCTOBER, None, "North")]
    found = measured("network_attendance", networks=rows)
    assert found.one("network_attendance", "100001").value == north
    assert found.one("network_attendance", "100002").value == south
    assert found.one("network_attendance", "trust").value == (north + south) / 2


def test_actions_closed_with_evidence_pool_over_networks(measured):
    rows = [
        meeting("Maths", OCTOBER, OCTOBER, "North", 8, 8, 6),
        meeting("Art", OCTOBER, OCTOBER, "North", 2, 2, 0),
        meeting("Music", OCTOBER, OCTOBER, "North", 5, None, None),
        meeting("Drama", OCTOBER, None, None, 5, 5, 5),
    ]
    found = measured("network_actions_closed", networks=rows)
    one = found.one("network_actions_closed", "trust")
    assert (one.numerator, one.denominator, one.value) == (6, 10, 60)
    assert (one.coverage.covered, one.coverage.expected) == (2, 3)
    assert found.one("network_actions_closed", "trust", "Art").value == 0


def upload(due, uploaded=None, pupils=10, entered=None, school="100001", **more):
    row = {"school": school, "data_point": "Autumn", "year_group": 11, "subject": "Maths"}
    return row | {"due": due, "uploaded": uploaded, "pupils": pupils, "entered": entered} | more


@pytest.mark.parametrize(
    ("due", "uploaded", "counts"),
    [
        (AS_OF, AS_OF, (1, 1)),
        (OCTOBER, OCTOBER, (1, 1)),
        (OCTOBER, dt.date(2021, 10, 5), (0, 1)),
        (AS_OF, None, (0, 1)),
        (dt.date(2022, 4, 9), AS_OF, (None, None)),
        (dt.date(2021, 8, 31), OCTOBER, (None, None)),
        (None, OCTOBER, (None, None)),
    ],
)
def test_an_upload_is_on_time_by_the_day_it_was_due(measured, due, uploaded, counts):
    found = measured("tracking_on_time", tracking=[upload(due, uploaded)])
    one = found.one("tracking_on_time", "100001")
    assert (one.numerator, one.denominator) == counts


def test_grades_entered_pool_pupils_and_not_subjects(measured):
    rows = [
        upload(OCTOBER, OCTOBER, 90, 90),
        upload(OCTOBER, OCTOBER, 10, 0, subject="Art"),
        upload(OCTOBER, None, 100, 50, subject="Music"),
        upload(OCTOBER, OCTOBER, 10, None, subject="Drama"),
        upload(OCTOBER, OCTOBER, 10, 12, subject="French"),
        upload(OCTOBER, OCTOBER, 20, 20, "100002"),
    ]
    found = measured("tracking_complete", tracking=rows)
    north = found.one("tracking_complete", "100001")
    assert (north.numerator, north.denominator) == (100, 210)
    assert found.one("tracking_complete", "trust").denominator == 230
    assert found.one("tracking_complete", "100001", "Art").value == 0


def test_pay_grades_and_objectives(measured):
    rows = [
        {"school": "100001", "grade": "M1", "expectations_published": AS_OF}
        | {"staff": 8, "objectives_set": 4},
        {"school": "100001", "grade": "M2", "expectations_published": dt.date(2022, 4, 9)}
        | {"staff": 2, "objectives_set": 2},
        {"school": "100001", "grade": "M3", "staff": None, "objectives_set": 2},
    ]
    grades = measured("pay_grades_published", appraisal=rows).one("pay_grades_published", "100001")
    assert (grades.numerator, grades.denominator) == (1, 3)
    objectives = measured("objectives_set", appraisal=rows).one("objectives_set", "trust")
    assert (objectives.numerator, objectives.denominator) == (6, 10)
    assert objectives.low < 60 < objectives.high


def test_priorities_that_do_not_say_show_in_the_coverage(measured):
    rows = [
        {"school": "100001", "reference": str(n), "priority": "P", "cpd": cpd}
        for n, cpd in enumerate((True, False, None))
    ]
    one = measured("plan_priorities_with_cpd", improvement_plans=rows).one(
        "plan_priorities_with_cpd", "100001"
    )
    assert (one.value, one.coverage.covered, one.coverage.expected) == (50, 2, 3)


def test_each_priority_of_an_improvement_plan_is_kept_with_what_the_school_says_it_serves(measured):
    rows = [
        {
            "school": "100001", "reference": "N1", "priority": "Read more", "cpd": True,
            "trust_objective": "Standards", "reviewed": dt.date(2022, 3, 1),
        },
        {"school": "100001", "reference": "N2", "priority": "Calm days", "cpd": None},
        {"school": "100002", "reference": "N1", "priority": "Good food", "cpd": False},
    ]  # fmt: skip
    found = measured("plan_priorities", improvement_plans=rows)
    counts = {e: found.one("plan_priorities", e).value for e in ("100001", "100002", "trust")}
    assert counts == {"100001": 2, "100002": 1, "trust": 3}
    one = found.one("plan_priorities", "100001", "N1")
    assert one.details == (
        ("Priority", "Read more"),
        ("Serves", "Standards"),
        ("Staff development", "Yes"),
        ("Last reviewed", "1 March 2022"),
    )
    assert found.one("plan_priorities", "100001", "N2").details == (("Priority", "Calm days"),)
    assert found.one("plan_priorities", "trust", "N1") is None
