"""One notebook that breaks costs its own reports and no others."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from pages import read_page
from running import DEMO, Run, copy_project, once, run_batch

pytestmark = pytest.mark.slow

VALUE = "Zqx00000Plant"
BROKEN = ["governance/aldersley-high-school", "governance/moreton-school", "governance/trust"]


@pytest.fixture(scope="session")
def broken(shared_folder: Path, demo: Run) -> Run:
    """Run over the whole demo's reports: one notebook raises in its third code cell."""

    def run(project: Path) -> Run:
        copy_project(project)
        for part in (".cache", "outputs"):
            shutil.copytree(demo.project / part, project / part)
        path = project / "notebooks/objectives/governance.ipynb"
        notebook = nbformat.read(path, as_version=4)
        code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        cell = nbformat.v4.new_code_cell(f"raise ValueError('no such pupil: {VALUE}')")
        notebook.cells.insert(code[2], cell)
        nbformat.write(notebook, path)
        chosen = ("--only", "governance", "--only", "growth")
        return run_batch(project, DEMO, *chosen)

    assert demo.code == 0, demo.printed
    return once(shared_folder, "broken", run)


def test_the_run_ends_with_a_list_of_what_failed(broken: Run) -> None:
    assert broken.code == 5
    lines = [line for line in broken.said.out.splitlines() if line.startswith("FAILED")]
    assert len(lines) == 3
    assert all("Governance" in line and "cell [" in line for line in lines)
    assert sum("Aldersley High School" in line for line in lines) == 1
    # The demonstration's own report on growth is there already, and need not be made again.
    assert re.search(r"(1 report|0 reports) made, 3 not", broken.said.out)
    assert "Traceback" not in broken.printed
    assert VALUE not in broken.printed


def test_a_failed_page_says_in_words_what_happened(broken: Run) -> None:
    for name in BROKEN:
        page = read_page(broken.folder / f"reports/{name}.html")
        assert "could not be made" in page.headings[0][1]
        assert "The other reports of the run are not affected." in page.text
        assert "unexpected error (ValueError)" in page.text
        assert "What to do" in page.text
        assert VALUE not in page.path.read_text("utf-8")
        notebook = (broken.folder / f"notebooks/{name}.ipynb").read_text("utf-8")
        assert "Traceback" not in notebook
        assert notebook.count(VALUE) == 1  # the analyst's own code, and not the error's text


def test_nothing_of_the_earlier_run_stands_in_for_a_failed_report(broken: Run) -> None:
    for name in BROKEN:
        assert not (broken.folder / f"reports/{name}.pdf").exists()
        assert not (broken.folder / f"evidence/{name}.xlsx").exists()
    index = read_page(broken.folder / "index.html")
    assert "3 reports could not be made" in [words for _, words in index.headings]
    links = [element.attributes["href"] for element in index.all("a")]
    for name in BROKEN:
        assert f"reports/{name}.html" in links
        assert f"reports/{name}.pdf" not in links
    for link in links:
        assert link.startswith("#") or (broken.folder / link).is_file(), link


def test_the_other_reports_are_whole(broken: Run, demo: Run) -> None:
    """The one that was run again and those that stand from before are the demo's, byte for byte."""
    others = {
        path.relative_to(demo.folder)
        for path in demo.folder.rglob("*/*/*.*")
        if not any(str(path).endswith(f"{n}{s}") for n in BROKEN for s in SUFFIXES)
    }
    assert Path("reports/growth/trust.pdf") in others
    assert len(others) > 70
    for path in others:
        assert (broken.folder / path).read_bytes() == (demo.folder / path).read_bytes(), path
    manifest = json.loads((broken.folder / "manifest.json").read_text("utf-8"))
    status = {report["id"]: report["status"] for report in manifest["reports"]}
    assert sorted(name for name, word in status.items() if word == "failed") == BROKEN
    assert status["growth/trust"] == "succeeded"


SUFFIXES = (".html", ".pdf", ".xlsx", ".ipynb")


def test_nothing_half_written_is_left(broken: Run) -> None:
    assert [path.name for path in broken.folder.parent.iterdir()] == [broken.folder.name]
    names = [path.name for path in broken.folder.rglob("*") if path.is_file()]
    whole = (*SUFFIXES, ".json", "run.log")
    assert not [n for n in names if n.startswith(".") or not n.endswith(whole) or "running" in n]
    assert all(path.stat().st_size > 100 for path in broken.folder.rglob("*.*") if path.is_file())
