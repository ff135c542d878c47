"""What staff learn and are set to do: training, appraisal, and the networks of the trust."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.calendar import years_after
from goldenthread.demo.chance import chance
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.mlp.boards import governor_training
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PIKEHILL,
    SCHOOLS,
)
from goldenthread.demo.names import draw_adult_name
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World

# The course, its category, its day, and at which schools nobody looked at its effect.
_COURSES: tuple[tuple[str, str, str, tuple[DemoSchool, ...]], ...] = (
    ("Safeguarding update", "Safeguarding", "2021-09-03", ()),
    ("Reading in every subject", "Teaching and learning", "2021-10-20", (PIKEHILL,)),
    ("Leading a team", "Leadership", "2021-11-17", (LARKSPUR,)),
    ("Well-being at work", "Wellbeing", "2022-01-26", ()),
    ("Planning with the budget in mind", "Finance", "2022-03-02", ()),
    ("Questioning", "Teaching and learning", "2022-05-04", ()),
    ("Aspiring heads", "Leadership", "2022-06-22", (MOSSWOOD,)),
)
# Days of the course on curriculum-led financial planning; the last is for those who missed it.
_CLFP = (("2021-11-10", False), ("2022-02-09", False), ("2022-06-08", True))
_AWAY = {LARKSPUR: 1, LONGMEADOW: 1, PIKEHILL: 1}  # leaders who did not come
_PLACES = 6  # members of staff of each school on a course
_GRADES = {"Teachers": 14, "Leaders": 5, "Teaching assistants": 12, "Office and site": 6}
# Staff without objectives, by school: in spring and in summer.
_UNSET = {LARKSPUR: (9, 3), PIKEHILL: (4, 3), MARLPIT: (2, 0)}
# Network, the days on which it was to meet, and those of them on which it did not.
_NETWORKS: tuple[tuple[str, tuple[str, ...], tuple[int, ...]], ...] = (
    ("SEND", ("2021-10-12", "2021-11-30", "2022-02-08", "2022-05-17"), ()),
    ("Literacy", ("2021-10-19", "2022-01-25", "2022-03-29", "2022-06-21"), (1,)),
    ("Mathematics", ("2021-11-09", "2022-03-15", "2022-06-28"), ()),
    ("Transition from Year 6", ("2021-12-07", "2022-05-24", "2022-07-12"), ()),
)

# The columns of each export, as its rows give them.
_PLACE = (
    *("date", "course", "category", "audience", "place", "name", "evaluation"),
    *("impact_review", "expires", "status"),
)
_APPRAISAL = ("school", "grade", "expectations_published", "staff", "objectives_set")
_MEETING = ("subject", "planned", "held", "schools", "actions", "closed", "evidenced")


def staff_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The training log with governors first, appraisal, and meetings of networks."""
    sources = world.sources
    rows = [*governor_training(world, drop), *_training(world), *_finance_training(world)]
    yield log(
        sources,
        drop,
        "training",
        _PLACE,
        [(*row, "Attended") for row in rows],
        until="date",
        blank=("impact_review",),
        file="Training log.xlsx",
    )
    yield log(
        sources, drop, "appraisal", _APPRAISAL, _appraisal(drop), file="Appraisal summary.xlsx"
    )
    yield log(
        sources, drop, "networks", _MEETING, _meetings(drop), file="Networks of the trust.xlsx"
    )


def _training(world: World) -> Iterator[tuple[Cell, ...]]:
    rng = chance(world.seed, "staff training")
    people = {s: [", ".join(draw_adult_name(rng)) for _ in range(_PLACES)] for s in SCHOOLS}
    for course, category, day, unseen in _COURSES:
        when = dt.date.fromisoformat(day)
        for school in SCHOOLS:
            for name in people[school]:
                score = int(rng.integers(3, 6))
                looked_at = school not in unseen
                yield (
                    when,
                    course,
                    category,
                    "Staff",
                    school.name,
                    name,
                    score if looked_at else None,
                    when + dt.timedelta(days=42) if looked_at else None,
                    years_after(when, years=1) if category == "Safeguarding" else None,
                )


def _finance_training(world: World) -> Iterator[tuple[Cell, ...]]:
    """Heads and senior leaders in post on a day of the course, once each; some never come."""
    trained: set[str] = set()
    for day, catching_up in _CLFP:
        when = dt.date.fromisoformat(day)
        for school in SCHOOLS:
            leaders = [
                person
                for person in world.staff
                if (person.place, person.group) == (school.name, "Leadership")
                and person.in_post(when)
            ]
            away = 0 if catching_up and school is LARKSPUR else _AWAY.get(school, 0)
            for person in leaders[: len(leaders) - away]:
                if person.id not in trained:
                    trained.add(person.id)
                    name = f"{person.surname}, {person.forename}"
                    course = (when, "CLFP for heads and senior teams", "Finance", "Staff")
                    seen = when + dt.timedelta(days=42)
                    yield (*course, school.name, name, 4, seen, None)


def _appraisal(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    for school in SCHOOLS:
        unset = _UNSET.get(school, (0, 0))[drop.number]
        for grade, staff in _GRADES.items():
            here = staff * (3 if max(school.years)[0] == 11 else 1)
            missing = min(unset, here) if grade == "Teachers" else 0
            yield school.name, grade, "2021-10-15", here, here - missing


def _meetings(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    for number, (network, days, missed) in enumerate(_NETWORKS):
        for place, day in enumerate(days):
            when = dt.date.fromisoformat(day)
            if place in missed or when > drop.as_of:
                yield network, when, None, None, None, None, None
                continue
            there = [s.short for s in SCHOOLS if (SCHOOLS.index(s) + place + number) % 6]
            closed = 4 if when < drop.as_of - dt.timedelta(days=90) else 2
            yield network, when, when, ", ".join(there), 4, closed, closed - 1
