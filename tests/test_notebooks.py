"""The notebooks are thin: they name measures and charts, and work as they stand."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from goldenthread import charts
from goldenthread.declaration import load
from goldenthread.drop import load_drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.plan import Plan
from goldenthread.report import Report

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
IDS = [path.stem for path in NOTEBOOKS]
MOST_LINES = 4


def read(path: Path) -> dict[str, object]:
    return json.loads(path.read_text(encoding="utf-8"))


def code(path: Path) -> list[dict[str, object]]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, object]) -> str:
    return "".join(cell["source"])


def parameters(path: Path) -> dict[str, object]:
    (cell,) = [c for c in code(path) if "parameters" in c["metadata"].get("tags", [])]
    values: dict[str, object] = {}
    exec(source(cell), values)  # noqa: S102 - the cell is ours, and is only assignments
    return {name: value for name, value in values.items() if not name.startswith("__")}


PLANS = [load(path, Plan) for path in sorted((ROOT / "params" / "plans").glob("*.yml"))]


def test_every_objective_of_a_plan_has_its_notebook_and_none_is_for_nothing():
    there = {path.stem for path in (ROOT / "notebooks" / "objectives").glob("*.ipynb")}
    assert {section.notebook for plan in PLANS for section in plan.objectives} == there
    assert {"school", "board", "data-check", "golden-thread"} <= set(IDS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_cells_are_thin(path):
    for cell in code(path):
        tree = ast.parse(source(cell))
        forbidden = ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While | ast.If
        assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)]
        assert "pandas" not in source(cell)
        lines = [line for line in source(cell).splitlines() if line.strip()]
        assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_notebooks_are_committed_without_outputs_and_with_ids_that_stay(path):
    book = read(path)
    assert book["nbformat"] == 4
    assert book["nbformat_minor"] >= 5
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in book["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", name) for name in ids)
    for cell in code(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_parameters_are_plain_strings_that_work(path):
    given = parameters(path)
    assert all(isinstance(value, str) for value in given.values())
    assert set(given) <= {"drop", "objective", "school"}
    drop = load_drop(ROOT / given["drop"])
    (plan,) = [plan for plan in PLANS if plan.plan == drop.plan]
    if "objective" in given:
        assert plan.objective(given["objective"]).notebook == path.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_cells_name_measures_and_charts_that_there_are(path):
    known = set(all_measures())
    for cell in code(path):
        for node in ast.walk(ast.parse(source(cell))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = getattr(node.func.value, "id", "")
            assert hasattr(charts if owner == "charts" else Report, node.func.attr)
            measures = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if node.func.attr == "part":  # a title, and no measure
                measures = []
            if node.func.attr in ("items", "movement"):
                measures = measures[:1]
            assert set(measures) <= known


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_theme_notebook_serves_any_plan(path):
    words = "\n".join(source(cell) for cell in read(path)["cells"])
    assert not re.search(r"\b[A-Z]{2,}-\d", words)  # no plan's own references
    prose = [source(c) for c in read(path)["cells"] if c["cell_type"] == "markdown"]
    shown = [text for text in prose if not text.startswith("# ")]
    assert not [text for text in shown if re.search(r"\d", text)]  # no figures typed into prose


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_what_is_for_the_analyst_is_tagged(path):
    first = read(path)["cells"][0]
    assert first["cell_type"] == "markdown"
    assert first["metadata"]["tags"] == ["analyst"]
    assert source(first).startswith("# ")
