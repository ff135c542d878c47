"""Attendance by pupil and term: sessions missed follow each pupil's own habit, term by term."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.calendar import TERMS, Term
from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS, YEAR
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

# Sessions, two a day. They make 380 a year, and every term's share of it is a whole number at
# exactly 10 per cent, which the demo needs: a pupil absent for just that much counts.
_POSSIBLE: dict[Term, int] = {"autumn": 140, "spring": 130, "summer": 110}
_YEAR_11_SUMMER = 50  # to the half-term holiday; study leave after it is not on the register
_AT_THE_EDGE = 6  # pupils of each school with exactly 10 per cent absence


@dataclass(frozen=True, slots=True)
class _Habit:
    """Absence rates are spread as a log-normal curve: a long tail of those who miss a lot."""

    middle: float
    spread: float
    disadvantaged: float
    terms: Mapping[Term, float]
    unauthorised: float


_HABITS = {
    ALDERSLEY: _Habit(0.0525, 0.74, 0.32, {"autumn": 1.06, "spring": 1.02, "summer": 0.90}, 0.24),
    MORETON: _Habit(0.0505, 1.02, 0.34, {"autumn": 0.95, "spring": 1.02, "summer": 1.04}, 0.39),
}
_SHEETS: dict[DemoSchool, dict[Term, str]] = {
    ALDERSLEY: {"autumn": "Autumn 2021", "spring": "Spring 2022", "summer": "Summer 2022"},
    MORETON: {"autumn": "Aut Term", "spring": "Spr Term ", "summer": "Sum Term"},
}
_DIALECTS = {
    ALDERSLEY: Dialect({"present": "Present (/\\)"}),
    MORETON: Dialect(
        {
            "name": "Pupil Name",
            "form": "Reg Group",
            "year_group": "NC Year",
            "possible": "Possible Sessions",
            "educational_activity": "Approved Educational Activity",
            "authorised": "Authorised Absence",
            "unauthorised": "Unauthorised Absence",
            "percent_attended": "% Attendance",
        },
        omit=frozenset({"missing_marks"}),
    ),
}


def attendance_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """One workbook for each school, with a sheet for each term so far."""
    terms = TERMS[: TERMS.index(drop.term) + 1]
    for school in SCHOOLS:
        register = _register(pupils, school, seed)
        sheets = tuple(
            lay_out(
                sources["attendance"],
                [row for pupil, row in register[term] if _is_shown(pupil, drop)],
                name=_SHEETS[school][term],
                above=heading(f"{school.name}: attendance, Years 7 to 11, {term} term", drop.as_of),
                dialect=_DIALECTS[school],
            )
            for term in terms
        )
        yield Book(f"{school.short} attendance.xlsx", "attendance", sheets)


def _is_shown(pupil: Pupil, drop: DemoDrop) -> bool:
    return pupil.admitted <= drop.as_of


def _register(
    pupils: tuple[Pupil, ...], school: DemoSchool, seed: int
) -> dict[Term, list[tuple[Pupil, Row]]]:
    """The whole year's register, of which a drop shows the terms so far."""
    rng = chance(seed, "attendance", school.short)
    habit = _HABITS[school]
    own = [pupil for pupil in pupils if pupil.school is school and pupil.year <= 11]
    scores = normal_scores(rng, len(own))
    edge = {int(n) for n in rng.permutation(len(own))[: 4 * _AT_THE_EDGE]}
    register: dict[Term, list[tuple[Pupil, Row]]] = {term: [] for term in TERMS}
    at_edge = 0
    for number, pupil in enumerate(own):
        rate = habit.middle * math.exp(
            habit.spread * scores[number] + (habit.disadvantaged if pupil.disadvantaged else 0.0)
        )
        # Only somebody who was there all year, on full terms, can stand exactly at the edge.
        whole = pupil.left is None and pupil.admitted.year < 2021 and pupil.year < 11
        exact = number in edge and whole and at_edge < _AT_THE_EDGE
        at_edge += exact
        for term in TERMS:
            row = _term_row(rng, pupil, term, rate * habit.terms[term], habit, exact)
            if row:
                register[term].append((pupil, row))
    return register


def _sessions(pupil: Pupil, term: Term) -> int:
    """How many sessions of the term fell while the pupil was on roll, roughly, and even."""
    days = school_days(YEAR, term)
    there = sum(pupil.on_roll(day) for day in days)
    full = _YEAR_11_SUMMER if term == "summer" and pupil.year == 11 else _POSSIBLE[term]
    return full if there == len(days) else 2 * round(full / 2 * there / len(days))


def _term_row(
    rng: np.random.Generator, pupil: Pupil, term: Term, rate: float, habit: _Habit, exact: bool
) -> Row:
    possible = _sessions(pupil, term)
    if possible == 0:
        return {}
    absent = int(rng.binomial(possible, min(0.9, rate)))
    without_leave = int(rng.binomial(absent, habit.unauthorised))
    activity = int(rng.binomial(possible - absent, 0.012))
    late = int(rng.poisson(0.02 * possible))
    if exact:
        absent = possible // 10
        without_leave = min(without_leave, absent)
        activity = min(activity, possible - absent)
    present = possible - absent - activity
    row: dict[str, Cell] = {
        "upn": pupil.upn,
        "name": f"{pupil.surname}, {pupil.forename}",
        "form": pupil.form,
        "year_group": pupil.year if pupil.school is ALDERSLEY else f"Year {pupil.year}",
        "possible": possible,
        "present": present,
        "educational_activity": activity,
        "authorised": absent - without_leave,
        "unauthorised": without_leave,
        "late_before": min(late, present),
        "late_after": without_leave // 6,
        "missing_marks": 0,
        "percent_attended": math.floor(1000 * (present + activity) / possible + 0.5) / 10,
    }
    return row
