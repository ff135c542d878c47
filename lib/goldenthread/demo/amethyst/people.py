"""The pupils of the demo, this year's and those who left last summer, and the pupil lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS, YEAR_STARTS
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.layout import Book, Cell, Dialect, heading, lay_out
from goldenthread.demo.names import draw_pupil_name
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_LA = "999"  # no local authority has this code, so no real pupil number has it either
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# Pupils on roll by year group of 2021/22; "14" stands for last year's Year 11, who have left.
_SIZES = {
    ALDERSLEY: {7: 141, 8: 143, 9: 139, 10: 140, 11: 142, 12: 56, 13: 47, 14: 138},
    MORETON: {7: 151, 8: 147, 9: 144, 10: 136, 11: 123, 14: 119},
}
_LEFT_LAST_YEAR = 14
_DISADVANTAGED = {ALDERSLEY: 0.27, MORETON: 0.41}
_PRIOR_ATTAINMENT = {ALDERSLEY: 102.5, MORETON: 102.6}  # mean of the key stage 2 scaled scores
_ETHNICITIES = ("White British", "Indian", "Black Caribbean", "Mixed", "Pakistani", "Any other")


@dataclass(frozen=True, slots=True)
class Pupil:
    """`year` is the year group of 2021/22; `needs` is N, K or E; `ks2` is reading and maths."""

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


def make_pupils(seed: int) -> tuple[Pupil, ...]:
    """Every pupil of this year, with joiners and leavers, and last year's leavers."""
    return tuple(
        pupil
        for school in SCHOOLS
        for year, size in _SIZES[school].items()
        for pupil in _year_group(seed, school, year, size)
    )


def _year_group(seed: int, school: DemoSchool, year: int, size: int) -> Iterator[Pupil]:
    rng = chance(seed, "pupils", school.short, str(year))
    prior = normal_scores(rng, size)
    spread = normal_scores(rng, size)
    poorer = _disadvantaged(rng, prior, _DISADVANTAGED[school])
    for number in range(size):
        mean = _PRIOR_ATTAINMENT[school] + 6.9 * prior[number]
        half = 2.1 * spread[number]
        ks2 = (_scaled(mean + half), _scaled(mean - half))
        yield _pupil(rng, school, year, number, poorer[number], ks2)


def _scaled(score: float) -> int:
    return min(120, max(80, round(score)))


def _disadvantaged(rng: np.random.Generator, prior: list[float], share: float) -> list[bool]:
    """Disadvantage falls somewhat more often on those with lower prior attainment."""
    ranks = [score + 1.9 * float(rng.normal()) for score in prior]
    threshold = sorted(ranks)[round(share * len(ranks))]
    return [rank < threshold for rank in ranks]


def _pupil(
    rng: np.random.Generator,
    school: DemoSchool,
    year: int,
    number: int,
    poorer: bool,
    ks2: tuple[int, int],
) -> Pupil:
    first_of_birth = dt.date(2021 - year - 5, 9, 1)
    sex = "F" if rng.random() < 0.49 else "M"
    surname, forename = draw_pupil_name(rng, sex)
    entered = (2021 - year) % 100  # the year of their reception class
    digits = f"{_LA}{school.establishment}{entered:02d}{number + 1:03d}"
    admitted, left = _enrolment(rng, year)
    needs = rng.choice(["N", "K", "E"], p=[0.81, 0.15, 0.04])
    return Pupil(
        school=school,
        upn=upn_with_check_letter(digits),
        surname=surname,
        forename=forename,
        born=first_of_birth + dt.timedelta(days=int(rng.integers(0, 365))),
        sex=sex,
        year=year,
        form=f"{year}{'ABCDE'[number % 5]}",
        admission_number=f"{(2021 - year) % 100:02d}{number + 1:04d}",
        admitted=admitted,
        left=left,
        disadvantaged=poorer,
        meals=bool(poorer and rng.random() < 0.82),
        in_care=bool(poorer and rng.random() < 0.03),
        needs=str(needs),
        eal=bool(rng.random() < 0.14),
        ethnicity=str(rng.choice(_ETHNICITIES, p=[0.61, 0.13, 0.07, 0.09, 0.05, 0.05])),
        ks2=ks2,
    )


def _enrolment(rng: np.random.Generator, year: int) -> tuple[dt.date, dt.date | None]:
    """Most stay from Year 7; a few join or leave in the year. Year 11 stays, as the cohort does."""
    usual = dt.date(2021 - max(0, min(year, 12) - 7), 9, 2 if year != 7 else 6)
    draw = rng.random()
    day = dt.timedelta(days=int(rng.integers(20, 210)))
    if year == _LEFT_LAST_YEAR:
        return dt.date(2016, 9, 5), dt.date(2021, 6, 25)
    if year > 10 or draw >= 0.035:
        return usual, None
    return (YEAR_STARTS + day, None) if draw < 0.018 else (usual, YEAR_STARTS + day)


_MORETON_SPELLING = Dialect(
    names={
        "surname": "Surname",
        "forename": "Forename",
        "date_of_birth": "Date of Birth",
        "sex": "Sex",
        "year_group": "NC Year",
        "form": "Tutor Group",
        "admission_number": "Adno",
        "pupil_premium": "PP",
        "fsm": "FSM",
        "sen": "SEN Provision",
    },
    omit=frozenset({"ethnicity", "looked_after"}),
    dates="%d/%m/%Y",
)
_FILES = {ALDERSLEY: "Aldersley pupil list.xlsx", MORETON: "Moreton student list.xlsx"}


def pupil_lists(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], drop: DemoDrop
) -> Iterator[Book]:
    """The list of each school: those on roll, and those who left since September."""
    source = sources["pupils"]
    for school, file in _FILES.items():
        dialect = _MORETON_SPELLING if school is MORETON else Dialect()
        rows = [_listed(p, drop) for p in pupils if p.school is school and _is_listed(p, drop)]
        sheet = lay_out(
            source,
            rows,
            name="Report" if school is ALDERSLEY else "Students",
            above=heading(f"{school.name}: pupil list", drop.as_of),
            dialect=dialect,
        )
        yield Book(file, "pupils", (sheet,))


def _is_listed(pupil: Pupil, drop: DemoDrop) -> bool:
    return pupil.admitted <= drop.as_of and (pupil.left is None or pupil.left >= YEAR_STARTS)


def _listed(pupil: Pupil, drop: DemoDrop) -> dict[str, Cell]:
    has_left = pupil.left is not None and pupil.left <= drop.as_of
    words = pupil.school is ALDERSLEY
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
