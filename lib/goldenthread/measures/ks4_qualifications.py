"""Subjects and grades of a results export, as `params/qualifications/ks4.yml` declares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared, load
from goldenthread.measures.registry import Context, kept

Kind = Literal["gcse", "combined science", "vocational"]
Slot = Literal[
    "english language",
    "english literature",
    "maths",
    "science",
    "computing",
    "humanities",
    "language",
    "open",
]
_PAIR = re.compile(r"([1-9U])[-/,]?([1-9U])")


class Years(Declared):
    """Academic years from one to another, both included; without either, all."""

    first: str = Field(default="0000/01", alias="from")
    until: str = "9999/00"

    def hold(self, year: str) -> bool:
        return self.first <= year <= self.until


ALWAYS = Years()


class Scale(Declared):
    """What the grades of a type of qualification are worth in some years."""

    type: Literal["gcse", "vocational"]
    title: str
    years: Years
    points: dict[str, float]
    spellings: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> dict[str, float]:
        worth = dict(self.points)
        for grade, spellings in self.spellings.items():
            worth.update(dict.fromkeys(spellings, self.points[grade]))
        return worth


class Subject(Declared):
    """`slot` is where it counts first; whatever is not used there may fill an open slot."""

    slot: Slot = "open"
    type: Kind = "gcse"
    aliases: tuple[str, ...] = Field(min_length=1)
    years: Years = ALWAYS


class Discounted(Declared):
    """Qualifications on the same content: of each pupil's, only one of the sets counts."""

    why: str
    sets: tuple[tuple[str, ...], ...]
    years: Years = ALWAYS


class PriorBands(Declared):
    """Where the department's bands of key stage 2 averages begin, for the years that use them."""

    years: Years
    middle_from: float
    high_from: float
    source: str


class Qualifications(Declared):
    """`params/qualifications/ks4.yml`."""

    qualifications: str
    publication: str
    source: str
    scales: tuple[Scale, ...]
    absent: tuple[str, ...]
    pending: tuple[str, ...]
    discounted: tuple[Discounted, ...] = ()
    prior_attainment: tuple[PriorBands, ...] = ()
    subjects: dict[str, Subject]

    @model_validator(mode="after")
    def _names_are_unique(self) -> Qualifications:
        seen: dict[str, str] = {}
        for name, subject in self.subjects.items():
            for alias in subject.aliases:
                other = seen.setdefault(_plain(alias), name)
                if other != name:
                    message = f"{alias!r} names both {other} and {name}"
                    raise ValueError(message)
        unknown = {s for d in self.discounted for part in d.sets for s in part} - set(self.subjects)
        if unknown:
            message = f"discounted names unknown subjects: {', '.join(sorted(unknown))}"
            raise ValueError(message)
        return self

    def discounted_in(self, year: str) -> tuple[Discounted, ...]:
        return tuple(rule for rule in self.discounted if rule.years.hold(year))

    def prior_bands(self, year: str) -> PriorBands | None:
        """None in the years whose pupils had key stage 2 levels and no scaled scores."""
        return next((bands for bands in self.prior_attainment if bands.years.hold(year)), None)

    @cached_property
    def _by_alias(self) -> dict[str, str]:
        return {
            _plain(alias): name
            for name, subject in self.subjects.items()
            for alias in (name.replace("_", " "), *subject.aliases)
        }

    def subject(self, header: str) -> str | None:
        """The subject that a column header names, or None for one that is not listed."""
        return self._by_alias.get(_plain(header))


@dataclass(frozen=True, slots=True)
class Grade:
    """`points` for each slot that it fills; `taken` is false for an absence or a result to come."""

    points: float
    kind: Kind
    taken: bool = True
    pending: bool = False


def read_grade(declared: Qualifications, year: str, subject: Subject, text: str) -> Grade | None:
    """What a grade as typed is worth in a year; None where it cannot be told.

    A grade of another type than its subject is declared with is read as what it is where that is
    plain (5, or L2D): schools switch a subject between GCSE and technical award. A bare D or P
    under a GCSE is not.
    """
    grade = text.upper().replace(" ", "").replace("LEVEL", "L").replace("–", "-")
    if grade in declared.absent or grade in declared.pending:
        return Grade(0.0, subject.type, taken=False, pending=grade in declared.pending)
    if subject.type == "combined science":
        return _combined(declared, year, grade)
    points = _worth(declared, year, subject.type, grade)
    if points is not None:
        return Grade(points, subject.type)
    other: Kind = "vocational" if subject.type == "gcse" else "gcse"
    points = _worth(declared, year, other, grade) if any(c.isdigit() for c in grade) else None
    return Grade(points, other) if points is not None else None


def _combined(declared: Qualifications, year: str, grade: str) -> Grade | None:
    """A double grade: each of its two slots is worth the mean of the two."""
    pair = _PAIR.fullmatch(grade) or _PAIR.fullmatch(grade * 2 if grade == "U" else grade)
    if not pair:
        return None
    points = [_worth(declared, year, "gcse", part) for part in pair.groups()]
    if points[0] is None or points[1] is None:
        return None
    return Grade((points[0] + points[1]) / 2, "combined science")


def _worth(declared: Qualifications, year: str, kind: str, grade: str) -> float | None:
    for scale in declared.scales:
        if scale.type == kind and scale.years.hold(year):
            points = scale.by_spelling.get(grade)
            if points is not None:
                return points
    return None


def _plain(header: str) -> str:
    """A subject header without its qualification words, case and punctuation."""
    words = re.sub(r"[^a-z0-9+ ]", " ", header.casefold().replace("&", " and ")).split()
    dull = {"gcse", "igcse", "9", "1", "grade", "result", "full", "course", "award", "cert"}
    return " ".join(word for word in words if word not in dull) or " ".join(words)


def load_qualifications(params: Path) -> Qualifications:
    return load(params / "qualifications" / "ks4.yml", Qualifications)


@kept
def qualifications(context: Context) -> Qualifications:
    """The declaration, read once for a drop."""
    return load_qualifications(context.project.params)
