"""Which reports to begin with, so that both processors are busy until the last one is made."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.batch.matrix import Task
from goldenthread.judged import JudgedDrop
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion


def longest_first(tasks: Iterable[Task], judged: JudgedDrop) -> tuple[Task, ...]:
    """The tasks, those that show the most judgements first; where as many, in their own order.

    A report on a school shows every objective and takes five times as long as another: begun last,
    it is waited for alone.
    """
    return tuple(sorted(tasks, key=lambda task: -_shown(task, judged)))


def _shown(task: Task, judged: JudgedDrop) -> int:
    """How many judgements a report explains one by one, as the plan has it, without looking at
    them; a page that sums them up counts none."""
    if task.kind == "objective":
        criteria = judged.plan.objective(task.objective).criteria
        if task.entity != TRUST:
            return _of_schools(criteria)
        return len(criteria) + len(judged.trust.schools) * _of_schools(criteria)
    return _of_schools(judged.plan.criteria) if task.kind == "school" else 0


def _of_schools(criteria: Iterable[Criterion]) -> int:
    return sum("school" in criterion.levels for criterion in criteria)
