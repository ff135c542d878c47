"""The page of a check, and the words of the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.drop_check import DropCheck, alike, in_words
from goldenthread.errors import Finding, ParameterError
from goldenthread.render.check_page import render_check, write_check


@pytest.fixture(scope="module")
def page(checked: DropCheck) -> str:
    return render_check(checked)


def text_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_faults_that_differ_in_their_row_alone_are_one_line(page: str) -> None:
    (row,) = re.findall(r"<tr>(?:(?!</tr>).)*This is not a whole number.*?</tr>", page, re.S)
    assert "sheet ‘Autumn 2021’, rows 10–11 (2 of them), column ‘Possible’" in text_of(row)
    assert "Allowed: a whole number" in text_of(row)


def test_files_with_faults_stand_before_those_without(page: str) -> None:
    headings = [text_of(found) for found in re.findall(r"<h2.*?</h2>", page, re.S)]
    assert headings[-1] == "Every file"
    assert "Aldersley attendance.xlsx" in headings
    assert "Posts and vacancies.xlsx" in headings
    assert "Risk register.xlsx" not in headings


def test_every_file_is_listed_with_the_rows_it_gave(page: str, checked: DropCheck) -> None:
    listed = page[page.index("What each file of the folder") :]
    for file in checked.inputs:
        assert file.name in listed
    register = re.search(r"Risk register\.xlsx</th>(.*?)</tr>", listed, re.S)
    assert register
    assert text_of(register[1]).split() == [
        "Risk",
        "register",
        str(checked.rows["Risk register.xlsx"]),
        "nothing",
    ]


def test_no_name_of_a_pupil_is_on_the_page(page: str) -> None:
    assert "Anderson" not in page
    assert "T999410" not in page


def test_the_page_says_that_the_data_is_synthetic_and_fetches_nothing(page: str) -> None:
    assert "Synthetic data." in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="https?:', page)


def test_a_page_is_not_written_over_something_else(checked: DropCheck, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"ends in \.html"):
        write_check(checked, tmp_path / "check.xlsx")


def test_a_folder_gets_a_page_in_it(checked: DropCheck, tmp_path: Path) -> None:
    assert write_check(checked, tmp_path) == (tmp_path / "check.html").resolve()
    assert (tmp_path / "check.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_line_of_the_command_tells_where_what_and_what_to_do() -> None:
    first = Finding(
        "stop", "a.xlsx", "this is no date", sheet="S", row=9, column="Day", found="soon",
        allowed="a date", fix="Type one.", rule="date",
    )  # fmt: skip
    other = Finding(
        "stop", "a.xlsx", "this is no date", sheet="S", row=4, column="Day", found="soon",
        allowed="a date", fix="Type one.", rule="date",
    )  # fmt: skip
    (same,) = alike([first, other])
    assert in_words(same).split(maxsplit=1) == [
        "FAULT",
        "sheet 'S', rows 4, 9 (2 of them), column 'Day': this is no date; found 'soon'; "
        "allowed: a date. Type one.",
    ]
