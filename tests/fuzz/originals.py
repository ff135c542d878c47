"""Small sound exports that the fuzz test spoils: real workbooks of four kinds, and the rows of
which they are made. Every person in them is invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from goldenthread.trust import Body, School, Trust

NORTH, SOUTH = "100001", "100002"
TRUST = Trust(
    trust="compass",
    name="Compass Trust",
    schools=(
        School(urn=NORTH, name="North High School", short_name="North",
               phase="secondary", joined=dt.date(2015, 9, 1)),
        School(urn=SOUTH, name="South St. Mary's School", short_name="South",
               phase="secondary", joined=dt.date(2016, 9, 1)),
    ),
    bodies=(
        Body(id="board", name="Trust Board", aliases=("Trustees",), kind="trustees"),
        Body(id="lgb-north", name="North Governing Body", kind="local", school=NORTH),
    ),
)  # fmt: skip

# No part of these may stand in a finding, whatever has happened to the file.
SURNAMES = ("Zzyxquil", "Mumblecroft", "Vexworthy")
FORENAMES = ("Qwyntha", "Jaxomir", "Ulfreda")
UPNS = ("H801200001001", "X801200001002", "L801200001003")
BORN = (dt.date(2006, 11, 27), dt.date(2007, 3, 19), dt.date(2007, 8, 30))
PLANTED = (*SURNAMES, *FORENAMES, *UPNS, *(f"{day:%d/%m/%Y}" for day in BORN),
           *(day.isoformat() for day in BORN))  # fmt: skip

Grid = list[list[object]]
DAY = dt.date(2021, 11, 5)


@dataclass(frozen=True)
class Original:
    """One sound export: its name without an ending, the sheets of it, and what else the drop
    needs. `kept` is a file of the drop that stays sound."""

    name: str
    source: str
    sheets: Mapping[str, Sequence[Sequence[object]]]
    kept: Mapping[str, str]
    sources: tuple[str, ...]


PUPILS = [
    ["UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year", "Pupil Premium Indicator",
     "SEN Status", "EAL", "Date of Admission"],
    *([upn, surname, forename, born, "F", 11, "Y", "N", "N", dt.date(2018, 9, 3)]
      for upn, surname, forename, born in zip(UPNS, SURNAMES, FORENAMES, BORN, strict=True)),
]  # fmt: skip
ATTENDANCE = [
    ["North High School: attendance by pupil"],
    ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised", "% Attend"],
    *([upn, f"{surname}, {forename}", 11, 140, 120 + i, 2, 10, 8 - i, "87.1%"]
      for i, (upn, surname, forename) in enumerate(zip(UPNS, SURNAMES, FORENAMES, strict=True))),
    ["Total", None, None, 420, 363, 6, 30, 21, None],
]  # fmt: skip
SUSPENSIONS = [
    ["School", "UPN", "Name", "Type", "Reason", "Start Date"],
    ["North", UPNS[0], f"{FORENAMES[0]} {SURNAMES[0]}", "Suspension", "Theft", DAY],
    ["South", UPNS[1], f"{FORENAMES[1]} {SURNAMES[1]}", "Permanent", "Theft", DAY],
]  # fmt: skip
ACCOUNTS = [
    ["Month", "Ledger code", "Description", "Category", "Annual budget £", "Budget YTD £",
     "Actual YTD £"],
    [dt.date(2021, 9, 1), "0100", "Grant", "Income", 1_200_000, "£100,000", 100_250.5],
    ["Sep 2021", "2001", "Teachers", "Staff costs", 960_000, 80_000, "(81,250.25)"],
    [None, None, "Total", None, 240_000, 20_000, 19_000.25],
]  # fmt: skip
MEETINGS = [
    ["Board or committee", "Name", dt.date(2021, 10, 14), dt.date(2022, 2, 17)],
    ["Trust Board", "Q. Invented", "P", "Ap"],
    [None, "Z. Invented", "–", "A"],
]
TRACKING = [
    ["School", "Data point", "Year", "Subject", "Due", "Uploaded", "Pupils", "Grades entered"],
    ["North", "Autumn 1", 11, "Maths", DAY, DAY, 150, 148],
    ["South", "Autumn 1", 11, "Maths", DAY, None, 140, 0],
]


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([[_typed(cell) for cell in row] for row in rows])
    return text.getvalue()


def _typed(cell: object) -> object:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell


_KEPT_PUPILS = {"South pupil list.csv": as_csv(PUPILS[:3])}
_KEPT_LIST = {"North pupil list.csv": as_csv(PUPILS)}
ORIGINALS = (
    Original("North pupil list", "pupils", {"Pupils": PUPILS}, _KEPT_PUPILS, ("pupils",)),
    Original("North attendance", "attendance", {"Autumn": ATTENDANCE, "Spring": ATTENDANCE},
             _KEPT_LIST, ("attendance", "pupils")),
    Original("suspensions", "suspensions", {"Log": SUSPENSIONS}, {}, ("suspensions",)),
    Original("management accounts", "accounts", {"North": ACCOUNTS, "South": ACCOUNTS}, {},
             ("accounts",)),
    Original("meeting attendance", "meeting_attendance", {"2021-22": MEETINGS}, {},
             ("meeting_attendance",)),
    Original("tracking", "tracking", {"Uploads": TRACKING}, {}, ("tracking",)),
)  # fmt: skip


def built(sheets: Mapping[str, Sequence[Sequence[object]]], ending: str, name: str = "") -> bytes:
    """The sheets as a file of one kind. An .xls was saved once and lies beside this module; it
    holds the sound rows."""
    if ending == "csv":
        return as_csv(next(iter(sheets.values()))).encode("utf-8")
    if ending == "ods":
        return _open_document(sheets)
    if ending == "xls":
        return (Path(__file__).parent / "originals" / f"{name}.xls").read_bytes()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def _open_document(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """As LibreOffice writes it, without the styles."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">'
        + "".join(
            "<table:table-row>" + "".join(map(_open_cell, row)) + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for title, rows in sheets.items()
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return data.getvalue()


def _open_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        kind, text = f'date" office:date-value="{cell.isoformat()}', f"{cell:%d/%m/%Y}"
    elif isinstance(cell, int | float):
        kind, text = f'float" office:value="{cell}', str(cell)
    else:
        kind, text = "string", escape(_printable(str(cell)))
    return (
        f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
    )


def _printable(text: str) -> str:
    return "".join(sign if sign >= " " or sign in "\t\n\r" else " " for sign in text)
