"""The demo as a whole: what of the Amethyst demo's exports the vision needs, and its own logs.

The two academies joined so long ago that every clock of theirs is over. No third academy is made
up to show one that runs: the trust's file would then say what is not so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from goldenthread.demo.amethyst.setting import YEAR
from goldenthread.demo.amethyst.world import SEED, World, make_world
from goldenthread.demo.amethyst.world import books as amethyst_books
from goldenthread.demo.amethyst_vision.evidence import evidence_book
from goldenthread.demo.amethyst_vision.improvement import plans_book
from goldenthread.demo.amethyst_vision.managers import training_book
from goldenthread.demo.amethyst_vision.occasions import meetings_book, milestones_book, reviews_book
from goldenthread.demo.amethyst_vision.published import published_books
from goldenthread.demo.amethyst_vision.syllabi import curriculum_book
from goldenthread.demo.amethyst_vision.workforce import workforce_books
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import Demo, DemoDrop

# Numbered as the drops of the Amethyst demo that show the same people at the same time.
DROPS = (
    DemoDrop(
        1,
        "2022-spring",
        "Spring 2022 data drop",
        "spring",
        dt.date(2022, 4, 8),
        None,
        dt.date(2022, 6, 30),
    ),
    # The department publishes provisional results of schools in the second half of October.
    DemoDrop(
        2,
        "2022-summer",
        "Summer 2022 data drop",
        "summer",
        dt.date(2022, 10, 21),
        "2022-spring",
        dt.date(2022, 12, 8),
    ),
)
_SHARED = (
    "pupils",
    "ks4_results",
    "ks4_targets",
    "staff_survey",
    "governors",
    "skills_audit",
    "accounts",
    "appraisal",
    "networks",
)


def books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    yield from (book for book in amethyst_books(world, drop) if book.source in _SHARED)
    yield from workforce_books(world, drop)
    yield training_book(world, drop)
    yield curriculum_book(world, drop)
    yield from published_books(world, drop)
    yield meetings_book(world.sources, drop)
    yield reviews_book(world.sources, drop)
    yield milestones_book(world.sources, drop)
    yield evidence_book(world.sources, drop)
    yield plans_book(world.sources, drop)


@cache
def _world(seed: int) -> World:
    return make_world(seed)


def _books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    return books(_world(seed), drop)


AMETHYST_VISION = Demo(
    id="amethyst-vision",
    trust="amethyst",
    plan="amethyst-vision",
    year=YEAR,
    folder="amethyst-vision",
    seed=SEED,
    drops=DROPS,
    books=_books,
)
