"""The check of a plan before there is any data: what it means, what it needs, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from goldenthread.agreement import disagreements
from goldenthread.benchmarks import Benchmarks
from goldenthread.drop_check import alike, in_words
from goldenthread.errors import DeclarationError, Finding, count_of
from goldenthread.measures.catalogue import all_measures
from goldenthread.named import find_plan
from goldenthread.planning.contradictions import contradictions
from goldenthread.planning.explained import (
    Explained,
    ExplainedSection,
    Needed,
    explain,
    needed,
    what_it_needs,
)
from goldenthread.planning.planned import Planned
from goldenthread.planning.words import several
from goldenthread.settings import unknown_settings
from goldenthread.sources.spec import load_sources
from goldenthread.wording import day, plural

_ORDER = {"stop": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A plan in words, what it needs, and what was found. Where names in it lead nowhere, nothing
    can be put into words: then `sections` and `needs` are empty."""

    planned: Planned
    sections: tuple[ExplainedSection, ...]
    needs: tuple[Needed, ...]
    findings: tuple[Finding, ...]

    @property
    def findings_placed(self) -> tuple[Finding, ...]:
        """What was found, each with its file where that is not the plan's."""
        return tuple(
            found
            if found.file == self.planned.file
            else replace(found, message=f"{found.file}, {found.message}")
            for found in self.findings
        )

    @property
    def stops(self) -> int:
        return count_of(self.findings, "stop")

    @property
    def warnings(self) -> int:
        return count_of(self.findings, "warning")

    @property
    def exit_code(self) -> int:
        return DeclarationError.exit_code if self.stops else 0

    @property
    def counts(self) -> str:
        """`3 objectives, 13 criteria, 2 actions: 0 faults and 4 warnings.`"""
        plan = self.planned.plan
        word = plan.section_word.casefold()
        parts = (
            plural(len(plan.objectives), word, several(word)),
            plural(len(plan.criteria), "criterion", "criteria"),
            plural(len(plan.actions), "action"),
        )
        found = f"{plural(self.stops, 'fault')} and {plural(self.warnings, 'warning')}"
        return f"{', '.join(parts)}: {found}."


def check_plan(name: str) -> PlanCheck:
    """Hold the plan against its trust, the measures, the exports and the benchmarks.

    Raises ParameterError for a plan that is not there, DeclarationError for one that does not load.
    """
    named = find_plan(name)
    params = named.project.params
    planned = Planned(
        named.project, named.plan, named.trust, all_measures(),
        load_sources(params / "sources"), Benchmarks(params / "benchmarks"),
    )  # fmt: skip
    faults = disagreements(
        planned.trust, planned.plan, planned.register, planned.benchmarks, params / "plans"
    )
    found = (*faults, *contradictions(planned), *unknown_settings(planned.trust))
    findings = tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))
    if faults:
        return PlanCheck(planned, (), (), findings)
    return PlanCheck(planned, explain(planned), needed(planned), findings)


def told(check: PlanCheck) -> Iterator[str]:
    """The check as lines of text: the plan, its needs, and what was found last."""
    plan, trust = check.planned.plan, check.planned.trust
    yield f"{plan.title}, of {trust.name}, from {day(plan.starts)} to {day(plan.ends)}"
    for section in check.sections:
        yield from ("", section.heading)
        for criterion in section.criteria:
            yield from _criterion_told(criterion)
        if section.actions:
            told = "what the data say of them stands beside it and decides nothing"
            beside = f"; {told}" if any(action.rules for action in section.shown) else ""
            count = plural(section.actions, "action")
            yield f"  {count}: the tracker says how they stand{beside}."
        for action in section.shown:
            yield from _action_told(action)
    if check.needs:
        yield from ("", "What it needs, and from whom")
    supplier = None
    for item in check.needs:
        if item.source.supplied_by != supplier:
            supplier = item.source.supplied_by
            yield f"  {supplier or 'Nobody is named'}"
        yield f"    {item.source.title} ({item.source.source}), {'; '.join(what_it_needs(item))}"
    if check.findings:
        yield from ("", "What was found")
    for same in alike(check.findings_placed):
        yield in_words(same)
    yield from ("", f"{plan.title}: {check.counts}")


def _action_told(action: Explained) -> Iterator[str]:
    """What an action is shown with, beside the status that the tracker gives it."""
    alone = "" if action.rules else " with its status alone"
    yield f"    Action {action.number} is shown{alone or ' with'}: {action.text}"
    for line in (*action.rules, " ".join(action.facts)):
        yield from (f"      {line}",) if line else ()


def _criterion_told(criterion: Explained) -> Iterator[str]:
    yield f"  {criterion.number} {criterion.text}"
    for rule in criterion.rules:
        yield f"      {rule}"
    yield f"      {' '.join(criterion.facts)}"
