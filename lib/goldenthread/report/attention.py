"""What needs attention: exceptions, changes, what is overdue, what is not known."""

from __future__ import annotations

from goldenthread.display.criterion import Callout
from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import ActionState, ActionStatus, Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Action, Criterion, Section
from goldenthread.report.actions import flagged
from goldenthread.report.finding import finding
from goldenthread.report.restated import restated
from goldenthread.report.standing import criteria_word, is_apart
from goldenthread.view import View
from goldenthread.wording import day, join_words, plural, without_capital

_ORDER = (Rating.RED, Rating.AMBER, Rating.GREEN)
_LEAD = "Red because "  # said by the mark already
_ACTION_WORDS = 90  # characters of an action's text beside an exception


def exceptions(view: View, most: int = 8) -> list[Display]:
    """Every red: first where the trust itself is red, then where only a school is."""
    red = [(c, reds) for c in view.criteria if (reds := _reds(view, c))]
    red.sort(key=lambda pair: not any(j.entity == TRUST for j in pair[1]))
    if not red:
        return [Prose("No criterion is red."), *_of_actions(view, set())]
    seen: set[str] = set()
    shown: list[Display] = []
    for criterion, judgements in red[:most]:
        section = view.judged.plan.section_of(criterion.id)
        action = "" if section.id in seen else _being_done(view, section)
        seen.add(section.id)
        shown.append(_callout(view, criterion, judgements, action))
    rest = red[most:]
    if rest:
        shown.append(Prose(f"Red as well: {_named(view, rest)}."))
    return [*shown, *_of_actions(view, seen)]


def _of_actions(view: View, told: set[str]) -> list[Display]:
    """The actions that are overdue in the sections of which nothing above tells so, and those
    whose status and data do not go together: by number, in the report of a section with words."""
    sections = [s for s in _sections(view) if s.id not in told]
    late = [a for s in sections for a, status in _statuses(view, s) if _late(status)]
    said, whose = [], "" if view.whole else " of the trust"
    if late:
        names = join_words([_action_named(view, action) for action in late])
        verb = "is" if len(late) == 1 else "are"
        lead = f"{plural(len(late), 'action')}{whose} {verb} overdue"
        said.append(f"{lead}{', besides those counted above' if told else ''}: {names}.")
    again = flagged(view)
    if again:
        names = join_words([_action_named(view, action) for action, _ in again])
        where = "" if view.section else f"; why is in the report on each {_word(view)}"
        lead = f"Look again at {plural(len(again), 'action')}"
        said.append(f"{lead} whose status and data do not go together: {names}{where}.")
    return [Prose(words) for words in said]


def _late(status: ActionStatus) -> bool:
    return status.state is ActionState.OVERDUE


def _word(view: View) -> str:
    return inside(view.judged.plan.section_word)


def _action_named(view: View, action: Action) -> str:
    return f"{action.number} ({cut(action.action, 60)})" if view.section else action.number


def _named(view: View, red: list[tuple[Criterion, list[Judgement]]]) -> str:
    """`2.1 and 2.2 at Moreton`: by place, so that each place is said once."""
    by_place: dict[str, list[str]] = {}
    for criterion, judgements in red:
        trust = any(j.entity == TRUST for j in judgements) or not view.whole
        names = [] if trust else [view.name(j.entity, short=True) for j in judgements]
        by_place.setdefault(join_words(names), []).append(criterion.number)
    return "; ".join(
        join_words(numbers) + (f" at {place}" if place else "")
        for place, numbers in by_place.items()
    )


def _reds(view: View, criterion: Criterion) -> list[Judgement]:
    return [j for j in view.judgements(criterion.id) if j.rating is Rating.RED]


def _callout(view: View, criterion: Criterion, judgements: list[Judgement], action: str) -> Callout:
    """Under its finding, with the criterion below it; under the criterion where there is none."""
    trust = next((j for j in judgements if j.entity == TRUST), None)
    about = f"{criterion.number} {' '.join(criterion.text.split()).rstrip('.')}"
    reasons = [trust.reason] if trust else _reasons(view, judgements)
    found = finding(view, judgements)
    if found is not None:
        return Callout(found.text, "\n".join(reasons), Rating.RED, action, about=about)
    if trust is None and view.whole:
        names = [view.name(j.entity, short=True) for j in judgements]
        about += f", at {join_words(names)}"
    return Callout(about, "\n".join(reasons), Rating.RED, action)


def _reasons(view: View, judgements: list[Judgement]) -> list[str]:
    """Why schools are red: once where all have one reason, else each with the school's name."""
    different = dict.fromkeys(j.reason for j in judgements)
    if len(different) == 1 or not view.whole:
        return list(different)
    return [
        f"{view.name(j.entity, short=True)}: {inside(j.reason.removeprefix(_LEAD))}"
        for j in judgements
    ]


