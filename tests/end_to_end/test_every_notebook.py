"""Every notebook of the suite puts out the same under both engines, cell by cell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from running import DEMO, Run, Said, once

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
MAKE = """
import sys
from pathlib import Path
from goldenthread.batch.run import Order
from goldenthread.website import publish
result = publish(Order(sys.argv[1], outputs=Path("stock"), engine="jupyter",
                       reports=tuple(sys.argv[2:])))
sys.exit(result.exit_code)
"""


def one_of_each(run: Run) -> dict[str, str]:
    """By notebook, the id of one report that is made with it."""
    manifest = json.loads((run.folder / "manifest.json").read_text("utf-8"))
    return {report["notebook"]: report["id"] for report in manifest["reports"]}


@pytest.fixture(scope="session")
def stock(shared_folder: Path, demo: Run) -> Run:
    """One report of each notebook, made by the stock engine from the same judged drop."""

    def run(project: Path) -> Run:
        done = subprocess.run(
            [sys.executable, "-c", MAKE, DEMO, *one_of_each(demo).values()],
            cwd=demo.project,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        said = Said(done.returncode, done.stdout, done.stderr)
        return Run(said, project, demo.project / "stock" / Path(DEMO).name)

    assert demo.code == 0, demo.printed
    return once(shared_folder, "stock", run)


def test_there_is_a_report_of_every_notebook_that_the_plan_needs(demo: Run) -> None:
    assert sorted(one_of_each(demo)) == NOTEBOOKS
    assert len(NOTEBOOKS) > 10


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_each_cell_puts_out_the_same_under_both_engines(
    demo: Run, stock: Run, notebook: str
) -> None:
    assert stock.code == 0, stock.printed
    report = one_of_each(demo)[notebook]
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
