"""`index.html` of a run: one page that leads to every report, with the ratings as a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from goldenthread.batch.matrix import Task
from goldenthread.batch.order import Hearing, Order
from goldenthread.batch.outcome import FAILURES, RunResult
from goldenthread.batch.run import run_drop
from goldenthread.display.ratings import RatingMark
from goldenthread.errors import count_of
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.rating import worst
from goldenthread.measures.measurement import TRUST
from goldenthread.render.document import About
from goldenthread.render.html.page import Links, render_page
from goldenthread.wording import day, plural

THREAD = "golden-thread/trust"
TRUST_ONLY = "trust only"
_MOST_IN_FULL = 3  # schools whose full names head the columns of the grid
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Link:
    """`label` is what a screen reader says: the words alone are the same in every cell."""

    words: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One report on the index: its rating, its forms, and what is to be said of it."""

    mark: Markup = _NOTHING
    links: tuple[Link, ...] = ()
    failed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    entries: tuple[Entry, ...]


def publish(order: Order, hearing: Hearing | None = None) -> RunResult:
    """Make the reports of a drop, and the page that leads to them."""
    return run_drop(order, hearing, render_index)


def render_index(
    about: About, judged: JudgedDrop, tasks: Sequence[Task], manifest: Mapping[str, Any]
) -> str:
    reports = {report["id"]: report for report in manifest["reports"]}
    made = manifest["made_from_sha256"]
    entries = {task.id: _entry(task, reports.get(task.id), judged, made) for task in tasks}
    failed = [task for task in tasks if entries[task.id].failed]
    return render_page(
        "index.html.j2",
        about=about,
        links=Links(),
        as_at=day(judged.drop.as_of),
        columns=["Trust", *_heads(judged)],
        section_word=judged.plan.section_word,
        rows=_rows(judged, tasks, entries),
        board=entries["trust/board"],
        thread=entries.get(THREAD),
        data_check=entries["trust/data-check"],
        findings=_findings(judged),
        failed=[Link(t.title, t.page, t.title) for t in failed],
        failed_words=plural(len(failed), "report"),
        manifest="manifest.json",
    )


def _rows(judged: JudgedDrop, tasks: Sequence[Task], entries: Mapping[str, Entry]) -> list[Row]:
    entities = [TRUST, *(school.urn for school in judged.trust.schools)]
    at = {(task.objective, task.entity): entries[task.id] for task in tasks if task.objective}
    rows = [
        Row(
            f"{section.number}. {section.short_title}",
            tuple(at.get((section.id, entity), Entry(note=TRUST_ONLY)) for entity in entities),
        )
        for section in judged.plan.objectives
    ]
    schools = {task.entity: entries[task.id] for task in tasks if task.kind == "school"}
    whole = Row("Report on the school as a whole", (Entry(), *(schools[e] for e in entities[1:])))
    threads = {t.entity: entries[t.id] for t in tasks if t.kind == "golden-thread"}
    thread = [Row("The golden thread", tuple(threads[e] for e in entities))] if threads else []
    return [*rows, *thread, whole]


def _entry(task: Task, report: Mapping[str, Any] | None, judged: JudgedDrop, made: str) -> Entry:
    mark = _mark(task, judged)
    if report is None:
        return Entry(mark, note="not run")
    if report["status"] in FAILURES:
        link = Link("What went wrong", task.page, f"{task.title}: what went wrong")
        return Entry(links=(link,), failed=True)
    if report["status"] != "succeeded":
        return Entry(mark, note="not run")
    there = {output["path"] for output in report["outputs"]}
    forms = (
        ("Report", task.page),
        ("PDF", task.pdf),
        ("Evidence", task.workbook),
        ("Notebook", task.executed),
    )
    links = tuple(Link(w, href, f"{task.title}: {w}") for w, href in forms if href in there)
    note = "" if report["made_from"] == made else "from an earlier run, on other inputs"
    return Entry(mark, links, note=note)


def _mark(task: Task, judged: JudgedDrop) -> Markup:
    """The rating of an objective for the trust or a school: the worst of its criteria."""
    if not task.objective:
        return _NOTHING
    judgements = judged.judgements_of(task.objective, task.entity)
    if not judgements:
        return _NOTHING
    rating = worst(judgement.rating for judgement in judgements)
    before = [j.previous for j in judgements if j.previous is not None]
    return Markup(RatingMark(rating, worst(before) if before else None).html())  # noqa: S704


def _heads(judged: JudgedDrop) -> list[str]:
    """The schools' names; of many the short ones, so that the table is not wider than the page."""
    schools = judged.trust.schools
    return [s.name if len(schools) <= _MOST_IN_FULL else s.short_name for s in schools]


def _findings(judged: JudgedDrop) -> str:
    """How many faults the check of the drop found, in words."""
    stops = count_of(judged.findings, "stop")
    warnings = count_of(judged.findings, "warning")
    if not stops and not warnings:
        return "nothing"
    return f"{plural(stops, 'fault')} and {plural(warnings, 'warning')}"
