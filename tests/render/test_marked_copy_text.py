"""Text in copies of exports is text: Excel computes nothing of it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font

from goldenthread.render.cells import FORMULA_STARTS
from goldenthread.render.text_cells import put


def test_the_starts_of_a_formula_are_all_known() -> None:
    assert set(FORMULA_STARTS) == {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_of_a_marked_copy_is_never_a_formula(start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    book = openpyxl.Workbook()
    put(book.active["A1"], text, Font())
    put(book.active["A2"], -1.5, Font())
    content = BytesIO()
    book.save(content)

    sheet = zipfile.ZipFile(content).read("xl/worksheets/sheet1.xml")
    cell = openpyxl.load_workbook(content).active["A1"]
    assert b"<f" not in sheet
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).strip() == text.strip()
    assert openpyxl.load_workbook(content).active["A2"].value == -1.5
