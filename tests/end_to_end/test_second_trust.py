"""Another trust, of three schools, another plan and other words: by YAML and exports alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pages import read_page
from reading_outputs import words_of
from running import Run, copy_project, once, run_batch

pytestmark = pytest.mark.slow

TRUST = """
trust: emerald
name: Emerald Learning Trust
local_authority: Dudley
region: West Midlands
schools:
  - {urn: "200001", name: Hilltop Academy, short_name: Hilltop, phase: special, joined: 2014-09-01}
  - urn: "200002"
    name: Brook Primary School
    short_name: Brook
    phase: primary
    joined: 2016-04-01
  - urn: "200003"
    name: St Anne's & All Saints
    short_name: St Anne's
    aliases: [SAAS]
    phase: all-through
    joined: 2019-01-01
bodies:
  - {id: board, name: Board of Trustees, kind: trustees, seats: 4, meetings: [2023-07-06]}
  - {id: lgb-hilltop, name: Hilltop Council, kind: local, school: "200001", seats: 5}
  - {id: lgb-brook, name: Brook Council, kind: local, school: "200002", seats: 4}
  - {id: lgb-anne, name: St Anne's Council, kind: local, school: "200003", seats: 3}
settings:
  oversight_areas: [Safeguarding, Site]
  oversight_months: 12
"""
PLAN = """
plan: emerald-2022
title: Emerald Improvement Plan 2022 to 2025
trust: emerald
starts: 2022-09-01
ends: 2025-08-31
section_word: Aim
objectives:
  - id: sure-boards
    number: "A"
    title: Boards that are full and see what matters
    short_title: Sure boards
    question: Are our boards full, and do they see what matters?
    notebook: governance
    criteria:
      - id: EM-A1
        number: A1
        text: No seat is empty for long
        responsible: Clerk
        tests:
          - rule: target
            measure: seats_filled
            target: {at_least: 90, amber_within: 20, unit: percent, why: Set by the board.}
      - id: EM-A2
        number: A2
        text: Every key area is overseen
        tests: [{rule: checklist, measure: oversight_in_place}]
  - id: sound-money
    number: "B"
    title: Money that is well kept
    short_title: Sound money
    question: Do we keep every duty of the handbook?
    notebook: finance
    criteria:
      - id: EM-B1
        number: B1
        text: Every duty of the handbook is met
        levels: [trust]
        tests: [{rule: checklist, measure: handbook_met}]
"""
DROP = """
drop: 2023-summer
title: Summer 2023
trust: emerald
plan: emerald-2022
year: 2022/23
term: summer
as_of: 2023-07-21
synthetic: true
"""
GOVERNORS = [
    "Board or committee",
    "Name",
    "Role",
    "Date of appointment",
    "Date term of office ends",
]
OVERSIGHT = ["School", "Key area", "System", "Live", "Last accessed", "Last reported"]
HANDBOOK = ["Ref", "Area", "Requirement", "Applies", "Met", "Date checked"]
FILLED = {"Board of Trustees": (4, 4), "Hilltop Council": (5, 5), "Brook Council": (3, 4)}
FILLED["St Anne's Council"] = (1, 3)
SCHOOLS = ("hilltop-academy", "brook-primary-school", "st-anne-s-all-saints")
# Seats filled and areas overseen, as counted by hand below.
EXPECTED = {
    "trust": [("EM-A1", "Amber", "13", "16"), ("EM-A2", "Amber", "5", "6")],
    "hilltop-academy": [("EM-A1", "Green", "5", "5"), ("EM-A2", "Green", "2", "2")],
    "brook-primary-school": [("EM-A1", "Amber", "3", "4"), ("EM-A2", "Green", "2", "2")],
    "st-anne-s-all-saints": [("EM-A1", "Red", "1", "3"), ("EM-A2", "Amber", "1", "2")],
}


def write_exports(folder: Path) -> None:
    seats = []
    for body, (filled, all_of_them) in FILLED.items():
        for seat in range(all_of_them):
            name = f"Holder {seat} of {body}" if seat < filled else "Vacancy"
            term = ["01/09/2021", "31/08/2025"] if seat < filled else ["", ""]
            seats.append([body, name, "Governor", *term])
    sheet(folder / "Governors and terms.xlsx", GOVERNORS, seats)
    overseen = [
        [school, area, "Portal", "Y", "03/07/2023", "06/07/2023"]
        for school in ("Hilltop", "Brook Primary School", "SAAS")
        for area in ("Safeguarding", "Site")
    ]
    overseen[-1][3] = "N"
    sheet(folder / "Oversight register.xlsx", OVERSIGHT, overseen)
    duties = [
        [f"1.{n}", "Governance", f"Duty {n}", "Yes", met, "01/07/2023"]
        for n, met in enumerate(["Yes", "Yes", "Yes", "Partly", "No"], 1)
    ]
    sheet(folder / "Handbook checklist.xlsx", HANDBOOK, duties)


def sheet(path: Path, titles: list[str], rows: list[list[str]]) -> None:
    book = Workbook()
    for row in (titles, *rows):
        book.active.append(row)
    book.save(path)


@pytest.fixture(scope="session")
def emerald(shared_folder: Path) -> Run:
    def run(project: Path) -> Run:
        copy_project(project, ("params", "notebooks"))
        for own in ("trusts", "plans"):
            shutil.rmtree(project / "params" / own)
        folder = project / "data/2023-summer"
        for part in (folder, project / "params/trusts", project / "params/plans"):
            part.mkdir(parents=True)
        (project / "params/trusts/emerald.yml").write_text(TRUST, "utf-8")
        (project / "params/plans/emerald-2022.yml").write_text(PLAN, "utf-8")
        (folder / "drop.yml").write_text(DROP, "utf-8")
        write_exports(folder)
        return run_batch(project, "data/2023-summer")

    return once(shared_folder, "emerald", run)


def test_every_report_of_the_other_trust_is_made(emerald: Run) -> None:
    assert emerald.code == 0, emerald.printed
    expected = {f"sure-boards/{place}" for place in EXPECTED}
    expected |= {"sound-money/trust", "trust/board", "trust/data-check"}
    expected |= {f"schools/{school}" for school in SCHOOLS}
    expected |= {f"golden-thread/{place}" for place in ("trust", *SCHOOLS)}
    for form in ("html", "pdf"):
        made = emerald.folder.rglob(f"reports/*/*.{form}")
        names = {p.relative_to(emerald.folder / "reports").with_suffix("").as_posix() for p in made}
        assert names == expected


@pytest.mark.parametrize("place", EXPECTED)
def test_its_figures_are_right(emerald: Run, place: str) -> None:
    book = load_workbook(emerald.folder / f"evidence/sure-boards/{place}.xlsx", read_only=True)
    page = read_page(emerald.folder / f"reports/sure-boards/{place}.html").text
    for criterion, rating, part, whole in EXPECTED[place]:
        rows = [row for row in book[criterion].values if row[0] is not None]
        facts = {str(row[0]): row[1] for row in rows if len(row) > 1}
        assert facts["Rating"] == rating, f"{place}, {criterion}: {facts['Why']}"
        assert re.search(rf"\b{part} of {whole}\b", page), f"{place}, {criterion}"
    book = load_workbook(emerald.folder / "evidence/sound-money/trust.xlsx", read_only=True)
    facts = {str(row[0]): row[1] for row in book["EM-B1"].values if row[0]}
    assert facts["Rating"] == "Amber"
    assert "60" in facts["Why"]


def test_the_reports_speak_of_this_trust_alone_and_in_its_words(emerald: Run) -> None:
    index = read_page(emerald.folder / "index.html").text
    assert "Aim" in index
    assert "A. Sure boards" in index
    assert "St Anne's & All Saints" in index
    for path in (emerald.folder / "reports").rglob("*.*"):
        text = words_of(path)
        assert "Emerald" in text, path
        assert not re.search("Amethyst|Aldersley|Moreton|AM-\\d|Objective \\d", text), path
