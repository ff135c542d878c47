"""Plan priorities, pupil roles, the central record and recorded judgements, as people keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.layout import Book, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_UPDATED = (dt.date(2021, 12, 10), dt.date(2022, 4, 1), dt.date(2022, 8, 26))
_OBJECTIVES = {
    "AM-1": "Governance",
    "AM-2": "Standards",
    "AM-3": "Wellbeing",
    "AM-4": "Staff development",
    "AM-5": "Finance",
    "AM-6": "Curriculum",
    "AM-7": "Growth",
}
_PRIORITIES: tuple[tuple[str, str], ...] = (
    ("Raise attainment in English and mathematics", "AM-2"),
    ("Close the gap for disadvantaged pupils", "AM-2"),
    ("Calm corridors and lessons", "AM-3"),
    ("Attendance of every pupil", "AM-3"),
    ("A curriculum that builds on itself", "AM-6"),
    ("Reading in every subject", "AM-6"),
    ("Grow our own leaders", "AM-4"),
)
_WITHOUT_CPD = {ALDERSLEY: ((3,), (), ()), MORETON: ((2, 3, 6), (3, 6), (3,))}
_PATHWAYS = (
    "Sports",
    "Literacy",
    "STEM ambassadors",
    "Student council",
    "LGBT ambassadors",
    "Equality and diversity ambassadors",
)
_ROLES = {
    ALDERSLEY: ((24, 12, 10, 20, 6, 8), (26, 14, 12, 20, 7, 10), (28, 16, 14, 20, 8, 12)),
    MORETON: ((18, 6, 0, 16, 0, 7), (18, 8, 6, 16, 0, 8), (20, 10, 8, 16, 0, 9)),
}
_CHECKS = {
    "Teachers": (
        61,
        (
            "Identity",
            "Barred list",
            "Enhanced DBS",
            "Prohibition",
            "Qualifications",
            "Right to work",
        ),
    ),
    "Support staff": (42, ("Identity", "Barred list", "Enhanced DBS", "Right to work")),
    "Governors": (12, ("Identity", "Enhanced DBS", "Section 128")),
    "Volunteers": (9, ("Identity", "Enhanced DBS")),
}
# Checks not yet on the record at Moreton, by drop.
_OPEN_CHECKS = {("Governors", "Section 128"): (4, 2, 1), ("Volunteers", "Enhanced DBS"): (2, 1, 0)}
_RECORDED: tuple[tuple[str, str, str, str, dt.date], ...] = (
    ("AM-2.SC4", ALDERSLEY.name, "Green", "School improvement partner", dt.date(2022, 3, 30)),
    ("AM-2.SC4", MORETON.name, "Amber", "School improvement partner", dt.date(2022, 3, 31)),
    ("AM-2.SC4", ALDERSLEY.name, "Green", "School improvement partner", dt.date(2022, 7, 6)),
    ("AM-2.SC4", MORETON.name, "Amber", "School improvement partner", dt.date(2022, 7, 7)),
    ("AM-6.SC4", ALDERSLEY.name, "Green", "Executive leader, curriculum", dt.date(2022, 7, 13)),
    ("AM-6.SC4", MORETON.name, "Red", "Executive leader, curriculum", dt.date(2022, 7, 14)),
)


def tracker_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """What the chief executive's office and the schools keep by hand."""
    yield _priorities(sources["improvement_plans"], drop)
    yield _roles(sources["leadership_roles"], drop)
    yield _central_record(sources["scr"], drop)
    if drop.number > 0:
        yield _recorded(sources["recorded"], drop)


def _priorities(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for school in SCHOOLS:
        for number, (priority, objective) in enumerate(_PRIORITIES):
            with_cpd = number not in _WITHOUT_CPD[school][drop.number]
            rows.append(
                {
                    "school": school.name if number == 0 else school.short,
                    "reference": f"{school.short[0]}{number + 1}",
                    "priority": priority,
                    "trust_objective": _OBJECTIVES[objective],
                    "cpd": "Yes" if with_cpd else "No",
                    "reviewed": _UPDATED[drop.number] - dt.timedelta(days=10),
                }
            )
    above = heading("Priorities of the school improvement plans, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="Priorities", above=above)
    return Book("School improvement plan priorities.xlsx", source.source, (sheet,))


def _roles(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = [
        {"school": school.name, "pathway": pathway, "roles": roles, "disadvantaged": roles // share}
        for school, share in ((ALDERSLEY, 5), (MORETON, 3))
        for pathway, roles in zip(_PATHWAYS, _ROLES[school][drop.number], strict=True)
    ]
    above = heading("Pupil leadership roles", drop.as_of)
    sheet = lay_out(source, rows, name="Roles", above=above)
    return Book("Pupil leadership roles.xlsx", source.source, (sheet,))


def _central_record(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for school in SCHOOLS:
        for group, (people, checks) in _CHECKS.items():
            for check in checks:
                missing = _OPEN_CHECKS.get((group, check), (0, 0, 0))[drop.number]
                rows.append(_check_row(school, group, check, people, missing, drop))
    above = heading("Single central record: summary", drop.as_of)
    sheet = lay_out(source, rows, name="Summary", above=above)
    return Book("Single central record summary.xlsx", source.source, (sheet,))


def _check_row(
    school: DemoSchool, group: str, check: str, people: int, missing: int, drop: DemoDrop
) -> Row:
    fewer = 6 if school is MORETON and group in ("Teachers", "Support staff") else 0
    here = people - fewer
    return {
        "school": school.name,
        "staff_group": group,
        "check": check,
        "people": here,
        "complete": here - (missing if school is MORETON else 0),
        "checked_on": _UPDATED[drop.number] - dt.timedelta(days=3),
    }


def _recorded(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = [
        {
            "reference": reference,
            "place": place,
            "judgement": judgement,
            "judged_by": judged_by,
            "date": day,
            "evidence": "Note of visit",
        }
        for reference, place, judgement, judged_by, day in _RECORDED
        if day <= drop.as_of
    ]
    above = heading("Recorded judgements", drop.as_of)
    sheet = lay_out(source, rows, name="Judgements", above=above)
    return Book("Recorded judgements.xlsx", source.source, (sheet,))
