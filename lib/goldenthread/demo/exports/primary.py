"""What primary pupils are assessed in, all grown from the same prior attainment.

Every result follows a pupil's level in points of the key stage 2 scaled score. The cut-offs are
placed so that a school of the country's attainment comes out near the country's figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from goldenthread.demo.chance import chance
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World

Result = Callable[[np.random.Generator, Pupil], dict[str, Cell]]

_FIRST_CHECK = 2021  # the multiplication tables check is required since 2021/22
_LAST_KEY_STAGE_1 = 2022  # its assessments are no longer required after 2022/23
# The second of two systems spells the same columns otherwise.
_SPELLINGS = {
    "ks2_results": {"surname": "Last Name", "forename": "First Name", "reading": "Reading SS"},
    "ks1_results": {"surname": "Last Name", "reading": "KS1 Reading", "maths": "Mathematics"},
    "phonics": {"year_group": "NC Year", "year_1_mark": "Y1 Mark"},
    "eyfs": {"gld": "Good Level of Development"},
    "mtc": {"mtc": "MTC score"},
}


def primary_results(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The results of a summer drop; a year group without pupils has no export."""
    if drop.term != "summer":
        return
    starts = int(world.trust.year[:4])
    for place, school in enumerate(world.trust.schools):
        second = place % 2 == 1
        yield from _export(world, drop, school, "ks2_results", (6,), _key_stage_2, second)
        if starts <= _LAST_KEY_STAGE_1:
            yield from _export(world, drop, school, "ks1_results", (2,), _key_stage_1, second)
        yield from _export(world, drop, school, "phonics", (1, 2), _phonics, second)
        yield from _export(world, drop, school, "eyfs", (0,), _profile, second)
        if starts >= _FIRST_CHECK:
            yield from _export(world, drop, school, "mtc", (4,), _tables, second)


_FILES = {
    "ks2_results": "KS2 results",
    "ks1_results": "KS1 results",
    "phonics": "phonics",
    "eyfs": "EYFS profile",
    "mtc": "MTC results",
}


def _export(
    world: World,
    drop: DemoDrop,
    school: DemoSchool,
    source: str,
    years: tuple[int, ...],
    result: Result,
    second: bool,
) -> Iterator[Book]:
    """One school's export of an assessment, of those on roll at the end of the year."""
    rng = chance(world.seed, source, school.short)
    rows: list[Row] = [
        {**_person(pupil), **result(rng, pupil)}
        for pupil in world.pupils
        if pupil.school is school and pupil.year in years and pupil.on_roll(drop.as_of)
    ]
    if not rows:
        return
    declared = world.sources[source]
    names = _SPELLINGS[source] if second else {}
    sheet = lay_out(
        declared,
        rows,
        name="Results",
        above=heading(f"{school.name}: {_FILES[source]}, {world.trust.year}", drop.as_of),
        dialect=Dialect(names),
    )
    yield Book(f"{school.short} {_FILES[source]}.xlsx", source, (sheet,))


def _person(pupil: Pupil) -> dict[str, Cell]:
    return {"upn": pupil.upn, "surname": pupil.surname, "forename": pupil.forename}


def level(pupil: Pupil) -> float:
    """What a pupil is on course for, in points of the scaled score, at this school."""
    return sum(pupil.ks2) / 2 + _shift(pupil)


def _shift(pupil: Pupil) -> float:
    """Points above or below prior attainment; in a usual school they come to nothing overall."""
    needs = {"N": 0.0, "K": 3.0, "E": 8.0}[pupil.needs]
    school = pupil.school
    return 1.4 + school.progress - needs - (school.gap if pupil.disadvantaged else 0.0)


def _key_stage_2(rng: np.random.Generator, pupil: Pupil) -> dict[str, Cell]:
    luck = rng.normal(size=5)
    absent = rng.random() < 0.01
    reading, maths = (
        _scaled(score + _shift(pupil) + 2.4 * own)
        for score, own in zip(pupil.ks2, luck[:2], strict=True)
    )
    here = level(pupil)
    baseline = min(21.0, max(3.0, 16.0 + (sum(pupil.ks2) / 2 - 104.5) / 2.2))
    return {
        "reading": "A" if absent else reading,
        "maths": "A" if absent else maths,
        "gps": "A" if absent else _scaled(here + 0.5 + 3.0 * luck[2]),
        "writing": _judged(here + 3.0 * luck[3], 99.0, 110.5),
        "science": "EXS" if here + 3.0 * luck[4] >= 97.5 else "HNM",
        "prior": "L" if baseline < 12 else "M" if baseline < 18 else "H",
        "ks1_average": round(2 * baseline) / 2,
    }


def _key_stage_1(rng: np.random.Generator, pupil: Pupil) -> dict[str, Cell]:
    here, luck = level(pupil), rng.normal(size=4)
    return {
        "reading": _judged(here + 2.5 * luck[0], 99.3, 110.0),
        "writing": _judged(here + 2.5 * luck[1], 100.5, 112.5),
        "maths": _judged(here + 2.5 * luck[2], 99.0, 110.5),
        "science": "EXS" if here + 2.5 * luck[3] >= 98.0 else "HNM",
    }


def _phonics(rng: np.random.Generator, pupil: Pupil) -> dict[str, Cell]:
    """Year 2 sits it again, where it was not reached in Year 1."""
    here, luck = level(pupil), rng.normal(size=2)
    first = _mark(here + 2.5 * luck[0])
    row: dict[str, Cell] = {"year_group": pupil.year, "year_1_mark": first}
    row["year_1_outcome"] = _outcome(first)
    if pupil.year == 2:
        again = _mark(here + 5.0 + 2.0 * luck[1]) if first < 32 else None
        row["year_2_mark"] = again
        row["year_2_outcome"] = None if again is None else _outcome(again)
    return row


def _profile(rng: np.random.Generator, pupil: Pupil) -> dict[str, Cell]:
    return {"gld": "Y" if level(pupil) + 3.0 * rng.normal() >= 100.0 else "N"}


def _tables(rng: np.random.Generator, pupil: Pupil) -> dict[str, Cell]:
    score = 20.5 + 0.45 * (pupil.ks2[1] + _shift(pupil) - 104.5) + 2.5 * rng.normal()
    return {"mtc": "A" if rng.random() < 0.01 else min(25, max(0, round(score)))}


def _mark(points: float) -> int:
    return min(40, max(0, round(32 + 1.1 * (points - 97.0))))


def _outcome(mark: int) -> str:
    return "Wa" if mark >= 32 else "Wt"


def _scaled(points: float) -> int:
    return min(120, max(80, round(points)))


def _judged(points: float, expected: float, depth: float) -> str:
    """A teacher assessment: GDS, EXS, WTS, or below the standard of them."""
    if points >= depth:
        return "GDS"
    if points >= expected:
        return "EXS"
    return "WTS" if points >= 86.0 else "PKS"
