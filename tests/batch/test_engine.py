"""What a notebook does to itself is said under the forked engine, and nothing leaks from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from goldenthread.batch.engine import CAN_FORK, ForkedEngine

pytestmark = pytest.mark.skipif(
    not CAN_FORK, reason="this system cannot fork; it has no such engine"
)


def notebook(path: Path, *sources: str) -> Path:
    cells = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        for number, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def run(path: Path, engine: str, **options: Any) -> nbformat.NotebookNode:
    papermill_engines.register("goldenthread", ForkedEngine)
    output = path.with_suffix(f".{engine}.ipynb")
    name = None if engine == "jupyter" else engine
    return papermill.execute_notebook(
        str(path), str(output), engine_name=name, progress_bar=False, **options
    )


def test_an_exception_stops_the_notebook_and_is_kept_in_it(tmp_path: Path) -> None:
    path = notebook(tmp_path / "error.ipynb", "1 + 1", "1 / 0", "print('never')")
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        run(path, "goldenthread")
    kept = nbformat.read(tmp_path / "error.goldenthread.ipynb", 4)
    named = {
        cell.source: [o.output_type for o in cell.outputs]
        for cell in kept.cells
        if cell.cell_type == "code"
    }
    assert named["1 / 0"] == ["error"]
    assert named["print('never')"] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import os; os._exit(3)", "exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    ],
)
def test_a_crash_is_said_and_never_completed(tmp_path: Path, source: str, words: str) -> None:
    path = notebook(tmp_path / "crash.ipynb", "1", source, "2")
    with pytest.raises(DeadKernelError, match=words):
        run(path, "goldenthread")


def test_a_hang_ends_at_the_limit(tmp_path: Path) -> None:
    path = notebook(tmp_path / "hang.ipynb", "import time; time.sleep(60)")
    with pytest.raises(CellTimeoutError):
        run(path, "goldenthread", execution_timeout=1)


def test_nothing_leaks_from_one_notebook_to_the_next(tmp_path: Path) -> None:
    first = notebook(
        tmp_path / "first.ipynb",
        "import sys, os, matplotlib.pyplot as plt\nsys.leaked = 1\nos.environ['LEAK'] = '1'\n"
        "plt.rcParams['lines.linewidth'] = 99\nimport pandas as pd\npd.leaked = 1",
    )
    second = notebook(
        tmp_path / "second.ipynb",
        "import sys, os, matplotlib.pyplot as plt, pandas as pd\n"
        "(hasattr(sys, 'leaked'), 'LEAK' in os.environ, plt.rcParams['lines.linewidth'] == 99, "
        "hasattr(pd, 'leaked'), 'x' in globals())",
    )
    run(first, "goldenthread")
    shown = run(second, "goldenthread").cells[0].outputs[0].data["text/plain"]
    assert shown == "(False, False, False, False, False)"
