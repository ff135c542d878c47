"""The Amadeus demo as a whole: its schools, its two drops, and every export of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.amadeus.duties import duty_books
from goldenthread.demo.amadeus.judged import judged_books
from goldenthread.demo.amadeus.progress import progress_file
from goldenthread.demo.amadeus.rounds import round_books
from goldenthread.demo.exports.primary import primary_results
from goldenthread.demo.exports.schools import pupil_lists
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import Demo, DemoDrop, DemoSchool, DemoTrust
from goldenthread.demo.world import make_world

YEAR = "2022/23"
# Judged outstanding long ago, and its results have fallen since.
LARKSPUR = DemoSchool(
    "990201",
    "Larkspur Primary School",
    "Larkspur",
    2201,
    years=((0, 43), (1, 45), (2, 44), (3, 46), (4, 45), (5, 44), (6, 45)),
    disadvantaged=0.16,
    attainment=105.0,
    progress=-2.6,
)
HERON_BROOK = DemoSchool(
    "990202",
    "Heron Brook Primary School",
    "Heron Brook",
    2202,
    years=((0, 59), (1, 60), (2, 58), (3, 60), (4, 59), (5, 60), (6, 58)),
    disadvantaged=0.20,
    attainment=105.5,
    progress=1.8,
)
FENNEL_STREET = DemoSchool(
    "990203",
    "Fennel Street Primary School",
    "Fennel Street",
    2203,
    years=((0, 28), (1, 30), (2, 29), (3, 30), (4, 30), (5, 29), (6, 30)),
    disadvantaged=0.27,
    attainment=104.5,
    progress=0.6,
)
TOLLGATE = DemoSchool(
    "990204",
    "Tollgate Primary Academy",
    "Tollgate",
    2204,
    years=((0, 40), (1, 42), (2, 41), (3, 44), (4, 43), (5, 42), (6, 44)),
    disadvantaged=0.41,
    attainment=103.6,
    progress=-0.2,
)
SALTMARSH = DemoSchool(
    "990205",
    "Saltmarsh Primary Academy",
    "Saltmarsh",
    2205,
    years=((0, 21), (1, 24), (2, 25), (3, 26), (4, 26), (5, 27), (6, 28)),
    disadvantaged=0.48,
    attainment=102.6,
    progress=-3.2,
    gap=4.0,
)
TRUST = DemoTrust(
    "Amadeus Primary Academies Trust",
    YEAR,
    (LARKSPUR, HERON_BROOK, FENNEL_STREET, TOLLGATE, SALTMARSH),
)
DROPS = (
    DemoDrop(
        0,
        "2023-spring",
        "Spring 2023 data drop",
        "spring",
        dt.date(2023, 3, 31),
        None,
        dt.date(2023, 7, 6),
    ),
    DemoDrop(
        1,
        "2023-summer",
        "Summer 2023 data drop",
        "summer",
        dt.date(2023, 8, 31),
        "2023-spring",
        dt.date(2023, 11, 16),
    ),
)


def books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    world = make_world(TRUST, seed)
    yield from pupil_lists(world, drop)
    yield from primary_results(world, drop)
    if drop.term == "summer":
        yield progress_file(world)
    yield from judged_books(world.sources, drop)
    yield from round_books(world.sources, drop)
    yield from duty_books(world.sources, drop)


AMADEUS = Demo(
    id="amadeus",
    trust="amadeus",
    plan="amadeus",
    year=YEAR,
    folder="amadeus",
    seed=2023,
    drops=DROPS,
    books=books,
    meeting_of="joint-standards",
)
