"""A notebook does under the forked engine what it does under the stock one, however awkward."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import awkward
import nbformat
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.engines import papermill_engines
from papermill.iorw import load_notebook_node

from goldenthread.batch.engine import CAN_FORK

pytestmark = pytest.mark.skipif(
    not CAN_FORK, reason="this system cannot fork; it has no such engine"
)


def run(path: Path, engine: str) -> nbformat.NotebookNode:
    """The notebook as papermill's engine leaves it in memory: writing it to a file twice for each
    cell, as papermill does, would take most of the time."""
    return papermill_engines.execute_notebook_with_engine(
        None if engine == "jupyter" else engine,
        load_notebook_node(str(path)),
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
        start_timeout=60,
    )


def settled(value: Any) -> Any:
    """An output without memory addresses, times and process numbers."""
    if isinstance(value, str):
        value = re.sub(r"0x[0-9a-f]+|ipykernel_\d+/\d+|/tmp/\S+", "…", value)
        return re.sub(r"\d[\d.e+]* (ns|[µμ]s|ms|s)\b|ThreadPoolExecutor-\d+", "…", value)
    if isinstance(value, dict):
        return {k: settled(v) for k, v in value.items()}
    return [settled(v) for v in value] if isinstance(value, list) else value


def joined(shown: list[Any]) -> dict[str, str]:
    """Each stream as one text: when a kernel reads a file, and so in how many pieces, is chance."""
    texts: dict[str, str] = {}
    for output in shown:
        texts[output["name"]] = texts.get(output["name"], "") + output["text"]
    return texts


def outputs(nb: nbformat.NotebookNode) -> list[Any]:
    return [settled(in_one_piece([dict(o) for o in cell.outputs])) for cell in nb.cells]


def in_one_piece(shown: list[Any]) -> list[Any]:
    """A stream's pieces that follow each other as one: when a kernel sends them on is chance."""
    whole: list[Any] = []
    for output in shown:
        if whole and output.get("name") is not None and whole[-1].get("name") == output["name"]:
            whole[-1] = {**whole[-1], "text": whole[-1]["text"] + output["text"]}
        else:
            whole.append(output)
    return whole


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nbformat.NotebookNode]:
    # Under pytest, and only there, a kernel leaves alone what is written past Python.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    path = awkward.write(tmp_path_factory.mktemp("awkward") / "a.ipynb", awkward.CELLS)
    return {engine: run(path, engine) for engine in ("jupyter", "goldenthread")}


@pytest.fixture(scope="module")
def both(notebooks: dict[str, nbformat.NotebookNode]) -> dict[str, tuple[Any, Any]]:
    pairs = zip(*(outputs(notebook) for notebook in notebooks.values()), strict=True)
    return dict(zip(awkward.CELLS, pairs, strict=True))


@pytest.mark.parametrize("name", [*awkward.CELLS])
def test_an_awkward_cell_puts_out_the_same(both: dict[str, tuple[Any, Any]], name: str) -> None:
    expected, found = both[name]
    if name.startswith("written"):
        expected, found = joined(expected), joined(found)
    assert found == expected


def test_every_awkward_cell_was_run(notebooks: dict[str, nbformat.NotebookNode]) -> None:
    """So that no two cells are the same for having put out nothing."""
    for executed in notebooks.values():
        skipped = [c.source for c in executed.cells if c.source.strip() and not c.execution_count]
        assert skipped == []
    counts = [[c.execution_count for c in executed.cells] for executed in notebooks.values()]
    assert counts[0] == counts[1]
    assert {n.metadata.language_info["name"] for n in notebooks.values()} == {"python"}


# Where the two differ, and on purpose; docs/engine.md says why.
DIFFERENT = {
    "words of the command": ("import sys\nlen(sys.argv) > 1", "True", "False"),
    "threads of the kernel": (
        "import threading\n[t.name for t in threading.enumerate() if 'Heartbeat' in str(t)] != []",
        "True",
        "False",
    ),
}  # fmt: skip


def test_where_they_differ_they_differ_as_written_down(tmp_path: Path) -> None:
    path = awkward.write(tmp_path / "d.ipynb", {n: given[0] for n, given in DIFFERENT.items()})
    for engine, column in (("jupyter", 1), ("goldenthread", 2)):
        found = [cell.outputs[0].data["text/plain"] for cell in run(path, engine).cells]
        assert found == [given[column] for given in DIFFERENT.values()], engine


def test_a_notebook_that_exits_runs_no_further_cell(tmp_path: Path) -> None:
    """A stock kernel ends a tenth of a second later: whether it runs another cell is chance."""
    path = awkward.write(tmp_path / "e.ipynb", {"a": "1", "b": "exit()", "c": "2"})
    with pytest.raises(DeadKernelError, match=r"exit\(\)"):
        run(path, "goldenthread")
