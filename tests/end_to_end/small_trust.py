"""A small trust of two schools, two objectives and two drops, to be made and changed quickly."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from openpyxl import Workbook, load_workbook

from goldenthread.batch.order import Order
from goldenthread.batch.run import run_drop
from goldenthread.website import render_index

ROOT = Path(__file__).resolve().parents[2]
TRUST = """
trust: opal
name: Opal Learning Trust
schools:
  - {urn: "200001", name: Hill Academy, short_name: Hill, phase: secondary, joined: 2014-09-01}
  - {urn: "200002", name: Brook Academy, short_name: Brook, phase: secondary, joined: 2016-04-01}
bodies:
  - {id: hill, name: Hill Council, kind: local, school: "200001", seats: 4}
  - {id: brook, name: Brook Council, kind: local, school: "200002", seats: 4}
settings:
  oversight_areas: [Safeguarding, Site]
  oversight_months: 12
"""
PLAN = """
plan: opal-2022
title: Opal Plan
trust: opal
starts: 2022-09-01
ends: 2025-08-31
objectives:
  - id: boards
    number: "1"
    title: Boards that see what matters
    short_title: Boards
    question: Do our boards see what matters?
    notebook: boards
    criteria:
      - id: OP-1
        number: "1.1"
        text: Every key area is overseen
        tests: [{rule: checklist, measure: oversight_in_place}]
      - id: OP-2
        number: "1.2"
        text: No seat is empty for long
        levels: [trust]
        tests:
          - rule: target
            measure: seats_filled
            target: {at_least: 90, amber_within: 20, unit: percent, why: Set by the board.}
  - id: duties
    number: "2"
    title: Duties that are met
    short_title: Duties
    question: Do we meet every duty of the handbook?
    notebook: duties
    criteria:
      - id: OP-3
        number: "2.1"
        text: Every duty of the handbook is met
        levels: [trust]
        tests: [{rule: checklist, measure: handbook_met}]
"""
DROP = """
drop: {drop}
title: {title}
trust: opal
plan: opal-2022
year: 2022/23
term: {term}
as_of: {as_of}
synthetic: true
"""
OVERSIGHT = ["School", "Key area", "System", "Live", "Last accessed", "Last reported"]
HANDBOOK = ["Ref", "Area", "Requirement", "Applies", "Met", "Date checked"]
GOVERNORS = [
    "Board or committee",
    "Name",
    "Role",
    "Date of appointment",
    "Date term of office ends",
]
RISKS = ["Ref", "Risk", "Owner", "Likelihood", "Impact"]
SUMMER, SPRING = "data/2023-summer", "data/2023-spring"
OBJECTIVE = """from goldenthread.report import open_report

