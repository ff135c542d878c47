"""What moved since the drop before, item by item: answers to a survey, scores of risks."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.intervals import change_interval
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.report.figure_columns import with_sureness
from goldenthread.view import View
from goldenthread.wording import MISSING, change, join_words, signed

_SAME, _FEW = "the same", 3  # of few that stayed each has its row


def waves(view: View, name: str) -> DataTable | None:
    """A row for each statement: this wave, the wave before, and whether the change is chance.

    For the trust, or the report's school. None where there is no wave before, or nothing of both.
    """
    before = view.previous
    entity = TRUST if view.whole else view.urns[0]
    groups = [g for g in (ALL, *view.groups(name)) if view.one(name, entity, g) is not None]
    if before is None or not any(before.one(name, entity, group) for group in groups):
        return None
    both = [v.one(name, entity, group) for v in (view, before) for group in groups]
    if all(m is None or m.state is State.NO_DATA for m in both):
        return None
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        now, then = view.one(name, entity, group), before.one(name, entity, group)
        label = "All statements" if group == ALL and len(groups) > 1 else group
        turned = now.note if now is not None and now.note.startswith("counted:") else ""
        cells: tuple[Cell, ...] = (with_sureness(view, now), with_sureness(before, then))
        named = view.name(entity) if label == ALL else label
        rows.append(((named, turned) if turned else named, *cells, _moved(view, now, then)))
    measure = view.measure(name)
    return DataTable(
        f"{measure.title}: {view.name(entity)}, {view.stamp} and the wave before",
        (
            Column("Statement"),
            Column(view.when, True),
            Column(before.when, True),
            Column("Change"),
        ),
        tuple(rows),
        note="Below each figure its 95% interval and who answered. A change is more than chance "
        "where the 95% interval of the change leaves out zero: Newcombe’s for one statement; for "
        "several together one that allows for a person’s answers going together.",
    )


def _moved(view: View, now: Measurement | None, then: Measurement | None) -> Cell:
    if now is None or then is None or now.value is None or then.value is None:
        return MISSING
    measure = view.measure(now.measure)
    size = change(now.value - then.value, measure.unit, measure.decimals)
    interval = change_interval(now, then, measure)
    if interval is None:
        return size
    ends = f"{signed(interval.low, measure.decimals)} to {signed(interval.high, measure.decimals)}"
    word = "more than chance" if interval.leaves_out_zero else "no clear change"
    return (size, f"95% interval {ends}", word)


def movement(view: View, name: str, titles: Sequence[str]) -> DataTable | None:
    """A row for each item of a measure: its figure now, in the drop before, and which way it went.

    Items that only the drop before has come last. None where there is no drop before.
    """
    before = view.previous
    if before is None:
        return None
    now, then = _items(view, name), _items(before, name)
    if not now or not then:
        return None
    better = view.measure(name).better
    rows = [
        (
            group,
            *((now.get(group) or then[group]).detail(title) or MISSING for title in titles),
            before.figure(then.get(group)),
            view.figure(now.get(group)),
            _way(now.get(group), then.get(group), better),
        )
        for group in dict.fromkeys((*now, *then))
    ]
    stayed = [row for row in rows if row[-1] == _SAME]
    note = ""
    if len(stayed) > _FEW:
        rows = [row for row in rows if row[-1] != _SAME]
        all_of_it = "" if rows else "Nothing moved: "
        note = f"{all_of_it}{join_words([str(row[0]) for row in stayed])} stand as they did."
    columns = (
        Column("Reference"),
        *map(Column, titles),
        Column(before.when, True),
        Column(view.when, True),
        Column("Movement"),
    )
    return DataTable(
        f"{view.measure(name).title}: what moved, {view.stamp}", columns, tuple(rows), note
    )


def _items(view: View, name: str) -> dict[str, Measurement]:
    entities = (TRUST,) if view.whole else view.urns
    found = (m for e in entities for m in view.measurements.of(name, e, period=view.drop.year))
    return {m.group: m for m in found if m.group != ALL and m.value is not None}


def _way(now: Measurement | None, then: Measurement | None, better: str) -> str:
    if now is None:
        return "no longer listed"
    if then is None:
        return "new"
    size = (now.value or 0.0) - (then.value or 0.0)
    if not size:
        return _SAME
    good = (size > 0) == (better == "higher")
    verdict = "" if better == "neither" else ", better" if good else ", worse"
    return f"{'up' if size > 0 else 'down'} {abs(size):g}{verdict}"
