"""Who manages others in the two academies, and who of them has learnt to appraise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.amethyst.training import training_books
from goldenthread.demo.amethyst.world import World
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.layout import Book, Row
from goldenthread.demo.profile import DemoDrop

# Teachers who lead a department: those who have been there longest.
_DEPARTMENTS = {ALDERSLEY.name: 8, MORETON.name: 9}
# The sessions, and at Moreton every so manieth manager who has been to neither of them.
_SESSIONS = (dt.date(2021, 11, 10), dt.date(2022, 9, 20))
_MISSED_AT_MORETON = 3


def managers(world: World) -> tuple[Employee, ...]:
    """The leaders, and the heads of department, of both academies."""
    found = [p for p in world.staff if p.group == "Leadership" and p.place in _DEPARTMENTS]
    for place, number in _DEPARTMENTS.items():
        there = [p for p in world.staff if p.place == place and p.group == "Teacher"]
        stayed = sorted((p for p in there if p.left is None), key=lambda p: (p.started, p.id))
        found += stayed[:number]
    return tuple(found)


def training_book(world: World, drop: DemoDrop) -> Book:
    """The training log of the Amethyst demo with the sessions on appraisal."""
    rows = list(_places(world, drop))
    books = training_books(world.sources, world.boards, world.staff, world.seed, drop, rows)
    return next(book for book in books if book.source == "training")


def _places(world: World, drop: DemoDrop) -> Iterator[Row]:
    of_moreton = 0
    for person in managers(world):
        of_moreton += person.place == MORETON.name
        if person.place == MORETON.name and of_moreton % _MISSED_AT_MORETON == 0:
            continue
        days = [day for day in _SESSIONS if person.in_post(day) and day <= drop.as_of]
        if days:
            yield {
                "date": days[0],
                "course": "Appraisal that develops people",
                "category": "Appraisal",
                "audience": "Staff",
                "place": person.place,
                "name": f"{person.surname}, {person.forename}",
                "employee_id": person.id,
                "role": person.post,
                "hours": 3.0,
                "status": "Attended",
            }
