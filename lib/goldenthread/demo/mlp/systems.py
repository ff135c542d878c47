"""Improvement plans, visits, tracking, pupils' roles and inspections, as the schools keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PARKFOLD,
    PIKEHILL,
    SCHOOLS,
    SECONDARIES,
)
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World

# A priority of a school's plan, and the aim of the trust that it names.
_PRIORITIES = (
    ("Progress of every pupil, from every start", "Outcomes"),
    ("Reading at the heart of the curriculum", "Outcomes"),
    ("Leaders for tomorrow", "People"),
    ("A curriculum that builds on itself", "Systems"),
    ("Every pound well spent", "Finance"),
    ("Known and trusted in our community", "Image"),
)
# Priorities, counted from 0, that name no aim: in spring and in summer.
_LOOSE: dict[DemoSchool, tuple[tuple[int, ...], tuple[int, ...]]] = {
    LARKSPUR: ((4, 5), ()),
    PIKEHILL: ((3, 4, 5), (5,)),
}
_VISITS = ("2021-10-08", "2021-11-26", "2022-02-04", "2022-03-18", "2022-05-13", "2022-06-24")
_STRENGTH = {  # the share of visits that found teaching a strength
    MARLPIT: 0.86,
    LARKSPUR: 0.72,
    PARKFOLD: 0.95,
    MOSSWOOD: 0.86,
    LONGMEADOW: 0.84,
    PIKEHILL: 0.58,
}
_UPLOADS = (("Autumn", "2021-12-03"), ("Spring", "2022-03-25"), ("Summer", "2022-07-01"))
_LATE = {(LARKSPUR, "Spring"): 9, (PIKEHILL, "Autumn"): 12}
_PATHWAYS = {
    "School council": (14, 14),
    "Sports": (16, 18),
    "Arts": (12, 14),
    "Community": (10, 12),
}
_NO_ROLES = {(PIKEHILL, "Arts"): (True, False), (LONGMEADOW, "Community"): (True, False)}
_NO_COUNCIL = (PIKEHILL, 0)  # its council is elected in the summer term
_GRADES = (
    (MARLPIT, "2", "2019-05-15"),
    (LARKSPUR, "2", "2021-11-09"),
    (PARKFOLD, "1", "2022-03-08"),
    (MOSSWOOD, "2", "2018-06-20"),
    (LONGMEADOW, "2", "2021-10-12"),
    (PIKEHILL, "3", "2020-01-21"),
)

# The columns of each export, as its rows give them.
_PRIORITY = ("school", "reference", "priority", "trust_objective", "cpd", "reviewed")
_VISIT = ("date", "school", "observer", "subject", "judgement")
_UPLOAD = (
    *("school", "data_point", "year_group", "subject"),
    *("due", "uploaded", "pupils", "entered"),
)
_ROLE = ("school", "pathway", "roles", "disadvantaged")


def system_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Each export once; what is dated after the drop is left out."""
    sources = world.sources
    yield log(
        sources,
        drop,
        "improvement_plans",
        _PRIORITY,
        _priorities(drop),
        file="Academy improvement plans.xlsx",
    )
    yield log(sources, drop, "qa_visits", _VISIT, _visits(), until="date", file="QA visits.xlsx")
    yield log(
        sources,
        drop,
        "tracking",
        _UPLOAD,
        _uploads(),
        until="due",
        file="Tracking uploads.xlsx",
    )
    yield log(sources, drop, "leadership_roles", _ROLE, _roles(drop))
    yield log(
        sources,
        drop,
        "ofsted",
        ("urn", "name", "overall", "inspected", "published"),
        [_inspection(*row) for row in _GRADES],
        file="Ofsted latest inspections.xlsx",
    )


def _priorities(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    reviewed = drop.as_of - dt.timedelta(days=30)
    for school in SCHOOLS:
        loose = _LOOSE.get(school, ((), ()))[drop.number]
        for number, (priority, aim) in enumerate(_PRIORITIES):
            named = None if number in loose else aim
            reference = f"{school.short[:2].upper()}{number + 1}"
            yield school.name, reference, priority, named, "Y" if number < 4 else "N", reviewed


def _visits() -> Iterator[tuple[Cell, ...]]:
    """Two visits to each school on a day; strengths come as evenly as the school's share lets."""
    for number, day in enumerate(_VISITS):
        for school in SCHOOLS:
            for place, subject in enumerate(("English", "Mathematics")):
                before, after = ((2 * number + place + n) * _STRENGTH[school] for n in (0, 1))
                found = "Strength" if int(after) > int(before) else "Developing"
                yield day, school.name, "Executive headteacher", subject, found


def _uploads() -> Iterator[tuple[Cell, ...]]:
    for school in SCHOOLS:
        years = dict(school.years)
        for point, due in _UPLOADS:
            day = dt.date.fromisoformat(due)
            late = dt.timedelta(days=_LATE.get((school, point), -2))
            for year in (9, 11) if school in SECONDARIES else (4, 6):
                for subject in ("English", "Mathematics"):
                    pupils = years[year]
                    missing = 2 if school is PIKEHILL else 0
                    yield (
                        school.name,
                        point,
                        year,
                        subject,
                        day,
                        day + late,
                        pupils,
                        pupils - missing,
                    )


def _roles(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    for school in SCHOOLS:
        for pathway, held in _PATHWAYS.items():
            none = _NO_ROLES.get((school, pathway), (False, False))[drop.number]
            none = none or (pathway == "School council" and (school, drop.number) == _NO_COUNCIL)
            roles = 0 if none else held[drop.number] * (2 if school in SECONDARIES else 1)
            yield school.name, pathway, roles, roles // 4


def _inspection(school: DemoSchool, grade: str, day: str) -> tuple[Cell, ...]:
    when = dt.date.fromisoformat(day)
    return school.urn, school.name, grade, when, when + dt.timedelta(days=35)
