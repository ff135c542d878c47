"""What is learnt of cells before they are run is what IPython says of them when they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import awkward
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

from goldenthread.batch import learnt_cells
from goldenthread.batch.learnt_cells import LearntTransformers, learn_cells, learnt_to_await

CELLS = {
    "plain": "x = 1",
    "magic": "%pwd",
    "cell magic": "%%capture\nprint(1)",
    "help": "len?",
    "system": "files = !ls",
    "prompts": ">>> x = 1\n>>> x",
    "indented": "    x = 1\n    x",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "await inside": "async def later():\n    await other()",
    "async for": "[x async for x in y]",
    "no Python": "x = = 1",
}
LEFT = {
    "a warning": "x = 1\nx is 1",
    "a wrong indent": "if x:\n        y\n    z",
}


class Asked:
    """IPython's own answer, and how often it was asked for."""

    def __init__(self) -> None:
        self.times = 0

    def should_run_async(self, source: str, *, transformed_cell: str) -> bool:
        self.times += 1
        plain: Any = InteractiveShell.should_run_async
        return bool(plain(Autoawait, source, transformed_cell=transformed_cell))


class Autoawait:
    autoawait = True


@pytest.fixture
def learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    for name, empty in (("_PYTHON", {}), ("_AWAITS", {}), ("_READ", set())):
        monkeypatch.setattr(learnt_cells, name, empty)
    shell = Asked()
    path = awkward.write(tmp_path / "a.ipynb", CELLS | LEFT)
    learn_cells(path, shell)
    learn_cells(path, shell)
    return shell


def test_each_cell_is_asked_about_once(learnt: Asked) -> None:
    assert learnt.times == len(CELLS) + 1  # one of those left has no Python to be asked about


@pytest.mark.parametrize("name", [*CELLS])
def test_a_learnt_cell_is_the_same_python(name: str, learnt: Asked) -> None:
    source, plain = CELLS[name], TransformerManager()
    python = plain.transform_cell(source)
    assert learnt_cells._PYTHON[source] == python == LearntTransformers().transform_cell(source)
    assert learnt_to_await(python) is (name in ("await", "async for"))


@pytest.mark.parametrize("name", [*LEFT])
def test_a_cell_that_is_warned_of_or_refused_is_not_learnt(name: str, learnt: Asked) -> None:
    assert LEFT[name] not in learnt_cells._PYTHON
    assert learnt_to_await(LEFT[name] + "\n") is None


def test_who_adds_a_transformer_has_it_used(learnt: Asked) -> None:
    own = LearntTransformers()
    own.line_transforms.append(lambda lines: [line.replace("1", "2") for line in lines])
    assert own.transform_cell("x = 1") == "x = 2\n"
    assert LearntTransformers().transform_cell("x = 1") == "x = 1\n"


@pytest.mark.parametrize("content", ["", "[]", '{"cells": [1]}', '{"cells": [{"a": 1}]}'])
def test_what_is_no_notebook_is_left_to_its_report(
    content: str, learnt: Asked, tmp_path: Path
) -> None:
    known = len(learnt_cells._PYTHON)
    (tmp_path / "b.ipynb").write_text(content)
    learn_cells(tmp_path / "b.ipynb", learnt)
    learn_cells(tmp_path / "there is none.ipynb", learnt)
    assert len(learnt_cells._PYTHON) == known
