"""The table of codes: what each code counts as, before and after 19 August 2024."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from goldenthread.attendance_codes import CodeTable, load_codes
from goldenthread.declaration import check
from goldenthread.errors import DeclarationError

ROOT = Path(__file__).parents[2]
TABLE = load_codes(ROOT / "params")
REAL = ROOT / ".." / "shared" / "real" / "attendance_by_code"
BEFORE, AFTER = dt.date(2024, 8, 18), dt.date(2024, 8, 19)
HEAD = {"title": "T", "publication": "P", "law": "L", "source": "S"}

PRESENT, ACTIVITY = "present", "approved activity"
AUTHORISED, UNAUTHORISED = "authorised", "unauthorised"
NOT_POSSIBLE, MISSING = "not possible", "missing"
# Code, what it counts as up to 18 August 2024, and what from 19 August 2024; None is not valid.
RULES = [
    ("/", PRESENT, PRESENT),
    ("\\", PRESENT, PRESENT),
    ("L", PRESENT, PRESENT),
    ("B", ACTIVITY, ACTIVITY),
    ("K", None, ACTIVITY),
    ("P", ACTIVITY, ACTIVITY),
    ("V", ACTIVITY, ACTIVITY),
    ("W", ACTIVITY, ACTIVITY),
    ("J", ACTIVITY, None),
    ("J1", None, AUTHORISED),
    ("C", AUTHORISED, AUTHORISED),
    ("C1", None, AUTHORISED),
    ("C2", None, AUTHORISED),
    ("E", AUTHORISED, AUTHORISED),
    ("H", AUTHORISED, None),
    ("F", None, None),
    ("I", AUTHORISED, AUTHORISED),
    ("M", AUTHORISED, AUTHORISED),
    ("R", AUTHORISED, AUTHORISED),
    ("S", AUTHORISED, AUTHORISED),
    ("T", AUTHORISED, AUTHORISED),
    ("G", UNAUTHORISED, UNAUTHORISED),
    ("N", UNAUTHORISED, UNAUTHORISED),
    ("O", UNAUTHORISED, UNAUTHORISED),
    ("U", UNAUTHORISED, UNAUTHORISED),
    ("D", NOT_POSSIBLE, NOT_POSSIBLE),
    ("Q", None, NOT_POSSIBLE),
    ("X", NOT_POSSIBLE, NOT_POSSIBLE),
    ("Y", NOT_POSSIBLE, None),
    *((f"Y{n}", None, NOT_POSSIBLE) for n in range(1, 8)),
    ("Z", NOT_POSSIBLE, NOT_POSSIBLE),
    ("#", NOT_POSSIBLE, NOT_POSSIBLE),
    ("-", MISSING, MISSING),
    ("*", MISSING, MISSING),
]


@pytest.mark.parametrize(("code", "before", "after"), RULES)
def test_what_a_code_counts_as(code: str, before: str | None, after: str | None) -> None:
    found = [TABLE.on(code, day) for day in (BEFORE, AFTER)]
    assert [entry.counts_as if entry else None for entry in found] == [before, after]


def test_no_code_is_left_out_of_the_rules() -> None:
    assert {entry.code for entry in TABLE.codes} == {code for code, _, _ in RULES}
    assert TABLE.on("F", dt.date(2013, 8, 31)) is not None


def test_late_codes() -> None:
    assert {c.code: c.late for c in TABLE.codes if c.late} == {"L": "before", "U": "after"}


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the department's real files are not beside the project"
)
def test_the_table_agrees_with_the_one_read_from_the_departments_columns() -> None:
    groups = {
        "present": PRESENT,
        "approved_educational_activity": ACTIVITY,
        "authorised_absence": AUTHORISED,
        "unauthorised_absence": UNAUTHORISED,
        "not_counted": NOT_POSSIBLE,
        "missing": MISSING,
    }
    with (REAL / "codes" / "attendance_codes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 35
    for row in rows:
        (entry,) = TABLE.of(row["code"])
        assert entry.counts_as == groups[row["group"]], row["code"]
        assert entry.first == (_day(row["valid_from"])), row["code"]
        assert entry.last == (_day(row["valid_to"])), row["code"]


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (
            [{"code": "B", "counts_as": "here", "meaning": "M"}],
            r"codes\[0\]\.counts_as",
        ),
        (
            [{"code": "b", "counts_as": "present", "meaning": "M"}],
            "capitals",
        ),
        (
            [
                {"code": "B", "counts_as": "present", "meaning": "M", "last": dt.date(2024, 9, 1)},
                {"code": "B", "counts_as": "missing", "meaning": "M", "first": dt.date(2024, 9, 1)},
            ],
            "listed twice for the same day",
        ),
        (
            [
                {"code": "B", "counts_as": "present", "meaning": "M"}
                | {"first": dt.date(2024, 9, 2), "last": dt.date(2024, 9, 1)}
            ],
            "first is after last",
        ),
    ],
)
def test_a_wrong_table_is_refused(codes: list[dict[str, object]], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        check(HEAD | {"codes": codes}, CodeTable, "codes.yml")


def test_one_code_may_mean_two_things_on_different_days() -> None:
    codes = [
        {"code": "B", "counts_as": "present", "meaning": "M", "last": dt.date(2024, 8, 31)},
        {"code": "B", "counts_as": "missing", "meaning": "M", "first": dt.date(2024, 9, 1)},
    ]
    table = check(HEAD | {"codes": codes}, CodeTable, "codes.yml")
    days = (dt.date(2024, 8, 31), dt.date(2024, 9, 1))
    assert [table.on("B", day).counts_as for day in days] == ["present", "missing"]
