"""A criterion that is not for a school: it has its own mark, counts nowhere, and nobody owes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import DataTable
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.rating import Rating
from goldenthread.report import Report, report_on
from goldenthread.report.remaining import decisive
from goldenthread.report.standing import ratings_of, strip, tally, tally_in_words
from goldenthread.report.unknown import unknowns

REASON = "It is for primary schools, and North School is a secondary school."
APART = "D-1.SC1"


@pytest.fixture
def apart(judged: JudgedDrop) -> Report:
    """The report of one school, to which the first criterion does not apply."""
    changed = tuple(
        replace(j, rating=Rating.DOES_NOT_APPLY, reason=REASON, tests=())
        if j.criterion == APART
        else j
        for j in judged.judgements
    )
    return report_on(replace(judged, judgements=changed), "objective", "standards", "North School")


def test_it_is_shown_with_its_mark_and_its_reason(apart: Report) -> None:
    apart.other_criteria()
    text = "\n".join(part.text() for part in apart.shown)
    assert "– Does not apply" in text
    assert REASON in text
    assert any('class="gt-rating gt-apart"' in part.html() for part in apart.shown)


def test_it_is_counted_nowhere(apart: Report, north: Report) -> None:
    criteria = apart.view.criteria
    assert set(ratings_of(north.view, criteria)) - set(ratings_of(apart.view, criteria)) == {APART}
    before, now = (sum(c.number for c in strip(r.view, criteria).counts) for r in (north, apart))
    assert now == before - 1
    ratings = [Rating.GREEN, Rating.DOES_NOT_APPLY, Rating.NO_DATA]
    assert sum(tally(ratings).values()) == 2
    assert tally_in_words(ratings) == "1 is green; 1 has no colour yet"


def test_how_many_do_not_apply_stands_with_those_not_judged(apart: Report, north: Report) -> None:
    notes = [strip(r.view, r.view.criteria).counts[-1].note for r in (north, apart)]
    assert "apply" not in notes[0]
    assert notes[1].endswith("; 1 does not apply")


@pytest.mark.parametrize(
    ("before", "told"), [(Rating.AWAITING_JUDGEMENT, False), (Rating.AMBER, True)]
)
def test_it_is_a_change_only_where_it_had_a_colour(
    apart: Report, before: Rating, told: bool
) -> None:
    judged = apart.view.judged
    changed = tuple(
        replace(j, previous=before) if j.criterion == APART else j for j in judged.judgements
    )
    report = report_on(replace(judged, judgements=changed), "school", school="North School")
    report.changes()
    assert (REASON in "\n".join(part.text() for part in report.shown)) is told
    report.ratings()
    table = next(part for part in reversed(report.shown) if isinstance(part, DataTable))
    assert (REASON in [row[2] for row in table.rows]) is told
    assert ("1.1 does not apply: it is for primary schools" in table.note) is not told


def test_nobody_owes_anything_for_it(apart: Report) -> None:
    (table,) = (part for part in unknowns(apart.view) if isinstance(part, DataTable))
    marks = [cell for row in table.rows for cell in row if isinstance(cell, RatingMark)]
    assert Rating.DOES_NOT_APPLY not in {mark.rating for mark in marks}
    assert REASON not in table.text()


def test_no_figure_stands_with_it(apart: Report, north: Report) -> None:
    criterion = apart.view.judged.plan.criterion(APART)
    assert decisive(apart.view, criterion) == []
    assert decisive(north.view, criterion) != []
