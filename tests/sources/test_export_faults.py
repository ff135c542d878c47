"""One fault in each drop: what the finding says, and what is left of the table."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.errors import Finding
from goldenthread.sources.table import Absent, Table

UPN_1, UPN_2, UPN_3 = "H801200001001", "X801200001002", "L801200001003"
HEADER = [
    "UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year",
    "Pupil Premium Indicator", "SEN Status", "EAL",
]  # fmt: skip
SUSPENSIONS = ["School", "UPN", "Name", "Type", "Reason", "Start Date"]


def pupil(upn: str = UPN_1, **changes: object) -> list[object]:
    row: dict[str, object] = {
        "UPN": upn, "Legal Surname": "Zzyxquil", "Legal Forename": f"Qwyntha {upn[-3:]}",
        "DOB": dt.date(2007, 3, 9), "Gender": "F", "Year": 11,
        "Pupil Premium Indicator": "Y", "SEN Status": "N", "EAL": "N",
    }  # fmt: skip
    row.update({key.replace("_", " "): value for key, value in changes.items()})
    return [row[title] for title in HEADER]


def suspension(school: object = "North", **changes: object) -> list[object]:
    row = dict(
        zip(SUSPENSIONS, [school, UPN_1, "Q Z", "Suspension", "Theft", "01/10/2021"], strict=True)
    )
    row.update({key.replace("_", " "): value for key, value in changes.items()})
    return [row[title] for title in SUSPENSIONS]


def only(findings: tuple[Finding, ...], rule: str) -> Finding:
    found = [finding for finding in findings if finding.rule == rule]
    assert len(found) == 1, [str(finding) for finding in findings]
    return found[0]


BOTH = {"North pupil list.xlsx": [HEADER, pupil()], "South pupil list.xlsx": [HEADER, pupil(UPN_2)]}


def test_a_sound_drop_has_tables_and_no_findings(read):
    drop = read(BOTH, "pupils")

    assert drop.findings == ()
    frame = drop.tables["pupils"].frame
    assert list(frame["school"]) == ["100001", "100002"]
    assert list(frame["_file"]) == ["North pupil list.xlsx", "South pupil list.xlsx"]
    assert list(frame["_sheet"]) == ["Sheet1", "Sheet1"]
    assert list(frame["_row"]) == [2, 2]
    assert frame["date_of_birth"].dtype == "datetime64[us]"
    assert frame["pupil_premium"].dtype == "boolean"
    assert str(frame["year_group"].dtype) == "Int64"
    assert frame["leaving_date"].isna().all()
    assert [(item.name, item.source) for item in drop.inputs] == [
        ("North pupil list.xlsx", "pupils"),
        ("South pupil list.xlsx", "pupils"),
    ]
    assert all(len(item.sha256) == 64 and item.size > 1000 for item in drop.inputs)


def test_missing_file_names_the_patterns_and_who_supplies_it(read):
    drop = read({}, "suspensions")

    finding = only(drop.findings, "missing-export")
    assert finding.severity == "stop"
    assert finding.source == "suspensions"
    assert "*suspension* or *exclusion*" in str(finding)
    assert "Trust data manager" in str(finding)
    absent = drop.tables["suspensions"]
    assert isinstance(absent, Absent)
    assert absent.reason.startswith("the export ‘Suspensions")


def test_missing_file_of_an_optional_source_is_no_fault(read):
    drop = read({}, "dfe_ks4")

    assert drop.findings == ()
    assert isinstance(drop.tables["dfe_ks4"], Absent)


def test_missing_file_of_one_school_leaves_the_other_school(read):
    drop = read({"North pupil list.xlsx": [HEADER, pupil()]}, "pupils")

    finding = only(drop.findings, "missing-school")
    assert "no usable file of this export is from South St. Mary's School" in finding.message
    assert list(drop.tables["pupils"].frame["school"]) == ["100001"]


def test_an_export_that_some_schools_have_is_only_missed(read):
    header = ["UPN", "Qualification", "Subject", "Grade"]
    rows = [header, [pupil()[0], "A level", "Law", "C"]]
    drop = read({"North KS5 results.xlsx": rows}, "ks5_results")

    finding = only(drop.findings, "missing-school")
    assert finding.severity == "note"
    assert "no file of this export is from South St. Mary's School" in finding.message
    assert finding.fix.startswith("Nothing needs to be done if the school has none.")


def test_missing_sheet_of_one_school_leaves_the_other_school(read):
    titles = ["Month", "Ledger code", "Description", "Category", "Annual budget £"]
    titles += ["Budget YTD £", "Actual YTD £"]
    line = ["September 2021", "1000", "Teachers", "Staff", 12, 1, 1]
    drop = read({"Management accounts.xlsx": {"North": [titles, line]}}, "accounts")

    finding = only(drop.findings, "missing-school")
    assert finding.severity == "stop"
    assert finding.file == "Management accounts.xlsx"
    assert "is of South St. Mary's School" in finding.message
    assert list(drop.tables["accounts"].frame["school"]) == ["100001"]


def test_missing_sheet_lists_the_sheets_that_are_there(read):
    drop = read(
        {"North pupil list.xlsx": {"Pupils": [HEADER, pupil()]}},
        "pupils",
        exports=[{"file": "North pupil list.xlsx", "source": "pupils", "sheet": "Pupil"}],
    )

    finding = only(drop.findings, "missing-sheet")
    assert finding.message == "the sheet is missing: Pupil"
    assert finding.found == "Pupils"
    assert "Did you mean 'Pupils'?" in finding.fix


def test_renamed_column_is_named_with_the_nearest_header(read):
    header = ["Pupil Premum" if title == "Pupil Premium Indicator" else title for title in HEADER]
    drop = read({**BOTH, "North pupil list.xlsx": [header, pupil()]}, "pupils")

    finding = only(drop.findings, "missing-column")
    assert finding.place == (
        "North pupil list.xlsx, sheet 'Sheet1', row 1, column 'Pupil Premium Indicator'"
    )
    assert "Is it 'Pupil Premum'?" in finding.fix
    assert list(drop.tables["pupils"].frame["school"]) == ["100002"]


def test_every_missing_column_is_told_at_once(read):
    drop = read({"suspensions.xlsx": [SUSPENSIONS[:3], suspension()[:3]]}, "suspensions")

    missing = [f.column for f in drop.findings if f.rule == "missing-column"]
    assert missing == ["Type", "Reason", "Start Date"]
    assert drop.tables["suspensions"].reason == (
        "suspensions.xlsx, column 'Type': the column is missing, and 2 more faults"
    )


ATTENDANCE = ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised"]


@pytest.mark.parametrize(
    ("cell", "rule", "words"),
    [
        ("abc", "not-a-whole-number", "this is not a whole number"),
        (120.5, "not-a-whole-number", "this is not a whole number"),
        (-1, "out-of-range", "at least 0"),
        (dt.date(2021, 9, 1), "not-a-whole-number", "this is not a whole number"),
    ],
)
def test_wrong_type_in_a_cell(read, cell, rule, words):
    rows = [
        ATTENDANCE,
        [UPN_1, "Q Z", 11, 140, 120, 0, 20, 0],
        [UPN_2, "Q Z", 11, cell, 120, 0, 20, 0],
    ]
    drop = read(
        {"North attendance.xlsx": {"Autumn": rows}, "South attendance.xlsx": {"Autumn": rows[:2]}},
        "attendance",
    )

    finding = only(drop.findings, rule)
    assert finding.severity == "stop"
    assert finding.place == "North attendance.xlsx, sheet 'Autumn', row 3, column 'Possible'"
    assert words in str(finding)
    table = drop.tables["attendance"]
    assert table.frame["possible"].isna().tolist() == [False, True, False]
    gap = table.gaps.iloc[0]
    assert (gap["_row"], gap["column"]) == (3, "possible")
    assert gap["reason"].startswith("unreadable")


def test_duplicate_pupil_keeps_the_first_row(read):
    rows = [HEADER, pupil(Year=10), pupil(UPN_3), pupil(Year=11)]
    drop = read({**BOTH, "North pupil list.xlsx": rows}, "pupils")

    finding = only(drop.findings, "duplicate")
    assert finding.severity == "warning"
    assert finding.row == 4
    assert "the same UPN as row 2" in finding.message
    frame = drop.tables["pupils"].frame
    assert frame.loc[frame["school"] == "100001", "year_group"].tolist() == [10, 11]
    assert frame.loc[frame["school"] == "100001", "_row"].tolist() == [2, 3]


def test_pupil_on_two_schools_lists_is_kept_at_both(read):
    drop = read({**BOTH, "South pupil list.xlsx": [HEADER, pupil(UPN_1, Year=10)]}, "pupils")

    assert only(drop.findings, "pupil-at-two-schools").file == "South pupil list.xlsx"
    assert len(drop.tables["pupils"].frame) == 2


def test_unknown_school_leaves_the_row_out_and_suggests_the_nearest(read):
    rows = [SUSPENSIONS, suspension(), suspension("North Hihg School")]
    drop = read({"suspensions.xlsx": rows}, "suspensions")

    finding = only(drop.findings, "unknown-school")
    assert finding.place == "suspensions.xlsx, sheet 'Sheet1', row 3, column 'School'"
    assert finding.found == "North Hihg School"
    assert "Did you mean 'North High School'?" in finding.fix
    assert drop.tables["suspensions"].frame["_row"].tolist() == [2]
    assert drop.tables["suspensions"].gaps["_row"].tolist() == [3]


@pytest.mark.parametrize(
    ("name", "urn"),
    [
        ("NHS", "100001"),
        ("north  HIGH school", "100001"),
        ("801/2001", "100001"),
        (100001, "100001"),
        ("South Saint Marys School", "100002"),
        ("Trust office", ""),
    ],
)
def test_schools_go_by_any_of_their_names(read, name, urn):
    drop = read({"suspensions.xlsx": [SUSPENSIONS, suspension(name)]}, "suspensions")

    assert drop.tables["suspensions"].frame["school"].tolist() == [urn]


def test_empty_export(read):
    drop = read({"suspensions.xlsx": [SUSPENSIONS]}, "suspensions")

    assert only(drop.findings, "empty-export").file == "suspensions.xlsx"
    assert drop.tables["suspensions"] == Absent("suspensions", "suspensions.xlsx: it has no rows")


def test_export_without_a_filled_cell(read):
    drop = read({"suspensions.xlsx": [[]]}, "suspensions")

    assert "it has no filled cell" in only(drop.findings, "empty-export").message


def test_file_of_something_else_has_no_header(read):
    drop = read({"suspensions.xlsx": [["Dish", "Price"], ["Soup", 2.5]]}, "suspensions")

    finding = only(drop.findings, "no-header")
    assert "School, UPN, Name, Type, Reason, Start Date" in finding.allowed
    assert isinstance(drop.tables["suspensions"], Absent)


def test_blank_cell_where_one_is_needed(read):
    rows = [SUSPENSIONS, suspension(), suspension(Start_Date=None)]
    drop = read({"suspensions.xlsx": rows}, "suspensions")

    finding = only(drop.findings, "blank")
    assert (finding.row, finding.column) == (3, "Start Date")
    assert drop.tables["suspensions"].frame["start"].isna().tolist() == [False, True]


def test_wrong_check_letter_is_a_warning_and_the_number_is_kept(read):
    rows = [SUSPENSIONS, suspension(UPN="A801200001001")]
    drop = read({"suspensions.xlsx": rows}, "suspensions")

    finding = only(drop.findings, "upn-check-letter")
    assert finding.severity == "warning"
    assert drop.tables["suspensions"].frame["upn"].tolist() == ["A801200001001"]


def test_two_files_of_one_school_without_a_row_in_common_are_both_read(read):
    files = {
        "North pupil list.xlsx": [HEADER, pupil()],
        "North pupil list sixth form.xlsx": [HEADER, pupil(UPN_3, Year=12)],
        "South pupil list.xlsx": [HEADER, pupil(UPN_2)],
    }
    drop = read(files, "pupils")

    finding = only(drop.findings, "two-files-one-school")
    assert "North High School has another file of this export" in finding.message
    assert finding.severity == "note"
    assert len(drop.tables["pupils"].frame) == 3


def test_the_same_table_saved_twice_is_read_once(read):
    files = {
        "North pupil list.xlsx": [HEADER, pupil()],
        "Copy of North pupil list.csv": [HEADER, pupil(DOB="09/03/2007")],
        "South pupil list.xlsx": [HEADER, pupil(UPN_2)],
    }
    rows = files["Copy of North pupil list.csv"]
    files["Copy of North pupil list.csv"] = "\n".join(",".join(map(str, row)) for row in rows)
    drop = read(files, "pupils")

    assert [f.rule for f in drop.findings] == ["same-table-twice"]
    assert len(drop.tables["pupils"].frame) == 2


def test_title_of_another_school_stops_the_file(read):
    rows = [["South St Mary's School: pupil list", *[None] * 8], HEADER, pupil()]
    drop = read({**BOTH, "North pupil list.xlsx": rows}, "pupils")

    finding = only(drop.findings, "school-mismatch")
    assert "its title says South St. Mary's School" in finding.message
    assert drop.tables["pupils"].frame["school"].tolist() == ["100002"]


def test_file_that_names_no_school(read):
    drop = read({"pupil list.xlsx": [HEADER, pupil()]}, "pupils")

    finding = only(drop.findings, "school-unclear")
    assert finding.allowed == "North High School, South St. Mary's School"
    assert isinstance(drop.tables["pupils"], Absent)


def test_drop_yml_names_source_and_school_of_a_file(read):
    drop = read(
        {"export 17.xlsx": [HEADER, pupil()], "South pupil list.xlsx": [HEADER, pupil(UPN_2)]},
        "pupils",
        exports=[{"file": "export 17.xlsx", "source": "pupils", "school": "NHS"}],
    )

    assert drop.findings == ()
    assert drop.tables["pupils"].frame["school"].tolist() == ["100001", "100002"]


@pytest.mark.parametrize(
    ("export", "rule", "words"),
    [
        ({"file": "gone.xlsx", "source": "suspensions"}, "declared-file-missing", "'gone.xlsx'"),
        ({"file": "suspensions.xlsx", "source": "suspension"}, "unknown-source", "'suspensions'?"),
        (
            {"file": "suspensions.xlsx", "source": "suspensions", "school": "North Hihg School"},
            "unknown-school",
            "'North High School'",
        ),
    ],
)
def test_drop_yml_that_names_what_does_not_exist(read, export, rule, words):
    rows = [SUSPENSIONS, suspension()]
    drop = read({"suspensions.xlsx": rows}, "suspensions", exports=[export])

    finding = only(drop.findings, rule)
    assert finding.file == "drop.yml"
    assert words in str(finding)


def test_pupils_who_are_not_on_the_list_are_counted(read):
    attendance = [ATTENDANCE, *([u, "Q", 11, 9, 9, 0, 0, 0] for u in (UPN_1, UPN_2, UPN_3))]
    drop = read(
        {
            **BOTH,
            "North attendance.xlsx": {"Autumn": attendance},
            "South attendance.xlsx": {"Autumn": attendance[:1] + attendance[2:3]},
        },
        "pupils",
        "attendance",
    )

    finding = only(drop.findings, "pupil-not-listed")
    assert finding.file == "North attendance.xlsx"
    assert finding.message == "2 pupils are not on the pupil list: rows 3–4"


def test_table_carries_its_own_findings(read):
    drop = read({"suspensions.xlsx": [SUSPENSIONS, suspension(Type="Sent home")]}, "suspensions")

    table = drop.tables["suspensions"]
    assert isinstance(table, Table)
    assert [finding.rule for finding in table.findings] == ["not-a-choice", "blank"][:1]
    assert table.findings[0].allowed == "Suspension, Permanent, Lunchtime"
    assert table.findings == drop.findings
