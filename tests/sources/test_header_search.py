"""Rows that hold no name of a column are passed over, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.sources import header
from goldenthread.sources.header import find_header, rival_rows
from goldenthread.sources.spec import load_sources
from goldenthread.sources.workbook import Grid

SOURCES = load_sources(Path(__file__).parents[2] / "params" / "sources")
CELLS = st.sampled_from(
    ["", "", " ", "UPN", "upn:", "Date", "Incident", "Incident Date", "Attendance", "Mark", "Code",
     "*", "Late", "(L)", "Possible", "Possible Sessions", "Sessions", "Name", "Year", "Group", 7.0]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)
    ),
    st.sampled_from(["attendance", "attendance_marks", "behaviour"]),
)
def test_a_header_is_found_as_if_every_row_were_looked_into(rows, name):
    grid = Grid("", rows, len(rows[0]) if rows else 0)
    found = find_header(grid, SOURCES[name])
    rivals = rival_rows(grid, SOURCES[name], found) if found else ()
    with mock.patch.object(header, "_may_be_header", return_value=True):
        assert find_header(grid, SOURCES[name]) == found
        assert (rival_rows(grid, SOURCES[name], found) if found else ()) == rivals
