"""One report: its notebook is run by papermill, then rendered; its files are written aside, for
the run to put in place all at once."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from goldenthread.batch.durable import is_about_storage, put_in_place, storage, write_aside
from goldenthread.batch.engine import Here, Watch
from goldenthread.batch.executed import (
    MEMORY_ERRORS,
    Fault,
    clean,
    dumps,
    explain,
    fault_in,
    status_of,
)
from goldenthread.batch.failure import files_of_failure
from goldenthread.batch.in_memory import execute_in_memory
from goldenthread.batch.kernel import engine_options
from goldenthread.batch.limits import Limits
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import FAILURES, Outcome, Output, sha256
from goldenthread.errors import GoldenThreadError, ReportError, StorageError
from goldenthread.render.document import About, read_document
from goldenthread.render.html.page import Links, render_html
from goldenthread.render.pdf.typeset import Attachment, render_pdf
from goldenthread.reported import FOLDER_VARIABLE

_LEFT = "The notebook ended its own kernel, with exit() or quit(), before its last cell."
_LOST = "The notebook's kernel ended before its last cell: it crashed, or was ended from outside."

# The evidence workbook of a task, or None for a report that has none.
MakeWorkbook = Callable[[Task], bytes | None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how the reports of one run are made; `about` is what pages of failure say, `runs`
    holds the runs of earlier drops."""

    root: Path
    folder: Path
    part: Path
    about: About
    engine: str = "jupyter"
    limits: Limits = field(default_factory=Limits)
    runs: Path | None = None


def make_report(
    task: Task, bench: Bench, make_workbook: MakeWorkbook, watch: Watch | None = None
) -> Outcome:
    """Make one report, aside; whatever goes wrong with it is its own outcome and nobody else's.

    With `watch` this process is the report's own: the cells are run in it, and whoever watches
    keeps the time. Raises StorageError where its files cannot be written.
    """
    started = time.monotonic()
    if bench.runs is not None:  # for the notebook, in this process or in a kernel of it
        os.environ[FOLDER_VARIABLE] = str(bench.runs)
    fault: Fault | None
    notebook: Any = None
    files: dict[str, bytes] = {}
    try:
        notebook, fault = _run_notebook(task, bench, watch)
        if fault is None:
            files = _render(task, notebook, make_workbook)
    except StorageError:
        raise
    except ReportError as error:
        fault = Fault(error.cell, str(error))
    except GoldenThreadError as error:
        fault = Fault("", str(error))
    except Exception as error:  # one bad report never stops the others
        if isinstance(error, OSError) and is_about_storage(error):
            with storage(_folder_of(error, bench)):
                raise
        name = type(error).__name__
        fault = Fault("", explain(name, ""), status_of(name))
    if fault is not None:
        message = fault.message.replace(f"{bench.root}{os.sep}", "")
        fault = Fault(fault.cell, message, fault.status)
        files = files_of_failure(task, bench.about, fault, notebook)
    outputs = _write(bench, files)
    seconds = time.monotonic() - started
    if fault is None:
        return Outcome(task, "succeeded", outputs, seconds=seconds)
    return Outcome(task, fault.status, outputs, fault.message, fault.cell, seconds)


def place_report(outcome: Outcome, bench: Bench) -> Outcome:
    """Put a report's files in their places; a report whose process was lost gets its page here.

    A report is never half there: every file is whole before the first is moved, and what an
    earlier run left goes first.
    """
    task = outcome.task
    if outcome.status in FAILURES and not outcome.outputs:
        fault = Fault(outcome.cell, outcome.message, outcome.status)
        outputs = _write(bench, files_of_failure(task, bench.about, fault, None))
        outcome = replace(outcome, outputs=outputs)
    made = {output.path for output in outcome.outputs}
    with storage(bench.folder):
        for path in (task.page, task.pdf, task.workbook, task.executed):
            if path and path not in made:
                (bench.folder / path).unlink(missing_ok=True)
        put_in_place((bench.part / o.path, bench.folder / o.path) for o in outcome.outputs)
    return outcome


def _folder_of(error: OSError, bench: Bench) -> Path:
    return Path(error.filename).parent if isinstance(error.filename, str) else bench.part


def _write(bench: Bench, files: dict[str, bytes]) -> tuple[Output, ...]:
    with storage(bench.part):
        for path, content in files.items():
            write_aside(bench.part / path, content)
    return tuple(Output(path, sha256(content), len(content)) for path, content in files.items())


def _run_notebook(task: Task, bench: Bench, watch: Watch | None) -> tuple[Any, Fault | None]:
    """The executed notebook, cleaned (None where it could not be run at all), and its fault."""
    here = Here(watch) if watch is not None and bench.engine == "goldenthread" else None
    path = bench.part / f"{task.id.replace('/', '--')}.running.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if here:
            given = (task.notebook, task.parameters, bench.engine, bench.root)
            notebook = execute_in_memory(*given, in_this_process=here)
        else:
            notebook = _execute_in_a_file(task, bench, path)
        return clean(notebook), fault_in(notebook)
    except PapermillExecutionError as error:
        executed = here.notebook if here else nbformat.read(path, as_version=4)
        unnamed = Fault("", explain(error.ename, ""), status_of(error.ename))
        return clean(executed), fault_in(executed) or unnamed
    except CellTimeoutError:
        return None, Fault("", bench.limits.cell_words, "timed out")
    except DeadKernelError:
        return None, Fault("", _LEFT) if here else Fault("", _LOST, "killed")
    finally:
        path.unlink(missing_ok=True)


def _execute_in_a_file(task: Task, bench: Bench, path: Path) -> Any:
    """Run the notebook in a process of its own, writing it to a file as far as it comes."""
    with warnings.catch_warnings(), engine_options(bench.engine) as options:
        warnings.simplefilter("ignore")
        return papermill.execute_notebook(
            str(task.notebook),
            str(path),
            dict(task.parameters),
            engine_name=bench.engine if bench.engine != "jupyter" else None,
            progress_bar=False,
            request_save_on_cell_execute=False,
            cwd=str(bench.root),
            start_timeout=120,
            execution_timeout=bench.limits.cell,
            **options,
        )


def _render(task: Task, notebook: Any, make_workbook: MakeWorkbook) -> dict[str, bytes]:
    """Every file of a report that ran, by its path within the run's folder."""
    document = read_document(notebook)
    files = {task.executed: dumps(notebook)}
    attachment = None
    with _making("evidence workbook"):
        workbook = make_workbook(task) if task.workbook else None
    if workbook is not None:
        files[task.workbook] = workbook
        attachment = Attachment(f"evidence-{task.id.replace('/', '-')}.xlsx", workbook)
    with _making("PDF"):
        files[task.pdf] = render_pdf(document, attachment)
    links = links_from(task.page, pdf=task.pdf, workbook=task.workbook if workbook else "")
    with _making("page"):
        files[task.page] = render_html(document, links).encode()
    return files


@contextmanager
def _making(form: str) -> Iterator[None]:
    """What goes wrong unforeseen is told with the form of the report that it has cost."""
    try:
        yield
    except (GoldenThreadError, OSError):
        raise
    except Exception as error:
        name = type(error).__name__
        if name in MEMORY_ERRORS:
            raise
        message = (
            f"The notebook ran, but its {form} could not be made: an unexpected error ({name})."
        )
        raise ReportError(message) from error


def links_from(page: str, *, pdf: str, workbook: str) -> Links:
    """Links of a page to the index and its siblings, relative to where it stands."""
    up = "../" * len(PurePosixPath(page).parent.parts)
    return Links(f"{up}index.html", up + pdf if pdf else "", up + workbook if workbook else "")
