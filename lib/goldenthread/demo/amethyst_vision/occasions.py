"""How often what the vision promises was held: every week, month, six weeks; and two milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import groupby

from goldenthread.calendar import TERMS
from goldenthread.demo.amethyst.operations import meetings_log
from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, YEAR
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

_A, _M = ALDERSLEY.short, MORETON.short
# School weeks of the year, counted from 1, in which Moreton's meeting on the basics fell out.
_WITHOUT_MEETING = (7, 15, 22, 23, 34)
_REVIEWS = {
    _A: (
        *("2021-09-22", "2021-10-13", "2021-11-10", "2021-12-08", "2022-01-19", "2022-02-09"),
        *("2022-03-16", "2022-04-06", "2022-05-18", "2022-06-15", "2022-07-06"),
    ),
    # None in December and in May.
    _M: (
        *("2021-09-23", "2021-10-14", "2021-11-11", "2022-01-20", "2022-02-10", "2022-03-17"),
        *("2022-04-07", "2022-06-16", "2022-07-07"),
    ),
}
_CYCLES = {
    _A: ("2021-10-12", "2021-11-30", "2022-01-18", "2022-03-08", "2022-05-03", "2022-06-28"),
    _M: ("2021-10-14", "2022-02-03", "2022-05-19"),
}
_MILESTONES = (
    (
        "AV-E21",
        "Growth plan agreed with the key partners",
        "Chief executive",
        "2022-03-31",
        "2022-05-12",
        "Growth plan, minutes of the partners' meeting",
    ),
    (
        "AV-E37",
        "Employee benefits programme published online",
        "Trust HR lead",
        "2021-12-31",
        "2021-12-13",
        "Page on the trust's website",
    ),
)


def meetings_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """The boards' meetings and their papers, as in the Amethyst demo."""
    return meetings_log(sources, drop)


def reviews_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """The log of what is held again and again."""
    rows: list[tuple[Cell, ...]] = [
        *(("AV-Q8", "Basics meeting", place, day, "Notes") for place, day in _basics()),
        *_held("AV-Q9", "Review with the head", _REVIEWS),
        *_held("AV-Q10", "Monitoring and review cycle", _CYCLES),
    ]
    columns = ("reference", "occasion", "place", "held", "evidence")
    return log(sources, drop, "occasions", columns, rows, until="held")


def _held(
    reference: str, occasion: str, days: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, str, str, str]]:
    for place, held in days.items():
        yield from ((reference, occasion, place, day, "Record of review") for day in held)


def _basics() -> Iterator[tuple[str, dt.date]]:
    """The second school day of each week, by school."""
    days = [day for term in TERMS for day in school_days(YEAR, term)]
    weeks = [list(week) for _, week in groupby(days, key=lambda day: day.isocalendar()[:2])]
    for number, week in enumerate(weeks, start=1):
        day = week[min(1, len(week) - 1)]
        yield _A, day
        if number not in _WITHOUT_MEETING:
            yield _M, day


def milestones_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """The tracker of what is to be done once."""
    rows = []
    for reference, action, owner, due, done, evidence in _MILESTONES:
        finished = dt.date.fromisoformat(done) <= drop.as_of
        status = "Done" if finished else "In progress"
        rows.append(
            (
                *(reference, action, owner, due, status),
                *((done, evidence) if finished else (None, None)),
                drop.as_of - dt.timedelta(days=7),
            )
        )
    columns = ("reference", "action", "owner", "due", "status", "done_on", "evidence", "updated")
    return log(sources, drop, "milestones", columns, rows)
