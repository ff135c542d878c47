"""The national figure that a figure is held against: which it is, who published it,
and which side of it is the good one."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator
from goldenthread.judgement.scope import schools_judged
from goldenthread.measures.measurement import ENGLAND, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational, Criterion
from goldenthread.trust import Phase
from goldenthread.wording import join_words


def comparator_for(
    test: AgainstNational, criterion: Criterion, figure: Measurement, case: Case
) -> Comparator:
    """England in the drop's own file, else the benchmark. Without a value `basis` says why."""
    england = case.measurements.of(test.measure, ENGLAND, group=test.group, period=figure.period)
    for own in england:
        if own.value is not None:
            said = own.detail("Status") or case.drop.data_status
            return Comparator(
                "England, from the same file",
                own.value,
                own.period,
                "England",
                own.note or own.detail("Basis"),
                "provisional" if "provisional" in said.casefold() else inside(said),
                case.measure(test.measure).publication,
                published_in(own),
            )
    phases = {school.phase for school in schools_judged(test, criterion, case)}
    name = benchmark_id(test.benchmark, case, figure.entity, phases)
    if not name:
        why = "the trust’s schools are of several phases, so no one national figure fits them all"
        return Comparator("", None, figure.period, basis=why)
    return _published(name, figure.period, case)


def _published(name: str, year: str, case: Case) -> Comparator:
    benchmark = case.benchmarks.get(name)
    published = benchmark.figure(year)
    if published is None or published.value is None:
        why = inside(published.why).removesuffix(".") if published is not None else ""
        text = f"no national figure for {year} was published"
        return Comparator(
            benchmark.title, None, year, benchmark.area, f"{text}: {why}" if why else text
        )
    return Comparator(
        benchmark.title,
        published.value,
        year,
        benchmark.area,
        benchmark.basis,
        published.status,
        benchmark.publication,
        published.source or benchmark.source,
    )


def published_in(figure: Measurement) -> str:
    """Who published a figure that a drop holds, and the file: "" where that is not told."""
    files = join_words(list(dict.fromkeys(row.file for row in figure.rows)))
    return ", ".join(part for part in (figure.detail("Published by"), files) if part)


def benchmark_id(name: str, case: Case, entity: str, judged: set[Phase]) -> str:
    """The benchmark's id with `{phase}` filled in; "" where several phases are pooled."""
    if "{phase}" not in name:
        return name
    school = case.school(entity)
    phases = set(judged) if school is None else {school.phase}
    return name.replace("{phase}", phases.pop()) if len(phases) == 1 else ""


def lead(value: float, national: float, measure: Measure) -> float:
    """How far the value is on the good side of the national figure."""
    gap = value - national
    if measure.better == "neither":
        return -abs(gap)
    return -gap if measure.better == "lower" else gap
