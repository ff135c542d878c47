"""`python -m benchmarks.batch`: a whole run of the demonstration's summer drop beside the ways
that people have without this suite, and beside itself.

Each way is a process of its own, with all that starting Python costs, on one copy of the project.
The drop is judged and kept before the clock starts: the notebooks of every way open the same one.
Plain papermill makes a notebook and nbconvert a page of HTML; a run here makes HTML, PDF, evidence
workbook, index and manifest in the same time. The loop of commands is measured on one report of
each notebook, because over all reports it takes minutes; so is the run that it is held against.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
DROP = "data/demo/2022-summer"
WORKERS = 2
_CELL = ("Handbook checklist", 3, 5)
_QUICK = ("finance", "growth", "board")


def rows(*, quick: bool = False) -> list[Row]:
    """The batch's rows of the table; `quick` takes three notebooks instead of each."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        for part in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / part, project / part)
        first = _timed(project, "-m", "goldenthread", "run", DROP)
        whole = _timed(project, "-m", "goldenthread", "run", DROP, "--force")
        again = _timed(project, "-m", "goldenthread", "run", DROP)
        floor = json.loads(_said(project, "-m", "benchmarks.one_process", "floor"))
        return [
            *_beside_others(project, quick),
            _beside_floor(whole, floor),
            Row(
                "run again with nothing changed",
                f"{100 * again / whole:.1f}% of the run",
                f"{again:.2f} s after {whole:.1f} s ({first:.1f} s with reading and judging)",
                "under 1.5 s and 3%",
            ),
            _one_cell(project),
        ]


def _beside_others(project: Path, quick: bool) -> list[Row]:
    """One report of each notebook: by commands, by papermill's functions, and by a run."""
    chosen = json.loads(_said(project, "-m", "benchmarks.one_process", "tasks"))
    chosen = [t for t in chosen if not quick or any(name in t["notebook"] for name in _QUICK)]
    ids = [task["id"] for task in chosen]
    ours, functions = [], []
    for _ in range(2):
        ours.append(_timed(project, "-m", "benchmarks.one_process", "run", *ids))
        functions.append(_timed(project, "-m", "benchmarks.one_process", "papermill", *ids))
    commands = sum(_commands(project, task) for task in chosen)
    mine, theirs = statistics.median(ours), statistics.median(functions)
    count = f"{len(ids)} reports, one of each notebook"
    return [
        Row(
            "a run (HTML, PDF, workbook) beside a loop of papermill and jupyter nbconvert (HTML)",
            f"{commands / mine:.1f} times faster",
            f"{mine:.1f} s beside {commands:.1f} s, {count}",
            "20 times",
        ),
        Row(
            "a run beside papermill’s functions in two processes with a warm HTMLExporter",
            f"{theirs / mine:.1f} times faster",
            f"{mine:.1f} s beside {theirs:.1f} s, {count}",
            "5 times",
        ),
    ]


def _commands(project: Path, task: dict[str, str]) -> float:
    """Seconds that the two commands take for one report."""
    executed = project / "executed.ipynb"
    given = [word for pair in task["parameters"].items() for word in ("-p", *pair)]
    started = time.perf_counter()
    _call(project, "-m", "papermill", "--no-progress-bar", task["notebook"], str(executed), *given)
    _call(project, "-m", "jupyter", "nbconvert", "--to", "html", str(executed))
    return time.perf_counter() - started


def _beside_floor(whole: float, floor: dict[str, float]) -> Row:
    """The floor is what cells and renderers take in one warm process, shared among the cores."""
    cores = min(WORKERS, os.cpu_count() or 1)
    least = floor["seconds"] / cores
    return Row(
        "a whole run beside its floor: cells and rendering in one warm process, by cores",
        f"{whole / least:.2f} times",
        f"{whole:.1f} s beside {floor['seconds']:.1f} s in one process on {cores} cores",
        "1.3 times",
    )


def _one_cell(project: Path) -> Row:
    """Change one cell of one export; how many reports show it, and are made."""
    name, row, column = _CELL
    path = next((project / DROP).glob(f"{name}*.xlsx"))
    book = openpyxl.load_workbook(path)
    cell = book.active.cell(row, column)
    cell.value = "No" if cell.value != "No" else "Yes"
    book.save(path)
    started = time.perf_counter()
    said = _said(project, "-m", "goldenthread", "run", DROP)
    seconds = time.perf_counter() - started
    made = next(line for line in said.splitlines() if " made" in line)
    return Row(
        "one cell of one export changed", made, f"{seconds:.1f} s", "only those that show it"
    )


def _timed(project: Path, *words: str) -> float:
    started = time.perf_counter()
    _call(project, *words)
    return time.perf_counter() - started


def _said(project: Path, *words: str) -> str:
    return _call(project, *words).stdout


def _call(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A process in the project that ends well; this folder's modules are at hand in it."""
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(  # noqa: S603 - these modules and those that they are held against
        [sys.executable, *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )


def main(words: Sequence[str]) -> None:
    for row in rows(quick="--quick" in words):
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
