"""`python -m benchmarks.charts [DROP]`: processor seconds of the cells of all reports of a drop, in
one warm process, and how many of them the charts take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat

import goldenthread.batch  # noqa: F401 - before papermill, which imports its engine
from goldenthread import charts
from goldenthread.batch.matrix import Task, all_tasks
from goldenthread.batch.preload import warm_up
from goldenthread.batch.workshop import have_judged
from goldenthread.display.figure import Chart
from goldenthread.report.opened import judged_for_reports

_DROP = "data/demo/2022-summer"
_NO_CHARTS = ("use_style",)


class _Clock:
    """Processor seconds spent in the charts' functions."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, drawing: Callable[..., Any]) -> Callable[..., Any]:
        def drawn(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return drawing(*given, **named)
            finally:
                self.seconds += time.process_time() - started

        return drawn


def main(words: Sequence[str]) -> None:
    drop = words[0] if words else _DROP
    judged = judged_for_reports(Path(drop).resolve())
    tasks = list(all_tasks(judged.project, judged.trust, judged.plan, drop))
    have_judged(judged)
    warm_up()
    _cells(tasks[0])
    clock = _Clock()
    for name in charts.__all__:
        if name not in _NO_CHARTS:
            setattr(charts, name, clock.timed(getattr(charts, name)))
    started, count = time.process_time(), 0
    for task in tasks:
        count += sum(isinstance(s, Chart) and s.svg is not None for s in _cells(task))
    whole = time.process_time() - started
    sys.stdout.write(
        f"{len(tasks)} reports: {whole:.2f} s, of these {count} charts {clock.seconds:.2f} s, "
        f"{1000 * clock.seconds / max(count, 1):.0f} ms each\n"
    )


def _cells(task: Task) -> Sequence[Any]:
    """What a report shows when its cells are run as plain Python."""
    names: dict[str, Any] = {}
    for cell in nbformat.read(task.notebook, as_version=4).cells:
        if "parameters" in cell.metadata.get("tags", ()):
            names.update(task.parameters)
        elif cell.cell_type == "code":
            exec(compile(cell.source, task.notebook.name, "exec"), names)  # noqa: S102 - ours
    return list(names["report"].shown)


if __name__ == "__main__":
    main(sys.argv[1:])
