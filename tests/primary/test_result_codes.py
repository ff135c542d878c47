"""Columns of results hold results: whatever else is typed there is a finding in its place.

The cells are typed into real workbooks, one for each column of codes, and read as a user's are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from goldenthread.errors import Finding
from goldenthread.measures.assessments import load_assessment, read_result
from goldenthread.measures.measurement import Measurements
from goldenthread.measures.result_findings import result_findings

ROOT = Path(__file__).parents[2]
PARAMS = ROOT / "params"
NORTH = "100001"
ASSESSMENTS = ("ks2", "ks1", "phonics", "mtc", "eyfs")

# file, year, header of the column and of what stands before it in the row, what stands there:
# cells that are results, cells that are none.
KS2, KS1 = ("Reading SS", "Maths SS", "KS2 Writing TA"), ("Reading TA", "Writing TA", "Maths TA")
LEVEL_3 = ("Year", "Qualification", "Subject", "Grade")
COLUMNS: dict[str, tuple[str, str, tuple[str, ...], tuple[object, ...], tuple[Any, ...], Any]] = {
    "ks2 reading": (
        *("North KS2 results.xlsx", "2021/22", (*KS2[1:], KS2[0]), (100, "EXS")),
        (80, 120, "100", " 104 ", "110.0", "A", "b", " T ", "J", "X", "PK 3", "BLW", "AS", "ns"),
        (79, 121, 100.5, "tbc later", "EXS", "4b", "S", "1OO", "-100", "1 00", "Outstanding"),
    ),
    "ks2 writing": (
        *("North KS2 results.xlsx", "2021/22", KS2, (100, 100)),
        ("GDS", "exs", "WTS ", "PKS4", "HNM", "A", "L", "F", "P", "M"),
        (105, "EXP", "tbc", "WT5", "Expected-ish"),
    ),
    "ks2 science": (
        *("North KS2 results.xlsx", "2021/22", (*KS2, "Science"), (100, 100, "EXS")),
        ("EXS", "HNM", "A", "L"),
        ("GDS", "nearly"),
    ),
    "ks1 maths": (
        *("North KS1 results.xlsx", "2018/19", KS1, ("EXS", "EXS")),
        ("GDS", "EXS", "WTS", "PKF", "A", "D", "Q", "L"),
        ("2a", 100, "tbc", "F"),
    ),
    "ks1 science": (
        *("North KS1 results.xlsx", "2018/19", (*KS1, "Science TA"), ("EXS",) * 3),
        ("EXS", "HNM", "D"),
        ("GDS", "?"),
    ),
    "phonics outcome": (
        *("North phonics.xlsx", "2021/22", ("Year", "Y1 Outcome"), (1,)),
        ("Wa", "WT", "A", "D", "L", "Q", "U"),
        ("pass", "WS", "to be confirmed"),
    ),
    "phonics mark": (
        *("North phonics.xlsx", "2021/22", ("Year", "Y1 Phonics Mark"), (1,)),
        (0, 40, "32", "A"),
        (41, -1, "thirty", "tbc"),
    ),
    "phonics mark beside an outcome": (
        *("North phonics.xlsx", "2025/26", ("Year", "Y1 Outcome", "Y1 Phonics Mark"), (1, "Wa")),
        (0, 40, None),
        (41, "tbc later"),
    ),
    "phonics mark of a year without a mark to reach": (
        *("North phonics.xlsx", "2025/26", ("Year", "Y1 Phonics Mark"), (1,)),
        ("A", None),
        (35,),
    ),
    "mtc": (
        *("North MTC results.xlsx", "2021/22", ("Score",), ()),
        (0, 25, "A", "B", "J", "L", "M", "Q", "U"),
        (26, "did not finish"),
    ),
    "early learning goal": (
        *("North EYFS.xlsx", "2021/22", ("Number",), ()),
        (1, 2, "EXP", "Emerging", "A"),
        (3, "exceeding", "nearly there"),
    ),
    "early learning goal before the reform": (
        *("North EYFS.xlsx", "2018/19", ("Number",), ()),
        (1, 2, 3, "EXC"),
        (4, "tbc"),
    ),
    "GCSE": (
        *("North KS4 results.xlsx", "2021/22", ("Surname", "Forename", "Maths"), ("S", "F")),
        (9, "1", "U", "x", "5 ", "N", "tbc"),
        (0, 10, "A*", "5+", "4-", "5a", "5.2", "9-8", "tbc later"),
    ),
    "GCSE when both scales ran": (
        *("North KS4 results.xlsx", "2018/19", ("Surname", "Forename", "French"), ("S", "F")),
        (9, "A*", "g"),
        ("H", "4+"),
    ),
    "combined science": (
        *("North KS4 results.xlsx", "2021/22", ("Surname", "Forename", "Trilogy"), ("S", "F")),
        ("5-4", "55", 99, "5/4", "U", "X"),
        (5, "5-4-3", "double"),
    ),
    "technical award": (
        *("North KS4 results.xlsx", "2021/22", ("Surname", "Forename", "Sport"), ("S", "F")),
        ("L2D*", "D*2", "Level 2 Pass", "l1m", "U", 7),
        ("L3D", "Excellent"),
    ),
    "A level": (
        *("North KS5 results.xlsx", "2021/22", LEVEL_3, (13, "A level", "Law")),
        ("A*", "a", " E ", "U", "X", "pending"),
        ("F", "Dist", "B+", "tbc later"),
    ),
    "applied general": (
        *("North KS5 results.xlsx", "2021/22", LEVEL_3, (13, "Applied General", "Sport")),
        ("D*", "Dist", "MERIT", "P"),
        ("A*", "DDM"),
    ),
}  # fmt: skip
ROWS_ABOVE = 2  # the header is in row 1


def cells_of(name: str) -> tuple[Any, ...]:
    return (*COLUMNS[name][4], *COLUMNS[name][5])


@pytest.fixture(scope="module")
def findings(read: Any, upn: Any) -> dict[str, list[Finding]]:
    def of(name: str) -> list[Finding]:
        file, year, header, before, *_ = COLUMNS[name]
        rows = [(upn(i), *before, cell) for i, cell in enumerate(cells_of(name))]
        sheet = [("UPN", *header), *rows]
        return list(result_findings(read({file: sheet}, year=year)))

    return {name: of(name) for name in COLUMNS}


@pytest.mark.parametrize("name", COLUMNS)
def test_each_cell_that_is_no_result_is_found_and_no_other(
    name: str, findings: dict[str, list[Finding]]
) -> None:
    file, _, header, _, good, bad = COLUMNS[name]
    first = ROWS_ABOVE + len(good)
    assert sorted(f.row for f in findings[name]) == list(range(first, first + len(bad)))
    for found in findings[name]:
        assert (found.severity, found.file, found.sheet) == ("stop", file, "Sheet1")
        assert found.column, header
        assert "no such" in found.message
        assert found.allowed
        assert "params/" in found.fix


def test_it_says_where_what_is_allowed_and_how_to_mend_it(
    findings: dict[str, list[Finding]],
) -> None:
    (found,) = [f for f in findings["ks2 reading"] if f.found == "tbc later"]
    assert str(found) == (
        "North KS2 results.xlsx, sheet 'Sheet1', row 19, column 'Reading scaled score': there is "
        "no such result of the key stage 2 in 2021/22, so no figure counts it; found 'tbc later'; "
        "allowed: 80 to 120, AS, NS, PKF, PKE, PKG, PK1, PK2, PK3, PK4, PK5, PK6, PKS, EM, BLW, "
        "NOTSEN, A, B, D, H, J, N, Q, T, U, F, L, M, P, X. Type the result or its code; what each "
        "means is in params/assessments/ks2.yml."
    )
    (slip,) = [f for f in findings["ks2 writing"] if f.found == "WT5"]
    assert "Did you mean 'WTS'?" in slip.fix


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_every_declared_code_is_read_however_it_is_typed(name: str) -> None:
    declared = load_assessment(PARAMS, name)
    for standard in declared.standards:
        words = standard.words
        judged = (*words.higher, *words.expected, *words.below) if words else ()
        for code in (*judged, *declared.counted, *declared.left_out):
            wanted = read_result(declared, standard, code)
            assert wanted.standing != "unread", code
            for typed in (code.lower(), f" {code} ", code.title()):
                again = read_result(declared, standard, typed)
                assert repr(again) == repr(wanted), typed
        for blank in ("", "  "):
            assert read_result(declared, standard, blank).standing == "blank"
        for nothing in ("tbc later", "?", "-5", "ZZ"):
            assert read_result(declared, standard, nothing).standing == "unread"
    assert declared.publication
    assert declared.source


@pytest.mark.parametrize(
    ("cell", "quoted"),
    [("Bo-Li", ""), ("ill", ""), ("was ill", ""), ("5-a", "5-a"), ("Z-", "Z-")],
)
def test_neither_a_short_name_nor_a_reason_of_health_is_quoted(
    cell: str, quoted: str, read: Any, upn: Any
) -> None:
    header = ("UPN", "Surname", "Forename", *KS2)
    files = {"North KS2 results.xlsx": [header, (upn(1), "Abara", "Ann", cell, 100, "EXS")]}
    (found,) = result_findings(read(files, year="2021/22"))
    assert found.found.strip("'") == quoted


def test_a_name_is_never_quoted(read: Any, upn: Any) -> None:
    """Rows that slipped by a column: the forename, or another pupil's name, stands in a score."""
    header = ("UPN", "Surname", "Forename", *KS2)
    rows = [
        (upn(1), "Abara", "Wts", "Abara", 100, "EXS"),
        (upn(2), "Oyelaran", "Bo", "Bo", 100, "Wts"),
        (upn(3), "Quist", "Al", "Unheard-of", 100, "Zz"),
        (upn(4), "Third", "Ann", "Li", 100, upn(4)),
    ]
    listed = [
        ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
        (upn(9), "Li", "Zz", "01/09/2010", "F", 6, "N", "N", "N"),
    ]
    files = {"North KS2 results.xlsx": [header, *rows], "North pupil list.xlsx": listed}
    found = list(result_findings(read(files, year="2021/22")))
    assert [(f.row, f.column, f.found) for f in found] == [
        *((row, "Reading scaled score", "") for row in (2, 3, 4, 5)),
        *((row, "Writing TA", "") for row in (4, 5)),
    ]
    told = " ".join(map(str, found))
    assert not [name for name in ("Abara", "Bo'", "Unheard", "Li'", upn(4)) if name in told]


