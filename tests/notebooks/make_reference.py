"""Runs every notebook and keeps it, executed, as the copy that nbval compares with.

`make reference` after a change that is meant to show: then read the difference before it is
committed. The copies hold what reports hold, which is aggregates, and of synthetic data only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import papermill
from nbval.plugin import get_sanitize_patterns

from goldenthread.batch.engine import DEFAULT_ENGINE
from goldenthread.batch.executed import clean, dumps, fault_in

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
COPIES = HERE / "reference"
# The batch's own engine, so that nbval, which starts a kernel, compares the two as well.
ENGINE = DEFAULT_ENGINE if DEFAULT_ENGINE != "jupyter" else None
PATTERNS = get_sanitize_patterns((HERE / "sanitize.cfg").read_text(encoding="utf-8"))

# Beside every notebook as it stands: reports on one school.
OF_A_SCHOOL = {
    "golden-thread-moreton": ("trust/golden-thread.ipynb", "Moreton School"),
    "finance-aldersley": ("objectives/finance.ipynb", "Aldersley High School"),
    "standards-moreton": ("objectives/standards.ipynb", "Moreton School"),
}


def make_all() -> None:
    COPIES.mkdir(exist_ok=True)
    wanted = {path.stem: (path, {}) for path in sorted(NOTEBOOKS.rglob("*.ipynb"))}
    for name, (path, school) in OF_A_SCHOOL.items():
        wanted[name] = (NOTEBOOKS / path, {"school": school})
    for path in COPIES.glob("*.ipynb"):
        if path.stem not in wanted:
            path.unlink()
    for name, (path, parameters) in wanted.items():
        copy = dumps(executed(path, parameters))
        (COPIES / f"{name}.ipynb").write_bytes(copy)
        print(f"{name}: {len(copy) // 1000} kB", flush=True)  # noqa: T201 - it is the command


def executed(path: Path, parameters: Mapping[str, str]) -> Any:
    """A notebook run in its own folder, as JupyterLab does, without what nbval leaves out."""
    notebook = papermill.execute_notebook(
        str(path),
        None,
        dict(parameters),
        engine_name=ENGINE,
        progress_bar=False,
        request_save_on_cell_execute=False,
        cwd=str(path.parent),
    )
    if fault := fault_in(notebook):
        message = f"{path.name}, {fault.cell}: {fault.message}"
        raise SystemExit(message)
    notebook = clean(notebook)
    notebook.metadata = {
        "kernelspec": notebook.metadata.kernelspec,
        "goldenthread": {"copy_of": path.relative_to(NOTEBOOKS).as_posix()},
    }
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for kind, value in output.get("data", {}).items():
                if isinstance(value, str):
                    output.data[kind] = sanitised(value)
    return notebook


def sanitised(text: str) -> str:
    for regex, replacement in PATTERNS:
        text = re.sub(regex, replacement, text)
    return text


if __name__ == "__main__":
    make_all()
