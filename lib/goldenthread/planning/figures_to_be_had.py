"""Figures that a plan asks for and nobody can have: of years without one, of phases without one."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.calendar import academic_year, year_before
from goldenthread.errors import Finding
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan
from goldenthread.planning.planned import Planned, criteria_of, schools_of, tests_of
from goldenthread.rules import AgainstNational
from goldenthread.trust import Phase, Trust
from goldenthread.wording import join_words


def benchmarks(planned: Planned) -> Iterator[Finding]:
    years = _years(planned.plan)
    silent: dict[str, list[Criterion]] = {}
    for criterion in planned.plan.criteria:
        for test, _ in tests_of(criterion):
            if isinstance(test, AgainstNational):
                for name in _benchmark_ids(test, criterion, planned.trust):
                    found = planned.benchmarks.find(name)
                    figures = [found.figure(year) for year in years] if found else []
                    if found and not any(f and f.value is not None for f in figures):
                        silent.setdefault(name, []).append(criterion)
    for name, criteria in silent.items():
        yield planned.warning(
            "benchmark-without-years",
            f"{criteria_of(criteria)} {'are' if len(criteria) > 1 else 'is'} held against {name}, "
            f"which has no figure of {years[0]} to {years[-1]}, the plan's years",
            f"Add them to params/benchmarks/figures/{name}.yml, or put the published file into the "
            "drop.",
        )  # fmt: skip


def _benchmark_ids(test: AgainstNational, criterion: Criterion, trust: Trust) -> list[str]:
    phases = [school.phase for school in schools_of(criterion, test, trust)]
    return list(dict.fromkeys(test.benchmark.replace("{phase}", phase) for phase in phases))


def _years(plan: Plan) -> list[str]:
    """The academic years of the plan, from the first."""
    years = [academic_year(plan.ends)]
    while years[-1] > academic_year(plan.starts):
        years.append(year_before(years[-1]))
    return years[::-1]


def phases(planned: Planned) -> Iterator[Finding]:
    """Tests and criteria that no school of the trust could have a figure of."""
    trust = planned.trust
    own = {school.phase for school in trust.schools}
    for criterion in planned.plan.judged_rows:
        for test, _ in tests_of(criterion):
            measure = planned.register.get(str(getattr(test, "measure", "")))
            if not schools_of(criterion, test, trust):
                yield planned.warning(
                    "no-such-school",
                    f"{planned.called(criterion)} has a test for schools of a phase that the "
                    "trust has none of",
                    f"The trust's schools are {join_words(sorted(own))}: change phases.",
                )  # fmt: skip
            elif measure is not None and not _can_be_had(measure, planned, own):
                yield planned.warning(
                    "no-such-school",
                    f"{planned.called(criterion)} rests on {measure.id}, which comes from exports "
                    f"that no school of the trust has ({join_words(sorted(own))})",
                    "Choose another measure: docs/measures.md.",
                )  # fmt: skip


def _can_be_had(measure: Measure, planned: Planned, own: set[Phase]) -> bool:
    ways = [provider.needs for provider in measure.providers]
    return any(
        all(
            not planned.sources[s].phases or own & set(planned.sources[s].phases)
            for s in way
            if s in planned.sources
        )
        for way in ways
        if way
    ) or not any(ways)
