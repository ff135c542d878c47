"""Whether drop, trust, plan, measures and benchmarks fit together; every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.benchmarks import Benchmarks
from goldenthread.category_flags import flag_rules
from goldenthread.declaration import Model, load, read_yaml
from goldenthread.drop import Drop
from goldenthread.errors import DeclarationError, Finding, GoldenThreadError, did_you_mean
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational, AgainstTarget, Criterion, Plan, Test
from goldenthread.rule_agreement import rule_faults
from goldenthread.rules import inner_tests
from goldenthread.trust import Target, Trust


def load_named(folder: Path, name: str, model: type[Model], what: str) -> Model:
    """`params/<folder>/<name>.yml`; a DeclarationError names the nearest that there is."""
    path = folder / f"{name}.yml"
    if path.is_file():
        return load(path, model)
    known = sorted(path.stem for path in folder.glob("*.yml"))
    message = f"drop.yml: there is no {what} {name!r} in params/{folder.name}. "
    raise DeclarationError(message + did_you_mean(name, known))


def check_agreement(
    drop: Drop,
    trust: Trust,
    plan: Plan,
    register: Mapping[str, Measure],
    benchmarks: Benchmarks,
    plans: Path,
) -> None:
    """A DeclarationError with every name that leads nowhere and every unit that does not fit."""
    findings = [
        *_drop(drop, trust, plan),
        *disagreements(trust, plan, register, benchmarks, plans),
    ]
    if findings:
        message = f"{len(findings)} declarations of drop {drop.drop} do not fit together:"
        raise DeclarationError(message, findings)


def disagreements(
    trust: Trust,
    plan: Plan,
    register: Mapping[str, Measure],
    benchmarks: Benchmarks,
    plans: Path,
) -> tuple[Finding, ...]:
    """Every name in a plan and its trust that leads nowhere, every unit that does not fit."""
    return (
        *_plan(plan, trust, register, benchmarks),
        *_targets(plan, trust, register, plans),
        *_kpis(trust, register),
        *_flags(trust, register),
        *rule_faults(plan, trust, register),
    )


def _drop(drop: Drop, trust: Trust, plan: Plan) -> Iterator[Finding]:
    if plan.trust != trust.trust:
        message = f"the plan {plan.plan!r} is of trust {plan.trust!r}, the drop of {trust.trust!r}"
        yield Finding("stop", "drop.yml", message, fix="Change `trust` or `plan`.")
    if drop.for_meeting is not None and trust.find_body(drop.for_meeting.body) is None:
        bodies = [body.id for body in trust.bodies]
        yield _unknown("drop.yml", "for_meeting", "body", drop.for_meeting.body, bodies)


def _plan(
    plan: Plan, trust: Trust, register: Mapping[str, Measure], benchmarks: Benchmarks
) -> Iterator[Finding]:
    file = f"{plan.plan}.yml"
    for criterion in plan.judged_rows:
        for name in (*(measures_of(criterion.tests)), *criterion.shown_also):
            if name not in register:
                yield _unknown(file, criterion.id, "measure", name, register)
        for test in _flat(criterion.tests):
            if isinstance(test, AgainstNational):
                yield from _benchmarks(file, criterion, test, trust, benchmarks)
            if isinstance(test, AgainstTarget) and test.target is not None:
                yield from _unit(file, criterion.id, test.measure, test.target, register)


def _benchmarks(
    file: str, criterion: Criterion, test: AgainstNational, trust: Trust, benchmarks: Benchmarks
) -> Iterator[Finding]:
    for phase in sorted({school.phase for school in trust.schools}):
        name = test.benchmark.replace("{phase}", phase)
        if name not in benchmarks.ids:
            yield _unknown(file, criterion.id, "benchmark", name, benchmarks.ids)
        if "{phase}" not in test.benchmark:
            return


def _targets(
    plan: Plan, trust: Trust, register: Mapping[str, Measure], plans: Path
) -> Iterator[Finding]:
    file = trust.file
    own = {criterion.id: criterion for criterion in plan.judged_rows}
    others = (
        _criteria_of_other_plans(trust, plan, plans) if set(trust.targets) - set(own) else set()
    )
    for name, targets in trust.targets.items():
        criterion = own.get(name)
        if criterion is None:
            if name not in others:
                finding = _unknown(file, "targets", "criterion", name, own)
                advice = f"{finding.fix} If the criterion is gone, delete its entry there."
                yield replace(finding, fix=advice.strip())
            continue
        flat = [test for test in _flat(criterion.tests) if getattr(test, "measure", "")]
        tested = {str(getattr(test, "measure", "")) for test in flat}
        gaps = {test.measure for test in flat if isinstance(test, AgainstNational)}
        for measure, target in targets.items():
            if measure not in tested:
                yield _unknown(file, f"targets.{name}", "tested measure", measure, tested)
                continue
            gap = measure in gaps
            yield from _unit(file, f"targets.{name}", measure, target, register, gap=gap)


def _criteria_of_other_plans(trust: Trust, plan: Plan, plans: Path) -> set[str]:
    """One trust's file may serve several plans. A plan that does not load is no fault here."""
    found: set[str] = set()
    for path in sorted(plans.glob("*.yml")):
        if path.stem == plan.plan:
            continue
        try:
            if read_yaml(path).get("trust") == trust.trust:
                found |= {criterion.id for criterion in load(path, Plan).judged_rows}
        except (GoldenThreadError, AttributeError):
            continue
    return found


def _kpis(trust: Trust, register: Mapping[str, Measure]) -> Iterator[Finding]:
    for school in trust.schools:
        where = f"schools, {school.name}, kpis"
        for name, target in school.kpis.items():
            if name not in register:
                yield _unknown(trust.file, where, "measure", name, register)
            else:
                yield from _unit(trust.file, where, name, target, register)


def _flags(trust: Trust, register: Mapping[str, Measure]) -> Iterator[Finding]:
    for rule in flag_rules(trust):
        for sign in rule.signs:
            if sign.measure not in register:
                where = "settings.category_flags"
                yield _unknown(trust.file, where, "measure", sign.measure, register)


def _unit(
    file: str,
    where: str,
    measure: str,
    target: Target,
    register: Mapping[str, Measure],
    *,
    gap: bool = False,
) -> Iterator[Finding]:
    """A target in another unit than its measure is a threshold nobody meant."""
    known = register.get(measure)
    if known is None or known.unit == "yes/no":
        return
    allowed = [known.unit]
    if gap and known.unit == "percent":
        allowed = ["percentage points"]
    if target.unit not in allowed:
        message = f"{where}: the target of {measure} has the wrong unit"
        yield Finding("stop", file, message, found=target.unit, allowed=" or ".join(allowed))


def _unknown(file: str, where: str, what: str, name: str, known: Iterable[str]) -> Finding:
    return Finding(
        "stop", file, f"{where}: there is no {what} {name!r}", fix=did_you_mean(name, known)
    )


def _flat(tests: Iterable[Test]) -> Iterator[Test]:
    """The tests and those inside a share of schools or a maturity's steps."""
    for test in tests:
        yield test
        yield from inner_tests(test)


def measures_of(tests: Iterable[Test]) -> list[str]:
    """The measures that the tests look at, each once."""
    named = (getattr(test, "measure", "") for test in _flat(tests))
    return list(dict.fromkeys(name for name in named if name))
