"""Messes that are one cell or one file long, and belong to no other module."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

UPN_1, UPN_2 = "H801200001001", "X801200001002"
PUPILS = [
    "UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year", "Pupil Premium Indicator",
    "SEN Status", "EAL", "Admission Number", "Enrolment Status",
]  # fmt: skip
PUPIL = [UPN_1, "Z", "Q", "09/03/2007", "F", 11, "Y", "N", "N", "0042", "C"]
SUSPENSIONS = ["School", "UPN", "Name", "Type", "Reason", "Start Date"]


def pupils(read, **changes):
    row = [changes.get(title.replace(" ", "_"), cell) for title, cell in zip(PUPILS, PUPIL)]  # noqa: B905
    drop = read({"North pupil list.xlsx": [PUPILS, row]}, "pupils")
    return drop, drop.tables["pupils"].frame.iloc[0]


@pytest.mark.parametrize(
    "grade",
    ["5+", "5a", "5.2", "5/4", "9-9", "99", "D*2", "*2", "P", "M", "D", "L2D", "U", "X", "Abs"],
)
def test_grades_are_kept_as_typed(read, grade):
    rows = [["UPN", "Surname", "Forename", "Science"], [UPN_1, "Z", "Q", grade]]
    frame = read({"North KS4 results.xlsx": rows}, "ks4_results").tables["ks4_results"].frame

    assert frame["grade"].tolist() == [grade]


def test_leading_zeros_of_codes_are_kept_where_the_file_has_them(read):
    assert pupils(read)[1]["admission_number"] == "0042"


def test_code_that_excel_has_rounded_is_no_code(read):
    drop, pupil = pupils(read, Admission_Number="1.23E+12")

    assert [f.rule for f in drop.findings] == ["rounded-code", "missing-school"]
    assert pd.isna(pupil["admission_number"])


@pytest.mark.parametrize("upn", ["h801200001001", " H80 1200 0010 01 "])
def test_pupil_numbers_in_any_case_and_spacing_are_one(read, upn):
    assert pupils(read, UPN=upn)[1]["upn"] == UPN_1


def test_temporary_pupil_number_is_read(read):
    drop, pupil = pupils(read, UPN="V80120000100A")

    assert {f.rule for f in drop.findings} <= {"missing-school", "upn-check-letter"}
    assert pupil["upn"] == "V80120000100A"


@pytest.mark.parametrize(
    ("title", "cell", "column", "value"),
    [
        ("Gender", "Girl", "sex", "F"),
        ("Gender", "Male", "sex", "M"),
        ("SEN_Status", "S", "sen", "K"),
        ("SEN_Status", "EHCP", "sen", "E"),
        ("SEN_Status", "No SEN", "sen", "N"),
        ("Enrolment_Status", "Subsidiary", "enrolment_status", "S"),
        ("Enrolment_Status", "Guest", "enrolment_status", "G"),
        ("Year", "N2", "year_group", -1),
        ("Year", "Year 12", "year_group", 12),
    ],
)
def test_old_and_new_labels_are_one_word(read, title, cell, column, value):
    assert pupils(read, **{title: cell})[1][column] == value


@pytest.mark.parametrize(
    "typed", ["2021-09-03T23:30:00+01:00", "2021-09-03T23:30:00Z", "2021-09-03 00:15:00"]
)
def test_time_zones_move_no_day(read, typed):
    rows = [SUSPENSIONS, ["North", UPN_1, "Q Z", "Suspension", "Theft", typed]]
    frame = read({"suspensions.xlsx": rows}, "suspensions").tables["suspensions"].frame

    assert frame["start"].tolist() == [dt.datetime(2021, 9, 3)]  # noqa: DTZ001


@pytest.mark.parametrize("cell", [dt.date(1900, 1, 1), "05/01/1900", dt.date(2707, 3, 9)])
def test_a_day_of_1900_is_a_fault_with_its_row(read, cell):
    drop, pupil = pupils(read, DOB=cell)
    (found,) = (f for f in drop.findings if f.rule == "impossible-date")
    assert (found.severity, found.row, found.column, found.found) == ("stop", 2, "DOB", "")
    assert found.allowed == "days from 1927 to 2118"
    assert pupil["date_of_birth"] is pd.NaT


def test_decimal_comma_is_named_and_not_guessed(read):
    header = ["Month", "Ledger code", "Description", "Category", "Annual budget £",
              "Budget YTD £", "Actual YTD £"]  # fmt: skip
    rows = [header, ["Sep 2021", "0100", "Grant", "Income", "1.234,56", "12,5", 1]]
    drop = read({"management accounts.xlsx": {"North": rows}}, "accounts")

    found = [f for f in drop.findings if f.rule == "not-a-number"]
    assert [f.column for f in found] == ["Annual budget £", "Budget YTD £"]
    assert all("it has a decimal comma" in f.message for f in found)
    assert drop.tables["accounts"].frame[["annual_budget", "budget"]].isna().all(axis=None)


def test_shortcut_to_google_sheets_says_how_to_get_the_table(read):
    drop = read({"tracking.gsheet": '{"url": "https://docs.google.invalid"}'}, "tracking")

    assert [f.rule for f in drop.findings] == ["google-shortcut", "missing-export"]
    assert "Microsoft Excel (.xlsx)" in drop.findings[0].fix


def test_error_cells_say_that_a_formula_failed(read):
    header = ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils",
              "Grades entered"]  # fmt: skip
    errors = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!")
    rows = [["North", "A1", 11, f"S{i}", None, None, e, 1] for i, e in enumerate(errors)]
    table = read({"tracking.xlsx": [header, *rows]}, "tracking").tables["tracking"]

    assert table.frame["pupils"].isna().all()
    assert set(table.gaps["reason"]) == {"a formula that failed"}
    assert len(table.gaps) == len(errors)


@pytest.mark.parametrize("name", ["tracking.xlsm", "Copy of tracking FINAL v2 (1).xlsx"])
def test_macro_workbooks_and_copies_are_read_by_their_names(read, name):
    header = ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils",
              "Grades entered"]  # fmt: skip
    drop = read({name: [header, ["North", "A1", 11, "Art", None, None, 9, 9]]}, "tracking")

    assert drop.findings == ()
    assert drop.tables["tracking"].frame["pupils"].tolist() == [9]
