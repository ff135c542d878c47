"""The same drop gives the same bytes, whoever runs it, where, and in what surroundings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from running import Run, reports_by_notebook

pytestmark = pytest.mark.slow


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


def test_every_notebook_was_run_elsewhere_by_the_batch_s_own_engine(
    demo: Run, elsewhere: Run
) -> None:
    """Not only by the stock engine, whose reports it found there."""
    lines = (elsewhere.folder / "run.log").read_text("utf-8").splitlines()
    made = {e["report"] for e in map(json.loads, lines) if e["event"] == "report finished"}
    assert all(made.intersection(reports) for reports in reports_by_notebook(demo).values())


def test_the_manifests_are_the_same(demo: Run, elsewhere: Run) -> None:
    assert manifest_of(demo) == manifest_of(elsewhere)


def manifest_of(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run.folder / "manifest.json").read_text("utf-8"))
    return found
