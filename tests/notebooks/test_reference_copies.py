"""The executed copies of the notebooks, and that nbval would see a changed figure in them.

nbval itself runs beside these tests (`make test`): it runs the cells of every copy in a kernel and
compares what they show. It leaves pictures in PNG out of the comparison; ours are text.
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOTEBOOKS = {
    path.relative_to(ROOT / "notebooks").as_posix(): path
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb"))
}
COPIES = sorted((HERE / "reference").glob("*.ipynb"))
NAMES = [path.stem for path in COPIES]
HTML = "text/html"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def is_injected(cell: Any) -> bool:
    return "injected-parameters" in cell["metadata"].get("tags", [])


def test_every_notebook_has_a_copy_with_its_own_parameters():
    as_it_stands = [
        book["metadata"]["goldenthread"]["copy_of"]
        for book in map(read, COPIES)
        if not any(map(is_injected, book["cells"]))
    ]
    assert sorted(as_it_stands) == sorted(NOTEBOOKS)


@pytest.mark.parametrize("path", COPIES, ids=NAMES)
def test_a_copy_has_the_cells_of_its_notebook(path):
    book = read(path)
    original = read(NOTEBOOKS[book["metadata"]["goldenthread"]["copy_of"]])

    def cells(of: Any) -> list[tuple[str, str, str]]:
        kept = [c for c in of["cells"] if not is_injected(c)]
        return [(c["id"], c["cell_type"], "".join(c["source"])) for c in kept]

    assert cells(book) == cells(original), "run `make reference`"


@pytest.mark.parametrize("path", COPIES, ids=NAMES)
def test_a_copy_was_run_and_holds_nothing_that_nbval_would_not_compare(path):
    code = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in code)  # nbval skips a cell without one
    outputs = [output for cell in code for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} == {"display_data"}
    kinds = {kind for output in outputs for kind in output["data"]}
    assert kinds == {
        "text/plain", HTML, "application/vnd.goldenthread.typst",
        "application/vnd.goldenthread.report+json",
    }  # fmt: skip
    assert "Synthetic data." in "".join(outputs[0]["data"]["text/plain"])


def test_the_copies_are_small_and_say_nothing_of_the_machine():
    assert sum(path.stat().st_size for path in COPIES) < 250_000 * len(COPIES)
    for path in COPIES:
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert "language_info" not in text


def test_nbval_sees_a_changed_figure_in_a_table_and_in_a_drawing(tmp_path):
    book = read(HERE / "reference" / "standards.ipynb")
    wanted = [
        'drop = "data',
        "open_report(",
        'figures("progress_8")',
        'intervals(report, "progress_8")',
        'against_national(report, "teaching_judged_green")',
    ]
    cells = [copy.deepcopy(cell_with(book, words)) for words in wanted]
    cells[0]["source"] = [
        line.replace("data/demo", f"{ROOT}/data/demo") for line in cells[0]["source"]
    ]
    change(cells[2], r"−0\.29", "−0.28")
    change(cells[3], r'(?<= d="M )\d', "9")
    path = tmp_path / "changed.ipynb"
    path.write_text(json.dumps({**book, "cells": cells}), encoding="utf-8")

    outcome = nbval(path)

    assert dict(re.findall(r"::Cell (\d) (PASSED|FAILED)", outcome)) == {
        "0": "PASSED", "1": "PASSED", "2": "FAILED", "3": "FAILED", "4": "PASSED",
    }, outcome  # fmt: skip
    assert outcome.count("mismatch 'text/html'") == 2


def cell_with(book: Any, words: str) -> Any:
    (found,) = [
        cell
        for cell in book["cells"]
        if cell["cell_type"] == "code" and words in "".join(cell["source"])
    ]
    return found


def change(cell: Any, pattern: str, other: str) -> None:
    """Change one place in the HTML of a cell's outputs, and nothing else."""
    for output in cell["outputs"]:
        changed, count = re.subn(pattern, other, "".join(output["data"][HTML]), count=1)
        if count and changed != "".join(output["data"][HTML]):
            output["data"][HTML] = changed
            return
    message = f"{pattern!r} is not in the cell"
    raise AssertionError(message)


def nbval(path: Path) -> str:
    """What nbval says of a notebook, in a process and with settings of its own."""
    settings = path.with_name("pytest.ini")
    settings.write_text("[pytest]\n", encoding="utf-8")
    done = subprocess.run(
        [
            # No short summary: where the variable CI is set, it says every message again.
            sys.executable, "-m", "pytest", "-v", "-rN", "-p", "no:xdist",
            "-p", "no:cacheprovider",
            "-c", str(settings), "--rootdir", str(path.parent),
            "--color", "no", "--nbval", "--nbval-current-env",
            "--nbval-sanitize-with", str(HERE / "sanitize.cfg"), str(path),
        ],
        cwd=path.parent, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr
