"""Governors and their terms, their meetings, their skills, and what they can see of the schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.calendar import years_after
from goldenthread.demo.amethyst.boards import (
    AMBASSADORIAL,
    BODIES,
    FINANCE,
    LGB_ALDERSLEY,
    LGB_MORETON,
    TRUST_BOARD,
    Boards,
    Seat,
    seats,
)
from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.chance import chance
from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_SKILLS = (
    "Strategy",
    "Finance",
    "Audit and risk",
    "Education standards",
    "Data",
    "Safeguarding",
    "Special educational needs",
    "Human resources",
    "Health and safety",
    "Law and compliance",
    "Community engagement",
    "Knowledge of trust matters",
)
# How strong each board is in each skill, 1 to 5, in the order above.
_STRENGTHS = {
    TRUST_BOARD: (4.4, 4.3, 4.1, 4.2, 3.9, 4.2, 3.6, 4.0, 3.7, 3.5, 3.8, 4.3),
    LGB_ALDERSLEY: (3.9, 3.7, 3.6, 4.1, 3.9, 4.2, 3.8, 3.6, 3.7, 3.5, 4.1, 3.9),
    LGB_MORETON: (3.4, 2.7, 2.5, 3.6, 2.6, 3.8, 3.2, 2.9, 3.2, 2.3, 3.9, 3.2),
}
MEETINGS: dict[str, tuple[str, ...]] = {
    "Members": ("2021-11-25",),
    TRUST_BOARD: ("2021-10-14", "2022-02-17", "2022-06-30"),
    FINANCE: (
        "2021-09-30",
        "2021-10-21",
        "2021-11-25",
        "2021-12-16",
        "2022-01-27",
        "2022-02-17",
        "2022-03-31",
        "2022-04-28",
        "2022-05-26",
        "2022-06-30",
        "2022-07-21",
    ),
    "Audit & Risk Assurance": (
        "2021-10-21",
        "2021-12-16",
        "2022-04-28",
        "2022-05-26",
        "2022-07-07",
    ),
    "Attendance, Exclusions and Safeguarding": ("2021-12-07", "2022-03-29", "2022-07-12"),
    "Attainment and Curriculum": ("2021-12-09", "2022-03-31", "2022-07-12"),
    AMBASSADORIAL: ("2021-11-09", "2022-03-15", "2022-07-05"),
    LGB_ALDERSLEY: ("2021-10-05", "2021-12-14", "2022-03-08", "2022-06-21"),
    LGB_MORETON: ("2021-10-12", "2021-12-15", "2022-03-22", "2022-06-28"),
}
# The same committees under their short names, as a clerk writes them.
_SHORT = {
    FINANCE: "F&GP",
    AMBASSADORIAL: "AAC",
    LGB_ALDERSLEY: "AHS LGB",
    LGB_MORETON: "Moreton LGB",
}
_SYSTEMS = {
    "Safeguarding": "Safeguarding log",
    "Health and safety": "Compliance tracker",
    "Site and premises": "Estates planner",
    "Training": "Training log",
    "School improvement": "Shared drive",
    "Pupil wellbeing": "Survey dashboard",
    "Staff wellbeing": "Survey dashboard",
}
# The drop from which governors at the school see the area; None where they do not yet.
_SEEN: dict[DemoSchool, tuple[int | None, ...]] = {
    ALDERSLEY: (0, 0, 1, 0, 0, 0, 1),
    MORETON: (0, 0, None, 1, 0, 2, None),
}
# The systems that all schools are to share: area, its name at each school by drop.
_SHARED: tuple[tuple[str, dict[DemoSchool, tuple[str, str, str]]], ...] = (
    (
        "Management information",
        {ALDERSLEY: ("Trust MIS",) * 3, MORETON: ("School MIS", "School MIS", "Trust MIS")},
    ),
    ("Finance", {ALDERSLEY: ("Access",) * 3, MORETON: ("Access",) * 3}),
    (
        "HR and payroll",
        {ALDERSLEY: ("Payroll module",) * 3, MORETON: ("", *("Payroll module",) * 2)},
    ),
)
_NEVER_INDUCTED, _LATE_INDUCTED = (36, 41), (24, 38)  # people by number
_REPORTED = (dt.date(2021, 12, 7), dt.date(2022, 3, 29), dt.date(2022, 7, 12))


def governance_books(
    sources: Mapping[str, Source], boards: Boards, seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """The membership list, meeting attendance, the skills audit and the oversight register."""
    today = seats(seed, drop)
    yield _membership(sources["governors"], boards, today, drop)
    yield _meetings(sources["meeting_attendance"], boards, today, seed, drop)
    yield _skills(sources["skills_audit"], boards, today, seed, drop)
    yield _oversight(sources["oversight"], drop)


def _membership(source: Source, boards: Boards, today: tuple[Seat, ...], drop: DemoDrop) -> Book:
    """Each body's name stands once, at its first seat, as in a merged cell."""
    rows: list[Row] = []
    for body in BODIES:
        if rows:
            rows.append({})
        for number, seat in enumerate(seat for seat in today if seat.body == body):
            rows.append(
                {
                    "body": body if number == 0 else None,
                    "name": boards.name(seat),
                    "role": seat.role,
                    "appointed_by": seat.appointed_by,
                    "term_start": seat.start,
                    "term_end": seat.end,
                    "vacant_since": seat.vacant_since,
                    "induction_completed": _inducted(seat, drop),
                }
            )
    dialect = Dialect({"role": "Governor type", "term_end": "Date term of office ends/ended"})
    above = heading("Members, trustees and governors: terms of office", drop.as_of)
    below = ("Those who sit by office have no end of term.",)
    sheet = lay_out(source, rows, name="Governors", above=above, below=below, dialect=dialect)
    return Book("Governors and terms of office.xlsx", source.source, (sheet,))


