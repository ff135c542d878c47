"""What a drop lacks, told as its reader needs it: exports that nobody asks for in one line, and
those that a plan rests on although no trust has to have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from goldenthread.agreement import measures_of
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan
from goldenthread.sources.spec import Source
from goldenthread.sources.table import Absent, Table, Tables
from goldenthread.trust import Trust
from goldenthread.wording import join_words, plural

_RULE = "missing-export"


def in_one_line(findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """The findings, with the exports that are missing and that nobody misses as one note."""
    titles: list[str] = []
    for finding in findings:
        if finding.rule == _RULE and finding.severity == "note" and finding.source in sources:
            titles.append(sources[finding.source].title)
        else:
            yield finding
    if titles:
        message = f"{plural(len(titles), 'kind')} of export that other plans use are not here"
        if len(titles) == 1:
            message = "a kind of export that other plans use is not here"
        yield Finding(
            "note", "", f"{message}: {'; '.join(sorted(titles))}",
            fix="Nothing needs to be done: no criterion of the plan rests on them.", rule=_RULE,
        )  # fmt: skip


def missed_optional(
    plan: Plan,
    register: Mapping[str, Measure],
    tables: Tables,
    sources: Mapping[str, Source],
    trust: Trust,
    drop: Drop,
    there: Collection[str],
) -> Iterator[Finding]:
    """A warning for each export that no trust has to have, of which no file is `there`, and without
    which criteria of this plan have no figure in this drop."""
    missed: dict[str, dict[str, None]] = {}
    for criterion in plan.criteria:
        if criterion.paused or (criterion.judged_in and drop.term not in criterion.judged_in):
            continue
        for name in _lacking(criterion, register, tables):
            missed.setdefault(name, {})[criterion.number] = None
    phases = {school.phase for school in trust.schools}
    for name, numbers in missed.items():
        source = sources.get(name)
        if source is None or name in there or not source.optional or not _due(source, drop):
            continue
        if source.phases and not phases & set(source.phases):
            continue
        verb = "rest" if len(numbers) > 1 else "rests"
        criteria = plural(len(numbers), "criterion", "criteria")
        supplier = f" Supplied by: {source.supplied_by}." if source.supplied_by else ""
        yield Finding(
            "warning", "",
            f"{source.title}: the drop holds no file named like {' or '.join(source.files)}; "
            f"{criteria} of the plan {verb} on it ({join_words(list(numbers))})",
            fix=f"Put the export into the folder.{supplier}", rule=_RULE, source=name,
        )  # fmt: skip


def _lacking(
    criterion: Criterion, register: Mapping[str, Measure], tables: Tables
) -> Iterator[str]:
    """The absent exports of the criterion's measures, as far as no other way leads to a figure."""
    for name in measures_of(criterion.tests):
        measure = register.get(name)
        if measure is None:
            continue
        ways = [provider.needs for provider in measure.providers if provider.needs]
        if not any(all(isinstance(tables.get(s), Table) for s in way) for way in ways):
            yield from (s for way in ways[:1] for s in way if isinstance(tables.get(s), Absent))


def _due(source: Source, drop: Drop) -> bool:
    return not source.terms or drop.term in source.terms
