"""A plan in words: when each criterion is green, and what is needed for that from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.judgement.rules_in_words import SCHOOLS_RULE, rule_in_words, set_because
from goldenthread.needs import TRACKER, needs_of
from goldenthread.plan import Action, Criterion, Section
from goldenthread.planning.planned import AnyTest, Planned
from goldenthread.rules import AgainstTarget, AsCriterion, inner_tests
from goldenthread.sources.spec import Source
from goldenthread.wording import day, join_words, plural, sentence


@dataclass(frozen=True, slots=True)
class Explained:
    """A criterion in words. `rules` say when it is green, one for each test; `facts` the rest."""

    number: str
    text: str
    rules: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedSection:
    """A section in words. `actions` is how many there are; `shown` says of each of them what the
    data will show beside its status, or why they show nothing."""

    heading: str
    criteria: tuple[Explained, ...]
    actions: int
    shown: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """An export that the plan needs. `columns` are those that it cannot do without, `instead` what
    would do in its place."""

    source: Source
    numbers: tuple[str, ...]
    columns: tuple[str, ...]
    instead: tuple[str, ...]
    tracks: int = 0
    beside: tuple[str, ...] = ()


def explain(planned: Planned) -> tuple[ExplainedSection, ...]:
    """Every section of the plan with its criteria, in the plan's order."""
    return tuple(
        ExplainedSection(
            _heading(section, planned),
            tuple(_explained(criterion, section, planned) for criterion in section.criteria),
            len(section.actions),
            tuple(
                _shown(action, planned)
                for action in section.actions
                if action.shown_by is not None and not action.paused
            ),
        )
        for section in planned.plan.objectives
    )


def needed(planned: Planned) -> tuple[Needed, ...]:
    """What the plan needs, by who supplies it."""
    found = [
        Needed(
            planned.sources[name],
            tuple(criterion.number for criterion in need.criteria),
            _columns(planned.sources[name]),
            tuple(
                join_words([planned.sources[s].title for s in way if s in planned.sources])
                for way in need.instead
            ),
            need.actions,
            tuple(row.number for row in need.beside),
        )
        for name, need in needs_of(planned.plan, planned.register).items()
        if name in planned.sources
    ]
    return tuple(sorted(found, key=lambda n: (n.source.supplied_by.casefold(), n.source.title)))


def _columns(source: Source) -> tuple[str, ...]:
    """The columns that have to be there: first those that must be filled in every row."""
    required = [column for column in source.columns.values() if column.required]
    titles = [c.title for c in sorted(required, key=lambda c: c.nullable)]
    if source.unpivot is not None:
        titles.append(f"a column for each {source.unpivot.name}")
    return tuple(titles)


def _heading(section: Section, planned: Planned) -> str:
    return f"{section.word or planned.plan.section_word} {section.number}: {section.title}"


def _explained(criterion: Criterion, section: Section, planned: Planned) -> Explained:
    return Explained(
        criterion.number,
        criterion.text,
        tuple(_rules(criterion, planned)),
        tuple(_facts(criterion, section, planned)),
    )


def _shown(action: Action, planned: Planned) -> Explained:
    """What the data will show beside an action's status, or why they show nothing."""
    row = action.as_criterion
    rules = () if row is None else tuple(_rules(row, planned))
    facts = [] if row is None else list(_judged_when(row))
    facts += [action.lacking] if action.lacking else []
    return Explained(action.number, action.action, rules, tuple(facts))


def _judged_when(row: Criterion) -> Iterator[str]:
    yield _judged_for(row)
    if row.judged_in:
        terms = join_words(list(row.judged_in))
        why = f": {row.not_before}" if row.not_before else ""
        yield f"Judged in the {terms} drop only{why}."


def _rules(criterion: Criterion, planned: Planned) -> Iterator[str]:
    if criterion.paused:
        yield sentence(f"paused: {criterion.paused}")
        return
    if not criterion.tests:
        yield "Nothing decides it."
    if len(criterion.tests) > 1:
        yield "It takes the worst colour of these:"
    for test in criterion.tests:
        words = rule_in_words(
            test, criterion, planned.plan, planned.trust, register=planned.register
        )
        why = set_because(test, criterion, planned.trust, None)
        own = _own_targets(test, planned)
        yield " ".join(part for part in (words, own, why, _in_the_log(test, criterion)) if part)