def _inducted(seat: Seat, drop: DemoDrop) -> dt.date | None:
    """The last visit of the mentor: most within the first year, some late, a few never."""
    if seat.person is None or seat.start is None or seat.person in _NEVER_INDUCTED:
        return None
    months = 14 if seat.person in _LATE_INDUCTED else 10
    day = years_after(seat.start, months=months)
    return day if day <= drop.as_of else None


def _meetings(
    source: Source, boards: Boards, today: tuple[Seat, ...], seed: int, drop: DemoDrop
) -> Book:
    rng = chance(seed, "meetings")
    held = {
        body: [day for day in map(dt.date.fromisoformat, days) if day <= drop.as_of]
        for body, days in MEETINGS.items()
    }
    across = sorted({day for days in held.values() for day in days})
    rows: list[Row] = []
    for body in held:
        shares = (0.80, 0.15, 0.05) if body == LGB_MORETON else (0.90, 0.08, 0.02)
        for number, seat in enumerate(seat for seat in today if seat.body == body):
            # Drawn for the whole year, so that a later drop repeats what an earlier one said.
            marks = [str(rng.choice(["P", "Ap", "X"], p=shares)) for _ in MEETINGS[body]]
            row: dict[str | dt.date, Cell] = {
                "body": _SHORT.get(body, body) if not number else None
            }
            row["name"] = boards.name(seat)
            if seat.person is None:
                continue
            for day, mark in zip(held[body], marks, strict=False):
                row[day] = mark if seat.start is None or seat.start <= day else "n/a"
            rows.append(row)
    sheet = lay_out(
        source,
        rows,
        name="2021-22",
        above=heading("Attendance at meetings, 2021/22", drop.as_of),
        below=("P present, Ap apologies accepted, X absent, n/a not yet in post.",),
        across=across,
    )
    return Book("Meeting attendance 2021-22.xlsx", source.source, (sheet,))


def _skills(
    source: Source, boards: Boards, today: tuple[Seat, ...], seed: int, drop: DemoDrop
) -> Book:
    """The audit of last September; those who joined since answered when they came."""
    rng = chance(seed, "skills")
    rows: list[Row] = []
    for body, strengths in _STRENGTHS.items():
        for number, seat in enumerate(seat for seat in today if seat.body == body):
            noise = [0.95 * float(rng.normal()) for _ in _SKILLS]
            unanswered = rng.random() < 0.07
            if seat.person is None or unanswered:
                continue
            lift = 0.25 * drop.number  # training in the year raises what people say of themselves
            ratings = {
                skill: min(5, max(1, round(strength + lift * (place == len(_SKILLS) - 1) + own)))
                for place, (skill, strength, own) in enumerate(
                    zip(_SKILLS, strengths, noise, strict=True)
                )
            }
            rows.append(
                {
                    "body": body,
                    "name": boards.name(seat),
                    "completed": _answered(seat, drop, number),
                    **ratings,
                }
            )
    sheet = lay_out(
        source,
        rows,
        name="Skills audit",
        above=heading("Governance skills audit: 1 none, 5 expert", drop.as_of),
        across=_SKILLS,
    )
    return Book("Governance skills audit.xlsx", source.source, (sheet,))


def _answered(seat: Seat, drop: DemoDrop, number: int) -> dt.date:
    round_began = (dt.date(2021, 9, 20), dt.date(2022, 3, 1), dt.date(2022, 6, 6))[drop.number]
    day = round_began + dt.timedelta(days=number)
    return max(day, seat.start) if seat.start and seat.start <= drop.as_of else day


def _oversight(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for school, seen in _SEEN.items():
        for (area, system), since in zip(_SYSTEMS.items(), seen, strict=True):
            live = since is not None and since <= drop.number
            rows.append(
                {
                    "school": school.short,
                    "area": area,
                    "system": system if live or since is not None else None,
                    "live": "Y" if live else "N",
                    "last_accessed": _REPORTED[drop.number] - dt.timedelta(days=5)
                    if live
                    else None,
                    "last_reported": _REPORTED[drop.number] if live else None,
                }
            )
    for area, names in _SHARED:
        for school, by_drop in names.items():
            system = by_drop[drop.number]
            rows.append(
                {
                    "school": school.short,
                    "area": area,
                    "system": system or None,
                    "live": "Y" if system else "N",
                }
            )
    above = heading("Register of systems and oversight", drop.as_of)
    sheet = lay_out(
        source, rows, name="Register", above=above, dialect=Dialect({"area": "Key area"})
    )
    return Book("Oversight register.xlsx", source.source, (sheet,))
