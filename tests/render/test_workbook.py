"""The evidence workbook: what is in it is data, and its bytes depend on nothing else."""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.render.cells import Value
from goldenthread.render.workbook import Block, Book, Sheet, sheet_names, workbook_bytes


def book(*rows: tuple[Value, ...], name: str = "AM-2.SC1") -> Book:
    figures = Block("Figures", ("School", "Value", "As at"), rows, ("", "0.00", ""))
    source = Block("Source rows", ("Row",), note="Rows of people are located, not listed.")
    facts: tuple[tuple[str, Value], ...] = (("Rating", "Amber"), ("Rule", "At or above national"))
    sheet = Sheet(name, "2.1 Attainment at or above national", facts, (figures, source))
    lines: tuple[tuple[Value, ...], ...] = (("Attainment", "Amber"),)
    return Book(
        "Evidence: Standards",
        "Amethyst",
        (("Drop", "Summer 2022"),),
        ("Criterion", "Rating"),
        lines,
        (sheet,),
    )


EXCELS_OWN = 15  # points: the height of a row that says none
ROW: tuple[Value, ...] = ("Moreton School", 41.256, dt.date(2022, 8, 31))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def values(page: Any) -> list[Any]:
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_contents_come_first_and_lead_to_each_sheet() -> None:
    workbook = opened(workbook_bytes(book(ROW)))
    assert workbook.sheetnames == ["Contents", "AM-2.SC1"]
    contents = workbook["Contents"]
    assert contents.freeze_panes == "A5"
    link = contents["A5"]
    assert link.value == "AM-2.SC1"
    assert link.hyperlink.location == "'AM-2.SC1'!A1"


def test_a_sheet_has_rule_rating_figures_and_why_rows_are_not_listed() -> None:
    page = opened(workbook_bytes(book(ROW)))["AM-2.SC1"]
    found = values(page)
    assert found[:5] == [
        "2.1 Attainment at or above national",
        "Rating",
        "Amber",
        "Rule",
        "At or above national",
    ]
    assert "Moreton School" in found
    assert "Rows of people are located, not listed." in found
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width >= len("Moreton School")


def test_a_long_fact_is_as_high_as_it_needs_to_be() -> None:
    long = replace(book(ROW).sheets[0], facts=(("Rule", "Green when it is. " * 60), ("Why", "So.")))
    page = opened(workbook_bytes(replace(book(ROW), sheets=(long,))))["AM-2.SC1"]
    assert page.row_dimensions[2].height > 4 * (page.row_dimensions[3].height or EXCELS_OWN)
    assert str(page.merged_cells) == "B2:C2 B3:C3"


def test_figures_are_numbers_in_full_with_a_format_and_dates_are_dates() -> None:
    page = opened(workbook_bytes(book(ROW)))["AM-2.SC1"]
    value, day = page["B7"], page["C7"]
    assert value.value == 41.256
    assert value.number_format == "0.00"
    assert day.value == dt.datetime(2022, 8, 31)  # noqa: DTZ001 - Excel's dates have no zone
    assert day.number_format == "d mmmm yyyy"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(1899, 3, 1), "1 March 1899"),
        (dt.date(1900, 2, 28), "28 February 1900"),  # a day earlier in other programs
        (dt.date(1900, 3, 1), dt.datetime(1900, 3, 1)),  # noqa: DTZ001
        (dt.date(2020, 2, 29), dt.datetime(2020, 2, 29)),  # noqa: DTZ001
    ],
)
def test_a_day_that_spreadsheets_count_otherwise_is_written_in_words(
    day: dt.date, shown: object
) -> None:
    content = workbook_bytes(book(("A", 1, day), ("B", 1, dt.datetime(*day.timetuple()[:3]))))  # noqa: DTZ001
    page = opened(content)["AM-2.SC1"]
    assert [page["C7"].value, page["C8"].value] == [shown, shown]


def test_numbers_are_written_as_they_are_and_what_is_none_as_excels_error() -> None:
    rows = [("", number, None) for number in (0, -0.0, True, 1e300, 1 / 3, math.inf, math.nan)]
    archive = zipfile.ZipFile(BytesIO(workbook_bytes(book(*rows))))
    xml = archive.read("xl/worksheets/sheet2.xml").decode()
    found = re.findall(r'r="B(?:[7-9]|1[0-3])"[^>]*>(?:<f>(.*?)</f>)?<v>(.*?)</v>', xml)
    assert found == [
        *(("", "0"), ("", "-0"), ("", "1"), ("", "1E+300"), ("", "0.3333333333333333")),
        *(("1/0", "#DIV/0!"), ("#NUM!", "#NUM!")),
    ]


def test_a_table_may_have_more_columns_than_there_are_letters() -> None:
    wide = Block("Wide", tuple(f"Column {n}" for n in range(100)), (tuple(range(100)),))
    sheet = replace(book(ROW).sheets[0], facts=(), blocks=(wide,))
    page = opened(workbook_bytes(replace(book(ROW), sheets=(sheet,))))["AM-2.SC1"]
    assert [page["A5"].value, page["AA5"].value, page["CV5"].value] == [0, 26, 99]


def test_the_file_counts_each_text_as_often_as_it_stands_in_a_cell() -> None:
    archive = zipfile.ZipFile(BytesIO(workbook_bytes(book(ROW, ROW, ROW))))
    head = archive.read("xl/sharedStrings.xml").decode()
    used = sum(archive.read(f"xl/worksheets/sheet{n}.xml").count(b't="s"') for n in (1, 2))
    linked = 1  # a name that leads to its sheet counts twice, as XlsxWriter has it
    assert f'count="{used + linked}"' in head


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1902", "-1 of 2", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "=cmd|'/C'!A0"]
)
def test_text_like_a_formula_stays_text(text: str) -> None:
    content = workbook_bytes(book((text, 1, None)))
    cell = opened(content)["AM-2.SC1"]["A7"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml")


@given(st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_no_text_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    workbook = opened(workbook_bytes(book((text, 1, None), name=text)))
    cells = [cell for page in workbook for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_the_same_content_gives_the_same_bytes_at_another_time() -> None:
    first = workbook_bytes(book(ROW))
    time.sleep(2.1)  # an archive counts time in steps of two seconds
    assert workbook_bytes(book(ROW)) == first


def test_the_same_content_gives_the_same_bytes_in_another_process() -> None:
    # Facts are merged cells, which openpyxl keeps in a set: its order differs between processes.
    code = (
        "import sys; from goldenthread.render.workbook import *;"
        "sheet = Sheet('A', 'T', tuple((str(i), 'x') for i in range(12)));"
        "sys.stdout.buffer.write(workbook_bytes(Book('B', 'C', (), (), ((),), (sheet,))))"
    )

    def made(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        words = [sys.executable, "-c", code]
        return subprocess.run(words, env=environment, capture_output=True, check=True).stdout

    assert made("1") == made("2") != b""


def test_the_file_says_no_time_and_whose_it_is() -> None:
    archive = zipfile.ZipFile(BytesIO(workbook_bytes(book(ROW))))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = archive.read("docProps/core.xml").decode()
    assert "dcterms" not in properties.split(">", 1)[1].replace("xmlns:dcterms", "")
    assert "Amethyst" in properties
    assert "openpyxl" not in properties


def test_sheet_names_fit_excel_and_are_used_once() -> None:
    names = sheet_names(["A" * 40, "A" * 40, "a/b:c", "History", "", "Contents"])
    assert names == ["A" * 31, "A" * 27 + " (2)", "a b c", "History (2)", "Sheet", "Contents (2)"]
