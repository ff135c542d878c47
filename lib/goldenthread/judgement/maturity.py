"""A step of maturity: the highest whose text the evidence makes true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import ascending, rule_in_words, step_before
from goldenthread.judgement.working import outcome
from goldenthread.plan import Criterion, Maturity
from goldenthread.wording import sentence


def of_maturity(test: Maturity, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when the step that is needed is true, amber when only the one before it is, else red.

    A step whose evidence has no colour leaves open what it would decide: nothing is guessed.
    """
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    found = _Steps(test, criterion, entity, case)
    first = next((r for r in found.results.values() if r.measurement is not None), None)
    decides = found.deciding
    return TestResult(
        decides.measure,
        rule,
        found.rating,
        sentence(found.clause),
        decides.measurement or (first.measurement if first else None),
        Comparator(f"scale: {case.plan.scale(test.scale).title}, {test.needed} is needed", None),
        steps=(
            *found.working,
            Step("Step reached", found.reached or "none of those tested", found.rating),
            outcome(found.rating, f"{test.needed} is needed"),
        ),
        level=found.reached,
        parts=tuple(found.results.values()),
    )


@dataclass(frozen=True)
class _Steps:
    """The steps whose truth is tested, from the lowest up, and what the evidence says of each."""

    test: Maturity
    criterion: Criterion
    entity: str
    case: Case

    @cached_property
    def results(self) -> dict[str, TestResult]:
        order = ascending(self.test, list(self.case.plan.scale(self.test.scale).steps))
        return {
            step: self.case.apply(self.test.tests[step], self.criterion, self.entity)
            for step in order
            if step in self.test.tests
        }

    @property
    def below(self) -> str:
        return step_before(self.test, list(self.case.plan.scale(self.test.scale).steps))

    @property
    def reached(self) -> str:
        """The highest step that is true; "" where none is."""
        true = [step for step, result in self.results.items() if result.rating is Rating.GREEN]
        return true[-1] if true else ""

    @property
    def _enough(self) -> bool:
        """Whether the step that is needed, or a higher one, is true."""
        order = list(self.results)
        return bool(self.reached) and order.index(self.reached) >= order.index(self.test.needed)

    @property
    def deciding(self) -> TestResult:
        """The test that decided: of the step reached, else of the one that is needed."""
        if self._enough:
            return self.results[self.reached]
        needed = self.results[self.test.needed]
        if needed.rating.is_colour and self.below and not self.results[self.below].rating.is_colour:
            return self.results[self.below]
        return needed

    @property
    def rating(self) -> Rating:
        if self._enough:
            return Rating.GREEN
        decides = self.deciding.rating
        if not decides.is_colour:
            return decides
        return Rating.AMBER if self.below and self.below == self.reached else Rating.RED

    @property
    def clause(self) -> str:
        if not self.deciding.rating.is_colour:
            said = self._said(self.deciding)
            needed = self._name(self.test.needed)
            return f"which step is reached is open (‘{needed}’ is needed): {said}"
        if self._enough:
            return f"‘{self._name(self.reached)}’ is true: {self._said(self.deciding)}"
        if self.reached:
            missed = self._name(self.test.needed)
            text = f"‘{self._name(self.reached)}’ is true; ‘{missed}’ is needed and is not true yet"
            return f"{text}: {self._said(self.results[self.test.needed])}"
        lowest = next(iter(self.results))
        text = f"not even ‘{self._name(lowest)}’ is true, and ‘{self._name(self.test.needed)}’"
        return f"{text} is needed: {self._said(self.results[lowest])}"

    def _name(self, step: str) -> str:
        """The step as the scale spells it out."""
        return self.case.plan.scale(self.test.scale).words.get(step, step)

    def _said(self, result: TestResult) -> str:
        return inside(result.sentence).removesuffix(".")

    @property
    def working(self) -> tuple[Step, ...]:
        return tuple(
            Step(step, f"‘{self.test.texts[step]}’: {result.sentence}", result.rating)
            for step, result in self.results.items()
        )
