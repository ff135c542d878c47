"""Marked copies of the analyst's own workbooks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from goldenthread import cli
from goldenthread.drop_check import DropCheck
from goldenthread.errors import ParameterError
from goldenthread.render.marked_copy import mark_copies

ATTENDANCE = "Aldersley attendance (checked).xlsx"
LOG = "Aldersley behaviour log.csv (checked).xlsx"


@pytest.fixture(scope="module")
def copies(checked: DropCheck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    mark_copies(checked, folder)
    return folder


def test_only_files_with_something_wrong_that_can_be_opened_have_a_copy(copies: Path) -> None:
    assert {path.name for path in copies.iterdir()} == {ATTENDANCE, LOG}


def test_a_faulty_cell_is_filled_and_says_what_is_wrong(copies: Path) -> None:
    sheet = openpyxl.load_workbook(copies / ATTENDANCE)["Autumn 2021"]
    marked = {c.coordinate: c for row in sheet.iter_rows() for c in row if c.comment}
    assert set(marked) == {"E10", "E11"}
    assert "this is not a whole number" in marked["E10"].comment.text
    assert marked["E10"].fill.fgColor.rgb[-6:] == "F4A6A6"
    assert sheet["E12"].fill.fill_type is None


def test_the_rest_of_the_workbook_is_as_it_was(copies: Path, drop: Path) -> None:
    before = openpyxl.load_workbook(drop / "Aldersley attendance.xlsx")
    after = openpyxl.load_workbook(copies / ATTENDANCE)
    assert after.sheetnames[1:] == before.sheetnames
    for name in before.sheetnames:
        assert list(after[name].values) == list(before[name].values)
    assert after["Autumn 2021"].column_dimensions["B"].width == (
        before["Autumn 2021"].column_dimensions["B"].width
    )


def test_a_first_sheet_lists_every_finding_with_a_link_to_its_cell(copies: Path) -> None:
    page = openpyxl.load_workbook(copies / ATTENDANCE).worksheets[0]
    rows = list(page.iter_rows(min_row=5))
    assert [(row[0].value, row[1].value, row[2].value) for row in rows] == [
        ("Fault", "Autumn 2021", "E10"), ("Fault", "Autumn 2021", "E11"),
    ]  # fmt: skip
    assert rows[0][2].hyperlink.location == "'Autumn 2021'!E10"


def test_a_csv_file_becomes_a_workbook_of_the_same_cells(copies: Path) -> None:
    book = openpyxl.load_workbook(copies / LOG)
    sheet = book["Export"]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.comment]
    assert cell.value == "3rd or 4th"
    assert sheet.cell(cell.row, 5).value == "Fighting"
    assert [c.value for c in sheet[5]][:4] == ["Involvement ID", "Incident ID", "UPN", "Date"]


@pytest.mark.parametrize("place", ["outputs/marked", "data/demo/2022-summer/marked"])
def test_a_copy_is_never_put_among_outputs_or_exports(checked: DropCheck, place: str) -> None:
    folder = checked.project.root / place
    with pytest.raises(ParameterError, match="folder"):
        mark_copies(checked, folder)
    assert not folder.exists()


def test_the_command_says_what_it_wrote(
    drop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(
        ["check", str(drop), "--page", str(tmp_path / "check"), "--marked", str(tmp_path / "m")]
    )
    said = capsys.readouterr().out
    assert code == 4
    assert f"Written: {tmp_path / 'check.html'}" in said
    assert f"Written: {tmp_path / 'm' / ATTENDANCE}" in said