def _being_done(view: View, section: Section) -> str:
    """How the objective's actions stand, and the one most overdue, or else next due."""
    found = _statuses(view, section)
    found = [pair for pair in found if pair[1].state is not ActionState.PAUSED]
    known = [pair for pair in found if pair[1].state is not ActionState.NO_DATA]
    if not known:
        return f"where those under {section.short_title} stand is not known." if found else ""
    late = [pair for pair in known if pair[1].state is ActionState.OVERDUE]
    coming = [p for p in known if p[1].state is ActionState.ON_TRACK and p[1].due]
    verb = "are" if len(late) > 1 else "is"
    words = f"{len(late) or 'none'} of {len(known)} under {section.short_title} {verb} overdue"
    lead = "next" if not late else "the longest" if len(late) > 1 else ""
    for action, status in sorted(late or coming, key=lambda pair: str(pair[1].due))[:1]:
        when = f"due {day(status.due)}" if status.due else ""
        who = ", ".join(part for part in (action.responsible.rstrip("."), when) if part)
        named = f"{action.number} {cut(action.action)}"
        words += f"; {lead}: {named}" if lead else f": {named}"
        words += f" ({who})" if who else ""
    return f"{words}."


def _statuses(view: View, section: Section) -> list[tuple[Action, ActionStatus]]:
    known = {action.id: action for action in section.actions}
    return [(known[s.action], s) for s in view.judged.actions_on(known)]


def cut(text: str, most: int = _ACTION_WORDS) -> str:
    """The beginning of a long text, cut between words."""
    text = text.rstrip(".")
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;") + " …"


def overdue(view: View) -> list[Display]:
    """Whose, since when, and how it stands; longest overdue first."""
    known = {action.id: action for s in _sections(view) for action in s.actions}
    late = [s for s in view.judged.actions_on(known) if s.state is ActionState.OVERDUE]
    late.sort(key=lambda s: (str(s.due), s.action))
    if not late:
        return [Prose(_nothing_late(view, set(known)))]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{known[s.action].number} {cut(known[s.action].action, 140)}",
            known[s.action].responsible or "–",
            day(s.due) if s.due else "–",
            s.sentence,
        )
        for s in late
    ]
    columns = (Column("Action"), Column("Whose"), Column("Was due"), Column("Where it stands"))
    return [DataTable(f"{plural(len(late), 'action')} overdue", columns, tuple(rows), stacks=True)]


def _nothing_late(view: View, ids: set[str]) -> str:
    """No overdue action is good news only where the tracker speaks of them."""
    statuses = view.judged.actions_on(ids)
    silent = [s for s in statuses if s.state is ActionState.NO_DATA]
    if statuses and len(silent) == len(statuses):
        return f"Whether anything is overdue is not known. {silent[0].sentence}"
    without = f" {plural(len(silent), 'action has', 'actions have')} no data." if silent else ""
    return f"No action is overdue.{without}"


def _sections(view: View) -> tuple[Section, ...]:
    return (view.section,) if view.section else view.judged.plan.objectives


def changes(view: View) -> list[Display]:
    """Every criterion whose rating differs from the drop before, worst first, with why."""
    if view.previous is None:
        return [Prose("This is the first drop; there is none to compare it with.")]
    moved = [
        (criterion, j)
        for criterion in view.criteria
        for j in view.judgements(criterion.id)
        if j.previous is not None and j.previous is not j.rating and not is_apart(j)
    ]
    title = without_capital(view.previous.when)
    if not moved:
        return [Prose(f"No rating has changed since {title}."), *restated(view)]
    by_criterion: dict[str, list[Judgement]] = {}
    for criterion, judgement in moved:
        by_criterion.setdefault(criterion.id, []).append(judgement)
    rows = [_change(view, view.judged.plan.criterion(i), js) for i, js in by_criterion.items()]
    rows.sort(key=lambda row: row[0])
    columns = [Column("Criterion"), Column("Where"), Column("Now"), Column("Why")]
    columns = columns if view.whole else [columns[0], *columns[2:]]
    caption = f"{criteria_word(view, len(rows))} with a different rating from {title}"
    found = tuple(row for _, row in rows)
    return [DataTable(caption, tuple(columns), found, stacks=True), *restated(view)]


def _change(
    view: View, criterion: Criterion, judgements: list[Judgement]
) -> tuple[int, tuple[Cell, ...]]:
    """A row for the change that matters most: the trust's own, or the worst school's. In the report
    of one school no row names it."""
    first = next((j for j in judgements if j.entity == TRUST), None)
    chosen = first or min(judgements, key=lambda j: _rank(j.rating))
    alike = [j for j in judgements if (j.rating, j.previous) == (chosen.rating, chosen.previous)]
    where = join_words([_name_inside(view, j.entity) for j in alike])
    return _rank(chosen.rating), (
        f"{criterion.number} {cut(criterion.text, 64)}",
        *((where[:1].upper() + where[1:],) if view.whole else ()),
        RatingMark(chosen.rating, chosen.previous),
        chosen.reason,
    )


def _name_inside(view: View, entity: str) -> str:
    return "the trust" if entity == TRUST else view.name(entity, short=True)


def _rank(rating: Rating) -> int:
    return _ORDER.index(rating) if rating in _ORDER else len(_ORDER)