report = open_report(drop=drop, objective=objective, school=school)
report.opening()"""
PAGES = {
    "objectives/boards.ipynb": (
        'drop = "data/2023-summer"\nobjective = "boards"\nschool = "All schools"',
        OBJECTIVE,
        "report.exceptions()",
        'report.criteria("oversight_in_place")',
        'table = report.figures("oversight_in_place", "seats_filled")',
        "report.appendix()",
    ),
    "objectives/duties.ipynb": (
        'drop = "data/2023-summer"\nobjective = "duties"\nschool = "All schools"\ndetail = 1',
        OBJECTIVE,
        "report.other_criteria()",
        'words = open("data/notes.txt").read()',
        "report.appendix()",
    ),
    "schools/school.ipynb": (
        'drop = "data/2023-summer"\nschool = "Hill Academy"',
        "from goldenthread.report import open_report\n\n"
        'report = open_report(drop=drop, school=school, page="school")\nreport.opening()',
        "report.ratings()",
        "report.changes()",
    ),
    "trust/board.ipynb": (
        'drop = "data/2023-summer"',
        "from goldenthread.report import open_report\n\n"
        'report = open_report(drop=drop, page="board")\nreport.opening()',
        "report.grid()",
        "report.changes()",
    ),
    "trust/data-check.ipynb": (
        'drop = "data/2023-summer"',
        "from goldenthread.report import open_report\n\n"
        'report = open_report(drop=drop, page="data-check")\nreport.opening()',
        "report.findings()",
        "report.files()",
    ),
}
BOARDS = {"boards/trust", "boards/hill-academy", "boards/brook-academy"}
SCHOOLS = {"schools/hill-academy", "schools/brook-academy"}
CHECK, BOARD, DUTIES = {"trust/data-check"}, {"trust/board"}, {"duties/trust"}
EVERY = BOARDS | SCHOOLS | CHECK | BOARD | DUTIES


@dataclass(frozen=True)
class Made:
    """A run: by report, why it was made; and which were kept."""

    why: dict[str, str]
    kept: set[str]
    folder: Path

    @property
    def made(self) -> set[str]:
        return set(self.why)


@dataclass(frozen=True)
class Opal:
    root: Path

    def run(self, outputs: str = "outputs", drop: str = SUMMER, **given: object) -> Made:
        order = Order(str(self.root / drop), outputs=self.root / outputs, workers=2, **given)
        result = run_drop(order, index=render_index)
        assert not result.failed, [outcome.message for outcome in result.failed]
        done = result.succeeded
        kept = {outcome.task.id for outcome in done if outcome.kept}
        why = {outcome.task.id: outcome.why for outcome in done if not outcome.kept}
        return Made(why, kept, result.folder)

    def sheet(self, path: str, row: int, column: int, value: object) -> None:
        """Change one cell of an export."""
        book = load_workbook(self.root / path)
        book.active.cell(row, column).value = value
        book.save(self.root / path)

    def text(self, path: str, old: str, new: str) -> None:
        """Change a text file, where it says what it is expected to say."""
        before = (self.root / path).read_text("utf-8")
        assert old in before
        (self.root / path).write_text(before.replace(old, new), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a run's results; the log says how long things took."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.log"
    }


def write_rows(path: Path, titles: list[str], rows: list[list[object]]) -> None:
    """A workbook; no two folders hold the same bytes, however fast they are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.properties.title = path.parent.name
    for row in (titles, *rows):
        book.active.append(row)
    book.save(path)


def _drop(folder: Path, text: str, live: str) -> None:
    for school, mark in (("Hill", "Y"), ("Brook", live)):
        rows: list[list[object]] = [
            [school, area, "Portal", mark, "03/03/2023", "06/03/2023"]
            for area in ("Safeguarding", "Site")
        ]
        write_rows(folder / f"Oversight register {school}.xlsx", OVERSIGHT, rows)
    seats: list[list[object]] = [
        [f"{school} Council", f"Holder {seat}", "Governor", "01/09/2021", "31/08/2025"]
        for school in ("Hill", "Brook")
        for seat in range(4)
    ]
    write_rows(folder / "Governors and terms.xlsx", GOVERNORS, seats)
    duties: list[list[object]] = [
        [f"1.{n}", "Governance", f"Duty {n}", "Yes", "Yes", "01/03/2023"] for n in range(1, 4)
    ]
    write_rows(folder / "Handbook checklist.xlsx", HANDBOOK, duties)
    risks: list[list[object]] = [["R1", "Roof", "Estates lead", 2, 3]]
    write_rows(folder / "Risk register.xlsx", RISKS, risks)
    (folder / "drop.yml").write_text(text, "utf-8")


def build(root: Path) -> None:
    others = shutil.ignore_patterns("trusts", "plans")
    shutil.copytree(ROOT / "params", root / "params", ignore=others)
    for path, text in (("trusts/opal.yml", TRUST), ("plans/opal-2022.yml", PLAN)):
        (root / "params" / path).parent.mkdir(parents=True)
        (root / "params" / path).write_text(text, "utf-8")
    spring = DROP.format(drop="2023-spring", title="Spring 2023", term="spring", as_of="2023-04-01")
    summer = DROP.format(drop="2023-summer", title="Summer 2023", term="summer", as_of="2023-07-21")
    _drop(root / SPRING, spring, "N")
    _drop(root / SUMMER, f"{summer}previous: 2023-spring\n", "Y")
    (root / "data/notes.txt").write_text("Notes of the analyst.", "utf-8")
    for place, (parameters, *cells) in PAGES.items():
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in (parameters, *cells)],
            metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
        )
        notebook.cells[0].metadata.tags = ["parameters"]
        for number, cell in enumerate(notebook.cells):
            cell.id = f"cell-{number}"
        path = root / "notebooks" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
