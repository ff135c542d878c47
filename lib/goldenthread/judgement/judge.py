"""Every criterion of a plan, judged for every school and the trust.

In this order: paused by the plan, for other schools only, not yet due, too little data, the tests;
and the worst of the tests decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import DeclarationError
from goldenthread.judgement.case import Case, EarlierDrop
from goldenthread.judgement.clocks import due_date, not_yet_due
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.judgement.judgements import Judgements
from goldenthread.judgement.levels import entities, tests_at
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules import RULES
from goldenthread.judgement.rules_in_words import SCHOOLS_RULE, set_because
from goldenthread.judgement.schools import counted_rows
from goldenthread.judgement.scope import left_out
from goldenthread.judgement.sections import rows_of_sections
from goldenthread.judgement.verdict import (
    beside,
    not_due,
    overall,
    reason_from_schools,
    reason_from_tests,
)
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, Measurements
from goldenthread.measures.registry import Measure
from goldenthread.plan import (
    Criterion,
    Plan,
    SectionsMet,
    ShareOfSchools,
    Test,
)
from goldenthread.provenance import RowRange
from goldenthread.rules import StepTest, inner_tests
from goldenthread.trust import Trust
from goldenthread.wording import sentence


def judge(
    plan: Plan,
    trust: Trust,
    drop: Drop,
    measurements: Measurements,
    benchmarks: Benchmarks,
    previous: EarlierDrop | None,
    register: Mapping[str, Measure] | None = None,
) -> Judgements:
    """One judgement for each criterion and entity, in the plan's order, schools before trust."""
    known = all_measures() if register is None else register
    bench = _Bench(plan, trust, drop, measurements, benchmarks, previous, known)
    return bench.all_of(plan.criteria)


def judge_with_actions(
    plan: Plan,
    trust: Trust,
    drop: Drop,
    measurements: Measurements,
    benchmarks: Benchmarks,
    previous: EarlierDrop | None,
    register: Mapping[str, Measure] | None = None,
) -> tuple[Judgements, Judgements]:
    """The judgements of the criteria, and what the data say of each action that the plan gives
    tests, by the rules of criteria. An action stands beside them and changes none."""
    known = all_measures() if register is None else register
    bench = _Bench(plan, trust, drop, measurements, benchmarks, previous, known)
    return bench.all_of(plan.criteria), bench.all_of(plan.shown_actions)


