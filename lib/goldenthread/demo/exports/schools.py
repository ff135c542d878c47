"""What the systems of every school of a demo export, from its profile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from goldenthread.calendar import TERMS
from goldenthread.demo.exports.accounts import (
    accounts_book,
    packs_book,
    usual_ledger,
    usual_packs,
)
from goldenthread.demo.exports.attendance import RegisterStyle, attendance_book
from goldenthread.demo.exports.behaviour import LogStyle, census_book, conduct_log, suspension_book
from goldenthread.demo.exports.key_stage_4 import ExamStyle, results_book, targets_book, year_11
from goldenthread.demo.exports.moods import usual_wave
from goldenthread.demo.exports.primary import primary_results
from goldenthread.demo.exports.pupils import pupil_list
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.exports.surveys import parent_survey, pupil_survey, staff_survey
from goldenthread.demo.exports.workforce import posts_book, staff_list
from goldenthread.demo.layout import Book, Dialect, Row
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.world import World

_YOUNGEST_ASKED = 3  # the year group from which pupils fill in the survey themselves
_REGISTERS = (
    RegisterStyle({term: term.capitalize() for term in TERMS}),
    RegisterStyle(
        {term: f"{term[:3].capitalize()} Term" for term in TERMS},
        Dialect({"name": "Pupil Name", "year_group": "NC Year", "possible": "Poss"}),
        spelt_out=True,
    ),
)


def school_books(world: World, drop: DemoDrop, without: Collection[str] = ()) -> Iterator[Book]:
    """Every export of the schools' own systems, in each drop of the year, but for the sources in
    `without`, which a demo then writes itself. Surveys are not of a system: ask for `surveys`."""
    for books in _OF_SYSTEMS:
        yield from (book for book in books(world, drop) if book.source not in without)


def pupil_lists(world: World, drop: DemoDrop) -> Iterator[Book]:
    """A list for each school."""
    for school in world.trust.schools:
        yield pupil_list(world.sources, world.pupils, school, drop)


def attendance(world: World, drop: DemoDrop) -> Iterator[Book]:
    """A workbook for each school, with a sheet for each term so far; two systems take turns."""
    source, year = world.sources["attendance"], world.trust.year
    for place, school in enumerate(world.trust.schools):
        style = _REGISTERS[place % 2]
        yield attendance_book(source, world.pupils, school, year, world.seed, drop, style)


def conduct(world: World, drop: DemoDrop) -> Iterator[Book]:
    """A log of incidents for each school; suspensions and headcounts for all together."""
    sources, pupils, seed = world.sources, world.pupils, world.seed
    schools, year = world.trust.schools, world.trust.year
    for place, school in enumerate(schools):
        dialect = Dialect(dates="%d/%m/%Y" if place % 2 else "%Y-%m-%d")
        file = f"{school.short} behaviour log.csv"
        style = LogStyle(file, dialect, 1000 * (place + 1), 100_000 * (place + 1))
        yield conduct_log(sources["behaviour"], pupils, school, year, seed, drop, style)
    yield suspension_book(sources["suspensions"], pupils, schools, year, seed, drop, {})
    yield census_book(sources["census"], pupils, schools, year, drop)


def workforce(
    world: World, drop: DemoDrop, more: Callable[[Employee], Row] = lambda _: {}
) -> Iterator[Book]:
    """The staff list, to which `more` gives further cells, and the posts."""
    sources, since = world.sources, world.turnover.since
    yield staff_list(sources["staff"], world.staff, drop, since, more)
    trained = len(world.trust.office) - 1
    yield posts_book(sources["posts"], world.staff, world.posts, drop, trained)


def accounts(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Every school's management accounts of the closed months, and the log of their packs."""
    sources, year = world.sources, world.trust.year
    ledgers = {school: usual_ledger(school) for school in world.trust.schools}
    packs = usual_packs(world.trust.late_packs)
    yield accounts_book(sources["accounts"], ledgers, packs, year, world.seed, drop)
    yield packs_book(sources["accounts_packs"], packs, year, drop)


def key_stage_4(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Targets in every drop and results in August, of the schools with a Year 11."""
    sources, seed = world.sources, world.seed
    for school in world.trust.schools:
        cohort = year_11(world.pupils, school)
        style = ExamStyle(f"{school.short} KS4 targets.xlsx", f"{school.short} KS4 results.xlsx")
        if cohort:
            yield targets_book(sources["ks4_targets"], cohort, school, seed, drop, style)
        if cohort and drop.term == "summer":
            yield results_book(sources["ks4_results"], cohort, school, seed, drop, style)


def surveys(world: World, drop: DemoDrop) -> Iterator[Book]:
    """One form each for staff, for the pupils from Year 3 on, and for parents."""
    trust, seed, sources = world.trust, world.seed, world.sources
    schools = trust.schools
    wave = usual_wave("staff", trust, drop)
    yield staff_survey(sources["staff_survey"], world.staff, schools, seed, drop, wave)
    wave = usual_wave("pupils", trust, drop)
    asked = [p for p in world.pupils if p.on_roll(wave.week) and p.year >= _YOUNGEST_ASKED]
    yield pupil_survey(sources["pupil_survey"], asked, schools, seed, drop, wave, {})
    wave = usual_wave("parents", trust, drop)
    yield parent_survey(sources["parent_survey"], world.pupils, schools, seed, drop, wave)


_OF_SYSTEMS = (
    pupil_lists,
    attendance,
    primary_results,
    key_stage_4,
    conduct,
    workforce,
    accounts,
)
