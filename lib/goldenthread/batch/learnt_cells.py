"""What Python each cell of a notebook is and whether it awaits anything, found out once.

The reports of a run share notebooks: a parent that forks one process for each report lets IPython
tell it both of each cell before, by IPython's own rules, and each of those processes remembers.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager


class LearntTransformers(TransformerManager):  # type: ignore[misc]  # IPython has no types
    """Those of IPython, as long as nobody has added or taken away one."""

    def transform_cell(self, cell: str) -> str:
        python = _PYTHON.get(cell)
        if python is not None and _those_of(self) == _USUAL:
            return python
        return str(super().transform_cell(cell))


def learnt_to_await(python: str) -> bool | None:
    """Whether a cell awaits anything at its top level; None where it has not been learnt."""
    return _AWAITS.get(python)


def learn_cells(notebook: Path, shell: Any) -> None:
    """Learn every cell of a notebook, by the rules of a shell that nobody has used."""
    if notebook not in _READ:
        _READ.add(notebook)
        # A notebook that is none is for its report to say.
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
            for source in _sources(json.loads(notebook.read_bytes())):
                _learn(source, shell)


def _sources(notebook: Any) -> Iterator[str]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"])


def _learn(source: str, shell: Any) -> None:
    """A cell that IPython refuses, or has a warning of, is left to the report that has it."""
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            python = TransformerManager().transform_cell(source)
            awaits = shell.should_run_async(source, transformed_cell=python)
        except (SyntaxError, RuntimeError):
            return
    if not given:
        _PYTHON[source], _AWAITS[python] = python, awaits


def _those_of(manager: Any) -> tuple[Any, ...]:
    return manager.cleanup_transforms, manager.line_transforms, manager.token_transformers


_USUAL = _those_of(TransformerManager())
_PYTHON: dict[str, str] = {}
_AWAITS: dict[str, bool] = {}
_READ: set[Path] = set()
