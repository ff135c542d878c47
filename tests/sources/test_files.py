"""Files that are not what their names say, and every way to save a CSV file."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from goldenthread.sources import workbook
from goldenthread.sources.extent import MOST_CELLS
from goldenthread.sources.table import Absent, Table

CENSUS = (
    "School,Academic Year,Pupils on roll\nNorth,2021/22,812\nSouth St. Mary’s School,2021/22,701\n"
)
NAME = "January census headcount"


def refused(drop, rule: str) -> str:
    found = [f for f in drop.findings if f.rule == rule]
    assert len(found) == 1, [str(f) for f in drop.findings]
    assert found[0].severity == "stop"
    assert found[0].source == "census"
    assert isinstance(drop.tables["census"], Absent)
    assert found[0].message in drop.tables["census"].reason
    return str(found[0])


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ","),
        ("utf-16", "\t"),
        ("cp1252", ";"),
        ("cp1252", "|"),
        ("utf-8-sig", ";"),
    ],
)
def test_csv_in_any_encoding_and_with_any_delimiter(read, encoding, delimiter):
    text = CENSUS.replace(",", delimiter).replace("\n", "\r\n")
    drop = read({f"{NAME}.csv": text.encode(encoding)}, "census")

    assert drop.findings == ()
    frame = drop.tables["census"].frame
    assert frame["school"].tolist() == ["100001", "100002"]
    assert frame["headcount"].tolist() == [812, 701]
    assert frame["_sheet"].tolist() == ["", ""]
    assert frame["_row"].tolist() == [2, 3]


def test_csv_that_declares_its_delimiter_keeps_the_rows_of_excel(read):
    drop = read({f"{NAME}.csv": "sep=;\n" + CENSUS.replace(",", ";")}, "census")

    assert drop.tables["census"].frame["_row"].tolist() == [2, 3]


def test_csv_with_line_breaks_in_quotes_and_titles_counts_records(read):
    text = f'"Compass Trust,\nJanuary census"\n\n{CENSUS}'
    drop = read({f"{NAME}.csv": text}, "census")

    assert drop.tables["census"].frame["_row"].tolist() == [4, 5]


def test_csv_row_with_an_unquoted_comma_is_doubted(read):
    drop = read({f"{NAME}.csv": CENSUS + "North,2020/21,1,204\n"}, "census")

    assert [(f.rule, f.row, f.severity) for f in drop.findings] == [
        ("too-many-cells", 4, "warning")
    ]


def test_file_that_another_program_holds(read, monkeypatch):
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == ".csv":
            raise PermissionError
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    drop = read({f"{NAME}.csv": CENSUS}, "census")

    assert [f.rule for f in drop.findings] == ["locked-file", "missing-export"]


def test_tab_separated_text_named_xls_is_read(read):
    drop = read({f"{NAME}.xls": CENSUS.replace(",", "\t")}, "census")

    assert drop.tables["census"].frame["headcount"].tolist() == [812, 701]


def test_zero_byte_file(read):
    assert "the file is empty (0 bytes)" in refused(
        read({f"{NAME}.xlsx": b""}, "census"), "empty-file"
    )


def test_password_protected_workbook(read):
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    text = refused(read({f"{NAME}.xlsx": ole}, "census"), "password")
    assert "Save a copy without the password" in text


def test_html_named_xls(read):
    text = "<html><table><tr><td>School</td></tr></table></html>"
    drop = read({f"{NAME}.xls": text}, "census")
    assert "web page (HTML)" in refused(drop, "html-as-spreadsheet")


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 no archive", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 900, b"GIF89a\0\0\0\0"],
)
def test_damaged_file(read, content):
    refused(read({f"{NAME}.xlsx": content}, "census"), "not-a-spreadsheet")


def test_pointer_to_a_file_kept_elsewhere(read):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    refused(read({f"{NAME}.csv": pointer}, "census"), "pointer-file")


def test_zip_bomb_is_refused_unopened(read):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)
    assert "too large to open safely" in refused(
        read({f"{NAME}.xlsx": content.getvalue()}, "census"), "too-large"
    )


def far_corner(value: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in CENSUS.splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    sheet["XFD1048576"].value = value
    sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_sheet_that_spans_too_many_cells_is_refused(read):
    text = refused(read({f"{NAME}.xlsx": far_corner("x")}, "census"), "too-large")
    assert f"{MOST_CELLS:,}" in text


def test_sheet_that_is_only_formatted_to_its_far_corner_is_read(read):
    drop = read({f"{NAME}.xlsx": far_corner(None)}, "census")

    assert drop.findings == ()
    assert drop.tables["census"].frame["headcount"].tolist() == [812, 701]


def test_reader_that_panics_is_a_finding(read, monkeypatch):
    class PanicException(BaseException):
        """As the reader's own: not an Exception."""

    class Panics:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PanicException

        from_path = from_filelike

    monkeypatch.setattr(workbook.calamine, "CalamineWorkbook", Panics)
    refused(read({f"{NAME}.xlsx": far_corner(None)}, "census"), "not-a-spreadsheet")


