"""Results of 16 to 18, read from a workbook: points worked by hand."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from goldenthread.measures.ks5_qualifications import load_level_3
from goldenthread.measures.measurement import TRUST, State
from goldenthread.measures.pupil_groups import DISADVANTAGED
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
NORTH, SOUTH = "100001", "100002"
LEVEL_3 = load_level_3(ROOT / "params")

# student, year group, qualification, subject, grade
NORTH_ENTRIES = [
    (1, 13, "GCE A Level", "Mathematics", "A*"),
    (1, 13, "A level", "Physics", "A"),
    (1, 13, "A2", "History", "B"),
    (1, 13, "GCE A level", "Art", "E"),
    (1, 13, "AS", "Mathematics", "A"),  # beside the A level of its subject
    (1, 13, "AS level", "French", "C"),
    (1, 13, "EPQ", "Dissertation", "A*"),
    (2, 13, "A level", "Biology", "C"),
    (2, 13, "A level", "Biology", "D"),  # an earlier try: the better counts
    (2, 13, "A level", "Chemistry", "U"),
    (2, 13, "A level", "Geography", "X"),  # no result
    (2, 13, "BTEC Extended Certificate", "Sport", "Dist*"),
    (2, 13, "BTEC Extended Diploma", "Sport", "DDM"),  # not listed
    (3, 13, "A level", "English", "B"),
    (3, 13, "A level", "Drama", "B"),
    (3, 13, "A level", "General Studies", "A*"),  # not among the best three
    (3, 13, "A level", "Music", "Z"),  # no such grade
    (4, 12, "AS level", "Mathematics", "A"),  # not finished
]


@pytest.fixture(scope="module")
def figures(read: Any, upn: Any, measured: Any) -> Any:
    header = ("UPN", "Year", "Qualification", "Subject", "Grade")
    rows = [header, *((upn(i), *more) for i, *more in NORTH_ENTRIES)]
    south = [header, (upn(9), 13, "A level", "Law", "C"), (upn(9), 13, "A level", "Art", "D")]
    listed = [
        ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
        *((upn(i), "S", "F", "01/09/2001", "F", 13, "NY"[i == 1], "N", "N") for i in (1, 2, 3, 5)),
    ]
    files = {
        "North KS5 results.xlsx": rows,
        "South KS5 results.xlsx": south,
        "North pupil list.xlsx": listed,
    }
    return measured(
        read(files, year="2018/19"),
        "ks5_a_level_points",
        "ks5_a_level_best_3",
        "ks5_academic_points",
        "ks5_applied_general_points",
    )


def test_points_of_an_a_level_entry(figures: Any) -> None:
    # 1: 60 + 50 + 40 + 10 + 15 (AS) of 4.5; 2: 30 + 0 of 2; 3: 40 + 40 + 60 of 3
    item = figures.one("ks5_a_level_points", NORTH)
    points, sizes = (175, 30, 140), (4.5, 2, 3)
    assert (item.numerator, item.denominator, item.n) == (345, 9.5, 3)
    assert item.value == pytest.approx(345 / 9.5)
    residuals = [p - 345 / 9.5 * s for p, s in zip(points, sizes, strict=True)]
    half = 1.96 * math.sqrt(sum(r * r for r in residuals) * 3 / 2) / 9.5
    assert (item.low, item.high) == pytest.approx((item.value - half, item.value + half))
    assert item.detail("Average grade") == "B-"


def test_what_did_not_count_is_said(figures: Any) -> None:
    assert figures.one("ks5_a_level_points", NORTH).note == (
        "not counted, because not listed: BTEC Extended Diploma; "
        "1 entry without a result left out; 1 grade not recognised and not counted"
    )


def test_groups_and_the_trust_pool_students(figures: Any) -> None:
    own = figures.one("ks5_a_level_points", NORTH, DISADVANTAGED)
    assert (own.numerator, own.denominator, own.n) == (175, 4.5, 1)
    trust = figures.one("ks5_a_level_points", TRUST)
    assert (trust.numerator, trust.denominator, trust.n) == (345 + 50, 9.5 + 2, 4)


def test_coverage_is_of_the_final_year(figures: Any) -> None:
    coverage = figures.one("ks5_a_level_points", NORTH).coverage
    assert (coverage.covered, coverage.expected) == (3, 4)
    assert coverage.what == "students at the end of 16 to 18 study"


PUBLISHED = [
    (
        *("RECTYPE", "URN", "SCHNAME", "LEA", "NFTYPE", "TALLPUP_ALEV_1618", "TALLPPE_ALEV_1618"),
        *("TALLPPEGRD_ALEV_1618", "TB3PTSE", "TB3PTSE_GRD", "TALLPUP_AGEN", "TALLPPE_AGEN"),
    ),
    (1, NORTH, "North", 336, "AC", 40, 35.05, "B-", 36.5, "B-", 10, 29.19),
    (1, SOUTH, "South", 336, "AC", 20, 31.8, "C+", "SUPP", "SUPP", 4, "SUPP"),
    (1, 100003, "Third", 336, "CY", 10, 20.0, "D", "NE", "NE", 0, "NE"),
    (1, 100004, "Paid for", 336, "IND", 90, 55.0, "A*-", 56.0, "A*-", 0, "NE"),
    (5, "", "England", "", "", 250000, 34.2, "B-", 35.0, "B-", 90000, 29.5),
]


def test_the_department_s_file_where_there_are_no_students(read: Any, measured: Any) -> None:
    names = ("ks5_a_level_points", "ks5_a_level_best_3", "ks5_applied_general_points")
    context = read({"england_ks5final.csv": PUBLISHED}, year="2023/24")
    found = measured(context, *names)
    north, south = (found.one("ks5_a_level_points", urn) for urn in (NORTH, SOUTH))
    assert (north.value, north.n, north.detail("Average grade")) == (35.05, 40, "B-")
    assert north.detail("Place in England") == "1st of 3 mainstream schools in the file"
    assert south.detail("Place in the local authority") == "2nd of 3 mainstream schools in the file"
    trust = found.one("ks5_a_level_points", TRUST)
    assert trust.value == pytest.approx((40 * 35.05 + 20 * 31.8) / 60)
    for name in names[1:]:
        assert found.one(name, SOUTH).state == State.SUPPRESSED
    assert found.one("ks5_applied_general_points", NORTH).value == 29.19


def test_grades_that_schools_assessed_are_said_to_be(read: Any, measured: Any) -> None:
    context = read({"england_ks5final.csv": PUBLISHED}, year="2020/21")
    note = measured(context, "ks5_a_level_points").one("ks5_a_level_points", NORTH).note
    assert "schools assessed the grades" in note


def test_best_three_is_of_students_with_three(figures: Any) -> None:
    item = figures.one("ks5_a_level_best_3", NORTH)
    assert (item.value, item.n) == (pytest.approx((60 + 50 + 40) / 3), 1)
    assert "only students with three or more" in item.note
    assert figures.one("ks5_a_level_best_3", SOUTH).state == State.NO_DATA


def test_academic_and_applied_general(figures: Any) -> None:
    academic = figures.one("ks5_academic_points", NORTH)
    assert (academic.numerator, academic.denominator) == (345 + 30, 9.5 + 0.5)
    applied = figures.one("ks5_applied_general_points", NORTH)
    assert (applied.value, applied.n) == (50, 1)
    assert "to be checked against the department's guide" in applied.note
    assert applied.detail("Average grade") == ""


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        # as the department published them for schools of 2023/24
        (35.05, "B-"), (31.8, "C+"), (29.21, "C"),
        # every edge between two grades
        (60, "A*"), (55.0, "A*-"), (54.9, "A+"), (50, "A"), (38.4, "B"), (38.3, "B-"),
        (35.0, "B-"), (34.99, "C+"), (31.67, "C+"), (31.66, "C"), (10, "E"), (8, "E-"), (4, ""),
    ],
)  # fmt: skip
def test_average_points_as_a_grade(points: float, grade: str) -> None:
    assert LEVEL_3.grade_of(points) == grade


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("GCE A Level", "a_level"), ("gce/a", "a_level"), ("A-Level", "a_level"),
        ("AS", "as_level"), ("EPQ", "extended_project"), ("Core Maths", "core_maths"),
        ("BTEC Extended Certificate", "applied_general"), ("BTEC Extended Diploma", None),
        ("T Level", None),
    ],
)  # fmt: skip
def test_names_of_qualifications(name: str, kind: str | None) -> None:
    assert LEVEL_3.type_of(name) == kind


@pytest.mark.parametrize(
    ("year_group", "state", "said"),
    [
        (11, State.DOES_NOT_APPLY, "the school’s pupil list has nobody in Year 13"),
        (13, State.NO_DATA, "the exports hold no figures for it"),
    ],
)
def test_a_school_without_a_sixth_form_owes_no_results(
    read: Any, upn: Any, measured: Any, year_group: int, state: State, said: str
) -> None:
    header = ("UPN", "Year", "Qualification", "Subject", "Grade")
    listed = [
        ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
        (upn(9), "S", "F", "01/09/2001", "F", year_group, "N", "N", "N"),
    ]
    files = {
        "North KS5 results.xlsx": [header, (upn(1), 13, "A level", "Law", "C")],
        "South pupil list.xlsx": listed,
    }
    found = measured(read(files, year="2018/19"), "ks5_a_level_points")
    south = found.one("ks5_a_level_points", SOUTH)
    assert (south.state, south.note) == (state, said)
    assert found.one("ks5_a_level_points", NORTH).value == 30
    assert found.one("ks5_a_level_points", TRUST).value == 30
    # of the trust's students, those of South count as missing where it has any
    coverage = found.one("ks5_a_level_points", TRUST).coverage
    assert (coverage.covered, coverage.expected) == (1, 1 + (year_group == 13))


@pytest.mark.parametrize("north", [11, 13])
def test_a_school_without_a_sixth_form_owes_none_where_nobody_sends_results(
    read: Any, upn: Any, measured: Any, north: int
) -> None:
    header = ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL")

    def listed(pupil: int, year_group: int) -> list[tuple[Any, ...]]:
        return [header, (upn(pupil), "S", "F", "01/09/2001", "F", year_group, "N", "N", "N")]

    files = {"North pupil list.xlsx": listed(1, north), "South pupil list.xlsx": listed(9, 11)}
    trust = Trust.model_validate(
        {
            "trust": "test",
            "name": "Test Trust",
            "schools": [
                {"urn": urn, "name": name, "short_name": name, "phase": "secondary"}
                | {"joined": dt.date(2015, 9, 1)}
                for urn, name in ((NORTH, "North"), (SOUTH, "South"))
            ],
        }
    )
    found = measured(read(files, year="2018/19", trust=trust), "ks5_a_level_points")
    states = [found.one("ks5_a_level_points", entity).state for entity in (NORTH, SOUTH, TRUST)]
    owed = State.NO_DATA if north == 13 else State.DOES_NOT_APPLY
    assert states == [owed, State.DOES_NOT_APPLY, owed]
    if north == 13:
        assert "not supplied" in found.one("ks5_a_level_points", TRUST).note
