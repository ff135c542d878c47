"""What a template wrote is never taken for data, whatever is done to it in Excel."""

from __future__ import annotations

import openpyxl
import pytest

from goldenthread.drop_check import check_drop
from goldenthread.named import find_drop_or_plan
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Absent
from goldenthread.sources.template_rows import EXAMPLE, GUIDE
from goldenthread.template.asked import Setting
from goldenthread.template.known_rows import known_rows
from goldenthread.template.layout import TABLE
from goldenthread.template.written import write_templates

CENSUS, GOVERNORS = "January census headcounts.xlsx", "Governors terms.xlsx"
TRACKER = "Milestone and action tracker.xlsx"


@pytest.fixture
def folder(compass):
    return compass("rows")


@pytest.fixture
def templates(folder):
    """A function that changes one of the folder's three templates and reads them all."""
    named = find_drop_or_plan(str(folder))
    write_templates(named, only=("census", "governors", "milestones"))

    def read(file, change):
        book = openpyxl.load_workbook(folder / file)
        change(book)
        book.save(folder / file)
        return read_drop(named.project, named.trust, named.drop, folder)

    return read


def _of(read, file, *severities):
    return [f for f in read.findings if f.file == file and f.severity in severities]


def test_a_row_that_the_template_filled_in_counts_once_more_is_filled_in(templates):
    def headcount(book):
        book[TABLE]["D3"] = 210  # the first school; the second is left as it came

    read = templates(CENSUS, headcount)
    assert read.tables["census"].frame[["school", "headcount"]].values.tolist() == [["990001", 210]]
    assert not _of(read, CENSUS, "stop", "warning")
    notes = [f.message for f in _of(read, CENSUS, "note")]
    assert notes == [
        "left out as the template's example: row 2",
        "left out as not filled in: row 4",
    ]


def test_a_tracker_comes_with_the_actions_and_dates_of_the_plan(templates):
    def nothing(book):
        rows = [[cell.value for cell in row[1:7]] for row in book[TABLE].iter_rows(3, 4)]
        assert [row[0] for row in rows] == ["CT-1.2", "CT-1.A1"]
        assert rows[1][2] == "Publish the scheme."

    assert isinstance(templates(TRACKER, nothing).tables["milestones"], Absent)


def test_the_board_of_the_example_is_not_carried_down_to_the_rows_below(templates):
    def no_board(book):
        book[TABLE]["C3"], book[TABLE]["D3"] = "A. Person", "Trustee"

    read = templates(GOVERNORS, no_board)
    (found,) = _of(read, GOVERNORS, "stop")
    assert (found.row, found.column) == (3, "Board or committee")


def test_a_template_whose_example_was_deleted_is_read(templates):
    def deleted(book):
        book[TABLE].delete_rows(2)
        book[TABLE]["D2"] = 210

    read = templates(CENSUS, deleted)
    assert read.tables["census"].frame["headcount"].tolist() == [210]
    assert not _of(read, CENSUS, "stop", "warning")


def test_a_row_typed_over_the_example_is_asked_about(templates):
    def typed_over(book):
        for at, value in enumerate(("South School", "2020/21", 845), 2):
            book[TABLE].cell(2, at, value)

    read = templates(CENSUS, typed_over)
    (found,) = [f for f in _of(read, CENSUS, "stop") if f.rule == "example-overwritten"]
    assert found.row == 2
    assert found.fix.startswith(f"Delete ‘{EXAMPLE}’ in column A if the row counts")
    assert isinstance(read.tables["census"], Absent)


def test_a_template_without_its_first_column_is_refused_with_the_remedy(templates):
    def deleted(book):
        book[TABLE].delete_cols(1)
        book[TABLE]["C3"] = 210

    read = templates(CENSUS, deleted)
    (found,) = _of(read, CENSUS, "stop")
    assert found.rule == "template-without-marks"
    assert f"then the sheet ‘{GUIDE}’" in found.fix
    assert isinstance(read.tables["census"], Absent)


def test_a_template_saved_as_text_is_read_without_its_example(templates, folder):
    (folder / "January census headcount.csv").write_text(
        f",School,Academic Year,Pupils on roll\n{EXAMPLE},North School,2021/22,12\n"
        ",South School,2021/22,845\n", encoding="utf-8",
    )  # fmt: skip
    read = templates(CENSUS, lambda _book: None)
    assert read.tables["census"].frame["headcount"].tolist() == [845]
    (beside,) = [f for f in read.findings if f.rule == "empty-template" and f.source == "census"]
    assert beside.severity == "note"


def test_an_empty_template_that_the_plan_does_not_need_is_a_note(compass):
    folder = compass("unneeded")
    write_templates(find_drop_or_plan(str(folder)), only=("census", "staff"))
    found = {f.source: f for f in check_drop(str(folder)).findings if f.rule == "empty-template"}
    assert found["census"].severity == "note"
    assert found["staff"].severity == "stop"
    assert "delete it if the rows come in another file" in found["staff"].fix


@pytest.mark.parametrize(
    ("source", "reference", "places"),
    [
        ("occasions", "AM-3.A5", ["Aldersley High School", "Moreton School"]),
        ("occasions", "AM-4.A4", []),
        ("evidence_log", "AM-2.A2", []),
    ],
)
def test_a_log_asks_for_the_actions_that_it_shows(source, reference, places):
    named = find_drop_or_plan("data/demo/2022-summer")
    setting = Setting(named.trust, named.plan, named.drop)
    declared = load_sources(named.project.params / "sources")[source]
    rows = [row for row in known_rows(declared, setting).rows if row["reference"] == reference]
    assert [row["place"] for row in rows] == [*places, named.trust.name]
