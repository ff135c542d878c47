"""Where each action of the plan stands, as the tracker says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from goldenthread.drop import Drop
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import ActionState, ActionStatus
from goldenthread.plan import Action, Plan
from goldenthread.sources.table import Table, Tables, rows_of
from goldenthread.wording import day, percent, plural, sentence

TRACKER = "milestones"


def track_actions(
    plan: Plan,
    drop: Drop,
    tables: Tables,
    previous_actions: Iterable[ActionStatus] = (),
) -> tuple[ActionStatus, ...]:
    """One status for each action row of the plan, in its order."""
    before = {status.action: status.state for status in previous_actions}
    tracker = tables.get(TRACKER)
    return tuple(
        _Tracked(section.id, action, drop.as_of, before.get(action.id)).status(tracker)
        for section in plan.objectives
        for action in section.actions
    )


@dataclass(frozen=True, slots=True)
class _Tracked:
    """One action, looked up in the tracker."""

    objective: str
    action: Action
    as_of: dt.date
    before: ActionState | None

    def status(self, tracker: object) -> ActionStatus:
        if self.action.paused:
            return self._untracked(self.action.paused, ActionState.PAUSED)
        if not isinstance(tracker, Table):
            reason = getattr(tracker, "reason", "") or "no export was supplied"
            return self._untracked(f"there is no tracker: {inside(reason)}")
        frame = tracker.frame
        wanted = self.action.id.casefold()
        mine = frame[frame["reference"].astype("string").str.casefold().eq(wanted).fillna(False)]
        mine = mine.assign(updated=pd.to_datetime(mine["updated"]))
        mine = mine[~(mine["updated"] > pd.Timestamp(self.as_of))]
        if mine.empty:
            return self._untracked("the tracker has no row for this action")
        mine = mine.sort_values("updated", kind="stable", na_position="first").tail(1)
        row = mine.iloc[0].to_dict()
        due = _day(row.get("due")) or self.action.due
        state, text = self._standing(row, due)
        return ActionStatus(
            self.objective,
            self.action.id,
            state,
            sentence(text),
            due,
            _day(row.get("done_on")),
            _figure(row.get("percent")),
            _day(row.get("updated")),
            self.before,
            rows_of(mine),
            _text(row.get("place")),
        )

    def _untracked(self, text: str, state: ActionState = ActionState.NO_DATA) -> ActionStatus:
        return ActionStatus(
            self.objective,
            self.action.id,
            state,
            sentence(text),
            self.action.due,
            previous=self.before,
        )

    def _standing(self, row: dict[Any, object], due: dt.date | None) -> tuple[ActionState, str]:
        status = "" if pd.isna(row.get("status")) else str(row.get("status"))  # type: ignore[call-overload]
        done_on = _day(row.get("done_on"))
        ahead = done_on is not None and done_on > self.as_of
        if (status == "done" or (not status and done_on is not None)) and not ahead:
            return ActionState.DONE, _done(done_on, due)
        if status == "stopped":
            return ActionState.STOPPED, "stopped, the tracker says"
        ended = "the date of completion in the tracker lies after this drop"
        progress = ended if ahead else _progress(status, row, self.as_of)
        if due is None:
            return ActionState.NO_DATE, f"no date is set; {progress}"
        if due < self.as_of:
            late = plural((self.as_of - due).days, "day")
            return ActionState.OVERDUE, f"overdue by {late}: it was due on {day(due)}; {progress}"
        return ActionState.ON_TRACK, f"due on {day(due)}; {progress}"


def _done(done_on: dt.date | None, due: dt.date | None) -> str:
    if done_on is None:
        return "done; the tracker gives no date"
    if due is not None and done_on > due:
        return f"done on {day(done_on)}, {plural((done_on - due).days, 'day')} late"
    return f"done on {day(done_on)}"


def _progress(status: str, row: dict[Any, object], as_of: dt.date) -> str:
    if status == "not_started":
        start = _day(row.get("start"))
        late = start is not None and start < as_of
        return f"not started, though planned for {day(start)}" if late and start else "not started"
    complete = _figure(row.get("percent"))
    return "in progress" if complete is None else f"{percent(complete, 0)} complete"


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell).strip()  # type: ignore[call-overload]


def _day(cell: object) -> dt.date | None:
    """A cell of a date column, which may be missing."""
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return None
    return pd.Timestamp(cell).date()  # type: ignore[arg-type]


def _figure(cell: object) -> float | None:
    return None if cell is None or pd.isna(cell) else float(cell)  # type: ignore[call-overload,arg-type]
