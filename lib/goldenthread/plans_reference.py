"""docs/plans.md: every row of every plan, what decides it, and its state in the demonstration.

The states are those of the last drop under data/demo that names the plan, judged for this page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.agreement import load_named, measures_of
from goldenthread.declaration import load
from goldenthread.drop import load_drop
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionState, ActionStatus, Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.scope import condition_in_words
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.registry import Measure
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Action, AsCriterion, Criterion, Plan, Section
from goldenthread.project import Project
from goldenthread.reference_tables import WRITTEN, sources_in_words, table
from goldenthread.trust import Trust
from goldenthread.wording import day, join_words, plural, sentence

CRITERIA_HEADS = (
    *("Row", "Kind", "The document’s words", "Measure", "Rule", "Source"),
    *("Responsible; monitored by", "Due", "State in the demonstration"),
)
ACTION_HEADS = (
    *("Action", "The document’s words", "Responsible", "Due"),
    *("Measure beside the status", "Rule", "Source", "State in the demonstration"),
)
_REPEATED = 0.8  # of a focus area's words, in the row that repeats it
TRACKED = "[milestones](exports.md#milestones)"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its trust, and the folder of the last demo drop that names it, if any."""

    plan: Plan
    trust: Trust
    drop: Path | None


def planned(project: Project) -> tuple[Planned, ...]:
    """Every plan under params/plans, by its id."""
    drops = last_drops(project)
    found = []
    for path in sorted((project.params / "plans").glob("*.yml")):
        plan = load(path, Plan)
        trust = load_named(project.params / "trusts", plan.trust, Trust, "trust")
        found.append(Planned(plan, trust, drops.get(plan.plan)))
    return tuple(found)


def last_drops(project: Project) -> dict[str, Path]:
    """By plan the folder of the demo drop that was taken last."""
    found = [(load_drop(p.parent), p.parent) for p in _declared(project)]
    ordered = sorted(found, key=lambda each: each[0].as_of)
    return {drop.plan: folder for drop, folder in ordered}


def _declared(project: Project) -> list[Path]:
    return sorted((project.root / "data" / "demo").rglob("drop.yml"))


def plans_page(project: Project) -> str:
    """The whole page; the last demo drop of every plan is judged, or taken from the cache."""
    every = planned(project)
    rows = sum(len(p.plan.criteria) + len(p.plan.actions) for p in every)
    parts = [
        "# Plans",
        WRITTEN,
        f"The {len(every)} plans under `params/plans`, row by row: {rows} rows. Each row has the "
        "words of its document, the measure and the rule that decide it, the export that it rests "
        "on, whose it is, when it is due, and how it stands in the last drop of the demonstration, "
        "whose figures are made up. A rating of the trust stands first, then how many schools have "
        "which. Of an action its people record how it stands; what the data say of it stands "
        "beside that and decides nothing, with a word where the two do not go together.",
    ]
    for each in every:
        judged = judge_drop(each.drop) if each.drop is not None else None
        parts += plan_part(each, judged)
    return "\n\n".join(parts) + "\n"


def plan_part(each: Planned, judged: JudgedDrop | None) -> list[str]:
    """A plan's own part of the page; without a judged drop no row has a state."""
    plan = each.plan
    parts = [f"## {plan.title} ({each.trust.name})", _about(each, judged)]
    for section in plan.objectives:
        parts.append(f"### {plan.called(section)}: {section.short_title}")
        parts.append(f"*{section.title}*" + (f" {section.link_note}" if section.link_note else ""))
        if section.criteria:
            parts.append(table(CRITERIA_HEADS, criteria_rows(section, each, judged)))
        if section.actions:
            parts.append(table(ACTION_HEADS, action_rows(section, each, judged)))
        loose = "; ".join(f"“{text.rstrip('.')}”" for text in untracked(section, plan))
        if loose:
            parts.append(f"Not tracked, since the document gives it no row of its own: {loose}.")
    return parts


def untracked(section: Section, plan: Plan) -> tuple[str, ...]:
    """Focus areas of the document that none of its criteria and actions repeats. A row that does
    may change a word or two, and be cut short."""
    rows = [_spoken(c.text) for c in plan.criteria] + [_spoken(a.action) for a in plan.actions]
    return tuple(
        text
        for text in section.focus_areas
        if not any(len(_spoken(text) & row) >= _REPEATED * len(_spoken(text)) for row in rows)
    )


