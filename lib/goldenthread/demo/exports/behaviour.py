"""Conduct incidents and suspensions of two years, and the January headcounts they count against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.calendar import TERMS, year_before
from goldenthread.demo.chance import chance, draw, pick_days
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

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


@dataclass(frozen=True, slots=True)
class LogStyle:
    """How one school's system exports its log, and from where on it counts."""

    file: str
    dialect: Dialect
    first_incident: int
    first_involvement: int


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


def conduct_log(
    source: Source,
    pupils: tuple[Pupil, ...],
    school: DemoSchool,
    year: str,
    seed: int,
    drop: DemoDrop,
    style: LogStyle,
) -> Book:
    """A school's log of incidents, of last year and this."""
    rng = chance(seed, "behaviour", school.short)
    ranked = _at_risk(rng, pupils, school)
    rows: list[Row] = []
    incident = style.first_incident
    for when, counts in zip((year_before(year), year), school.conduct.incidents, strict=True):
        for term, count in zip(TERMS, counts, strict=True):
            for day in pick_days(rng, school_days(when, term), count):
                incident += 1
                kind = draw(rng, _TYPES)
                involved = 2 if kind == "Fighting" else 1
                for _ in range(involved):
                    pupil = _somebody(rng, ranked, day, 0.16)
                    number = style.first_involvement + len(rows)
                    rows.append(_involvement(rng, number, incident, pupil, day, kind))
    shown = [row for row in rows if _logged(row) <= drop.as_of]
    above = heading(f"{school.name}: conduct, two years", drop.as_of)
    sheet = lay_out(source, shown, above=above, dialect=style.dialect)
    return Book(style.file, "behaviour", (sheet,))


def _involvement(
    rng: np.random.Generator, number: int, incident: int, pupil: Pupil, day: dt.date, kind: str
) -> Row:
    return {
        "involvement_id": str(number),
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


def suspension_book(
    source: Source,
    pupils: tuple[Pupil, ...],
    schools: Iterable[DemoSchool],
    year: str,
    seed: int,
    drop: DemoDrop,
    names: Mapping[DemoSchool, str],
) -> Book:
    """Suspensions and permanent exclusions of all schools; `names` is what each is called there."""
    before = year_before(year)
    rows = [
        {**row, "school": names.get(school, school.name)}
        for school in schools
        for row in _suspensions(pupils, school, year, seed)
        if _day(row) <= drop.as_of
    ]
    for row in rows:
        end = row["end"]
        if isinstance(end, dt.date) and end > drop.as_of:
            row["end"] = None  # not yet over
    sheet = lay_out(
        source,
        rows,
        name="Suspensions",
        above=heading(f"Suspensions and permanent exclusions, {before} and {year}", drop.as_of),
        dialect=Dialect({"days": "School Days", "reason": "Reason 1"}),
    )
    return Book("Suspensions and exclusions.xlsx", "suspensions", (sheet,))


def _suspensions(
    pupils: tuple[Pupil, ...], school: DemoSchool, year: str, seed: int
) -> list[dict[str, str | float | dt.date | None]]:
    rng = chance(seed, "suspensions", school.short)
    ranked = _at_risk(rng, pupils, school)
    rows: dict[tuple[str, dt.date], dict[str, str | float | dt.date | None]] = {}
    conduct = school.conduct
    for place, when in enumerate((year_before(year), year)):
        by_term = zip(TERMS, conduct.suspensions[place], conduct.exclusions[place], strict=True)
        for term, suspended, excluded in by_term:
            days = school_days(when, term)
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
    reason = draw(rng, _REASONS)
    second = draw(rng, _REASONS) if rng.random() < 0.12 else None
    return {
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


def census_book(
    source: Source,
    pupils: tuple[Pupil, ...],
    schools: Iterable[DemoSchool],
    year: str,
    drop: DemoDrop,
) -> Book:
    """This January's count is known from the spring drop on; the autumn drop has last year's."""
    census_day = dt.date(int(year[:4]) + 1, 1, 20)
    rows: list[Row] = []
    for school in schools:
        now = sum(p.school is school and p.on_roll(census_day) for p in pupils)
        before = now if school.last_headcount is None else school.last_headcount
        rows.append({"school": school.name, "year": year_before(year), "headcount": before})
        if drop.as_of >= census_day:
            rows.append({"school": school.name, "year": year, "headcount": now})
    dialect = Dialect({"school": "Establishment", "headcount": "NOR"})
    above = heading("January census: pupils on roll", drop.as_of)
    sheet = lay_out(source, rows, above=above, dialect=dialect)
    return Book("January census headcount.csv", "census", (sheet,))
