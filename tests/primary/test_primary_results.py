"""Pupils' results of the primary years, read from workbooks: figures worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.measures.measurement import ALL, TRUST, State
from goldenthread.measures.pupil_groups import (
    DISADVANTAGED,
    GIRLS,
    HIGH,
    NO_KS1,
    NOT_DISADVANTAGED,
)

NORTH, SOUTH = "100001", "100002"
HEADER = (
    "UPN",
    "Surname",
    "Reading SS",
    "Maths SS",
    "SPaG",
    "KS2 Writing TA",
    "Science",
    "KS1 Band",
)
# reading, maths, GPS, writing, science, prior attainment
NORTH_RESULTS = [
    (112, 111, 110, "GDS", "EXS", "High"),  # higher in all three
    (110, 110, 99, "EXS", "EXS", "High"),  # expected in all three; writing keeps it from higher
    (100, 100, 100, "EXS", "EXS", "Middle"),  # expected, just
    (99, 105, 104, "EXS", "HNM", "Middle"),  # reading one short
    ("B", "B", "B", "PK5", "HNM", "Low"),  # below the tests
    ("A", 103, 101, "WTS", "EXS", None),  # absent from reading
    ("L", "L", "L", "L", "L", "Middle"),  # left: in no figure
    (105, "M", 100, "EXS", "EXS", "Middle"),  # the maths result is missing
    (104, 999, 101, "EXS", "EXS", "Low"),  # a maths score that cannot be
    (102, 101, None, "EXS", "EXS", "Low"),  # nothing in GPS: not at the standard
]


@pytest.fixture(scope="module")
def year_6(read: Any, upn: Any) -> Any:
    """North's ten pupils of Year 6, the first four disadvantaged; South supplied no science."""
    results = [
        HEADER,
        *((upn(i), f"Surname{i}", *row) for i, row in enumerate(NORTH_RESULTS)),
    ]
    south = [
        HEADER,
        *(
            (upn(100 + i), f"Other{i}", score, score, score, "EXS", None, "High")
            for i, score in enumerate((120, 90))
        ),
    ]
    listed = [
        ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
        *(
            (
                upn(i),
                f"Surname{i}",
                "F",
                "01/09/2007",
                "F" if i % 2 else "M",
                6,
                "NY"[i < 4],
                "N",
                "N",
            )
            for i in range(12)
        ),
        (upn(50), "Younger", "F", "01/09/2008", "F", 5, "N", "N", "N"),
    ]
    files = {
        "North KS2 results.xlsx": results,
        "South KS2 results.xlsx": south,
        "North pupil list.xlsx": listed,
    }
    return lambda year="2018/19": read(files, year=year)


# Worked by hand from the rows above: met, of how many, for North.
NORTH_FIGURES = {
    "ks2_reading_expected": (6, 9),
    "ks2_reading_higher": (2, 9),
    "ks2_maths_expected": (6, 7),
    "ks2_maths_higher": (2, 7),
    "ks2_gps_expected": (6, 9),
    "ks2_gps_higher": (1, 9),
    "ks2_writing_expected": (7, 9),
    "ks2_writing_higher": (1, 9),
    "ks2_science_expected": (7, 9),
    "ks2_expected": (4, 7),
    "ks2_higher": (1, 7),
}


@pytest.fixture(scope="module")
def figures(year_6: Any, measured: Any) -> Any:
    names = (*NORTH_FIGURES, "ks2_reading_score", "ks2_maths_score", "ks2_gps_score")
    return measured(
        year_6(),
        *names,
        "gap_ks2_expected",
        "gap_ks2_expected_in_school",
        "ks2_reading_progress",
        "ks2_reading_progress_rank",
    )


def test_shares_at_each_standard(figures: Any) -> None:
    for name, (met, pupils) in NORTH_FIGURES.items():
        item = figures.one(name, NORTH)
        assert (item.numerator, item.denominator) == (met, pupils), name
        assert item.value == pytest.approx(100 * met / pupils)
        assert item.low < item.value < item.high


def test_scores_are_of_the_pupils_who_were_given_one(figures: Any) -> None:
    reading = figures.one("ks2_reading_score", NORTH)
    assert reading.value == pytest.approx((112 + 110 + 100 + 99 + 105 + 104 + 102) / 7)
    assert reading.n == 7
    maths = figures.one("ks2_maths_score", NORTH)
    assert maths.value == pytest.approx((111 + 110 + 100 + 105 + 103 + 101) / 6)
    assert figures.one("ks2_reading_score", SOUTH).value == 105


def test_the_trust_pools_pupils(figures: Any) -> None:
    trust = figures.one("ks2_expected", TRUST)
    assert (trust.numerator, trust.denominator) == (4 + 1, 7 + 2)
    assert trust.value == pytest.approx(100 * 5 / 9)


