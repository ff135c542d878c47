"""What a drop says that its plan does not know, or the other way round: references of the logs, and
groups of measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from goldenthread.errors import Finding, did_you_mean, nearest
from goldenthread.measures.cells import folded, text
from goldenthread.measures.measurement import ALL, Measurements
from goldenthread.plan import Cadence, Criterion, Evidence, Plan, Scale
from goldenthread.rules import ByDate, Recorded, Rule, inner_tests
from goldenthread.sources.table import FILE, ROW, SHEET, Table, Tables


@dataclass(frozen=True, slots=True)
class _Named:
    """What an export's references name: criteria that this rule decides, or the plan's actions."""

    rule: type[Cadence] | type[Evidence] | type[Recorded] | type[ByDate]
    message: str = "no criterion of the plan is decided by this reference"
    actions: bool = False


_EXPORTS: dict[str, _Named] = {
    "occasions": _Named(Cadence),
    "evidence_log": _Named(Evidence),
    "recorded": _Named(Recorded),
    "milestones": _Named(ByDate, "the plan has no action or milestone of this reference", True),
}


def unread_references(plan: Plan, tables: Tables) -> Iterator[Finding]:
    """One finding for each reference of a log, tracker or list of judgements that decides nothing
    in the plan: a warning where it is like one that does, for then it is probably misspelt, else a
    note."""
    for source, named in _EXPORTS.items():
        table = tables.get(source)
        if not isinstance(table, Table) or table.frame.empty:
            continue
        read = (*_references(plan, named.rule), *(a.id for a in plan.actions if named.actions))
        known = set(map(folded, read))
        frame = table.frame.assign(_reference=text(table.frame, "reference"))
        for name, rows in frame.groupby("_reference", sort=True):
            if str(name) and folded(str(name)) not in known:
                like = nearest(str(name), read)
                yield _finding(
                    table,
                    rows.iloc[0],
                    "reference",
                    Finding(
                        "warning" if like else "note",
                        "",
                        named.message,
                        found=str(name)[:80],
                        fix=f"Did you mean {like!r}?" if like else "",
                        rule="unread reference",
                    ),
                )


def unknown_steps(plan: Plan, tables: Tables) -> Iterator[Finding]:
    """A warning for each recorded judgement that is no step of its criterion's scale."""
    table = tables.get("recorded")
    if not isinstance(table, Table) or table.frame.empty:
        return
    scales = _scales(plan)
    frame = table.frame.assign(
        _reference=text(table.frame, "reference").map(folded), _said=text(table.frame, "judgement")
    )
    for (reference, said), rows in frame.groupby(["_reference", "_said"], sort=True):
        scale = scales.get(str(reference))
        if scale is None or not said or scale.step_of(str(said)):
            continue
        steps = tuple(scale.words.get(step) or step for step in scale.steps)
        like = nearest(str(said), (*steps, *scale.steps))
        yield _finding(
            table,
            rows.iloc[0],
            "judgement",
            Finding(
                "warning",
                "",
                f"this is no step of the plan’s scale {scale.title}, so nothing is judged by it",
                found=str(said)[:80],
                allowed=", ".join(steps),
                fix=f"Did you mean {like!r}?" if like else "Write a step of the scale.",
                rule="unknown step",
            ),
        )


def _finding(table: Table, row: pd.Series, column: str, finding: Finding) -> Finding:
    """The finding at the place of a row."""
    return replace(
        finding,
        file=str(row[FILE]),
        sheet=str(row[SHEET]),
        row=int(row[ROW]),
        column=table.source.columns[column].title,
        source=table.source.source,
    )


def _scales(plan: Plan) -> dict[str, Scale]:
    """The scale on which each criterion is judged by people, by every name of it in the export."""
    found: dict[str, Scale] = {}
    for criterion, test in _tests(plan):
        if isinstance(test, Recorded):
            for name in (test.reference, criterion.id, criterion.number):
                found.setdefault(folded(name), plan.scale(test.scale))
    return found


def _references(plan: Plan, rule: type[Rule]) -> tuple[str, ...]:
    """Every name under which an export may speak of a criterion."""
    found: dict[str, None] = {}
    for criterion, test in _tests(plan):
        if isinstance(test, rule):
            found[getattr(test, "reference", "") or criterion.id] = None
            if rule is Recorded:
                found[criterion.id] = None
            found[criterion.number] = None
    return tuple(found)


def _tests(plan: Plan) -> Iterator[tuple[Criterion, Rule]]:
    """Every test of every row that is judged, with those inside it."""
    for criterion in plan.judged_rows:
        for test in criterion.tests:
            for each in (test, *inner_tests(test)):
                yield criterion, each


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
