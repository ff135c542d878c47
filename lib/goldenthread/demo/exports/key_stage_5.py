"""Results of a sixth form: what every student of Year 13 entered, a row an entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_A_LEVELS = (
    *("Biology", "Chemistry", "Mathematics", "Physics", "Psychology", "Sociology", "History"),
    *("Geography", "English Literature", "Business", "Art", "Economics", "French"),
)
_APPLIED = ("Health and Social Care", "Business", "Applied Science", "Sport")
_GRADES = ("U", "E", "D", "C", "B", "A", "A*")
_MIDDLE = 3.75  # a little below B: what England's schools came to in the summer of 2022
_SPREAD = 1.15  # grades, between students
_APPLIED_SHARE, _PROJECT_SHARE = 0.2, 0.15


def year_13(pupils: Sequence[Pupil], school: DemoSchool) -> list[Pupil]:
    """The school's students at the end of 16 to 18 study."""
    return [pupil for pupil in pupils if pupil.school is school and pupil.year == 13]


def sixth_form_book(
    source: Source,
    cohort: Sequence[Pupil],
    school: DemoSchool,
    seed: int,
    drop: DemoDrop,
    file: str,
) -> Book:
    """Three A levels for most; for some an applied general in place of one, or a project more."""
    rng = chance(seed, "sixth form", school.short)
    luck = normal_scores(rng, len(cohort))
    rows: list[Row] = []
    for pupil, score in zip(cohort, luck, strict=True):
        person: Row = {
            "upn": pupil.upn,
            "surname": pupil.surname,
            "forename": pupil.forename,
            "year_group": pupil.year,
        }
        for qualification, subject, grade in _entries(rng, _MIDDLE + _SPREAD * score):
            entry: Row = {"qualification": qualification, "subject": subject, "grade": grade}
            rows.append({**person, **entry})
    title = f"{school.name}: results of Year 13, August {drop.as_of.year}"
    sheet = lay_out(
        source, rows, name="Results", above=heading(title, drop.as_of), dialect=Dialect()
    )
    return Book(file, source.source, (sheet,))


def _entries(rng: np.random.Generator, level: float) -> list[tuple[str, str, str]]:
    """Qualification, subject and grade of everything that one student entered."""
    subjects = [_A_LEVELS[int(n)] for n in rng.permutation(len(_A_LEVELS))[:3]]
    marks = [level + 0.7 * float(rng.normal()) for _ in subjects]
    applied, project = rng.random(2)
    entries = [
        ("A level", subject, _GRADES[min(6, max(0, round(mark)))])
        for subject, mark in zip(subjects, marks, strict=True)
    ]
    if applied < _APPLIED_SHARE:
        subject = _APPLIED[int(rng.integers(len(_APPLIED)))]
        steps = ("U", "P", "P", "M", "D", "D", "D*")
        entries[-1] = ("BTEC Extended Certificate", subject, steps[min(6, max(0, round(level)))])
    if project < _PROJECT_SHARE:
        grade = _GRADES[min(6, max(1, round(level)))]
        entries.append(("EPQ", "Extended Project", grade))
    return entries
