"""The working shows the calculation with unrounded figures; evidence finds the rows."""

from __future__ import annotations

from goldenthread.judgement.working import exact, working
from goldenthread.measures.measurement import Coverage
from goldenthread.provenance import RowRange


def test_the_working_of_a_target(world):
    target = {"at_least": 100, "amber_within": 10, "unit": "percent"}
    world.criterion({"rule": "target", "measure": "seats_filled", "target": target})
    world.figure(
        "seats_filled",
        100 * 21 / 23,
        numerator=21,
        denominator=23,
        coverage=Coverage(2, 2, "boards"),
    )
    frame = working(world.of())
    assert list(frame["Step"]) == [
        "Count", "Figure", "Coverage", "Target", "Difference", "Outcome", "Rule", "Rating"
    ]  # fmt: skip
    steps = frame.set_index("Step")
    assert steps.loc["Count", "Figures"] == "21 ÷ 23"
    assert steps.loc["Figure", "Figures"] == "91.304348 unrounded"
    assert steps.loc["Coverage", "Result"] == "100.0%"
    assert steps.loc["Difference", "Figures"] == "91.304348 − 100"
    assert steps.loc["Difference", "Result"] == "−8.695652"
    assert steps.loc["Rating", "Result"] == "Amber"


def test_exact_keeps_whole_numbers_whole():
    assert [exact(v) for v in (0.0, 100.0, -0.24, 1 / 3, 1234.5)] == [
        "0", "100", "−0.24", "0.333333", "1,234.5"
    ]  # fmt: skip


def test_the_rows_of_a_judgement_are_those_of_its_figures_once_each(world):
    rows = RowRange("results.xlsx", "Results", "2–266", 265)
    tests = [{"rule": "target", "measure": m} for m in ("attainment_8", "progress_8")]
    world.criterion(*tests)
    world.figure("attainment_8", 46.0, rows=(rows,)).figure("progress_8", 0.1, rows=(rows,))
    assert world.of().rows == (rows,)
