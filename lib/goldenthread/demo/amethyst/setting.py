"""The Amethyst demo's year: its three drops and its two schools."""

from __future__ import annotations

import datetime as dt

from goldenthread.demo.profile import Absence, Conduct, DemoDrop, DemoSchool, Exams

YEAR, LAST_YEAR = "2021/22", "2020/21"


DROPS = (
    DemoDrop(
        0,
        "2021-autumn",
        "Autumn 2021 data drop",
        "autumn",
        dt.date(2021, 12, 17),
        None,
        dt.date(2022, 2, 17),
    ),
    DemoDrop(
        1,
        "2022-spring",
        "Spring 2022 data drop",
        "spring",
        dt.date(2022, 4, 8),
        "2021-autumn",
        dt.date(2022, 6, 30),
    ),
    DemoDrop(
        2,
        "2022-summer",
        "Summer 2022 data drop",
        "summer",
        dt.date(2022, 8, 31),
        "2022-spring",
        dt.date(2022, 10, 13),
    ),
)


# Over the year Aldersley's incidents fall; Moreton's suspensions double. In the sizes, "14" stands
# for last year's Year 11, who have left.
ALDERSLEY = DemoSchool(
    "139138",
    "Aldersley High School",
    "Aldersley",
    4101,
    "Head of School",
    years=((7, 141), (8, 143), (9, 139), (10, 140), (11, 142), (12, 56), (13, 47), (14, 138)),
    disadvantaged=0.27,
    attainment=102.5,
    absence=Absence(0.0525, 0.74, 0.32, (1.06, 1.02, 0.90), 0.24, at_edge=6),
    conduct=Conduct(
        incidents=((760, 310, 640), (640, 360, 480)),
        suspensions=((21, 8, 19), (17, 9, 12)),
        exclusions=((1, 0, 1), (0, 1, 0)),
    ),
    exams=Exams(disadvantaged=-0.3, others=4.1, triple=0.30, languages=0.55, no_scores=4),
    last_headcount=791,
)
MORETON = DemoSchool(
    "144278",
    "Moreton School",
    "Moreton",
    4102,
    "Headteacher",
    years=((7, 151), (8, 147), (9, 144), (10, 136), (11, 123), (14, 119)),
    disadvantaged=0.41,
    attainment=102.6,
    absence=Absence(0.0505, 1.02, 0.34, (0.95, 1.02, 1.04), 0.39, at_edge=6),
    conduct=Conduct(
        incidents=((830, 340, 770), (900, 620, 660)),
        suspensions=((25, 11, 28), (45, 44, 39)),
        exclusions=((0, 0, 1), (1, 1, 1)),
    ),
    exams=Exams(disadvantaged=-9.4, others=-0.6, triple=0.20, languages=0.34, no_scores=6),
    last_headcount=688,
)
SCHOOLS = (ALDERSLEY, MORETON)
