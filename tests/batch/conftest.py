"""A project of two schools and two objectives, small enough to be run in seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMS = Path(__file__).parents[2] / "params"
TRUST = """
trust: small
name: Small Trust
schools:
  - {urn: "100001", name: North School, short_name: North, phase: secondary, joined: 2015-01-01}
  - {urn: "100002", name: South & West School, short_name: S, phase: special, joined: 2015-01-01}
targets:
  S-1.SC1:
    handbook_met: {at_least: 100, amber_within: 50, unit: percent}
"""
PLAN = """
plan: small-plan
title: Small Plan
trust: small
starts: 2020-09-01
ends: 2023-08-31
objectives:
  - id: finance
    number: "1"
    title: Sound finance
    short_title: Finance
    question: Is the money safe?
    notebook: theme
    criteria:
      - id: S-1.SC1
        number: "1.1"
        text: Every duty of the handbook is met
        levels: [trust]
        tests: [{rule: target, measure: handbook_met}]
  - id: governance
    number: "2"
    title: Strong governance
    short_title: Governance
    question: Are the boards full?
    notebook: theme
    criteria:
      - id: S-2.SC1
        number: "2.1"
        text: Every seat is filled
        tests:
          - {rule: target, measure: seats_filled, target: {at_least: 100, unit: percent}}
"""
SOURCE = """
source: handbook
title: Handbook checklist
description: Each duty, whether it applies and is met.
rows: things
files: ["*handbook*"]
school_from: none
key: [reference]
columns:
  reference: {title: Ref, type: code, nullable: false}
  area: {title: Area, type: text}
  requirement: {title: Requirement, type: text, nullable: false}
  applies: {title: Applies, type: yes_no}
  met: {title: Met, type: choice, choices: {"yes": ["Yes"], partly: [Partly], "no": ["No"]}}
  checked_on: {title: Date checked, type: date}
  evidence: {title: Evidence, type: text, required: false}
"""
DROP = """
drop: 2022-summer
title: Summer 2022
trust: small
plan: small-plan
year: 2021/22
term: summer
as_of: 2022-08-31
synthetic: true
"""
EXPORT = """Ref,Area,Requirement,Applies,Met,Date checked
1,Pay,Pay is approved,Yes,Yes,31/08/2022
2,Pay,=HYPERLINK("x"),Yes,No,31/08/2022
"""
OPENING = """
from goldenthread.display.opening import Opening
from goldenthread.display.words import Heading, Prose
metadata = {
    "title": f"Report on {place}", "trust": "Small Trust", "plan": "Small Plan",
    "drop": "Summer 2022", "as_of": "2022-08-31", "synthetic": True, "run_words": "run 0",
}
display(Opening("Small Plan", f"Report on {place}", (), ("All is well.",), metadata=metadata))
"""


def write_notebook(path: Path, parameters: str, *cells: str) -> None:
    """A notebook with a cell tagged `parameters`, stable ids and no outputs."""
    tagged = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    notebook = new_notebook(
        cells=[new_markdown_cell("# A report"), tagged, *map(new_code_cell, cells)],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    return make_small_project(tmp_path / "project")


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, once for a module whose tests only look at what one run left."""
    return make_small_project(tmp_path_factory.mktemp("project"))


def make_small_project(root: Path) -> Path:
    texts = {
        "params/trusts/small.yml": TRUST,
        "params/plans/small-plan.yml": PLAN,
        "params/sources/handbook.yml": SOURCE,
        "drops/2022-summer/drop.yml": DROP,
        "drops/2022-summer/Handbook checklist.csv": EXPORT,
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    for folder in PARAMS.iterdir():
        if folder.is_dir() and folder.name not in ("trusts", "plans", "sources"):
            shutil.copytree(folder, root / "params" / folder.name)
    drop = 'drop = "drops/2022-summer"'
    notebooks = root / "notebooks"
    objective = f'{drop}\nobjective = "finance"\nschool = "All schools"\ndetail = 3'
    words = 'display(Heading("What was found"), Prose(f"Detail {detail}"))'
    place = 'place = f"{objective}, {school}"'
    write_notebook(notebooks / "objectives/theme.ipynb", objective, place + OPENING, words)
    school = f'{drop}\nschool = "North School"\ndetail = 3'
    write_notebook(notebooks / "schools/school.ipynb", school, "place = school" + OPENING)
    for name in ("board", "data-check"):
        path = notebooks / f"trust/{name}.ipynb"
        write_notebook(path, f"{drop}\ndetail = 3", f'place = "{name}"' + OPENING)
    return root


@pytest.fixture(name="write_notebook", scope="session")
def _write_notebook() -> Callable[..., None]:
    return write_notebook


@pytest.fixture(scope="session")
def opening() -> str:
    """Code that shows the opening of a report; it needs `place`."""
    return OPENING
