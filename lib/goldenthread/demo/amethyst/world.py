"""The Amethyst demo as a whole: its people, and every export of each of its drops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from goldenthread.demo.amethyst.actions import vacancies_book
from goldenthread.demo.amethyst.attendance import attendance_books
from goldenthread.demo.amethyst.audit import audit_books
from goldenthread.demo.amethyst.behaviour import behaviour_books
from goldenthread.demo.amethyst.boards import Boards, make_boards
from goldenthread.demo.amethyst.curriculum import curriculum_books
from goldenthread.demo.amethyst.finance import finance_books
from goldenthread.demo.amethyst.governance import governance_books
from goldenthread.demo.amethyst.improvement import improvement_books
from goldenthread.demo.amethyst.milestones import milestone_books
from goldenthread.demo.amethyst.operations import operation_books
from goldenthread.demo.amethyst.people import pupil_lists
from goldenthread.demo.amethyst.results import result_books
from goldenthread.demo.amethyst.setting import DROPS, SCHOOLS, YEAR
from goldenthread.demo.amethyst.staffing import TURNOVER, establishment
from goldenthread.demo.amethyst.surveys import survey_books
from goldenthread.demo.amethyst.trackers import tracker_books
from goldenthread.demo.amethyst.training import training_books
from goldenthread.demo.amethyst.workforce import workforce_books
from goldenthread.demo.exports.pupils import Pupil, make_pupils
from goldenthread.demo.exports.staffing import Employee, make_staff
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import Demo, DemoDrop
from goldenthread.demo.world import declared_sources
from goldenthread.sources.spec import Source

SEED = 2022


@dataclass(frozen=True, slots=True)
class World:
    """The people of the demo; they stay the same from drop to drop."""

    seed: int
    sources: Mapping[str, Source]
    pupils: tuple[Pupil, ...]
    staff: tuple[Employee, ...]
    boards: Boards


def make_world(seed: int = SEED) -> World:
    """The people of the demo and the declared sources that speak of them."""
    pupils = make_pupils(seed, SCHOOLS, YEAR)
    staff = make_staff(seed, establishment(seed), TURNOVER)
    return World(seed, declared_sources(), pupils, staff, make_boards(seed))


def books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    sources, seed = world.sources, world.seed
    yield from pupil_lists(sources, world.pupils, drop)
    yield from result_books(sources, world.pupils, seed, drop)
    yield from attendance_books(sources, world.pupils, seed, drop)
    yield from behaviour_books(sources, world.pupils, seed, drop)
    yield from survey_books(sources, world.pupils, world.staff, seed, drop)
    yield from governance_books(sources, world.boards, seed, drop)
    yield from training_books(sources, world.boards, world.staff, seed, drop)
    yield from workforce_books(sources, world.staff, seed, drop)
    yield from finance_books(sources, seed, drop)
    yield from audit_books(sources, drop)
    yield from curriculum_books(sources, seed, drop)
    yield from improvement_books(sources, seed, drop)
    yield from tracker_books(sources, drop)
    yield from milestone_books(sources, drop)
    yield from operation_books(sources, drop)
    yield vacancies_book(sources, drop)


@cache
def _world(seed: int) -> World:
    return make_world(seed)


def _books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    return books(_world(seed), drop)


AMETHYST = Demo(
    id="amethyst",
    trust="amethyst",
    plan="amethyst-2020-2023",
    year=YEAR,
    folder=".",
    seed=SEED,
    drops=DROPS,
    books=_books,
)
