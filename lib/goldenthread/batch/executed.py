"""The executed notebook as it is kept: its cells and outputs, without the marks of one run.

Papermill and the kernel write times, paths and random ids into a notebook. Without them the same
run gives the same bytes. A failed notebook keeps the place of its error, but neither the traceback
(paths of this machine) nor the text of an unexpected error (which may quote a person's data).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat

from goldenthread import errors
from goldenthread.batch.outcome import Status

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_ERROR_CELL = "papermill-error-cell-tag"
# What Python, numpy and Arrow raise where a request for memory is refused.
MEMORY_ERRORS = frozenset({"MemoryError", "_ArrayMemoryError", "ArrowMemoryError"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a notebook stopped and why, in words that hold no personal data."""

    cell: str
    message: str
    status: Status = "failed"


def clean(notebook: Any) -> Any:
    """A copy of an executed notebook that depends on nothing but what was run."""
    kept = nbformat.from_dict(notebook)
    kept.metadata.pop("papermill", None)
    for position, cell in enumerate(kept.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        elif _ERROR_CELL in tags:
            cell.id = f"error-{position}"
        if cell.cell_type == "code":
            cell.outputs = [_clean_output(o) for o in cell.outputs if not _is_stderr(o)]
    return kept


def dumps(notebook: Any) -> bytes:
    return (str(nbformat.writes(notebook, indent=1, sort_keys=True)).rstrip("\n") + "\n").encode()


def fault_in(notebook: Any) -> Fault | None:
    """The error at which an executed notebook stopped, or None."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                message = explain(output.ename, output.evalue)
                return Fault(_place(cell), message, status_of(output.ename))
            # IPython reports a magic that it does not know as a mere line of text.
            if _is_stderr(output) and output.text.startswith("UsageError"):
                return Fault(_place(cell), explain("UsageError", ""))
    return None


def status_of(error: str) -> Status:
    """What a report is that an error of that name stopped."""
    return "out of memory" if error in MEMORY_ERRORS else "failed"


def explain(name: str, text: str) -> str:
    """An error in plain words: its own where they are ours, else only its kind."""
    if name in _own_errors():
        return text
    if name in MEMORY_ERRORS:
        return "The notebook asked for more memory than one report may take."
    return (
        f"The notebook stopped with an unexpected error ({name}). Run it in JupyterLab to see it."
    )


def _place(cell: Any) -> str:
    count = cell.get("execution_count")
    return f"cell [{count}]" if count else "a cell"


def _is_stderr(output: Any) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def _clean_output(output: Any) -> Any:
    if output.output_type == "error":
        output.evalue = explain(output.ename, output.evalue)
        output.traceback = []
    plain = output.get("data", {}).get("text/plain")
    if isinstance(plain, str):
        output.data["text/plain"] = _ADDRESS.sub("", plain)
    return output


def _own_errors() -> set[str]:
    """The names of the errors whose message is written for a reader and free of personal data."""
    return {kind.__name__ for kind in _kinds(errors.GoldenThreadError)}


def _kinds(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    narrower: type[Exception]
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)
