"""The rows of an export that a workbook lists: which, in which order, and each cell as Excel takes
it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from goldenthread import judged as judged_drops
from goldenthread.evidence import source_rows as listings
from goldenthread.evidence.column_cells import column_cells
from goldenthread.evidence.source_rows import MOST_ROWS, have_cells, listed_rows, source_rows
from goldenthread.kept_rows import Rows
from goldenthread.pipeline import judge_drop, kept_drop
from goldenthread.provenance import RowRange
from goldenthread.shelf import Shelf

SUMMER = dt.date(2022, 8, 31)
MANY = listings._MANY


@pytest.mark.parametrize(
    ("values", "dtype", "cells"),
    [
        (["a", None, ""], "str", ["a", None, ""]),
        (["a", None, ""], "string", ["a", None, ""]),
        (["a", None, "a"], "category", ["a", None, "a"]),
        ([1, 2, -3], "int64", [1, 2, -3]),
        ([1, None, 3], "Int64", [1, None, 3]),
        ([True, None, False], "boolean", ["Yes", None, "No"]),
        ([True, False, True], "bool", ["Yes", "No", "Yes"]),
        ([1.5, None, 2.0], "float64", [1.5, None, 2.0]),
        ([1.5, None, 2.0], "Float64", [1.5, None, 2.0]),
        (
            [SUMMER, None, "1969-12-31 23:59"],
            "datetime64[us]",
            [SUMMER, None, dt.date(1969, 12, 31)],
        ),
        (["a", 2, np.float64(2.5)], "object", ["a", 2, 2.5]),
        ([pd.Timestamp(2022, 8, 31), pd.NaT, pd.NA], "object", [SUMMER, None, None]),
    ],
)
def test_cells_of_a_column_are_what_excel_takes(values, dtype, cells):
    column = pd.Series(values, dtype=dtype)
    found = column_cells(column)
    assert found == cells
    assert [type(cell) for cell in found] == [type(cell) for cell in cells]
    assert column_cells(column.iloc[:0]) == []


@pytest.fixture(params=[MANY, 10], ids=["a file as a whole", "of many rows those wanted"])
def listing(kept, request, monkeypatch):
    """A drop whose tracker holds rows out of order, twice, of two sheets."""
    monkeypatch.setattr(listings, "_MANY", request.param)
    judged = judge_drop(kept / "data/2022-spring")
    file = next(file for file in judged.inputs if file.source == "milestones")
    rows = [("One", 4, "d"), ("One", 2, "b"), ("Two", 2, "x"), ("One", 2, "a"), ("One", 2, "b")]
    rows += [("One", n, f"row {n}") for n in range(400, 10, -1)]
    frame = pd.DataFrame(rows, columns=["_sheet", "_row", "Ref"])
    return replace(judged, rows=Rows(Shelf.of([("milestones", file.name, frame)]))), file.name


@pytest.mark.parametrize(
    ("sheet", "wanted", "cells"),
    [
        ("One", "2–4", [(2, "b"), (2, "a"), (4, "d")]),
        ("Two", "2–4", [(2, "x")]),
        ("One", "4, 11", [(4, "d"), (11, "row 11")]),
        ("Three", "2–4", []),
        ("One", "11–400", [(n, f"row {n}") for n in range(11, 11 + MOST_ROWS)]),
    ],
)
def test_rows_are_listed_by_their_numbers_each_once(listing, sheet, wanted, cells):
    judged, file = listing
    rows = RowRange(file, sheet, wanted, len(cells))
    listed = listed_rows(judged, rows)
    assert listed.titles == ("Row", "Ref")
    assert list(listed.rows) == cells
    frame = source_rows(judged, rows)
    assert list(frame.itertuples(index=False, name=None)) == cells
    assert list(frame.columns) == ["Row", "Ref"]


def test_what_is_at_hand_is_not_turned_into_cells_again(kept, monkeypatch):
    judged = judge_drop(kept / "data/2022-spring")
    file = next(file for file in judged.inputs if file.source == "milestones")
    have_cells(judged)
    monkeypatch.setattr(listings, "_as_cells", None)
    (row,) = listed_rows(judged, RowRange(file.name, "", "2", 1)).rows
    assert (row[0], row[1]) == (2, "S-2")


def test_of_a_large_trust_no_rows_are_at_hand(kept, monkeypatch):
    monkeypatch.setattr(judged_drops, "SMALL", 100)
    found = kept_drop(kept / "data/2022-spring")
    have_cells(found)
    assert not found.rows.shelf._opened


def test_a_file_that_cannot_be_turned_into_cells_costs_what_lists_it_alone(kept):
    judged = judge_drop(kept / "data/2022-spring")
    broken, whole = [file for file in judged.inputs if judged.source(file.source)][:2]
    bad = pd.DataFrame({"_sheet": ["One"], "Ref": ["its rows have no numbers"]})
    good = pd.DataFrame({"_sheet": ["One"], "_row": [2], "Ref": ["a"]})
    kept_rows = [(broken.source, broken.name, bad), (whole.source, whole.name, good)]
    judged = replace(judged, rows=Rows(Shelf.of(kept_rows)))
    have_cells(judged)
    assert listed_rows(judged, RowRange(whole.name, "One", "2", 1)).rows == ((2, "a"),)
    with pytest.raises(KeyError, match="_row"):
        listed_rows(judged, RowRange(broken.name, "One", "2", 1))
