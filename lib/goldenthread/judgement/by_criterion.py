"""As another criterion of the plan is judged: for a row that promises the same."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.verdict import standing
from goldenthread.judgement.working import outcome
from goldenthread.plan import AsCriterion, Criterion
from goldenthread.wording import sentence


def by_criterion(test: AsCriterion, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """The rating of the other criterion, with its reason; its tests stand behind it."""
    judged = case.judged(test.criterion, entity)
    number = case.plan.criterion(test.criterion).number
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    text = f"criterion {number} {standing(judged.rating)}{_why(judged)}"
    steps = (outcome(judged.rating, f"as criterion {number}"),)
    return TestResult("", rule, judged.rating, sentence(text), steps=steps, parts=judged.tests)


def _why(judged: Judgement) -> str:
    """The reason as what follows a colon: of several tests the one that decided, since how the
    others stand is said where the criterion is."""
    lead = f"{judged.rating} because "
    own = (inside(test.sentence).removesuffix(".") for test in judged.tests)
    decided = next((said for said in own if judged.reason.startswith(lead + said)), "")
    said = decided or inside(judged.reason.removeprefix(lead)).strip()
    return f": {said}" if said else ""
