"""What a worker on another machine needs to make reports: never the exports.

A bundle holds the judged drop (aggregates, after suppression), the rows that evidence may list, the
rules and the notebooks. Exports, and with them whatever is personal, stay where the run was
started. The worker unpacks it once into a folder of its own that is a project like any other.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import multiprocessing
import pickle
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from goldenthread.batch.execute import Bench
from goldenthread.batch.matrix import Task
from goldenthread.batch.pool import reports
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, have_judged, note_of
from goldenthread.errors import ParameterError
from goldenthread.evidence.source_rows import hold_rows
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import placed, source_tables
from goldenthread.project import Project

_JUDGED, _ROWS = ".judged.pickle", ".rows.pickle"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """`content` is a ZIP archive, `name` its hash; `drop` is the drop's folder within it."""

    name: str
    content: bytes
    drop: str
    bench: Bench


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
        _add(archive, _JUDGED, pickle.dumps(judged))
        _add(archive, _ROWS, pickle.dumps(dict(source_tables(judged))))
    content = buffer.getvalue()
    return Bundle(hashlib.sha256(content).hexdigest(), content, drop, bench)


def _files(folders: Iterable[Path]) -> list[Path]:
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [p for p in found if p.is_file() and not any(q.startswith(".") for q in p.parts[-3:])]


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class BundledWorkshop(Workshop):
    """A workshop whose judged drop comes from a bundle: there are no exports to judge again."""

    root: Path = Path()

    def open(self) -> None:
        project = Project(self.root)
        judged = placed(_load(self.root / _JUDGED), project, self.drop)
        hold_rows(judged, _load(self.root / _ROWS))
        have_judged(judged)


def _load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())


def make_some(bundle: Bundle, tasks: Sequence[Task]) -> list[Made]:
    """On a worker: make these reports, one after another, each in a process of its own."""
    _may_have_children()
    root = _unpacked(bundle)
    bench = replace(
        bundle.bench,
        root=root,
        folder=root / ".made" / "run",
        part=root / ".made" / ".run.part",
        runs=None,
    )
    here = {task.id: replace(task, notebook=root / task.notebook) for task in tasks}
    shop = BundledWorkshop(bench, root / bundle.drop, root=root)
    found = []
    with reports(tuple(here.values()), shop, 1, Stop(), lambda *_, **__: None) as coming:
        for outcome in coming:
            files = {o.path: (bench.folder / o.path).read_bytes() for o in outcome.outputs}
            note = note_of(outcome.task, bench)
            read = note.read_bytes() if note.is_file() else b""
            found.append(Made(outcome.task.id, outcome.to_json(), files, read))
    return found


def without_place(task: Task, root: Path) -> Task:
    """A task that names its notebook within the project, for another machine."""
    return replace(task, notebook=task.notebook.relative_to(root))


def _may_have_children() -> None:
    """A worker under a nanny is a daemon to multiprocessing, which then allows it no processes.
    Those that reports are made in end with the worker by themselves."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


_UNPACKED: dict[str, Path] = {}


def _unpacked(bundle: Bundle) -> Path:
    """The bundle's folder on this worker; one at a time, gone when the worker ends."""
    if bundle.name not in _UNPACKED:
        _forget()
        root = Path(tempfile.mkdtemp(prefix="goldenthread-worker-"))
        with zipfile.ZipFile(io.BytesIO(bundle.content)) as archive:
            archive.extractall(root)
        _UNPACKED[bundle.name] = root
    return _UNPACKED[bundle.name]


@atexit.register
def _forget() -> None:
    while _UNPACKED:
        shutil.rmtree(_UNPACKED.popitem()[1], ignore_errors=True)
