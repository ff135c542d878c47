"""The warm parent: a process that holds everything and does nothing but fork, watch and reap.

It has one thread, no event loop and no socket, so that a fork of it is a sound copy. Each report
is made in a fork of its own, which shares all that is held; so many at a time. The warm parent
keeps the time and the memory of each, ends what takes too much with everything that it started,
and tries again, once, a report whose process was ended from outside.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from goldenthread.batch.child import leave_parent, let_go, limit_memory, run_afresh
from goldenthread.batch.limits import MB
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Status
from goldenthread.batch.processes import (
    Process,
    adopt_orphans,
    all_processes,
    family,
    kill,
    share_of_memory,
)
from goldenthread.batch.workshop import Workshop, make
from goldenthread.errors import StorageError

MOST_ATTEMPTS = 2
_TICK = 0.2  # seconds between two looks at time and memory
# What only somebody else sends; a crash of the notebook's own has other signals.
_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT}


@dataclass(frozen=True, slots=True)
class Job:
    """A task with its place in the run's list, and how often it has been tried before."""

    number: int
    task: Task
    tried: int = 0


@dataclass(slots=True)
class _Report:
    """A report in the making."""

    job: Job
    pid: int
    pipe: int
    started: float
    heard: bytes = b""
    cell: int | None = None
    cell_started: float = 0.0
    outcome: dict[str, Any] | None = None
    ended_for: tuple[Status, str] | None = field(default=None)


def serve(control: Connection, jobs: Sequence[Job], shop: Workshop, workers: int) -> None:
    """Make every report, saying over `control` what becomes of each; ends when `control` does, or
    with its jobs where no more will come."""
    os.setpgid(0, 0)  # Ctrl-C in a terminal is for the command, which tells us by hanging up
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    let_go({control.fileno(), *shop.keep_open})
    adopt_orphans()
    shop.prepare()
    gc.freeze()  # what is held now is never garbage; looking at it would copy its pages
    with suppress(BrokenPipeError, ConnectionError):
        _Parent(control, jobs, shop, workers).run()


