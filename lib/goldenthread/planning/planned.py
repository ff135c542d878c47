"""A plan with all that it is held against, and how its rows are named in a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goldenthread.benchmarks import Benchmarks
from goldenthread.errors import Finding
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan, Test
from goldenthread.project import Project
from goldenthread.rules import ShareOfSchools, StepTest, inner_tests
from goldenthread.sources.spec import Source
from goldenthread.trust import School, Trust
from goldenthread.wording import join_words

_MOST_NAMED = 12
AnyTest = Test | StepTest


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with all that it is held against."""

    project: Project
    plan: Plan
    trust: Trust
    register: Mapping[str, Measure]
    sources: Mapping[str, Source]
    benchmarks: Benchmarks

    @property
    def file(self) -> str:
        return f"{self.plan.plan}.yml"

    @property
    def trust_file(self) -> str:
        return self.trust.file

    def called(self, row: Criterion) -> str:
        """`criterion 2.1`, `action 1.A1`."""
        action = any(row.id == each.id for each in self.plan.actions)
        return f"{'action' if action else 'criterion'} {row.number}"

    def warning(self, rule: str, message: str, fix: str = "") -> Finding:
        return Finding("warning", self.file, message, fix=fix, rule=rule)


def tests_of(criterion: Criterion) -> Iterator[tuple[AnyTest, bool]]:
    """Each test of a criterion, and whether it is applied to schools alone: counted over them."""
    for test in criterion.tests:
        yield test, False
        for inner in inner_tests(test):
            yield inner, isinstance(test, ShareOfSchools)


def schools_of(criterion: Criterion, test: AnyTest, trust: Trust) -> tuple[School, ...]:
    """The schools that a test is for, by their phases."""
    where = criterion.applies_where
    return tuple(
        school
        for school in trust.schools
        if (not test.phases or school.phase in test.phases)
        and (where is None or not where.phases or school.phase in where.phases)
    )


def named(criteria: Iterable[Criterion | str]) -> str:
    """The numbers of criteria, or the ids of actions; many are counted and not all named."""
    names = list(dict.fromkeys(c if isinstance(c, str) else c.number for c in criteria))
    if len(names) <= _MOST_NAMED:
        return join_words(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"


def criteria_of(criteria: Iterable[Criterion]) -> str:
    found = list(criteria)
    return f"{'criteria' if len(found) > 1 else 'criterion'} {named(found)}"
