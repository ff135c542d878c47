"""Who is lost to state-funded schools, which posts are advertised, pupils for each teacher."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import State
from goldenthread.national_figures import adds_up

ROOT = Path(__file__).parents[2]

LONG_AGO = dt.date(2019, 9, 1)
SUMMER = dt.date(2021, 8, 31)
AS_OF = dt.date(2022, 4, 8)


def staff(number, left=None, destination=None, **more):
    row = {"employee_id": str(number), "place": "North", "post": f"Post {number}", "fte": 1.0}
    row |= {"staff_group": "teacher", "contract": "permanent", "started": LONG_AGO}
    return row | {"left": left, "destination": destination} | more


@pytest.mark.parametrize(
    ("destination", "lost"),
    [
        ("Retired", 1),
        ("Left teaching", 1),
        ("Independent school", 1),
        ("International school", 1),
        ("Another state school", 0),
        ("South School", 0),
        ("Not known", 0),
        (None, 0),
    ],
)
def test_who_is_lost_to_state_funded_schools(measured, destination, lost):
    found = measured("left_state_schools", staff=[staff(1, SUMMER, destination), staff(2)])
    one = found.one("left_state_schools", "100001")
    assert (one.numerator, one.denominator) == (lost, 2)
    told = 0 if destination in (None, "Not known") else 1
    assert (one.coverage.covered, one.coverage.expected) == (told, 1)


def test_england_is_given_for_the_year_of_the_first_census(measured):
    one = measured("left_state_schools", staff=[staff(1), staff(2)]).one(
        "left_state_schools", "100001"
    )
    assert one.detail("England").startswith("7.8% for 2020/21: state-funded secondary schools")


def post(reference, size=1.0, filled=1.0, **more):
    row = {"reference": reference, "place": "North", "post": "Teacher", "staff_group": "teacher"}
    return row | {"fte": size, "filled_fte": filled} | more


def test_a_vacancy_is_advertised_and_stands_beside_the_teachers_in_post(measured):
    rows = [
        post("P1", 8.0, 8.0),
        post("P2", 2.0, 0.5, advertised=AS_OF),
        post("P3", 1.0, 0.0),
        post("P4", 1.0, 0.0, advertised=AS_OF + dt.timedelta(days=1)),
        post("P5", 1.0, 0.0, advertised=AS_OF, staff_group="support"),
    ]
    one = measured("teacher_vacancies", posts=rows).one("teacher_vacancies", "100001")
    assert (one.numerator, one.denominator, one.value) == (1.5, 10, 15)


def test_an_export_without_advertisements_gives_no_figure(measured):
    found = measured("teacher_vacancies", posts=[post("P1", 2.0, 1.0)])
    assert found.one("teacher_vacancies", "100001").state is State.NO_DATA


CENSUS = [{"school": "100001", "year": "2021/22", "headcount": 90}]


def test_pupils_for_each_teacher(measured):
    rows = [
        staff(1, fte=0.5),
        staff(2, contract="fixed_term"),
        staff(3, staff_group="support"),
        staff(4, place="South"),
        staff(5, place="Trust office"),
        staff(6, SUMMER),
    ]
    found = measured("pupil_teacher_ratio", staff=rows, census=CENSUS)
    assert found.one("pupil_teacher_ratio", "100001").value == 60
    assert found.one("pupil_teacher_ratio", "100002").state is State.NO_DATA
    assert found.one("pupil_teacher_ratio", "trust").value == 60


def test_spent_on_each_pupil(measured):
    month = {"school": "100001", "month": dt.date(2022, 3, 1), "budget": 1.0}
    lines = [
        month | {"code": "1", "category": "income", "actual": 1000.0},
        month | {"code": "2", "category": "staff", "actual": 700.0},
        month | {"code": "3", "category": "other", "actual": 200.0},
    ]
    found = measured("spent_per_pupil", accounts=lines, census=CENSUS)
    assert found.one("spent_per_pupil", "100001").value == 10
    assert found.one("spent_per_pupil", "trust").state is State.NO_DATA  # South has no census


@pytest.mark.parametrize(
    ("benchmark", "year", "value"),
    [
        ("teacher_leavers", "2020/21", 8.1),
        ("teacher_leavers", "2024/25", 8.5),
        ("sickness_taken", "2021/22", 67.5),
        ("sickness_taken", "2019/20", None),
        ("sickness_days", "2018/19", 4.1),
        ("sickness_days", "2024/25", 5.0),
        ("teacher_vacancies", "2020/21", 0.2),
        ("teacher_vacancies", "2022/23", 0.5),
    ],
)
def test_what_is_published_of_the_workforce(benchmark, year, value):
    found = Benchmarks(ROOT / "params" / "benchmarks").get(benchmark)
    assert found.publication == "School workforce in England"
    assert found.figure(year).value == value


@pytest.mark.parametrize(
    ("measure", "grows"),
    [
        ("suspension_rate", True),
        ("pupils_suspended", True),
        ("sickness_days", True),
        ("sickness_taken", True),
        ("retention", False),
        ("teacher_vacancies", False),
    ],
)
def test_what_grows_over_a_year_is_not_held_against_a_whole_one(measure, grows):
    assert adds_up(all_measures()[measure]) is grows
