"""Meetings: who comes, whether papers come in time, whether there is a quorum."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

MEETING = dt.date(2022, 3, 10)


def mark(name, mark, meeting=MEETING, body="north"):
    return {"body": body, "name": name, "meeting": meeting, "mark": mark}


def marks(name, letters, body="north"):
    """One letter a meeting: p present, a apologies, x absent, n not eligible."""
    said = {"p": "present", "a": "apologies", "x": "absent", "n": "not_eligible"}
    return [
        mark(name, said[letter], MEETING - dt.timedelta(days=7 * number), body)
        for number, letter in enumerate(letters)
    ]


@pytest.mark.parametrize(
    ("letters", "often"),
    [("pppx", 1), ("ppxx", 0), ("ppa", 0), ("pn", 1), ("nn", None), ("pppa", 1), ("x", 0)],
)
def test_who_comes_to_most_meetings(measured, letters, often):
    found = measured("regular_members", meeting_attendance=marks("Ann Lee", letters))
    one = found.one("regular_members", "100001")
    if often is None:
        assert one.state is State.NO_DATA
    else:
        assert (one.numerator, one.denominator, one.n) == (often, 1, 1)


def test_members_count_on_each_body_and_by_the_trusts_own_share(measured):
    rows = [
        *marks("Ann Lee", "pppp"),
        *marks("Ms Ann Lee", "ppxx", "board"),
        *marks("Bo Kay", "pxxx"),
    ]
    found = measured("regular_members", meeting_attendance=rows)
    assert (found.one("regular_members", "trust").numerator) == 1
    assert (found.one("regular_members", "trust").denominator) == 3
    half = measured("regular_members", settings={"regular_attendance": 50}, meeting_attendance=rows)
    assert half.one("regular_members", "trust").numerator == 2


def meeting(papers, body="board", when=MEETING, quorate=None):
    sent = None if papers is None else when - dt.timedelta(days=papers)
    return {"body": body, "meeting": when, "papers": sent, "quorate": quorate}


@pytest.mark.parametrize(("papers", "in_time"), [(7, 1), (6, 0), (8, 1), (0, 0), (-1, 0)])
def test_papers_go_out_seven_days_before(measured, papers, in_time):
    one = measured("papers_in_time", meetings=[meeting(papers)]).one("papers_in_time", "body:board")
    assert (one.numerator, one.denominator) == (in_time, 1)


def test_papers_of_no_date_were_late_unless_the_body_gives_none(measured):
    earlier = MEETING - dt.timedelta(days=30)
    rows = [meeting(7), meeting(None, when=earlier), meeting(None, "finance")]
    found = measured("papers_in_time", meetings=rows)
    assert found.one("papers_in_time", "body:board").value == 50
    assert found.one("papers_in_time", "body:finance").state is State.NO_DATA
    trust = found.one("papers_in_time", "trust")
    assert (trust.numerator, trust.denominator) == (1, 2)
    assert (trust.coverage.covered, trust.coverage.expected) == (2, 3)


def test_another_number_of_days_and_meetings_to_come(measured):
    rows = [meeting(5), meeting(9, when=dt.date(2022, 6, 1))]
    found = measured("papers_in_time", settings={"papers_days": 5}, meetings=rows)
    assert (found.one("papers_in_time", "trust").numerator) == 1
    assert (found.one("papers_in_time", "trust").denominator) == 1


def test_a_quorum_is_counted_where_it_is_said(measured):
    rows = [meeting(7, quorate=True), meeting(7, "finance", quorate=False), meeting(7, "north")]
    found = measured("meetings_quorate", meetings=rows)
    trust = found.one("meetings_quorate", "trust")
    assert (trust.value, trust.coverage.covered, trust.coverage.expected) == (50, 2, 3)


def member(body, name, start=None, end=None):
    return {"body": body, "name": name, "term_start": start, "term_end": end}


def test_the_trust_has_the_largest_of_its_local_governing_bodies(measured):
    rows = [
        *(member("north", f"Person {n}") for n in range(4)),
        member("north", "Vacancy"),
        member("north", "Left Long Ago", dt.date(2015, 1, 1), dt.date(2019, 1, 1)),
        member("south", "Only One"),
        *(member("board", f"Trustee {n}") for n in range(9)),
    ]
    found = measured("local_governors", governors=rows)
    values = {e: found.one("local_governors", e).value for e in ("100001", "100002", "trust")}
    assert values == {"100001": 4, "100002": 1, "trust": 4}


def test_meetings_of_the_year_so_far_are_counted(measured):
    rows = [
        meeting(7, "north"),
        meeting(7, "north", dt.date(2021, 9, 1)),
        meeting(7, "north", dt.date(2021, 8, 31)),  # last year
        meeting(7, "north", dt.date(2022, 4, 9)),  # after the drop
        meeting(7, "board"),
    ]
    found = measured("meetings_held", meetings=rows)
    values = {e: found.one("meetings_held", e).value for e in ("100001", "trust", "body:board")}
    assert values == {"100001": 2, "trust": 3, "body:board": 1}


def test_the_calendar_is_kept_by_a_meeting_on_its_day(measured):
    rows = [  # the board was to meet on 17 February, and is to on 30 June
        meeting(7, "board", dt.date(2021, 10, 14)),
        meeting(7, "board", dt.date(2022, 2, 18)),  # a day late
        meeting(7, "finance", dt.date(2021, 9, 30)),
    ]
    found = measured("calendar_kept", meetings=rows)
    trust = found.one("calendar_kept", "trust")
    assert (trust.numerator, trust.denominator) == (2, 3)
    assert trust.note == "not held on its day: Trust Board on 17 February 2022"
    assert found.one("calendar_kept", "body:finance").value == 100
    assert found.one("calendar_kept", "100001") is None  # the calendar is the trust's
