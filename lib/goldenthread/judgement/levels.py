"""Of whom a criterion is judged, and by which of its tests: schools, the trust, or both."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.milestones import is_of_schools
from goldenthread.judgement.scope import tests_for
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import (
    AsCriterion,
    ByDate,
    Criterion,
    Test,
)


def entities(criterion: Criterion, case: Case) -> tuple[str, ...]:
    """The schools and the trust that the criterion is judged for."""
    schools = [
        school.urn
        for school in case.trust.schools
        if "school" in criterion.levels and _of_schools(criterion, case)
    ]
    return (*schools, TRUST) if "trust" in criterion.levels else tuple(schools)


def tests_at(criterion: Criterion, entity: str, case: Case) -> tuple[Test, ...]:
    """The tests that apply there."""
    tests = tests_for(criterion, entity, case)
    if entity == TRUST:
        return tests
    own = _of_schools(criterion, case)
    return tuple(test for test in tests if test in own)


def _of_schools(criterion: Criterion, case: Case) -> tuple[Test, ...]:
    """Those of some school: what only the trust has is not held against a school."""
    return tuple(t for t in criterion.tests if not _trust_only(t, criterion, case))


def _trust_only(test: Test, criterion: Criterion, case: Case) -> bool:
    if isinstance(test, ByDate) and is_of_schools(test, criterion, case):
        return False
    if isinstance(test, AsCriterion):
        return "school" not in case.plan.criterion(test.criterion).levels
    name = getattr(test, "measure", "")
    return bool(name) and case.measure(name).trust_only
