"""Milestones and actions on one line of time: done, due, overdue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from matplotlib.axes import Axes

from goldenthread.charts.drawing import Page, canvas, label, nothing, present, rows
from goldenthread.charts.style import ACCENT, GREY, INK, LINE, SOFT
from goldenthread.charts.ticks import set_ticks
from goldenthread.judgement.judgement import ActionState
from goldenthread.view import View
from goldenthread.wording import MONTHS, day, join_words, plural


@dataclass(frozen=True)
class _Promise:
    name: str
    words: str
    due: dt.date | None
    done: dt.date | None
    finished: bool
    owner: str


def milestones(page: Page, *, ax: Axes | None = None) -> Axes:
    """The objective's milestones and dated actions: done, due, overdue, on one line of time."""
    view = page.view
    promises = [p for p in (*_milestones(view), *_actions(view)) if p.due or p.done]
    if not promises:
        return nothing(page, "No milestone or action of this objective has a date.")
    promises.sort(key=lambda p: (p.due or p.done or dt.date.min, p.name))
    as_of = view.drop.as_of
    with canvas(0.95 + 0.34 * len(promises), ax) as axes:
        rows(axes, [f"{p.name}  {_cut(p.words)}" for p in promises], 0.6)
        for y, promise in enumerate(promises):
            _promise(axes, y, promise, as_of)
        _time(axes, [d for p in promises for d in (p.due, p.done) if d], as_of)
        late = [p for p in promises if _state(p, as_of) == "overdue"]
        done = sum(p.finished for p in promises)
        title = f"{done} of {len(promises)} dated promises are kept"
        title += f"; overdue: {join_words([p.name for p in late])}" if late else "; none is overdue"
        alt = "; ".join(_promise_in_words(p, as_of) for p in promises) + "."
        caption = (
            "Filled circle: done. Open circle: not yet due. Diamond: overdue, with its days late. "
        )
        caption += f"The line is {day(as_of)}."
        return present(page, axes, "milestones", title, alt, caption)


def _cut(text: str, most: int = 38) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;") + " …"


def _milestones(view: View) -> list[_Promise]:
    """From the judgements of the objective's milestone criteria."""
    found = []
    for criterion in view.criteria:
        for judgement in view.judgements(criterion.id):
            tests = [t.measurement for t in judgement.tests if t.measure == "milestone"]
            for m in [m for m in tests if m is not None]:
                due = judgement.due
                finished = m.value is not None and m.value >= 0.5
                found.append(
                    _Promise(
                        criterion.number,
                        criterion.text,
                        due,
                        _date(m.detail("Done on")),
                        finished,
                        m.detail("Owner"),
                    )
                )
    return list(dict.fromkeys(found))


def _actions(view: View) -> list[_Promise]:
    """The objective's actions, or the whole plan's, in the plan's order."""
    sections = [view.section] if view.section else view.judged.plan.objectives
    known = {action.id: action for section in sections for action in section.actions}
    found = []
    for status in view.judged.actions_on(known):
        if status.action in known:
            action = known[status.action]
            done = status.state == ActionState.DONE
            found.append(
                _Promise(
                    f"Action {action.number}", action.action, status.due, status.done_on, done,
                    action.responsible,
                )
            )  # fmt: skip
    return found


def _date(words: str) -> dt.date | None:
    """`31 August 2022` read back from a detail in words."""
    parts = words.split()
    if len(parts) != 3 or parts[1] not in MONTHS:
        return None
    return dt.date(int(parts[2]), MONTHS.index(parts[1]) + 1, int(parts[0]))


def _state(promise: _Promise, as_of: dt.date) -> str:
    if promise.finished:
        return "done"
    return "overdue" if promise.due and promise.due < as_of else "due"


def _promise(axes: Axes, y: int, promise: _Promise, as_of: dt.date) -> None:
    axes.axhline(y, color=LINE, linewidth=0.5, zorder=0)
    due, today = promise.due or promise.done or as_of, as_of
    state = _state(promise, as_of)
    if state == "done":
        done = promise.done or due
        axes.plot([_at(done)], [y], "o", color=ACCENT, markersize=8)
        if done > due:
            axes.plot([_at(due), _at(done)], [y, y], color=ACCENT, linewidth=1.2)
    elif state == "overdue":
        axes.plot([_at(due), _at(today)], [y, y], color=INK, linewidth=1.2, linestyle=(0, (3, 2)))
        axes.plot([_at(due)], [y], "D", color=INK, markersize=7)
        words = f"{plural((today - due).days, 'day')} late"
        label(axes, _at(today), y, words, xytext=(5, 0), ha="left", color=INK)
    else:
        axes.plot([_at(due)], [y], "o", markerfacecolor="white", color=GREY, markersize=7)


def _at(date: dt.date) -> float:
    """Where a day stands on the axis: a plain number, so that the axis stays ours to tick."""
    return float(date.toordinal())


def _time(axes: Axes, days: list[dt.date], as_of: dt.date) -> None:
    first, last = min([*days, as_of]), max([*days, as_of])
    span = (last - first).days
    months = 3 if span < 500 else 6 if span < 1100 else 12
    marks = [
        dt.date(year, month, 1)
        for year in range(first.year, last.year + 2)
        for month in range(1, 13, months)
    ]
    near = dt.timedelta(20)
    marks = [m for m in marks if first - near <= m <= last + near]
    words = [f"{MONTHS[m.month - 1][:3]} {m.year}" for m in marks]
    set_ticks(axes.xaxis, [_at(m) for m in marks], words)
    edge = max(span * 0.04, 10)
    axes.set_xlim(_at(first) - edge, _at(last) + edge)
    axes.axvline(_at(as_of), color=SOFT, linewidth=1, zorder=1)


def _promise_in_words(promise: _Promise, as_of: dt.date) -> str:
    due = f", due {day(promise.due)}" if promise.due else ""
    done = f" on {day(promise.done)}" if promise.done else ""
    return f"{promise.name}: {_state(promise, as_of)}{done}{due}"
