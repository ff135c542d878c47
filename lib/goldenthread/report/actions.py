"""The actions of an objective: the status that people recorded, what the data say beside it, and
where the two do not go together."""

from __future__ import annotations

from goldenthread.display.cells import Cell, Column, Part
from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import DataTable
from goldenthread.display.words import Prose
from goldenthread.judgement.judgement import ActionStatus, Judgement
from goldenthread.plan import Action, AsCriterion, Criterion
from goldenthread.view import View
from goldenthread.wording import day, sentence, without_capital

TRUST_ONLY = "For the trust as a whole; see the trust-wide report."
_HEADS = ("Action, whose, and when", "Where it stands", "What the data say")
_NOTE = (
    "The status is what the people responsible have recorded{whose}. What the data say stands "
    "beside it by the rules of the criteria; it changes neither the status nor any rating of the "
    "plan."
)


def action_table(view: View) -> list[Display]:
    """Every action of the objective, as the plan prints it, where it stands, and what shows it."""
    section = view.section
    if section is None or not section.actions:
        return [Prose("The plan lists no actions here.", quiet=True)]
    known = {
        status.action: status for status in view.judged.actions_on(a.id for a in section.actions)
    }
    told = any(action.shown_by is not None for action in section.actions)
    rows = [
        _row(view, action, known[action.id], told=told)
        for action in section.actions
        if action.id in known
    ]
    heads = _HEADS if told else ("Action", "Who", "Due", "Where it stands")
    caption = f"Actions of {section.short_title}, from the tracker, {without_capital(view.when)}"
    whose = (
        "" if view.whole else " for the trust, unless it says otherwise; the data are the school’s"
    )
    note = _NOTE.format(whose=whose) if told else ""
    return [DataTable(caption, tuple(map(Column, heads)), tuple(rows), note, stacks=told)]


def _row(view: View, action: Action, status: ActionStatus, *, told: bool) -> tuple[Cell, ...]:
    """With what the data say, who and when stand below the action: five columns are too many for
    a small screen."""
    remark = f"On the plan’s text: {action.remark}" if action.remark else ""
    stands: Cell = (status.state.value, status.sentence, _place(view, status))
    text = f"{action.number} {action.action}"
    due = day(status.due) if status.due else action.timescale
    if told:
        when = f"due {due}" if status.due else due
        who = ", ".join(part for part in (action.responsible.rstrip("."), when) if part)
        return (text, who, remark), stands, data_beside(view, action, status)
    words: Cell = (text, remark) if remark else text
    return words, action.responsible or "–", due or "–", stands


def _place(view: View, status: ActionStatus) -> str:
    """Of which school the status was recorded, where it was of one."""
    school = view.judged.trust.find_school(status.place) if status.place else None
    if school is None:
        return ""
    known = school.urn in view.urns
    return f"Recorded for {view.name(school.urn) if known else 'another school'}."


def data_beside(view: View, action: Action, status: ActionStatus) -> Cell:
    """The rating by the data, the flag, the figure, and what no export holds."""
    if action.shown_by is None or action.paused:
        return "–"
    judgement, parts = view.of_action(action.id), list[Part]()
    if judgement is not None:
        parts = [RatingMark(judgement.rating), flag(view, status), _why(judgement)]
    elif action.as_criterion is not None:
        parts = [TRUST_ONLY]
    parts.append(action.lacking)
    return tuple(part for part in parts if part) or "–"


def _why(judgement: Judgement) -> str:
    """The reason; that it is amber the mark above it says."""
    return sentence(judgement.reason.removeprefix(f"{judgement.rating} because "))


def shown_by_tests(view: View) -> list[Criterion]:
    """The section's actions with figures of their own: not those that stand as a criterion does."""
    section = view.section
    rows = [a.as_criterion for a in section.actions] if section is not None else []
    return [
        row
        for row in rows
        if row is not None and any(not isinstance(test, AsCriterion) for test in row.tests)
    ]


def flag(view: View, status: ActionStatus) -> str:
    """`Look again: recorded as done, and the data do not show it.`; "" where the two agree."""
    found = view.disagreement_on(status)
    return f"Look again: {found}." if found else ""


def flagged(view: View) -> list[tuple[Action, str]]:
    """The actions, of the report's section or of the whole plan, whose status and data do not go
    together, each with how."""
    sections = (view.section,) if view.section else view.judged.plan.objectives
    known = {action.id: action for section in sections for action in section.actions}
    return [
        (known[status.action], found)
        for status in view.judged.actions_on(known)
        if (found := view.disagreement_on(status))
    ]
