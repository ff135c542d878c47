"""What a drop says that its plan does not know, or the other way round: references of the logs, and
groups of measures."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding, did_you_mean, nearest
from goldenthread.measures.cells import folded, text
from goldenthread.measures.measurement import ALL, Measurements
from goldenthread.plan import Cadence, Criterion, Evidence, Plan
from goldenthread.rules import inner_tests
from goldenthread.sources.table import FILE, ROW, SHEET, Table, Tables

_LOGS: dict[str, type[Cadence] | type[Evidence]] = {"occasions": Cadence, "evidence_log": Evidence}


def unread_references(plan: Plan, tables: Tables) -> Iterator[Finding]:
    """One finding for each reference of a log that decides nothing in the plan: a warning where it
    is like one that does, for then it is probably misspelt, else a note."""
    for source, rule in _LOGS.items():
        table = tables.get(source)
        if not isinstance(table, Table) or table.frame.empty:
            continue
        read = _references(plan, rule)
        frame = table.frame.assign(_reference=text(table.frame, "reference"))
        for name, rows in frame.groupby("_reference", sort=True):
            if str(name) and str(name) not in read:
                first = rows.iloc[0]
                like = nearest(str(name), read)
                yield Finding(
                    "warning" if like else "note",
                    str(first[FILE]),
                    "no criterion of the plan is decided by this reference",
                    sheet=str(first[SHEET]),
                    row=int(first[ROW]),
                    column=table.source.columns["reference"].title,
                    found=str(name)[:80],
                    fix=f"Did you mean {like!r}?" if like else "",
                    rule="unread reference",
                    source=source,
                )


def _references(plan: Plan, rule: type[Cadence] | type[Evidence]) -> tuple[str, ...]:
    """Every name under which a log may speak of a criterion."""
    found: dict[str, None] = {}
    for criterion in plan.judged_rows:
        for test in criterion.tests:
            for each in (test, *inner_tests(test)):
                if isinstance(each, rule):
                    found[each.reference or criterion.id] = None
                    found[criterion.number] = None
    return tuple(found)


def unknown_groups(plan: Plan, measurements: Measurements) -> Iterator[Finding]:
    """A warning for each group that a test names and its measure does not have in this drop."""
    for criterion in plan.judged_rows:
        for measure, group in _groups_named(criterion):
            there = dict.fromkeys(figure.group for figure in measurements.of(measure))
            if folded(group) not in map(folded, there) and set(there) - {ALL}:
                yield Finding(
                    "warning",
                    f"{plan.plan}.yml",
                    f"{criterion.id}: {measure} has no group {group!r} in this drop",
                    fix=did_you_mean(group, [name for name in there if name != ALL]),
                    rule="unknown group",
                )


def _groups_named(criterion: Criterion) -> Iterator[tuple[str, str]]:
    for test in criterion.tests:
        for each in (test, *inner_tests(test)):
            group = getattr(each, "group", ALL)
            if group != ALL:
                yield getattr(each, "measure", ""), group
