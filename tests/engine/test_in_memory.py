"""A notebook that is kept in memory is run by papermill as one that it writes to a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import awkward
import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError
from test_pitfalls import forked

from goldenthread.batch.engine import CAN_FORK, Here
from goldenthread.batch.in_memory import execute_in_memory

pytestmark = pytest.mark.skipif(
    not CAN_FORK, reason="this system cannot fork; it has no such engine"
)
PARAMETERS = {"school": "North School", "numbers": [1, 2]}
GIVEN = "# parameters\nschool = 'All schools'\nnumbers = []"
RUNS: dict[str, dict[str, str]] = {
    "it ends": {
        "a": GIVEN,
        "mark of an earlier failure": "papermill-error-cell-tag",
        "b": "import os\nos.getcwd(), school, numbers",
        "c": "print('c')",
    },
    "it stops": {"a": GIVEN, "b": "print('b')", "c": "1 / 0", "d": "'never'"},
}


def papermills_own(path: Path, folder: Path, here: Here) -> Any:
    return papermill.execute_notebook(
        str(path), None, PARAMETERS, engine_name="goldenthread", progress_bar=False,
        request_save_on_cell_execute=False, cwd=str(folder), in_this_process=here,
    )  # fmt: skip


def in_memory(path: Path, folder: Path, here: Here) -> Any:
    written: list[object] = []
    nbformat.writes = lambda notebook, **_: written.append(notebook)
    notebook = execute_in_memory(path, PARAMETERS, "goldenthread", folder, in_this_process=here)
    assert written == []
    return notebook


def made(run: Callable[..., Any], path: Path, folder: Path) -> list[Any]:
    """The notebook, or as far as it came and the error at which it stopped, without times."""
    watched: list[int | None] = []
    here, before = Here(watched.append), os.getcwd()  # noqa: PTH109 - as papermill has it
    try:
        notebook, error = run(path, folder, here), None
    except PapermillExecutionError as stopped:
        notebook, error = here.notebook, [stopped.cell_index, stopped.ename, stopped.source]
    timed = ("start_time", "end_time", "duration")
    for noted in (notebook, *notebook.cells):
        for name in timed:
            noted.metadata.get("papermill", {}).pop(name, None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.tags or "papermill-error" in cell.source:
            cell.id = "made here"
    return [notebook, error, watched, os.getcwd() == before]  # noqa: PTH109


@pytest.mark.parametrize("name", [*RUNS])
def test_papermill_leaves_the_same(name: str, tmp_path: Path) -> None:
    path = awkward.write(tmp_path / "a.ipynb", RUNS[name])
    notebook = nbformat.read(path, 4)
    notebook.cells[0].metadata.tags = ["parameters"]
    for cell in notebook.cells:
        if cell.source == "papermill-error-cell-tag":
            cell.metadata.tags = [cell.source]
    nbformat.write(notebook, path)
    (tmp_path / "folder").mkdir()
    expected, found = (
        forked(lambda run=run: made(run, path, tmp_path / "folder"))
        for run in (papermills_own, in_memory)
    )
    assert found == expected
    assert found[3] is True
    assert any(cell["metadata"]["tags"] == ["injected-parameters"] for cell in found[0]["cells"])
