"""Every notebook of the suite puts out the same under both engines, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from running import Run, reports_by_notebook

from goldenthread.declaration import load
from goldenthread.plan import Plan

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PLAN = load(ROOT / "params/plans/amethyst-2020-2023.yml", Plan)
# Those of the demo's plan; other plans have objectives of other kinds.
NOTEBOOKS = sorted(
    [
        *{f"objectives/{section.notebook}.ipynb" for section in PLAN.objectives},
        *(f"trust/{path.name}" for path in (ROOT / "notebooks/trust").glob("*.ipynb")),
        "schools/school.ipynb",
    ]
)


def test_there_is_a_report_of_every_notebook_that_the_plan_needs(demo: Run) -> None:
    assert sorted(reports_by_notebook(demo)) == NOTEBOOKS
    assert len(NOTEBOOKS) > 10


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_each_cell_puts_out_the_same_under_both_engines(
    demo: Run, stock: Run, notebook: str
) -> None:
    assert stock.code == 0, stock.printed
    report = reports_by_notebook(demo)[notebook][0]
    forked, expected = (
        nbformat.read(run.folder / f"notebooks/{report}.ipynb", as_version=4).cells
        for run in (demo, stock)
    )
    assert len(forked) == len(expected) > 3
    for number, (found, cell) in enumerate(zip(forked, expected, strict=True)):
        assert shown(found) == shown(cell), f"cell {number}"
    for form in (f"reports/{report}.html", f"reports/{report}.pdf"):
        assert (stock.folder / form).read_bytes() == (demo.folder / form).read_bytes(), form


def shown(cell: Any) -> tuple[Any, ...]:
    return cell.source, cell.get("execution_count"), cell.get("outputs")
