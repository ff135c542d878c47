"""What a report answers first: all alike is said so, and a red criterion in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.judgement.rating import Rating
from goldenthread.report.opening_answers import counts_in_words, reds
from goldenthread.view import View

LAST = "D-2.SC1"


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Red because it was not done.", "2.1 is red because it was not done."),
        ("Nobody has done it.", "2.1 is red. Nobody has done it."),
    ],
)
def test_one_red_criterion_is_told_with_its_reason(judged, reason, told):
    rated = tuple(
        replace(j, rating=Rating.RED, reason=reason) if j.criterion == LAST else j
        for j in judged.judgements
    )
    assert reds(View(replace(judged, judgements=rated)), by_school=False) == (told,)


def test_several_that_have_no_few_words_are_told_by_number(judged):
    rated = tuple(replace(j, rating=Rating.RED, tests=()) for j in judged.judgements)
    words = reds(View(replace(judged, judgements=rated)), by_school=False)
    assert words == ("1.1, 1.2, 1.3 and 2.1 are red.",)


def test_ratings_that_are_all_alike_are_told_so(judged):
    rated = tuple(replace(j, rating=Rating.GREEN) for j in judged.judgements)
    view = View(replace(judged, judgements=rated, previous=None))
    assert counts_in_words(view) == "All 4 success criteria are green."
