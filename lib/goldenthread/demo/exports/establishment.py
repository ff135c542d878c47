"""The posts of a school, by its phase and size, and of a trust's office."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from goldenthread.demo.profile import TRUST_OFFICE, DemoSchool

_SUBJECTS = (
    ("English", 8),
    ("Mathematics", 8),
    ("Science", 9),
    ("History", 3),
    ("Geography", 3),
    ("Languages", 4),
    ("PE", 4),
    ("Art", 2),
    ("Design and Technology", 3),
    ("Music", 1),
    ("Drama", 1),
    ("Religious Studies", 2),
    ("Computer Science", 2),
    ("Business", 2),
    ("Food", 1),
    ("PSHE", 1),
)
# Fewer in the larger departments of a smaller school.
_FEWER = {"English": 1, "Mathematics": 1, "Science": 2, "PE": 1, "Languages": 1, "Business": 1}
_SUPPORT = (
    ("Teaching assistant", 15),
    ("Cover supervisor", 3),
    ("Science technician", 2),
    ("Pastoral officer", 4),
    ("Attendance officer", 1),
    ("Caretaker", 3),
    ("Midday supervisor", 4),
    ("Librarian", 1),
)
_OFFICE = (("Receptionist", 2), ("School administrator", 3))
_LEADERS = (("Headteacher", 1), ("Deputy headteacher", 1), ("Assistant headteacher", 3))
_CLASS = 28  # pupils of a primary class


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the establishment."""

    place: str
    title: str
    group: str
    fte: float


def secondary_posts(
    rng: np.random.Generator, school: DemoSchool, *, smaller: bool
) -> Iterator[Post]:
    """Leaders, teachers by subject, support and office staff."""
    for title, count in _LEADERS:
        title = school.head if title == "Headteacher" else title
        yield from [Post(school.name, title, "Leadership", 1.0)] * count
    for subject, count in _SUBJECTS:
        here = count - (_FEWER.get(subject, 0) if smaller else 0)
        title = f"Teacher of {subject}"
        yield from [Post(school.name, title, "Teacher", _fte(rng, 0.14)) for _ in range(here)]
    for title, count in _SUPPORT:
        here = count - (2 if smaller and count > 4 else 0)
        yield from [Post(school.name, title, "Support", _fte(rng, 0.5)) for _ in range(here)]
    for title, count in _OFFICE:
        yield from [Post(school.name, title, "Office", _fte(rng, 0.3)) for _ in range(count)]


def primary_posts(rng: np.random.Generator, school: DemoSchool) -> Iterator[Post]:
    """A teacher for each class and one more, as many assistants, and a small office."""
    classes = math.ceil(sum(size for _, size in school.years) / _CLASS)
    leaders = (school.head, "Deputy headteacher") if classes > 4 else (school.head,)
    for title in leaders:
        yield Post(school.name, title, "Leadership", 1.0)
    for title, group, count, part_time in (
        ("Class teacher", "Teacher", classes + 1, 0.2),
        ("Teaching assistant", "Support", classes + 1, 0.6),
        ("Midday supervisor", "Support", max(2, classes // 2), 1.0),
        ("School administrator", "Office", 1 + classes // 6, 0.4),
    ):
        yield from [Post(school.name, title, group, _fte(rng, part_time)) for _ in range(count)]


def office_posts(posts: Iterable[tuple[str, str]]) -> list[Post]:
    """The posts of the trust office, from title and staff group."""
    return [Post(TRUST_OFFICE, title, group, 1.0) for title, group in posts]


def _fte(rng: np.random.Generator, part_time: float) -> float:
    return float(rng.choice([0.4, 0.6, 0.8])) if rng.random() < part_time else 1.0
