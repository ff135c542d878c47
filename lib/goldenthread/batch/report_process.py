"""A process that makes one report: how it begins, what it says, what ends it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from goldenthread.batch.child import leave_parent, limit_memory, run_afresh
from goldenthread.batch.limits import MB, Limits
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Status
from goldenthread.batch.processes import Process, share_of_memory
from goldenthread.batch.workshop import Workshop, make
from goldenthread.errors import StorageError

MOST_ATTEMPTS = 2
# What only somebody else sends; a crash of the notebook's own has other signals.
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT}


@dataclass(frozen=True, slots=True)
class Job:
    """A task with its place in the run's list, and how often it has been tried before."""

    number: int
    task: Task
    tried: int = 0


@dataclass(slots=True)
class ReportProcess:
    """A report in the making, as its parent knows it."""

    job: Job
    pid: int
    pipe: int
    started: float
    heard: bytes = b""
    cell: int | None = None
    cell_started: float = 0.0
    outcome: dict[str, Any] | None = None
    ended_for: tuple[Status, str] | None = None

    def note(self, line: bytes) -> None:
        """What it has said: which cell it begins (None: after the last), or what came of it.

        Anything else comes from a notebook that writes into every file that is open.
        """
        try:
            message = json.loads(line)
        except ValueError:
            return
        match message:
            case {"outcome": dict() as outcome}:
                self.outcome = outcome
            case {"cell": int() | None as cell}:
                self.cell, self.cell_started = cell, time.monotonic()

    def over(
        self, limits: Limits, members: Iterable[Process], now: float
    ) -> tuple[Status, str] | None:
        """Which limit it is over, if any; `members` are its process and all that it started."""
        if _holds_more_than(limits.memory * MB, members):
            return "out of memory", limits.memory_words
        if now - self.started > limits.report:
            return "timed out", limits.report_words
        if self.cell is not None and now - self.cell_started > limits.cell:
            return "timed out", limits.cell_words
        return None


def begin_report(job: Job, shop: Workshop, writer: int, parent: int) -> None:
    """In the forked process: make the report, say what came of it, and end. Never returns."""
    try:
        leave_parent(parent, {writer})
        limit_memory(shop.bench.limits.memory)
        run_afresh(lambda: _make_and_say(job, shop, writer))
    finally:
        os._exit(0)


def _make_and_say(job: Job, shop: Workshop, writer: int) -> None:
    def say(message: dict[str, Any]) -> None:
        os.write(writer, json.dumps(message).encode() + b"\n")

    try:
        outcome = make(job.task, shop, lambda number: say({"cell": number}))
        say({"outcome": outcome.to_json()})
    except StorageError as error:
        say({"outcome": {"storage": str(error)}})


def _holds_more_than(limit: int, members: Iterable[Process]) -> bool:
    """Whether processes of one report hold more than `limit` bytes beyond what it shares with this
    process. Who shares what takes longer to find out: asked only where it could matter."""
    members = tuple(members)
    if sum(member.memory for member in members) <= limit:
        return False
    held = sum(share_of_memory(member.pid) for member in members)
    return held - share_of_memory(os.getpid()) > limit


def has_ended(pid: int) -> bool:
    """Whether a child has; it is left to be reaped."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kill_group(pid: int) -> None:
    """Not reaped yet, the process keeps its number; nobody else can have it."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def end_in_words(code: int) -> tuple[Status, str]:
    """What became of a report whose process ended with this exit code and said nothing."""
    if code >= 0:
        return "failed", f"The notebook's process ended by itself with exit code {code}."
    name = signal.Signals(-code).name
    if -code in FROM_OUTSIDE:
        return "killed", (
            f"The process that made this report was ended from outside ({name}), twice: by "
            "somebody, or by the system for want of memory."
        )
    return "killed", f"The notebook's process crashed ({name})."
