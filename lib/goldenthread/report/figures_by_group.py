"""A measure by group: of pupils, of staff, of subjects, of months."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.measures.measurement import ALL, TRUST
from goldenthread.report.figure_columns import (
    Row,
    counted,
    interval,
    on_two_lines,
    tells_count,
    with_sureness,
)
from goldenthread.report.measured_places import MOST_PLACES, entities_of
from goldenthread.view import View
from goldenthread.wording import join_words


def by_group(view: View, name: str) -> DataTable:
    """A row a group, a column for each school and the trust, with the number counted below; of
    many schools for the trust alone."""
    measure = view.measure(name)
    entities = [e for e in entities_of(view, name) if view.measurements.of(name, e)]
    many = len(entities) > MOST_PLACES and TRUST in entities
    entities = [TRUST] if many else entities
    groups = {
        group: found
        for group in (ALL, *view.groups(name))
        if any(found := [view.one(name, entity, group) for entity in entities])
    }
    rows: list[tuple[Cell, ...]] = [
        (_group_named(name, group), *(with_sureness(view, m) for m in found))
        for group, found in groups.items()
    ]
    note = "Each school’s groups are in its own report." if many else ""
    if len(entities) == 1:
        return _groups_of_one(view, name, entities[0], list(groups), note)
    if len(entities) < MOST_PLACES:
        rows = [(row[0], *map(on_two_lines, row[1:])) for row in rows]
    shown = [m for found in groups.values() for m in found if m is not None and m.value is not None]
    parts = ["95% interval"] if any(m.low is not None for m in shown) else []
    parts += ["number counted"] if any(tells_count(view, m) for m in shown) else []
    below = f"; below each figure the {join_words(parts, 'and the')}" if parts else ""
    return DataTable(
        f"{measure.title}, {view.stamp}{below}",
        (Column("Group"), *(Column(view.name(e), True) for e in entities)),
        tuple(rows),
        note=note,
    )


_OF_ALL = {  # what the figure for all is of, where it is none of everybody
    "budget_variance": "Balance: income less costs",
    "budget_variance_percent": "Staff and other costs",
}


def _group_named(measure: str, group: str) -> str:
    return _OF_ALL.get(measure, "All") if group == ALL else group


def _groups_of_one(
    view: View, name: str, entity: str, groups: Sequence[str], note: str
) -> DataTable:
    """One place has room for its interval and its number in columns of their own."""
    measure = view.measure(name)
    found = [Row(entity, view.one(name, entity, group), None) for group in groups]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("Group"), [_group_named(name, group) for group in groups]),
        (Column(view.name(entity), True), [view.figure(row.measurement) for row in found]),
    ]
    told = measure.unit == "percent" or (measure.counts != "things" and measure.unit != "count")
    sure = (interval(view, measure, found), counted(measure, found) if told else None)
    columns += [column for column in sure if column is not None]
    return DataTable.of_columns(
        f"{measure.title}, {view.stamp}",
        columns,
        note=note,
    )
