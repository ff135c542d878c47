"""What is known nationally of progress from key stage 1 to 2, by year.

Declared in `params/benchmarks/ks2_progress/<year>.yml`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.benchmarks import Status
from goldenthread.declaration import Declared, load
from goldenthread.measures.registry import Context

Subject = Literal["reading", "writing", "maths"]
SUBJECTS: tuple[Subject, ...] = ("reading", "writing", "maths")
# The digit that the department's file gives, 1 the best.
BANDS = {
    "1": "Well above average",
    "2": "Above average",
    "3": "Average",
    "4": "Below average",
    "5": "Well below average",
}


class CutOffs(Declared):
    """A score from `well_above` is well above average, up to `well_below` well below, where its
    interval does not hold zero. Of published scores, which have one decimal."""

    well_above: float
    well_below: float


class PriorGroup(Declared):
    """National mean scores of the pupils whose key stage 1 average is at most `up_to`."""

    up_to: float
    reading: float
    writing: float
    maths: float


class KS2Progress(Declared):
    """One year. Without `groups` no pupil's progress can be worked out.

    `points` are the scores given to judgements, such as EXS in writing, by subject.
    """

    year: str
    status: Status
    publication: str
    source: str
    note: str = ""
    standard_deviations: dict[Subject, float]
    cut_offs: dict[Subject, CutOffs] = Field(default_factory=dict)
    groups: tuple[PriorGroup, ...] = ()
    points: dict[Subject, dict[str, float]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _groups_rise(self) -> KS2Progress:
        if self._bounds != sorted(set(self._bounds)):
            message = "the groups' up_to must rise"
            raise ValueError(message)
        return self

    @cached_property
    def _bounds(self) -> list[float]:
        return [group.up_to for group in self.groups]

    def expected(self, average: float, subject: Subject) -> float:
        """The national mean score of pupils with a key stage 1 average."""
        group = self.groups[min(bisect_left(self._bounds, average), len(self.groups) - 1)]
        return float(getattr(group, subject))


def ks2_progress_year(context: Context) -> KS2Progress | None:
    """What is known of the drop's year."""
    folder = context.benchmarks.folder
    years = context.once("key stage 2 progress tables", lambda: ks2_progress_years(folder))
    return years.get(context.drop.year)


def ks2_progress_years(benchmarks: Path) -> dict[str, KS2Progress]:
    """Every year in the benchmarks folder, by academic year."""
    paths = sorted((benchmarks / "ks2_progress").glob("*.yml"))
    return {year.year: year for year in (load(path, KS2Progress) for path in paths)}


def published_band(text: str) -> str:
    """The band in words from the digit or the words of a file, "" where it gives none."""
    words = {name.casefold(): name for name in BANDS.values()}
    return BANDS.get(text.strip()) or words.get(text.strip().casefold(), "")


def band_by_cut_offs(score: float, low: float, high: float, cut_offs: CutOffs) -> str:
    """The band of a published score: the interval decides first, then the year's cut-off."""
    if low > 0:
        return BANDS["1"] if score >= cut_offs.well_above else BANDS["2"]
    if high < 0:
        return BANDS["5"] if score <= cut_offs.well_below else BANDS["4"]
    return BANDS["3"]
