"""What a workbook holds beside its values: formulas never saved, colours, comments, hidden rows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

DUE = dt.date(2021, 11, 5)
TRACKING = ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils",
            "Grades entered"]  # fmt: skip
ROW = ["North", "Autumn 1", 11, "Maths", DUE, DUE, 150, 148]


def workbook(change, rows=(TRACKING, ROW, [*ROW[:3], "Art", *ROW[4:]])) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def found(read, change, **more):
    drop = read({"tracking.xlsx": workbook(change, **more)}, "tracking")
    return drop, [(f.rule, f.severity, f.row, f.column) for f in drop.findings]


def test_formula_whose_value_was_not_saved_is_missing_with_a_reason(read):
    def fill(sheet) -> None:
        sheet["G3"] = "=75*2"
        sheet["J3"] = "=1"  # in no declared column

    drop, told = found(read, fill)
    assert told == [("formula-without-value", "stop", 3, "Pupils")]
    table = drop.tables["tracking"]
    assert table.frame["pupils"].isna().tolist() == [False, True]
    assert table.gaps[["_row", "column"]].to_numpy().tolist() == [[3, "pupils"]]
    assert "Open the workbook in Excel and save it" in drop.findings[0].fix


def test_formula_in_a_row_of_totals_needs_no_value(read):
    def fill(sheet) -> None:
        sheet["A4"], sheet["G4"] = "Total", "=SUM(G2:G3)"

    assert {rule for rule, *_ in found(read, fill)[1]} == {"rows-left-out"}


def test_colours_without_words_are_told(read):
    def fill(sheet) -> None:
        for row, colour in ((2, "FF00B050"), (3, "FFFF0000")):
            sheet.cell(row, 8).value = None
            sheet.cell(row, 8).fill = PatternFill("solid", fgColor=colour)

    drop, told = found(read, fill)
    assert told == [("colour-only", "warning", 2, "Grades entered")]
    assert "2 cells (rows 2–3) coloured but empty" in drop.findings[0].message
    assert drop.findings[0].fix == "Type the word that each colour stands for."
    assert drop.tables["tracking"].frame["entered"].isna().all()


@pytest.mark.parametrize("fill", [PatternFill("solid", fgColor="FFFFFFFF"), PatternFill()])
def test_white_and_unfilled_cells_are_no_colours(read, fill):
    def clear(sheet) -> None:
        for row in (2, 3):
            sheet.cell(row, 8).value = None
            sheet.cell(row, 8).fill = fill

    assert found(read, clear)[1] == []


def test_what_is_struck_out_is_read_and_told(read):
    def strike(sheet) -> None:
        sheet["G3"].font = Font(strike=True)

    drop, told = found(read, strike)
    assert told == [("struck-out", "warning", 3, "Pupils")]
    assert len(drop.tables["tracking"].frame) == 2


def test_comments_are_told_and_not_quoted(read):
    def comment(sheet) -> None:
        sheet["G3"].comment = Comment("Qwyntha has left", "Zzyxquil")

    drop, told = found(read, comment)
    assert told == [("comment", "warning", 3, "Pupils")]
    assert "Qwyntha" not in repr(drop.findings)


def test_hidden_and_filtered_rows_are_read_and_told(read):
    def hide(sheet) -> None:
        sheet.auto_filter.ref = "A1:H3"
        sheet.row_dimensions[3].hidden = True

    drop, told = found(read, hide)
    assert told == [("hidden-rows", "note", 3, "")]
    assert drop.tables["tracking"].frame["_row"].tolist() == [2, 3]


def test_very_hidden_sheet_is_not_read(read):
    def hide(sheet) -> None:
        old = sheet.parent.create_sheet("Old", 0)
        for row in (TRACKING, ["South", *ROW[1:]]):
            old.append(row)
        old.sheet_state = "veryHidden"

    drop, told = found(read, hide)
    assert told == []
    assert set(drop.tables["tracking"].frame["school"]) == {"100001"}


def with_part(data: bytes, name: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "rule", "severity"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", "pivot-cache", "warning"),
        ("xl/externalLinks/externalLink1.xml", "external-links", "note"),
    ],
)
def test_copies_of_rows_and_links_to_other_books_are_told(read, part, rule, severity):
    data = with_part(workbook(lambda _: None), part)
    drop = read({"tracking.xlsx": data}, "tracking")

    assert [(f.rule, f.severity, f.file) for f in drop.findings] == [
        (rule, severity, "tracking.xlsx")
    ]


@pytest.mark.parametrize("formatted", [True, False])
def test_dates_of_a_workbook_that_counts_from_1904(read, formatted):
    def fill(sheet) -> None:
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        for row in (2, 3):
            sheet.cell(row, 5).value = DUE if formatted else 44505 - 1462
            sheet.cell(row, 5).number_format = "dd/mm/yyyy" if formatted else "General"

    drop, told = found(read, fill)
    assert told == []
    assert drop.tables["tracking"].frame["due"].tolist() == [dt.datetime(2021, 11, 5)] * 2  # noqa: DTZ001


def test_sheets_are_found_by_their_part_whatever_their_name(read):
    def rename(sheet) -> None:
        sheet.title = "Maths & 'Art' <1>"
        sheet["G3"] = "=75*2"

    assert found(read, rename)[1] == [("formula-without-value", "stop", 3, "Pupils")]
