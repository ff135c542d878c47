"""The national tables that Progress 8 rests on, by year (`params/benchmarks/progress_8`)."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from goldenthread.benchmarks import Status
from goldenthread.declaration import Declared, load
from goldenthread.measures.registry import Context

Element = Literal["attainment_8", "english", "maths", "ebacc", "open"]
ELEMENTS: tuple[Element, ...] = ("english", "maths", "ebacc", "open")
# What a point of Attainment 8 is divided by: the number of slots that it fills.
SLOTS: dict[Element, int] = {"attainment_8": 10, "english": 2, "maths": 2, "ebacc": 3, "open": 3}


class PriorGroup(Declared):
    """National average points of the pupils whose key stage 2 average is at most `up_to`.

    `minimum` is the lowest Progress 8 that one of them may count with, where the department has
    made it known.
    """

    up_to: float
    attainment_8: float
    english: float
    maths: float
    ebacc: float
    open: float
    minimum: float | None = None

    def estimate(self, element: Element) -> float:
        return float(getattr(self, element))


class Deviations(Declared):
    """National standard deviations of pupils' scores; of the elements only in some years.

    `all` is of the scores after very negative ones are adjusted, `all_unadjusted` of those before.
    """

    all: float
    all_unadjusted: float | None = None
    english: float | None = None
    maths: float | None = None
    ebacc: float | None = None
    open: float | None = None

    def of(self, element: Element) -> float | None:
        return self.all if element == "attainment_8" else getattr(self, element)


class ProgressYear(Declared):
    """One year's estimates; without `groups` only the standard deviation of the year is known."""

    year: str
    status: Status
    publication: str
    source: str
    note: str = ""
    standard_deviations: Deviations
    groups: tuple[PriorGroup, ...] = ()

    @model_validator(mode="after")
    def _groups_rise(self) -> ProgressYear:
        bounds = [group.up_to for group in self.groups]
        if bounds != sorted(set(bounds)):
            message = "the groups' up_to must rise"
            raise ValueError(message)
        with_minimum = [group for group in self.groups if group.minimum is not None]
        if with_minimum and len(with_minimum) < len(self.groups):
            message = "give the minimum of every group, or of none"
            raise ValueError(message)
        return self

    @property
    def adjusts(self) -> bool:
        """Whether the lowest score of each group is known."""
        return bool(self.groups) and self.groups[0].minimum is not None

    @cached_property
    def _bounds(self) -> list[float]:
        return [group.up_to for group in self.groups]

    def group(self, average: float) -> PriorGroup:
        """The prior-attainment group of a key stage 2 average scaled score."""
        return self.groups[min(bisect_left(self._bounds, average), len(self.groups) - 1)]


def progress_year(context: Context) -> ProgressYear | None:
    """The tables of the drop's year."""
    folder = context.benchmarks.folder
    years = context.once("progress 8 tables", lambda: progress_years(folder))
    return years.get(context.drop.year)


def progress_years(benchmarks: Path) -> dict[str, ProgressYear]:
    """Every year's tables in the benchmarks folder, by academic year."""
    years = (load(path, ProgressYear) for path in sorted((benchmarks / "progress_8").glob("*.yml")))
    return {year.year: year for year in years}


def official_band(score: float, low: float, high: float) -> str:
    """The department's band of a Progress 8 score, from unrounded figures.

    The interval decides first: where it holds zero the school is average, whatever its score.
    """
    if low > 0:
        return "Well above average" if score >= 0.5 else "Above average"
    if high < 0:
        return "Well below average" if score < -0.5 else "Below average"
    return "Average"
