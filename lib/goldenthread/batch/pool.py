"""Every report of a run, so many at a time, each in a process of its own, none lost in silence.

The command's process only listens: it starts a warm parent, which makes the reports, and puts each
one's files in place as it hears of it. It is the only one that writes into a run's folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from goldenthread.batch.execute import place_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.processes import adopt_orphans, children, end_orphans
from goldenthread.batch.spawned import spawned
from goldenthread.batch.stop import Stop
from goldenthread.batch.warm_parents import Forked, Fresh, can_be_forked
from goldenthread.batch.workshop import Workshop
from goldenthread.errors import StorageError

# What a run's log hears: the name of an event, and its fields.
Tell = Callable[..., None]
_TICK = 0.05  # seconds until Ctrl-C is noticed
_LOST = "The process that makes the reports was ended from outside, again and again."


@contextmanager
def standing(shop: Workshop, tell: Tell) -> Iterator[Callable[[Sequence[Task]], Iterator[Outcome]]]:
    """As `reports`, one at a time, for pieces of a run that follow each other: on Linux alone, in a
    workshop that stays, which is ended with this process."""
    with _Listener((), shop, 1, Stop(), tell) as listener:
        yield listener.more


@contextmanager
def reports(
    tasks: Sequence[Task], shop: Workshop, workers: int, stop: Stop, tell: Tell
) -> Iterator[Iterator[Outcome]]:
    """The outcome of each task as they come, each already in its place; "not run" for those that
    are left when `stop` was asked.

    Whatever the reports need has to be at hand now: where this process can be forked, it is, here.
    Raises StorageError where the outputs cannot be written.
    """
    if not tasks:
        yield iter(())
    elif sys.platform == "linux":
        with _Listener(tasks, shop, workers, stop, tell) as listener:
            yield listener.outcomes()
    else:
        yield spawned(tasks, shop, workers, stop, tell)


class _Listener(AbstractContextManager["_Listener"]):
    """The command's end of the line to the warm parent."""

    def __init__(
        self, tasks: Sequence[Task], shop: Workshop, workers: int, stop: Stop, tell: Tell
    ) -> None:
        from goldenthread.batch.report_process import Job

        self._shop, self._workers, self._stop, self._tell = shop, workers, stop, tell
        self._left = {number: Job(number, task) for number, task in enumerate(tasks)}
        self._given = len(tasks)
        self._in_hand: set[int] = set()
        self._groups: set[int] = (
            set()
        )  # of the reports begun: one for each, of its process's number
        self._parent = self._start()

    def __enter__(self) -> _Listener:
        adopt_orphans()
        return self

    def __exit__(self, *_: object) -> None:
        self._end_parent()
        adopt_orphans(adopt=False)

    def _end_parent(self) -> None:
        """End the warm parent. Where it was lost, it has not ended what its reports have started:
        that is this process's to end now.

        Where other threads run in this process, they may have children of their own: then only
        what is known to be a report's is ended.
        """
        if not self._parent.end():
            alone = isinstance(self._parent, Forked)
            end_orphans(self._kept, None if alone else self._groups)
        self._groups.clear()

    def _start(self) -> Forked | Fresh:
        self._kept = children()
        kind = Forked if can_be_forked() else Fresh
        return kind(tuple(self._left.values()), self._shop, self._workers)

    def more(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcomes of more tasks, those before being done."""
        from goldenthread.batch.report_process import Job

        jobs = [Job(number, task) for number, task in enumerate(tasks, self._given)]
        self._given += len(jobs)
        self._left.update((job.number, job) for job in jobs)
        with suppress(OSError):  # it was lost meanwhile: found out below, and begun again
            self._parent.line.send(jobs)
        try:
            yield from self._until_done()
        finally:
            if self._left:  # nobody waits for the rest, where it cannot be put in its place
                self._end_parent()
                self._left.clear()
                self._in_hand.clear()

    def outcomes(self) -> Iterator[Outcome]:
        yield from self._until_done()
        yield from self._drained()
        yield from (Outcome(job.task, "not run") for job in self._left.values())
        self._left.clear()

    def _until_done(self) -> Iterator[Outcome]:
        barren = 0
        while self._left and not self._stop.asked:
            before = len(self._left)
            yield from self._listen()
            if not self._left or self._stop.asked:
                break
            barren = barren + 1 if len(self._left) == before else 0
            yield from self._lost(hopeless=barren > 2)

    def _listen(self) -> Iterator[Outcome]:
        """Until the warm parent is done, or lost, or the run is to stop."""
        while not self._stop.asked and (self._left or not self._shop.stays):
            try:
                if not self._parent.line.poll(_TICK):
                    continue
                message = json.loads(self._parent.line.recv_bytes())
            except (EOFError, OSError):
                return
            if message["event"] == "end":
                return
            yield from self._take(message)

    def _take(self, message: dict[str, Any]) -> Iterator[Outcome]:
        number, event = message["number"], message["event"]
        task = self._left[number].task
        if event == "started":
            self._in_hand.add(number)
            self._groups.add(message["pid"])
            self._tell("report started", report=task.id)
        elif event == "retried":
            self._in_hand.discard(number)
            self._tell("report retried", report=task.id, signal=message["signal"])
        elif event == "storage":
            raise StorageError(message["message"])
        else:
            self._in_hand.discard(number)
            outcome = place_report(Outcome.from_json(task, message["outcome"]), self._shop.bench)
            del self._left[number]
            yield outcome

    def _drained(self) -> Iterator[Outcome]:
        """Hang up, and take what was finished before."""
        line = self._parent.line
        try:
            while line.poll(0):
                message = json.loads(line.recv_bytes())
                if message["event"] == "done":
                    yield from self._take(message)
        except (EOFError, OSError):
            return  # the line has no more to say
        finally:
            self._end_parent()

    def _lost(self, *, hopeless: bool) -> Iterator[Outcome]:
        """The warm parent is no more: begin again with a new one; what it had in hand counts as
        tried."""
        from goldenthread.batch.report_process import MOST_ATTEMPTS, Job

        self._end_parent()
        for number in sorted(self._in_hand | (set(self._left) if hopeless else set())):
            job = self._left[number]
            if hopeless or job.tried + 1 >= MOST_ATTEMPTS:
                del self._left[number]
                lost = Outcome(job.task, "killed", message=_LOST, attempts=job.tried + 1)
                yield place_report(lost, self._shop.bench)
            else:
                self._tell("report retried", report=job.task.id, signal="")
                self._left[number] = Job(number, job.task, job.tried + 1)
        self._in_hand.clear()
        if self._left:
            self._parent = self._start()
