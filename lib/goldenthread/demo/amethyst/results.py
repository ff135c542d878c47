"""GCSE results of Year 11 and their targets, grown from key stage 2 prior attainment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

# A rough curve of Attainment 8 against the mean key stage 2 score. The demo's grades come from
# it, never its measures: those compare with the published figures.
_CURVE = ((80, 17.0), (88, 24.5), (94, 31.5), (100, 41.0), (105, 51.0), (110, 62.5), (120, 83.0))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Points above or below the curve, by advantage, and how far pupils spread around it."""

    disadvantaged: float
    others: float
    spread: float = 11.5
    triple: float = 0.24
    languages: float = 0.46


_PATTERNS = {
    ALDERSLEY: _Pattern(disadvantaged=-0.3, others=4.1, triple=0.30, languages=0.55),
    MORETON: _Pattern(disadvantaged=-9.4, others=-0.6, triple=0.20, languages=0.34),
}
_NO_SCORES = {ALDERSLEY: 4, MORETON: 6}
_MARKERS = ("N", "A", None)

_OPTIONS = (
    "Art",
    "Business",
    "Drama",
    "Food",
    "Design and Technology",
    "Music",
    "PE",
    "Religious Studies",
    "Computer Science",
)
_VOCATIONAL = (
    "Sport Studies",
    "Health and Social Care",
    "Creative iMedia",
)
_SUBJECTS = (
    "English Language",
    "English Literature",
    "Mathematics",
    "Combined Science",
    "Biology",
    "Chemistry",
    "Physics",
    "History",
    "Geography",
    "French",
    "German",
    "Spanish",
    *_OPTIONS,
    *_VOCATIONAL,
)
# Grades above or below a pupil's own level: the best eight of ten lie above the level they make.
_HARDER = {"Mathematics": -0.15, "French": -0.5, "German": -0.5, "Spanish": -0.3, "Physics": -0.1}


def year_11(pupils: tuple[Pupil, ...], school: DemoSchool) -> list[Pupil]:
    return [pupil for pupil in pupils if pupil.school is school and pupil.year == 11]


def result_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """Targets in every drop; results once they are out, in August."""
    for school in SCHOOLS:
        cohort = year_11(pupils, school)
        yield _targets(sources["ks4_targets"], cohort, school, seed, drop)
        if drop.term == "summer":
            yield _results(sources["ks4_results"], cohort, school, seed, drop)


def _targets(
    source: Source, cohort: list[Pupil], school: DemoSchool, seed: int, drop: DemoDrop
) -> Book:
    rng = chance(seed, "targets", school.short)
    unscored = {int(n) for n in rng.permutation(len(cohort))[: _NO_SCORES[school]]}
    rows: list[Row] = []
    for number, pupil in enumerate(cohort):
        reading: Cell = pupil.ks2[0]
        maths: Cell = pupil.ks2[1]
        target: Cell = round(_on_curve(sum(pupil.ks2) / 2) + 4, 1)
        if number in unscored:
            reading = maths = _MARKERS[number % len(_MARKERS)]
            target = None
        names = {"upn": pupil.upn, "surname": pupil.surname, "forename": pupil.forename}
        scores = {"ks2_reading": reading, "ks2_maths": maths, "target_attainment_8": target}
        rows.append({**names, **scores})
    # Neither school keeps an estimate of its own.
    omit = frozenset({"estimated_progress"})
    file, dialect = "Aldersley KS4 targets.xlsx", Dialect(omit=omit)
    if school is MORETON:
        file = "Moreton prior attainment and targets.xlsx"
        spelling = {"ks2_reading": "KS2 Re", "ks2_maths": "KS2 Ma"}
        dialect = Dialect({**spelling, "target_attainment_8": "FFT20 A8"}, omit)
    title = f"{school.name}: Year 11 prior attainment and targets"
    below = ("N: no result. A: absent from the test. Blank: not found on the national system.",)
    above = heading(title, drop.as_of)
    sheet = lay_out(source, rows, name="Year 11", above=above, below=below, dialect=dialect)
    return Book(file, source.source, (sheet,))


