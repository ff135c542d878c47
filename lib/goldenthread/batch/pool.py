"""Worker processes: so many at a time, each report on its own, none lost in silence."""

from __future__ import annotations

import functools
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path

from goldenthread.batch.execute import Bench, make_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.render.evidence_book import evidence_workbook

_ENDED = "The process that made this report was ended from outside, perhaps for its memory."


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every worker of a run works with: the bench, and the drop's folder."""

    bench: Bench
    drop: Path


def outcomes_of(tasks: Sequence[Task], shop: Workshop, workers: int) -> Iterator[Outcome]:
    """The outcome of each task, as they come.

    A worker that dies takes the reports in hand with it and no other: a new pool goes on. Told to
    stop (Ctrl-C), it gives what is not made as "not run".
    """
    waiting = list(reversed(tasks))
    while waiting:
        running: dict[Future[Outcome], Task] = {}
        pool = ProcessPoolExecutor(max(1, min(workers, len(waiting))), _context())
        try:
            yield from _through(pool, running, waiting, shop, workers)
        except KeyboardInterrupt:
            left = [*running.values(), *reversed(waiting)]
            waiting.clear()
            yield from (Outcome(task, "not run") for task in left)
        except BrokenProcessPool:
            lost = tuple(running.values())
            yield from (Outcome(task, "failed", message=_ENDED) for task in lost)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor,
    running: dict[Future[Outcome], Task],
    waiting: list[Task],
    shop: Workshop,
    workers: int,
) -> Iterator[Outcome]:
    """Give out the tasks one by one, so that a pool that breaks loses only those in hand."""
    while waiting or running:
        while waiting and len(running) < max(1, workers):
            future = pool.submit(_make, waiting[-1], shop)
            running[future] = waiting.pop()
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        # What was finished before the pool broke counts.
        for future in sorted(done, key=lambda future: future.exception() is not None):
            outcome = future.result()
            del running[future]
            yield outcome


def _context() -> BaseContext:
    """On Linux workers are forked from a process of their own that has imported everything once;
    elsewhere, where a fork is no safe copy, each starts afresh. Neither holds anything of ours."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["goldenthread.batch.preload"])
    return context


def _make(task: Task, shop: Workshop) -> Outcome:
    return make_report(task, shop.bench, lambda task: _workbook(_judged(shop.drop), task))


def _workbook(judged: JudgedDrop, task: Task) -> bytes:
    """The evidence of an objective; of every objective for the report on a school."""
    sections = [section.id for section in judged.plan.objectives]
    chosen = [task.objective] if task.objective else sections
    return evidence_workbook(judged, task.title, chosen, task.entity)


@functools.cache
def _judged(folder: Path) -> JudgedDrop:
    """The judged drop, from the cache that the run has just warmed; once per worker."""
    return judge_drop(folder)
