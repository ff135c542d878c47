"""A small trust with a year of marks and summaries, from its files to its judgements and back."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from goldenthread.drop_check import check_drop
from goldenthread.measures.measurement import TRUST
from goldenthread.pipeline import judge_drop

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    """The benchmark's, which is no part of the library."""
    path = ROOT / "benchmarks" / "trust_of_thirty.py"
    spec = importlib.util.spec_from_file_location("trust_of_thirty", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = generator()
    made.SCHOOLS, made.PUPILS = 2, 8
    folder: Path = made.make_project(tmp_path_factory.mktemp("trust"), ROOT / "params")
    return folder


def test_marks_and_summaries_agree_and_the_marks_are_counted(drop: Path) -> None:
    judged = judge_drop(drop)
    item = judged.measurements.one("overall_absence", TRUST)
    assert item is not None
    assert item.denominator == 195 * 2 * 2 * 8
    assert item.detail("Counted from") == "session marks"
    assert [(row.sheet, row.count) for row in item.rows] == [("", 195 * 2 * 8)] * 2
    apart = judged.measurements.one("attendance_differences", TRUST)
    assert apart is not None
    assert (apart.value, apart.n) == (0, 16)
    rules = {f.rule for f in judged.findings} & {"marks-not-counted", "marks-against-summaries"}
    assert rules == set()
    assert {j.criterion for j in judged.judgements} == {"T.1", "T.2"}


def test_what_was_kept_says_the_same(drop: Path) -> None:
    first, again = judge_drop(drop), judge_drop(drop)
    assert again.measurements.items == first.measurements.items
    assert again.judgements == first.judgements
    assert judge_drop(drop, cache=False).measurements.items == first.measurements.items


def test_a_changed_mark_is_reported_by_check_and_by_the_judged_drop(drop: Path) -> None:
    path = next(iter(sorted(drop.glob("Session marks*"))))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"/"', '"J"', 1), encoding="utf-8")
    checked = [f for f in check_drop(str(drop)).findings if f.source == "attendance_marks"]
    judged = [f for f in judge_drop(drop).findings if f.source == "attendance_marks"]
    assert [f.rule for f in checked] == ["marks-not-counted", "marks-against-summaries"]
    assert judged == checked
    assert "not valid on its day" in checked[0].message
    assert "differ on 1 session of 1 pupil" in checked[1].message
