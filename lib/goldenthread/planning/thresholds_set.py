"""Thresholds that neither the plan nor the trust sets, and how to set them."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding
from goldenthread.judgement.thresholds import threshold_of, tolerance_of
from goldenthread.plan import Criterion
from goldenthread.planning.planned import Planned, schools_of, tests_of
from goldenthread.rules import AgainstNational, AgainstTarget
from goldenthread.trust import Trust
from goldenthread.wording import join_words

NEITHER = "neither the plan nor the trust"


def thresholds(planned: Planned) -> Iterator[Finding]:
    """A warning for each test that will have to say "Target not set"."""
    for criterion in planned.plan.judged_rows:
        for test, counted in tests_of(criterion):
            if isinstance(test, AgainstTarget | AgainstNational):
                lacking = tuple(_lacking(test, criterion, planned.trust, counted=counted))
                if lacking:
                    yield _warning(test, criterion, lacking, planned)


def _warning(
    test: AgainstTarget | AgainstNational,
    criterion: Criterion,
    lacking: tuple[str, ...],
    planned: Planned,
) -> Finding:
    measure = planned.register.get(test.measure)
    who = NEITHER if lacking == (NEITHER,) else f"not {join_words(list(lacking), 'or')}"
    return planned.warning(
        "no-threshold",
        f"{planned.called(criterion)} has no threshold for {test.measure}: {who} has set one, so "
        "it will say ‘Target not set’",
        _how_to_set(test, criterion, planned, measure.unit if measure else "…"),
    )


def _lacking(
    test: AgainstTarget | AgainstNational, criterion: Criterion, trust: Trust, *, counted: bool
) -> Iterator[str]:
    if isinstance(test, AgainstTarget):
        yield from _without_target(test, criterion, trust, counted=counted)
    elif tolerance_of(test, criterion, trust) is None:
        yield NEITHER


def _without_target(
    test: AgainstTarget, criterion: Criterion, trust: Trust, *, counted: bool
) -> Iterator[str]:
    """Who has set no threshold: the trust, or the schools whose own target is read."""
    if not test.kpi:
        if threshold_of(test, criterion, trust, None) is None:
            yield NEITHER
        return
    by_school = counted or "school" in criterion.levels or criterion.trust == "schools"
    for school in schools_of(criterion, test, trust) if by_school else ():
        if threshold_of(test, criterion, trust, school) is None:
            yield school.name


def _how_to_set(
    test: AgainstTarget | AgainstNational, criterion: Criterion, planned: Planned, unit: str
) -> str:
    if isinstance(test, AgainstTarget) and test.kpi:
        line = f"`{test.measure}: {{at_least: …, unit: {unit}, why: …}}`"
        return f"Write {line} under the school's kpis in {planned.trust_file}."
    bound = "at_least"
    if isinstance(test, AgainstNational):
        bound, unit = "at_most", "percentage points" if unit == "percent" else unit
    line = f"`{criterion.id}: {{{test.measure}: {{{bound}: …, unit: {unit}, why: …}}}}`"
    return f"Write {line} under targets in {planned.trust_file}."
