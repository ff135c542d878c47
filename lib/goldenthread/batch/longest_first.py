"""Which reports to begin with, so that both processors are busy until the last one is made."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.batch.matrix import Task
from goldenthread.judged import JudgedDrop
from goldenthread.measures.measurement import TRUST


def longest_first(tasks: Iterable[Task], judged: JudgedDrop) -> tuple[Task, ...]:
    """The tasks, those that show the most judgements first; where as many, in their own order.

    A report on a school shows every objective and takes five times as long as another: begun last,
    it is waited for alone.
    """
    return tuple(sorted(tasks, key=lambda task: -_shown(task, judged)))


def _shown(task: Task, judged: JudgedDrop) -> int:
    """How many judgements a report explains one by one; a page that sums them up counts none."""
    if task.kind == "objective":
        entity = None if task.entity == TRUST else task.entity
        return len(judged.judgements_of(task.objective, entity))
    if task.kind == "school":
        return sum(judgement.entity == task.entity for judgement in judged.judgements)
    return 0
