"""Who sits on the trust's boards, what they can do, have learned, and how often they came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from goldenthread.calendar import years_after
from goldenthread.demo.chance import chance
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.names import draw_titled_name
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.world import World

TRUST_BOARD, PRIMARY_BOARD = "Trust Board", "Primary Board"
# Seats of each body, the empty ones among them in spring and in summer.
_SEATS = {
    "Members": (5, (0, 0)),
    TRUST_BOARD: (10, (1, 0)),
    PRIMARY_BOARD: (9, (4, 2)),
    "Secondary Board": (8, (1, 1)),
    "Finance Committee": (4, (0, 0)),
}
_SINCE = dt.date(2021, 7, 16)
_SKILLS = {
    "Strategy": 4.3,
    "Finance": 4.0,
    "Risk": 3.8,
    "Education standards": 4.4,
    "Safeguarding": 4.1,
    "Human resources": 3.7,
    "Law and compliance": 3.4,
    "Marketing": 2.4,
}
# What every governor needs: the course, the module it counts for, the months it is good for.
_MODULES = (
    ("Keeping children safe: governors' duties", "Safeguarding", 12),
    ("How the trust works", "Trust structures", 24),
    ("Data protection for governors", "Data protection", 24),
    ("Reading the management accounts", "Finance", 36),
)
_DONE = {"spring": 0.80, "summer": 0.93}  # the share who have done a module by each drop
_SESSIONS = {"spring": dt.date(2021, 11, 16), "summer": dt.date(2022, 5, 24)}
_MEETINGS = {
    "Members": ("2021-12-09",),
    TRUST_BOARD: (
        "2021-10-14",
        "2021-12-09",
        "2022-02-10",
        "2022-03-31",
        "2022-05-19",
        "2022-07-14",
    ),
    PRIMARY_BOARD: (
        "2021-10-05",
        "2021-11-30",
        "2022-02-01",
        "2022-03-22",
        "2022-05-10",
        "2022-07-05",
    ),
    "Secondary Board": (
        "2021-10-07",
        "2021-12-02",
        "2022-02-03",
        "2022-03-24",
        "2022-05-12",
        "2022-07-07",
    ),
    "Finance Committee": (
        "2021-09-30",
        "2021-11-25",
        "2022-01-27",
        "2022-03-17",
        "2022-05-05",
        "2022-06-30",
    ),
}


@dataclass(frozen=True, slots=True)
class _Seat:
    """`empty` says for each drop whether nobody sits here."""

    body: str
    role: str
    name: str
    start: dt.date
    empty: tuple[bool, bool]

    def held(self, drop: DemoDrop) -> bool:
        return not self.empty[drop.number]


def board_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The list of governors, their skills audit and how often they came."""
    sources, seats = world.sources, _seats(world.seed)
    columns = ("body", "name", "role", "appointed_by", "term_start", "term_end", "vacant_since")
    yield log(
        sources,
        drop,
        "governors",
        columns,
        [_listed(seat, drop) for seat in seats],
        file="Governors and terms of office.xlsx",
    )
    yield log(
        sources,
        drop,
        "skills_audit",
        ("body", "name", "completed", *_SKILLS),
        _ratings(world, drop),
        across=tuple(_SKILLS),
    )
    days = sorted({day for dates in _held(drop).values() for day in dates})
    yield log(
        sources,
        drop,
        "meeting_attendance",
        ("body", "name", *days),
        _marks(world, drop, days),
        file="Meeting attendance 2021-22.xlsx",
        across=days,
    )


@cache
def _seats(seed: int) -> tuple[_Seat, ...]:
    """Every seat; no two people have the same name."""
    rng = chance(seed, "boards")
    names: dict[str, None] = {}
    while len(names) < sum(size for size, _ in _SEATS.values()):
        surname, forename, title = draw_titled_name(rng)
        if not any(known.endswith(f"{forename} {surname}") for known in names):
            names[f"{title} {forename} {surname}"] = None
    waiting, made = iter(names), []
    for body, (size, empty) in _SEATS.items():
        for number in range(size):
            start = dt.date(int(rng.integers(2019, 2021)), int(rng.integers(9, 13)), 1)
            vacant = (number >= size - empty[0], number >= size - empty[1])
            if vacant == (True, False):
                start = dt.date(2022, 5, 3)
            role = "Chair" if number == 0 else _ROLES.get(body, "Governor")
            made.append(_Seat(body, role, next(waiting), start, vacant))
    return tuple(made)


_ROLES = {"Members": "Member", TRUST_BOARD: "Trustee"}


def _listed(seat: _Seat, drop: DemoDrop) -> tuple[Cell, ...]:
    appointed_by = "Members" if seat.body in _ROLES else TRUST_BOARD
    if not seat.held(drop):
        return seat.body, "Vacancy", seat.role, appointed_by, None, None, _SINCE
    ends = years_after(seat.start, years=4) - dt.timedelta(days=1)
    return seat.body, seat.name, seat.role, appointed_by, seat.start, ends, None


def _ratings(world: World, drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    """The audit of the Trust Board and the two boards of the phases."""
    rng = chance(world.seed, "skills")
    for seat in _seats(world.seed):
        own = [0.9 * float(rng.normal()) for _ in _SKILLS]
        if seat.body in ("Members", "Finance Committee") or not seat.held(drop):
            continue
        ratings = (
            min(5, max(1, round(strength + luck)))
            for strength, luck in zip(_SKILLS.values(), own, strict=True)
        )
        yield seat.body, seat.name, max(seat.start, dt.date(2021, 9, 27)), *ratings


def _held(drop: DemoDrop) -> dict[str, list[dt.date]]:
    return {
        body: [day for day in map(dt.date.fromisoformat, days) if day <= drop.as_of]
        for body, days in _MEETINGS.items()
    }


def _marks(world: World, drop: DemoDrop, days: list[dt.date]) -> Iterator[tuple[Cell, ...]]:
    rng = chance(world.seed, "meetings")
    held = _held(drop)
    for seat in _seats(world.seed):
        # Drawn for the whole year, so that a later drop repeats what an earlier one said.
        drawn = dict(zip(_MEETINGS[seat.body], rng.random(len(_MEETINGS[seat.body])), strict=True))
        if not seat.held(drop):
            continue
        marks: dict[dt.date, Cell] = {}
        for day, luck in drawn.items():
            when = dt.date.fromisoformat(day)
            marks[when] = "n/a" if seat.start > when else "P" if luck < 0.86 else "Ap"
        shown = (marks.get(day) if day in held[seat.body] else None for day in days)
        yield seat.body, seat.name, *shown


def governor_training(world: World, drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    """Places of governors on the required courses, as rows of the training log."""
    rng = chance(world.seed, "governor training")
    for seat in _seats(world.seed):
        luck = rng.random(len(_MODULES))
        if not seat.held(drop):
            continue
        for (course, category, months), own in zip(_MODULES, luck, strict=True):
            when = next((d for term, d in _SESSIONS.items() if own < _DONE[term]), None)
            if when is None or when > drop.as_of or seat.start > when:
                continue
            expires = years_after(when, months=months)
            yield when, course, category, "Governor", seat.body, seat.name, None, None, expires
