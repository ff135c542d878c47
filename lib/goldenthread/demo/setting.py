"""The demo's year: its three drops, its two schools, their school days, and its seeded chance."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from goldenthread.calendar import Term

TRUST_OFFICE = "Trust office"
YEAR, LAST_YEAR = "2021/22", "2020/21"
YEAR_STARTS = dt.date(2021, 9, 1)


@dataclass(frozen=True, slots=True)
class DemoDrop:
    """One drop of the demo; `number` counts them from 0, for what gets better or worse by drop."""

    number: int
    id: str
    title: str
    term: Term
    as_of: dt.date
    previous: str | None
    meeting: dt.date


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


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school of the demo; `establishment` stands in its invented pupil numbers."""

    urn: str
    name: str
    short: str
    establishment: int
    head: str  # the role, never a name


ALDERSLEY = DemoSchool("139138", "Aldersley High School", "Aldersley", 4101, "Head of School")
MORETON = DemoSchool("144278", "Moreton School", "Moreton", 4102, "Headteacher")
SCHOOLS = (ALDERSLEY, MORETON)

_TERMS: dict[str, dict[Term, tuple[tuple[dt.date, dt.date], ...]]] = {
    LAST_YEAR: {
        "autumn": (
            (dt.date(2020, 9, 3), dt.date(2020, 10, 23)),
            (dt.date(2020, 11, 2), dt.date(2020, 12, 18)),
        ),
        # Schools were open to most pupils again from 8 March 2021.
        "spring": ((dt.date(2021, 3, 8), dt.date(2021, 4, 1)),),
        "summer": (
            (dt.date(2021, 4, 19), dt.date(2021, 5, 28)),
            (dt.date(2021, 6, 7), dt.date(2021, 7, 21)),
        ),
    },
    YEAR: {
        "autumn": (
            (dt.date(2021, 9, 6), dt.date(2021, 10, 22)),
            (dt.date(2021, 11, 1), dt.date(2021, 12, 17)),
        ),
        "spring": (
            (dt.date(2022, 1, 4), dt.date(2022, 2, 18)),
            (dt.date(2022, 2, 28), dt.date(2022, 4, 8)),
        ),
        "summer": (
            (dt.date(2022, 4, 25), dt.date(2022, 5, 27)),
            (dt.date(2022, 6, 6), dt.date(2022, 7, 20)),
        ),
    },
}


@cache
def school_days(year: str, term: Term) -> tuple[dt.date, ...]:
    """The days of a term on which the schools were open to all pupils."""
    days = []
    for first, last in _TERMS[year][term]:
        span = (last - first).days + 1
        days += [first + dt.timedelta(days=n) for n in range(span)]
    return tuple(day for day in days if day.weekday() < 5)


def chance(seed: int, *theme: str) -> np.random.Generator:
    """A stream of its own for each theme, so that a change to one theme moves no other."""
    return np.random.default_rng([seed, *(zlib.crc32(word.encode()) for word in theme)])


def normal_scores(rng: np.random.Generator, size: int) -> list[float]:
    """Scores spread exactly as a normal curve over `size` people, in random order.

    Drawing each on its own would make the demo's shares drift from those that are meant.
    """
    curve = NormalDist()
    scores = [curve.inv_cdf((rank + 0.5) / size) for rank in range(size)]
    return [scores[place] for place in rng.permutation(size)]


def pick_days(rng: np.random.Generator, days: Sequence[dt.date], size: int) -> list[dt.date]:
    """`size` of the days, in order; a day may come up more than once."""
    return sorted(days[int(n)] for n in rng.integers(0, len(days), size))
