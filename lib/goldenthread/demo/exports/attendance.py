"""Attendance by pupil and term: sessions missed follow each pupil's own habit, term by term."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.calendar import TERMS, Term, year_starts
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import PLAIN, Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

# Sessions, two a day. They make 380 a year, and every term's share of it is a whole number at
# exactly 10 per cent, which the demo needs: a pupil absent for just that much counts.
_POSSIBLE: dict[Term, int] = {"autumn": 140, "spring": 130, "summer": 110}
_YEAR_11_SUMMER = 50  # to the half-term holiday; study leave after it is not on the register


@dataclass(frozen=True, slots=True)
class RegisterStyle:
    """How one school's system prints the terms: its sheets' names and spellings.

    `spelt_out` writes Year 9 where others have 9; `years` heads the sheet.
    """

    sheets: Mapping[Term, str]
    dialect: Dialect = PLAIN
    spelt_out: bool = False
    years: str = ""


def attendance_book(
    source: Source,
    pupils: tuple[Pupil, ...],
    school: DemoSchool,
    year: str,
    seed: int,
    drop: DemoDrop,
    style: RegisterStyle,
) -> Book:
    """One school's workbook, with a sheet for each term so far."""
    register = _register(pupils, school, year, seed, style.spelt_out)
    sheets = tuple(
        lay_out(
            source,
            [row for pupil, row in register[term] if _is_shown(pupil, drop)],
            name=style.sheets[term],
            above=heading(f"{school.name}: attendance{style.years}, {term} term", drop.as_of),
            dialect=style.dialect,
        )
        for term in TERMS[: TERMS.index(drop.term) + 1]
    )
    return Book(f"{school.short} attendance.xlsx", "attendance", sheets)


def _is_shown(pupil: Pupil, drop: DemoDrop) -> bool:
    return pupil.admitted <= drop.as_of


def _register(
    pupils: tuple[Pupil, ...], school: DemoSchool, year: str, seed: int, spelt_out: bool
) -> dict[Term, list[tuple[Pupil, Row]]]:
    """The whole year's register, of which a drop shows the terms so far."""
    rng = chance(seed, "attendance", school.short)
    habit = school.absence
    own = [pupil for pupil in pupils if pupil.school is school and pupil.year <= 11]
    scores = normal_scores(rng, len(own))
    edge = {int(n) for n in rng.permutation(len(own))[: 4 * habit.at_edge]}
    register: dict[Term, list[tuple[Pupil, Row]]] = {term: [] for term in TERMS}
    at_edge = 0
    for number, pupil in enumerate(own):
        rate = habit.middle * math.exp(
            habit.spread * scores[number] + (habit.disadvantaged if pupil.disadvantaged else 0.0)
        )
        # Only somebody who was there all year, on full terms, can stand exactly at the edge.
        whole = pupil.left is None and pupil.admitted < year_starts(year) and pupil.year < 11
        exact = number in edge and whole and at_edge < habit.at_edge
        at_edge += exact
        for term, factor in zip(TERMS, habit.terms, strict=True):
            row = _term_row(rng, pupil, year, term, rate * factor, exact)
            if row:
                shown = f"Year {pupil.year}" if spelt_out else pupil.year
                register[term].append((pupil, {**row, "year_group": shown}))
    return register


def _sessions(pupil: Pupil, year: str, term: Term) -> int:
    """How many sessions of the term fell while the pupil was on roll, roughly, and even."""
    days = school_days(year, term)
    if pupil.on_roll(days[0]) and pupil.on_roll(days[-1]):
        there = len(days)
    else:
        there = sum(pupil.on_roll(day) for day in days)
    full = _YEAR_11_SUMMER if term == "summer" and pupil.year == 11 else _POSSIBLE[term]
    return full if there == len(days) else 2 * round(full / 2 * there / len(days))


def _term_row(
    rng: np.random.Generator, pupil: Pupil, year: str, term: Term, rate: float, exact: bool
) -> Row:
    possible = _sessions(pupil, year, term)
    if possible == 0:
        return {}
    absent = int(rng.binomial(possible, min(0.9, rate)))
    without_leave = int(rng.binomial(absent, pupil.school.absence.unauthorised))
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
