"""What moved since the drop before: answers wave on wave, risks up and down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.measures.measurement import Measurement, Measurements, State
from goldenthread.measures.statistics import share_difference, wilson
from goldenthread.report.since import movement, waves
from goldenthread.view import View

ENJOY = "I enjoy school"


def wave(judged, *shares):
    """A drop in which so many of so many pupils enjoyed school; the same of all statements."""
    items = []
    for group, (good, people) in shares:
        low, high = wilson(good, people)
        figure = Measurement(
            "pupil_wellbeing", "trust", judged.drop.year, 100 * good / people, group, n=people,
            numerator=float(good), denominator=float(people), low=low, high=high,
        )  # fmt: skip
        items.append(figure)
    return replace(judged, measurements=Measurements(items), previous=None)


@pytest.mark.parametrize(
    ("now", "then", "word"),
    [
        ((60, 100), (40, 100), "more than chance"),
        ((60, 100), (55, 100), "no clear change"),
        ((40, 100), (60, 100), "more than chance"),
    ],
)
def test_a_statement_wave_on_wave_says_whether_it_is_chance(judged, now, then, word):
    before = wave(judged, ("all", then), (ENJOY, then))
    view = View(replace(wave(judged, ("all", now), (ENJOY, now)), previous=before))
    table = waves(view, "pupil_wellbeing")
    _, this, earlier, moved = next(row for row in table.rows if row[0] == ENJOY)
    assert this[0] == f"{now[0]}.0%"
    assert this[2] == earlier[2] == "100 pupils"
    low, high = share_difference(now, then)
    assert moved[1].startswith("95% interval ")
    assert moved[2] == word
    assert (word == "more than chance") == (low > 0 or high < 0)
    assert "Newcombe" in table.note
    assert table.rows[0][0] == "All statements"


def test_without_a_wave_before_there_is_no_table(judged):
    assert waves(View(wave(judged, (ENJOY, (5, 10)))), "pupil_wellbeing") is None
    assert movement(View(wave(judged)), "risk_score", ()) is None


def test_a_suppressed_wave_has_no_change(judged):
    before = wave(judged, (ENJOY, (6, 10)))
    hidden = Measurement(
        "pupil_wellbeing", "trust", judged.drop.year, None, ENJOY, State.SUPPRESSED
    )
    now = replace(judged, measurements=Measurements([hidden]), previous=before)
    (row,) = waves(View(now), "pupil_wellbeing").rows
    assert row[1] == ("Suppressed",)
    assert row[3] == "–"


def register(judged, **scores):
    items = [
        Measurement(
            "risk_score", "trust", judged.drop.year, score, reference, n=1,
            details=(("Owner", "Trust CFO"),),
        )
        for reference, score in scores.items()
    ]  # fmt: skip
    return replace(judged, measurements=Measurements(items), previous=None)


def test_risks_move_up_and_down_come_and_go(judged):
    before = register(judged, R1=12.0, R2=8.0, R3=6.0, R5=4.0)
    now = replace(register(judged, R1=16.0, R2=4.0, R3=6.0, R4=9.0), previous=before)
    table = movement(View(now), "risk_score", ["Owner"])
    found = {row[0]: row[-1] for row in table.rows}
    assert found == {
        "R1": "up 4, worse",
        "R2": "down 4, better",
        "R3": "the same",
        "R4": "new",
        "R5": "no longer listed",
    }
    assert table.rows[0][:4] == ("R1", "Trust CFO", "12", "16")


def test_of_many_risks_that_stand_as_they_did_one_line_tells(judged):
    stayed = dict.fromkeys(("R1", "R2", "R3", "R4"), 6.0)
    before = register(judged, **stayed, R5=4.0)
    table = movement(
        View(replace(register(judged, **stayed, R5=9.0), previous=before)), "risk_score", ["Owner"]
    )
    assert [row[0] for row in table.rows] == ["R5"]
    assert table.note == "R1, R2, R3 and R4 stand as they did."


def test_of_a_survey_that_nobody_answered_in_either_wave_nothing_is_shown(judged):
    nobody = Measurement("pupil_wellbeing", "trust", judged.drop.year, None, state=State.NO_DATA)
    before = replace(judged, measurements=Measurements([nobody]), previous=None)
    assert waves(View(replace(before, previous=before)), "pupil_wellbeing") is None
