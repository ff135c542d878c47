"""The demo's log of meetings and reviews, and the schools' improvement plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_TRUST = "Amadeus Primary Academies Trust"
_COMMITTEE = ("2022-11-17", "2023-03-16", "2023-07-06")
# A day of each month of term, from September to July.
_MONTHS = (
    *("2022-09-21", "2022-10-12", "2022-11-16", "2022-12-07"),
    *("2023-01-18", "2023-02-08", "2023-03-15", "2023-04-26"),
    *("2023-05-17", "2023-06-21", "2023-07-12"),
)
_HALF_TERMS = ("2022-10-05", "2022-11-30", "2023-01-25", "2023-03-08", "2023-05-10", "2023-06-28")
# What was planned and not held, by school: months, half-terms and terms counted from 1.
_MEETINGS_MISSED = {"Larkspur": (3, 6, 8, 10), "Saltmarsh": (4,)}
_JOINED_IN_MONTH = {"Fennel Street": 6}  # its first meeting is that of February
_SUPPORT_MISSED = {"Larkspur": (3, 4, 5, 6), "Fennel Street": (4,)}
_PRESENTED = {
    "Larkspur": (1, 2, 3),
    "Heron Brook": (1, 2, 3),
    "Fennel Street": (2, 3),
    "Tollgate": (1, 2, 3),
    "Saltmarsh": (1, 3),
}
_MONITORED = {
    "Larkspur": ("2022-11-08", "2023-03-07"),
    "Heron Brook": ("2022-11-09", "2023-03-08", "2023-06-28"),
    "Fennel Street": ("2023-03-09", "2023-06-29"),
    "Tollgate": ("2022-11-10", "2023-03-14", "2023-07-04"),
    "Saltmarsh": ("2022-11-15", "2023-03-15", "2023-07-05"),
}
# school, reference, priority, part of the model that it serves, staff development, last reviewed
_PRIORITIES: tuple[tuple[Cell, ...], ...] = (
    (
        "Larkspur",
        "L1",
        "Raise attainment in writing in key stage 2",
        "Data summary",
        "Y",
        "2023-03-07",
    ),
    ("Larkspur", "L2", "Prepare the next headteacher and deputy", "Categories", "Y", "2023-03-07"),
    ("Larkspur", "L3", "Rewrite the school's website", "", "N", "2022-11-08"),
    ("Heron Brook", "H1", "Greater depth in mathematics", "Data summary", "Y", "2023-06-28"),
    (
        "Heron Brook",
        "H2",
        "Middle leaders review each other's subjects",
        "Categories",
        "Y",
        "2023-06-28",
    ),
    ("Heron Brook", "H3", "Support reading at Saltmarsh", "Categories", "Y", "2023-03-08"),
    ("Fennel Street", "F1", "Reading at the expected standard", "Data summary", "Y", "2023-06-29"),
    (
        "Fennel Street",
        "F2",
        "Subject leaders learn to evaluate",
        "Improvement planning",
        "Y",
        "2023-06-29",
    ),
    ("Tollgate", "T1", "Mathematics in Years 3 and 4", "Data summary", "Y", "2023-07-04"),
    ("Tollgate", "T2", "Leadership of subjects", "Categories", "Y", "2023-07-04"),
    (
        "Tollgate",
        "T3",
        "Act on every risk assessment within a fortnight",
        "Risk assessment",
        "N",
        "2023-03-14",
    ),
    (
        "Saltmarsh",
        "S1",
        "Teaching that expects more of every pupil",
        "Categories",
        "Y",
        "2023-07-05",
    ),
    ("Saltmarsh", "S2", "A full senior team", "Categories", "N", "2023-07-05"),
    (
        "Saltmarsh",
        "S3",
        "Reading first: phonics and early reading",
        "Data summary",
        "Y",
        "2023-07-05",
    ),
)


def round_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The log of what was held, and the priorities of the improvement plans."""
    columns = ("reference", "occasion", "place", "held", "due", "evidence")
    # What lies after the drop is neither held nor yet planned in its log.
    rows = [row for row in _occasions() if dt.date.fromisoformat(str(row[4])) <= drop.as_of]
    yield log(sources, drop, "occasions", columns, rows)
    columns = ("school", "reference", "priority", "trust_objective", "cpd", "reviewed")
    yield log(sources, drop, "improvement_plans", columns, _PRIORITIES, blank=("reviewed",))


def _occasions() -> Iterator[tuple[Cell, ...]]:
    for day in _COMMITTEE:
        yield _held("AD-2c", "Findings of the risk round received", _TRUST, day, "Minutes")
    for school in _PRESENTED:
        first = _JOINED_IN_MONTH.get(school, 1)
        for month, day in enumerate(_MONTHS, 1):
            if month >= first:
                missed = month in _MEETINGS_MISSED.get(school, ())
                title = "Chief executive and headteacher: year group data"
                yield _row("AD-3b", title, school, day, missed=missed, evidence="Note of meeting")
    for school, terms in _PRESENTED.items():
        for term in terms:
            title = "Data summary presented by the headteacher and the chair"
            yield _held("AD-3c", title, school, _COMMITTEE[term - 1], "Minutes")
    for school, days in _MONITORED.items():
        for day in days:
            yield _held("AD-4b", "Progress against the improvement plan", school, day, "Minutes")
    yield from _half_termly()


def _half_termly() -> Iterator[tuple[Cell, ...]]:
    for number, day in enumerate(_HALF_TERMS, 1):
        title = "Joint learning walk with leaders of other schools"
        yield _row("AD-E4", title, "Saltmarsh", day, missed=number == 5, evidence="Report of walk")
        for school in ("Larkspur", "Heron Brook", "Fennel Street"):
            if school == "Fennel Street" and number < 4:
                continue
            missed = number in _SUPPORT_MISSED.get(school, ())
            title = "Support given to another school"
            yield _row("AD-CBA3", title, school, day, missed=missed, evidence="Support record")


def _held(reference: str, occasion: str, place: str, day: str, evidence: str) -> tuple[Cell, ...]:
    return _row(reference, occasion, place, day, missed=False, evidence=evidence)


def _row(
    reference: str, occasion: str, place: str, day: str, *, missed: bool, evidence: str
) -> tuple[Cell, ...]:
    """What was planned for a day, held on it or not at all."""
    return reference, occasion, place, None if missed else day, day, None if missed else evidence
