"""The demo's summer drop run as a user runs it, and everything that comes of it opened."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urldefrag

import nbformat
import pytest
from openpyxl import load_workbook
from pages import Page, read_page
from pypdf import PdfReader
from reading_outputs import pages_of
from running import ROOT, Run

from goldenthread.batch.matrix import slug
from goldenthread.declaration import load
from goldenthread.judgement.rating import Rating
from goldenthread.plan import Criterion, Plan, Section
from goldenthread.trust import Trust

pytestmark = pytest.mark.slow

PLAN = load(ROOT / "params/plans/amethyst-2020-2023.yml", Plan)
TRUST = load(ROOT / "params/trusts/amethyst.yml", Trust)
SCHOOLS = [slug(school.name) for school in TRUST.schools]
OBJECTIVES = {
    f"{section.id}/{place}": (section, place)
    for section in PLAN.objectives
    for place in ("trust", *SCHOOLS)
    if place == "trust" or any("school" in c.levels for c in section.criteria)
}
JUDGING = [*OBJECTIVES, *(f"schools/{s}" for s in SCHOOLS)]
THREADS = [f"golden-thread/{place}" for place in ("trust", *SCHOOLS)]
REPORTS = [*JUDGING, *THREADS, "trust/board", "trust/data-check"]
WITH_EVIDENCE = [*JUDGING, *THREADS]
RATING = "|".join(re.escape(rating.value) for rating in Rating)


def pages(run: Run) -> Iterator[Page]:
    for path in sorted(run.folder.rglob("*.html")):
        yield read_page(path)


def pdf(run: Run, name: str) -> PdfReader:
    return PdfReader(run.folder / f"reports/{name}.pdf")


def sheets(run: Run, name: str) -> list[str]:
    """The text of each page of a report's PDF."""
    return pages_of(run.folder / f"reports/{name}.pdf")


def test_the_run_ends_well_and_says_where_to_look(demo: Run) -> None:
    assert demo.code == 0, demo.printed
    assert f"{len(REPORTS)} reports made." in demo.said.out
    assert str(demo.folder / "index.html") in demo.said.out
    assert "Traceback" not in demo.printed


def test_every_report_is_there_in_every_form_and_nothing_else(demo: Run) -> None:
    expected = {f"reports/{name}.{form}" for name in REPORTS for form in ("html", "pdf")}
    expected |= {f"notebooks/{name}.ipynb" for name in REPORTS}
    expected |= {f"evidence/{name}.xlsx" for name in WITH_EVIDENCE}
    expected |= {"index.html", "manifest.json", "run.log", "figures.json", "ro-crate-metadata.json"}
    there = {p.relative_to(demo.folder).as_posix() for p in demo.folder.rglob("*") if p.is_file()}
    assert there == expected
    assert [path.name for path in demo.folder.parent.iterdir()] == [demo.folder.name]


