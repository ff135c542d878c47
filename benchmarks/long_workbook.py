"""A made-up workbook of 100,000 pupils as Excel would save it: text shared, days as styled numbers.

The cells are those of a pupil list with its sessions: days, numbers typed as text, a dash or SUPP
where a number is missing, per cent with and without its sign, more than one spelling of a year.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import openpyxl
from openpyxl.utils import get_column_letter

_SEED = 20220716
_EPOCH = dt.date(1899, 12, 30)
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_OFFICE = "openxmlformats"
_KINDS, _LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
SOURCE = """\
source: pupil_sessions
title: Pupil list with sessions
description: Every pupil on roll with the sessions of the year.
rows: people
files: ["*pupil*list*"]
school_from: file
key: [upn]
columns:
  upn: {title: UPN, type: upn, personal: true, nullable: false}
  surname: {title: Legal Surname, type: text, personal: true}
  forename: {title: Legal Forename, type: text, personal: true}
  date_of_birth: {title: DOB, type: date, personal: true}
  sex: {title: Gender, type: choice, choices: {F: [Female], M: [Male]}}
  year_group: {title: Year, type: year_group}
  form: {title: Reg Group, type: text, personal: true}
  date_of_admission: {title: Date of Admission, type: date}
  pupil_premium: {title: Pupil Premium Indicator, type: yes_no}
  sen: {title: SEN Status, type: choice, choices: {N: [None], K: [SEN Support], E: [EHCP]}}
  possible: {title: Possible, type: whole, minimum: 0}
  present: {title: Present, type: whole, minimum: 0}
  authorised: {title: Authorised, type: whole, minimum: 0}
  unauthorised: {title: Unauthorised, type: whole, minimum: 0}
  late: {title: Late (L), type: whole, minimum: 0}
  percent_attended: {title: "% Attend", type: percent}
"""
TITLES = (
    "UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year", "Reg Group",
    "Date of Admission", "Pupil Premium Indicator", "SEN Status", "Possible", "Present",
    "Authorised", "Unauthorised", "Late (L)", "% Attend",
)  # fmt: skip


def write_workbook(path: Path, pupils: int) -> None:
    """A sheet with a header and a row for each pupil, at `path`."""
    template, day_style = _template()
    shared: dict[str, int] = {}
    rows = [_row(1, TITLES, shared, day_style)]
    rows += [_row(n, cells, shared, day_style) for n, cells in enumerate(_pupils(pupils), 2)]
    last = f"{get_column_letter(len(TITLES))}{len(rows)}"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f'<worksheet {main}><dimension ref="A1:{last}"/><sheetData>'
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    parts = {
        "xl/worksheets/sheet1.xml": f"{sheet}{''.join(rows)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{texts}</sst>",
    }
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        parts |= {name: _with_shared_text(old, name) for name in (_KINDS, _LINKS)}
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))


def _with_shared_text(template: zipfile.ZipFile, name: str) -> str:
    """openpyxl keeps no shared text, so the list of parts and their links lack it."""
    kind, link = (
        f"application/vnd.{_OFFICE}-officedocument.spreadsheetml.sharedStrings+xml",
        f"http://schemas.{_OFFICE}.org/officeDocument/2006/relationships/sharedStrings",
    )
    part = {
        _KINDS: f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>',
        _LINKS: f'<Relationship Id="shared" Type="{link}" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
    }[name]
    end = part[part.rindex("</") :]
    return template.read(name).decode("utf-8").replace(end, part)


def _template() -> tuple[io.BytesIO, int]:
    """An empty workbook, and the number of its style for a day."""
    book = openpyxl.Workbook()
    day = book.active.cell(1, 1, dt.date(2021, 9, 1))
    day.number_format = "dd/mm/yyyy"
    file = io.BytesIO()
    book.save(file)
    return file, day.style_id


def _row(number: int, cells: tuple[object, ...], shared: dict[str, int], day_style: int) -> str:
    parts = []
    for place, cell in enumerate(cells):
        at = f'r="{_COLUMNS[place]}{number}"'
        if isinstance(cell, str):
            parts.append(f'<c {at} t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>')
        elif isinstance(cell, dt.date):
            parts.append(f'<c {at} s="{day_style}"><v>{(cell - _EPOCH).days}</v></c>')
        else:
            parts.append(f"<c {at}><v>{cell}</v></c>")
    return f'<row r="{number}">{"".join(parts)}</row>'


_COLUMNS = [get_column_letter(place + 1) for place in range(len(TITLES))]


def _pupils(pupils: int) -> list[tuple[object, ...]]:
    chance = np.random.default_rng(_SEED)

    def some(low: int, high: int) -> list[int]:
        return chance.integers(low, high, pupils).tolist()

    def of(choices: str) -> list[str]:
        return [choices[place] for place in some(0, len(choices))]

    columns = zip(
        map(_upn, range(pupils)), some(0, 4000), some(0, 1500), some(7, 12), some(0, 365),
        of("FM"), of("ABCDEFG"), of("YN"), of("NNNNKE"), some(250, 312), some(0, 40),
        some(0, 12), some(0, 100), strict=True,
    )  # fmt: skip
    return [_cells(*values) for values in columns]


def _cells(
    upn: str, surname: int, forename: int, year: int, day: int, sex: str, form: str,
    premium: str, sen: str, possible: int, authorised: int, unauthorised: int, luck: int,
) -> tuple[object, ...]:  # fmt: skip
    present = possible - authorised - unauthorised
    share = round(100 * present / possible, 1)
    percent: object = "SUPP" if luck == 0 else f"{share}%" if luck < 30 else share
    return (
        upn, f"Surname{surname}", f"Forename{forename}",
        dt.date(2016 - year, 9, 1) + dt.timedelta(days=day), sex,
        f"Year {year}" if luck % 2 else year, f"{year}{form}",
        dt.date(2028 - year, 9, 1 + luck % 5),
        premium, sen, possible, present, str(authorised), unauthorised,
        "-" if luck % 5 == 0 else luck // 10, percent,
    )  # fmt: skip


def _upn(serial: int) -> str:
    """A pupil number that nobody has (local authority 000), with its check letter."""
    digits = f"{serial:012d}"
    total = sum(place * int(digit) for place, digit in enumerate(digits, 2))
    return f"{_LETTERS[total % 23]}{digits}"
