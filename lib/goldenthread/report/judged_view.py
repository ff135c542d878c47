"""One judgement in an analyst's hands: what it is, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from goldenthread.display.criterion import CriterionHeading, WorkingSteps
from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.judgement.judgement import Judgement
from goldenthread.measures.measurement import TRUST
from goldenthread.provenance import RowRange
from goldenthread.view import View


@dataclass(frozen=True, repr=False)
class JudgementView(Display):
    """Shown as the criterion with its rating; `.working()` gives the calculation."""

    view: View
    judgement: Judgement

    @property
    def mark(self) -> RatingMark:
        return RatingMark(self.judgement.rating, self.judgement.previous)

    @property
    def rows(self) -> tuple[RowRange, ...]:
        """Every row of every export that it rests on."""
        return self.judgement.rows

    def _heading(self) -> CriterionHeading:
        criterion = self.view.judged.plan.criterion(self.judgement.criterion)
        return CriterionHeading(
            criterion.number, criterion.text, self.mark, self.judgement.reason, level=4
        )

    def text(self) -> str:
        return self._heading().text()

    def html(self) -> str:
        return self._heading().html()

    def typst(self) -> str:
        return self._heading().typst()

    def working(self) -> WorkingSteps:
        """The calculation, step by step."""
        steps = []
        for test in self.judgement.tests:
            title = self.view.title(test.measure)
            where = self.view.name(test.measurement.entity, True) if test.measurement else ""
            named = f"{title}, {where}" if where else title
            steps += [(f"{named}: {step.what}", step.figures, step.result) for step in test.steps]
            if not test.steps:
                steps.append((f"{named}: no calculation", test.sentence, test.rating.value))
        steps.append(("Rule", self.judgement.rule or self.judgement.reason, ""))
        steps.append(("Rating", self.judgement.reason, self.judgement.rating.value))
        criterion = self.view.judged.plan.criterion(self.judgement.criterion)
        title = f"{criterion.number} for {self.view.name(self.judgement.entity)}"
        return WorkingSteps(title, self.mark, tuple(steps))

    def frame(self) -> pd.DataFrame:
        """The working as a data frame."""
        columns = ["Step", "Figures", "Result"]
        return pd.DataFrame(list(self.working().steps), columns=columns)


def judgement_view(view: View, criterion: str, school: str = "") -> JudgementView:
    """The judgement of a criterion; of the trust, or the report's school, where none is named."""
    found = view.judged.plan.criterion(criterion)
    entity = TRUST if view.whole else view.urns[0]
    if school:
        entity = view.judged.trust.school(school).urn
    judgement = view.judgement(found.id, entity)
    if judgement is None:
        where = [view.name(j.entity) for j in view.judgements(found.id)]
        message = f"{found.id} is not judged for {view.name(entity)} in this report. "
        raise ParameterError(message + did_you_mean(school or entity, where))
    return JudgementView(view, judgement)
