"""Where the actions of a plan stand: tracker row -> state and sentence."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from goldenthread.judgement.actions import track_actions
from goldenthread.judgement.judgement import ActionState, ActionStatus
from goldenthread.sources.spec import Column, Source
from goldenthread.sources.table import Absent, Table

DUE = pd.Timestamp(2022, 7, 31)
COLUMNS = ("reference", "place", "start", "due", "status", "percent", "done_on", "updated")


def _tracker(*rows):
    frame = pd.DataFrame([dict.fromkeys(COLUMNS) | row for row in rows], columns=[*COLUMNS])
    for name in ("start", "due", "done_on", "updated"):
        frame[name] = pd.to_datetime(frame[name])
    frame = frame.assign(_file="tracker.xlsx", _sheet="Tracker", _row=range(2, len(frame) + 2))
    columns = {name: Column(title=name, type="text") for name in COLUMNS}
    source = Source(
        source="milestones",
        title="Tracker",
        description="",
        rows="things",
        files=("*tracker*",),
        school_from="none",
        columns=columns,
    )
    return Table(source, frame, ())


def _plan(world, due=None, paused=""):
    section = world.criterion().the_plan().objectives[0].model_dump()
    section["actions"] = [{"id": "A1", "action": "Do it.", "due": due, "paused": paused}]
    world.plan["objectives"] = [section]
    return world.the_plan()


def _track(world, tracker, due=None, before=()):
    (status,) = track_actions(_plan(world, due), world.the_drop(), {"milestones": tracker}, before)
    return status


@pytest.mark.parametrize(
    ("row", "state", "sentence"),
    [
        ({"status": "done", "done_on": "2022-07-01", "due": DUE}, "Done", "Done on 1 July 2022."),
        (
            {"status": "done", "done_on": "2022-08-01", "due": DUE},
            "Done",
            "Done on 1 August 2022, 1 day late.",
        ),
        ({"status": "done", "due": DUE}, "Done", "Done; the tracker gives no date."),
        (
            {"status": "done", "done_on": "2022-10-01", "due": DUE},
            "Overdue",
            "Overdue by 31 days: it was due on 31 July 2022; "
            "the date of completion in the tracker lies after this drop.",
        ),
        (
            {"status": "in_progress", "percent": 40.0, "due": DUE},
            "Overdue",
            "Overdue by 31 days: it was due on 31 July 2022; 40% complete.",
        ),
        (
            {"status": "in_progress", "due": pd.Timestamp(2022, 8, 31)},
            "On track",
            "Due on 31 August 2022; in progress.",
        ),
        (
            {"status": "not_started", "start": "2022-03-01", "due": pd.Timestamp(2022, 12, 31)},
            "On track",
            "Due on 31 December 2022; not started, though planned for 1 March 2022.",
        ),
        ({"status": "in_progress"}, "No date", "No date is set; in progress."),
        ({"status": "stopped", "due": DUE}, "Stopped", "Stopped, the tracker says."),
    ],
)
def test_an_action(world, row, state, sentence):
    status = _track(world, _tracker({"reference": "a1"} | row))
    assert (status.state, status.sentence) == (state, sentence)
    assert status.rows[0].rows == "2"


def test_the_plan_s_date_holds_where_the_tracker_has_none(world):
    tracker = _tracker({"reference": "A1", "status": "in_progress"})
    status = _track(world, tracker, dt.date(2022, 7, 31))
    assert (status.state, status.due) == (ActionState.OVERDUE, dt.date(2022, 7, 31))


def test_the_last_update_counts_and_none_after_the_drop(world):
    rows = [
        {"reference": "A1", "status": "done", "done_on": "2022-06-01", "updated": "2022-06-02"},
        {"reference": "A1", "status": "in_progress", "updated": "2022-05-01"},
        {"reference": "A1", "status": "stopped", "updated": "2022-11-01"},
    ]
    status = _track(world, _tracker(*rows))
    assert (status.state, status.updated) == (ActionState.DONE, dt.date(2022, 6, 2))


def test_without_a_row_or_a_tracker_there_is_no_data(world):
    status = _track(world, _tracker({"reference": "A9", "status": "done"}))
    assert status.state is ActionState.NO_DATA
    assert status.sentence == "The tracker has no row for this action."


def test_without_a_tracker_there_is_no_data(world):
    status = _track(world, Absent("milestones", "the drop holds no file named like *tracker*"))
    assert status.state is ActionState.NO_DATA
    assert status.sentence == "There is no tracker: the drop holds no file named like *tracker*."


def test_the_state_before_is_kept(world):
    before = ActionStatus("O1", "A1", ActionState.ON_TRACK, "")
    tracker = _tracker({"reference": "A1", "status": "done"})
    assert _track(world, tracker, before=(before,)).previous is ActionState.ON_TRACK


def test_an_action_that_the_plan_puts_off_is_paused_whatever_the_tracker_says(world):
    plan = _plan(world, DUE.date(), paused="Not now, while budgets are tight.")
    for tracker in (_tracker({"reference": "A1", "status": "done"}), Absent("milestones", "none")):
        (status,) = track_actions(plan, world.the_drop(), {"milestones": tracker})
        assert status.state is ActionState.PAUSED
        assert status.sentence == "Not now, while budgets are tight."


@pytest.mark.parametrize(("place", "kept"), [(None, ""), (" North School ", "North School")])
def test_the_status_keeps_the_place_that_the_tracker_names(world, place, kept):
    row = {"reference": "A1", "status": "done", "due": DUE, "place": place}
    assert _track(world, _tracker(row)).place == kept
