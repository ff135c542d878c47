"""Reports in processes that start afresh, where a process cannot be forked: Windows, macOS."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from goldenthread.batch.execute import place_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, make

_TICK = 0.2  # seconds until Ctrl-C is noticed
_ENDED = (
    "The process that made this report was ended from outside, twice: by somebody, or by the "
    "system for want of memory."
)


def spawned(
    tasks: Sequence[Task],
    shop: Workshop,
    workers: int,
    stop: Stop,
    tell: Callable[..., None],
) -> Iterator[Outcome]:
    """The outcome of each task, as they come and in their places.

    A process that dies takes the reports in hand with it, whichever of them was the cause: each
    is tried once more, alone, so that only the cause can be lost again.
    """
    waiting = list(tasks)
    suspects: list[Task] = []
    while (waiting or suspects) and not stop.asked:
        alone = not waiting
        queue, many = (suspects, 1) if alone else (waiting, max(1, workers))
        lost: list[Task] = []
        for outcome in _until_broken(queue, many, shop, stop, tell, lost):
            yield place_report(outcome, shop.bench)
        if alone:
            for task in lost:
                ended = Outcome(task, "killed", message=_ENDED, attempts=2)
                yield place_report(ended, shop.bench)
        else:
            for task in lost:
                tell("report retried", report=task.id, signal="")
            suspects += lost
    yield from (Outcome(task, "not run") for task in (*waiting, *suspects))


def _until_broken(
    queue: list[Task],
    many: int,
    shop: Workshop,
    stop: Stop,
    tell: Callable[..., None],
    lost: list[Task],
) -> Iterator[Outcome]:
    """Reports from one pool, until there are no more or it breaks; then `lost` are in hand."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(many, context, initializer=_leave_stopping_to_the_command)
    running: dict[Future[Outcome], Task] = {}
    try:
        while (queue or running) and not stop.asked:
            while queue and len(running) < many:
                task = queue.pop(0)
                running[pool.submit(make, task, shop)] = task
                tell("report started", report=task.id)
            done, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
            # What was finished before the pool broke counts.
            for future in sorted(done, key=lambda future: future.exception() is not None):
                outcome = future.result()
                del running[future]
                yield outcome
    except BrokenProcessPool:
        lost += running.values()
        running.clear()
    finally:
        queue[:0] = running.values()
        if running:
            _kill_workers(pool)
        pool.shutdown(wait=True, cancel_futures=True)


def _kill_workers(pool: ProcessPoolExecutor) -> None:
    """The executor has no call of its own for this before Python 3.14."""
    for process in tuple((pool._processes or {}).values()):
        process.kill()


def _leave_stopping_to_the_command() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
