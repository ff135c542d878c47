"""Random year groups by a slow and obvious second way, which reads no declaration."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.declaration import load
from goldenthread.measures import ks2_attainment, ks5
from goldenthread.measures.measurement import ALL, TRUST, Measurements
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED
from goldenthread.measures.registry import REGISTER, Context
from goldenthread.sources.spec import Source
from goldenthread.sources.table import Table

PARAMS = Path(__file__).parents[2] / "params"
SOURCES = {
    name: load(PARAMS / "sources" / f"{name}.yml", Source)
    for name in ("ks2_results", "ks5_results", "pupils")
}
NORTH, SOUTH = "100001", "100002"
OUT, FAILED = {"L", "M", "F", "P", "X"}, {"A", "B", "D", "H", "J", "N", "Q", "T", "U", ""}
JUDGED_BELOW = {"WTS", "PK5", "HNM"}

test_cells = st.one_of(
    st.integers(75, 125).map(str), st.sampled_from(sorted(OUT | FAILED)), st.just("4b")
)
writing_cells = st.sampled_from(["GDS", "EXS", *sorted(JUDGED_BELOW | OUT), "A", "", "103"])
pupils = st.lists(
    st.tuples(
        st.sampled_from([NORTH, SOUTH]),
        test_cells,
        test_cells,
        writing_cells,
        st.sampled_from([True, False, None]),
    ),
    min_size=1,
    max_size=40,
)
Pupil = tuple[str, str, str, str, bool | None]


def tables(context: Context, **rows: Sequence[dict[str, object]]) -> Context:
    """The context with these tables, as a reader would hand them over."""
    held = {}
    for name, given_rows in rows.items():
        declared = SOURCES[name]
        columns = pd.Index(dict.fromkeys(["school", *declared.columns]))
        frame = pd.DataFrame(list(given_rows), columns=columns).convert_dtypes()
        frame = frame.assign(_file=f"{name}.xlsx", _sheet="1", _row=range(2, len(frame) + 2))
        held[name] = Table(declared, frame, ())
    return dataclasses.replace(context, tables={**context.tables, **held})


@pytest.fixture(scope="module")
def bare(read: Any) -> Context:
    """A drop without exports, of a year with tests."""
    context: Context = read({})
    return context


def met(subject: str, cell: str, least: int) -> bool | None:
    """Whether a pupil reaches a score, or the judgements that stand for it; None: not counted."""
    if cell in OUT:
        return None
    if cell in FAILED:
        return False
    if subject == "writing":
        if cell == "GDS":
            return True
        if cell == "EXS":
            return least == 100
        return False if cell in JUDGED_BELOW else None
    if cell.isdigit() and 80 <= int(cell) <= 120:
        return int(cell) >= least
    return None


def all_three(pupil: Pupil, least: int) -> bool | None:
    parts = [
        met(name, cell, least)
        for name, cell in zip(("reading", "maths", "writing"), pupil[1:4], strict=True)
    ]
    return None if None in parts else all(parts)


def second_way(group: Sequence[Pupil], least: int) -> tuple[int, int] | None:
    """How many of how many, leaving out each school that supplied nothing of a subject."""
    kept = []
    for school in (NORTH, SOUTH):
        own = [p for p in group if p[0] == school]
        if all(any(p[column] != "" for p in own) for column in (1, 2, 3)):
            kept += own
    counted = [found for p in kept if (found := all_three(p, least)) is not None]
    return (sum(counted), len(counted)) if counted else None


@settings(max_examples=15, deadline=None)
@given(pupils)
def test_key_stage_2_by_pupil(bare: Context, group: list[Pupil]) -> None:
    results = [
        {"school": school, "upn": str(i), "reading": reading or None, "maths": maths or None}
        | {"writing": writing or None}
        for i, (school, reading, maths, writing, _) in enumerate(group)
    ]
    listed = [
        {"school": p[0], "upn": str(i), "pupil_premium": p[4], "year_group": 6}
        for i, p in enumerate(group)
    ]
    context = tables(bare, ks2_results=results, pupils=listed)
    for name, least in (("ks2_expected", 100), ("ks2_higher", 110)):
        found = Measurements(REGISTER[name].providers[0].compute(context))
        for entity in (NORTH, SOUTH, TRUST):
            own = [p for p in group if entity in (TRUST, p[0])]
            _agree(found, name, entity, ALL, second_way(own, least))
        if second_way(group, least) == second_way_of_everybody(group, least):
            for label, flag in ((DISADVANTAGED, True), (NOT_DISADVANTAGED, False)):
                part = second_way_of_everybody([p for p in group if p[4] is flag], least)
                _agree(found, name, TRUST, label, part)


def second_way_of_everybody(group: Sequence[Pupil], least: int) -> tuple[int, int] | None:
    counted = [found for p in group if (found := all_three(p, least)) is not None]
    return (sum(counted), len(counted)) if counted else None


def _agree(
    found: Measurements, name: str, entity: str, group: str, expected: tuple[int, int] | None
) -> None:
    item = found.one(name, entity, group)
    if expected is None:
        assert item is None
        return
    assert item is not None
    assert (item.numerator, item.denominator) == expected
    assert item.value == pytest.approx(100 * expected[0] / expected[1])
    assert item.low is not None
    assert item.high is not None
    assert 0 <= item.low <= item.value + 1e-9
    assert item.value - 1e-9 <= item.high <= 100


entries = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["A level", "AS level", "EPQ", "T Level"]),
        st.sampled_from(["Maths", "Art", "Law", "Music", "General Studies"]),
        st.sampled_from(["A*", "A", "B", "C", "D", "E", "U", "X", "?"]),
    ),
    max_size=40,
)
POINTS = {"A*": 60, "A": 50, "B": 40, "C": 30, "D": 20, "E": 10, "U": 0}


@settings(max_examples=15, deadline=None)
@given(entries)
def test_key_stage_5_by_student(bare: Context, rows: list[tuple[int, str, str, str]]) -> None:
    given_rows = [
        {"school": NORTH, "upn": str(who), "qualification": what, "subject": subject}
        | {"grade": grade}
        for who, what, subject, grade in rows
    ]
    context = tables(bare, ks5_results=given_rows)
    a_levels: dict[tuple[int, str], float] = {}
    half: dict[tuple[int, str], float] = {}
    for who, what, subject, grade in rows:
        if what == "A level" and grade in POINTS:
            key = (who, subject)
            a_levels[key] = max(a_levels.get(key, 0), POINTS[grade])
        if what == "AS level" and grade in POINTS and grade != "A*":
            half[who, subject] = max(half.get((who, subject), 0), POINTS[grade] / 2)
    alone = {key: points for key, points in half.items() if key not in a_levels}
    size = len(a_levels) + len(alone) / 2
    found = Measurements(ks5.ks5_a_level_points(context)).one("ks5_a_level_points", NORTH)
    if not size:
        assert found is None
    else:
        assert found is not None
        total = sum(a_levels.values()) + sum(alone.values())
        assert (found.numerator, found.denominator) == pytest.approx((total, size))
        assert found.value == pytest.approx(total / size)
    _best_three(context, a_levels)


def _best_three(context: Context, a_levels: dict[tuple[int, str], float]) -> None:
    means = []
    for who in range(1, 5):
        own = [p for (w, s), p in a_levels.items() if w == who and s != "General Studies"]
        if len(own) >= 3:
            means.append(sum(sorted(own)[-3:]) / 3)
    found = Measurements(ks5.ks5_a_level_best_3(context)).one("ks5_a_level_best_3", NORTH)
    if not means:
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(sum(means) / len(means))
    assert found.n == len(means)


def test_the_measures_under_test_are_the_registered_ones() -> None:
    assert ks2_attainment.SOURCE in REGISTER["ks2_expected"].providers[0].needs