def test_the_index_leads_to_every_file_and_no_link_is_dead(demo: Run) -> None:
    reached, waiting = set(), [demo.folder / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        if path.suffix == ".html":
            waiting += [target for target in targets_of(read_page(path), demo.folder) if target]
    there = {path for path in demo.folder.rglob("*") if path.is_file()}
    assert there - reached == {demo.folder / "run.log"}


def targets_of(page: Page, root: Path) -> Iterator[Path]:
    """Each file that a page links to; fails on a link that leads nowhere or out of the run."""
    for reference in page.references:
        where, anchor = urldefrag(reference)
        assert not re.match(r"[a-z]+:|//|/", where), f"{page.path}: {reference} leads elsewhere"
        target = (page.path.parent / unquote(where)).resolve() if where else page.path
        assert target.is_file(), f"{page.path}: {reference} leads nowhere"
        assert target.is_relative_to(root), f"{page.path}: {reference} leaves the run"
        if anchor:
            there = page if target == page.path else read_page(target)
            assert anchor in there.ids, f"{page.path}: {reference} has no such place"
        yield target


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_criterion_is_in_its_report_with_a_rating_and_its_evidence(
    demo: Run, name: str
) -> None:
    section, place = OBJECTIVES[name]
    text = read_page(demo.folder / f"reports/{name}.html").text
    printed = squeezed("".join(sheets(demo, name)))
    for criterion in section.criteria:
        assert squeezed(criterion.text) in printed
        assert squeezed(criterion.number) in printed
        head = re.escape(f"{criterion.number} {criterion.text}")
        if place != "trust" and "school" not in criterion.levels:
            assert re.search(rf"{head}\s+Judged for the trust as a whole", text), criterion.id
            continue
        evidence = head
        if len(criterion.text) > 300:  # the evidence has the beginning of a very long text
            evidence = re.escape(f"{criterion.number} {criterion.text[:200]}") + r".{,100} …"
        found = re.search(rf"{evidence}\s+Rating \W ({RATING})\b", text)
        assert found, f"{criterion.id}: no evidence"
        assert re.search(rf"{head}\s+({RATING})\b", text), f"{criterion.id}: no rating"


def squeezed(text: str) -> str:
    """Without spaces and hyphens, which the end of a line adds or takes away."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def test_the_plan_has_its_criteria_and_commitments_and_none_is_left_out(demo: Run) -> None:
    assert len(PLAN.criteria) == 34 + 21
    for name in ("trust", *SCHOOLS):
        rated = 0
        for objective in (n for n in OBJECTIVES if n.endswith(f"/{name}")):
            book = load_workbook(demo.folder / f"evidence/{objective}.xlsx", read_only=True)
            rated += len([sheet for sheet in book.sheetnames if sheet in IDS])
        assert rated == sum(name == "trust" or "school" in c.levels for c in PLAN.criteria)


IDS = {criterion.id for criterion in PLAN.criteria}


def test_every_page_is_a_sound_document(demo: Run) -> None:
    for page in pages(demo):
        where = str(page.path.relative_to(demo.folder))
        assert page.all("html")[0].attributes["lang"] == "en-GB", where
        assert page.all("title")[0].text.strip(), where
        assert not page.all("script", "iframe", "object", "embed", "link", "base", "form"), where
        assert not [name for e in page.elements for name in e.attributes if name.startswith("on")]
        assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", page.path.read_text("utf-8"))
        assert len(page.ids) == len(set(page.ids)), where
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1, where
        assert levels.count(1) == 1, where
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), where
        assert all(words for _, words in page.headings), where


def test_pictures_say_what_they_show(demo: Run) -> None:
    found = 0
    for page in pages(demo):
        for picture in [*page.all("img"), *page.all("svg")]:
            if picture.attributes.get("aria-hidden") == "true":
                continue
            given = picture.attributes.get("alt") or picture.attributes.get("aria-label", "")
            words = given or picture.text
            assert len(words.split()) > 5, f"{page.path}: {words!r}"
            assert not re.search(
                r"\b(image|chart|figure|picture|png|svg|todo)\b\W*$", words.lower()
            )
            found += len(words.split()) > 5
    assert found > len(REPORTS)


def test_every_page_says_that_it_is_synthetic(demo: Run) -> None:
    for page in pages(demo):
        assert "Synthetic data." in page.text, page.path
    for name in REPORTS:
        for number, sheet in enumerate(sheets(demo, name), 1):
            assert "Synthetic data." in sheet, f"{name}, page {number}"
    for name in WITH_EVIDENCE:
        book = load_workbook(demo.folder / f"evidence/{name}.xlsx", read_only=True)
        assert any("Synthetic data." in str(v) for row in book["Contents"].values for v in row), (
            name
        )


def test_no_report_shows_code(demo: Run) -> None:
    code = re.compile(
        r"open_report|\breport\.\w+\(|import \w+|In\s?\[\d*\]|Out\s?\[\d+\]|Traceback"
    )
    for page in pages(demo):
        assert not code.search(page.text), page.path
    for name in REPORTS:
        assert not code.search("\n".join(sheets(demo, name))), name


def test_every_pdf_is_a_document_with_its_evidence_inside(demo: Run) -> None:
    for name in REPORTS:
        document = pdf(demo, name)
        assert document.metadata is not None
        heading = read_page(demo.folder / f"reports/{name}.html").headings[0][1]
        assert document.metadata.title, name
        assert heading.split(",")[0] in document.metadata.title, name
        assert document.trailer["/Root"]["/Lang"] == "en-GB", name
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"], name
        attached = [content for parts in document.attachments.values() for content in parts]
        beside = demo.folder / f"evidence/{name}.xlsx"
        assert attached == ([beside.read_bytes()] if name in WITH_EVIDENCE else []), name


def test_the_board_reads_at_most_five_pages(demo: Run) -> None:
    assert 2 <= len(pdf(demo, "trust/board").pages) <= 5


@pytest.mark.parametrize("name", JUDGING)
def test_the_evidence_workbook_has_a_sheet_for_every_criterion(demo: Run, name: str) -> None:
    book = load_workbook(demo.folder / f"evidence/{name}.xlsx")
    wanted = [criterion.id for criterion in criteria_of(name)]
    actions = [
        f"Actions {section.number}" for section in sections_of(name) if speaks(name, section)
    ]
    assert book.sheetnames == ["Contents", *wanted, *actions]
    for sheet in book.worksheets:
        assert sheet.freeze_panes, f"{name}, {sheet.title}"
        assert not [c.coordinate for row in sheet for c in row if c.data_type == "f"], name
    for criterion in wanted:
        words = [str(c.value) for row in book[criterion] for c in row if c.value is not None]
        for heading in ("Rating", "Why", "Rule", "Figures as reported", "Working", "Source"):
            assert heading in words, f"{name}, {criterion}: no {heading}"
        assert re.fullmatch(RATING, words[words.index("Rating") + 1]), criterion


@pytest.mark.parametrize("name", THREADS)
def test_the_golden_thread_has_every_objective_and_counts_its_breaks(demo: Run, name: str) -> None:
    page = read_page(demo.folder / f"reports/{name}.html")
    for section in PLAN.objectives:
        assert any(words.startswith(f"{section.number} ") for _, words in page.headings), name
    book = load_workbook(demo.folder / f"evidence/{name}.xlsx", read_only=True)
    rows = [row for row in book["Breaks"].values if row[3]]
    found = [row for row in rows if row[3] != "What is missing"]
    assert f"{len(found)} breaks in the thread" in page.text
    assert len(found) > 3


def criteria_of(name: str) -> list[Criterion]:
    whole = name.endswith("/trust")
    sections = sections_of(name)
    return [c for section in sections for c in section.criteria if whole or "school" in c.levels]


def sections_of(name: str) -> Sequence[Section]:
    return [OBJECTIVES[name][0]] if name in OBJECTIVES else PLAN.objectives


def speaks(name: str, section: Section) -> bool:
    """Whether the data speak of an action of the section in that report."""
    level = "trust" if name.endswith("/trust") else "school"
    shown = (action.shown_by for action in section.actions)
    return any(each is not None and level in each.levels for each in shown)


def test_the_notebooks_are_whole_and_hold_no_mark_of_the_run(demo: Run) -> None:
    for name in REPORTS:
        notebook = nbformat.read(demo.folder / f"notebooks/{name}.ipynb", as_version=4)
        nbformat.validate(notebook)
        ran = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]
        assert all(cell.execution_count for cell in ran), name
        assert not [o for c in ran for o in c.outputs if o.output_type == "error"], name
        assert str(demo.project) not in nbformat.writes(notebook), name


def test_the_manifest_answers_for_every_file(demo: Run) -> None:
    manifest = json.loads((demo.folder / "manifest.json").read_text("utf-8"))
    claimed = {o["path"]: o["sha256"] for r in manifest["reports"] for o in r["outputs"]}
    for part in ("index", "figures"):
        claimed[manifest[part]["path"]] = manifest[part]["sha256"]
    there = {
        path.relative_to(demo.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in demo.folder.rglob("*")
        if path.is_file()
        and path.name not in ("manifest.json", "run.log", "ro-crate-metadata.json")
    }
    assert claimed == there
    drops = {drop["drop"]: drop for drop in manifest["made_from"]["inputs"]}
    assert list(drops) == ["2021-autumn", "2022-spring", "2022-summer"]
    for drop in drops.values():
        folder = demo.project / "data/demo" / drop["drop"]
        files = {p.name for p in folder.iterdir() if p.name != "drop.yml"}
        assert {file["name"] for file in drop["files"]} == files
        for file in drop["files"]:
            content = (folder / file["name"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"], file["name"]
    said = io.StringIO((demo.folder / "run.log").read_text("utf-8"))
    events = [json.loads(line) for line in said]
    finished = [e["report"] for e in events if e["event"] == "report finished"]
    assert sorted(finished) == sorted(REPORTS)