def _results(
    source: Source, cohort: list[Pupil], school: DemoSchool, seed: int, drop: DemoDrop
) -> Book:
    rng = chance(seed, "results", school.short)
    luck = normal_scores(rng, len(cohort))
    rows: list[Row] = []
    for number, pupil in enumerate(cohort):
        person = {"upn": pupil.upn, "surname": pupil.surname, "forename": pupil.forename}
        exam = {"form": pupil.form, "exam_number": f"{number + 7:04d}"}
        rows.append({**person, **exam, **_grades(rng, pupil, _PATTERNS[school], luck[number])})
    file = f"{school.short} {'KS4' if school is ALDERSLEY else 'GCSE'} results.xlsx"
    dialect = Dialect()
    if school is MORETON:
        dialect = Dialect({"surname": "Last Name", "forename": "First Name", "form": "Reg Group"})
    sheet = lay_out(
        source,
        rows,
        name="Results",
        above=heading(f"{school.name}: GCSE results, August 2022", drop.as_of),
        below=("U: ungraded. X: absent. Combined Science is a double award.",),
        dialect=dialect,
        across=_SUBJECTS,
    )
    return Book(file, source.source, (sheet,))


def _on_curve(score: float) -> float:
    for (low, from_points), (high, to_points) in pairwise(_CURVE):
        if score <= high:
            return from_points + (to_points - from_points) * (score - low) / (high - low)
    return _CURVE[-1][1]


def _grades(
    rng: np.random.Generator, pupil: Pupil, pattern: _Pattern, luck: float
) -> dict[str, Cell]:
    """The grade in each subject that the pupil took."""
    shift = pattern.disadvantaged if pupil.disadvantaged else pattern.others
    level = (_on_curve(sum(pupil.ks2) / 2) + shift + pattern.spread * luck) / 10
    if luck < -2.0:  # gone before the summer: entered, and absent
        return dict.fromkeys(("English Language", "English Literature", "Mathematics"), "X")
    # Girls do better in English than in mathematics, boys the other way round.
    lean = 0.35 if pupil.sex == "F" else -0.35
    grades: dict[str, Cell] = {}
    for subject in _entries(rng, pattern, level):
        own = level + _HARDER.get(subject, 0.0) + 0.75 * float(rng.normal())
        if subject.startswith("English"):
            own += lean
        elif subject == "Mathematics":
            own -= lean
        grades[subject] = _printed(_grade(subject, own), pupil.school)
    return grades


def _printed(grade: str, school: DemoSchool) -> str:
    """Moreton's system writes the level of a vocational grade behind it: M2, D*2."""
    level_first = grade.startswith("L") and school is MORETON
    return grade[2:] + grade[1] if level_first else grade


def _entries(rng: np.random.Generator, pattern: _Pattern, level: float) -> list[str]:
    """English, mathematics, science and a mix of options, nine or ten GCSEs in all."""
    subjects = ["English Language", "English Literature", "Mathematics"]
    separate = level > 4.6 and rng.random() < 2 * pattern.triple
    subjects += ["Biology", "Chemistry", "Physics"] if separate else ["Combined Science"]
    subjects.append("History" if rng.random() < 0.48 else "Geography")
    if rng.random() < pattern.languages + (0.12 if level > 5 else -0.08):
        subjects.append(str(rng.choice(["French", "German", "Spanish"], p=[0.5, 0.15, 0.35])))
    if rng.random() < (0.55 if level < 4.5 else 0.15):
        subjects.append(_VOCATIONAL[int(rng.integers(len(_VOCATIONAL)))])
    wanted = 9 if separate else 8  # combined science counts as two
    options = [_OPTIONS[int(n)] for n in rng.permutation(len(_OPTIONS))]
    return subjects + options[: max(0, wanted - len(subjects))]


def _grade(subject: str, level: float) -> str:
    whole = min(9, max(0, round(level)))
    if subject in _VOCATIONAL:
        steps = ("U", "L1P", "L1P", "L1M", "L2P", "L2P", "L2M", "L2D", "L2D*", "L2D*")
        return steps[whole]
    if subject == "Combined Science":
        half = min(18, max(0, round(2 * level)))  # in half grades: 5-5 is 10, 5-4 is 9
        first, second = (half + 1) // 2, half // 2
        return "U" if second == 0 else f"{first}-{second}"
    return str(whole) if whole else "U"
