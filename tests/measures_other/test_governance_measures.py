"""Seats, terms of office, training, skills and oversight, on tables to count by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State
from goldenthread.measures.seats import is_vacancy, person

AS_OF = dt.date(2022, 4, 8)
DAY_BEFORE = dt.date(2022, 4, 7)
LATER = dt.date(2023, 4, 8)


def seat(body, name, end=LATER, start=dt.date(2019, 4, 9), **more):
    return {"body": body, "name": name, "term_start": start, "term_end": end} | more


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("Vacancy", True),
        ("VACANCY*", True),
        ("Vacancy *", True),
        ("vacant since May", True),
        ("", True),
        ("Ann Vacantly", False),
        ("Vacanti, Ann", False),
    ],
)
def test_an_empty_seat_is_known_by_what_stands_for_a_name(name, empty):
    assert is_vacancy(name) is empty


@pytest.mark.parametrize(
    "written", ["Ann Lee", "Mrs Ann Lee", "Dr. Ann  Lee", "LEE, Ann", " ann lee "]
)
def test_a_name_is_the_same_person_however_it_is_written(written):
    assert person(written) == "ann lee"


@pytest.mark.parametrize(
    ("end", "filled"),
    [(AS_OF, 1), (DAY_BEFORE, 0), (LATER, 1), (None, 1)],
    ids=["ends today", "ended yesterday", "ends later", "no end"],
)
def test_a_term_is_held_to_its_last_day(measured, end, filled):
    found = measured("seats_filled", governors=[seat("north", "Ann Lee", end)])
    assert found.one("seats_filled", "100001").numerator == filled


def test_seats_are_those_declared_or_else_the_rows(measured):
    found = measured(
        "seats_filled",
        governors=[
            seat("board", "Ann Lee"),
            seat("board", "Vacancy*"),
            seat("finance", "Ann Lee"),
            seat("finance", "Vacancy"),
            seat("north", "Bo Kay"),
            seat("north", "Cy Day", start=LATER),
        ],
    )
    by_entity = {m.entity: (m.numerator, m.denominator) for m in found if m.value is not None}
    assert by_entity == {
        "body:board": (1, 3),
        "body:finance": (1, 2),
        "body:north": (1, 3),
        "100001": (1, 3),
        "trust": (3, 8),
    }
    trust = found.one("seats_filled", "trust")
    assert trust.value == pytest.approx(100 * 3 / 8)
    assert (trust.coverage.covered, trust.coverage.expected) == (3, 4)
    assert trust.low is None
    assert found.one("seats_filled", "body:south").state is State.NO_DATA
    assert found.one("seats_filled", "100002").state is State.NO_DATA


def test_a_renewed_term_is_one_seat(measured):
    rows = [seat("north", "Ann Lee", DAY_BEFORE), seat("north", "Mrs Ann Lee", LATER)]
    found = measured("seats_filled", governors=rows).one("seats_filled", "100001")
    assert (found.numerator, found.detail("Terms over but still listed")) == (1, "0")


def test_more_holders_than_seats_fill_only_the_seats(measured):
    rows = [seat("south", name) for name in ("Ann Lee", "Bo Kay", "Cy Day")]
    assert measured("seats_filled", governors=rows).one("seats_filled", "100002").value == 100


def test_days_vacant_count_from_the_vacancy_or_the_end_of_the_term(measured):
    rows = [
        seat("north", "Vacancy", None, None, vacant_since=dt.date(2022, 3, 29)),
        seat("north", "Ann Lee", dt.date(2022, 4, 3), role="Parent governor"),
        seat("north", "Vacancy", None, None),
    ]
    found = measured("seat_vacancy_days", governors=rows)
    total = found.one("seat_vacancy_days", "100001")
    assert (total.value, total.n) == (15, 3)
    assert total.note == "1 empty seat without a date left out"
    seats = found.of("seat_vacancy_days", "body:north")[1:]
    assert [(m.group, m.value) for m in seats] == [("Seat 1", 10), ("Seat 2", None), ("Seat 3", 5)]
    assert seats[2].detail("State") == "Term over"
    assert "Lee" not in str(seats)


def test_no_empty_seat_is_nought_days(measured):
    found = measured("seat_vacancy_days", governors=[seat("north", "Ann Lee")])
    assert found.one("seat_vacancy_days", "100001").value == 0


def test_days_to_the_end_of_a_term(measured):
    rows = [
        seat("north", "Ann Lee", AS_OF),
        seat("north", "Bo Kay", DAY_BEFORE),
        seat("north", "Cy Day", None),
        seat("north", "Vacancy", None),
    ]
    found = measured("term_ending", governors=rows)
    assert [m.value for m in found.of("term_ending", "body:north")] == [0, -1, 0, None, None]
    assert found.one("term_ending", "100001").value == 0
    assert measured("lapsed_terms", governors=rows).one("lapsed_terms", "trust").value == 1


MODULES = {"governor_modules": {"Data": 36, "Data protection": 24, "Safeguarding": 12}}


def course(name, title, day, **more):
    row = {"date": day, "course": title, "audience": "governor", "place": "North LGB"}
    return row | {"name": name, "status": "attended"} | more


@pytest.mark.parametrize(
    ("row", "complete"),
    [
        (course("Ann Lee", "Safeguarding", dt.date(2021, 4, 8)), 1),
        (course("Ann Lee", "Safeguarding", dt.date(2021, 4, 7)), 0),
        (course("Ann Lee", "Safeguarding", dt.date(2019, 1, 1), expires=AS_OF), 1),
        (course("Ann Lee", "Safeguarding", dt.date(2022, 4, 1), expires=DAY_BEFORE), 0),
        (course("Ann Lee", "Keeping children safe", AS_OF, category="Safeguarding"), 1),
        (course("Ann Lee", "Safeguarding", AS_OF, status="booked"), 0),
        (course("Ann Lee", "Safeguarding", AS_OF, status="did_not_attend"), 0),
        (course("Ann Lee", "Safeguarding", AS_OF, audience="staff"), 0),
        (course("Ann Lee", "Safeguarding", dt.date(2022, 4, 9)), 0),
        (course("Dr A Else", "Safeguarding", AS_OF), 0),
        (course("Mrs Ann Lee", "Data protection for governors", AS_OF), 1),
    ],
)
def test_a_module_is_complete_when_attended_and_in_date(measured, row, complete):
    found = measured(
        "governor_training", settings=MODULES, governors=[seat("north", "Ann Lee")], training=[row]
    )
    one = found.one("governor_training", "100001")
    assert (one.numerator, one.denominator, one.n) == (complete, 3, 1)


def test_data_protection_is_not_also_data(measured):
    found = measured(
        "governor_training",
        settings=MODULES,
        governors=[seat("north", "Ann Lee")],
        training=[course("Ann Lee", "Data protection", AS_OF)],
    )
    by_module = {m.group: m.value for m in found.of("governor_training", "100001")}
    assert (by_module["Data protection"], by_module["Data"]) == (100, 0)


def test_a_person_on_two_bodies_counts_once_in_the_trust(measured):
    found = measured(
        "governor_training",
        settings={"governor_modules": {"Prevent": 24}},
        governors=[
            seat("north", "Ann Lee"),
            seat("board", "Ann Lee"),
            seat("board", "Bo Kay"),
            seat("board", "Vacancy"),
            seat("board", "Cy Day", DAY_BEFORE),
        ],
        training=[course("Ann Lee", "Prevent", AS_OF), course("Ann Lee", "Prevent", DAY_BEFORE)],
    )
    trust = found.one("governor_training", "trust")
    assert (trust.numerator, trust.denominator) == (1, 2)
    assert found.one("governor_training", "body:board").value == 50


def test_without_required_modules_there_is_no_figure(measured):
    found = measured(
        "governor_training",
        governors=[seat("north", "Ann Lee")],
        training=[course("Ann Lee", "Prevent", AS_OF)],
    )
    one = found.one("governor_training", "100001")
    assert one.state is State.NO_DATA
    assert "governor_modules" in one.note


def rating(body, name, skill, score, **more):
    return {"body": body, "name": name, "skill": skill, "rating": score} | more


SKILLS = {"required_skills": ["Finance", "Strategy"], "skills_level": 4, "skills_people": 2}


def test_a_skill_is_covered_by_enough_members_at_the_level(measured):
    rows = [
        rating("north", "Ann Lee", "Finance", 4),
        rating("north", "Bo Kay", "finance", 5),
        rating("north", "Ann Lee", "Strategy", 5),
        rating("north", "Bo Kay", "Strategy", 3),
        rating("board", "Cy Day", "Finance", 5),
        rating("board", "Cy Day", "Strategy", 5),
        rating("finance", "Ann Lee", "Finance", 5),
    ]
    governors = [seat("north", "Ann Lee"), seat("north", "Bo Kay"), seat("north", "Di Fox")]
    found = measured("skills_covered", settings=SKILLS, skills_audit=rows, governors=governors)
    north = found.one("skills_covered", "100001")
    assert (north.value, north.detail("Skills not covered")) == (50, "Strategy")
    assert (north.coverage.covered, north.coverage.expected) == (2, 3)
    # The committee draws on the boards: the trust's figure is two boards of two skills.
    trust = found.one("skills_covered", "trust")
    assert (trust.numerator, trust.denominator) == (1, 4)
    assert found.one("skills_covered", "100001", "Finance").value == 100


def test_the_latest_answer_of_a_person_counts(measured):
    rows = [
        rating("north", "Ann Lee", "Finance", 5, completed=dt.date(2020, 1, 1)),
        rating("north", "Ann Lee", "Finance", 2, completed=dt.date(2022, 1, 1)),
        rating("north", "Ann Lee", "Finance", 5, completed=dt.date(2022, 5, 1)),
    ]
    found = measured("skill_level", settings=SKILLS, skills_audit=rows)
    assert found.one("skill_level", "body:north", "Finance").value == 0


def test_knowledge_is_the_mean_of_people_and_not_of_schools(measured):
    skill = "Knowledge of trust matters"
    rows = [rating("north", "Ann Lee", skill, 5)]
    rows += [rating("south", name, skill, 2) for name in ("Bo Kay", "Cy Day", "Di Fox")]
    found = measured("governor_knowledge", skills_audit=rows)
    assert found.one("governor_knowledge", "100001").value == 5
    assert found.one("governor_knowledge", "trust").value == pytest.approx(2.75)


def test_who_is_out_of_office_brings_a_board_no_skill_and_no_knowledge(measured):
    skill = "Knowledge of trust matters"
    rows = [rating("north", name, skill, 5) for name in ("Ann Lee", "Mrs Gone By", "Un Listed")]
    rows += [rating("north", "Bo Kay", skill, 2)]
    governors = [
        seat("north", "Ann Lee"),
        seat("north", "Bo Kay"),
        seat("north", "Gone By", DAY_BEFORE),
        seat("board", "Gone By"),
    ]
    settings = SKILLS | {"required_skills": [skill]}
    found = measured(
        "governor_knowledge", settings=settings, skills_audit=rows, governors=governors
    ).one("governor_knowledge", "100001")
    assert (found.value, found.n) == (4, 3)
    level = measured("skill_level", settings=settings, skills_audit=rows, governors=governors)
    assert level.one("skill_level", "100001", skill).value == 2


def test_knowledge_says_how_many_members_answered(measured):
    rows = [rating("north", "Ann Lee", "Knowledge of trust matters", 5)]
    governors = [seat("north", name) for name in ("Ann Lee", "Bo Kay", "Cy Day")]
    governors.append(seat("finance", "Di Fox"))
    found = measured("governor_knowledge", skills_audit=rows, governors=governors)
    for entity in ("100001", "trust"):
        coverage = found.one("governor_knowledge", entity).coverage
        assert (coverage.covered, coverage.expected, coverage.what) == (1, 3, "members")


OVERSIGHT = {"oversight_areas": ["Training", "Safeguarding"], "oversight_months": 12}


@pytest.mark.parametrize(
    ("change", "in_place"),
    [
        ({}, 1),
        ({"last_accessed": dt.date(2021, 4, 8)}, 1),
        ({"last_accessed": dt.date(2021, 4, 7)}, 0),
        ({"last_reported": dt.date(2022, 4, 9)}, 0),
        ({"last_reported": None}, 0),
        ({"live": False}, 0),
        ({"live": None}, 0),
        ({"system": None}, 0),
    ],
)
def test_an_area_is_in_place_when_live_used_and_reported_on(measured, change, in_place):
    row = {"school": "100001", "area": "training", "system": "Log", "live": True}
    row |= {"last_accessed": AS_OF, "last_reported": AS_OF} | change
    found = measured("oversight_in_place", settings=OVERSIGHT, oversight=[row])
    one = found.one("oversight_in_place", "100001")
    assert (one.numerator, one.denominator) == (in_place, 2)
    assert found.one("oversight_in_place", "100001", "Training").value == 100 * in_place
    assert found.one("oversight_in_place", "100002").state is State.NO_DATA


def test_the_single_central_record_adds_up_over_groups(measured):
    rows = [
        {"school": "100001", "staff_group": "Staff", "check": "DBS", "people": 90, "complete": 90},
        {"school": "100001", "staff_group": "Staff", "check": "ID", "people": 10, "complete": None},
        {"school": "100002", "staff_group": "Staff", "check": "DBS", "people": 10, "complete": 5},
    ]
    found = measured("scr_complete", scr=rows)
    assert found.one("scr_complete", "100001").value == 100
    assert found.one("scr_complete", "trust").value == 95  # and not the mean of 100 and 50


def test_only_marks_of_members_who_could_have_come_count(measured):
    marks = ("present", "apologies", "absent", "not_eligible", "present")
    rows = [
        {"body": "north", "name": f"Member {n}", "meeting": dt.date(2021, 11, 9), "mark": mark}
        for n, mark in enumerate(marks)
    ]
    rows.append({"body": "north", "name": "Late", "meeting": dt.date(2022, 6, 1), "mark": "absent"})
    found = measured("meeting_attendance", meeting_attendance=rows)
    assert found.one("meeting_attendance", "100001").value == 50


def newcomer(began, completed, name="Ann Lee", body="north", end=None):
    row = {"body": body, "name": name, "role": "Parent governor", "term_start": began}
    return row | {"term_end": end, "induction_completed": completed}


@pytest.mark.parametrize(
    ("began", "completed", "counted"),
    [
        (dt.date(2021, 4, 8), dt.date(2022, 4, 8), (1, 1)),  # the last day of the first year
        (dt.date(2021, 4, 7), dt.date(2022, 4, 8), (0, 1)),
        (dt.date(2021, 4, 7), None, (0, 1)),
        (dt.date(2021, 4, 9), dt.date(2022, 1, 8), None),  # still in the first year
        (dt.date(2019, 4, 9), dt.date(2020, 1, 8), (1, 1)),
        (dt.date(2019, 4, 8), dt.date(2020, 1, 8), None),  # too long ago
    ],
)
def test_an_induction_is_completed_in_the_first_year(measured, began, completed, counted):
    other = newcomer(dt.date(2015, 1, 1), dt.date(2015, 6, 1), "Bo Kay")
    rows = [other, newcomer(began, completed)]
    one = measured("governor_induction", governors=rows).one("governor_induction", "100001")
    if counted is None:
        assert (one.state, one.note) == (
            State.NO_DATA, "nobody's first year in office ended in the last two years"
        )  # fmt: skip
    else:
        assert (one.numerator, one.denominator) == counted


def test_a_second_term_starts_no_new_first_year(measured):
    rows = [
        newcomer(dt.date(2017, 3, 1), None, end=dt.date(2021, 2, 28)),
        newcomer(dt.date(2021, 3, 1), None),
        newcomer(dt.date(2021, 3, 1), dt.date(2021, 9, 1), "Ms Bo Kay"),
    ]
    one = measured("governor_induction", governors=rows).one("governor_induction", "100001")
    assert (one.numerator, one.denominator) == (1, 1)


def test_a_list_without_inductions_gives_no_figure(measured):
    found = measured("governor_induction", governors=[newcomer(dt.date(2021, 3, 1), None)])
    assert found.one("governor_induction", "100001").state is State.NO_DATA
