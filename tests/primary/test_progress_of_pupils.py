"""Progress from pupils' own results, where the national averages of a year are supplied."""

from __future__ import annotations

import dataclasses
import math
import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from goldenthread.benchmarks import Benchmarks
from goldenthread.measures.ks2_progress_tables import KS2Progress
from goldenthread.measures.measurement import State
from goldenthread.measures.pupil_groups import DISADVANTAGED

NORTH = "100001"
# Averages made for the test; no year's real ones are held.
YEAR = """
year: 2022/23
status: derived
publication: Key stage 2 attainment
source: made for a test
standard_deviations: {reading: 6, writing: 5, maths: 5.5}
groups:
  - {up_to: 10, reading: 95, writing: 92, maths: 96}
  - {up_to: 16, reading: 104, writing: 102, maths: 103}
  - {up_to: 21, reading: 111, writing: 109, maths: 110}
points: {writing: {GDS: 113, EXS: 103, WTS: 91}}
"""


@pytest.fixture(scope="module")
def figures(read: Any, upn: Any, measured: Any, tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("benchmarks")
    (folder / "ks2_progress").mkdir()
    (folder / "ks2_progress" / "2022-23.yml").write_text(YEAR, "utf-8")
    shutil.copytree(Path(__file__).parents[2] / "params/benchmarks/figures", folder / "figures")
    results = [
        # KS1 average, reading, maths, writing
        (10, 97, 96, "EXS"),  # the edge of the lowest group: +2, 0, +11
        (10.5, 100, 110, "GDS"),  # the middle group: -4, +7, +11
        (30, 111, 109, "EXS"),  # above every edge, the highest group: 0, -1, -6
        (12, "A", 103, "A"),  # no score in reading, no points in writing
        (None, 110, 110, "GDS"),  # no key stage 1 result
    ]
    rows = [
        ("UPN", "KS1 APS", "Reading", "Maths", "Writing"),
        *((upn(i), *row) for i, row in enumerate(results)),
    ]
    listed = [
        ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
        *((upn(i), "S", "F", "01/09/2011", "F", 6, "NY"[i < 2], "N", "N") for i in range(5)),
    ]
    files = {"North KS2 results.xlsx": rows, "North pupil list.xlsx": listed}

    def of(year: str) -> Any:
        context = dataclasses.replace(read(files, year=year), benchmarks=Benchmarks(folder))
        return measured(context, *(f"ks2_{s}_progress" for s in ("reading", "writing", "maths")))

    return of


def test_each_pupil_is_held_against_those_with_the_same_start(figures: Any) -> None:
    found = figures("2022/23")
    expected = {
        "reading": ((2, -4, 0), 6),
        "maths": ((0, 7, -1, 0), 5.5),
        "writing": ((11, 11, -6), 5),
    }
    for subject, (scores, deviation) in expected.items():
        item = found.one(f"ks2_{subject}_progress", NORTH)
        mean, half = sum(scores) / len(scores), 1.96 * deviation / math.sqrt(len(scores))
        assert item.value == pytest.approx(mean), subject
        assert (item.low, item.high) == pytest.approx((mean - half, mean + half))
        assert (item.n, item.coverage.covered, item.coverage.expected) == (
            *(len(scores), len(scores)),
            5,
        )
        assert "not the department's score" in item.note
    group = found.one("ks2_reading_progress", NORTH, DISADVANTAGED)
    assert (group.value, group.n) == (-1, 2)


def test_a_year_whose_averages_are_not_held_has_no_score(figures: Any) -> None:
    assert {item.state for item in figures("2021/22")} == {State.NO_DATA}


def test_a_year_without_progress_has_none_even_where_averages_are_supplied(figures: Any) -> None:
    assert {item.state for item in figures("2024/25")} == {State.NOT_MEASURABLE}


def test_groups_that_do_not_rise_are_refused() -> None:
    group = {"reading": 100, "writing": 100, "maths": 100}
    content = {"year": "2022/23", "status": "derived", "publication": "p", "source": "s"} | {
        "standard_deviations": {"reading": 6, "writing": 5, "maths": 5},
        "groups": [{"up_to": 12, **group}, {"up_to": 10, **group}],
    }
    with pytest.raises(ValidationError, match="must rise"):
        KS2Progress.model_validate(content)
