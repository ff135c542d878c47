"""Totals that do not reconcile, exports that do not agree, files that are cut off or old."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

UPN_1, UPN_2, UPN_3 = "H801200001001", "X801200001002", "L801200001003"
TRACKING = ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils",
            "Grades entered"]  # fmt: skip
DUE = dt.date(2021, 11, 5)
ROW = ["North", "Autumn 1", 11, "Maths", DUE, DUE, 150, 148]
SECOND = [*ROW[:3], "Art", *ROW[4:6], 50, 40]
PUPILS = ["UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year",
          "Pupil Premium Indicator", "SEN Status", "EAL", "Leaving Date"]  # fmt: skip
ATTENDANCE = ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised"]


def pupil(upn, name="Zzyxquil", born=dt.date(2007, 3, 9), year=11, left=None):
    return [upn, name, "Qwyntha", born, "F", year, "Y", "N", "N", left]


def present(upn, year=11):
    return [upn, "Q Z", year, 140, 120, 0, 20, 0]


def told(drop, rule):
    return [f for f in drop.findings if f.rule == rule]


@pytest.mark.parametrize(
    ("pupils", "entered", "columns"),
    [(200, 188, []), (210, 188, ["Pupils"]), (210, 180, ["Pupils", "Grades entered"]),
     ("SUPP", None, [])],
)  # fmt: skip
def test_total_that_is_not_the_sum_of_its_column(read, pupils, entered, columns):
    total = ["Total", *[None] * 5, pupils, entered]
    drop = read({"tracking.xlsx": [TRACKING, ROW, SECOND, total]}, "tracking")

    found = told(drop, "total-differs")
    assert [(f.column, f.row, f.severity) for f in found] == [(c, 4, "warning") for c in columns]
    if columns:
        assert found[0].message == "the total is 210, the rows above it come to 200"
    assert drop.tables["tracking"].frame["pupils"].tolist() == [150, 50]


def test_subtotals_are_not_held_against_the_whole_column(read):
    rows = [TRACKING, ROW, ["Total North", *[None] * 5, 150, 148], SECOND,
            ["Total", *[None] * 5, 999, 999]]  # fmt: skip
    assert told(read({"tracking.xlsx": rows}, "tracking"), "total-differs") == []


def lists(**south):
    return {
        "North pupil list.xlsx": [PUPILS, pupil(UPN_1), pupil(UPN_2, "Mumblecroft")],
        "South pupil list.xlsx": [PUPILS, south.get("row", pupil(UPN_3, "Vexworthy"))],
    }


def test_pupils_of_the_list_who_are_in_no_other_export_are_counted(read):
    files = lists()
    files["North pupil list.xlsx"].append(pupil("A801200001003", "Gone", left=DUE))
    files["North pupil list.xlsx"].append(pupil("C801200001004", "Younger", year=7))
    files["North attendance.xlsx"] = {"Autumn": [ATTENDANCE, present(UPN_1)]}
    files["South attendance.xlsx"] = {"Autumn": [ATTENDANCE, present(UPN_3)]}
    drop = read(files, "pupils", "attendance")

    (finding,) = told(drop, "listed-pupil-missing")
    assert finding.file == "North attendance.xlsx"
    assert finding.message.startswith("1 of the 2 pupils on the school's list, in the same year")
    assert UPN_2 not in repr(drop.findings)


def test_one_number_of_two_pupils_is_told(read):
    drop = read(lists(row=pupil(UPN_1, "Vexworthy", dt.date(2006, 1, 1))), "pupils")

    found = told(drop, "upn-of-two-pupils")
    assert [(f.file, f.row) for f in found] == [
        ("North pupil list.xlsx", 2), ("South pupil list.xlsx", 2)
    ]  # fmt: skip
    assert "pupil-at-two-schools" in {f.rule for f in drop.findings}


def test_one_pupil_at_two_schools_by_one_number_is_no_mix_up(read):
    assert told(read(lists(row=pupil(UPN_1)), "pupils"), "upn-of-two-pupils") == []


def test_one_pupil_with_two_numbers_is_told(read):
    drop = read(lists(row=pupil(UPN_3, "ZZYXQUIL")), "pupils")

    assert [f.file for f in told(drop, "pupil-with-two-numbers")] == [
        "North pupil list.xlsx", "South pupil list.xlsx"
    ]  # fmt: skip
    assert "zzyxquil" not in repr(drop.findings).casefold()


def test_file_that_is_the_same_as_the_previous_drops(read, tmp_path):
    files = {"tracking.xlsx": [TRACKING, ROW]}
    assert read(files, "tracking").findings == ()
    shutil.copytree(tmp_path / "drop", tmp_path / "last-drop")
    drop = read({}, "tracking", previous="last-drop")

    (finding,) = drop.findings
    assert (finding.rule, finding.file) == ("same-as-previous", "tracking.xlsx")
    assert "of the previous drop" in finding.message


def test_another_file_of_the_same_size_is_not_the_same(read, tmp_path):
    text = "School,Academic Year,Pupils on roll\nNorth,2021/22,812\n"
    read({"January census headcount.csv": text}, "census")
    shutil.copytree(tmp_path / "drop", tmp_path / "last-drop")
    (tmp_path / "last-drop" / "January census headcount.csv").write_text(
        text.replace("812", "813"), encoding="utf-8", newline=""
    )
    assert read({}, "census", previous="last-drop").findings == ()


@pytest.mark.parametrize(("rows", "warned"), [(65_536, True), (65_535, False)])
def test_as_many_rows_as_an_old_workbook_holds(read, rows, warned):
    lines = "North,2021/22,812\n" * (rows - 1)
    text = "School,Academic Year,Pupils on roll\n" + lines
    drop = read({"January census headcount.csv": text}, "census")

    assert bool(told(drop, "rows-cut-off")) is warned


@pytest.mark.parametrize(("letters", "warned"), [(255, True), (254, False), (32_767, True)])
def test_texts_of_exactly_as_many_letters_as_fit(read, letters, warned):
    row = [*ROW[:3], "x" * letters, *ROW[4:]]
    drop = read({"tracking.xlsx": [TRACKING, row]}, "tracking")

    assert [f.column for f in told(drop, "text-cut-off")] == ["Subject"] * warned


def test_a_table_below_the_table_is_told_row_by_row_and_gives_no_figure(read):
    rows = [TRACKING, ROW, [], ["Summary", "Kind", "Group", "Who", "From", "To", "Pupils", "Share"],
            ["Girls", "Sex", "All", "Head", "Sep", "Jul", 70, 50]]  # fmt: skip
    drop = read({"tracking.xlsx": rows}, "tracking")

    assert {(f.rule, f.row) for f in drop.findings if f.severity == "stop"} >= {
        ("unknown-school", 4), ("unknown-school", 5)
    }  # fmt: skip
    assert drop.tables["tracking"].frame["_row"].tolist() == [2]


def test_blank_columns_and_rows_are_passed_over(read):
    rows = [[], [None, None, *TRACKING[:4], None, *TRACKING[4:]], [],
            [None, None, *ROW[:4], None, *ROW[4:]]]  # fmt: skip
    drop = read({"tracking.xlsx": rows}, "tracking")

    assert drop.findings == ()
    assert drop.tables["tracking"].frame["_row"].tolist() == [4]


def test_a_real_zero_a_blank_and_a_dash_are_three_things(read):
    rows = [TRACKING, *([*ROW[:3], f"S{i}", *ROW[4:7], v] for i, v in enumerate((0, None, "-")))]
    table = read({"tracking.xlsx": rows}, "tracking").tables["tracking"]

    assert table.frame["entered"].tolist()[0] == 0
    assert table.frame["entered"].isna().tolist() == [False, True, True]
    assert table.gaps[["_row", "reason"]].to_numpy().tolist() == [[4, "not entered"]]


def test_column_that_is_blank_in_one_school_keeps_its_type(read):
    files = {"North pupil list.xlsx": [PUPILS, pupil(UPN_1)],
             "South pupil list.xlsx": [PUPILS, pupil(UPN_2, "Other", year=None)]}  # fmt: skip
    frame = read(files, "pupils").tables["pupils"].frame

    assert str(frame["year_group"].dtype) == "Int64"
    assert frame["year_group"].isna().tolist() == [False, True]


def test_a_table_on_its_side_has_no_header(read):
    rows = [list(pair) for pair in zip(TRACKING, ROW, strict=True)]
    drop = read({"tracking.xlsx": rows}, "tracking")

    assert [f.rule for f in drop.findings] == ["no-header"]


@pytest.mark.parametrize(
    ("day", "rows"), [(dt.date(2021, 12, 17), []), (dt.date(2021, 12, 18), [3]), ("TBC", [])]
)
def test_day_after_the_drop_in_a_column_of_what_is_done(read, day, rows):
    late = [*ROW[:3], "Art", dt.date(2022, 3, 1), day, 50, 40]
    drop = read({"tracking.xlsx": [TRACKING, ROW, late]}, "tracking")

    found = told(drop, "future-date")
    assert [(f.row, f.column, f.severity) for f in found] == [
        (r, "Uploaded", "warning") for r in rows
    ]
    assert len(drop.tables["tracking"].frame) == 2
