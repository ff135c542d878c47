"""The An Daras demo as a whole: its schools, its drops, and every export of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.an_daras.evidence import evidence_books
from goldenthread.demo.an_daras.plans import plan_books
from goldenthread.demo.an_daras.published import published_books
from goldenthread.demo.an_daras.registers import register_books
from goldenthread.demo.an_daras.schools import TRUST
from goldenthread.demo.exports.schools import school_books
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import Demo, DemoDrop
from goldenthread.demo.world import make_world

DROPS = (
    DemoDrop(
        0,
        "2018-spring",
        "Spring 2018 data drop",
        "spring",
        dt.date(2018, 3, 28),
        None,
        dt.date(2018, 5, 17),
    ),
    DemoDrop(
        1,
        "2018-summer",
        "Summer 2018 data drop",
        "summer",
        dt.date(2018, 8, 31),
        "2018-spring",
    ),
)


def books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    world = make_world(TRUST, seed)
    yield from school_books(world, drop)
    yield from published_books(world, drop)
    yield from register_books(world, drop)
    yield from plan_books(world, drop)
    yield from evidence_books(world, drop)


AN_DARAS = Demo(
    id="an-daras",
    trust="an-daras",
    plan="an-daras-2017-2018",
    year="2017/18",
    folder="an-daras",
    seed=2018,
    drops=DROPS,
    books=books,
    meeting_of="mat-board",
)
