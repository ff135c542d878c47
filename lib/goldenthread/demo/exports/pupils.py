"""The pupils of a demo, this year's and those who left last summer, and the pupil lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.calendar import academic_year, year_starts
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.layout import PLAIN, Book, Cell, Dialect, heading, lay_out
from goldenthread.demo.names import draw_pupil_name
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_LA = "999"  # no local authority has this code, so no real pupil number has it either
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LEFT_LAST_YEAR = 14  # the year group of those who left Year 11 last summer
_ETHNICITIES = ("White British", "Indian", "Black Caribbean", "Mixed", "Pakistani", "Any other")


@dataclass(frozen=True, slots=True)
class Pupil:
    """`year` is the year group (0 is Reception; 14 has left last summer); `needs` is N, K or E.

    `ks2` is the scaled scores in reading and mathematics: of the tests that a secondary pupil sat,
    or that a primary pupil is on course for.
    """

    school: DemoSchool
    upn: str
    surname: str
    forename: str
    born: dt.date
    sex: str
    year: int
    form: str
    admission_number: str
    admitted: dt.date
    left: dt.date | None
    disadvantaged: bool
    meals: bool
    in_care: bool
    needs: str
    eal: bool
    ethnicity: str
    ks2: tuple[int, int]

    def on_roll(self, day: dt.date) -> bool:
        return self.admitted <= day and (self.left is None or self.left > day)


def upn_with_check_letter(digits: str) -> str:
    """A unique pupil number from its twelve digits: the letter is their weighted sum, modulo 23."""
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return _UPN_LETTERS[total % 23] + digits


def make_pupils(seed: int, schools: Iterable[DemoSchool], year: str) -> tuple[Pupil, ...]:
    """Every pupil of an academic year, with joiners and leavers, and last year's leavers."""
    return tuple(
        pupil
        for school in schools
        for group, size in school.years
        for pupil in _year_group(seed, school, year_starts(year), group, size)
    )


def _year_group(
    seed: int, school: DemoSchool, starts: dt.date, year: int, size: int
) -> Iterator[Pupil]:
    rng = chance(seed, "pupils", school.short, str(year))
    prior = normal_scores(rng, size)
    spread = normal_scores(rng, size)
    poorer = _disadvantaged(rng, prior, school.disadvantaged)
    for number in range(size):
        mean = school.attainment + 6.9 * prior[number]
        half = 2.1 * spread[number]
        ks2 = (_scaled(mean + half), _scaled(mean - half))
        yield _pupil(rng, school, starts, year, number, poorer[number], ks2)


def _scaled(score: float) -> int:
    return min(120, max(80, round(score)))


def _disadvantaged(rng: np.random.Generator, prior: list[float], share: float) -> list[bool]:
    """Disadvantage falls somewhat more often on those with lower prior attainment."""
    ranks = [score + 1.9 * float(rng.normal()) for score in prior]
    below = set(sorted(ranks)[: round(share * len(ranks))])
    return [rank in below for rank in ranks]


def _pupil(
    rng: np.random.Generator,
    school: DemoSchool,
    starts: dt.date,
    year: int,
    number: int,
    poorer: bool,
    ks2: tuple[int, int],
) -> Pupil:
    first_of_birth = dt.date(starts.year - year - 5, 9, 1)
    sex = "F" if rng.random() < 0.49 else "M"
    surname, forename = draw_pupil_name(rng, sex)
    entered = (starts.year - year) % 100  # the year of their reception class
    digits = f"{_LA}{school.establishment}{entered:02d}{number + 1:03d}"
    admitted, left = _enrolment(rng, starts, year)
    needs = rng.choice(["N", "K", "E"], p=school.needs)
    return Pupil(
        school=school,
        upn=upn_with_check_letter(digits),
        surname=surname,
        forename=forename,
        born=first_of_birth + dt.timedelta(days=int(rng.integers(0, 365))),
        sex=sex,
        year=year,
        form=f"{year}{'ABCDE'[number % 5]}",
        admission_number=f"{(starts.year - year) % 100:02d}{number + 1:04d}",
        admitted=admitted,
        left=left,
        disadvantaged=poorer,
        meals=bool(poorer and rng.random() < 0.82),
        in_care=bool(poorer and rng.random() < 0.03),
        needs=str(needs),
        eal=bool(rng.random() < school.eal),
        ethnicity=str(rng.choice(_ETHNICITIES, p=[0.61, 0.13, 0.07, 0.09, 0.05, 0.05])),
        ks2=ks2,
    )


