"""One report: its notebook is run by papermill, then rendered, then put in place all at once."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from goldenthread.batch.executed import Fault, clean, dumps, explain, fault_in
from goldenthread.batch.kernel import engine_options
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome, Output, sha256
from goldenthread.errors import GoldenThreadError
from goldenthread.render.document import About, read_document
from goldenthread.render.html.page import Links, render_html, render_page
from goldenthread.render.pdf.typeset import Attachment, render_pdf

# The evidence workbook of a task, or None for a report that has none.
MakeWorkbook = Callable[[Task], bytes | None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how the reports of one run are made; `about` is what pages of failure say."""

    root: Path
    folder: Path
    part: Path
    about: About
    engine: str = "jupyter"
    cell_timeout: int = 600


def make_report(task: Task, bench: Bench, make_workbook: MakeWorkbook) -> Outcome:
    """Make one report; whatever goes wrong with it is its own outcome and nobody else's.

    All its files are written whole before the first is put in place, so that a report is never
    half there. A failed one leaves a page that says so, and no file of an earlier run.
    """
    started = time.monotonic()
    fault: Fault | None
    notebook: Any = None
    files: dict[str, bytes] = {}
    try:
        notebook, fault = _run_notebook(task, bench)
        if fault is None:
            files = _render(task, notebook, make_workbook)
    except GoldenThreadError as error:
        fault = Fault("", str(error))
    except Exception as error:  # one bad report never stops the others
        fault = Fault("", explain(type(error).__name__, ""))
    if fault is not None:
        fault = Fault(fault.cell, fault.message.replace(f"{bench.root}{os.sep}", ""))
        files = _page_of_failure(task, bench, fault, notebook)
    outputs = _put_in_place(task, bench, files)
    seconds = time.monotonic() - started
    if fault is None:
        return Outcome(task, "succeeded", outputs, seconds=seconds)
    return Outcome(task, "failed", outputs, fault.message, fault.cell, seconds)


def _run_notebook(task: Task, bench: Bench) -> tuple[Any, Fault | None]:
    """The executed notebook, cleaned (None where it could not be run at all), and its fault."""
    path = bench.part / f"{task.id.replace('/', '--')}.running.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with warnings.catch_warnings(), engine_options(bench.engine) as options:
            warnings.simplefilter("ignore")  # of the libraries below; ours are findings
            notebook = papermill.execute_notebook(
                str(task.notebook),
                str(path),
                dict(task.parameters),
                engine_name=bench.engine if bench.engine != "jupyter" else None,
                progress_bar=False,
                request_save_on_cell_execute=False,
                cwd=str(bench.root),
                start_timeout=120,
                execution_timeout=bench.cell_timeout,
                **options,
            )
        return clean(notebook), fault_in(notebook)
    except PapermillExecutionError as error:
        executed = nbformat.read(path, as_version=4)
        fault = fault_in(executed) or Fault("", explain(error.ename, ""))
        return clean(executed), fault
    except CellTimeoutError:
        words = f"A cell took longer than {bench.cell_timeout} seconds and was stopped."
        return None, Fault("", words)
    except DeadKernelError:
        words = "The process that ran the notebook was ended from outside, perhaps for its memory."
        return None, Fault("", words)
    finally:
        path.unlink(missing_ok=True)


def _render(task: Task, notebook: Any, make_workbook: MakeWorkbook) -> dict[str, bytes]:
    """Every file of a report that ran, by its path within the run's folder."""
    document = read_document(notebook)
    files = {task.executed: dumps(notebook)}
    attachment = None
    workbook = make_workbook(task) if task.workbook else None
    if workbook is not None:
        files[task.workbook] = workbook
        attachment = Attachment(f"evidence-{task.id.replace('/', '-')}.xlsx", workbook)
    files[task.pdf] = render_pdf(document, attachment)
    links = links_from(task.page, pdf=task.pdf, workbook=task.workbook if workbook else "")
    files[task.page] = render_html(document, links).encode()
    return files


def links_from(page: str, *, pdf: str, workbook: str) -> Links:
    """Links of a page to the index and its siblings, relative to where it stands."""
    up = "../" * len(PurePosixPath(page).parent.parts)
    return Links(f"{up}index.html", up + pdf if pdf else "", up + workbook if workbook else "")


def _page_of_failure(task: Task, bench: Bench, fault: Fault, notebook: Any) -> dict[str, bytes]:
    """The page in the place of a report that failed, and its notebook as far as it ran."""
    files = {task.executed: dumps(notebook)} if notebook is not None else {}
    page = render_page(
        "failed.html.j2",
        about=bench.about,
        links=links_from(task.page, pdf="", workbook=""),
        name=task.title,
        lines=[line.strip(" -") for line in fault.message.splitlines() if line.strip()],
        cell=fault.cell,
        notebook=task.notebook.name,
        executed=_relative(task.executed, task.page) if files else "",
    )
    return {**files, task.page: page.encode()}


def _relative(target: str, page: str) -> str:
    return "../" * len(PurePosixPath(page).parent.parts) + target


def _put_in_place(task: Task, bench: Bench, files: dict[str, bytes]) -> tuple[Output, ...]:
    """Write every file aside, then move each to its place; remove what an earlier run left."""
    for path, content in files.items():
        write_whole(bench.part / path, content)
    for path in (task.page, task.pdf, task.workbook, task.executed):
        if path and path not in files:
            (bench.folder / path).unlink(missing_ok=True)
    for path in files:
        place = bench.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        (bench.part / path).replace(place)
    return tuple(Output(path, sha256(content), len(content)) for path, content in files.items())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
