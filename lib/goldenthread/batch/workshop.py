"""What every process that makes reports of a run works with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import goldenthread
from goldenthread.batch.durable import storage, write_whole
from goldenthread.batch.engine import Watch
from goldenthread.batch.execute import Bench, make_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.evidence.source_rows import have_cells
from goldenthread.judged import JudgedDrop
from goldenthread.reads import Name
from goldenthread.render.evidence_book import evidence_workbook
from goldenthread.render.thread_book import thread_workbook
from goldenthread.report.opened import hold, judged_for_reports
from goldenthread.watched import Reads, note_files, watch_drop


@dataclass(frozen=True, slots=True)
class Workshop:
    """The bench, and the drop's folder; `keep_open` are files that last as long as any process
    of the run (its lock). Where reports come in pieces, their warm parent `stays` for the next."""

    bench: Bench
    drop: Path
    keep_open: tuple[int, ...] = ()
    stays: bool = False

    def prepare(self) -> None:
        """Have at hand the judged drop and the rows that evidence lists, and what notes a report's
        reads, and a shell for its notebook. Only for a process whose forks each make one report: a
        fork has copies of its own."""
        have_cells(judged_drop(self.drop))
        if self.bench.engine == "goldenthread":
            from goldenthread.batch.shell import prepare_shell

            prepare_shell()
            reads = Reads()
            _PREPARED[self.drop] = (watch_drop(judged_drop(self.drop), reads), reads)

    def prepare_for(self, task: Task) -> None:
        """Have at hand, besides, what is known of a report's notebook before it is run."""
        if self.bench.engine == "goldenthread":
            from goldenthread.batch.shell import prepare_cells

            prepare_cells(task.notebook)


def make(task: Task, shop: Workshop, watch: Watch | None = None) -> Outcome:
    """Make one report, and leave a note of what it read beside its files.

    Only a process of the report's own can tell what is read in it.
    """
    judged, reads = judged_drop(shop.drop), Reads()
    reads.everything = watch is None or shop.bench.engine != "goldenthread"
    if not reads.everything:
        judged, reads = _PREPARED.get(shop.drop) or (watch_drop(judged, reads), reads)
        hold(judged)
        note_files(shop.bench.root, _not_the_projects(shop.bench), reads)
    outcome = make_report(task, shop.bench, lambda task: _workbook(judged, task), watch)
    if outcome.status == "succeeded":
        with storage(shop.bench.part):
            write_whole(note_of(task, shop.bench), json.dumps(_as_json(reads)).encode())
    return outcome


def what_it_read(task: Task, bench: Bench) -> Reads | None:
    """What the process that made a report has noted; None where it could not."""
    try:
        noted = json.loads(note_of(task, bench).read_bytes())
    except (OSError, ValueError):
        return None
    reads = Reads()
    reads.names = dict.fromkeys(map(name_from, noted["names"]))
    reads.files = dict.fromkeys(noted["files"])
    reads.everything = noted["everything"]
    return reads


def name_from(parts: Iterable[Any]) -> Name:
    """A name as it was before it went through JSON."""
    name = tuple(parts)
    if list not in map(type, name):  # nearly all of the thousands that a report has
        return name
    return tuple(tuple(part) if isinstance(part, list) else part for part in name)


def _as_json(reads: Reads) -> dict[str, Any]:
    return {
        "names": list(reads.names),
        "files": list(reads.files),
        "everything": reads.everything,
    }


def note_of(task: Task, bench: Bench) -> Path:
    """Where the note of what a report read is left."""
    return bench.part / f"{task.id.replace('/', '--')}.reads.json"


def _not_the_projects(bench: Bench) -> tuple[Path, ...]:
    """Folders that may lie in a project and whose files say nothing about its reports."""
    library, python = Path(goldenthread.__file__).parent, Path(sys.prefix)
    return (bench.folder, bench.part, library, python)


def _workbook(judged: JudgedDrop, task: Task) -> bytes:
    """The evidence of an objective; of every objective for the report on a school; the golden
    thread as tables."""
    if task.kind == "golden-thread":
        return thread_workbook(judged, task.title, task.entity)
    sections = [section.id for section in judged.plan.objectives]
    chosen = [task.objective] if task.objective else sections
    return evidence_workbook(judged, task.title, chosen, task.entity)


def have_judged(judged: JudgedDrop) -> None:
    """Every report that this process, and those forked from it, make is on this judged drop."""
    _AT_HAND[judged.folder] = judged
    judged.at_hand()
    hold(judged)


def judged_drop(folder: Path) -> JudgedDrop:
    """The judged drop, from the cache that the run has just warmed; once per process."""
    if folder not in _AT_HAND:
        have_judged(judged_for_reports(folder))
    return _AT_HAND[folder]


_AT_HAND: dict[Path, JudgedDrop] = {}
_PREPARED: dict[Path, tuple[JudgedDrop, Reads]] = {}