def _in_the_log(test: AnyTest, criterion: Criterion) -> str:
    """What tracker, log or list of judgements call it; "" where it is in none of them."""
    found = [
        str(getattr(t, "reference", "") or criterion.id)
        for t in (test, *inner_tests(test))
        if hasattr(t, "reference")
    ]
    return f"Its reference there: {join_words(list(dict.fromkeys(found)))}." if found else ""


def _own_targets(test: object, planned: Planned) -> str:
    """Which schools have no target of their own yet, where that is what a test reads."""
    if not isinstance(test, AgainstTarget) or not test.kpi:
        return ""
    without = [s.name for s in planned.trust.schools if test.measure not in s.kpis]
    if not without or len(without) == len(planned.trust.schools):
        return ""
    return sentence(f"{join_words(without)} {'has' if len(without) == 1 else 'have'} none yet")


def _facts(criterion: Criterion, section: Section, planned: Planned) -> Iterator[str]:
    first, *when = _judged_when(criterion)
    yield first
    if criterion.applies_where is not None:
        yield _applies(criterion)
    yield from when
    if due := _due(criterion):
        yield due
    responsible = criterion.responsible or section.responsible
    yield sentence(f"responsible: {responsible}" if responsible else "nobody is responsible")
    monitored = criterion.monitored_by or section.monitored_by
    if monitored:
        yield sentence(f"monitored by: {monitored}")
    if criterion.remark:
        yield sentence(criterion.remark)


def _judged_for(criterion: Criterion) -> str:
    if criterion.levels == ("trust",):
        return "Judged for the trust."
    if criterion.levels == ("school",):
        return "Judged for each school."
    if criterion.trust == "schools":
        return f"Judged for each school. {SCHOOLS_RULE}"
    others = sum(isinstance(test, AsCriterion) for test in criterion.tests)
    if not others:
        return "Judged for each school, and for the trust from its own figure."
    whose = "that criterion is" if others == 1 else "those criteria are"
    if others == len(criterion.tests):
        return f"Judged for each school and for the trust, as {whose}."
    return f"Judged for each school and for the trust: as {whose}, the rest from its own figure."


def _applies(criterion: Criterion) -> str:
    where = criterion.applies_where
    assert where is not None  # noqa: S101 - its caller asked
    parts = []
    if where.phases:
        parts.append(f"schools that are {join_words(list(where.phases), 'or')}")
    if where.steps:
        parts.append(f"schools judged {join_words(list(where.steps), 'or')} on {where.scale}")
    return f"Only for {join_words(parts)}."


def _due(criterion: Criterion) -> str:
    due = criterion.due
    if due is None:
        return ""
    if due.date is not None:
        return f"Due on {day(due.date)}."
    clocks: Sequence[tuple[int | None, str]] = (
        (due.years_after_joining, "year"),
        (due.months_after_joining, "month"),
    )
    parts = [plural(count, word) for count, word in clocks if count is not None]
    return f"Due {join_words(parts)} after a school joined." if parts else ""


def what_it_needs(item: Needed) -> Iterator[str]:
    """The lines that tell of one export."""
    rests = []
    if item.numbers:
        word = "criterion" if len(item.numbers) == 1 else "criteria"
        rests.append(f"{word} {join_words(item.numbers)}")
    if item.source.source == TRACKER and item.tracks:
        rests.append(
            f"how {plural(item.tracks, 'action')} {'stands' if item.tracks == 1 else 'stand'}"
        )
    if item.beside:
        word = "action" if len(item.beside) == 1 else "actions"
        rests.append(f"what stands beside {word} {join_words(item.beside)}")
    yield f"for {join_words(rests)}"
    yield f"columns: {', '.join(item.columns)}"
    if item.instead:
        yield f"or instead: {join_words(item.instead, 'or')}"
