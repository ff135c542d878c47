"""A criterion with a colour may hold tests without one: these are said to be unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.display.table import DataTable
from goldenthread.judgement.rating import Rating
from goldenthread.report import report_on

NORTH, SOUTH = "100001", "100002"


def with_parts(judged, *ratings):
    """The first criterion made of tests with these ratings; every other is green."""
    made = []
    for j in judged.judgements:
        (test,) = j.tests
        part = replace(test, rating=Rating.GREEN)
        if j.criterion == "D-1.SC1":
            parts = tuple(replace(part, rating=r, rule=f"Rule {i}") for i, r in enumerate(ratings))
            made.append(replace(j, tests=(replace(test, parts=parts),)))
        else:
            made.append(replace(j, rating=Rating.GREEN, tests=(part,)))
    return replace(judged, judgements=tuple(made))


def unknown_in(judged, school):
    report = report_on(judged, "school", school=school)
    report.unknowns()
    return report.shown[1:]


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ((Rating.GREEN, Rating.RED), "Every criterion has a colour."),
        ((Rating.GREEN, Rating.DOES_NOT_APPLY), "Every criterion has a colour."),
        (
            (Rating.GREEN, Rating.SUPPRESSED),
            "Every criterion has a colour; of the 3 tests within them 1 has none: "
            "1.1, Progress 8 (suppressed).",
        ),
        (
            (Rating.GREEN, Rating.SUPPRESSED, Rating.NO_DATA),
            "Every criterion has a colour; of the 4 tests within them 2 have none: "
            "1.1, Progress 8 (suppressed); 1.1, Progress 8 (no data).",
        ),
    ],
)
def test_tests_without_a_colour_are_told(judged, ratings, said):
    (words,) = unknown_in(with_parts(judged, *ratings), "North")
    assert words.text() == said


def test_many_of_them_have_a_table(judged):
    states = (Rating.SUPPRESSED, Rating.NO_DATA, Rating.NOT_YET_DUE, Rating.TARGET_NOT_SET)
    words, table = unknown_in(with_parts(judged, Rating.GREEN, *states), "North")
    assert words.text().endswith("within them 4 have none.")
    assert isinstance(table, DataTable)
    assert [row[0] for row in table.rows] == ["1.1"] * 4
    assert [row[2].rating for row in table.rows] == list(states)


def test_the_trust_names_the_places(judged):
    report = report_on(with_parts(judged, Rating.GREEN, Rating.SUPPRESSED), "board")
    report.unknowns()
    (words,) = report.shown[1:]
    assert "1.1 at North, South and the trust, Progress 8 (suppressed)" in words.text()
