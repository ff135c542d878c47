"""The counts that open a report, as a sentence, and what of them is red."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.report import report_on
from goldenthread.report.opening_answers import counts_in_words, reds

GREEN, AMBER, RED, NO_DATA = Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NO_DATA
CHANGED = " That is "


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ((GREEN, GREEN), "Both success criteria{at} are green."),
        ((RED, RED), "Both success criteria{at} are red."),
        ((GREEN, AMBER), "Of 2 success criteria{at}, 1 is green and 1 is amber."),
        ((GREEN, NO_DATA), "Of 2 success criteria{at}, 1 is green; 1 has no colour yet."),
        ((NO_DATA, NO_DATA), "Of 2 success criteria{at}, 2 have no colour yet."),
    ],
)  # fmt: skip
def test_criteria_that_are_all_alike_are_not_counted_twice(judged, ratings, said):
    view = _north(judged, ratings, "It is so.").view
    assert counts_in_words(view).partition(CHANGED)[0] == said.format(at=" at North School")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Red because a seat is empty; the other test is green.",
         "1.1 is red because a seat is empty; the other test is green."),
        ("A seat is empty.", "1.1 is red. A seat is empty."),
    ],
)  # fmt: skip
def test_the_one_that_is_red_is_named_with_its_reason(judged, reason, said):
    assert reds(_north(judged, (RED, GREEN), reason).view) == (said,)


def _north(judged, ratings, reason):
    """A report on a school of which two criteria are rated so, without a test behind them."""
    given = dict(zip(("D-1.SC1", "D-1.SC3"), ratings, strict=True))
    rated = tuple(
        replace(j, rating=given[j.criterion], reason=reason, tests=())
        for j in judged.judgements
        if j.entity == "100001" and j.criterion in given
    )
    return report_on(replace(judged, judgements=rated), "objective", "standards", "North")