def test_columns_that_are_no_subject_and_qualifications_that_are_not_listed(
    read: Any, upn: Any
) -> None:
    ks4 = [("UPN", "Surname", "Forename", "Maths", "Law"), (upn(1), "S", "F", 5, 7)]
    ks5 = [("UPN", *LEVEL_3), (upn(1), 13, "Extended Diploma", "Sport", "DDM"),
           (upn(2), 12, "Extended Diploma", "Sport", "DDM")]  # fmt: skip
    files = {"North KS4 results.xlsx": ks4, "North KS5 results.xlsx": ks5}
    subject, qualification = result_findings(read(files, year="2021/22"))
    assert (subject.severity, subject.message) == ("note", "not counted, because not listed: Law")
    assert (qualification.severity, qualification.row) == ("warning", 2)
    assert "does not count" in qualification.message


def test_nothing_is_found_in_a_year_without_the_assessment(read: Any, upn: Any) -> None:
    files = {"North KS2 results.xlsx": [("UPN", *KS2), (upn(1), "tbc", "tbc", "tbc")]}
    assert list(result_findings(read(files, year="2019/20"))) == []


def of_north(found: Measurements, name: str) -> tuple[float | None, float | None, str]:
    item = found.one(name, NORTH)
    return item.numerator, item.denominator, item.note


