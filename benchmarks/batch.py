"""`python -m benchmarks.batch [--quick]`: a whole run of the demonstration's summer drop beside the
ways that people have without this suite, and beside itself.

Each way is a process of its own, with all that starting Python costs, on one copy of the project.
The drop is judged and kept before the clock starts: the notebooks of every way open the same one.
Plain papermill makes a notebook and nbconvert a page of HTML; a run here makes HTML, PDF, evidence
workbook, index and manifest in the same time. Runs take turns with what they are held against,
so that a machine that grows busier is so for both.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.row import Row
from benchmarks.timed import ROOT, Took, median, said, took

DROP = "data/demo/2022-summer"
WORKERS = 2
_CELL = ("Academy Trust Handbook checklist", "Met")
_QUICK = ("finance", "growth", "board")
_ONE_PROCESS = ("-m", "benchmarks.one_process")


class Stage:
    """One copy of the project, the tasks of its drop that are measured, and this suite's runs of
    them so far. The drop is read and judged, and every report made, before anything is measured:
    `first` is what that took."""

    def __init__(self, project: Path, *, is_whole: bool) -> None:
        self.project, self.is_whole = project, is_whole
        self.first = took(project, "-m", "goldenthread", "run", DROP)
        every = json.loads(said(project, *_ONE_PROCESS, "tasks"))
        self.tasks: list[dict[str, Any]] = every if is_whole else _one_of_each(every)
        self.ours: list[Took] = []

    @property
    def ids(self) -> list[str]:
        return [task["id"] for task in self.tasks]

    @property
    def count(self) -> str:
        return f"{len(self.tasks)} reports"

    def run(self) -> Took:
        """The reports by a run of this suite, though they are as they should be."""
        whole = ("-m", "goldenthread", "run", DROP, "--force")
        words = whole if self.is_whole else (*_ONE_PROCESS, "run", *self.ids)
        self.ours.append(took(self.project, *words))
        return self.ours[-1]

    def last(self) -> Took:
        return self.ours[-1] if self.ours else self.run()


def rows(*, quick: bool = False) -> Iterator[Row]:
    with stage(quick=quick) as on:
        for _, part in PARTS:
            yield from part(on)


@contextmanager
def stage(*, quick: bool) -> Iterator[Stage]:
    """A copy of the project in which the reports have been made; `quick` takes one report each of
    three notebooks."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        project = Path(folder, "project")
        for part in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / part, project / part)
        yield Stage(project, is_whole=not quick)


def _commands(on: Stage) -> Iterator[Row]:
    """Half of the reports by the two commands, a run, and the other half."""
    middle, before = len(on.tasks) // 2, on.last()
    theirs = sum((_two_commands(on, task) for task in on.tasks[:middle]), Took(0, 0))
    between = on.run()
    theirs = sum((_two_commands(on, task) for task in on.tasks[middle:]), theirs)
    ours = median((before, between, on.run()))
    what = "a run (HTML, PDF, workbook) beside a loop of papermill and jupyter nbconvert (HTML)"
    yield _faster(what, on, ours, theirs, "20 times")


def _two_commands(on: Stage, task: dict[str, Any]) -> Took:
    executed = on.project / "executed.ipynb"
    given = [word for name, value in task["parameters"].items() for word in ("-p", name, value)]
    papermill = ("-m", "papermill", "--no-progress-bar", task["notebook"], str(executed), *given)
    nbconvert = ("-m", "jupyter", "nbconvert", "--to", "html", str(executed))
    return took(on.project, *papermill) + took(on.project, *nbconvert)


def _functions(on: Stage) -> Iterator[Row]:
    before = on.last()
    theirs = took(on.project, *_ONE_PROCESS, "papermill", *on.ids)
    what = "a run beside papermill’s functions in two processes with a warm HTMLExporter"
    yield _faster(what, on, median((before, on.run())), theirs, "5 times")


