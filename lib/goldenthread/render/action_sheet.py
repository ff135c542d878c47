"""The actions of an objective as one sheet of its evidence workbook: the status of each, what the
data say beside it, by which rule, and on which rows."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionState, ActionStatus, Judgement
from goldenthread.plan import Action, Section
from goldenthread.render.cells import Value
from goldenthread.render.workbook import Block, Sheet
from goldenthread.wording import plural, sentence

Row = tuple[Value, ...]


def action_sheet(judged: JudgedDrop, section: Section, entity: str) -> tuple[Sheet, Row] | None:
    """The sheet on a section's actions for a school or the trust, with its line of the contents;
    None where the data speak of none of them."""
    found = [
        (action, status, judged.of_action(action.id, entity))
        for status in judged.actions_on(a.id for a in section.actions)
        for action in section.actions
        if action.id == status.action
    ]
    if not any(judgement is not None for _, _, judgement in found):
        return None
    title = f"Actions of {section.short_title}"
    blocks = (
        Block(
            "Status and data",
            _HEADS,
            tuple(_standing(*each, judged.disagreement_on(each[1], entity)) for each in found),
        ),
        Block("Tests", _TESTS, tuple(row for each in found for row in _tests(each[0], each[2]))),
        Block(
            "Source",
            ("Action", "File", "Sheet", "Rows", "SHA-256 of the file"),
            tuple(row for each in found for row in _sources(judged, each[0], each[2])),
            note="No rows of an export were used.",
        ),
    )
    flags = sum(bool(judged.disagreement_on(status, entity)) for _, status, _ in found)
    late = sum(status.state is ActionState.OVERDUE for _, status, _ in found)
    told = f"{plural(len(found), 'action')}, {late or 'none'} overdue"
    told += f", {flags or 'none'} whose status and data do not go together"
    facts: tuple[tuple[str, Value], ...] = (("What this is", _WHAT),)
    return Sheet(f"Actions {section.number}", title, facts, blocks), (title, "", "", sentence(told))


_WHAT = (
    "The status is what people recorded. What the data say stands beside it by the rules of the "
    "criteria and changes neither the status nor any rating of the plan."
)
_HEADS = (
    *("Action", "The plan’s words", "Responsible", "Status", "Where it stands", "Due"),
    *("By the data", "What was found", "Look again", "Not held"),
)
_TESTS = (
    *("Action", "Rule", "Outcome", "What was found", "Value, unrounded", "Numerator"),
    *("Denominator", "Held against", "Its value", "Why this threshold"),
)


def _standing(action: Action, status: ActionStatus, judgement: Judgement | None, flag: str) -> Row:
    return (
        *(action.number, action.action, action.responsible),
        *(status.state.value, status.sentence, status.due),
        judgement.rating.value if judgement is not None else None,
        judgement.reason if judgement is not None else None,
        sentence(flag),
        action.lacking,
    )


def _tests(action: Action, judgement: Judgement | None) -> Iterator[Row]:
    for test in judgement.tests if judgement is not None else ():
        figure, beside = test.measurement, test.comparator
        yield (
            *(action.number, test.rule, test.rating.value, test.sentence),
            *((figure.value, figure.numerator, figure.denominator) if figure else (None,) * 3),
            *((beside.name, beside.value) if beside else (None,) * 2),
            test.set_because,
        )


def _sources(judged: JudgedDrop, action: Action, judgement: Judgement | None) -> Iterator[Row]:
    for rows in judgement.rows if judgement is not None else ():
        file = judged.input(rows.file)
        hash_of = file.sha256 if file is not None else ""
        yield action.number, rows.file, rows.sheet, rows.rows, hash_of
