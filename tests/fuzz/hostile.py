"""Files that were made to harm whoever opens them, small on the disk and large in memory."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable

import openpyxl
from originals import MANIFEST, ORIGINALS, built

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
Pieces = Iterable[bytes]


def replaced(member: str, pieces: Pieces, also: dict[str, bytes] | None = None) -> bytes:
    """A workbook of one small sheet with another text for one of its parts."""
    original = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["School", "Academic Year", "Pupils on roll"])
    book.save(original)
    out = io.BytesIO()
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in {member, *(also or {})}:
                new.writestr(info.filename, old.read(info))
        for name, content in (also or {}).items():
            new.writestr(name, content)
        with new.open(member, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return out.getvalue()


def _sheet(rows: Pieces, dimension: str = "A1:C2") -> Pieces:
    yield f'<?xml version="1.0"?><worksheet {MAIN}><dimension ref="{dimension}"/>'.encode()
    yield b"<sheetData>"
    yield from rows
    yield b"</sheetData></worksheet>"


def zip_bomb() -> bytes:
    """300 MB of one sign."""
    return replaced(SHEET, (b"\0" * 1_000_000 for _ in range(300)))


def sheet_of_200_megabytes() -> bytes:
    """Six million filled cells: 200 MB of XML."""
    cells = b"".join(
        b'<c r="%s#"><v>%d.%d</v></c>' % (letters, at * 7919 % 99991, at)
        for at, letters in enumerate(_LETTERS)
    )
    row = b'<row r="#">' + cells + b"</row>"
    rows = (row.replace(b"#", b"%d" % number) for number in range(1, 165_001))
    return replaced(SHEET, _sheet(rows, "A1:AN165000"))


_LETTERS = [openpyxl.utils.get_column_letter(at + 1).encode() for at in range(40)]


def sheet_of_claims() -> bytes:
    """16,384 columns and 1,048,576 rows are claimed, one cell is filled."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>School</t></is></c></row>'
    return replaced(SHEET, _sheet([cell], "A1:XFD1048576"))


def sheet_of_one_far_cell() -> bytes:
    """The one filled cell is the last that a sheet can have, and the sheet does not say so."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return replaced(SHEET, _sheet([cell], "A1"))


def rows_of_short_claims() -> bytes:
    """Wide and long, with the far cells first and no numbers of rows."""
    cells = (b'<row><c r="XFD%d"><v>1</v></c></row>' % at for at in range(1, 3000))
    return replaced(SHEET, _sheet(cells, "A1"))


def external_entity() -> bytes:
    """Names a file of the machine, and a text that grows tenfold eight times."""
    grown = "".join(f'<!ENTITY e{n} "{("&e" + str(n - 1) + ";") * 10}">' for n in range(1, 9))
    text = (
        '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY e0 "lol">'
        f'<!ENTITY f SYSTEM "{__file__}">{grown}]>'
        f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&f;&e8;</t></is>'
        "</c></row></sheetData></worksheet>"
    )
    return replaced(SHEET, [text.encode()])


def nested_xml() -> bytes:
    return replaced(SHEET, _sheet([b"<a>" * 3_000_000, b"</a>" * 3_000_000]))


def endless_shared_strings() -> bytes:
    """A list of texts that claims to hold four thousand million."""
    head = f'<?xml version="1.0"?><sst {MAIN} count="4294967295" uniqueCount="4294967295">'.encode()
    texts = (b"<si><t>text %d</t></si>" % at for at in range(1000))
    return replaced("xl/sharedStrings.xml", [head, *texts, b"</sst>"])


def long_text_in_a_cell() -> bytes:
    """One shared text of 20 MB in 100 cells."""
    text = b"<sst " + MAIN.encode() + b"><si><t>" + b"ab" * 10_000_000 + b"</t></si></sst>"
    cells = (b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(1, 101))
    return replaced(SHEET, _sheet(cells), {"xl/sharedStrings.xml": text})


def repeated_cells(rows: int, columns: int) -> Callable[[], bytes]:
    def document() -> bytes:
        data = built({"Sheet": [["School", 1]]}, "ods")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read("content.xml")
        content = content.replace(
            b"<table:table-row>",
            b'<table:table-row table:number-rows-repeated="%d">' % rows,
        ).replace(
            b'<table:table-cell office:value-type="float"',
            b'<table:table-cell table:number-columns-repeated="%d" office:value-type="float"'
            % columns,
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", MANIFEST)
            archive.writestr("content.xml", content)
        return out.getvalue()

    return document


def sectors_in_a_circle() -> bytes:
    """An old workbook whose table says that the directory's first sector follows itself."""
    data = bytearray(built({}, "xls", ORIGINALS[0].name))
    first_table, directory = (
        struct.unpack_from("<I", data, 76)[0],
        struct.unpack_from("<I", data, 48)[0],
    )
    struct.pack_into("<I", data, (first_table + 1) * 512 + 4 * directory, directory)
    return bytes(data)


def claims_of_an_old_workbook() -> bytes:
    """Says that it holds four thousand million texts."""
    data = bytearray(built({}, "xls", ORIGINALS[0].name))
    at = data.find(b"\xfc\x00", 512)
    struct.pack_into("<II", data, at + 4, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(data)


def text_of_one_line() -> bytes:
    """20 MB of separators in one record."""
    return b"School,Academic Year,Pupils on roll\n" + b"," * 20_000_000


def text_that_never_closes_its_quotes() -> bytes:
    return b'School,Academic Year,Pupils on roll\nNorth,2021/22,"' + b"1,\n" * 5_000_000


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb.xlsx": zip_bomb,
    "sheet of 200 MB.xlsx": sheet_of_200_megabytes,
    "claims.xlsx": sheet_of_claims,
    "far cell.xlsx": sheet_of_one_far_cell,
    "short claims.xlsx": rows_of_short_claims,
    "entities.xlsx": external_entity,
    "nested.xlsx": nested_xml,
    "shared strings.xlsx": endless_shared_strings,
    "long text.xlsx": long_text_in_a_cell,
    "repeated far.ods": repeated_cells(1_048_576, 16_384),
    "repeated near.ods": repeated_cells(6_000, 16_000),
    "circle.xls": sectors_in_a_circle,
    "old claims.xls": claims_of_an_old_workbook,
    "one line.csv": text_of_one_line,
    "quotes.csv": text_that_never_closes_its_quotes,
}