def _faster(what: str, on: Stage, ours: Took, theirs: Took, bar: str) -> Row:
    figure = f"{theirs.seconds / ours.seconds:.1f} times faster"
    by_processor = f"by processor {theirs.processor / ours.processor:.1f} times"
    return Row(what, figure, f"{ours} beside {theirs}, {on.count}; {by_processor}", bar)


def _floor(on: Stage) -> Iterator[Row]:
    """The floor is what cells and renderers take in one warm process, shared among the cores."""
    cores = min(WORKERS, os.cpu_count() or 1)
    before = on.last()
    floor = Took(**json.loads(said(on.project, *_ONE_PROCESS, "floor", *on.ids)))
    ours = median((before, on.run()))
    by_processor = f"by processor {ours.processor / floor.processor:.2f} times"
    yield Row(
        "a whole run beside its floor: cells and rendering in one warm process, by cores",
        f"{ours.seconds / (floor.seconds / cores):.2f} times",
        f"{ours} beside {floor} in one process, by {cores} cores; {by_processor}",
        "1.3 times",
    )


def _again(on: Stage) -> Iterator[Row]:
    again = median(took(on.project, "-m", "goldenthread", "run", DROP) for _ in range(3))
    share = 100 * again.seconds / on.first.seconds
    yield Row(
        "run again with nothing changed",
        f"{again.seconds:.2f} s, {share:.1f}% of the first run",
        f"{again} after {on.first} with reading and judging; {on.last()} without",
        "under 1.5 s and 3%",
    )


def _one_cell(on: Stage) -> Iterator[Row]:
    """Change one cell of one export: the reports that are made, beside those that come out
    otherwise when every report is made."""
    run = ("-m", "goldenthread", "run", DROP)
    took(on.project, *run)
    before = _outputs(on.project)
    _change_cell(on.project)
    changed = took(on.project, *run)
    made = _made(on.project)
    after = _outputs(on.project)
    took(on.project, *run, "--force")
    every = _outputs(on.project)
    shows = {report for report, output in every.items() if output != before[report]}
    stale = {report for report, output in every.items() if output != after[report]}
    wrong = [
        *(f"STALE {report}" for report in sorted(stale)),
        *(f"for nothing {report}" for report in sorted(made - shows)),
    ]
    yield Row(
        "one cell of one export changed",
        f"{len(made)} of {len(every)} made; {len(shows)} show it",
        f"{changed}: {', '.join(sorted(made))}" + (f"; {', '.join(wrong)}" if wrong else ""),
        "only those that show it",
    )


def _change_cell(project: Path) -> None:
    """The first answer in a column of one export is turned round."""
    name, title = _CELL
    path = next((project / DROP).glob(f"{name}*.xlsx"))
    book = openpyxl.load_workbook(path)
    head = next(cell for line in book.active.iter_rows() for cell in line if cell.value == title)
    cell = book.active.cell(head.row + 1, head.column)
    cell.value = "No" if cell.value == "Yes" else "Yes"
    book.save(path)


def _outputs(project: Path) -> dict[str, list[dict[str, Any]]]:
    manifest = json.loads((project / "outputs/2022-summer/manifest.json").read_bytes())
    return {report["id"]: report["outputs"] for report in manifest["reports"]}


def _made(project: Path) -> set[str]:
    """The reports that the last run has made, from its log."""
    lines = (project / "outputs/2022-summer/run.log").read_text("utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    last = max(place for place, event in enumerate(events) if event["event"] == "run started")
    return {e["report"] for e in events[last:] if e["event"] == "report finished"}


def _one_of_each(tasks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[str, dict[str, Any]] = {}
    for task in tasks:
        first.setdefault(task["notebook"], task)
    return [task for name, task in first.items() if any(word in name for word in _QUICK)]


# In the order in which they are measured.
PARTS = (
    ("a loop of papermill and jupyter nbconvert", _commands),
    ("papermill’s functions in two processes", _functions),
    ("the floor", _floor),
    ("nothing changed", _again),
    ("one cell changed", _one_cell),
)


def main(words: Sequence[str]) -> None:
    for row in rows(quick="--quick" in words):
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
