"""What every process that makes reports of a run works with."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from goldenthread.batch.engine import Watch
from goldenthread.batch.execute import Bench, make_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.render.evidence_book import evidence_workbook


@dataclass(frozen=True, slots=True)
class Workshop:
    """The bench, and the drop's folder; `keep_open` are files that last as long as any process
    of the run (its lock)."""

    bench: Bench
    drop: Path
    keep_open: tuple[int, ...] = ()

    def open(self) -> None:
        """Have the judged drop at hand, for this process and those forked from it."""
        judged_drop(self.drop)


def make(task: Task, shop: Workshop, watch: Watch | None = None) -> Outcome:
    return make_report(
        task, shop.bench, lambda task: _workbook(judged_drop(shop.drop), task), watch
    )


def _workbook(judged: JudgedDrop, task: Task) -> bytes:
    """The evidence of an objective; of every objective for the report on a school."""
    sections = [section.id for section in judged.plan.objectives]
    chosen = [task.objective] if task.objective else sections
    return evidence_workbook(judged, task.title, chosen, task.entity)


@functools.cache
def judged_drop(folder: Path) -> JudgedDrop:
    """The judged drop, from the cache that the run has just warmed; once per process."""
    return judge_drop(folder)
