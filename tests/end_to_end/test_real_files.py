"""The Department for Education's own files of 2018/19 as a drop: the published figures come out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pages import read_page
from reading_outputs import words_of
from running import ROOT, Run, copy_project, once, run_batch

from goldenthread.declaration import load
from goldenthread.judgement.rating import Rating
from goldenthread.plan import Plan, Section

REAL = ROOT.parent / "shared" / "real" / "ks4_and_absence_2018_19"
FILES = ("england_ks4provisional.csv", "england_abs.csv", "england_census.csv")
DROP = """
drop: 2019-summer
title: Summer 2019 data drop
trust: amethyst
plan: amethyst-2020-2023
year: 2018/19
term: summer
as_of: 2019-08-31
data_status: Provisional
"""
PLAN = load(ROOT / "params/plans/amethyst-2020-2023.yml", Plan)
ALDERSLEY, MORETON = "aldersley-high-school", "moreton-school"
# What the department published of each, in the report that shows it.
PUBLISHED = {
    ALDERSLEY: {
        "standards": ("50.9", "+0.82", "+0.61 to +1.03", "71.7%", "46.7%", "4.72"),
        "wellbeing": ("4.9%", "12.7%"),
    },
    MORETON: {
        "standards": ("40.7", "−0.34", "−0.57 to −0.11", "41.9%", "23.3%", "3.24"),
        "wellbeing": ("6.2%", "14.7%"),
    },
}
BANDS = {ALDERSLEY: "Well above average", MORETON: "Below average"}
# England's rows of the same files: state-funded schools (RECTYPE 7), secondary (NAT, SEC).
ENGLAND = {"standards": ("46.5", "64.4%", "43.0%", "4.06"), "wellbeing": ("5.5%", "13.7%")}
WITH_DATA = {"AM-2.SC1", "AM-2.SC2", "AM-2.SC3"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not REAL.is_dir(), reason="the department's files are not beside the project"
    ),
]


@pytest.fixture(scope="session")
def published(shared_folder: Path) -> Run:
    def run(project: Path) -> Run:
        copy_project(project, ("params", "notebooks"))
        folder = project / "data/published/2019-summer"
        folder.mkdir(parents=True)
        for name in FILES:
            shutil.copyfile(REAL / name, folder / name)
        (folder / "drop.yml").write_text(DROP, "utf-8")
        return run_batch(project, "data/published/2019-summer")

    return once(shared_folder, "published", run)


def said(run: Run, name: str) -> dict[str, str]:
    """What a report says as a page and in print."""
    return {
        "page": read_page(run.folder / f"reports/{name}.html").text,
        "print": " ".join(words_of(run.folder / f"reports/{name}.pdf").split()),
    }


def test_the_whole_job_runs(published: Run) -> None:
    assert published.code == 0, published.printed
    assert len(list(published.folder.rglob("*.pdf"))) > 20


@pytest.mark.parametrize("school", PUBLISHED)
@pytest.mark.parametrize("objective", ["standards", "wellbeing"])
def test_a_school_s_reports_show_what_was_published(
    published: Run, objective: str, school: str
) -> None:
    for report in (f"{objective}/{school}", f"schools/{school}", f"{objective}/trust"):
        for form, text in said(published, report).items():
            missing = [f for f in PUBLISHED[school][objective] if not has(text, f)]
            assert missing == [], f"{report}, {form}"
            missing = [f for f in ENGLAND[objective] if not has(text, f)]
            assert missing == [], f"{report}, {form}: England"


def has(text: str, figure: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d|\.\d)", text) is not None


@pytest.mark.parametrize("school", PUBLISHED)
def test_progress_is_shown_with_the_official_band(published: Run, school: str) -> None:
    other = next(band for name, band in BANDS.items() if name != school)
    for report in (f"standards/{school}", f"schools/{school}"):
        for form, text in said(published, report).items():
            assert BANDS[school].casefold() in text.casefold(), f"{report}, {form}"
            assert other.casefold() not in text.casefold(), f"{report}, {form}"


def test_every_figure_is_labelled_provisional(published: Run) -> None:
    for name in ("standards", "wellbeing"):
        for place in ("trust", *PUBLISHED):
            for form, text in said(published, f"{name}/{place}").items():
                assert "provisional" in text.casefold(), f"{name}/{place}, {form}"
    for place in PUBLISHED:
        assert "provisional" in said(published, f"schools/{place}")["page"].casefold()
    for path in published.folder.rglob("*.html"):
        assert "Synthetic" not in read_page(path).text, f"{path}: real figures are not synthetic"


@pytest.mark.parametrize("section", PLAN.objectives, ids=lambda section: section.id)
def test_a_criterion_without_data_says_so(published: Run, section: Section) -> None:
    book = load_workbook(published.folder / f"evidence/{section.id}/trust.xlsx", read_only=True)
    for criterion in section.criteria:
        facts = {str(row[0]): str(row[1]) for row in book[criterion.id].values if row[0]}
        if criterion.id in WITH_DATA:
            assert Rating(facts["Rating"]).is_colour, criterion.id
            continue
        assert facts["Rating"] == Rating.NO_DATA, f"{criterion.id}: {facts['Rating']}"
        assert re.search(r"the export ‘.+’ was not supplied", facts["Why"]), criterion.id


def test_the_board_hears_of_what_is_known_and_what_is_not(published: Run) -> None:
    text = read_page(published.folder / "reports/trust/board.html").text
    (row,) = re.findall(r"(\d\.\d[\d., toOP]*)\s+\W*No data\s+\d+ exports that would", text)
    order = [criterion.number for criterion in PLAN.criteria]
    runs = [run.split(" to ") for run in row.strip().split(", ")]
    told = {n for run in runs for n in order[order.index(run[0]) : order.index(run[-1]) + 1]}
    assert told == {c.number for c in PLAN.criteria if c.id not in WITH_DATA}


def test_the_board_names_the_exports_that_are_missing_in_one_line(published: Run) -> None:
    said_once = said(published, "trust/board")["page"]
    assert "exports that would decide them were not supplied: ‘Academy Trust Handbook" in said_once
    assert said_once.count("was not supplied") < 4
