"""A sheet of the evidence workbook has every test, also those that a test is made of."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from goldenthread.render.evidence_book import evidence_workbook

NORTH = "100001"


@pytest.fixture
def sheet(judged, monkeypatch):
    """The first criterion's, for the trust, whose one test is made of the schools' own."""
    monkeypatch.setattr("goldenthread.render.evidence_book.listed_rows", lambda *_: None)
    own = [j for j in judged.judgements if j.criterion == "D-1.SC1"]
    parts = tuple(test for j in own if j.entity != "trust" for test in j.tests)
    made = tuple(
        replace(j, tests=(replace(j.tests[0], parts=parts, measurement=None, steps=()),))
        if j in own and j.entity == "trust"
        else j
        for j in judged.judgements
    )
    judged = replace(judged, judgements=made)
    content = evidence_workbook(judged, "Standards", ["standards"], "trust")
    page = openpyxl.load_workbook(BytesIO(content))["D-1.SC1"]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_each_test_within_a_test_has_its_figure_and_its_place(sheet):
    at = next(i for i, row in enumerate(sheet) if row[:2] == ["No.", "Where"])
    whole, north, south = sheet[at + 1 : at + 4]
    assert [row[0] for row in (whole, north, south)] == ["1", "1.1", "1.2"]
    assert whole[1] == "Demo Trust"
    assert (north[1], north[5], north[8:10]) == ("North School", 0.314, [0.08, 0.55])
    assert south[1].startswith("South")
    assert south[5] == -0.243


def test_each_test_within_a_test_has_its_working(sheet):
    steps = {row[0] for row in sheet if row[2] == "Difference"}
    assert steps == {"1.1", "1.2"}
