"""The next drop: what its drop.yml says, what it expects, and that nothing stale comes along."""

from __future__ import annotations

import datetime as dt
import re

import openpyxl
import pytest

from goldenthread.drop import load_drop
from goldenthread.errors import ParameterError
from goldenthread.named import find_drop_or_plan
from goldenthread.planning.days import as_of_for, next_term, term_of_name
from goldenthread.planning.expected import in_words
from goldenthread.planning.rolling import NextDrop, roll_forward
from goldenthread.template.written import write_templates

STAFF, TRACKER = "Staff list with starters and leavers.xlsx", "Milestone and action tracker.xlsx"


@pytest.fixture
def before(compass, monkeypatch):
    """A summer drop with a typed tracker, an exported staff list and what drop.yml may hold."""
    folder = compass("before")
    monkeypatch.chdir(folder.parents[2])
    write_templates(find_drop_or_plan(str(folder)), only=("milestones",))
    book = openpyxl.Workbook()
    book.active.append(["Employee ID", "Surname"])
    book.save(folder / "Copy of report.xlsx")
    with (folder / "drop.yml").open("a", encoding="utf-8") as file:
        file.write(
            "for_meeting: {body: board, date: 2022-10-13}\n"
            'ignore: ["Notes*"]\n'
            'exports: [{file: "Copy of report.xlsx", source: staff}]\n'
        )
    trust = folder.parents[2] / "params" / "trusts" / "compass.yml"
    met = trust.read_text("utf-8").replace("2022-06-30]", "2022-10-13, 2023-02-09]")
    trust.write_text(met, encoding="utf-8")
    return folder


def test_the_new_drop_follows_the_last_one_and_holds_nothing_of_it(before):
    rolled = roll_forward(NextDrop("2022-autumn", "2022-summer"))
    drop = load_drop(rolled.folder)
    assert (drop.year, drop.term, drop.as_of) == ("2022/23", "autumn", dt.date(2022, 12, 31))
    assert (drop.title, drop.previous) == ("Autumn 2022 data drop", "2022-summer")
    assert drop.ignore == ("Notes*",)
    assert drop.exports == ()
    assert drop.for_meeting is not None
    assert drop.for_meeting.date == dt.date(2023, 2, 9)
    assert [path.name for path in rolled.folder.iterdir()] == ["drop.yml"]
    text = (rolled.folder / "drop.yml").read_text("utf-8")
    assert '#   - {file: "Copy of report.xlsx", source: "staff"}' in text


def test_it_says_what_goes_on_and_what_is_expected_anew(before):
    lines = list(in_words(roll_forward(NextDrop("2022-autumn", str(before)))))
    place = {line.split(" (last")[0].strip(): number for number, line in enumerate(lines)}
    on = next(n for n, line in enumerate(lines) if line.startswith("Goes on:"))
    anew = next(n for n, line in enumerate(lines) if line.startswith("Expected anew"))
    assert on < place["Milestone and action tracker"] < anew
    assert anew < place["Staff list with starters and leavers"]
    assert "(last time Copy of report.xlsx), from: Trust HR lead" in "\n".join(lines)


def test_templates_are_put_in_for_what_was_neither_exported_nor_goes_on(before, run_cli):
    (before / "Copy of report.xlsx").unlink()
    drop = before / "drop.yml"
    drop.write_text(re.sub(r"exports:.*\n", "", drop.read_text("utf-8")), encoding="utf-8")
    code, said = run_cli(
        before, ["new-drop", "2022-autumn", "--from", "2022-summer", "--templates"]
    )
    assert code == 0
    assert "1 template written" in said
    names = {path.name for path in (before.parent / "2022-autumn").iterdir()}
    assert names == {"drop.yml", STAFF}


def test_a_drop_that_is_there_is_refused_and_left_as_it_is(before):
    roll_forward(NextDrop("2022-autumn", "2022-summer"))
    path = before.parent / "2022-autumn" / "drop.yml"
    content = path.read_bytes()
    with pytest.raises(ParameterError, match="is a drop already"):
        roll_forward(NextDrop("2022-autumn", "2022-summer"))
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("wanted", "year", "term", "as_of"),
    [
        (NextDrop("mocks", "2022-summer"), "2022/23", "autumn", "2022-12-31"),
        (NextDrop("mocks", "2022-summer", term="spring"), "2022/23", "spring", "2023-04-15"),
        (NextDrop("2023-summer", "2022-summer"), "2022/23", "summer", "2023-08-31"),
        (NextDrop("x", "2022-summer", as_of="21/10/2022"), "2022/23", "autumn", "2022-10-21"),
    ],
)  # fmt: skip
def test_the_term_and_the_day_are_worked_out(before, wanted, year, term, as_of):
    drop = roll_forward(wanted).drop
    assert (drop.year, drop.term, drop.as_of.isoformat()) == (year, term, as_of)


def test_a_plan_that_is_over_is_told(before):
    said = "\n".join(in_words(roll_forward(NextDrop("2024-autumn", "2022-summer"))))
    assert "The plan compass-2021 ended on 2024-08-31" in said


def test_two_drops_of_one_name_are_asked_about(before):
    other = before.parents[1] / "other" / "2022-summer"
    other.mkdir(parents=True)
    (other / "drop.yml").write_text("drop: 2022-summer\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="data/compass/2022-summer, data/other/2022-summer"):
        roll_forward(NextDrop("2022-autumn", "2022-summer"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2022-autumn", ("2022/23", "autumn")),
        ("2023-Spring", ("2022/23", "spring")),
        ("2023-summer", ("2022/23", "summer")),
        ("autumn", None),
        ("2022-winter", None),
    ],
)
def test_the_term_that_a_name_says(name, said):
    assert term_of_name(name) == said


def test_after_the_summer_comes_the_next_year():
    assert next_term("2021/22", "summer") == ("2022/23", "autumn")
    assert next_term("2021/22", "autumn") == ("2021/22", "spring")
    assert as_of_for("2022/23", "spring") == dt.date(2023, 4, 15)
