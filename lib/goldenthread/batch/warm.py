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
from multiprocessing.connection import Connection
from typing import Any

from goldenthread.batch.child import let_go
from goldenthread.batch.processes import adopt_orphans, all_processes, family, kill
from goldenthread.batch.report_process import (
    FROM_OUTSIDE,
    MOST_ATTEMPTS,
    Job,
    ReportProcess,
    begin_report,
    end_in_words,
    has_ended,
    kill_group,
)
from goldenthread.batch.workshop import Workshop

_TICK = 0.2  # seconds between two looks at time and memory


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
        self._running: dict[int, ReportProcess] = {}
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
            begin_report(job, self._shop, writer, parent)
        os.close(writer)
        with suppress(OSError):  # whichever of the two comes first
            os.setpgid(pid, pid)
        report = ReportProcess(job, pid, reader, time.monotonic())
        self._running[pid], self._alone = report, False
        self._selector.register(reader, selectors.EVENT_READ, report)
        self._say("started", job, pid=pid)

    def _hear(self, report: ReportProcess) -> None:
        said = os.read(report.pipe, 65536)
        report.heard += said
        *lines, report.heard = report.heard.split(b"\n")
        for line in lines:
            report.note(line)
        if report.outcome is not None or not said:
            self._finish(report)

    def _look(self) -> None:
        """Whether any report takes too long or too much, has ended unheard, or left orphans."""
        self._looked = now = time.monotonic()
        processes = all_processes()
        limits = self._shop.bench.limits
        for report in tuple(self._running.values()):
            members = family(report.pid, processes)
            report.ended_for = report.over(limits, members, now)
            if report.ended_for:
                kill(member.pid for member in members)
                self._finish(report)
            elif has_ended(report.pid) and not self._has_words(report):
                self._finish(report)
        own = [p.pid for p in processes.values() if p.parent == os.getpid()]
        self._reap(own)
        self._alone = not own

    def _has_words(self, report: ReportProcess) -> bool:
        """Whether what an ended process said last is still to be read."""
        return any(key.data is report for key, _ in self._selector.select(0))

    def _finish(self, report: ReportProcess) -> None:
        self._selector.unregister(report.pipe)
        os.close(report.pipe)
        del self._running[report.pid]
        kill_group(report.pid)  # with whatever it has started
        if report.outcome is not None:
            self._done(report, report.outcome)
            return  # reaped later: it takes a moment to give back its memory
        code = os.waitstatus_to_exitcode(os.waitpid(report.pid, 0)[1])
        job = report.job
        if not report.ended_for and -code in FROM_OUTSIDE and job.tried + 1 < MOST_ATTEMPTS:
            self._say("retried", job, signal=signal.Signals(-code).name)
            self._waiting.appendleft(Job(job.number, job.task, job.tried + 1))
            return
        status, message = report.ended_for or end_in_words(code)
        self._done(report, {"status": status, "message": message, "outputs": []})

    def _done(self, report: ReportProcess, outcome: dict[str, Any]) -> None:
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
                has_ended(pid)
                kill((pid,))
                os.waitpid(pid, 0)

    def _end_all(self) -> None:
        for pid in self._running:
            kill_group(pid)
        processes = all_processes()
        for pid in (*self._running, os.getpid()):
            kill(p.pid for p in family(pid, processes) if p.pid != os.getpid())
