"""Sessions without a row, and days that lie far outside the year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from attendance_contexts import NORTH, SOUTH, TERM_DATES, mark

from goldenthread.measures import attendance
from goldenthread.measures.attendance_checks import attendance_findings
from goldenthread.measures.marks import marks


def on(upn: str, *days: str, **more: object) -> list[dict[str, object]]:
    """A present mark in the morning and the afternoon of each day of September 2024."""
    return [
        mark(upn, f"2024-09-{day}", "/\\"[half], ("am", "pm")[half], **more)
        for day in days
        for half in (0, 1)
    ]


WEEK = ("16", "17", "18", "19", "20")


@pytest.mark.parametrize(
    ("rows", "holes"),
    [
        (on("a", *WEEK) + on("b", *WEEK), 0),
        (on("a", *WEEK) + on("b", "16", "18", "20"), 4),
        (on("a", *WEEK) + on("b", "17", "18"), 0),  # came later and left sooner
        (on("a", "16", "20") + on("b", "16", "20"), 0),  # the school was not open between
        (on("a", *WEEK) + on("b", *WEEK)[:3] + on("b", *WEEK)[5:], 2),
        (on("a", *WEEK, "21") + on("b", "16", "17", "18", "19", "20", "23"), 0),  # a Saturday
        (on("a", *WEEK) + on("b", "16", "20", school=SOUTH), 0),  # another school's days
        ([*on("a", *WEEK), mark("b", "2024-09-16", "/"), mark("b", "2024-09-16", None, "pm")], 0),
    ],
)
def test_sessions_between_a_pupils_first_and_last_mark(
    build: Any, rows: list[dict[str, object]], holes: int
) -> None:
    context = build(attendance_marks=rows)
    counted = marks(context)
    assert counted is not None
    assert counted.holes[NORTH] == holes
    notes = [f for f in attendance_findings(context) if f.rule == "sessions-without-row"]
    assert [f.message.split(" sessions")[0] for f in notes] == (
        [f"North School: {holes}"] if holes else []
    )


def test_a_training_day_leaves_no_hole(build: Any) -> None:
    rows = on("a", "02", "03", "04") + on("b", "03", "04")
    rows += [mark("b", "2024-08-30", "/")]
    counted = marks(build(attendance_marks=rows, term_dates=TERM_DATES))
    assert counted is not None
    assert counted.holes[NORTH] == 0


@pytest.mark.parametrize("day", ["1924-09-03", "2204-09-03", "2024-07-31", "2025-09-01"])
def test_a_day_of_another_year_or_century_is_outside(build: Any, day: str) -> None:
    rows = [mark("a", "2024-09-03", "I"), mark("a", day, "I"), mark("a", "2024-09-04", "/")]
    (item,) = [
        found
        for found in attendance.overall_absence(build(attendance_marks=rows))
        if (found.entity, found.group) == (NORTH, "all")
    ]
    assert (item.numerator, item.denominator) == (1, 2)
    assert item.detail("Marks that count as nothing") == "1 outside the year so far"


def test_nothing_after_the_day_of_the_drop_counts(build: Any) -> None:
    rows = on("a", "16", "17", "18")
    context = build(attendance_marks=rows, as_of=dt.date(2024, 9, 17))
    items = {(i.entity, i.group): i.denominator for i in attendance.attendance_rate(context)}
    assert items[NORTH, "all"] == 4