def _spoken(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _about(each: Planned, judged: JudgedDrop | None) -> str:
    plan = each.plan
    text = f"[{plan.plan}.yml](../params/plans/{plan.plan}.yml): "
    text += plural(len(plan.criteria), "criterion", "criteria")
    text += f" and {plural(len(plan.actions), 'action')}." if plan.actions else "."
    if judged is None:
        return f"{text} No demonstration drop names this plan."
    ratings = [_of_trust(judged, criterion) for criterion in plan.criteria]
    counts = _counts([rating for rating in ratings if rating is not None])
    return f"{text} In {judged.drop.title} ({judged.drop.drop}): {counts}."


def criteria_rows(
    section: Section, each: Planned, judged: JudgedDrop | None
) -> Iterator[tuple[str, ...]]:
    """One row for each criterion; several tests stand in one cell, in order."""
    register = all_measures()
    for criterion in section.criteria:
        yield (
            f"**{criterion.number}** `{criterion.id}`",
            criterion.kind,
            _words(criterion),
            _measures(criterion, register),
            _rules(criterion, each, register),
            _sources(criterion, each.plan, register),
            _whose(criterion, section),
            _due(criterion),
            _state(judged, criterion),
        )


def action_rows(
    section: Section, each: Planned, judged: JudgedDrop | None
) -> Iterator[tuple[str, ...]]:
    """One row for each action: what the data are to say of it beside the status that its people
    record, or why they say nothing; then both as they stand."""
    register = all_measures()
    standing = {status.action: status for status in judged.actions} if judged else {}
    for action in section.actions:
        row = action.as_criterion
        shown = ("–", action.lacking or "–", "–")
        if row is not None:
            rule = " ".join(filter(None, (_rules(row, each, register), action.lacking)))
            shown = (_measures(row, register), rule, _sources(row, each.plan, register))
        yield (
            f"`{action.id}`",
            action.action,
            action.responsible or section.responsible,
            _action_due(action),
            *shown,
            _stands(action, standing.get(action.id), judged),
        )


def _stands(action: Action, status: ActionStatus | None, judged: JudgedDrop | None) -> str:
    """The status, the rating by the data, and a word where the two do not go together."""
    if action.paused:
        return f"{ActionState.PAUSED}: “{action.paused}”"
    if status is None or judged is None:
        return "–"
    row = action.as_criterion
    data = "" if row is None else f"by the data {_ratings(judged.of_actions, row)}"
    flag = judged.disagreement_on(status, TRUST)
    return "; ".join(filter(None, (f"{status.state} ({TRACKED})", data, flag)))


def _words(criterion: Criterion) -> str:
    return criterion.text + (f" *{criterion.remark}*" if criterion.remark else "")


def _measures(criterion: Criterion, register: Mapping[str, Measure]) -> str:
    if criterion.paused:
        return "–"
    found = [
        f"[{register[name].title}](measures.md#{name})" for name in measures_of(criterion.tests)
    ]
    found += [f"as `{name}`" for name in _taken_from(criterion)]
    return ", ".join(found) or "criteria of the plan"


def _taken_from(row: Criterion) -> tuple[str, ...]:
    """The criteria that a row stands as."""
    return tuple(test.criterion for test in row.tests if isinstance(test, AsCriterion))


def _rules(criterion: Criterion, each: Planned, register: Mapping[str, Measure]) -> str:
    if criterion.paused:
        return f"Paused by the plan: “{criterion.paused}”"
    words = (
        rule_in_words(test, criterion, each.plan, each.trust, None, register)
        for test in criterion.tests
    )
    where = condition_in_words(criterion, each.plan)
    applies = sentence(f"it is {where}") if where else ""
    return " ".join(dict.fromkeys(filter(None, (*words, applies))))


def _sources(criterion: Criterion, plan: Plan, register: Mapping[str, Measure]) -> str:
    if criterion.paused:
        return "–"
    tests = [criterion.tests, *(plan.criterion(name).tests for name in _taken_from(criterion))]
    names = [name for each in tests for name in measures_of(each)]
    found = dict.fromkeys(sources_in_words(register[name]) for name in names)
    return "; ".join(found) or "those of the criteria"


def _whose(criterion: Criterion, section: Section) -> str:
    who = criterion.responsible or section.responsible
    body = criterion.monitored_by or section.monitored_by
    return "; ".join(part for part in (who, body) if part)


def _due(criterion: Criterion) -> str:
    """As printed; a clock that runs from joining in words of our own where the plan has none."""
    due = criterion.due
    if due is None:
        return criterion.timescale
    if due.as_printed:
        return due.as_printed
    if due.date is not None:
        return day(due.date)
    spans = ((due.years_after_joining, "year"), (due.months_after_joining, "month"))
    return f"{join_words([plural(n, noun) for n, noun in spans if n])} after joining"


def _action_due(action: Action) -> str:
    return action.timescale or (day(action.due) if action.due else "")


def _state(judged: JudgedDrop | None, criterion: Criterion) -> str:
    """The trust's rating, and how many schools have which."""
    return "–" if judged is None else _ratings(judged.judgements, criterion)


def _ratings(judgements: Iterable[Judgement], row: Criterion) -> str:
    own = [j for j in judgements if j.criterion == row.id]
    trust = next((j for j in own if j.entity == TRUST), None)
    schools = [j.rating for j in own if j.entity != TRUST]
    parts = [] if trust is None else [_word(trust)]
    if schools:
        parts.append(f"schools: {_counts(schools)}")
    return "; ".join(parts)


def _word(judgement: Judgement) -> str:
    level = f" ({judgement.level})" if judgement.level else ""
    return f"**{judgement.rating.value}**{level}"


def _of_trust(judged: JudgedDrop, criterion: Criterion) -> Rating | None:
    found = judged.judgement(criterion.id, TRUST)
    return found.rating if found is not None else None


def _counts(ratings: list[Rating]) -> str:
    """`2 green, 1 amber, 3 not yet due`."""
    words = [
        f"{ratings.count(rating)} {rating.value.lower()}" for rating in Rating if rating in ratings
    ]
    return ", ".join(words) or "none is judged for the trust as a whole"