def _enrolment(
    rng: np.random.Generator, starts: dt.date, year: int
) -> tuple[dt.date, dt.date | None]:
    """Most stay; a few join or leave in the year. Years 6 and 11 stay, as their cohorts do."""
    entry = 7 if year >= 7 else 0
    first = dt.date(starts.year - max(0, min(year, 12) - entry), 9, 2 if year != entry else 6)
    draw = rng.random()
    day = dt.timedelta(days=int(rng.integers(20, 210)))
    if year == LEFT_LAST_YEAR:
        return dt.date(starts.year - 5, 9, 5), dt.date(starts.year, 6, 25)
    if year > 10 or year == 6 or draw >= 0.035:
        return first, None
    return (starts + day, None) if draw < 0.018 else (first, starts + day)


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How one school's system prints its pupil list; `spelt_out` words where others have codes."""

    file: str = ""
    sheet: str = "Report"
    dialect: Dialect = PLAIN
    spelt_out: bool = False


def pupil_list(
    sources: Mapping[str, Source],
    pupils: Iterable[Pupil],
    school: DemoSchool,
    drop: DemoDrop,
    style: ListStyle = ListStyle(),
) -> Book:
    """A school's list: those on roll, and those who left since September."""
    rows = [
        _listed(pupil, drop, style.spelt_out)
        for pupil in pupils
        if pupil.school is school and _is_listed(pupil, drop)
    ]
    above = heading(f"{school.name}: pupil list", drop.as_of)
    sheet = lay_out(sources["pupils"], rows, name=style.sheet, above=above, dialect=style.dialect)
    return Book(style.file or f"{school.short} pupil list.xlsx", "pupils", (sheet,))


def _is_listed(pupil: Pupil, drop: DemoDrop) -> bool:
    since = year_starts(academic_year(drop.as_of))
    return pupil.admitted <= drop.as_of and (pupil.left is None or pupil.left >= since)


def _listed(pupil: Pupil, drop: DemoDrop, spelt_out: bool) -> dict[str, Cell]:
    has_left = pupil.left is not None and pupil.left <= drop.as_of
    words = not spelt_out
    return {
        "upn": pupil.upn,
        # Systems pad names with blanks; nothing may hang on that.
        "surname": pupil.surname + ("  " if pupil.upn.endswith("7") else ""),
        "forename": pupil.forename,
        "date_of_birth": pupil.born,
        "sex": {"F": "Female", "M": "Male"}[pupil.sex] if not words else pupil.sex,
        "year_group": pupil.year if words else f"Year {pupil.year}",
        "form": pupil.form,
        "admission_number": pupil.admission_number,
        "date_of_admission": pupil.admitted,
        "leaving_date": pupil.left if has_left else None,
        "enrolment_status": "C" if words else "Single Registration",
        "pupil_premium": "Y" if pupil.disadvantaged else "N",
        "fsm": "Y" if pupil.meals else "N",
        "looked_after": "Y" if pupil.in_care else "N",
        "sen": pupil.needs
        if words
        else {"N": "No SEN", "K": "SEN Support", "E": "EHCP"}[pupil.needs],
        "eal": "Yes" if pupil.eal else "No",
        "ethnicity": pupil.ethnicity,
    }
