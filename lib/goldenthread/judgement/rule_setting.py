"""What the printed words of a rule depend on: plan, trust, school, and what measures are called."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.judgement.figures import bound, shown
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.thresholds import SetBy
from goldenthread.measures.measurement import ALL
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan
from goldenthread.trust import School, Trust
from goldenthread.wording import change, number

SETTERS: Mapping[SetBy, str] = {
    "plan": "Set by the plan",
    "school": "The school’s own target",
    "trust": "Set by the trust; the plan leaves it open",
}


class Setting:
    """One criterion, and whom its rule is printed for; without a school for the trust, or for all
    schools."""

    def __init__(
        self,
        criterion: Criterion,
        plan: Plan,
        trust: Trust,
        school: School | None,
        register: Mapping[str, Measure],
    ) -> None:
        self.criterion, self.plan, self.trust = criterion, plan, trust
        self.school, self.register = school, register

    def title(self, measure: str, group: str = ALL) -> str:
        known = self.register.get(measure)
        title = inside(known.title) if known else measure
        return title if group == ALL else f"{title} for {inside(group)}"

    def value(self, measure: str, value: float) -> str:
        known = self.register.get(measure)
        if known is None:
            return number(value, 1)
        return bound(value, known) if known.unit == "percent" else shown(value, known)

    def change(self, measure: str, value: float) -> str:
        known = self.register.get(measure)
        if known is None:
            return number(value, 1)
        return change(value, known.unit, known.decimals).lstrip("+")