def test_files_that_are_no_exports(read):
    drop = read(
        {
            f"{NAME}.csv": CENSUS,
            f"~${NAME}.xlsx": b"lock",
            ".DS_Store": b"x",
            "minutes.docx": b"x",
            "menu.xlsx": [["Dish"], ["Soup"]],
            "notes.txt": "x",
        },
        "census",
        ignore=["notes*"],
    )

    assert {(f.file, f.rule, f.severity) for f in drop.findings} == {
        (f"~${NAME}.xlsx", "lock-file", "note"),
        ("minutes.docx", "unrecognised-file", "warning"),
        ("menu.xlsx", "unrecognised-file", "warning"),
    }
    assert [(item.name, item.source) for item in drop.inputs] == [
        (f"{NAME}.csv", "census"),
        ("menu.xlsx", ""),
        ("minutes.docx", ""),
    ]


def test_same_file_twice_is_read_once(read):
    drop = read({f"{NAME}.csv": CENSUS, f"{NAME} (1).csv": CENSUS}, "census")

    assert [f.rule for f in drop.findings] == ["same-file-twice"]
    assert len(drop.tables["census"].frame) == 2


def test_files_in_subfolders_are_named_by_their_path(read):
    drop = read({f"from schools/{NAME}.csv": CENSUS}, "census")

    assert set(drop.tables["census"].frame["_file"]) == {f"from schools/{NAME}.csv"}


REAL = Path(__file__).parents[3] / "shared" / "real" / "ks4_and_absence_2018_19"


@pytest.mark.skipif(not REAL.is_dir(), reason="the public files are not beside the project")
def test_published_files_of_the_department_for_education(read, tmp_path):
    (tmp_path / "drop").mkdir()
    for name in ("england_ks4provisional", "england_abs", "england_census"):
        shutil.copy(REAL / f"{name}.csv", tmp_path / "drop")
    drop = read({}, "dfe_ks4", "dfe_absence", "dfe_census")

    assert drop.findings == ()
    ks4, absence, census = (drop.tables[f"dfe_{n}"] for n in ("ks4", "absence", "census"))
    assert isinstance(ks4, Table)
    assert len(ks4.frame) == 5652
    aldersley = ks4.frame[ks4.frame["urn"] == "139138"].iloc[0]
    england = ks4.frame[ks4.frame["record_type"] == 5].iloc[0]
    assert aldersley["progress_8_low"] < aldersley["progress_8"] < aldersley["progress_8_high"]
    assert 0 < aldersley["english_maths_5"] < 100
    assert england["attainment_8"] > 40
    assert ks4.frame["pupils"].min() > 0
    assert "withheld by whoever published it" in set(ks4.gaps["reason"])
    assert absence.frame.loc[absence.frame["urn"] == "144278", "absence"].notna().all()
    suppressed = set(absence.gaps.loc[absence.gaps["column"] == "persistent", "_row"])
    of_those = absence.frame["_row"].isin(suppressed)
    assert absence.frame.loc[of_those, "persistent"].isna().all()
    assert census.frame.loc[census.frame["urn"] == "139138", "pupils"].item() > 300
