"""What became of one report, and of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from goldenthread.batch.matrix import Task
from goldenthread.errors import ReportError

INDEX = "index.html"
# failed: a cell raised, or rendering did; killed: by a signal, its own crash or from outside.
Status = Literal["succeeded", "failed", "timed out", "out of memory", "killed", "not run"]
FAILURES: tuple[Status, ...] = ("failed", "timed out", "out of memory", "killed")
_STOPPED = 128  # what shells add to the number of the signal that ended a command


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a run; `path` is relative to the run's folder."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`message` says in plain words what went wrong; `cell` is where in the notebook ("cell [5]");
    `attempts` is how often it was tried, more than once only where its process was lost; `why` is
    why it was made, and `kept` true where it would have been the same as it is, and was not."""

    task: Task
    status: Status
    outputs: tuple[Output, ...] = ()
    message: str = ""
    cell: str = ""
    seconds: float = 0.0
    attempts: int = 1
    why: str = ""
    kept: bool = False

    def to_json(self) -> dict[str, Any]:
        """Everything but the task, small enough for a pipe."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return {**plain, "outputs": [asdict(output) for output in self.outputs]}

    @classmethod
    def from_json(cls, task: Task, said: Mapping[str, Any]) -> Outcome:
        outputs = tuple(Output(**output) for output in said["outputs"])
        return cls(task, **{**said, "outputs": outputs})


_PLAIN = ("status", "message", "cell", "seconds", "attempts")


@dataclass(frozen=True, slots=True)
class RunResult:
    """Every report of a run, by what became of it; `index` is the page that leads to them all.

    `failed` holds whatever was tried and not made; `stopped` is the signal that ended the run
    early (2 for Ctrl-C), 0 where none did; `restated` counts the figures of earlier drops that
    their own runs reported otherwise.
    """

    folder: Path
    succeeded: tuple[Outcome, ...]
    failed: tuple[Outcome, ...]
    not_run: tuple[Outcome, ...]
    stopped: int = 0
    restated: int = 0

    @property
    def index(self) -> Path:
        return self.folder / INDEX

    @property
    def kept(self) -> int:
        """How many of the succeeded were not made again."""
        return sum(outcome.kept for outcome in self.succeeded)

    @property
    def is_whole(self) -> bool:
        return not self.failed and not self.not_run

    @property
    def exit_code(self) -> int:
        if self.stopped:
            return _STOPPED + self.stopped
        return 0 if self.is_whole else ReportError.exit_code


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
