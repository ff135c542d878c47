"""Ways to spoil an export, each chosen by a seed: its rows, its bytes, its archive, its XML."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import warnings
import zipfile
from dataclasses import dataclass

from originals import ORIGINALS, Grid, Original, as_csv, built

# An .xls and an .ods take a process of their own to open, so there are fewer of them.
ENDINGS = ("xlsx", "xlsx", "xlsx", "xlsx", "xls", "ods", "csv", "csv")
MARKERS = ("c", "x", "z", "u", "k", "low", "SUPP", "NE", "NP", "LOWCOV", "NEW", "-", "~", ":", "..",
           "#N/A", "#DIV/0!", "#REF!", "NULL", "n/a", "TBC", "*")  # fmt: skip
# No tabs, line feeds or carriage returns among the controls: a sheet may hold those.
NASTY: tuple[object, ...] = (
    *MARKERS, "", " ", "\u00a0", "0", 0, 0.0, -0.0, -1, 1e308, -1e308, 1e-300, 2**53 + 1, 10**30,
    "1e999", "NaN", "inf", "1E10", "1.23E+12", "0042", "1.234,5", "(1,234)", "£000s", "٣", "½",
    "92.4%", 0.924, "100%%", True, False, dt.date(1900, 1, 1), dt.date(9999, 12, 31),
    dt.datetime(2021, 9, 3, 23, 59, 59), dt.time(9, 30), 44442, 2958466, -44442, "31/02/2021",  # noqa: DTZ001
    "12/17/2021", "2021-09-03T00:00:00+23:59", "Sept 21", "ongoing", "99/99/9999",
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.invalid","x")',
    "\u202eevil", "a\u0300" * 50, "\ufeff", "\ufffd", "Ü" * 40_000, "x" * 33_000, "a\nb\r\nc",
    "Total", "Source:", "Notes", "UPN", "School", "H801200001001", "A801200001001", "Y", "N", "P",
    "𝕏" * 300, "'", '"', '""', ";;;;", "\t\t", "<script>", "&amp;", "{{7*7}}", "%s%n", "../../x",
)  # fmt: skip


@dataclass(frozen=True)
class Spoilt:
    """A file of a drop and what was done to it."""

    original: Original
    file: str
    data: bytes
    how: str


def spoilt(seed: int) -> Spoilt:
    rng = random.Random(seed)  # noqa: S311 - a test that can be repeated, no secret
    original, ending = rng.choice(ORIGINALS), rng.choice(ENDINGS)
    done: list[str] = []
    sheets = {name: [list(row) for row in rows] for name, rows in original.sheets.items()}
    if ending != "xls" and rng.random() < 0.6:
        for _ in range(rng.randint(1, 3)):
            grid = sheets[rng.choice(list(sheets))]
            change = rng.choice(_GRID_CHANGES)
            done.append(change.__name__.strip("_"))
            change(rng, grid)
    if ending == "csv":
        data = _delimited(rng, next(iter(sheets.values())), done)
    else:
        data = _workbook(rng, sheets, ending, original, done)
    if not done or rng.random() < 0.15:
        change = rng.choice(_BYTE_CHANGES)
        done.append(change.__name__.strip("_"))
        data = change(rng, data)
    shown = ending
    if rng.random() < 0.05:  # wrongly named
        shown = rng.choice(("xlsx", "xls", "ods", "csv", "xlsm", "xlsb", "txt"))
    return Spoilt(original, f"{original.name}.{shown}", data, f"{ending}: {', '.join(done)}")


# Rows -------------------------------------------------------------------------------------------


def _replace_cells(rng: random.Random, grid: Grid) -> None:
    for _ in range(rng.randint(1, 4)):
        row = rng.choice([row for row in grid if row] or [[None]])
        row[rng.randrange(len(row))] = rng.choice(NASTY)


def _replace_column(rng: random.Random, grid: Grid) -> None:
    place, value = rng.randrange(max(map(len, grid)) or 1), rng.choice(NASTY)
    for row in grid[2:]:
        if place < len(row):
            row[place] = value


def _swap_rows(rng: random.Random, grid: Grid) -> None:
    a, b = rng.randrange(len(grid)), rng.randrange(len(grid))
    grid[a], grid[b] = grid[b], grid[a]


def _swap_columns(rng: random.Random, grid: Grid) -> None:
    width = max(map(len, grid)) or 1
    a, b = rng.randrange(width), rng.randrange(width)
    for row in grid:
        row += [None] * (width - len(row))
        row[a], row[b] = row[b], row[a]


def _slip_headers(rng: random.Random, grid: Grid) -> None:
    """The headers move by a column, the values do not."""
    header = max(grid, key=_texts)
    header[:] = header[-1:] + header[:-1] if rng.random() < 0.5 else header[1:] + header[:1]


def _texts(row: list[object]) -> int:
    return sum(isinstance(cell, str) for cell in row)


def _slip_row(rng: random.Random, grid: Grid) -> None:
    row = rng.choice(grid)
    row.insert(rng.randrange(len(row) + 1), rng.choice(NASTY))


def _insert_row(rng: random.Random, grid: Grid) -> None:
    row = [rng.choice(NASTY) for _ in range(rng.randint(0, 12))]
    grid.insert(rng.randrange(len(grid) + 1), row)


def _insert_column(rng: random.Random, grid: Grid) -> None:
    place, value = rng.randrange(max(map(len, grid)) + 1), rng.choice(NASTY)
    for row in grid:
        row.insert(min(place, len(row)), value)


def _delete_row(rng: random.Random, grid: Grid) -> None:
    if len(grid) > 1:
        del grid[rng.randrange(len(grid))]


def _delete_column(rng: random.Random, grid: Grid) -> None:
    place = rng.randrange(max(map(len, grid)) or 1)
    for row in grid:
        if 0 <= place < len(row) and len(row) > 1:
            del row[place]


def _repeat_row(rng: random.Random, grid: Grid) -> None:
    row = rng.choice(grid)
    grid.insert(rng.randrange(len(grid) + 1), list(row))


def _repeat_column(rng: random.Random, grid: Grid) -> None:
    place = rng.randrange(max(map(len, grid)) or 1)
    for row in grid:
        row.append(row[place] if place < len(row) else None)


def _transpose(rng: random.Random, grid: Grid) -> None:
    width = max(map(len, grid))
    square = [[*row, *[None] * (width - len(row))] for row in grid]
    grid[:] = [list(column) for column in zip(*square, strict=True)]


def _retype_header(rng: random.Random, grid: Grid) -> None:
    row = rng.choice([row for row in grid[:2] if row] or [[None]])
    place = rng.randrange(len(row))
    text = str(row[place])
    row[place] = rng.choice(
        (text.upper(), f" {text}\n", f"{text}:", text[:-1], text + text, "", None, 7)
    )


def _title_rows(rng: random.Random, grid: Grid) -> None:
    for _ in range(rng.randint(1, 30)):
        grid.insert(
            0, [rng.choice(("", "Compass Trust", "South St. Mary's School", "Page 1", None))]
        )


_GRID_CHANGES = (
    _replace_cells, _replace_cells, _replace_cells, _replace_cells, _replace_column, _swap_rows,
    _swap_columns, _slip_headers, _slip_row, _insert_row, _insert_column, _delete_row,
    _delete_column, _repeat_row, _repeat_column, _transpose, _retype_header, _title_rows,
)  # fmt: skip


# Text -------------------------------------------------------------------------------------------


def _delimited(rng: random.Random, grid: Grid, done: list[str]) -> bytes:
    text = as_csv(grid, rng.choice((",", ",", ";", "\t", "|")))
    if rng.random() < 0.4:
        done.append("text")
        if rng.random() < 0.3:
            text = f"sep={rng.choice(';,|')}\n" + text
        at = rng.randrange(len(text))
        odd = ('"', "\0", "\r", '""', ",", "\n\n", "\ufeff", "\u2028", "\x1a", "")
        text = text[:at] + rng.choice(odd) + text[at:]
        if rng.random() < 0.3:
            text = text.replace("\r\n", rng.choice(("\n", "\r", "\n\r", "\u2028")))
    encoding = rng.choice(
        ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "cp850", "utf-32")
    )
    if encoding != "utf-8":
        done.append(encoding)
    return text.encode(encoding, errors="replace")


# Archives and XML -------------------------------------------------------------------------------


def _workbook(
    rng: random.Random, sheets: dict[str, Grid], ending: str, original: Original, done: list[str]
) -> bytes:
    try:
        data = built(sheets, ending, original.name)
    except ValueError:  # openpyxl refuses what no workbook can hold, such as control characters
        done.clear()
        data = built(original.sheets, ending, original.name)
    except Exception as error:
        if type(error).__name__ != "IllegalCharacterError":
            raise
        done.clear()
        data = built(original.sheets, ending, original.name)
    if ending == "xls":
        return data
    if not done or rng.random() < 0.4:
        data = _archive(rng, data, done)
    return data


def _archive(rng: random.Random, data: bytes, done: list[str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(members))
        name, content = members[at]
        change = rng.choice(
            ("remove", "repeat", "rename", "corrupt", *["attribute", "element", "value"] * 4)
        )
        done.append(f"{change} in {name}")
        if change == "remove":
            members = members[:at] + members[at + 1 :] or members
        elif change == "repeat":
            members.append((name, _flip(rng, content)))
        elif change == "rename":
            members[at] = (name.upper() if rng.random() < 0.5 else f"../{name}", content)
        elif change == "corrupt":
            members[at] = (name, rng.choice(_BYTE_CHANGES)(rng, content))
        else:
            members[at] = (name, _XML_CHANGES[change](rng, content))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                member.write(content)
    return out.getvalue()


_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_ELEMENT = re.compile(rb"<(\w[\w:]*)(?: [^>]*)?(?:/>|>[^<]*</\1>)")
_VALUE = re.compile(rb">([^<]+)<")
_ATTRIBUTES = (
    b"", b"0", b"-1", b"1", b"s", b"e", b"b", b"d", b"str", b"inlineStr", b"n", b"4294967296",
    b"A0", b"XFD1048576", b"A1:XFD1048576", b"ZZZZ99999999", b"B2", b"C3", b"999999", b"14",
    b"22", b"hidden", b"veryHidden", b"../x", b"0000-00-00", b"2021-13-45T25:61:61", b"PT99H",
    b"1e400", b"nan", b"true", b"\xff\xfe", b"&#0;", b"&x;", b"x" * 5000, b"mm/dd/yyyy",
    b"[h]:mm", b'0.00%;[Red]"x"',
)  # fmt: skip


def _attribute(rng: random.Random, xml: bytes) -> bytes:
    return _put(rng, xml, _ATTRIBUTE, 2, rng.choice(_ATTRIBUTES))


def _element(rng: random.Random, xml: bytes) -> bytes:
    found = list(_ELEMENT.finditer(xml))
    if not found:
        return _flip(rng, xml)
    hit = rng.choice(found)
    piece = hit[0]
    new = rng.choice((b"", piece * 2, piece * 300, piece + b"<", b"<!--" + piece, b"<a>" * 200))
    return xml[: hit.start()] + new + xml[hit.end() :]


def _value(rng: random.Random, xml: bytes) -> bytes:
    text = str(rng.choice(NASTY)).encode("utf-8", errors="replace")
    return _put(rng, xml, _VALUE, 1, text.replace(b"<", b"&lt;") if rng.random() < 0.9 else text)


_XML_CHANGES = {"attribute": _attribute, "element": _element, "value": _value}


def _put(
    rng: random.Random, xml: bytes, pattern: re.Pattern[bytes], group: int, new: bytes
) -> bytes:
    found = list(pattern.finditer(xml))
    if not found:
        return _flip(rng, xml)
    hit = rng.choice(found)
    return xml[: hit.start(group)] + new + xml[hit.end(group) :]


# Bytes ------------------------------------------------------------------------------------------


def _flip(rng: random.Random, data: bytes) -> bytes:
    spoiled = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        if spoiled:
            spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _blank_out(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    length = rng.randint(1, 600)
    return data[:start] + b"\0" * len(data[start : start + length]) + data[start + length :]


def _stutter(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    piece = data[start : start + rng.randint(1, 600)]
    return data[:start] + piece * rng.randint(2, 4) + data[start + len(piece) :]


def _big_number(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(max(1, len(data) - 4))
    return data[:start] + b"\xff\xff\xff\x7f" + data[start + 4 :]


_BYTE_CHANGES = (_flip, _flip, _flip, _cut, _blank_out, _stutter, _big_number)
