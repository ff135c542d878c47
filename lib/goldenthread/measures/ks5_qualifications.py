"""Qualifications of 16 to 18 and their points, as `params/qualifications/ks5.yml` declares them."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared, load
from goldenthread.measures.assessments import Years
from goldenthread.measures.registry import Context, kept

CohortName = Literal["a level", "academic", "applied general"]


class Scale(Declared):
    """What grades are worth in some years. `to_be_checked` is said with every figure from it."""

    scale: str
    years: Years
    points: dict[str, float]
    spellings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    to_be_checked: str = ""

    def worth(self, grade: str) -> float | None:
        for name, spellings in self.spellings.items():
            if grade in spellings:
                return self.points[name]
        return self.points.get(grade)


class Qualification(Declared):
    """`size` is in A levels. One is not counted beside another, `not_beside`, of its subject."""

    cohorts: tuple[CohortName, ...]
    size: float = Field(gt=0)
    scale: str
    best_three: bool = False
    not_beside: str = ""
    aliases: tuple[str, ...] = Field(min_length=1)


class Level3(Declared):
    """`params/qualifications/ks5.yml`."""

    qualifications: str
    publication: str
    source: str
    scales: tuple[Scale, ...]
    average_grades: dict[str, float]
    without_result: tuple[str, ...]
    types: dict[str, Qualification]
    not_in_best_three: tuple[str, ...] = ()
    remarks: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_are_known(self) -> Level3:
        scales = {scale.scale for scale in self.scales}
        seen: dict[str, str] = {}
        for name, found in self.types.items():
            if found.scale not in scales or found.not_beside not in {"", *self.types}:
                message = f"{name} names a scale or a qualification that is not declared"
                raise ValueError(message)
            for alias in found.aliases:
                if seen.setdefault(plain(alias), name) != name:
                    message = f"{alias!r} names both {seen[plain(alias)]} and {name}"
                    raise ValueError(message)
        return self

    @cached_property
    def _by_alias(self) -> dict[str, str]:
        return {plain(a): name for name, found in self.types.items() for a in found.aliases}

    def type_of(self, text: str) -> str | None:
        """The qualification that an export names, or None for one that is not listed."""
        return self._by_alias.get(plain(text))

    def scale(self, name: str, year: str) -> Scale | None:
        """The scale of a qualification in a year."""
        wanted = self.types[name].scale
        return next((s for s in self.scales if s.scale == wanted and s.years.hold(year)), None)

    def grade_of(self, points: float) -> str:
        """Average points as a grade: within a sixth of a step of it, or plus or minus beyond."""
        grades = sorted(self.average_grades.items(), key=lambda item: item[1])
        name, worth = min(grades, key=lambda item: (abs(item[1] - points), -item[1]))
        step = grades[1][1] - grades[0][1]
        away = points - worth
        sign = "" if abs(away) <= step / 6 else ("+" if away > 0 else "-")
        return "" if points < grades[0][1] - step / 2 else f"{name}{sign}"


def plain(text: str) -> str:
    """A name without case and punctuation."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def plain_grade(text: str) -> str:
    return re.sub(r"\s+", "", text.strip().upper())


def load_level_3(params: Path) -> Level3:
    return load(params / "qualifications" / "ks5.yml", Level3)


@kept
def level_3(context: Context) -> Level3:
    """The declaration, read once for a drop."""
    return load_level_3(context.project.params)
