"""Rows of several figures as one list of ranges."""

from __future__ import annotations

import pytest

from goldenthread.measures.measurement import Coverage, Measurement
from goldenthread.provenance import RowRange
from goldenthread.report.counted import each_once
from goldenthread.report.figure_columns import with_sureness
from goldenthread.report.sources_in_words import merged, sources
from goldenthread.view import View


@pytest.mark.parametrize(
    ("texts", "expected", "count"),
    [
        (("2–9",), "2–9", 8),
        (("2–9", "5–12"), "2–12", 11),
        (("2–4", "5–6"), "2–6", 5),  # they touch
        (("7", "2–4"), "2–4, 7", 4),
        (("2–4, 7", "8, 10"), "2–4, 7–8, 10", 6),
        (("2–11700001", "3"), "2–11700001", 11_700_000),  # a year of session marks
        (("withheld",), "withheld", 0),
        (("withheld", "4"), "4", 1),
    ],
)
def test_ranges_of_one_sheet_are_joined(texts: tuple[str, ...], expected: str, count: int) -> None:
    ranges = [RowRange("a.csv", "", text, 0) for text in texts]
    (found,) = merged(ranges)
    assert (found.rows, found.count) == (expected, count)


def test_files_and_sheets_stay_apart() -> None:
    places = [("b.csv", ""), ("a.xlsx", "Two"), ("a.xlsx", "One"), ("b.csv", "")]
    found = merged(RowRange(*place, str(n), 1) for n, place in enumerate(places, 2))
    assert [(r.file, r.sheet, r.rows) for r in found] == [
        ("a.xlsx", "One", "4"),
        ("a.xlsx", "Two", "3"),
        ("b.csv", "", "2, 5"),
    ]


def test_what_differs_by_the_subject_alone_is_defined_once(judged) -> None:
    names = ("ks2_reading_expected", "ks2_maths_expected", "ks2_writing_expected", "ks2_gps_score")
    each = dict(each_once(View(judged), names))
    assert list(each) == [
        "Expected standard in reading; Expected standard in maths",
        "Expected standard in writing",  # a teacher's assessment, not a test
        "Average scaled score in grammar, punctuation and spelling",
    ]
    words = list(each.values())
    assert words[0].startswith("Pupils with a scaled score of 100 or more in the subject’s test, ")
    assert "in writing, of all pupils" in words[1]
    assert "the grammar, punctuation and spelling test" in words[2]


def test_coverage_is_told_in_one_order_in_every_process(judged) -> None:
    covers = [Coverage(covered, 30, "pupils") for covered in (27, 30, 24, 29, 25, 28, 26)]
    figures = [Measurement("m", "100001", "2021/22", 1.0, coverage=cover) for cover in covers]
    ((_, words),) = sources(View(judged), figures)
    first, *others = words.split("; ")
    assert first == "All 30 pupils"
    assert [int(part.split(" ")[0]) for part in others] == [29, 28, 27, 26, 25, 24]


def test_coverage_is_told_in_one_sentence(judged) -> None:
    covers = [Coverage(n, n, f"pupils of year {n}") for n in (2, 6)]
    figures = [Measurement("m", "100001", "2021/22", 1.0, coverage=cover) for cover in covers]
    ((_, words),) = sources(View(judged), figures)
    assert words == "Both pupils of year 2; all 6 pupils of year 6"


@pytest.mark.parametrize(
    ("of", "told"), [((0.0, 5.0), "0 of 5"), ((1.5, 43.7), "1.5 of 43.7"), ((None, None), "")]
)
def test_a_share_of_things_says_of_how_many_also_where_these_are_parts(judged, of, told) -> None:
    m = Measurement("vacancy_rate", "100001", "2021/22", 3.4, numerator=of[0], denominator=of[1])
    assert list(with_sureness(View(judged), m)[1:]) == ([told] if told else [])
