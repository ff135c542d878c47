"""A judgement on a suppressed figure has evidence too, and it does not tell which rows."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from goldenthread.judged import JudgedDrop
from goldenthread.judgement import judgement as outcomes
from goldenthread.pipeline import judge_drop
from goldenthread.provenance import RowRange
from goldenthread.render.evidence_book import evidence_workbook
from goldenthread.trace import _rows_in_words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def judged() -> JudgedDrop:
    """The demonstration, with every row of the handbook checklist withheld."""
    found = judge_drop(ROOT / "data/demo/2022-summer")
    judgements = tuple(
        replace(judgement, tests=tuple(map(_withhold, judgement.tests)))
        for judgement in found.judgements
    )
    return replace(found, judgements=judgements)


def _withhold(test: outcomes.TestResult) -> outcomes.TestResult:
    figure = test.measurement
    if figure is None or not any("Handbook" in rows.file for rows in figure.rows):
        return test
    rows = tuple(RowRange.withheld_in(rows.file, rows.sheet) for rows in figure.rows)
    return replace(test, measurement=replace(figure, rows=rows))


def test_the_workbook_names_the_file_and_no_row(judged: JudgedDrop) -> None:
    content = evidence_workbook(judged, "Finance", ["finance"], "trust")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    cells = [str(c) for page in book for row in page.iter_rows(values_only=True) for c in row if c]
    heading = next(
        n for n, cell in enumerate(cells) if "Source rows" in cell and "Handbook" in cell
    )
    assert cells[heading].endswith("rows withheld")
    assert cells[heading + 1].startswith("A figure from this sheet is suppressed")


def test_a_trace_says_that_rows_are_withheld(judged: JudgedDrop) -> None:
    file = next(i.name for i in judged.inputs if "Handbook" in i.name)
    assert _rows_in_words(judged, RowRange.withheld_in(file, "Sheet1"), 5) == [
        "Its figure is suppressed, so its rows are not told: they would tell how few."
    ]
