"""The demo's schools and its two drops."""

from __future__ import annotations

import datetime as dt

from goldenthread.demo.profile import DemoDrop, DemoSchool, DemoTrust, Exams

YEAR = "2021/22"
# Numbers on roll fall in both secondary schools, which their budgets feel.
_SECONDARY = ((7, 108), (8, 112), (9, 114), (10, 118), (11, 120))
_SMALLER = ((7, 88), (8, 90), (9, 96), (10, 94), (11, 98))
_ONE_FORM = ((0, 30), (1, 29), (2, 30), (3, 30), (4, 30), (5, 29), (6, 30))
_SMALL_FORM = ((0, 21), (1, 22), (2, 20), (3, 23), (4, 22), (5, 24), (6, 28))
_HALF_FORM = ((0, 15), (1, 16), (2, 15), (3, 17), (4, 16), (5, 15), (6, 20))
_FEW = ((0, 12), (1, 11), (2, 13), (3, 12), (4, 11), (5, 12), (6, 15))

MARLPIT = DemoSchool(
    "990301",
    "Marlpit High School",
    "Marlpit",
    4301,
    head="Head of School",
    years=_SECONDARY,
    disadvantaged=0.24,
    attainment=105.0,
    exams=Exams(disadvantaged=0.0, others=4.6),
    mood=(2, 4),
)
LARKSPUR = DemoSchool(
    "990302",
    "Larkspur Academy",
    "Larkspur",
    4302,
    head="Head of School",
    years=_SMALLER,
    smaller=True,
    disadvantaged=0.34,
    attainment=103.2,
    exams=Exams(disadvantaged=-3.4, others=3.2),
    # More teachers and more supply than the budget has: a deficit of the year, met from reserves.
    drift=(("2010", 0.06), ("2020", 1.5)),
    mood=(-8, -3),
)
PARKFOLD = DemoSchool(
    "990303",
    "Parkfold Primary School",
    "Parkfold",
    2301,
    years=_ONE_FORM,
    disadvantaged=0.22,
    progress=2.6,
    gap=1.0,
    mood=(8, 10),
)
MOSSWOOD = DemoSchool(
    "990304",
    "Mosswood Primary School",
    "Mosswood",
    2302,
    years=_SMALL_FORM,
    disadvantaged=0.30,
    attainment=104.0,
    progress=2.4,
    mood=(3, 5),
)
LONGMEADOW = DemoSchool(
    "990305",
    "Longmeadow Primary School",
    "Longmeadow",
    2303,
    years=_HALF_FORM,
    disadvantaged=0.27,
    progress=0.8,
    mood=(0, 4),
)
PIKEHILL = DemoSchool(
    "990306",
    "Pikehill Primary School",
    "Pikehill",
    2304,
    years=_FEW,
    disadvantaged=0.42,
    attainment=103.0,
    progress=-0.6,
    gap=4.0,
    mood=(-12, -6),
)
SECONDARIES = (MARLPIT, LARKSPUR)
PRIMARIES = (PARKFOLD, MOSSWOOD, LONGMEADOW, PIKEHILL)
SCHOOLS = (*SECONDARIES, *PRIMARIES)
TRUST = DemoTrust("MLP Trust", YEAR, SCHOOLS)

DROPS = (
    DemoDrop(
        0,
        "2022-spring",
        "Spring 2022 data drop",
        "spring",
        dt.date(2022, 4, 8),
        None,
        dt.date(2022, 5, 19),
    ),
    DemoDrop(
        1,
        "2022-summer",
        "Summer 2022 data drop",
        "summer",
        dt.date(2022, 8, 31),
        "2022-spring",
        dt.date(2022, 10, 13),
    ),
)
