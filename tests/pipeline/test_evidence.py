"""Evidence: the figures, what they were held against, and the rows they rest on."""

from __future__ import annotations

import pytest

from goldenthread.evidence.evidence import evidence_for
from goldenthread.evidence.source_rows import row_numbers, source_rows
from goldenthread.judgement.rating import Rating
from goldenthread.pipeline import judge_drop

NORTH, TRUST = "100001", "trust"


@pytest.fixture(params=[True, False], ids=["cached", "read again"])
def judged(kept, request):
    return judge_drop(kept / "data/2022-spring", cache=request.param)


def test_the_evidence_of_a_figure(judged):
    (seats,) = evidence_for(judged, "governance", NORTH)
    assert (seats.number, seats.rating, seats.previous) == ("1.1", Rating.AMBER, Rating.RED)
    figure = seats.figures[0]
    assert (figure.value, figure.comparator, figure.comparator_value) == (
        "75.0%",
        "the plan’s target",
        "100.0%",
    )
    assert figure.decides
    assert seats.coverage == ("Seats filled, North School: 1 of 1 boards and committees (100.0%)",)
    (source,) = seats.sources
    assert source.title == judged.sources[source.source].title
    assert source.place == "governors list.csv, rows 2–5"
    assert source.sha256 == judged.hashes(["governors list.csv"])["governors list.csv"]
    assert "75 unrounded" in set(seats.working()["Figures"])


def test_rows_that_are_people_are_located_and_never_listed(judged):
    (seats,) = evidence_for(judged, "1", NORTH)
    assert source_rows(judged, seats.sources[0].range) is None
    assert "Ann" not in repr(evidence_for(judged, "1", NORTH))


def test_rows_that_are_things_are_listed(judged):
    milestone = evidence_for(judged, "governance", TRUST)[-1]
    rows = source_rows(judged, milestone.sources[0].range)
    assert list(rows["Row"]) == [2]
    assert rows.loc[0, "Ref"] == "S-2"
    assert not [column for column in rows.columns if column.startswith("_")]


def test_row_numbers():
    assert row_numbers("2–4, 7") == {2, 3, 4, 7}
