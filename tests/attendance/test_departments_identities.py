"""The department's own counts by code, row by row: our table adds them up as it does.

Every national, regional and local authority row of its year-to-date files of 2023/24 and 2024/25,
which stand on the two sides of the change of codes.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.attendance_codes import load_codes

ROOT = Path(__file__).parents[2]
TABLE = load_codes(ROOT / "params")
REAL = ROOT / ".." / "shared" / "real" / "attendance_by_code"
FILES = {
    "EES_ytd_2023-24_at_2024-08-08.csv": dt.date(2024, 3, 1),
    "EES_ytd_2024-25_at_2025-08-07.csv": dt.date(2025, 3, 1),
}
PRESENT = {"reason_present_am": "/", "reason_present_pm": "\\"}

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the department's real files are not beside the project"
)


@pytest.fixture(scope="module", params=FILES.items(), ids=["2023/24", "2024/25"])
def published(request: pytest.FixtureRequest) -> tuple[pd.DataFrame, dt.date]:
    name, day = request.param
    frame = pd.read_csv(REAL / name, low_memory=False)
    counts = [c for c in frame if c.startswith("reason_") or c.endswith("_sessions")]
    counts += ["overall_attendance", "approved_educational_activity", "overall_absence"]
    counts += ["authorised_absence", "unauthorised_absence"]
    frame[counts] = frame[counts].apply(pd.to_numeric, errors="coerce")
    return frame[frame["possible_sessions"].notna()], day


def columns(frame: pd.DataFrame, day: dt.date, *classes: str, late: bool = False) -> list[str]:
    """The columns of the codes that our table puts into one of the classes on a day."""
    found = []
    for column in frame:
        code = _code(column)
        entry = TABLE.on(code, day) if code else None
        if entry and (entry.late is not None if late else entry.counts_as in classes):
            found.append(column)
    return found


def outdated(frame: pd.DataFrame, day: dt.date, *classes: str) -> list[str]:
    """The columns of codes that were in one of the classes and are no longer valid on a day."""
    codes = {column: _code(column) for column in frame}
    return [
        column
        for column, code in codes.items()
        if code
        and TABLE.on(code, day) is None
        and any(entry.counts_as in classes for entry in TABLE.of(code))
    ]


def _code(column: str) -> str | None:
    if column in PRESENT:
        return PRESENT[column]
    if column == "reason_present":  # both halves of the day, added up
        return None
    found = re.match(r"reason_([a-z]\d?)_", column)
    return found[1].upper() if found else None


def test_there_are_rows_of_every_level(published: tuple[pd.DataFrame, dt.date]) -> None:
    frame, _ = published
    assert set(frame["geographic_level"]) == {"National", "Regional", "Local authority"}
    assert len(frame) > 480


@pytest.mark.parametrize(
    ("total", "classes"),
    [
        ("overall_attendance", ("present", "approved activity")),
        ("present_sessions", ("present",)),
        ("approved_educational_activity", ("approved activity",)),
        ("unauthorised_absence", ("unauthorised",)),
    ],
)
def test_codes_add_up_to_the_departments_total(
    published: tuple[pd.DataFrame, dt.date], total: str, classes: tuple[str, ...]
) -> None:
    frame, day = published
    rows = _summed(frame)
    chosen, old = columns(rows, day, *classes), outdated(rows, day, *classes)
    assert chosen
    assert (rows[chosen].sum(axis=1) + rows[old].sum(axis=1) == rows[total]).all()
    # The few old codes that still came in are counted by the department; we report them instead.
    assert rows[old].sum().sum() < 0.0001 * rows[total].sum()


def test_late_sessions_are_both_late_codes(published: tuple[pd.DataFrame, dt.date]) -> None:
    frame, day = published
    rows = _summed(frame)
    assert (rows[columns(rows, day, late=True)].sum(axis=1) == rows["late_sessions"]).all()


def test_possible_sessions_are_attended_and_missed(
    published: tuple[pd.DataFrame, dt.date],
) -> None:
    rows = _summed(published[0])
    both = rows["overall_attendance"] + rows["overall_absence"]
    assert (both == rows["possible_sessions"]).all()
    missed = rows["authorised_absence"] + rows["unauthorised_absence"]
    assert (missed == rows["overall_absence"]).all()


def test_authorised_codes_miss_only_a_small_remainder(
    published: tuple[pd.DataFrame, dt.date],
) -> None:
    """The department's total holds a few sessions that none of its published codes does."""
    frame, day = published
    rows = _summed(frame)
    known = [*columns(rows, day, "authorised"), *outdated(rows, day, "authorised")]
    rest = rows["authorised_absence"] - rows[known].sum(axis=1)
    assert (rest >= 0).all()
    assert (rest <= 0.02 * rows["authorised_absence"]).all()


def test_an_interview_is_attendance_before_the_change_and_absence_after(
    published: tuple[pd.DataFrame, dt.date],
) -> None:
    frame, day = published
    attended = columns(frame, day, "approved activity")
    absent = columns(frame, day, "authorised")
    assert ("reason_j_aea_interview" in attended) == (day < dt.date(2024, 8, 19))
    assert ("reason_j1_authorised_interview" in absent) == (day >= dt.date(2024, 8, 19))


def test_attendance_percentages_are_ours(published: tuple[pd.DataFrame, dt.date]) -> None:
    rows = _summed(published[0])
    for total, percent in (
        ("overall_attendance", "attendance_perc"),
        ("unauthorised_absence", "unauthorised_absence_perc"),
    ):
        ours = 100 * rows[total] / rows["possible_sessions"]
        theirs = pd.to_numeric(rows[percent], errors="coerce")
        assert ((ours - theirs).abs() < 1e-6).all()


def _summed(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the rows of all phases, which weight the phases by enrolment and are no sums."""
    return frame[~frame["school_type"].eq("Total")]
