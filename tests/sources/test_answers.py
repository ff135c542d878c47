"""Where a file can be read in two ways it is refused; the line that the finding gives, written into
the source's YAML or drop.yml, makes this drop and the next one read."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

UPN_1, UPN_2 = "H801200001001", "X801200001002"
TRACKING = ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils",
            "Grades entered"]  # fmt: skip
DUE = dt.date(2021, 11, 5)
ROW = ["North", "Autumn 1", 11, "Maths", DUE, DUE, 150, 148]
SUSPENSIONS = ["School", "UPN", "Name", "Type", "Reason", "Start Date"]
ACCOUNTS = ["Month", "Ledger code", "Description", "Category", "Annual budget £", "Budget YTD £",
            "Actual YTD £"]  # fmt: skip


def asked(drop, rule: str):
    """The one finding that asks, and the answers that it offers."""
    found = [finding for finding in drop.findings if finding.rule == rule]
    assert found, [str(finding) for finding in drop.findings]
    assert {finding.severity for finding in found} == {"stop"}
    return found[0], re.findall(r"`([^`]+)`", found[0].fix)


def answer(tmp_path: Path, source: str, line: str, column: str | None = None) -> None:
    """Write one offered line where the finding says."""
    path = tmp_path / "params" / "sources" / f"{source}.yml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    (declared["columns"][column] if column else declared).update(yaml.safe_load(line))
    path.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")


def suspensions(*days: object) -> list[list[object]]:
    rows = [["North", UPN_1, "Q Z", "Suspension", f"Reason {i}", d] for i, d in enumerate(days)]
    return [SUSPENSIONS, *rows]


@pytest.mark.parametrize(("choice", "pupils"), [(0, 150), (1, 160)])
def test_two_columns_of_one_name_are_asked_about(read, tmp_path, choice, pupils):
    files = {"tracking.xlsx": [[*TRACKING, "Pupils"], [*ROW, 160]]}
    drop = read(files, "tracking")

    finding, lines = asked(drop, "column-unclear")
    assert finding.place == "tracking.xlsx, sheet 'Sheet1', row 1, column 'Pupils'"
    assert finding.found == "'Pupils' (G), 'Pupils' (I)"
    assert "params/sources/tracking.yml, columns, pupils" in finding.fix
    assert lines == ["nth: 1", "nth: 2"]
    table = drop.tables["tracking"]
    assert table.frame["pupils"].isna().all()
    assert table.gaps["column"].tolist() == ["pupils"]

    answer(tmp_path, "tracking", lines[choice], "pupils")
    drop = read(files, "tracking")
    assert drop.findings == ()
    assert drop.tables["tracking"].frame["pupils"].tolist() == [pupils]


@pytest.mark.parametrize(("choice", "year"), [(0, 11), (1, 10)])
def test_two_columns_by_different_names_are_asked_about(read, tmp_path, choice, year):
    header = ["UPN", "Surname", "Forename", "DOB", "Gender", "NC Year", "Year Group", "PP",
              "SEN", "EAL"]  # fmt: skip
    rows = [header, [UPN_1, "Z", "Q", "09/03/2007", "F", 11, 10, "Y", "N", "N"]]
    files = {"North pupil list.xlsx": rows}
    finding, lines = asked(read(files, "pupils"), "column-unclear")

    assert finding.found == "'NC Year' (F), 'Year Group' (G)"
    assert lines == ["header: NC Year", "header: Year Group"]
    answer(tmp_path, "pupils", lines[choice], "year_group")
    drop = read(files, "pupils")
    assert drop.tables["pupils"].frame["year_group"].tolist() == [year]


def test_the_declared_title_beats_an_alias(read):
    rows = [["UPN", "Surname", "Forename", "DOB", "Gender", "Year", "NC Year", "PP", "SEN", "EAL"],
            [UPN_1, "Z", "Q", "09/03/2007", "F", 11, 2021, "Y", "N", "N"]]  # fmt: skip
    drop = read({"North pupil list.xlsx": rows}, "pupils")

    assert [f.rule for f in drop.findings] == ["missing-school"]
    assert drop.tables["pupils"].frame["year_group"].tolist() == [11]


@pytest.mark.parametrize("choice", [0, 1])
def test_two_sheets_with_the_table_are_asked_about(read, tmp_path, choice):
    other = [*ROW[:6], 160, 150]
    files = {"tracking.xlsx": {"Autumn": [TRACKING, ROW], "Autumn (2)": [TRACKING, other]}}
    drop = read(files, "tracking")

    finding, lines = asked(drop, "sheet-unclear")
    assert finding.found == "Autumn, Autumn (2)"
    assert "params/sources/tracking.yml" in finding.fix
    assert lines[2:] == ["sheet: Autumn", "sheet: {every: true}"]
    answer(tmp_path, "tracking", lines[choice])
    drop = read(files, "tracking")
    assert drop.findings == ()
    assert drop.tables["tracking"].frame["pupils"].tolist() == [(150, 160)[choice]]


def test_drop_yml_names_the_sheet_of_one_file(read):
    files = {"tracking.xlsx": {"Autumn": [TRACKING, ROW], "Autumn (2)": [TRACKING, ROW]}}
    _, lines = asked(read(files, "tracking"), "sheet-unclear")
    export = {"file": "tracking.xlsx", "source": "tracking", **yaml.safe_load(lines[2])}

    drop = read(files, "tracking", exports=[export])
    assert drop.findings == ()
    assert set(drop.tables["tracking"].frame["_sheet"]) == {"Autumn"}


TWO_TABLES = [TRACKING, ROW, [], ["Targets"], TRACKING[::-1], [*ROW[:6], 170, 160][::-1]]


@pytest.mark.parametrize(("choice", "pupils"), [(0, [150]), (1, [170])])
def test_two_rows_that_may_be_the_header_are_asked_about(read, tmp_path, choice, pupils):
    drop = read({"tracking.xlsx": TWO_TABLES}, "tracking")

    finding, lines = asked(drop, "header-unclear")
    assert finding.message == "2 rows may be the header: 1, 5"
    assert lines == ["header_row: 1", "header_row: 5"]
    answer(tmp_path, "tracking", lines[choice])
    drop = read({"tracking.xlsx": TWO_TABLES}, "tracking")
    sound = drop.tables["tracking"].frame["pupils"].dropna()
    assert sound.tolist() == pupils


def test_drop_yml_gives_the_header_row_of_one_file(read):
    export = {"file": "tracking.xlsx", "source": "tracking", "header_row": 5}
    drop = read({"tracking.xlsx": TWO_TABLES}, "tracking", exports=[export])

    assert drop.findings == ()
    assert drop.tables["tracking"].frame["_row"].tolist() == [6]


@pytest.mark.parametrize(("choice", "month"), [(0, [4, None]), (1, [3, 12])])
def test_dates_of_a_form_are_asked_about(read, tmp_path, choice, month):
    """One date that is only possible as month/day puts the others in doubt."""
    files = {"suspensions.xlsx": suspensions("03/04/2021", "12/17/2021")}
    drop = read(files, "suspensions")

    finding, lines = asked(drop, "date-order-unclear")
    assert (finding.row, finding.column, finding.found) == (2, "Start Date", "")
    assert "params/sources/suspensions.yml, columns, start" in finding.fix
    assert lines == ["date_order: day/month", "date_order: month/day"]
    assert drop.tables["suspensions"].frame["start"].isna().tolist() == [True, False]
    answer(tmp_path, "suspensions", lines[choice], "start")
    read_again = read(files, "suspensions").tables["suspensions"].frame["start"]
    assert [None if day != day else day.month for day in read_again] == month


def test_days_that_excel_made_of_such_dates_are_in_doubt_too(read):
    drop = read({"suspensions.xlsx": suspensions(dt.date(2021, 3, 4), "12/17/2021")}, "suspensions")

    assert asked(drop, "date-order-unclear")[0].row == 2


def test_english_dates_are_not_asked_about(read):
    """Nor is one slip among dates that are only possible as day/month."""
    days = ("03/04/2021", "25/04/2021", "12/17/2021")
    drop = read({"suspensions.xlsx": suspensions(*days)}, "suspensions")

    assert [(f.rule, f.row) for f in drop.findings] == [("not-a-date", 4)]
    assert drop.tables["suspensions"].frame["start"].dt.month.tolist()[:2] == [4, 4]


@pytest.mark.parametrize("days", [("03/04/2021",), ("03/04/2021", "25/04/2021", "04/25/2021")])
def test_a_column_that_may_have_either_order_must_tell_it(read, tmp_path, days):
    read({"suspensions.xlsx": suspensions(*days)}, "suspensions")
    answer(tmp_path, "suspensions", "date_order: either", "start")

    asked(read({"suspensions.xlsx": suspensions(*days)}, "suspensions"), "date-order-unclear")
    drop = read({"suspensions.xlsx": suspensions("03/04/2021", "04/25/2021")}, "suspensions")
    assert drop.tables["suspensions"].frame["start"].dt.month.tolist() == [3, 4]


ATTENDANCE = ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised",
              "% Attend"]  # fmt: skip


@pytest.mark.parametrize(("choice", "percent"), [(0, [92.4, 88.0]), (1, [0.924, 0.88])])
def test_fractions_for_percentages_are_asked_about(read, tmp_path, choice, percent):
    rows = [[u, "Q", 11, 100, 92, 0, 4, 4, p] for u, p in ((UPN_1, 0.924), (UPN_2, 0.88))]
    files = {"North attendance.xlsx": {"Autumn": [ATTENDANCE, *rows]}}
    finding, lines = asked(read(files, "attendance"), "unclear-percentage")

    assert "params/sources/attendance.yml, columns, percent_attended" in finding.fix
    assert lines == ["percent_as: fraction", "percent_as: per hundred"]
    answer(tmp_path, "attendance", lines[choice], "percent_attended")
    found = read(files, "attendance").tables["attendance"].frame["percent_attended"]
    assert found.tolist() == percent


@pytest.mark.parametrize("place", ["title", "header"])
@pytest.mark.parametrize(("choice", "budget"), [(0, 1_200_000.0), (1, 1200.0)])
def test_thousands_of_pounds_are_asked_about(read, tmp_path, place, choice, budget):
    title = ["Management accounts, £000s"] if place == "title" else []
    header = [t if place == "title" else t.replace("£", "£000") for t in ACCOUNTS]
    rows = [title, header, ["Sep 2021", "0100", "Grant", "Income", 1200, 100, 0]]
    files = {"management accounts.xlsx": {"North": rows}}
    read(files, "accounts")
    for column, name in (("annual_budget", "Annual budget"), ("budget", "Budget YTD"),
                         ("actual", "Actual YTD")):  # fmt: skip
        answer(tmp_path, "accounts", f'aliases: ["{name} £000"]', column)
    _, lines = asked(read(files, "accounts"), "unclear-thousands")

    assert lines == ["thousands: true", "thousands: false"]
    for column in ("annual_budget", "budget", "actual"):
        answer(tmp_path, "accounts", lines[choice], column)
    drop = read(files, "accounts")
    assert "unclear-thousands" not in {f.rule for f in drop.findings}
    assert drop.tables["accounts"].frame["annual_budget"].tolist() == [budget]


def test_two_files_of_one_table_are_asked_about(read):
    files = {"tracking.xlsx": [TRACKING, ROW], "tracking FINAL v2.xlsx": [TRACKING, [*ROW[:7], 9]]}
    drop = read(files, "tracking")

    finding, lines = asked(drop, "which-file")
    assert "1 of its rows is also in tracking.xlsx, with other figures" in finding.message
    assert [f.file for f in drop.findings] == ["tracking FINAL v2.xlsx", "tracking.xlsx"]
    assert "neither is read" in drop.tables["tracking"].reason
    drop = read(files, "tracking", **yaml.safe_load(lines[0]))
    assert drop.findings == ()
    assert drop.tables["tracking"].frame["entered"].tolist() == [148]


def test_a_file_that_may_be_of_two_schools_is_asked_about(read):
    files = {"North and South attendance.xlsx": {"Autumn": [ATTENDANCE]}}
    finding, _ = asked(read(files, "attendance"), "school-unclear")

    assert "North High School, South St. Mary's School" in finding.message
    assert "drop.yml under exports" in finding.fix


def test_the_alias_that_a_finding_asks_for_makes_the_next_drop_read(read, tmp_path):
    header = ["Pupils in cohort" if t == "Pupils" else t for t in TRACKING]
    finding, _ = asked(read({"tracking.xlsx": [header, ROW]}, "tracking"), "missing-column")

    assert "aliases in params/sources/tracking.yml" in finding.fix
    answer(tmp_path, "tracking", "aliases: [Pupils in cohort]", "pupils")
    drop = read({"tracking.xlsx": [header, ROW]}, "tracking")
    assert drop.findings == ()
