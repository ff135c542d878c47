"""GCSE results of Year 11 and their targets, grown from key stage 2 prior attainment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool, Exams
from goldenthread.sources.spec import Source

# A rough curve of Attainment 8 against the mean key stage 2 score. The demo's grades come from
# it, never its measures: those compare with the published figures.
_CURVE = ((80, 17.0), (88, 24.5), (94, 31.5), (100, 41.0), (105, 51.0), (110, 62.5), (120, 83.0))


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


@dataclass(frozen=True, slots=True)
class ExamStyle:
    """How one school prints its targets and its results, and under which names."""

    targets: str
    results: str
    target_spelling: Mapping[str, str] = field(default_factory=dict)
    result_spelling: Mapping[str, str] = field(default_factory=dict)
    level_last: bool = False  # the level of a vocational grade behind it: M2, D*2


def year_11(pupils: Iterable[Pupil], school: DemoSchool) -> list[Pupil]:
    """The school's pupils at the end of key stage 4."""
    return [pupil for pupil in pupils if pupil.school is school and pupil.year == 11]


def targets_book(
    source: Source,
    cohort: Sequence[Pupil],
    school: DemoSchool,
    seed: int,
    drop: DemoDrop,
    style: ExamStyle,
) -> Book:
    """Prior attainment and the target grown from it; for some there are no scores."""
    rng = chance(seed, "targets", school.short)
    unscored = {int(n) for n in rng.permutation(len(cohort))[: school.exams.no_scores]}
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
    title = f"{school.name}: Year 11 prior attainment and targets"
    below = ("N: no result. A: absent from the test. Blank: not found on the national system.",)
    above, dialect = heading(title, drop.as_of), Dialect(style.target_spelling)
    sheet = lay_out(source, rows, name="Year 11", above=above, below=below, dialect=dialect)
    return Book(style.targets, source.source, (sheet,))


def results_book(
    source: Source,
    cohort: Sequence[Pupil],
    school: DemoSchool,
    seed: int,
    drop: DemoDrop,
    style: ExamStyle,
) -> Book:
    """The grade of every pupil in every subject taken."""
    rng = chance(seed, "results", school.short)
    luck = normal_scores(rng, len(cohort))
    rows: list[Row] = []
    for number, pupil in enumerate(cohort):
        person = {"upn": pupil.upn, "surname": pupil.surname, "forename": pupil.forename}
        exam = {"form": pupil.form, "exam_number": f"{number + 7:04d}"}
        grades = _grades(rng, pupil, school.exams, luck[number])
        shown = {subject: _printed(grade, style) for subject, grade in grades.items()}
        rows.append({**person, **exam, **shown})
    sheet = lay_out(
        source,
        rows,
        name="Results",
        above=heading(f"{school.name}: GCSE results, August {drop.as_of.year}", drop.as_of),
        below=("U: ungraded. X: absent. Combined Science is a double award.",),
        dialect=Dialect(style.result_spelling),
        across=_SUBJECTS,
    )
    return Book(style.results, source.source, (sheet,))


def _on_curve(score: float) -> float:
    for (low, from_points), (high, to_points) in pairwise(_CURVE):
        if score <= high:
            return from_points + (to_points - from_points) * (score - low) / (high - low)
    return _CURVE[-1][1]


def _grades(rng: np.random.Generator, pupil: Pupil, pattern: Exams, luck: float) -> dict[str, Cell]:
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
        grades[subject] = _grade(subject, own)
    return grades


def _printed(grade: Cell, style: ExamStyle) -> Cell:
    """Where the level of a vocational grade is written behind it: M2 for L2M."""
    level_first = isinstance(grade, str) and grade.startswith("L") and style.level_last
    return f"{grade[2:]}{grade[1]}" if isinstance(grade, str) and level_first else grade


def _entries(rng: np.random.Generator, pattern: Exams, level: float) -> list[str]:
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
