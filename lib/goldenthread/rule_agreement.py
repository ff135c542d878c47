"""Whether a plan's rules fit the measures and the trust: what a rule asks of a measure that the
measure cannot give, and colours of steps that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from goldenthread.errors import Finding, did_you_mean
from goldenthread.measures.registry import Measure
from goldenthread.plan import (
    AgainstNational,
    AgainstTarget,
    AmongSchools,
    Cadence,
    Criterion,
    Evidence,
    Outcome,
    Plan,
    Scale,
    Test,
)
from goldenthread.rules import StepTest, inner_tests
from goldenthread.trust import Trust

SCALE_COLOURS = "scale_colours"  # the trust's setting
_LOGS = {"cadence": "cadence_kept", "evidence": "evidence_in_place"}


def rule_faults(plan: Plan, trust: Trust, register: Mapping[str, Measure]) -> Iterator[Finding]:
    """Every rule that could never be decided, and every colour of a step that leads nowhere."""
    for criterion in plan.judged_rows:
        for test in criterion.tests:
            for each in (test, *inner_tests(test)):
                yield from _of_measure(plan, criterion, each, register)
                if isinstance(each, Cadence) and each.body and trust.find_body(each.body) is None:
                    yield _no_body(plan, criterion, each.body, trust)
                for name in each.bodies if isinstance(each, AgainstTarget) else ():
                    if trust.find_body(name) is None:
                        yield _no_body(plan, criterion, name, trust)
    yield from _colours(plan, trust)


def _of_measure(
    plan: Plan, criterion: Criterion, test: Test | StepTest, register: Mapping[str, Measure]
) -> Iterator[Finding]:
    known = register.get(getattr(test, "measure", ""))
    if known is None:
        return
    where = f"{plan.plan}.yml"
    if isinstance(test, Cadence | Evidence) and known.id != _LOGS[test.rule]:
        message = f"{criterion.id}: the rule {test.rule} reads {_LOGS[test.rule]}"
        yield Finding("stop", where, message, found=known.id, fix="Leave `measure` out.")
    wants_better = isinstance(test, AgainstNational) and (test.above or test.significantly)
    if (wants_better or isinstance(test, AmongSchools)) and known.better == "neither":
        message = f"{criterion.id}: {known.id} is neither better when higher nor when lower"
        fix = "Use `in_line_within` instead." if wants_better else ""
        yield Finding("stop", where, message, fix=fix)
    if isinstance(test, AmongSchools) and known.trust_only:
        message = f"{criterion.id}: {known.id} is the trust's only; a trust has no place"
        yield Finding("stop", where, message)


def _no_body(plan: Plan, criterion: Criterion, name: str, trust: Trust) -> Finding:
    message = f"{criterion.id}: there is no body {name!r}"
    fix = did_you_mean(name, [body.id for body in trust.bodies])
    return Finding("stop", f"{plan.plan}.yml", message, fix=fix)


def _colours(plan: Plan, trust: Trust) -> Iterator[Finding]:
    """A trust may serve several plans, so a scale that this one does not have is no fault."""
    given = trust.settings.get(SCALE_COLOURS)
    if given is None:
        return
    where, name = trust.file, f"settings.{SCALE_COLOURS}"
    if not isinstance(given, dict):
        message = f"{name}: not a list of scales with their steps"
        yield Finding("stop", where, message, allowed="scale: {step: green, amber or red}")
        return
    for scale in plan.scales:
        yield from _of_scale(scale, given.get(scale.id, {}), where, name)


def _of_scale(scale: Scale, steps: object, where: str, name: str) -> Iterator[Finding]:
    if not isinstance(steps, dict):
        yield Finding("stop", where, f"{name}.{scale.id}: no steps with their colours")
        return
    for step, colour in steps.items():
        place = f"{name}.{scale.id}.{step}"
        if step not in scale.steps:
            fix = did_you_mean(str(step), scale.steps)
            yield Finding("stop", where, f"{place}: no such step on this scale", fix=fix)
        elif colour not in get_args(Outcome):
            allowed = ", ".join(get_args(Outcome))
            yield Finding(
                "stop", where, f"{place}: no colour", found=str(colour)[:40], allowed=allowed
            )
