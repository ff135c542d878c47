"""A school in the category that people gave it: which, since when, and what the data say to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.calendar import years_after
from goldenthread.judgement.details import day_of
from goldenthread.judgement.recorded_steps import step_of
from goldenthread.measures.categories import VALID_MONTHS
from goldenthread.measures.measurement import Measurement
from goldenthread.plan import Criterion, Recorded, Scale
from goldenthread.report.category_flag import Flag, flag_of
from goldenthread.view import View

MEASURE = "school_category"


@dataclass(frozen=True)
class Placed:
    """One school and the category that people gave it, if they did."""

    view: View
    urn: str
    scale: Scale
    figure: Measurement | None

    @property
    def name(self) -> str:
        return self.view.name(self.urn)

    @property
    def step(self) -> str:
        """The letter of the category, "" where none was judged."""
        return step_of(self.figure, self.scale) or ""

    @property
    def words(self) -> str:
        return self.scale.words.get(self.step, "")

    def said(self, detail: str) -> str:
        return self.figure.detail(detail) if self.figure is not None else ""

    @property
    def judged_on(self) -> dt.date | None:
        return day_of(self.said("Date"))

    @property
    def is_old(self) -> bool:
        """Whether the category was judged longer ago than a judgement holds."""
        last = years_after(self.view.drop.as_of, months=-VALID_MONTHS)
        return self.judged_on is not None and self.judged_on < last

    @property
    def movement(self) -> str:
        """`up from E on 9 February 2023`, or since when it has been the same."""
        if not self.step:
            return ""
        before, since = self.said("Before"), self.said("Since")
        if not before:
            first = since == self.said("Date")
            return "first judgement on record" if first else f"no change since {since}"
        steps = list(self.scale.steps)
        way = "from"
        if before in steps:
            way = "up from" if steps.index(self.step) < steps.index(before) else "down from"
        return f"{way} {before} on {since}"

    @property
    def flag(self) -> Flag:
        return flag_of(self.view, self.urn, self.step)


def placed(view: View) -> list[Placed]:
    """Every school of the report with its category; none where the plan has no categories."""
    scale = category_scale(view)
    if scale is None:
        return []
    return [Placed(view, urn, scale, view.one(MEASURE, urn)) for urn in view.urns]


def category_scale(view: View) -> Scale | None:
    """The scale of the plan's criterion that records a category."""
    criterion = category_criterion(view)
    if criterion is None:
        return None
    test = next(t for t in criterion.tests if isinstance(t, Recorded))
    return view.judged.plan.scale(test.scale)


def category_criterion(view: View) -> Criterion | None:
    return next(
        (
            c
            for c in view.judged.plan.criteria
            if any(isinstance(t, Recorded) and t.measure == MEASURE for t in c.tests)
        ),
        None,
    )
