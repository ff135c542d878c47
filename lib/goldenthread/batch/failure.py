"""The page in the place of a report that could not be made: what happened, and what to do."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from goldenthread.batch.executed import Fault, dumps
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Status
from goldenthread.render.document import About
from goldenthread.render.html.page import Links, render_page

_OPEN = (
    "Open the notebook in JupyterLab, run it with the same parameters, mend what it reports, then "
    "run the drop again."
)
_ADVICE: dict[Status, str] = {
    "failed": _OPEN,
    "timed out": "Run the drop again when the machine has less to do, or allow more time with "
    "--cell-limit and --report-limit. If it takes as long in JupyterLab, mend the cell that does.",
    "out of memory": "Run the drop again with a higher --memory-limit, and with fewer --workers if "
    "the machine has not that much. If it takes as much in JupyterLab, mend the cell that does.",
    "killed": "Run the drop again. If it happens again, run the notebook in JupyterLab with the "
    "same parameters: if it ends there too, the fault is in it; if not, in the machine.",
}


def files_of_failure(task: Task, about: About, fault: Fault, notebook: Any) -> dict[str, bytes]:
    """The page, and the notebook as far as it ran, by their paths within the run's folder."""
    files = {task.executed: dumps(notebook)} if notebook is not None else {}
    page = render_page(
        "failed.html.j2",
        about=about,
        links=Links(f"{_up(task)}index.html"),
        name=task.title,
        lines=[line.strip(" -") for line in fault.message.splitlines() if line.strip()],
        cell=fault.cell,
        advice=_ADVICE[fault.status],
        notebook=task.notebook.name,
        executed=_up(task) + task.executed if files else "",
    )
    return {**files, task.page: page.encode()}


def _up(task: Task) -> str:
    return "../" * len(PurePosixPath(task.page).parent.parts)
