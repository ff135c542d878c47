"""National assessments of the primary years: which years had them, and what a result means.

Everything that changes with the year is declared in `params/assessments/<id>.yml`; nothing of it
stands in code.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared, load
from goldenthread.measures.registry import Context
from goldenthread.trust import Phase

# Read: a score or a judgement. Counted: no result, and so not at the standard. Blank: an empty
# cell. Left out: in no figure. Unread: nothing that is known.
Standing = Literal["read", "counted", "blank", "left out", "unread"]
Blank = Literal["counted", "left out"]


class Years(Declared):
    first: str = Field(alias="from")
    until: str = "9999/00"

    def hold(self, year: str) -> bool:
        return self.first <= year <= self.until


class Scores(Declared):
    """The range of a score, and the least that reaches each standard."""

    lowest: float
    highest: float
    expected: float
    higher: float | None = None


class Words(Declared):
    """Judgements, best first. Each list names only its own."""

    higher: tuple[str, ...] = ()
    expected: tuple[str, ...]
    below: tuple[str, ...]


class Standard(Declared):
    """What results of some subjects mean in some years."""

    subjects: tuple[str, ...] = Field(min_length=1)
    years: Years
    scores: Scores | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Standard:
        if self.scores is None and self.words is None:
            message = "a standard needs scores, words or both"
            raise ValueError(message)
        return self


class Combined(Declared):
    """The subjects that must all be at the standard together."""

    subjects: tuple[str, ...] = Field(min_length=2)
    years: Years


class Progress(Declared):
    """The years for which progress to this assessment is published, and why not for others."""

    years: Years
    missing: dict[str, str] = Field(default_factory=dict)


class Assessment(Declared):
    """`params/assessments/<id>.yml`. `phases` are those of the schools that have such pupils."""

    assessment: str
    title: str
    pupils: str
    year_group: int
    publication: str
    source: str
    phases: tuple[Phase, ...]
    years: Years
    missing: dict[str, str] = Field(default_factory=dict)
    counted: dict[str, str]
    left_out: dict[str, str]
    blank: Blank
    standards: tuple[Standard, ...] = Field(min_length=1)
    combined: tuple[Combined, ...] = ()
    progress: Progress | None = None
    remarks: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _codes_mean_one_thing(self) -> Assessment:
        for standard in self.standards:
            words = standard.words
            judged = [*words.higher, *words.expected, *words.below] if words else []
            codes = [*judged, *self.counted, *self.left_out]
            twice = sorted({code for code in codes if codes.count(code) > 1})
            if twice:
                message = f"{', '.join(twice)} means two things in {', '.join(standard.subjects)}"
                raise ValueError(message)
        return self

    def why_not(self, year: str) -> str:
        """Why there are no results of a year, "" where there are or may be."""
        if year in self.missing:
            return self.missing[year]
        if not self.years.hold(year):
            return f"There is no {self.title} in its present form for {year}."
        return ""

    def why_no_progress(self, year: str) -> str:
        """Why no progress is published for a year, "" where it is or may be."""
        if self.progress is None:
            return f"There is no measure of progress to the {self.title}."
        if year in self.progress.missing:
            return self.progress.missing[year]
        if not self.progress.years.hold(year):
            return f"Progress to {self.title} is not published in this form for {year}."
        return ""

    def standard(self, subject: str, year: str) -> Standard | None:
        for standard in self.standards:
            if subject in standard.subjects and standard.years.hold(year):
                return standard
        return None

    def latest_scored(self, subject: str, year: str) -> Standard | None:
        """The last standard up to a year that says what a score may be."""
        scored = [s for s in self.standards if subject in s.subjects and s.scores]
        begun = [s for s in scored if s.years.first <= year]
        return max(begun, key=lambda standard: standard.years.first, default=None)

    def parts(self, year: str) -> tuple[str, ...]:
        """The subjects that are judged together in a year; none where nothing is combined."""
        return next((c.subjects for c in self.combined if c.years.hold(year)), ())

    def subjects(self, year: str) -> tuple[str, ...]:
        held = (s.subjects for s in self.standards if s.years.hold(year))
        return tuple(dict.fromkeys(subject for subjects in held for subject in subjects))


@dataclass(frozen=True, slots=True)
class Result:
    """One pupil's result in one subject: 1.0 or 0.0 by standard, NaN where it is in no figure."""

    standing: Standing
    expected: float = math.nan
    higher: float = math.nan
    score: float = math.nan


def read_result(declared: Assessment, standard: Standard, cell: str) -> Result:
    """What a cell says. A code of an outcome is never a number, and no number is guessed at."""
    text = _plain(cell)
    if not text:
        return _without(declared.blank, "blank")
    if text in declared.left_out:
        return Result("left out")
    if text in declared.counted:
        return _without("counted", "counted")
    words, scores = standard.words, standard.scores
    if words is not None and text in (*words.higher, *words.expected, *words.below):
        return Result("read", float(text not in words.below), _higher(standard, text))
    score = _number(cell.strip())
    if scores is None or score is None or not scores.lowest <= score <= scores.highest:
        # The judgement of a teacher is no score: EXS in the column of a test is not read.
        return Result("unread")
    higher = math.nan if scores.higher is None else float(score >= scores.higher)
    return Result("read", float(score >= scores.expected), higher, score)


def _higher(standard: Standard, word: str) -> float:
    """A word at the expected standard where only a score can reach the higher one says nothing."""
    words, scores = standard.words, standard.scores
    assert words is not None  # noqa: S101 - its caller asked
    by_score = scores is not None and scores.higher is not None and not words.higher
    return math.nan if by_score and word in words.expected else float(word in words.higher)


def _without(treated: Blank, standing: Standing) -> Result:
    return Result(standing, 0.0, 0.0) if treated == "counted" else Result(standing)


def _plain(cell: str) -> str:
    """A code without blanks and dashes: `Pk 1` and `PKS1` are `PK1`."""
    text = re.sub(r"[\s\-_]+", "", cell.strip().upper())
    return re.sub(r"^PKS(?=\d)", "PK", text)


def _number(text: str) -> float | None:
    found = re.fullmatch(r"\d+(?:\.0+)?", text, re.ASCII)
    return float(text) if found else None


def load_assessment(params: Path, name: str) -> Assessment:
    return load(params / "assessments" / f"{name}.yml", Assessment)


def assessment(context: Context, name: str) -> Assessment:
    """The declaration, read once for a drop."""
    return context.once(f"assessment {name}", lambda: load_assessment(context.project.params, name))