@dataclass
class _Bench:
    """Judges on demand and remembers, because a criterion may count others."""

    plan: Plan
    trust: Trust
    drop: Drop
    measurements: Measurements
    benchmarks: Benchmarks
    previous: EarlierDrop | None
    register: Mapping[str, Measure]
    done: dict[tuple[str, str], Judgement] = field(default_factory=dict)
    under_way: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = {row.id: row for row in self.plan.judged_rows}
        self.case = Case(
            self.plan,
            self.trust,
            self.drop,
            self.measurements,
            self.benchmarks,
            self.previous,
            self.register,
            self.judged,
            self.apply,
        )

    def all_of(self, rows: Iterable[Criterion]) -> Judgements:
        """Each of some rows for each entity that it is judged for."""
        return Judgements(
            self.judged(row.id, entity) for row in rows for entity in entities(row, self.case)
        )

    def judged(self, criterion_id: str, entity: str) -> Judgement:
        key = (criterion_id, entity)
        if key not in self.done:
            if key in self.under_way:
                message = f"{self.plan.plan}: {criterion_id} counts itself, by way of others."
                raise DeclarationError(message)
            self.under_way.append(key)
            self.done[key] = self._judge(self.rows[criterion_id], entity)
            self.under_way.pop()
        return self.done[key]

    def apply(self, test: Test | StepTest, criterion: Criterion, entity: str) -> TestResult:
        result = RULES[test.rule](test, criterion, entity, self.case)
        why = set_because(test, criterion, self.trust, self.case.school(entity))
        if not why and not test.reading and test.decides:
            return result
        return replace(result, set_because=why, reading=test.reading, decides=test.decides)

    def _judge(self, criterion: Criterion, entity: str) -> Judgement:
        if criterion.paused:
            return self._state(criterion, entity, Rating.PAUSED, criterion.paused)
        left = left_out(criterion, entity, self.case)
        if left is not None:
            return self._state(criterion, entity, *left)
        if entity == TRUST and criterion.trust == "schools":
            return self._from_schools(criterion)
        waiting = not_yet_due(criterion, entity, self.case)
        if waiting:
            return self._state(criterion, entity, Rating.NOT_YET_DUE, waiting)
        tests = tuple(
            self.apply(test, criterion, entity) for test in tests_at(criterion, entity, self.case)
        )
        if not tests:
            text = "the plan gives it no test"
            return self._state(criterion, entity, Rating.TARGET_NOT_SET, text)
        deciding = tuple(test for test in tests if test.decides) or tests
        rating = overall(test.rating for test in deciding)
        return self._judgement(
            criterion,
            entity,
            rating,
            reason_from_tests(rating, deciding, self.register) + not_due(tests) + beside(tests),
            " ".join(dict.fromkeys(test.rule for test in tests)),
            tests,
        )

    def _from_schools(self, criterion: Criterion) -> Judgement:
        """Green when every school is, red when none is and at least one is red, else amber.

        A school that the criterion is not for has no part in it.
        """
        everywhere = [self.judged(criterion.id, school.urn) for school in self.trust.schools]
        apply = [j for j in everywhere if j.rating is not Rating.DOES_NOT_APPLY]
        schools = apply or everywhere
        names = {school.urn: school.name for school in self.trust.schools}
        coloured = [j.rating for j in schools if j.rating.is_colour]
        greens = coloured.count(Rating.GREEN)
        if not coloured or greens == len(coloured):
            rating = overall(j.rating for j in schools)
        else:
            rating = Rating.RED if Rating.RED in coloured and not greens else Rating.AMBER
        tests = tuple(test for judgement in schools for test in judgement.tests)
        rules = dict.fromkeys(judgement.rule for judgement in schools if judgement.rule)
        rule = " ".join([*rules, SCHOOLS_RULE])
        reason = reason_from_schools(rating, [(names[j.entity], j) for j in schools])
        return self._judgement(criterion, TRUST, rating, reason, rule, tests)

    def _state(self, criterion: Criterion, entity: str, rating: Rating, text: str) -> Judgement:
        return self._judgement(criterion, entity, rating, sentence(text), "", ())

    def _judgement(
        self,
        criterion: Criterion,
        entity: str,
        rating: Rating,
        reason: str,
        rule: str,
        tests: tuple[TestResult, ...],
    ) -> Judgement:
        return Judgement(
            objective=self.plan.section_of(criterion.id).id,
            criterion=criterion.id,
            entity=entity,
            rating=rating,
            reason=reason,
            rule=rule,
            tests=tests,
            previous=self._before(criterion.id, entity),
            level=self._level(criterion, tests),
            due=due_date(criterion, entity, self.trust),
            counted=self._counted(criterion, entity) if tests else (),
        )

    def _counted(self, criterion: Criterion, entity: str) -> tuple[RowRange, ...]:
        tests = [inner for test in criterion.tests for inner in (test, *inner_tests(test))]
        shares = [test for test in tests if isinstance(test, ShareOfSchools)]
        rows = [counted_rows(test, criterion, entity, self.case) for test in shares]
        rows += [
            rows_of_sections(test, criterion, entity, self.case)
            for test in criterion.tests
            if isinstance(test, SectionsMet)
        ]
        return tuple(dict.fromkeys(row for group in rows for row in group))

    def _level(self, criterion: Criterion, results: tuple[TestResult, ...]) -> str:
        """The step of its scale, where one test decides the criterion and is on a scale."""
        return results[0].level if len(criterion.tests) == len(results) == 1 else ""

    def _before(self, criterion: str, entity: str) -> Rating | None:
        """The rating in the previous drop."""
        if self.previous is None:
            return None
        actions = any(row.id == criterion for row in self.plan.actions)
        known = self.previous.of_actions if actions else self.previous.judgements
        before = known.one(criterion, entity)
        return before.rating if before is not None else None
