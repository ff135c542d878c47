"""The staff list with development plans and line managers, posts, and visits that name teachers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.amethyst.setting import ALDERSLEY, DROPS, MORETON, SCHOOLS, YEAR
from goldenthread.demo.amethyst.staffing import TURNOVER, establishment
from goldenthread.demo.amethyst.world import World
from goldenthread.demo.amethyst_vision.managers import managers
from goldenthread.demo.chance import chance, pick_days
from goldenthread.demo.exports.log import log
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.exports.workforce import posts_book, staff_list
from goldenthread.demo.layout import Book, Row
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.terms import school_days

# The share of teachers with a development plan, and of those visited whose teaching is good always.
_PLANNED = {ALDERSLEY.name: 0.97, MORETON.name: 0.86}
_CONSISTENT = {ALDERSLEY.name: 0.93, MORETON.name: 0.8}
_VISITED = 26  # teachers of each school a term
_TRAINED = 11  # holders of trust office posts with all their training
_AFTER = dt.timedelta(days=200)  # from the first day in the trust to the plan


def workforce_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """What the vision's promises to colleagues are held against."""
    planned = _with_plan(world)
    managing = {person.id for person in managers(world)}

    def more(person: Employee) -> Row:
        agreed = person.started + _AFTER
        has = person.id in planned and agreed <= drop.as_of
        manages = "Y" if person.id in managing else "N"
        return {"development_plan": agreed if has else None, "manages": manages}

    sources, staff = world.sources, world.staff
    yield staff_list(sources["staff"], staff, drop, TURNOVER.since, more)
    posts = establishment(world.seed)
    yield posts_book(sources["posts"], staff, posts, drop, _TRAINED, _considered)
    yield _visits(world, drop)


def _with_plan(world: World) -> frozenset[str]:
    luck = chance(world.seed, "development plans").random(len(world.staff))
    return frozenset(
        person.id
        for person, draw in zip(world.staff, luck, strict=True)
        if draw < _PLANNED.get(person.place, 0.0)
    )


def _considered(row: Row) -> Row:
    """The day on which a job share was thought about; at Moreton sometimes after advertising."""
    advertised = row.get("advertised")
    if not isinstance(advertised, dt.date):
        return {"job_share": None}
    late = row["place"] == MORETON.name and int(str(row["reference"])[1:]) % 2
    return {"job_share": advertised + dt.timedelta(days=3 if late else -6)}


def _visits(world: World, drop: DemoDrop) -> Book:
    rows: list[tuple[dt.date, str, str, str, str, str]] = []
    for term in DROPS[: drop.number + 1]:
        for school in SCHOOLS:
            rng = chance(world.seed, "visits to teachers", school.short, term.id)
            days = school_days(YEAR, term.term)[8:-8]
            there = [p for p in _teachers(world, school.name) if p.in_post(days[-1])]
            chosen = sorted(int(n) for n in rng.permutation(len(there))[:_VISITED])
            for day, number in zip(pick_days(rng, days, len(chosen)), chosen, strict=True):
                person = there[number]
                judgement = "Good"
                if not _is_consistent(world, person) and rng.random() < 0.6:
                    judgement = "Requires improvement"
                teacher = f"{person.forename} {person.surname}"
                rows.append(
                    (day, school.short, "Executive leader", teacher, person.post, judgement)
                )
    columns = ("date", "school", "observer", "teacher", "subject", "judgement")
    rows.sort(key=lambda row: row[:2])
    title = "QA visits and learning walks, 2021/22"
    return log(world.sources, drop, "qa_visits", columns, rows, file="QA visits.xlsx", title=title)


def _teachers(world: World, place: str) -> list[Employee]:
    return [p for p in world.staff if p.place == place and p.group == "Teacher"]


def _is_consistent(world: World, person: Employee) -> bool:
    draw = float(chance(world.seed, "consistent", person.id).random())
    return draw < _CONSISTENT[person.place]
