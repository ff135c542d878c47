"""Conduct incidents and suspensions of two years, and the January headcounts they count against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np

from goldenthread.calendar import TERMS, Term
from goldenthread.demo.amethyst.setting import (
    ALDERSLEY,
    LAST_YEAR,
    MORETON,
    SCHOOLS,
    YEAR,
)
from goldenthread.demo.chance import chance, pick_days
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

Counts = Mapping[str, Mapping[Term, int]]

# Events by year and term: Aldersley's fall, Moreton's suspensions double.
_INCIDENTS: dict[DemoSchool, Counts] = {
    ALDERSLEY: {
        LAST_YEAR: {"autumn": 760, "spring": 310, "summer": 640},
        YEAR: {"autumn": 640, "spring": 360, "summer": 480},
    },
    MORETON: {
        LAST_YEAR: {"autumn": 830, "spring": 340, "summer": 770},
        YEAR: {"autumn": 900, "spring": 620, "summer": 660},
    },
}
_SUSPENSIONS: dict[DemoSchool, Counts] = {
    ALDERSLEY: {
        LAST_YEAR: {"autumn": 21, "spring": 8, "summer": 19},
        YEAR: {"autumn": 17, "spring": 9, "summer": 12},
    },
    MORETON: {
        LAST_YEAR: {"autumn": 25, "spring": 11, "summer": 28},
        YEAR: {"autumn": 45, "spring": 44, "summer": 39},
    },
}
_EXCLUSIONS: dict[DemoSchool, Counts] = {
    ALDERSLEY: {LAST_YEAR: {"autumn": 1, "summer": 1}, YEAR: {"spring": 1}},
    MORETON: {LAST_YEAR: {"summer": 1}, YEAR: {"autumn": 1, "spring": 1, "summer": 1}},
}
_HEADCOUNTS = {ALDERSLEY: {LAST_YEAR: 791}, MORETON: {LAST_YEAR: 688}}
_TYPES = {
    "Disruption in lesson": 0.36,
    "Defiance": 0.17,
    "Late to lesson": 0.16,
    "Unkindness to another pupil": 0.10,
    "Mobile phone": 0.10,
    "Bad language": 0.07,
    "Fighting": 0.04,
}
_COMMENTS = ("Spoken to after the lesson", "Call home", "Moved to another class", "")
_REASONS = {
    "Persistent disruptive behaviour": 0.44,
    "Physical assault against a pupil": 0.19,
    "Verbal abuse or threatening behaviour against an adult": 0.17,
    "Verbal abuse or threatening behaviour against a pupil": 0.10,
    "Damage": 0.06,
    "Inappropriate use of social media or online technology": 0.04,
}
_SHORT_NAME = {ALDERSLEY: "Aldersley High School", MORETON: "Moreton"}


def behaviour_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """A log of incidents for each school; suspensions and headcounts for both together."""
    for school in SCHOOLS:
        yield _log(sources["behaviour"], pupils, school, seed, drop)
    rows = [
        row
        for school in SCHOOLS
        for row in _suspensions(pupils, school, seed)
        if _day(row) <= drop.as_of
    ]
    for row in rows:
        end = row["end"]
        if isinstance(end, dt.date) and end > drop.as_of:
            row["end"] = None  # not yet over
    sheet = lay_out(
        sources["suspensions"],
        rows,
        name="Suspensions",
        above=heading("Suspensions and permanent exclusions, 2020/21 and 2021/22", drop.as_of),
        dialect=Dialect({"days": "School Days", "reason": "Reason 1"}),
    )
    yield Book("Suspensions and exclusions.xlsx", "suspensions", (sheet,))
    yield _census(sources["census"], pupils, drop)


def _day(row: Row) -> dt.date:
    day = row["start"]
    assert isinstance(day, dt.date)  # noqa: S101 - made so below
    return day


def _at_risk(
    rng: np.random.Generator, pupils: tuple[Pupil, ...], school: DemoSchool
) -> list[Pupil]:
    """Pupils in an order of risk: incidents fall on a few of them again and again."""
    own = [p for p in pupils if p.school is school and p.year != 12 and p.year != 13]
    keys = [
        float(rng.normal()) - 0.7 * p.disadvantaged - 0.5 * (p.needs != "N") - 0.3 * (p.sex == "M")
        for p in own
    ]
    return [own[n] for n in sorted(range(len(own)), key=keys.__getitem__)]


def _somebody(rng: np.random.Generator, ranked: list[Pupil], day: dt.date, reach: float) -> Pupil:
    """A pupil on roll that day, near the head of the order more often than not."""
    while True:
        place = int(rng.exponential(reach * len(ranked)))
        if place < len(ranked) and ranked[place].on_roll(day):
            return ranked[place]


def _log(
    source: Source, pupils: tuple[Pupil, ...], school: DemoSchool, seed: int, drop: DemoDrop
) -> Book:
    rng = chance(seed, "behaviour", school.short)
    ranked = _at_risk(rng, pupils, school)
    rows: list[Row] = []
    incident = 20_000 if school is ALDERSLEY else 61_000
    for year, counts in _INCIDENTS[school].items():
        for term in TERMS:
            for day in pick_days(rng, school_days(year, term), counts[term]):
                incident += 1
                kind = _draw(rng, _TYPES)
                involved = 2 if kind == "Fighting" else 1
                for _ in range(involved):
                    pupil = _somebody(rng, ranked, day, 0.16)
                    rows.append(_involvement(rng, len(rows), incident, pupil, day, kind))
    shown = [row for row in rows if _logged(row) <= drop.as_of]
    if school is ALDERSLEY:
        file, dialect = "Aldersley behaviour log.csv", Dialect(dates="%d/%m/%Y")
    else:
        file = "Moreton conduct log.csv"
        spelling = {
            "involvement_id": "BEHAVIOURAL_INCIDENT_INVOLVEMENT_ID",
            "incident_id": "BEHAVIOURAL_INCIDENT_ID",
            "date": "INCIDENT_DT",
            "severity": "SEVERITY",
            "comment": "NARRATIVE",
        }
        dialect = Dialect(spelling, dates="%Y-%m-%d")
    above = heading(f"{school.name}: conduct, two years", drop.as_of)
    return Book(file, "behaviour", (lay_out(source, shown, above=above, dialect=dialect),))


def _involvement(
    rng: np.random.Generator, number: int, incident: int, pupil: Pupil, day: dt.date, kind: str
) -> Row:
    return {
        "involvement_id": f"{1_000_000 * (pupil.school is MORETON) + 300_001 + number}",
        "incident_id": str(incident),
        "upn": pupil.upn,
        "date": day,
        "type": kind,
        "severity": 4 if kind == "Fighting" else int(rng.integers(1, 4)),
        "comment": _COMMENTS[int(rng.integers(len(_COMMENTS)))],
    }


def _logged(row: Row) -> dt.date:
    day = row["date"]
    assert isinstance(day, dt.date)  # noqa: S101 - made so above
    return day


def _suspensions(
    pupils: tuple[Pupil, ...], school: DemoSchool, seed: int
) -> list[dict[str, str | float | dt.date | None]]:
    rng = chance(seed, "suspensions", school.short)
    ranked = _at_risk(rng, pupils, school)
    rows: dict[tuple[str, dt.date], dict[str, str | float | dt.date | None]] = {}
    for year in (LAST_YEAR, YEAR):
        for term in TERMS:
            days = school_days(year, term)
            suspended = _SUSPENSIONS[school][year].get(term, 0)
            excluded = _EXCLUSIONS[school][year].get(term, 0)
            wanted = len(rows) + suspended + excluded
            while len(rows) < wanted:
                (day,) = pick_days(rng, days[3:], 1)
                pupil = _somebody(rng, ranked, day, 0.06)
                permanent = len(rows) >= wanted - excluded
                rows.setdefault((pupil.upn, day), _event(rng, pupil, day, permanent))
    return sorted(rows.values(), key=_day)


def _event(
    rng: np.random.Generator, pupil: Pupil, day: dt.date, permanent: bool
) -> dict[str, str | float | dt.date | None]:
    length = float(rng.choice([0.5, 1, 1.5, 2, 3, 5], p=[0.06, 0.40, 0.10, 0.24, 0.12, 0.08]))
    reason = _draw(rng, _REASONS)
    second = _draw(rng, _REASONS) if rng.random() < 0.12 else None
    return {
        "school": _SHORT_NAME[pupil.school],
        "upn": pupil.upn,
        "name": f"{pupil.forename} {pupil.surname}",
        "type": "Permanent" if permanent else "Suspension",
        "reason": reason,
        "reason_2": None if second == reason else second,
        "reason_3": None,
        "start": day,
        "end": None if permanent else day + dt.timedelta(days=int(length + 0.5) - 1),
        "days": None if permanent else length,
    }


def _census(source: Source, pupils: tuple[Pupil, ...], drop: DemoDrop) -> Book:
    """January 2022 is known from the spring drop on; the autumn drop has January 2021 only."""
    census_day = dt.date(2022, 1, 20)
    rows: list[Row] = []
    for school in SCHOOLS:
        for year, count in _HEADCOUNTS[school].items():
            rows.append({"school": school.name, "year": year, "headcount": count})
        if drop.as_of >= census_day:
            on_roll = sum(p.school is school and p.on_roll(census_day) for p in pupils)
            rows.append({"school": school.name, "year": YEAR, "headcount": on_roll})
    dialect = Dialect({"school": "Establishment", "headcount": "NOR"})
    above = heading("January census: pupils on roll", drop.as_of)
    sheet = lay_out(source, rows, above=above, dialect=dialect)
    return Book("January census headcount.csv", "census", (sheet,))


def _draw(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    return str(rng.choice(list(shares), p=list(shares.values())))
