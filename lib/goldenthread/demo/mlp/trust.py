"""The MLP demo as a whole: every export of each of its drops."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.exports.log import log
from goldenthread.demo.exports.schools import school_books, surveys
from goldenthread.demo.layout import Book
from goldenthread.demo.mlp import evidence, occasions
from goldenthread.demo.mlp.actions import COLUMNS as ACTION_COLUMNS
from goldenthread.demo.mlp.actions import rows as action_rows
from goldenthread.demo.mlp.boards import board_books
from goldenthread.demo.mlp.money import money_books
from goldenthread.demo.mlp.provision import provision_books
from goldenthread.demo.mlp.results import progress_file
from goldenthread.demo.mlp.setting import DROPS, TRUST, YEAR
from goldenthread.demo.mlp.staff import staff_books
from goldenthread.demo.mlp.systems import system_books
from goldenthread.demo.profile import Demo, DemoDrop
from goldenthread.demo.world import make_world

# The plan says nothing of attendance, conduct or parents; without them the demo stays small.
_NOT_EXPORTED = ("attendance", "behaviour", "parent_survey")


def books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    world = make_world(TRUST, seed)
    yield from school_books(world, drop, without=(*_NOT_EXPORTED, "accounts_packs"))
    yield from (book for book in surveys(world, drop) if book.source not in _NOT_EXPORTED)
    if drop.term == "summer":
        yield progress_file(world)
    yield from board_books(world, drop)
    yield from staff_books(world, drop)
    yield from system_books(world, drop)
    yield from money_books(world, drop)
    yield from provision_books(world, drop)
    yield log(
        world.sources,
        drop,
        "milestones",
        ACTION_COLUMNS,
        action_rows(drop),
        file="Action tracker.xlsx",
    )
    yield log(world.sources, drop, "occasions", occasions.COLUMNS, occasions.rows(), until="held")
    yield log(world.sources, drop, "evidence_log", evidence.COLUMNS, evidence.rows(drop))


MLP = Demo(
    id="mlp",
    trust="mlp",
    plan="mlp-2019-2022",
    year=YEAR,
    folder="mlp",
    seed=2019,
    drops=DROPS,
    books=books,
)