def test_a_subject_that_a_school_did_not_supply_is_no_data(figures: Any) -> None:
    south = figures.one("ks2_science_expected", SOUTH)
    assert (south.state, south.value) == (State.NO_DATA, None)
    assert figures.one("ks2_science_expected", TRUST).denominator == 9


def test_what_did_not_count_is_said_with_the_figure(figures: Any) -> None:
    assert (
        figures.one("ks2_maths_expected", NORTH).note == "1 result not recognised and not counted"
    )
    assert figures.one("ks2_gps_expected", NORTH).note == (
        "1 pupil without a result counted as not at the standard"
    )
    assert figures.one("ks2_gps_score", NORTH).note == ""
    assert figures.one("ks2_reading_expected", NORTH).note == ""


def test_coverage_is_of_the_year_group_on_the_pupil_list(figures: Any) -> None:
    coverage = figures.one("ks2_reading_expected", NORTH).coverage
    assert (coverage.covered, coverage.expected) == (9, 12)
    assert coverage.what == "pupils at the end of key stage 2"


def test_groups_come_from_the_pupil_list_and_prior_attainment_from_the_results(
    figures: Any,
) -> None:
    def of(group: str) -> tuple[float, float]:
        item = figures.one("ks2_expected", NORTH, group)
        return item.numerator, item.denominator

    assert of(DISADVANTAGED) == (3, 4)
    assert of(NOT_DISADVANTAGED) == (1, 3)
    # pupils 1, 3, 5, 9 are girls with all three results; two of them reach the standard
    assert of(GIRLS) == (2, 4)
    assert of(HIGH) == (2, 2)
    assert of(NO_KS1) == (0, 1)


def test_gaps_say_what_they_are_held_against(figures: Any) -> None:
    national = figures.one("gap_ks2_expected", NORTH)
    # 2018/19: 72% of pupils nationally who are not disadvantaged
    assert national.value == pytest.approx(75 - 72)
    assert ("Not disadvantaged, nationally", "72.00") in national.details
    inside = figures.one("gap_ks2_expected_in_school", NORTH)
    assert inside.value == pytest.approx(75 - 100 / 3)
    assert inside.n == 3
    assert inside.low < inside.value < inside.high


def test_progress_without_national_averages_says_so(figures: Any) -> None:
    item = figures.one("ks2_reading_progress", NORTH)
    assert item.state == State.NO_DATA
    assert "national averages by key stage 1 result for 2018/19 are not held" in item.note
    assert figures.one("ks2_reading_progress_rank", NORTH).state == State.NO_DATA


@pytest.mark.parametrize("year", ["2019/20", "2020/21"])
def test_a_year_without_tests_is_not_measurable_whatever_is_supplied(
    year_6: Any, measured: Any, year: str
) -> None:
    names = (*NORTH_FIGURES, "ks2_reading_score", "gap_ks2_expected", "ks2_maths_progress")
    found = measured(year_6(year), *names, "gap_ks2_expected_in_school", "gap_ks2_higher")
    assert {item.state for item in found} == {State.NOT_MEASURABLE}
    assert {item.value for item in found} == {None}
    assert all("cancelled" in item.note for item in found)
    assert {item.entity for item in found} == {NORTH, SOUTH, TRUST}


def test_nothing_supplied_in_a_year_without_tests_is_not_measurable_either(
    read: Any, measured: Any
) -> None:
    found = measured(read({}, year="2020/21"), "ks2_expected", "phonics_year_1", "mtc_average")
    assert {item.state for item in found} == {State.NOT_MEASURABLE}
    assert len(found.items) == 9


def test_key_stage_1(read: Any, upn: Any, measured: Any) -> None:
    rows = [
        ("UPN", "Reading", "Writing", "Maths"),
        *(
            (upn(i), *row)
            for i, row in enumerate(
                [
                    ("GDS", "EXS", "GDS"),
                    ("EXS", "WTS", "EXS"),
                    ("WTS", "PK4", "D"),
                    ("A", None, "WTS"),
                    ("L", "L", "L"),
                ]
            )
        ),
    ]
    context = read({"North KS1 results.xlsx": rows}, year="2022/23")
    names = [
        f"ks1_{s}_{level}"
        for s in ("reading", "writing", "maths")
        for level in ("expected", "greater_depth")
    ]
    found = measured(context, *names)
    shares = [(found.one(n, NORTH).numerator, found.one(n, NORTH).denominator) for n in names]
    assert shares == [(2, 4), (1, 4), (1, 4), (0, 4), (2, 4), (1, 4)]


