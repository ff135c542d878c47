"""What a worker on another machine needs to make reports: never the exports.

A bundle holds the judged drop (aggregates, after suppression), the rows that evidence may list, the
rules and the notebooks. Exports, and with them whatever is personal, stay where the run was
started. It is unpacked once on each worker, into a folder that is a project like any other.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from goldenthread.batch.execute import Bench
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.pool import standing
from goldenthread.batch.processes import die_with_parent
from goldenthread.batch.spawned import spawned
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, have_judged, note_of
from goldenthread.errors import ParameterError
from goldenthread.judged import JudgedDrop, shelved
from goldenthread.pipeline import placed, rows_of
from goldenthread.project import Project

_JUDGED = ".judged.pickle"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """`content` is a ZIP archive, `name` its hash; `drop` is the drop's folder within it."""

    name: str
    content: bytes
    drop: str
    bench: Bench

    def opened(self, folder: str) -> Unpacked:
        """Unpacked into a folder, and at hand for the reports that this process forks off. The
        process ends with the one that has started it."""
        if sys.platform == "linux":
            die_with_parent(os.getppid())
        return _opened(self, Path(folder))


@dataclass(frozen=True, slots=True)
class Made:
    """A report that a worker has made: its outcome as JSON has it, and its files by their paths
    beside the run's folder."""

    id: str
    outcome: dict[str, Any]
    files: dict[str, bytes]
    note: bytes


def pack(judged: JudgedDrop, bench: Bench) -> Bundle:
    """The bundle of a run. Raises ParameterError where the drop does not lie in the project: its
    place there is what the notebooks are told."""
    root = judged.project.root
    if not judged.folder.is_relative_to(root):
        message = (
            f"{judged.folder}: on a cluster a drop has to lie in its project ({root}), because "
            "other machines know no other folder."
        )
        raise ParameterError(message)
    drop = judged.folder.relative_to(root).as_posix()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files((judged.project.params, judged.project.notebooks)):
            _add(archive, path.relative_to(root).as_posix(), path.read_bytes())
        _add(archive, f"{drop}/drop.yml", (judged.folder / "drop.yml").read_bytes())
        whole = shelved(replace(judged, rows=rows_of(judged)))
        _add(archive, _JUDGED, pickle.dumps(whole))
    content = buffer.getvalue()
    return Bundle(hashlib.sha256(content).hexdigest(), content, drop, bench)


def _files(folders: Iterable[Path]) -> list[Path]:
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [p for p in found if p.is_file() and not any(q.startswith(".") for q in p.parts[-3:])]


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A bundle in a folder of this machine, opened in this process; `outcomes` of tasks, one after
    another, each made in a process of its own."""

    root: Path
    bench: Bench
    outcomes: Callable[[Sequence[Task]], Iterator[Outcome]]

    def make(self, tasks: Sequence[Task]) -> list[Made]:
        """These reports."""
        here = tuple(replace(task, notebook=self.root / task.notebook) for task in tasks)
        return [self._taken(outcome) for outcome in self.outcomes(here)]

    def _taken(self, outcome: Outcome) -> Made:
        """A report with its files, which are gone from here afterwards."""
        note = note_of(outcome.task, self.bench)
        read = note.read_bytes() if note.is_file() else b""
        note.unlink(missing_ok=True)
        paths = {output.path: self.bench.folder / output.path for output in outcome.outputs}
        files = {name: path.read_bytes() for name, path in paths.items()}
        for path in paths.values():
            path.unlink()
        return Made(outcome.task.id, outcome.to_json(), files, read)


def without_place(task: Task, root: Path) -> Task:
    """A task that names its notebook within the project, for another machine."""
    return replace(task, notebook=task.notebook.relative_to(root))


def _opened(bundle: Bundle, root: Path) -> Unpacked:
    with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
        archive.extractall(root)
    project, drop = Project(root), root / bundle.drop
    judged = placed(_load(root / _JUDGED), project, drop)
    have_judged(judged)
    folder, part = root / ".made" / "run", root / ".made" / ".run.part"
    bench = replace(bundle.bench, root=root, folder=folder, part=part, runs=None)
    shop = Workshop(bench, drop, stays=sys.platform == "linux")
    if not shop.stays:
        return Unpacked(root, bench, lambda tasks: spawned(tasks, shop, 1, Stop(), _no_log))
    # Its warm parent begins now, before there is work, and is ended when this process ends.
    stack = ExitStack()
    outcomes = stack.enter_context(standing(shop, _no_log))
    Finalize(None, stack.close, exitpriority=0)
    return Unpacked(root, bench, outcomes)


def _no_log(*_: object, **__: object) -> None:
    """The run's own log is kept where it was started."""


def _load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())
