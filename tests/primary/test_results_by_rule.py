"""What one cell of an assessment means: rules as tables, worked by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from pydantic import ValidationError

from goldenthread.measures.assessments import Assessment, load_assessment, read_result

PARAMS = Path(__file__).parents[2] / "params"
NAMES = ("ks2", "ks1", "phonics", "mtc", "eyfs")
DECLARED = {name: load_assessment(PARAMS, name) for name in NAMES}
NAN = math.nan

# assessment, subject, year, cell -> standing, at the expected standard, at the higher, score
CASES = [
    ("ks2", "reading", "2018/19", "100", "read", 1, 0, 100),
    ("ks2", "reading", "2018/19", "99", "read", 0, 0, 99),
    ("ks2", "reading", "2018/19", "109", "read", 1, 0, 109),
    ("ks2", "reading", "2018/19", "110", "read", 1, 1, 110),
    ("ks2", "reading", "2018/19", "120", "read", 1, 1, 120),
    ("ks2", "reading", "2018/19", "80", "read", 0, 0, 80),
    ("ks2", "reading", "2018/19", "110.0", "read", 1, 1, 110),
    ("ks2", "reading", "2018/19", " 105 ", "read", 1, 0, 105),
    # No score at all, so nothing is guessed.
    ("ks2", "reading", "2018/19", "121", "unread", NAN, NAN, NAN),
    ("ks2", "reading", "2018/19", "79", "unread", NAN, NAN, NAN),
    ("ks2", "reading", "2018/19", "0", "unread", NAN, NAN, NAN),
    ("ks2", "reading", "2018/19", "100.5", "unread", NAN, NAN, NAN),
    ("ks2", "reading", "2018/19", "4b", "unread", NAN, NAN, NAN),
    ("ks2", "reading", "2018/19", "EXS", "unread", NAN, NAN, NAN),
    # In the denominator without a score.
    *(
        ("ks2", "maths", "2021/22", code, "counted", 0, 0, NAN)
        for code in ("A", "B", "D", "H", "J", "N", "Q", "T", "U", "a", " b ")
    ),
    *(
        ("ks2", "gps", "2021/22", code, "left out", NAN, NAN, NAN)
        for code in ("F", "L", "M", "P", "X", "l")
    ),
    ("ks2", "reading", "2018/19", "", "blank", 0, 0, NAN),
    ("ks2", "writing", "2018/19", "GDS", "read", 1, 1, NAN),
    ("ks2", "writing", "2018/19", "EXS", "read", 1, 0, NAN),
    ("ks2", "writing", "2018/19", "exs", "read", 1, 0, NAN),
    *(
        ("ks2", "writing", "2018/19", word, "read", 0, 0, NAN)
        for word in ("WTS", "PKG", "PK1", "PK 6", "PKS4", "HNM", "EM", "BLW")
    ),
    ("ks2", "writing", "2018/19", "A", "counted", 0, 0, NAN),
    ("ks2", "writing", "2018/19", "L", "left out", NAN, NAN, NAN),
    ("ks2", "writing", "2018/19", "105", "unread", NAN, NAN, NAN),
    ("ks2", "science", "2018/19", "EXS", "read", 1, 0, NAN),
    ("ks2", "science", "2018/19", "HNM", "read", 0, 0, NAN),
    # Science has no higher standard.
    ("ks2", "science", "2018/19", "GDS", "unread", NAN, NAN, NAN),
    ("ks1", "maths", "2022/23", "GDS", "read", 1, 1, NAN),
    ("ks1", "maths", "2022/23", "EXS", "read", 1, 0, NAN),
    ("ks1", "maths", "2022/23", "WTS", "read", 0, 0, NAN),
    ("ks1", "maths", "2022/23", "D", "counted", 0, 0, NAN),
    ("phonics", "phonics", "2021/22", "32", "read", 1, NAN, 32),
    ("phonics", "phonics", "2021/22", "31", "read", 0, NAN, 31),
    ("phonics", "phonics", "2021/22", "0", "read", 0, NAN, 0),
    ("phonics", "phonics", "2021/22", "40", "read", 1, NAN, 40),
    ("phonics", "phonics", "2021/22", "41", "unread", NAN, NAN, NAN),
    ("phonics", "phonics", "2021/22", "Wa", "read", 1, 0, NAN),
    ("phonics", "phonics", "2021/22", "Wt", "read", 0, 0, NAN),
    ("phonics", "phonics", "2021/22", "D", "counted", 0, 0, NAN),
    ("phonics", "phonics", "2021/22", "L", "left out", NAN, NAN, NAN),
    # The mark to reach of this year is not declared.
    ("phonics", "phonics", "2025/26", "40", "unread", NAN, NAN, NAN),
    ("phonics", "phonics", "2025/26", "Wa", "read", 1, 0, NAN),
    ("mtc", "mtc", "2021/22", "25", "read", 1, NAN, 25),
    ("mtc", "mtc", "2021/22", "24", "read", 0, NAN, 24),
    ("mtc", "mtc", "2021/22", "0", "read", 0, NAN, 0),
    ("mtc", "mtc", "2021/22", "26", "unread", NAN, NAN, NAN),
    ("mtc", "mtc", "2021/22", "A", "left out", NAN, NAN, NAN),
    ("mtc", "mtc", "2021/22", "", "blank", NAN, NAN, NAN),
    ("eyfs", "speaking", "2021/22", "2", "read", 1, 0, NAN),
    ("eyfs", "speaking", "2021/22", "Expected", "read", 1, 0, NAN),
    ("eyfs", "speaking", "2021/22", "1", "read", 0, 0, NAN),
    ("eyfs", "speaking", "2021/22", "A", "left out", NAN, NAN, NAN),
    ("eyfs", "speaking", "2021/22", "", "blank", NAN, NAN, NAN),
    # Exceeding ended with the reform of 2021.
    ("eyfs", "speaking", "2021/22", "3", "unread", NAN, NAN, NAN),
    ("eyfs", "speaking", "2018/19", "3", "read", 1, 1, NAN),
    ("eyfs", "speaking", "2018/19", "EXC", "read", 1, 1, NAN),
]


@pytest.mark.parametrize(
    ("name", "subject", "year", "cell", "standing", "expected", "higher", "score"), CASES
)
def test_a_result_means_what_its_year_says(
    name: str,
    subject: str,
    year: str,
    cell: str,
    standing: str,
    expected: float,
    higher: float,
    score: float,
) -> None:
    declared = DECLARED[name]
    standard = declared.standard(subject, year)
    assert standard is not None
    found = read_result(declared, standard, cell)
    assert found.standing == standing
    assert (found.expected, found.higher, found.score) == pytest.approx(
        (expected, higher, score), nan_ok=True
    )


# Which years each assessment has, worked from the years in which it was held.
HELD = {
    "ks2": ("2015/16", "2018/19", "2021/22", "2024/25"),
    "ks1": ("2015/16", "2018/19", "2021/22", "2022/23"),
    "phonics": ("2011/12", "2018/19", "2021/22", "2024/25"),
    "mtc": ("2021/22", "2024/25"),
    "eyfs": ("2012/13", "2018/19", "2021/22", "2024/25"),
}
NOT_HELD = {
    "ks2": ("2014/15", "2019/20", "2020/21"),
    "ks1": ("2014/15", "2019/20", "2020/21"),
    "phonics": ("2019/20", "2020/21"),
    "mtc": ("2017/18", "2018/19", "2019/20", "2020/21"),
    "eyfs": ("2019/20", "2020/21"),
}


@pytest.mark.parametrize("name", NAMES)
def test_years_without_the_assessment_say_why(name: str) -> None:
    declared = DECLARED[name]
    assert [year for year in HELD[name] if declared.why_not(year)] == []
    assert all(declared.why_not(year) for year in NOT_HELD[name])


@pytest.mark.parametrize(
    ("year", "published"),
    [
        ("2015/16", True), ("2016/17", True), ("2017/18", True), ("2018/19", True),
        ("2019/20", False), ("2020/21", False), ("2021/22", True), ("2022/23", True),
        ("2023/24", False), ("2024/25", False), ("2025/26", True), ("2026/27", True),
        ("2027/28", False),
    ],
)  # fmt: skip
def test_years_of_key_stage_2_progress(year: str, published: bool) -> None:
    why = DECLARED["ks2"].why_no_progress(year)
    assert (why == "") is published
    assert published or year in why


def test_a_good_level_of_development_has_twelve_goals_before_and_after_the_reform() -> None:
    declared = DECLARED["eyfs"]
    older, newer = declared.parts("2018/19"), declared.parts("2021/22")
    assert (len(older), len(newer)) == (12, 12)
    assert "shape" in older
    assert "numerical_patterns" in newer


def test_a_code_that_means_two_things_is_refused() -> None:
    content = DECLARED["ks2"].model_dump(by_alias=True)
    content["left_out"] = {**content["left_out"], "A": "absent"}
    with pytest.raises(ValidationError, match="A means two things in reading"):
        Assessment.model_validate(content)
