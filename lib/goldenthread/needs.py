"""Which exports a plan rests on: one that nobody needs is not missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from goldenthread.agreement import measures_of
from goldenthread.errors import Finding
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan
from goldenthread.sources.table import Table, Tables

_MISSED = ("missing-export", "missing-school", "empty-template")
TRACKER = "milestones"  # where the plan's actions stand; no measure reads it for them


@dataclass(frozen=True, slots=True)
class Need:
    """An export that a plan asks for: for which criteria (and, where it is the tracker, actions),
    and which other exports would do `instead`, each a set that has to be whole. `beside` are the
    actions of which its data speak."""

    source: str
    criteria: tuple[Criterion, ...]
    instead: tuple[tuple[str, ...], ...] = ()
    actions: int = 0
    beside: tuple[Criterion, ...] = ()


def needs_of(plan: Plan, register: Mapping[str, Measure]) -> dict[str, Need]:
    """What the plan asks for first, by source, in the order in which its criteria do."""
    criteria: dict[str, dict[str, Criterion]] = {}
    instead: dict[str, list[tuple[str, ...]]] = {}
    beside = {row.id for row in plan.shown_actions}
    for criterion in plan.judged_rows:
        for name in (*measures_of(criterion.tests), *criterion.shown_also):
            if (measure := register.get(name)) is None:
                continue
            first, *others = [p.needs for p in measure.providers if p.needs] or [()]
            for source in first:
                criteria.setdefault(source, {})[criterion.id] = criterion
                instead.setdefault(source, []).extend(o for o in others if source not in o)
    if plan.actions:
        criteria.setdefault(TRACKER, {})
    return {
        source: Need(
            source,
            tuple(row for row in found.values() if row.id not in beside),
            tuple(dict.fromkeys(instead.get(source, ()))),
            len(plan.actions) if source == TRACKER else 0,
            tuple(row for row in found.values() if row.id in beside),
        )
        for source, found in criteria.items()
    }


def seen_by_plan(
    findings: Iterable[Finding], plan: Plan, register: Mapping[str, Measure], tables: Tables
) -> Iterator[Finding]:
    """The findings, with a missing export as a note where no criterion of the plan misses it."""
    for finding in findings:
        if finding.rule in _MISSED and not _is_missed(finding.source, plan, register, tables):
            fix = "Nothing needs to be done: no criterion of the plan rests on it"
            yield replace(finding, severity="note", fix=fix)
        else:
            yield finding


def _is_missed(source: str, plan: Plan, register: Mapping[str, Measure], tables: Tables) -> bool:
    """Whether some criterion's measure is computed from it, or would be if it were there."""
    if source == TRACKER and plan.actions:
        return True
    return any(
        source in _rests_on(measure, tables)
        for criterion in plan.judged_rows
        for name in (*measures_of(criterion.tests), *criterion.shown_also)
        if (measure := register.get(name)) is not None
    )


def _rests_on(measure: Measure, tables: Tables) -> tuple[str, ...]:
    """The exports that it is computed from; where it cannot be, those that it asks for first."""
    for provider in measure.providers:
        if provider.needs and all(isinstance(tables.get(name), Table) for name in provider.needs):
            return provider.needs
    return measure.providers[0].needs
