"""`python -m benchmarks.one_process WHAT [REPORT ...]`: one way of making reports, for
benchmarks.batch to time. WHAT is `tasks`, `run`, `papermill` or `floor`."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import goldenthread.batch  # noqa: F401 - before papermill, which imports its engine
from goldenthread.batch.matrix import Task, all_tasks
from goldenthread.judged import JudgedDrop
from goldenthread.report.opened import judged_for_reports

DROP = "data/demo/2022-summer"
WORKERS = 2


def _tasks() -> tuple[JudgedDrop, list[Task]]:
    judged = judged_for_reports(Path(DROP).resolve())
    return judged, list(all_tasks(judged.project, judged.trust, judged.plan, DROP))


def tasks() -> None:
    """Every report of the drop, as JSON."""
    judged, every = _tasks()
    told = [
        {
            "id": task.id,
            "notebook": task.notebook.relative_to(judged.project.root).as_posix(),
            "parameters": dict(task.parameters),
        }
        for task in every
    ]
    sys.stdout.write(json.dumps(told))


def run(reports: Sequence[str]) -> None:
    """The reports by a run of this suite, whether or not they are there."""
    from goldenthread.batch.order import Order
    from goldenthread.website import publish

    result = publish(Order(DROP, reports=tuple(reports), workers=WORKERS, force=True))
    sys.exit(result.exit_code)


def papermill(reports: Sequence[str]) -> None:
    """The reports by papermill's functions in two processes, each with one warm exporter."""
    _, every = _tasks()
    chosen = [task for task in every if task.id in reports]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, context, _warm) as pool:
        work = [(str(task.notebook), dict(task.parameters)) for task in chosen]
        for number, page in enumerate(pool.map(_one, work)):
            Path(f"page-{number}.html").write_text(page, "utf-8")


_EXPORTER: list[Any] = []


def _warm() -> None:
    from nbconvert import HTMLExporter

    _EXPORTER.append(HTMLExporter())


def _one(work: tuple[str, dict[str, Any]]) -> str:
    from papermill import execute_notebook

    notebook, parameters = work
    executed = execute_notebook(notebook, None, parameters, progress_bar=False)
    return str(_EXPORTER[0].from_notebook_node(executed)[0])


def floor(reports: Sequence[str]) -> None:
    """What it takes to do the reports' cells, HTML, PDF and workbook in this one warm process."""
    import nbformat

    from goldenthread.batch.preload import warm_up
    from goldenthread.batch.workshop import have_judged

    judged, every = _tasks()
    have_judged(judged)
    warm_up()
    _own(judged, every[1], nbformat)
    started, used = time.perf_counter(), time.process_time()
    for task in every:
        if task.id in reports:
            _own(judged, task, nbformat)
    told = {"seconds": time.perf_counter() - started, "processor": time.process_time() - used}
    sys.stdout.write(json.dumps(told))


def _own(judged: JudgedDrop, task: Task, nbformat: Any) -> None:
    """One report, its cells run as plain Python and its displays rendered: no kernel, no files."""
    from goldenthread.display.markup import HTML, REPORT, TYPST
    from goldenthread.render.document import Document, Shown, about_from
    from goldenthread.render.evidence_book import evidence_workbook
    from goldenthread.render.html.page import render_html
    from goldenthread.render.pdf.typeset import Attachment, render_pdf
    from goldenthread.render.thread_book import thread_workbook

    names: dict[str, Any] = {}
    for cell in nbformat.read(task.notebook, as_version=4).cells:
        if "parameters" in cell.metadata.get("tags", ()):
            names.update(task.parameters)
        elif cell.cell_type == "code":
            exec(compile(cell.source, task.notebook.name, "exec"), names)  # noqa: S102 - ours
    bundles = [shown._repr_mimebundle_() for shown in names["report"].shown]
    about = next(about_from(bundle[REPORT]) for bundle in bundles if REPORT in bundle)
    parts = tuple(Shown(b.get(HTML, ""), b[TYPST]) for b in bundles if TYPST in b)
    document = Document(about, parts)
    attachment = None
    if task.workbook:
        if task.kind == "golden-thread":
            book = thread_workbook(judged, task.title, task.entity)
        else:
            every = [section.id for section in judged.plan.objectives]
            chosen = [task.objective] if task.objective else every
            book = evidence_workbook(judged, task.title, chosen, task.entity)
        attachment = Attachment("evidence.xlsx", book)
    render_html(document)
    render_pdf(document, attachment)


def main(words: Sequence[str]) -> None:
    what, reports = words[0], words[1:]
    if what == "tasks":
        tasks()
    else:
        {"run": run, "papermill": papermill, "floor": floor}[what](reports)


if __name__ == "__main__":
    main(sys.argv[1:])
