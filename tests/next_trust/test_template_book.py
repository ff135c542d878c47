"""What a person finds in a template when it is opened in Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from goldenthread.named import find_drop_or_plan
from goldenthread.sources.spec import load_sources
from goldenthread.sources.template_rows import EXAMPLE, GUIDE
from goldenthread.template import meanings
from goldenthread.template.layout import TABLE
from goldenthread.template.written import write_templates

FILES = {
    "suspensions": "Suspensions and permanent exclusions.xlsx",
    "risks": "Risk register.xlsx",
    "staff": "Staff list with starters and leavers.xlsx",
    "census": "January census headcounts.xlsx",
    "meeting_attendance": "Meeting attendance.xlsx",
}

SCHOOLS = ["North School", "South School"]
YEARS = ["2021/22", "2020/21", "2019/20", "2018/19", "2017/18"]


@pytest.fixture(scope="module")
def books(compass):
    folder = compass("books")
    write_templates(find_drop_or_plan(str(folder)), only=FILES)
    return {source: openpyxl.load_workbook(folder / file) for source, file in FILES.items()}


def _checks(book, header):
    """The kind, words or bounds of the check on the cells of a column, below the example."""
    sheet = book[TABLE]
    place = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    for check in sheet.data_validations.dataValidation:
        if f"{place}3" in check.sqref:
            words = check.formula1
            if check.type == "list":
                name, _, cells = words.lstrip("=").partition("!")
                words = [row[0].value for row in book[name][cells.replace("$", "")]]
            return check.type, words, check.formula2
    return None


def test_the_header_is_frozen_bold_and_explained(books):
    sheet = books["risks"][TABLE]
    assert sheet.freeze_panes == "B2"
    for cell in sheet[1][1:]:
        assert cell.font.bold
        assert "Needed: " in cell.comment.text
        assert sheet.column_dimensions[cell.column_letter].width >= 12
    note = sheet["F1"].comment.text
    assert note.startswith("How likely it is, before controls. A whole number.\nAllowed: 1 to 5.")


def test_a_guide_stands_first_and_names_every_column(books):
    for book in books.values():
        guide, table = book.worksheets[:2]
        assert guide.title == GUIDE
        listed = {cell.value for cell in guide["A"]}
        heads = {cell.value for cell in table[1][1:]}
        assert {h for h in heads if isinstance(h, str)} <= listed
        assert any("Then run: goldenthread check" in str(cell.value) for cell in guide["A"])


def test_the_example_is_marked_and_cannot_be_typed_over(books):
    sheet = books["staff"][TABLE]
    assert sheet["A2"].value == EXAMPLE
    refused = [v for v in sheet.data_validations.dataValidation if v.formula1 == "FALSE"]
    assert [str(v.sqref).split(":")[0] for v in refused] == ["A2"]


@pytest.mark.parametrize(
    ("source", "header", "check"),
    [
        ("suspensions", "School", ("list", SCHOOLS, None)),
        ("suspensions", "UPN", ("textLength", "13", None)),
        ("suspensions", "Number of School Days", ("decimal", "0", "45")),
        ("risks", "Residual impact (1-5)", ("whole", "1", "5")),
        ("risks", "Controls", None),
        ("staff", "Contract type", ("list", ["Permanent", "Fixed term", "Casual"], None)),
        ("staff", "Site", ("list", [*SCHOOLS, "Compass Trust", "Trust office"], None)),
        ("census", "Academic Year", ("list", YEARS, None)),
        ("meeting_attendance", "Board or committee", ("list", ["Trust Board"], None)),
    ],
)  # fmt: skip
def test_cells_offer_what_is_allowed(books, source, header, check):
    assert _checks(books[source], header) == check


def test_a_day_of_what_is_done_cannot_lie_after_the_drop(books):
    kind, first, last = _checks(books["suspensions"], "Start Date")
    assert kind == "date"
    days = [dt.date(1899, 12, 30) + dt.timedelta(days=int(n)) for n in (first, last)]
    assert days == [dt.date(1930, 1, 1), dt.date(2022, 8, 31)]


def test_schools_and_meetings_are_filled_in(books):
    rows = list(books["census"][TABLE].iter_rows(3, 4, 2, 4, values_only=True))
    assert rows == [("North School", "2021/22", None), ("South School", "2021/22", None)]
    heads = [cell.value for cell in books["meeting_attendance"][TABLE][1]]
    assert heads[3:] == [dt.datetime(2021, 10, 14), dt.datetime(2022, 6, 30)]  # noqa: DTZ001


def test_what_is_personal_and_may_be_left_out_is_not_asked_for(books):
    heads = [cell.value for cell in books["staff"][TABLE][1]]
    assert "Reason for leaving" not in heads
    said = " ".join(str(cell.value) for cell in books["staff"][GUIDE]["A"])
    assert "Not asked for, because nothing needs it: Reason for leaving." in said


def test_a_refused_word_is_told_what_is_allowed(books):
    sheet = books["risks"][TABLE]
    told = {check.errorTitle: check.error for check in sheet.data_validations.dataValidation}
    assert told["Inherent likelihood (1-5)"] == "A whole number. Allowed: 1 to 5."
    assert told["Trust or school"].startswith("Take a name from the list")


def test_examples_are_such_as_the_column_holds(books, compass):
    assert books["risks"][TABLE]["B2"].value == "R4"
    every = compass("every")
    named = find_drop_or_plan(str(every))
    write_templates(named, only=("ks2_results", "milestones", "occasions", "qa_visits"))
    found = {path.name: openpyxl.load_workbook(path) for path in every.glob("*.xlsx")}
    assert "QA visits.xlsx" in found
    book = next(book for name, book in found.items() if "Key stage 2" in name)
    marks = dict(zip(*([cell.value for cell in row] for row in book[TABLE]["1:2"]), strict=True))
    assert (marks["Reading scaled score"], marks["Writing TA"]) == ("104", "EXS")
    texts = [str(c.value) for b in found.values() for c in b.worksheets[1][2] if c.value]
    assert not [text for text in texts if text.endswith(" in words")]


def test_filled_in_rows_are_as_high_as_their_text(compass):
    folder = compass("high")
    write_templates(find_drop_or_plan(str(folder)), only=["milestones"])
    (path,) = folder.glob("Milestone*.xlsx")
    sheet = openpyxl.load_workbook(path)[TABLE]
    longest = max(range(3, sheet.max_row + 1), key=lambda row: len(str(sheet.cell(row, 4).value)))
    cell = sheet.cell(longest, 4)
    assert cell.alignment.wrap_text
    wide = sheet.column_dimensions[cell.column_letter].width
    assert (sheet.row_dimensions[longest].height or 15) >= 15 * (len(str(cell.value)) // wide)


def test_the_same_template_is_the_same_bytes(compass):
    folder = compass("bytes")
    named = find_drop_or_plan(str(folder))
    first, again = folder / "first", folder / "again"
    for place in (first, again):
        write_templates(named, place, ["risks"])
    assert (first / FILES["risks"]).read_bytes() == (again / FILES["risks"]).read_bytes()


def test_what_is_there_is_left_as_it_is(compass):
    folder = compass("there")
    (folder / "HR list spring.xlsx").write_bytes(b"the export of the HR system")
    written = write_templates(find_drop_or_plan(str(folder)))
    assert written.there == {FILES["staff"]: "HR list spring.xlsx"}
    assert [path.name for path in written.paths] == ["Milestone and action tracker.xlsx"]


def test_every_meaning_is_of_a_column_that_there_is():
    sources = load_sources(Path(__file__).resolve().parents[2] / "params" / "sources")
    columns = {(name, key) for name, source in sources.items() for key in source.columns}
    assert set(meanings._OF_SOURCE) <= columns
    assert set(meanings._MEANINGS) <= {key for _, key in columns}
