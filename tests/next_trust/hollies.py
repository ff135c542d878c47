"""What people of the Hollies type into their templates; the trust and its figures are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from goldenthread.template.example import upn_of

SCHOOLS = ("Holly Bank School", "Fern Lea School", "Rowan House School")
PUPILS = 12
Row = Mapping[str, Any]  # by the header of the column
NORTH, EAST, WEST = SCHOOLS


def fill_in(folder: Path) -> None:
    """Type the rows into the templates of `folder`, each in place of what was filled in there."""
    for file, rows in _typed().items():
        book = openpyxl.load_workbook(folder / file)
        sheet = book.worksheets[1]
        places = {cell.value: cell.column for cell in sheet[1] if cell.value}
        for number in range(3, sheet.max_row + 1):
            for place in places.values():
                sheet.cell(number, place).value = None
        for number, row in enumerate(rows, 3):
            for header, value in row.items():
                sheet.cell(number, places[header], value)
        book.save(folder / file)


def _typed() -> dict[str, Sequence[Row]]:
    typed: dict[str, Sequence[Row]] = {
        f"{school.removesuffix(' School')} Attendance by pupil and term.xlsx": list(
            _attendance(school, missed)
        )
        for school, missed in zip(SCHOOLS, (16, 21, 30), strict=True)
    }
    return typed | {
        "Suspensions and permanent exclusions.xlsx": [
            {
                "School": NORTH, "UPN": upn_of(1), "Name": "A. Example", "Type": "Suspension",
                "Start Date": dt.date(2023, 10, 3), "Reason": "Physical assault against a pupil",
                "Number of School Days": 2,
            }
        ],
        "January census headcounts.xlsx": [
            {"School": name, "Academic Year": "2022/23", "Pupils on roll": 60} for name in SCHOOLS
        ],
        "Log of meetings and reviews.xlsx": list(_reviews()),
        "Evidence log.xlsx": list(_evidence()),
        "Milestone and action tracker.xlsx": [
            _tracked("H-2c", "A lead therapist is appointed", "In progress", dt.date(2024, 3, 31)),
            _tracked("H-3.A1", "Advertise every vacant post", "Complete", dt.date(2023, 12, 31)),
        ],
        "Parent survey.xlsx": list(_families()),
        "Posts and vacancies.xlsx": list(_posts()),
        "Recorded judgements.xlsx": [
            {
                "Criterion": "H-3c", "School or trust": school, "Judgement": step,
                "Judged by (role)": "Headteacher", "Date": dt.date(2023, 12, 12),
            }
            for school, step in zip(SCHOOLS, ("Secure", "Secure", "Emerging"), strict=True)
        ],
    }  # fmt: skip


def _attendance(school: str, missed: int) -> Iterator[Row]:
    """Of 140 sessions each; the schools are at 88.6%, 85% and 78.6%."""
    for number in range(1, PUPILS + 1):
        yield {
            "UPN": upn_of(1000 * SCHOOLS.index(school) + number), "Name": f"Pupil {number}",
            "Year": 9, "Possible": 140, "Present": 140 - missed, "AEA": 0, "Authorised": missed,
            "Unauthorised": 0,
        }  # fmt: skip


def _reviews() -> Iterator[Row]:
    """Two half-terms have ended: one school held both reviews, one held one, one has no row."""
    held = {NORTH: (dt.date(2023, 10, 5), dt.date(2023, 12, 7)), EAST: (dt.date(2023, 10, 12),)}
    for school, days in held.items():
        for day in days:
            yield {
                "Reference": "H-2a", "School or trust": school, "Occasion": "Review of plans",
                "Held on": day,
            }  # fmt: skip


def _evidence() -> Iterator[Row]:
    items = ("Accessibility plan", "Medicines policy", "Moving-and-handling assessment")
    for school, count in zip(SCHOOLS, (3, 2, 1), strict=True):
        for number, item in enumerate(items):
            there = number < count
            yield {
                "Reference": "H-2b", "School or trust": school, "Item": item,
                "In place": "Y" if there else "N",
                "Date of evidence": dt.date(2023, 9, 20) if there else None,
                "Evidence": f"{item}, shared drive" if there else None,
            }  # fmt: skip


def _tracked(reference: str, action: str, status: str, due: dt.date) -> Row:
    done = dt.date(2023, 12, 1) if status == "Complete" else None
    return {
        "Ref": reference, "Action or milestone": action, "Owner": "Chief executive", "Due": due,
        "Status": status, "Completed on": done, "Last update": dt.date(2023, 12, 12),
    }  # fmt: skip


def _families() -> Iterator[Row]:
    """Ten families of each school answer two statements; 9, 8 and 6 of them speak well of it."""
    for school, well in zip(SCHOOLS, (9, 8, 6), strict=True):
        for number in range(10):
            said = "Agree" if number < well else "Disagree"
            yield {
                "ID": f"{school[:2]}{number}", "Completion time": dt.date(2023, 11, 20),
                "Which school does your child go to?": school,
                "My child is happy at this school": said,
                "I would recommend this school to another parent": said,
            }  # fmt: skip


def _posts() -> Iterator[Row]:
    for school, filled in zip(SCHOOLS, (20, 19, 17), strict=True):
        for number in range(20):
            here = number < filled
            yield {
                "Post ref": f"{school[:2]}-{number}", "Site": school, "Post": "Class teacher",
                "Staff group": "Teacher", "Established FTE": 1, "Filled FTE": int(here),
                "Vacant since": None if here else dt.date(2023, 11, 1),
            }  # fmt: skip
