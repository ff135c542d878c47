"""What the trust promises to hold again and again, and the days on which it was held."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.layout import Cell
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PIKEHILL,
    SCHOOLS,
    TRUST,
)
from goldenthread.demo.profile import DemoSchool

COLUMNS = ("reference", "occasion", "place", "held", "evidence")
# A day in each half-term: the year has six, and four of them lie before the spring drop.
_HALVES = ("2021-10-06", "2021-12-01", "2022-02-02", "2022-03-23", "2022-05-11", "2022-07-06")
_BOARD = ("2021-10-14", "2021-12-09", "2022-02-10", "2022-03-31", "2022-05-19", "2022-07-14")
_MONTHS = (
    "2021-09-22",
    "2021-10-13",
    "2021-11-17",
    "2021-12-08",
    "2022-01-19",
    "2022-02-09",
    "2022-03-16",
    "2022-04-06",
    "2022-05-18",
    "2022-06-15",
    "2022-07-13",
)
_TERMS = ("2021-11-24", "2022-03-09", "2022-06-29")
# What was missed, by school: the places of the half-terms or months, counted from 0.
_NO_LINE_MANAGEMENT: dict[DemoSchool, tuple[int, ...]] = {PIKEHILL: (2,)}
_NO_DATA_MEETING: dict[DemoSchool, tuple[int, ...]] = {LARKSPUR: (3,)}
_NO_KPIS: dict[DemoSchool, tuple[int, ...]] = {LARKSPUR: (1,), PIKEHILL: (0, 3)}
_NO_BUDGET_MEETING: dict[DemoSchool, tuple[int, ...]] = {
    LARKSPUR: (0, 1, 4),
    LONGMEADOW: (3,),
    PIKEHILL: (0, 2),
}
_NO_BUDGET_HOLDERS: dict[DemoSchool, tuple[int, ...]] = {MARLPIT: (2,), LARKSPUR: (0, 1)}
_NO_PROJECT: dict[DemoSchool, tuple[int, ...]] = {MOSSWOOD: (0,), PIKEHILL: (0, 1)}


def rows() -> Iterator[tuple[Cell, ...]]:
    """The whole year; a drop shows what was held by its day."""
    missed = {
        ("ML-1.SCb", "Line management meeting of the CEO with the Head"): _NO_LINE_MANAGEMENT,
        ("ML-1.A1", "Data meeting with the EHT"): _NO_DATA_MEETING,
        ("ML-3.SCc", "KPIs collected from the school"): _NO_KPIS,
        ("ML-4.4", "Budget holders with the finance team"): _NO_BUDGET_HOLDERS,
    }
    for (reference, occasion), gaps in missed.items():
        for school in SCHOOLS:
            yield from _held(reference, occasion, school.name, _HALVES, gaps.get(school, ()))
    for school in SCHOOLS:
        gone = _NO_BUDGET_MEETING.get(school, ())
        yield from _held("ML-4.2", "Budget review with FD or EHT", school.name, _MONTHS, gone)
        gone = _NO_PROJECT.get(school, ())
        yield from _held("ML-1.SCe", "Project in the community", school.name, _TERMS, gone)
    yield from _of_the_trust()


def _of_the_trust() -> Iterator[tuple[Cell, ...]]:
    name = TRUST.name
    yield from _held("ML-1.SCb-board", "CEO’s report on standards", name, _BOARD)
    yield from _held("ML-1.SCd", "Cross-trust event of the school councils", name, _TERMS, (0,))
    yield from _held("ML-3.2", "School to school support visit", name, _MONTHS, (0, 7))
    yield from _held("ML-4.1-updated", "Risk register updated", name, _HALVES)
    yield from _held("ML-4.1-presented", "Risk register presented", name, _BOARD, (1,))
    yield from _held("ML-4.SCe", "HR dashboard to Trustees and Heads", name, _HALVES, (0, 1))
    yield from _held("ML-5.1", "Meeting of a network outside the trust", name, _HALVES)
    yield from _held("ML-5.SCb-RSC", "Conversation with the RSC", name, _TERMS)
    yield from _held("ML-5.SCb-LA", "Conversation with the LA", name, _TERMS, (0,))


def _held(
    reference: str,
    occasion: str,
    place: str,
    days: tuple[str, ...],
    missed: tuple[int, ...] = (),
) -> Iterator[tuple[Cell, ...]]:
    for number, day in enumerate(days):
        if number not in missed:
            yield reference, occasion, place, day, "Minutes"
