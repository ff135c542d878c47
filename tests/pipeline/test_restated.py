"""Figures of an earlier drop that are no longer what its own run reported."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.report.opened import report_on
from goldenthread.reported import NAME, figures_file, with_restatements
from goldenthread.restatement import Restatement, Said

AUTUMN, SPRING = "2021-autumn", "2022-spring"
EXPORT = "governors list.csv"


def judge(project: Path, drop: str) -> JudgedDrop:
    return judge_drop(project / "data" / drop, cache=False)


@pytest.fixture
def runs(project: Path) -> Path:
    """What the autumn's run left of its figures."""
    folder = project / "outputs" / AUTUMN
    folder.mkdir(parents=True)
    content = figures_file(judge(project, AUTUMN))
    (folder / NAME).write_bytes(content)
    record = {"figures": {"path": NAME, "sha256": hashlib.sha256(content).hexdigest()}}
    (folder / "manifest.json").write_text(json.dumps(record), encoding="utf-8")
    return project / "outputs"


def judged_again(project: Path, runs: Path) -> tuple[Restatement, ...]:
    return with_restatements(judge(project, SPRING), runs).restated


def test_the_same_drop_leaves_the_same_bytes(project: Path) -> None:
    assert figures_file(judge(project, AUTUMN)) == figures_file(judge(project, AUTUMN))


def test_nothing_is_restated_where_nothing_changed(project: Path, runs: Path) -> None:
    assert judged_again(project, runs) == ()


def test_a_corrected_export_restates_the_figures_it_is_behind(project: Path, runs: Path) -> None:
    path = project / "data" / AUTUMN / EXPORT
    path.write_text(path.read_text("utf-8").replace("Vacancy", "Cy C", 1), encoding="utf-8")
    first, *rest = judged_again(project, runs)
    assert (first.drop, first.criterion, first.entity) == (AUTUMN, "S-1", "100001")
    assert (first.then, first.now) == (Said("Red", "50.0%"), Said("Amber", "75.0%"))
    assert first.because == f"‘{EXPORT}’ changed since"
    assert {r.criterion for r in rest} == {"S-1"}


def test_a_changed_rule_restates_the_rating_alone(project: Path, runs: Path, change) -> None:
    def widen(plan: dict) -> None:
        plan["objectives"][0]["criteria"][0]["tests"][0]["target"]["amber_within"] = 60

    change(project / "params/plans/small-plan.yml", widen)
    first, *_ = judged_again(project, runs)
    assert (first.then, first.now) == (Said("Red", "50.0%"), Said("Amber", "50.0%"))
    assert first.because == "‘params/plans/small-plan.yml’ changed since"


def test_a_figure_that_is_no_more_is_restated_too(project: Path, runs: Path) -> None:
    (project / "data" / AUTUMN / EXPORT).unlink()
    first, *_ = judged_again(project, runs)
    assert (first.then, first.now.rating) == (Said("Red", "50.0%"), "No data")
    assert first.because == f"‘{EXPORT}’ changed since"


def test_a_record_changed_by_hand_is_not_believed(project: Path, runs: Path) -> None:
    path = runs / AUTUMN / NAME
    path.write_text(path.read_text("utf-8").replace("50.0%", "90.0%"), encoding="utf-8")
    judged = with_restatements(judge(project, SPRING), runs)
    assert judged.restated == ()
    assert "is not what its run wrote" in judged.findings[-1].message


def test_reports_say_both_figures_and_the_file(project: Path, runs: Path) -> None:
    path = project / "data" / AUTUMN / EXPORT
    path.write_text(path.read_text("utf-8").replace("Vacancy", "Cy C", 1), encoding="utf-8")
    judged = with_restatements(judge(project, SPRING), runs)
    board, objective = report_on(judged, "board"), report_on(judged, "objective", "governance")
    board.changes()
    objective.criteria("seats_filled")
    table = board.shown[-1].text()
    assert "Restated since it was reported" in board.shown[-2].text()
    for words in ("50.0%, red", "75.0%, amber", f"‘{EXPORT}’ changed since"):
        assert words in table
    assert any("was reported as 50.0%, red in 2021-autumn" in s.text() for s in objective.shown)
