"""Numbers of a row that cannot both be true: a part that is more than its whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.errors import DeclarationError
from goldenthread.sources.parts import without_impossible
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import FILE, ROW, SHEET

ROOT = Path(__file__).parents[2]
SOURCES = load_sources(ROOT / "params" / "sources")
UPN_1, UPN_2 = "H801200001001", "X801200001002"
ATTENDANCE = ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised",
              "Late before (L)", "Late after (U)", "Missing"]  # fmt: skip
RIGHT = [140, 120, 0, 15, 5, 3, 1, 0]
DECLARED = [(name, within) for name, source in sorted(SOURCES.items()) for within in source.within]


def attendance(read, *numbers):
    rows = [[upn, "Q Z", 11, *own] for upn, own in zip((UPN_1, UPN_2), numbers, strict=False)]
    drop = read({"North attendance.xlsx": {"Autumn": [ATTENDANCE, *rows]}}, "attendance")
    told = [f for f in drop.findings if f.rule in ("part-beyond-whole", "parts-short-of-whole")]
    return drop.tables["attendance"], told


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([140, 900, 0, 15, 5, 3, 1, 0], "Present 900, Authorised 15, Unauthorised 5, Possible 140"),
        ([140, 0, 0, 141, 0, 0, 0, 0], "Authorised 141, Possible 140"),
        ([140, 120, 0, 15, 6, 3, 1, 0],
         "Present 120, Authorised 15, Unauthorised 6, Possible 140"),
        ([0, 1, 0, 0, 0, 0, 0, 0], "Present 1, Possible 0"),
        ([140, 120, 0, 15, 5, 121, 1, 0], "Late before (L) 121, Present 120"),
        ([140, 120, 0, 15, 5, 3, 6, 0], "Late after (U) 6, Unauthorised 5"),
    ],
)  # fmt: skip
def test_more_sessions_than_were_possible_are_a_fault_and_count_for_nothing(read, numbers, found):
    table, told = attendance(read, RIGHT, numbers)

    stops = [f for f in told if f.severity == "stop"]
    assert [(f.file, f.sheet, f.row, f.found) for f in stops] == [
        ("North attendance.xlsx", "Autumn", 3, found)
    ]
    assert stops[0].allowed.startswith("at most ")
    assert stops[0].fix
    assert table.frame["possible"].tolist()[0] == 140
    assert table.frame.loc[1, ["possible", "present", "authorised"]].isna().all()
    assert {"possible", "present"} <= set(table.gaps.loc[table.gaps["_row"] == 3, "column"])


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (RIGHT, []),
        ([140, 110, 0, 15, 5, 3, 1, 10], []),
        ([140, 110, 0, 15, 5, 3, 1, None], ["10 in none of them"]),
        ([140, 110, 0, 15, 5, 3, 1, 4], ["6 in none of them"]),
        ([140, None, 0, 15, 5, 3, 1, 0], []),
    ],
)
def test_sessions_that_are_in_no_column_are_told_and_kept(read, numbers, found):
    table, told = attendance(read, RIGHT, numbers)

    assert [(f.found, f.severity, f.row) for f in told] == [(text, "warning", 3) for text in found]
    assert table.frame["possible"].tolist() == [140, 140]


def test_sources_with_parts_of_a_whole_say_so():
    assert {name for name, _ in DECLARED} == {
        "absence_half_terms", "appraisal", "attendance", "leadership_roles", "networks",
        "plan_reviews", "posts", "risk_assessments", "scr", "tracking", "vacancies",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "within"), DECLARED)
@pytest.mark.parametrize("part", [11, 10])
def test_a_part_beyond_its_whole_is_told_in_every_source(name, within, part):
    source = SOURCES[name]
    others = {n: 0 for w in source.within for n in (*w.columns, w.rest) if n}
    wholes = {w.whole: 10 for w in source.within}
    row = {**others, **wholes, within.parts[0]: part, within.whole: 10}
    where = {FILE: "x.xlsx", SHEET: "Table", ROW: 2}
    frame, _, findings = without_impossible(pd.DataFrame([{**row, **where}]), source)

    mine = [f for f in findings if f.rule == "part-beyond-whole" and f.found.endswith(" 10")]
    title = source.columns[within.parts[0]].title
    told = [f for f in mine if f.found.startswith(f"{title} 11")]
    assert len(told) == (part == 11)
    if told:
        kept = within.beyond == "the whole"
        assert (told[0].severity, told[0].row) == ("warning" if kept else "stop", 2)
        assert frame[within.whole].isna().all() == (not kept)


def test_a_late_network_action_is_read_from_its_file(read):
    header = ["Network", "Planned date", "Held on", "Schools attending", "Actions agreed",
              "Actions closed", "Closed with evidence"]  # fmt: skip
    day = dt.date(2021, 11, 5)
    drop = read({"network.xlsx": [header, ["Maths", day, day, "all", 3, 5, 2]]}, "networks")
    assert [str(f) for f in drop.findings if f.rule == "part-beyond-whole"] == [
        "network.xlsx, sheet 'Sheet1', row 2, column 'Actions closed': Actions closed cannot be "
        "more than Actions agreed; it counts as the whole; found 'Actions closed 5, Actions agreed "
        "3'; allowed: at most 3. Look the row up where it was exported from, and correct the "
        "number that is wrong."
    ]


def test_parts_must_be_numbers_of_the_source(tmp_path):
    text = (ROOT / "params" / "sources" / "scr.yml").read_text(encoding="utf-8")
    (tmp_path / "scr.yml").write_text(text.replace("whole: people", "whole: check"))
    with pytest.raises(DeclarationError, match="within names columns that are no numbers: check"):
        load_sources(tmp_path)