def test_key_stage_1_after_its_last_national_year_is_measured_and_says_so(
    read: Any, upn: Any, measured: Any
) -> None:
    rows = [("UPN", "Reading", "Writing", "Maths"), (upn(1), "EXS", "EXS", "EXS")]
    context = read({"North KS1 results.xlsx": rows}, year="2023/24")
    item = measured(context, "ks1_reading_expected").one("ks1_reading_expected", NORTH)
    assert item.value == 100
    assert "not statutory" in item.note
    assert context.benchmarks.get("ks1_reading_expected").figure("2023/24").value is None


def test_phonics_in_year_1_and_by_the_end_of_year_2(read: Any, upn: Any, measured: Any) -> None:
    header = ("UPN", "Year", "Y1 Phonics Mark", "Y1 Outcome", "Y2 Phonics Mark", "Y2 Outcome")
    rows = [
        (1, 32, None, None, None),  # the mark to reach
        (1, 31, None, None, None),
        (1, 40, "Wt", None, None),  # the outcome goes before the mark
        (1, None, "A", None, None),
        (1, None, "L", None, None),  # left
        (1, None, None, None, None),  # nothing: not at the standard
        (2, 35, None, None, None),  # reached in Year 1, not taken again
        (2, 20, None, 33, None),  # reached the second time
        (2, 20, None, 31, None),
        (2, None, "D", None, "D"),
        (2, 12, None, None, "L"),  # left in Year 2
        (2, None, None, None, "Wa"),  # came in Year 2
        (2, 10, None, None, None),  # not taken again
        (3, 40, None, None, None),  # no year group of the check
    ]
    sheet = [header, *((upn(i), *row) for i, row in enumerate(rows))]
    found = measured(
        read({"North phonics.xlsx": sheet}, year="2021/22"), "phonics_year_1", "phonics_by_year_2"
    )
    first, second = (found.one(n, NORTH) for n in ("phonics_year_1", "phonics_by_year_2"))
    assert (first.numerator, first.denominator) == (1, 5)
    assert (second.numerator, second.denominator) == (3, 6)
    assert first.coverage.what == "pupils due to take the phonics screening check"


def test_multiplication_tables_check_is_of_those_who_took_it(
    read: Any, upn: Any, measured: Any
) -> None:
    scores = (25, 25, 20, 0, "A", "B", None, 26)
    rows = [("UPN", "Score"), *((upn(i), score) for i, score in enumerate(scores))]
    found = measured(
        read({"North MTC results.xlsx": rows}, year="2021/22"), "mtc_average", "mtc_full_marks"
    )
    average, full = found.one("mtc_average", NORTH), found.one("mtc_full_marks", NORTH)
    assert (average.value, average.n) == (17.5, 4)
    assert (full.value, full.numerator, full.denominator) == (50, 2, 4)
    assert full.note == "1 result not recognised and not counted"


GOALS = (
    *("Listening, attention and understanding", "Speaking", "Self-regulation", "Managing self"),
    *("Building relationships", "Gross motor skills", "Fine motor skills", "Comprehension"),
    *("Word reading", "Writing", "Number", "Numerical patterns"),
)


def test_good_level_of_development_from_the_goals(read: Any, upn: Any, measured: Any) -> None:
    levels = [
        (2,) * 12,
        ("EXP",) * 12,
        (*(2,) * 11, 1),  # one goal short
        (*(2,) * 11, "A"),  # not assessed in one: in no figure
        (*(2,) * 11, None),
        (1,) * 12,
    ]
    rows = [("UPN", *GOALS), *((upn(i), *row) for i, row in enumerate(levels))]
    found = measured(
        read({"North EYFS.xlsx": rows}, year="2021/22"), "good_level_of_development"
    ).one("good_level_of_development", NORTH)
    assert (found.numerator, found.denominator) == (2, 4)
    assert "reformed" in found.note


def test_good_level_of_development_as_the_export_says_it(
    read: Any, upn: Any, measured: Any
) -> None:
    rows = [("UPN", "GLD"), *((upn(i), gld) for i, gld in enumerate(("Y", "N", "Yes", None)))]
    found = measured(
        read({"North EYFS.xlsx": rows}, year="2022/23"), "good_level_of_development"
    ).one("good_level_of_development", NORTH)
    assert (found.numerator, found.denominator) == (2, 3)


def test_no_figure_stands_where_no_export_is(read: Any, measured: Any) -> None:
    found = measured(read({}, year="2021/22"), "ks2_expected", "good_level_of_development")
    assert {item.state for item in found} == {State.NO_DATA}
    assert (
        found.one("ks2_expected", NORTH).note == "the export ‘Key stage 2 results’ was not supplied"
    )
    assert found.one("ks2_expected", NORTH, ALL).value is None
