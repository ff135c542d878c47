"""The rules of judgement, by the name that a plan gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goldenthread.judgement.among import among_schools
from goldenthread.judgement.by_criterion import by_criterion
from goldenthread.judgement.cadence import as_often
from goldenthread.judgement.case import Case
from goldenthread.judgement.change import against_before
from goldenthread.judgement.checklist import all_items
from goldenthread.judgement.evidence import in_place
from goldenthread.judgement.judgement import TestResult
from goldenthread.judgement.maturity import of_maturity
from goldenthread.judgement.milestones import by_date
from goldenthread.judgement.national import against_national
from goldenthread.judgement.recorded import recorded_judgement
from goldenthread.judgement.schools import share_of_schools
from goldenthread.judgement.sections import sections_met
from goldenthread.judgement.targets import against_target
from goldenthread.plan import Criterion

# The first argument is the kind of test that the rule's own module names.
Rule = Callable[[Any, Criterion, str, Case], TestResult]

RULES: Mapping[str, Rule] = {
    "target": against_target,
    "national": against_national,
    "change": against_before,
    "checklist": all_items,
    "milestone": by_date,
    "schools": share_of_schools,
    "recorded": recorded_judgement,
    "cadence": as_often,
    "evidence": in_place,
    "place": among_schools,
    "maturity": of_maturity,
    "sections": sections_met,
    "criterion": by_criterion,
}
