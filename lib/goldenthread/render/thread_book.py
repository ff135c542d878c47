"""The golden thread as a workbook: the breaks, and every line of the thread as a row to filter."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.judged import JudgedDrop
from goldenthread.measures.measurement import TRUST
from goldenthread.render.cells import Value
from goldenthread.render.evidence_book import book_facts
from goldenthread.render.workbook import Block, Book, Sheet, workbook_bytes
from goldenthread.thread.breaks import breaks, responsible
from goldenthread.thread.strands import Strand, Thread
from goldenthread.view import View
from goldenthread.wording import sentence

Row = tuple[Value, ...]


def thread_workbook(judged: JudgedDrop, title: str, entity: str) -> bytes:
    """The workbook for a school (its URN) or "trust": a sheet of breaks, one for each stage."""
    school = None if entity == TRUST else judged.trust.school(entity)
    thread = Thread(View(judged, school))
    sheets = (_breaks(thread), _priorities(thread), _actions(thread), _criteria(thread))
    lines = tuple((sheet.title, len(sheet.blocks[0].rows)) for sheet in sheets)
    facts = book_facts(judged, entity)
    columns = ("What it holds", "Rows")
    return workbook_bytes(Book(title, judged.trust.name, facts, columns, lines, sheets))


def _breaks(thread: Thread) -> Sheet:
    names = {s.section.id: _name(s) for s in thread.strands}
    rows = tuple((names.get(b.section, ""), b.kind.value, b.place, b.words) for b in breaks(thread))
    columns = (_head(thread), "Kind of break", "Where", "What is missing")
    return _sheet("Breaks", "Where the thread breaks", columns, rows, "Nothing is missing.")


def _priorities(thread: Thread) -> Sheet:
    names = {s.section.id: _name(s) for s in thread.strands}
    rows = tuple(
        (
            thread.view.name(p.urn),
            p.reference,
            p.words,
            p.said,
            "; ".join(names[section] for section in p.serves.sections),
            "; ".join(p.serves.unknown),
            p.reviewed,
        )
        for p in thread.priorities
    )
    columns = (
        *("School", "Reference", "Priority", "Serves, as the school writes it"),
        *(f"{_head(thread)} meant", "Not in the plan", "Last reviewed"),
    )
    note = sentence(thread.plans_unknown)
    return _sheet("School plans", "What the schools’ plans take up", columns, rows, note)


def _actions(thread: Thread) -> Sheet:
    columns = (
        *(_head(thread), "Action", "Words", "Responsible", "State", "Where it stands", "Due"),
        *("Last update", "By the data", "What was found", "Look again"),
    )
    rows = tuple(row for strand in thread.strands for row in _steps(thread.view, strand))
    return _sheet("Actions", "The plan’s actions", columns, rows, "The plan has no actions.")


def _steps(view: View, strand: Strand) -> Iterator[Row]:
    for step in strand.steps:
        status = step.status
        standing: Row = (None,) * 4
        if status is not None:
            standing = (status.state.value, status.sentence, status.due, status.updated)
        action = step.action
        shown = view.of_action(action.id)
        data: Row = (None,) * 3
        if shown is not None:
            flag = view.disagreement_on(status) if status is not None else ""
            data = (shown.rating.value, shown.reason, sentence(flag))
        yield (_name(strand), action.id, action.action, action.responsible, *standing, *data)


def _criteria(thread: Thread) -> Sheet:
    columns = (
        *(_head(thread), "Criterion", "Words", "Responsible", "Rating", "In the drop before"),
        *("Why", "Last had a colour"),
    )
    rows = tuple(row for strand in thread.strands for row in _checks(strand))
    title = "The criteria, and how they stand"
    return _sheet("Criteria", title, columns, rows, "The plan has no criteria.")


def _checks(strand: Strand) -> Iterator[Row]:
    for check in strand.checks:
        own = check.judgement
        before = own.previous.value if own is not None and own.previous is not None else None
        last = f"{check.last[1].value}, {check.last[0]}" if check.last else None
        criterion = check.criterion
        yield (
            *(_name(strand), criterion.number, criterion.text),
            responsible(strand.section, criterion),
            check.rating.value if check.rating is not None else None,
            *(before, own.reason if own is not None else None, last),
        )


def _sheet(
    name: str, title: str, columns: tuple[str, ...], rows: tuple[Row, ...], note: str
) -> Sheet:
    return Sheet(name, title, blocks=(Block("", columns, rows, note=note),))


def _name(strand: Strand) -> str:
    return f"{strand.section.number} {strand.section.short_title}"


def _head(thread: Thread) -> str:
    return thread.view.judged.plan.section_word
