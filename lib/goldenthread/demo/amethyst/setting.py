"""The Amethyst demo's year: its three drops and its two schools."""

from __future__ import annotations

import datetime as dt

from goldenthread.demo.profile import DemoDrop, DemoSchool

YEAR, LAST_YEAR = "2021/22", "2020/21"
YEAR_STARTS = dt.date(2021, 9, 1)


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


ALDERSLEY = DemoSchool("139138", "Aldersley High School", "Aldersley", 4101, "Head of School")
MORETON = DemoSchool("144278", "Moreton School", "Moreton", 4102, "Headteacher")
SCHOOLS = (ALDERSLEY, MORETON)
