"""The same drop gives the same bytes, whoever runs it, where, and in what surroundings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import DEMO, Run, copy_project, once, run_batch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def elsewhere(shared_folder: Path, demo: Run) -> Run:
    """The demo run again: another folder, person, time zone, language, order of hashes."""

    def run(project: Path) -> Run:
        home = project / "home of somebody else"
        home.mkdir()
        surroundings = {
            "TZ": "Pacific/Auckland",
            "LC_ALL": "C",
            "LANG": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "77",
            "USER": "somebody",
            "LOGNAME": "somebody",
            "HOME": str(home),
            "COLUMNS": "40",
        }
        return run_batch(copy_project(project), DEMO, environment=surroundings)

    assert demo.code == 0, demo.printed
    return once(shared_folder, "elsewhere", run)


def files_of(run: Run) -> dict[str, bytes]:
    return {
        path.relative_to(run.folder).as_posix(): path.read_bytes()
        for path in run.folder.rglob("*")
        if path.is_file()
    }


def test_every_page_pdf_workbook_and_notebook_is_the_same_byte_for_byte(
    demo: Run, elsewhere: Run
) -> None:
    assert elsewhere.code == 0, elsewhere.printed
    first, second = files_of(demo), files_of(elsewhere)
    assert sorted(first) == sorted(second)
    compared = [n for n in first if n.endswith((".html", ".pdf", ".xlsx", ".ipynb"))]
    assert len(compared) > 80
    assert [name for name in compared if first[name] != second[name]] == []


def test_the_manifests_are_the_same(demo: Run, elsewhere: Run) -> None:
    assert manifest_of(demo) == manifest_of(elsewhere)


def manifest_of(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run.folder / "manifest.json").read_text("utf-8"))
    return found