class _Parent:
    def __init__(
        self, control: Connection, jobs: Sequence[Job], shop: Workshop, workers: int
    ) -> None:
        self._control, self._shop, self._workers = control, shop, max(1, workers)
        self._waiting = deque(jobs)
        self._running: dict[int, _Report] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._looked = 0.0
        self._alone = True  # no child is left, of a report or of what one has started

    def run(self) -> None:
        try:
            while self._shop.stays or self._waiting or self._running:
                while self._waiting and len(self._running) < self._workers:
                    self._start(self._waiting.popleft())
                for key, _ in self._selector.select(None if self._alone else _TICK):
                    if key.data is not None:
                        self._hear(key.data)
                    elif not self._told_more():
                        return  # the command has hung up, or is no more
                if time.monotonic() - self._looked >= _TICK:
                    self._look()
            self._control.send_bytes(b'{"event": "end"}')
        finally:
            self._end_all()

    def _told_more(self) -> bool:
        """Take more jobs; False where none will come."""
        try:
            self._waiting.extend(self._control.recv())
        except (EOFError, OSError):
            return False
        return True

    def _say(self, event: str, job: Job, **fields: object) -> None:
        said = {"event": event, "number": job.number, **fields}
        self._control.send_bytes(json.dumps(said).encode())

    def _start(self, job: Job) -> None:
        self._shop.prepare_for(job.task)
        reader, writer = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _report_process(job, self._shop, writer, parent)
        os.close(writer)
        with suppress(OSError):  # whichever of the two comes first
            os.setpgid(pid, pid)
        report = _Report(job, pid, reader, time.monotonic())
        self._running[pid], self._alone = report, False
        self._selector.register(reader, selectors.EVENT_READ, report)
        self._say("started", job, pid=pid)

    def _hear(self, report: _Report) -> None:
        said = os.read(report.pipe, 65536)
        report.heard += said
        *lines, report.heard = report.heard.split(b"\n")
        for line in lines:
            with suppress(ValueError):  # a notebook that writes into every file that is open
                _note(report, json.loads(line))
        if report.outcome is not None or not said:
            self._finish(report)

    def _look(self) -> None:
        """Whether any report takes too long or too much, has ended unheard, or left orphans."""
        self._looked = now = time.monotonic()
        processes = all_processes()
        limits = self._shop.bench.limits
        for report in tuple(self._running.values()):
            members = family(report.pid, processes)
            if _holds_more_than(limits.memory * MB, members):
                report.ended_for = ("out of memory", limits.memory_words)
            elif now - report.started > limits.report:
                report.ended_for = ("timed out", limits.report_words)
            elif report.cell is not None and now - report.cell_started > limits.cell:
                report.ended_for = ("timed out", limits.cell_words)
            if report.ended_for:
                kill(member.pid for member in members)
                self._finish(report)
            elif _has_ended(report.pid) and not self._has_words(report):
                self._finish(report)
        own = [p.pid for p in processes.values() if p.parent == os.getpid()]
        self._reap(own)
        self._alone = not own

    def _has_words(self, report: _Report) -> bool:
        """Whether what an ended process said last is still to be read."""
        return any(key.data is report for key, _ in self._selector.select(0))

    def _finish(self, report: _Report) -> None:
        self._selector.unregister(report.pipe)
        os.close(report.pipe)
        del self._running[report.pid]
        _kill_group(report.pid)  # with whatever it has started
        if report.outcome is not None:
            self._done(report, report.outcome)
            return  # reaped later: it takes a moment to give back its memory
        code = os.waitstatus_to_exitcode(os.waitpid(report.pid, 0)[1])
        job = report.job
        if not report.ended_for and -code in _FROM_OUTSIDE and job.tried + 1 < MOST_ATTEMPTS:
            self._say("retried", job, signal=signal.Signals(-code).name)
            self._waiting.appendleft(Job(job.number, job.task, job.tried + 1))
            return
        status, message = report.ended_for or _in_words(code)
        self._done(report, {"status": status, "message": message, "outputs": []})

    def _done(self, report: _Report, outcome: dict[str, Any]) -> None:
        if "storage" in outcome:
            self._say("storage", report.job, message=outcome["storage"])
            return
        cell = f"cell [{report.cell}]" if report.cell else ""
        known = {
            "cell": cell,
            "seconds": time.monotonic() - report.started,
            **outcome,
            "attempts": report.job.tried + 1,
        }
        self._say("done", report.job, outcome=known)

    def _reap(self, children: Iterable[int]) -> None:
        """Take leave of processes that are done, and of orphans that a notebook left behind."""
        for pid in set(children) - self._running.keys():
            with suppress(ChildProcessError):  # reaped already
                _has_ended(pid)
                kill((pid,))
                os.waitpid(pid, 0)

    def _end_all(self) -> None:
        for pid in self._running:
            _kill_group(pid)
        processes = all_processes()
        for pid in (*self._running, os.getpid()):
            kill(p.pid for p in family(pid, processes) if p.pid != os.getpid())


def _report_process(job: Job, shop: Workshop, writer: int, parent: int) -> None:
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


def _note(report: _Report, message: dict[str, Any]) -> None:
    if "outcome" in message:
        report.outcome = message["outcome"]
    else:
        report.cell, report.cell_started = message["cell"], time.monotonic()


def _holds_more_than(limit: int, members: Iterable[Process]) -> bool:
    """Whether processes of one report hold more than `limit` bytes beyond what it shares with this
    process. Who shares what takes longer to find out: asked only where it could matter."""
    members = tuple(members)
    if sum(member.memory for member in members) <= limit:
        return False
    held = sum(share_of_memory(member.pid) for member in members)
    return held - share_of_memory(os.getpid()) > limit


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_group(pid: int) -> None:
    """Not reaped yet, the process keeps its number; nobody else can have it."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _in_words(code: int) -> tuple[Status, str]:
    if code >= 0:
        return "failed", f"The notebook's process ended by itself with exit code {code}."
    name = signal.Signals(-code).name
    if -code in _FROM_OUTSIDE:
        return "killed", (
            f"The process that made this report was ended from outside ({name}), twice: by "
            "somebody, or by the system for want of memory."
        )
    return "killed", f"The notebook's process crashed ({name})."
