"""A file is read alike whether it is short, long, or of millions of rows.

The same content is read record by record and column by column, with text as it is and as
categories; what is found cell by cell is compared with a plain loop over the cells.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.drop import Drop
from goldenthread.project import Project
from goldenthread.sources import delimited
from goldenthread.sources.cell import Fault, Marker, as_text
from goldenthread.sources.columns import TEXT, categorised, read_column
from goldenthread.sources.delimited import open_delimited
from goldenthread.sources.delimited_columns import read_columns
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.sources.encoded import Encoded
from goldenthread.sources.joined import joined, shared_keys
from goldenthread.sources.records import from_rows
from goldenthread.sources.rows import TotalRows, data_rows
from goldenthread.sources.table import FILE, ROW, SHEET, Absent, row_text, rows_of
from goldenthread.sources.upns import sure_upns
from goldenthread.sources.values import read_upn, upn_letter
from goldenthread.trust import School, Trust

ROOT = Path(__file__).parents[2]
NORTH = "100001"
JOINED = dt.date(2015, 9, 1)
TRUST = Trust(
    trust="compass",
    name="Compass Trust",
    schools=(
        School(urn=NORTH, name="North High School", short_name="North",
               phase="secondary", joined=JOINED),
        School(urn="100002", name="South School", short_name="South",
               phase="secondary", joined=JOINED),
    ),
)  # fmt: skip
SOURCE = (ROOT / "params/sources/attendance_marks.yml").read_text("utf-8")
DROP = Drop.model_validate(
    {"drop": "a-drop", "title": "A drop", "trust": "compass", "plan": "p", "year": "2021/22",
     "term": "autumn", "as_of": "2021-12-17"}
)  # fmt: skip
HEADER = "UPN,Date,Session,Mark"
DIGITS = [f"80120000{number:04d}" for number in range(1, 300)]
UPNS = [upn_letter("?" + digits) + digits for digits in DIGITS]


@contextmanager
def long_from(characters: int) -> Iterator[None]:
    """Files of so many characters count as long."""
    before = delimited.LONG
    delimited.LONG = characters
    try:
        yield
    finally:
        delimited.LONG = before


def read(files: dict[str, str], *, bulk: bool) -> DropTables:
    with tempfile.TemporaryDirectory() as root:
        declared, folder = Path(root, "params", "sources"), Path(root, "drop")
        declared.mkdir(parents=True)
        folder.mkdir()
        source = SOURCE if bulk else SOURCE.replace("bulk: true\n", "")
        Path(declared, "attendance_marks.yml").write_text(source, "utf-8")
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8", newline="")
        return read_drop(Project(Path(root)), TRUST, DROP, folder)


def three_ways(files: dict[str, str]) -> tuple[DropTables, DropTables, DropTables]:
    with long_from(10**9):
        record_by_record = read(files, bulk=False)
    with long_from(0):
        return record_by_record, read(files, bulk=False), read(files, bulk=True)


def assert_same(drop: DropTables, other: DropTables) -> None:
    assert drop.findings == other.findings
    one, two = drop.tables["attendance_marks"], other.tables["attendance_marks"]
    if isinstance(one, Absent) or isinstance(two, Absent):
        assert one == two
        return
    pd.testing.assert_frame_equal(one.gaps, two.gaps)
    plain = two.frame.astype(
        {name: TEXT for name in two.frame if two.frame[name].dtype == "category"} | {ROW: "int64"}
    )
    pd.testing.assert_frame_equal(one.frame, plain)


CELLS = st.tuples(
    st.sampled_from([*UPNS[:6], UPNS[0][:-1] + "Z", "", " ", "-", "not known"]),
    st.sampled_from(["06/09/2021", "2021-09-07", "08/09/2021", "31/02/2021", "", "44446", "soon"]),
    st.sampled_from(["AM", "PM", "am", "1", "2", "X", "", '"PM"']),
    st.sampled_from(["/", "\\", "N", "-", "", "I", '"I"', '"a,b"', "C1"]),
)
LINES = st.one_of(
    CELLS.map(",".join),
    CELLS.map(",".join),
    CELLS.map(",".join),
    st.sampled_from(
        ["", ",,,", "Total,,,12", "Autumn term,,,", "Source: SIMS,,,", "Note: provisional", HEADER,
         "a,b", f"{UPNS[7]},06/09/2021,AM,/,late", '"a\nb",,,', '5" tall,06/09/2021,AM,/']
    ),
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    st.lists(LINES, max_size=12),
    st.lists(st.sampled_from(["North High School", "", "Marks,,,", "a,b,c,d,e"]), max_size=2),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_a_long_file_is_read_as_a_short_one(lines, above, ending, ends):
    text = ending.join([*above, HEADER, *lines]) + (ending if ends else "")
    short, long, bulk = three_ways({"North session marks.csv": text})
    assert_same(short, long)
    assert_same(short, bulk)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from('ab1,;"\n\r \0é'), max_size=60), st.integers(0, 3))
def test_columns_of_any_text_are_those_of_its_records_or_none(text, first):
    file = open_delimited(text.encode("utf-8"))
    records = list(file.records())
    columns = read_columns(file, first)
    if columns is None:
        return
    assert columns.first == first
    width = max(columns.width, max(map(len, records[first:]), default=0))
    cells = [[*record, *[""] * (width - len(record))] for record in records[first:]]
    while cells and not any(cells[-1]):
        cells.pop()
    read = list(zip(*(columns.column(at).listed() for at in range(width)), strict=True))
    while read and not any(read[-1]):
        read.pop()
    assert read == list(map(tuple, cells))


def test_a_plain_file_is_indeed_read_by_columns():
    text = f"Marks of North\r\n\r\n{HEADER}\r\n" + "".join(
        f'{upn},06/09/2021,{session},"/"\r\n' for upn in UPNS for session in ("AM", "PM")
    )
    columns = read_columns(open_delimited(text.encode("utf-8")), 3)
    assert columns is not None
    assert columns.length == 2 * len(UPNS)
    assert columns.column(2).listed()[:3] == ["AM", "PM", "AM"]
    assert len(columns.column(2).cells) == 2
    assert columns.column(9).listed() == [""] * columns.length


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_a_long_file(encoding):
    text = "Name,Mark\nZoë,/\nRené,N\n"
    columns = read_columns(open_delimited(text.encode(encoding)), 1)
    assert columns is not None
    assert columns.column(0).listed() == ["Zoë", "René"]


def test_a_long_file_under_titles_keeps_the_row_numbers_of_excel():
    rows = [f"{upn},06/09/2021,AM,/" for upn in UPNS]
    text = "\n".join(["North High School", "", HEADER, *rows, "", "Total,,,299"])
    short, long, bulk = three_ways({"North session marks.csv": text})
    assert_same(short, long)
    assert_same(short, bulk)
    frame = bulk.tables["attendance_marks"].frame
    assert frame[ROW].tolist() == list(range(4, 303))
    assert set(frame["school"]) == {NORTH}


def test_a_source_of_millions_of_rows_keeps_text_as_categories():
    line = f"{UPNS[0]},06/09/2021,AM,/"
    other = f"{UPNS[1]},07/09/2021,PM,N"
    files = {
        "North session marks.csv": f"{HEADER}\n{line}\n",
        "South session marks.csv": f"{HEADER}\n{other}\n",
    }
    short, _, bulk = three_ways(files)
    assert_same(short, bulk)
    kinds = bulk.tables["attendance_marks"].frame.dtypes
    text = ["school", "upn", "session", "mark", FILE, SHEET]
    assert all(isinstance(kinds[name], pd.CategoricalDtype) for name in text)
    assert (kinds["date"], kinds[ROW]) == ("datetime64[us]", "int32")


def test_repeated_rows_in_millions_are_found_and_told_as_in_a_few():
    rows = [f"{upn},06/09/2021,AM,/" for upn in UPNS]
    again = [rows[4], rows[250], f"{UPNS[4]},06/09/2021,Morning,N"]
    files = {
        "North session marks.csv": "\n".join([HEADER, *rows, *again]),
        "South session marks.csv": "\n".join([HEADER, *rows]),
    }
    short, _, bulk = three_ways(files)
    assert_same(short, bulk)
    repeated = [finding.row for finding in bulk.findings if finding.rule == "duplicate"]
    assert repeated == [301, 302, 303]


KEYS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=30)


@settings(deadline=None, max_examples=30)
@given(KEYS)
def test_shared_keys_are_those_of_more_than_one_row(keys):
    frame = pd.DataFrame(
        {"name": pd.Series([n for n, _ in keys], dtype="category"), "day": [d for _, d in keys]}
    )
    assert shared_keys(frame, ["name", "day"]).tolist() == [
        row for row, key in enumerate(keys) if keys.count(key) > 1
    ]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.sampled_from(["b", "a", "é", None]), max_size=6), min_size=1))
def test_categories_of_joined_frames_are_in_alphabetical_order(parts):
    frames = [
        pd.DataFrame({"text": categorised(("x", *part), np.arange(len(part) + 1, dtype="int32"))})
        for part in parts
    ]
    whole = joined(frames, ["text"])["text"]
    said = [text for part in parts for text in ("x", *part)]
    assert [None if pd.isna(text) else text for text in whole] == said
    assert list(whole.cat.categories) == sorted({text for text in said if text})


def rows_one_by_one(frame: pd.DataFrame) -> list[tuple[str, str, str, int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for file, sheet, row in zip(frame[FILE], frame[SHEET], frame[ROW], strict=True):
        found.setdefault((file, sheet), set()).add(row)
    return [
        (file, sheet, row_text(sorted(rows)), len(rows))
        for (file, sheet), rows in sorted(found.items())
    ]


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_where_thousands_of_rows_stand(seed, as_categories, in_order):
    drawn = np.random.default_rng(seed).integers([0, 0, 2], [2, 2, 3000], (2500, 3)).tolist()
    places = [("ab"[file], "st"[sheet], row) for file, sheet, row in drawn]
    frame = pd.DataFrame(
        sorted(set(places)) + places if in_order else places, columns=[FILE, SHEET, ROW]
    )
    if as_categories:
        frame = frame.astype({FILE: "category", SHEET: "category", ROW: "int32"})
    found = [(place.file, place.sheet, place.rows, place.count) for place in rows_of(frame)]
    assert found == rows_one_by_one(frame)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(UPNS),
            st.from_regex(r"[A-Z][0-9]{11}[0-9A-Z]", fullmatch=True),
            st.text(max_size=14),
            st.integers(),
            st.booleans(),
        )
    )
)
def test_pupil_numbers_taken_for_sure_are_right(cells):
    for cell, sure in zip(cells, sure_upns(cells), strict=True):
        if sure is not None:
            assert read_upn(cell) == sure
        elif isinstance(cell, str) and cell in UPNS:
            raise AssertionError(cell)


GRID_CELLS = st.one_of(
    st.sampled_from(["", "", " ", "Total", "Total pupils", "Notes: all", "Key 1", "Name", "Mark"]),
    st.sampled_from(["Autumn", "x", "y", 1.0, 0.0, True, False]),
)


@settings(deadline=None, max_examples=300)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(GRID_CELLS, min_size=width, max_size=width), max_size=10)
    ),
    st.sets(st.integers(0, 3), min_size=1),
    st.sampled_from([None, 0, 1]),
)
def test_the_rows_of_a_sheet_are_those_found_one_by_one(rows, declared, total_place):
    width = len(rows[0]) if rows else 1
    heading = ["Name", "Mark", "Year", "Form"][:width]
    declared = sorted({place for place in declared if place < width} or {0})
    total_place = None if total_place is None or total_place >= width else total_place
    totals = TotalRows(("total",))

    def is_value(place, cell):
        return cell == "x"

    found = data_rows(
        from_rows([heading, *rows], 1), heading, declared, (), totals, total_place, is_value
    )
    expected = rows_found_one_by_one(rows, heading, declared, totals, total_place, is_value)
    assert (found.kept.tolist(), list(found.totals), list(found.remarks)) == expected


def rows_found_one_by_one(rows, heading, declared, totals, total_place, is_value):
    kept, totalled, remarks, footnote = [], [], [], None
    for index, row in enumerate(rows, 1):
        cells = [row[place] for place in declared]
        filled = sum(cell != "" for cell in cells)
        if filled <= 2:
            filled = sum(bool(as_text(cell)) for cell in cells)
        if not filled:
            continue
        first = next(cell for cell in row if cell != "")
        head = first if total_place is None else row[total_place]
        texts = [(place, row[place]) for place in declared if as_text(row[place])]
        place, only = texts[0]
        same = sum(row[place] == heading[place] for place in declared)
        if isinstance(head, str) and totals.matches(head):
            totalled.append(index)
        elif (
            filled == 1
            and len(declared) > 2
            and isinstance(only, str)
            and not is_value(place, only)
        ):
            remarks.append(index)
            if footnote is None and only.startswith(("Notes:", "Key 1")):
                footnote = index
        elif row[declared[0]] != heading[declared[0]] or same * 3 < len(declared) * 2:
            kept.append(index)
            if sum(cell != "" for cell in cells) * 2 >= len(declared):
                footnote = None
    if footnote is not None:
        remarks += [index for index in kept if index > footnote]
        kept = [index for index in kept if index < footnote]
    return kept, totalled, sorted(remarks)


@settings(deadline=None)
@given(st.lists(GRID_CELLS))
def test_a_column_held_by_its_different_cells_is_the_column(cells):
    column = Encoded.of(cells)
    assert [(type(cell), cell) for cell in column.listed()] == [(type(c), c) for c in cells]
    assert column.filled.tolist() == [cell != "" for cell in cells]
    rows = np.arange(0, len(cells), 2)
    part = column.taken(rows)
    assert part.listed() == cells[::2]
    assert len(set(part.codes.tolist())) == len(part.cells)


@settings(deadline=None)
@given(st.lists(GRID_CELLS))
def test_a_column_says_what_its_cells_say_one_by_one(cells):
    def reader(cell):
        if cell == "x":
            return Marker("withheld")
        return Fault("rule", "no number", value=7) if cell == "y" else as_text(cell)

    read = read_column(cells, reader)
    texts = [str(cell) if isinstance(cell, bool) else cell for cell in cells]
    said = [None if cell == "" else reader(cell) for cell in texts]
    values = [7 if isinstance(answer, Fault) else answer for answer in said]
    values = [None if isinstance(value, Marker) else value for value in values]
    assert read.values == values
    assert read.gaps == tuple((row, "withheld") for row, cell in enumerate(cells) if cell == "x")
    assert [row for row, _ in read.faults] == [row for row, cell in enumerate(cells) if cell == "y"]
    assert read.empty_rows.tolist() == [row for row, value in enumerate(values) if value is None]
