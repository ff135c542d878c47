"""Attendance counted a second time, slowly and in another way: one mark after the other."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

CHANGE = dt.date(2024, 8, 19)
ATTENDED = {"/", "\\", "L", "B", "P", "V", "W"}
AUTHORISED = {"C", "E", "I", "M", "R", "S", "T"}
UNAUTHORISED = {"G", "N", "O", "U"}
Figures = dict[tuple[str, str, str], tuple[int, int]]  # measure, entity, group -> part, whole


def kind(code: object, day: dt.date) -> str:
    """`attended`, `authorised`, `unauthorised` or "" for everything that counts as nothing."""
    new = day >= CHANGE
    attended = ATTENDED | ({"K"} if new else {"J"})
    authorised = AUTHORISED | ({"C1", "C2", "J1"} if new else {"H"})
    for name, codes in (
        ("attended", attended),
        ("authorised", authorised),
        ("unauthorised", UNAUTHORISED),
    ):
        if code in codes:
            return name
    return ""


def figures(rows: Iterable[Mapping[str, object]], last: dt.date) -> Figures:
    """Numerator and denominator of the five measures of absence for each school, the trust, and
    the terms of the calendar. Weekends and days after `last` do not count."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        day = row["date"]
        assert isinstance(day, dt.date)
        found = kind(row["mark"], day)
        if not found or day.weekday() > 4 or not dt.date(2024, 9, 1) <= day <= last:
            continue
        for entity in (str(row["school"]), "trust"):
            for group in ("all", _term(day)):
                counted[entity, group][f"{row['school']} {row['upn']} {found}"] += 1
    result: Figures = {}
    for (entity, group), sessions in counted.items():
        pupils: dict[str, Counter[str]] = defaultdict(Counter)
        for name, count in sessions.items():
            pupil, _, found = name.rpartition(" ")
            pupils[pupil][found] += count
        result |= _measures(entity, group, list(pupils.values()))
    return result


def _measures(entity: str, group: str, pupils: list[Counter[str]]) -> Figures:
    authorised = sum(p["authorised"] for p in pupils)
    unauthorised = sum(p["unauthorised"] for p in pupils)
    possible = sum(p.total() for p in pupils)
    rates = [Fraction(p["authorised"] + p["unauthorised"], p.total()) for p in pupils]
    return {
        ("overall_absence", entity, group): (authorised + unauthorised, possible),
        ("authorised_absence", entity, group): (authorised, possible),
        ("unauthorised_absence", entity, group): (unauthorised, possible),
        ("persistent_absence", entity, group): (
            sum(rate >= Fraction(1, 10) for rate in rates),
            len(pupils),
        ),
        ("severe_absence", entity, group): (
            sum(rate >= Fraction(1, 2) for rate in rates),
            len(pupils),
        ),
        ("attendance_rate", entity, group): (possible - authorised - unauthorised, possible),
    }


def _term(day: dt.date) -> str:
    if day.month >= 9:
        return "Autumn"
    return "Spring" if (day.month, day.day) <= (4, 15) else "Summer"