def test_what_is_no_result_is_neither_counted_nor_dropped_in_silence(
    read: Any, upn: Any, measured: Any
) -> None:
    cells = (110, 99, "tbc later", "AS", "B")
    rows = [("UPN", *KS2), *((upn(i), cell, 100, "EXS") for i, cell in enumerate(cells))]
    found = measured(
        read({"North KS2 results.xlsx": rows}, year="2021/22"),
        *("ks2_reading_expected", "ks2_reading_higher"),
    )
    unread = "1 result not recognised and not counted"
    assert of_north(found, "ks2_reading_expected") == (2, 4, unread)
    higher = "1 result without a score not counted at the higher standard"
    assert of_north(found, "ks2_reading_higher") == (1, 3, f"{higher}; {unread}")
    coverage = found.one("ks2_reading_expected", NORTH).coverage
    assert (coverage.covered, coverage.expected) == (4, 5)


def test_a_second_try_that_cannot_be_read_is_not_the_first_again(
    read: Any, upn: Any, measured: Any
) -> None:
    header = ("UPN", "Year", "Y1 Outcome", "Y2 Outcome")
    rows = [
        (2, "Wt", "tbc later"),  # in no figure
        (2, "tbc", None),  # nor is this
        (2, "tbc", "Wt"),  # taken again, so not reached before
        (2, "tbc", "Wa"),
        (2, "Wt", None),  # not taken again
    ]
    sheet = [header, *((upn(i), *row) for i, row in enumerate(rows))]
    found = measured(read({"North phonics.xlsx": sheet}, year="2021/22"), "phonics_by_year_2")
    note = "2 results not recognised and not counted"
    assert of_north(found, "phonics_by_year_2") == (1, 3, note)


def test_every_column_of_grades_is_in_the_table() -> None:
    """A new column of grades is added to the table above, or it takes any word."""
    text = {path.stem: path.read_text("utf-8") for path in (PARAMS / "sources").glob("*.yml")}
    with_grades = {name for name, said in text.items() if "type: grade" in said}
    assert with_grades == {
        *("ks2_results", "ks1_results", "phonics", "mtc", "eyfs", "ks4_results", "ks5_results")
    }
