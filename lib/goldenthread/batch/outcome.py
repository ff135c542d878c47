"""What became of one report, and of a run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goldenthread.batch.matrix import Task
from goldenthread.errors import ReportError

INDEX = "index.html"
Status = Literal["succeeded", "failed", "not run"]


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a run; `path` is relative to the run's folder."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`message` says in plain words what went wrong; `cell` is where in the notebook ("cell 5")."""

    task: Task
    status: Status
    outputs: tuple[Output, ...] = ()
    message: str = ""
    cell: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RunResult:
    """Every report of a run, by what became of it; `index` is the page that leads to them all."""

    folder: Path
    succeeded: tuple[Outcome, ...]
    failed: tuple[Outcome, ...]
    not_run: tuple[Outcome, ...]

    @property
    def index(self) -> Path:
        return self.folder / INDEX

    @property
    def is_whole(self) -> bool:
        return not self.failed and not self.not_run

    @property
    def exit_code(self) -> int:
        return 0 if self.is_whole else ReportError.exit_code


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
