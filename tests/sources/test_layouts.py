"""Sheets as people lay them out: titles, merges, totals, footnotes, several sheets."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

UPN_1, UPN_2 = "H801200001001", "X801200001002"
TRACKING = [
    "School",
    "Data point",
    "Year",
    "Subject",
    "Due",
    "Uploaded",
    "Pupils",
    "Grades entered",
]
DUE = dt.date(2021, 11, 5)
ROW = ["North", "Autumn 1", 11, "Maths", DUE, DUE, 150, 148]


def rules(drop) -> list[str]:
    return [finding.rule for finding in drop.findings if finding.severity != "note"]


def workbook(change) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("above", [0, 1, 5, 12])
def test_title_rows_above_the_header_keep_the_row_numbers_of_excel(read, above):
    titles = [["Compass Trust: tracking, printed 5 November 2021"], *[[]] * 11][:above]
    drop = read(
        {"tracking.xlsx": [*titles, TRACKING, ROW, [], [*ROW[:3], "Art", *ROW[4:]]]}, "tracking"
    )

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["_row"].tolist() == [above + 2, above + 4]


@pytest.mark.parametrize(
    "spelling",
    ["DATA POINT", " Data\u00a0point ", "Data\npoint", "Data  point:", "data point *"],
)
def test_headers_are_the_same_whatever_their_case_and_spaces(read, spelling):
    header = [spelling if title == "Data point" else title for title in TRACKING]
    drop = read({"tracking.xlsx": [header, ROW]}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["data_point"].tolist() == ["Autumn 1"]


def test_header_of_two_rows_is_joined(read):
    risk = ["R1", "Trust", "Finance", "Debt", 2, 3, 1, 3, "CFO", DUE, DUE]
    upper = ["Ref", "Trust or school", "Category", "Risk description", "Inherent", None,
             "Residual", None, "Owner", "Last reviewed", "Review date"]  # fmt: skip
    lower = [*[None] * 4, "likelihood (1-5)", "impact (1-5)", "likelihood (1-5)", "impact (1-5)"]
    drop = read({"risk register.xlsx": [["Risks"], upper, lower, risk]}, "risks")

    assert rules(drop) == []
    frame = drop.tables["risks"].frame
    assert frame[["inherent_likelihood", "residual_likelihood"]].iloc[0].tolist() == [2, 1]
    assert frame["_row"].tolist() == [4]


def test_label_above_a_blank_header_is_not_taken_for_its_column(read):
    labels = ["Subject", None, "Maths"]
    header = [None, *TRACKING]
    drop = read({"tracking.xlsx": [labels, header, ["note", *ROW]]}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["subject"].tolist() == ["Maths"]


def test_title_that_only_sounds_like_a_school_does_not_stop_the_file(read):
    rows = [["South Shire Council"], ATTENDANCE, PRESENT]
    drop = read({"North attendance.xlsx": {"Autumn": rows}}, "attendance")

    assert rules(drop) == ["missing-school"]


def test_merged_school_cells_count_for_every_row_of_the_merge(read):
    def fill(book) -> None:
        sheet = book.active
        for row in (TRACKING, ROW, [None, "Autumn 1", 10, *ROW[3:]], ["South", *ROW[1:]]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    drop = read({"tracking.xlsx": workbook(fill)}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["school"].tolist() == ["100001", "100001", "100002"]


def test_blank_cells_are_filled_down_only_where_the_source_says_so(read):
    header = [
        "Board or committee",
        "Name",
        "Role",
        "Date of appointment",
        "Date term of office ends",
    ]
    rows = [["Trust Board", "Q Z", "Chair", DUE, DUE], [None, "Vacancy", "Trustee", None, None]]
    drop = read({"governors list.xlsx": [header, *rows]}, "governors")

    frame = drop.tables["governors"].frame
    assert frame["body"].tolist() == ["board", "board"]
    assert frame["term_start"].isna().tolist() == [False, True]


def test_totals_headings_and_footnotes_are_left_out_with_a_note(read):
    rows = [
        TRACKING,
        ["Key stage 4"],
        ROW,
        ["Total", None, None, None, None, None, 150, 148],
        ["Grand total: 150"],
        [],
        ["Source: school systems"],
        ["P = pupils", "G = grades"],
    ]
    drop = read({"tracking.xlsx": rows}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["_row"].tolist() == [3]
    notes = [finding.message for finding in drop.findings]
    assert notes == [
        "left out as totals: rows 4–5",
        "left out as headings or footnotes: rows 2, 7–8",
    ]


def test_note_between_full_rows_does_not_end_the_table(read):
    rows = [TRACKING, ROW, ["Notes"], ["South", *ROW[1:]]]
    drop = read({"tracking.xlsx": rows}, "tracking")

    assert drop.tables["tracking"].frame["_row"].tolist() == [2, 4]


def test_header_that_is_printed_again_is_no_row(read):
    drop = read({"tracking.xlsx": [TRACKING, ROW, TRACKING, ["South", *ROW[1:]]]}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["_row"].tolist() == [2, 4]


def test_repeated_header_over_the_same_values_is_one_column(read):
    drop = read({"tracking.xlsx": [[*TRACKING, "Pupils"], [*ROW, 150]]}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["pupils"].tolist() == [150]


def test_hidden_sheet_is_not_read(read):
    def fill(book) -> None:
        old = book.create_sheet("Last year", 0)
        old.append(TRACKING)
        old.append(["North", "Summer 2", *ROW[2:]])
        old.sheet_state = "hidden"
        book.worksheets[1].append(TRACKING)
        book.worksheets[1].append(ROW)

    drop = read({"tracking.xlsx": workbook(fill)}, "tracking")

    assert drop.tables["tracking"].frame["data_point"].tolist() == ["Autumn 1"]


def test_sheet_with_the_table_is_found_behind_an_empty_one(read):
    drop = read({"tracking.xlsx": {"index": [[]], "Uploads": [TRACKING, ROW]}}, "tracking")

    assert rules(drop) == []
    assert drop.tables["tracking"].frame["_sheet"].tolist() == ["Uploads"]


ATTENDANCE = ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised"]
PRESENT = [UPN_1, "Q Z", "Y11", 140, 120, 0, 20, 0]


def test_each_term_is_a_sheet_of_its_own(read):
    terms = {name: [ATTENDANCE, PRESENT] for name in ("Autumn 2021 ", "Spr", "Summer")}
    drop = read({"North attendance.xlsx": terms}, "attendance")

    assert rules(drop) == ["missing-school"]
    assert drop.tables["attendance"].frame["term"].tolist() == ["autumn", "spring", "summer"]


def test_sheet_named_after_no_term_is_not_guessed(read):
    sheets = {"Autumn": [ATTENDANCE, PRESENT], "Sheet2": [ATTENDANCE, PRESENT]}
    other = {"Autumn": [ATTENDANCE, [UPN_2, *PRESENT[1:]]]}
    drop = read({"North attendance.xlsx": sheets, "South attendance.xlsx": other}, "attendance")

    found = [f for f in drop.findings if f.rule == "unknown-sheet"]
    assert [f.found for f in found] == ["Sheet2"]
    assert set(drop.tables["attendance"].frame["term"]) == {"autumn"}


def test_each_school_is_a_sheet_and_other_sheets_are_told(read):
    header = ["Month", "Ledger code", "Description", "Category", "Annual budget £",
              "Budget YTD £", "Actual YTD £"]  # fmt: skip
    rows = [header, ["Sep 2021", "0100", "Grant", "Income", "£12,000", 1000, "(1,250.50)"],
            ["Sep 2021", None, "Total income", None, 12000, 1000, 900]]  # fmt: skip
    book = {"North": rows, "South St Mary's": rows, "Consolidated": rows, "KPI": [["x"]]}
    drop = read({"management accounts.xlsx": book}, "accounts")

    finding = next(f for f in drop.findings if f.rule == "unknown-school")
    assert (finding.sheet, finding.severity) == ("Consolidated", "stop")
    frame = drop.tables["accounts"].frame
    assert frame["school"].tolist() == ["100001", "100002"]
    assert frame["code"].tolist() == ["0100", "0100"]
    assert frame["annual_budget"].tolist() == [12000.0, 12000.0]
    assert frame["actual"].tolist() == [-1250.5, -1250.5]
    assert frame["month"].tolist() == [dt.datetime(2021, 9, 1)] * 2  # noqa: DTZ001


def test_one_column_a_subject_becomes_one_row_a_subject(read):
    header = ["UPN", "Surname", "Forename", "Maths", "Art", "Combined Science", "Total"]
    rows = [header, [UPN_1, "Z", "Q", 7, "U", "7-6", 9], [UPN_2, "Z", "Q", None, "-", "55", 9]]
    drop = read({"North KS4 results.xlsx": rows}, "ks4_results")

    frame = drop.tables["ks4_results"].frame
    assert frame[["_row", "subject", "grade"]].to_numpy().tolist() == [
        [2, "Maths", "7"],
        [2, "Art", "U"],
        [2, "Combined Science", "7-6"],
        [3, "Combined Science", "55"],
    ]


def test_grade_that_excel_made_a_date_is_a_fault(read):
    rows = [["UPN", "Surname", "Forename", "Science"], [UPN_1, "Z", "Q", dt.date(2022, 6, 7)]]
    drop = read({"North KS4 results.xlsx": rows}, "ks4_results")

    finding = next(f for f in drop.findings if f.rule == "not-a-grade")
    assert finding.place == "North KS4 results.xlsx, sheet 'Sheet1', row 2, column 'Science'"


def test_one_column_a_meeting_becomes_one_row_a_meeting(read):
    header = ["Board", "Name", dt.date(2021, 10, 14), "17/02/2022", "Remarks"]
    rows = [header, ["Trustees", "Q Z", "P", "Ap", "x"], [None, "Z Q", "–", "", "y"]]
    drop = read({"meeting attendance.xlsx": rows}, "meeting_attendance")

    assert rules(drop) == []
    frame = drop.tables["meeting_attendance"].frame
    assert frame["mark"].tolist() == ["present", "apologies", "not_eligible"]
    assert frame["body"].tolist() == ["board"] * 3
    assert [f"{day:%d/%m/%Y}" for day in frame["meeting"]] == [
        "14/10/2021",
        "17/02/2022",
        "14/10/2021",
    ]


def test_survey_question_that_changed_its_words_is_suggested(read):
    questions = [
        "I feel safe in school",
        "I know who to talk to if I am worried",
        "I enjoy school",
        "My views are listened to",
        "I often feel lonely at school",
    ]
    header = ["ID", "Completion time", "Which school do you go to?", *questions]
    row = [
        1,
        "7/27/22 19:06:23",
        "North",
        "Agree",
        "Strongly agree",
        "Prefer not to say",
        None,
        "Disagree",
    ]
    drop = read({"pupil survey.xlsx": [header, row]}, "pupil_survey")

    finding = next(f for f in drop.findings if f.rule == "missing-column")
    assert finding.column == "I feel safe at school"
    assert "Is it 'I feel safe in school'?" in finding.fix
    frame = drop.tables["pupil_survey"].frame
    assert dict(zip(frame["item"], frame["answer"], strict=True)) == {
        "talk": "strongly_agree",
        "enjoy": "no_answer",
        "lonely": "disagree",
    }
    assert frame["completed"].iloc[0] == dt.datetime(2022, 7, 27, 19, 6, 23)  # noqa: DTZ001


def test_file_that_fits_two_sources_is_settled_by_its_columns(read):
    header = ["Ref", "Audit", "Area", "Date raised", "Finding", "Priority", "Owner", "Due date",
              "Status", "Closed date"]  # fmt: skip
    row = ["A1", "Payroll", "North", DUE, "Late", "High", "CFO", "July 2022", "Open", None]
    drop = read({"audit action tracker.xlsx": [header, row]}, "audit_actions", "milestones")

    assert drop.tables["audit_actions"].frame["reference"].tolist() == ["A1"]
    assert drop.tables["audit_actions"].frame["due"].tolist() == [dt.datetime(2022, 7, 31)]  # noqa: DTZ001


def test_file_that_fits_two_sources_and_has_the_columns_of_none(read):
    drop = read({"audit action tracker.xlsx": [["a", "b"], [1, 2]]}, "audit_actions", "milestones")

    finding = next(f for f in drop.findings if f.rule == "ambiguous-file")
    assert finding.allowed == "audit_actions, milestones"


def test_pattern_that_says_more_wins(read):
    header = ["Board", "Name", dt.date(2021, 10, 14)]
    drop = read(
        {"Meeting attendance.xlsx": [header, ["Trustees", "Q", "P"]]},
        "attendance",
        "meeting_attendance",
    )

    assert [item.source for item in drop.inputs] == ["meeting_attendance"]
