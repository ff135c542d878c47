"""What a demo is described by: its trust's schools, its drops, and what makes its exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goldenthread.calendar import Term
from goldenthread.demo.layout import Book

TRUST_OFFICE = "Trust office"
Counts = tuple[int, int, int]  # in autumn, spring and summer


@dataclass(frozen=True, slots=True)
class Absence:
    """Absence rates are spread as a log-normal curve: a long tail of those who miss a lot.

    `middle` is the median rate of the others, from 0 to 1; the mean lies `spread`**2 / 2 of it
    higher. `terms` multiplies it in autumn, spring and summer; `unauthorised` is a share of what is
    missed; `at_edge` pupils miss exactly 10 per cent.
    """

    middle: float = 0.036
    spread: float = 0.62
    disadvantaged: float = 0.30
    terms: tuple[float, float, float] = (1.0, 1.0, 1.0)
    unauthorised: float = 0.22
    at_edge: int = 1


@dataclass(frozen=True, slots=True)
class Conduct:
    """What happened at a school last year and this year, in autumn, spring and summer."""

    incidents: tuple[Counts, Counts] = ((24, 20, 22), (22, 18, 16))
    suspensions: tuple[Counts, Counts] = ((1, 0, 1), (0, 1, 0))
    exclusions: tuple[Counts, Counts] = ((0, 0, 0), (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Exams:
    """A secondary school's GCSEs: points of Attainment 8 above or below what prior attainment
    promises, by advantage, and how far pupils spread around it; the shares that take triple science
    and a language; and how many have no key stage 2 scores."""

    disadvantaged: float = -5.0
    others: float = 1.0
    spread: float = 11.5
    triple: float = 0.24
    languages: float = 0.46
    no_scores: int = 4


@dataclass(frozen=True, slots=True, eq=False)
class DemoSchool:
    """A school of a demo; `establishment` stands in its invented pupil numbers.

    `years` are the pupils on roll in each year group (0 is Reception); the shares are from 0 to 1.
    `attainment` is the mean of its pupils' key stage 2 scaled scores (England's lies near 104.5),
    of the tests that they will sit or sat, before the points that the school adds (`progress`) and
    those that its disadvantaged pupils lose (`gap`).
    """

    urn: str
    name: str
    short: str
    establishment: int
    head: str = "Headteacher"  # the role, never a name
    years: tuple[tuple[int, int], ...] = ()
    smaller: bool = False  # a secondary school with fewer teachers in the larger departments
    disadvantaged: float = 0.25
    needs: tuple[float, float, float] = (0.81, 0.15, 0.04)  # none, SEN support, EHC plan
    eal: float = 0.14
    attainment: float = 104.5
    progress: float = 0.0
    gap: float = 2.5
    absence: Absence = Absence()
    conduct: Conduct = Conduct()
    exams: Exams = Exams()
    mood: tuple[int, ...] = (0,)  # by drop: points that surveys lie above what is usual
    turnover: tuple[float, float, float] = (0.12, 0.12, 0.12)  # of posts, this year's last
    drift: tuple[tuple[str, float], ...] = ()  # actual over budget by ledger code, as a share
    last_headcount: int | None = None  # on roll at last January's census; None: as many as now


@dataclass(frozen=True, slots=True, eq=False)
class DemoTrust:
    """The schools of a demo's trust in one academic year, and the posts of its own office.

    `emptied` are posts that stand empty, by place and title: the last day of who left, and when the
    next one came, if anyone did; `late_packs` the months, counted from September as 0, whose
    management accounts came late.
    """

    name: str
    year: str
    schools: tuple[DemoSchool, ...]
    office: tuple[tuple[str, str], ...] = (
        ("Chief executive", "Leadership"),
        ("Finance manager", "Office"),
        ("Governance professional", "Office"),
    )
    emptied: tuple[tuple[tuple[str, str], tuple[dt.date, dt.date | None]], ...] = ()
    late_packs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoDrop:
    """One drop of a demo; `number` counts them from 0, for what gets better or worse by drop."""

    number: int
    id: str
    title: str
    term: Term
    as_of: dt.date
    previous: str | None
    meeting: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo: a plan of a trust over the drops of a year.

    `folder` is where its drops lie under data/demo ("." for data/demo itself); `books` gives every
    export of a drop, from the seed.
    """

    id: str
    trust: str
    plan: str
    year: str
    folder: str
    seed: int
    drops: tuple[DemoDrop, ...]
    books: Callable[[int, DemoDrop], Iterable[Book]]
    meeting_of: str = "trust-board"  # the body that a drop's reports go to


def has_secondary(school: DemoSchool) -> bool:
    """Whether the school has year groups from Year 7 on."""
    return any(year >= 7 for year, _ in school.years)
