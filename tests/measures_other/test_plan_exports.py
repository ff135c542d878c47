"""Hours of subjects, vacancies, links of risks, training of leaders: figures worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import TRUST, State

NORTH, SOUTH = "100001", "100002"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def hours(year, subject, now, before, school=NORTH):
    row = {"school": school, "year_group": year, "subject": subject}
    return row | {"hours": now, "hours_before": before}


HOURS = [
    hours(7, "Music", 1.0, 1.0),
    hours(8, "Music", 0.5, 1.0),  # fewer
    hours(9, "Music", 0.0, 1.0),  # given up
    hours(7, "English", 5.0, 4.0),  # more
    hours(9, "Latin", 2.0, 0.0),  # new: it was not taught before
    hours(9, "Drama", None, 1.0),  # not said
    hours(0, "Phonics", 2.5, 2.5, SOUTH),
]


@pytest.mark.parametrize(
    ("measure", "met", "note"),
    [
        ("subjects_kept", 3, "Music in Year 9"),
        ("subject_hours_kept", 2, "Music in Year 8 and Music in Year 9"),
    ],
)
def test_subjects_against_last_year(measured, measure, met, note):
    found = measured(measure, curriculum_hours=HOURS)
    north, trust = found.one(measure, NORTH), found.one(measure, TRUST)
    assert (north.numerator, north.denominator, north.note) == (met, 4, note)
    assert (north.coverage.covered, north.coverage.expected) == (4, 5)
    assert (trust.numerator, trust.denominator) == (met + 1, 5)
    assert found.one(measure, NORTH, "Year 9").value == 0
    assert found.one(measure, SOUTH, "Reception").value == 100


def test_many_subjects_that_were_given_up_are_counted(measured):
    rows = [hours(year, "Art", 0, 1) for year in (7, 8, 9, 10, 11, 12)]
    found = measured("subjects_kept", curriculum_hours=rows).one("subjects_kept", NORTH)
    assert found.note == (
        "Art in Year 7, Art in Year 8, Art in Year 9, Art in Year 10 and 2 others"
    )


def vacancy(place, advertised, closing, applications, group="teacher"):
    row = {"place": place, "post": "Post", "staff_group": group, "advertised": day(advertised)}
    return row | {"closing": day(closing) if closing else None, "applications": applications}


VACANCIES = [
    vacancy("North", "2021-09-01", "2021-09-20", 4),
    vacancy("North", "2021-11-01", "2021-11-20", 0),  # nobody applied: that is a figure
    vacancy("North", "2022-02-01", None, 11, "support"),
    vacancy("North", "2022-03-01", "2022-03-20", None),  # not said
    vacancy("North", "2022-04-01", "2022-04-09", 7),  # open on the day of the drop
    vacancy("North", "2021-08-31", "2021-09-20", 9),  # of last year
    vacancy("Trust office", "2022-01-10", "2022-04-08", 3, "office"),
]


def test_applications_for_each_vacancy(measured):
    found = measured("applications_per_vacancy", vacancies=VACANCIES)
    north, trust = (found.one("applications_per_vacancy", e) for e in (NORTH, TRUST))
    assert (north.value, north.n, north.note) == (5, 3, "15 applications for 3 vacancies")
    assert (north.coverage.covered, north.coverage.expected) == (3, 4)
    assert found.one("applications_per_vacancy", NORTH, "Teachers").value == 2
    assert (trust.numerator, trust.denominator) == (18, 4)
    south = found.one("applications_per_vacancy", SOUTH)
    assert (south.state, south.value) == (State.NO_DATA, None)
    assert south.note.startswith("no vacancy of this year has closed")


def risk(reference, place, linked=None, controls=None):
    return {"reference": reference, "place": place, "linked": linked, "controls": controls}


RISKS = [
    risk("R1", "trust"),
    risk("R2", "Trust office", "R1"),  # the trust's own: no link of a school
    risk("N1", "North", "R1", "Monthly review"),
    risk("N2", "North", "r2; R1"),
    risk("N3", "North", "R9", "A plan"),  # the trust has no such risk
    risk("N4", "North", None, "A plan"),
]


def test_risks_of_a_school_that_are_linked_to_the_trust_s(measured):
    found = measured("risks_linked", risks=RISKS)
    linked = {e: found.one("risks_linked", e) for e in (NORTH, SOUTH, TRUST)}
    assert [item.value for item in linked.values()] == [2, 0, 2]
    assert linked[NORTH].note == "of 4 risks on its register, linked to R1 and R2"
    assert linked[SOUTH].note == "no risk of its own on the register"
    found = measured("linked_risks_mitigated", risks=RISKS)
    said = {e: found.one("linked_risks_mitigated", e) for e in (NORTH, SOUTH, TRUST)}
    assert [(m.numerator, m.denominator) for m in said.values()] == [(1, 2), (None, None), (1, 2)]
    assert said[SOUTH].state is State.NO_DATA


def test_a_register_without_links_says_nothing_of_them(measured):
    found = measured("risks_linked", risks=[risk("R1", "trust"), risk("N1", "North")])
    assert {item.state for item in found} == {State.NO_DATA}


def person(number, surname, place="North", group="leader", left=None):
    row = {"employee_id": number, "surname": surname, "forename": "Ann", "place": place}
    row |= {"post": "Post", "staff_group": group, "contract": "permanent", "fte": 1.0}
    return row | {"started": day("2019-09-01"), "left": left}


def place(name, course, on="2021-11-10", status="attended", number=None, school="North"):
    row = {"date": day(on), "course": course, "category": "Finance", "audience": "staff"}
    return row | {"place": school, "name": name, "employee_id": number, "status": status}


STAFF = [
    person("1", "Abel"),
    person("2", "Bell"),
    person("3", "Cole"),
    person("4", "Dunn", group="teacher"),
    person("5", "Eden", left=day("2022-01-31")),
    person("6", "Ford", place="South"),
    person("7", "Gale", place="Trust office"),
]
TRAINING = [
    place("Abel, Ann", "CLFP for heads"),
    place("", "CLFP for heads", number="2", on="2019-02-01"),  # however long ago
    place("Cole, Ann", "CLFP for heads", status="booked"),
    place("Cole, Ann", "Budgets"),  # another course
    place("Dunn, Ann", "CLFP for heads"),  # no leader
    place("Eden, Ann", "CLFP for heads"),  # has left
    place("Ford, Ann", "CLFP for heads", on="2022-04-09", school="South"),  # after the drop
]


def test_heads_and_senior_leaders_trained(measured):
    settings = {"leader_courses": ["CLFP", "ICFP"]}
    found = measured("leaders_trained", settings=settings, staff=STAFF, training=TRAINING)
    counts = {e: found.one("leaders_trained", e) for e in (NORTH, SOUTH, TRUST)}
    assert [(m.numerator, m.denominator) for m in counts.values()] == [(2, 3), (0, 1), (2, 4)]
    assert counts[NORTH].note == "training in CLFP or ICFP"


def test_without_the_training_to_look_for_there_is_no_figure(measured):
    found = measured("leaders_trained", staff=STAFF, training=TRAINING)
    assert {item.state for item in found} == {State.NO_DATA}
    assert "leader_courses" in found.one("leaders_trained", TRUST).note
