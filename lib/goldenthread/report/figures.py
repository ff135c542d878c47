"""Tables of figures: what was measured, how surely, against what, with which rating."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.measures.measurement import ALL, TRUST, State
from goldenthread.report.figure_columns import (
    Row,
    against,
    counted,
    details,
    interval,
    last_year,
    mixed,
    nearby,
    notes,
    ratings,
    short_head,
)
from goldenthread.report.figures_by_group import by_group
from goldenthread.report.measured_places import entities_of
from goldenthread.report.several_measures import several_measures
from goldenthread.view import View
from goldenthread.wording import MISSING, sentence

Way = Literal["school", "group", "body"]
_FIGURE = re.compile(rf"[\d.,−]+|{MISSING}")


def tables(view: View, names: Sequence[str], by: Way) -> list[DataTable]:
    """The figures of measures that have any; a group or two alone make no table by group."""
    if by == "group":
        found = [by_group(view, name) for name in names]
        return [table for table in found if len(table.rows) > 1]
    if by == "body":
        return [by_body(view, name) for name in names]
    return by_school(view, names)


def by_school(view: View, names: Sequence[str]) -> list[DataTable]:
    """One measure in a table of its own, several together; nothing of none."""
    if len(names) == 1:
        return [one_measure(view, names[0])]
    return several_measures(view, names) if names else []


def one_measure(view: View, name: str) -> DataTable:
    """A row for each school and the trust; columns that would be empty are left out."""
    measure = view.measure(name)
    rows = [Row(e, view.one(name, e), view.test(name, e)) for e in entities_of(view, name)]
    rows = [row for row in rows if row.measurement is not None]
    rows = [row for row in rows if not _only_of_schools(row, rows)]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("School" if view.whole else ""), [view.name(row.entity) for row in rows]),
        (
            Column(short_head(measure), True),
            [view.figure(row.measurement, row.test) for row in rows],
        ),
    ]
    columns += [c for c in (interval(view, measure, rows), counted(measure, rows)) if c]
    columns += [c for c in (last_year(view, name, rows), against(view, measure, rows)) if c]
    columns += [c for c in (details(rows), ratings(rows)) if c]
    together = mixed(view, [name], [row.entity for row in rows])
    told = (notes(view, rows), together, nearby(view, measure, rows))
    return DataTable.of_columns(
        caption=f"{measure.title}, {view.stamp}",
        columns=columns,
        note=" ".join(part for part in told if part),
    )


def _only_of_schools(row: Row, rows: Sequence[Row]) -> bool:
    """Whether it is the trust's, of a figure that only its schools have."""
    m = row.measurement
    own = m is not None and (m.value is not None or m.rows or m.state is not State.NO_DATA)
    others = any(r.measurement is not None and r.measurement.value is not None for r in rows)
    return row.entity == TRUST and not own and row.test is None and others


def by_body(view: View, name: str) -> DataTable:
    """A row for each board and committee."""
    measure = view.measure(name)
    found = [(body, view.one(name, f"body:{body.id}")) for body in view.bodies]
    kept = [Row(f"body:{body.id}", m, None) for body, m in found if m is not None]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("Board or committee"), [view.name(row.entity) for row in kept]),
        (Column(short_head(measure), True), [view.figure(row.measurement) for row in kept]),
    ]
    columns += [c for c in (counted(measure, kept),) if c]
    columns.append((Column("Note"), [_note(row) for row in kept]))
    return DataTable.of_columns(
        f"{measure.title}, {view.stamp}",
        columns,
    )


def _note(row: Row) -> str:
    return sentence(row.measurement.note) if row.measurement and row.measurement.note else MISSING


def items(view: View, name: str, titles: Sequence[str]) -> DataTable:
    """A row for each thing that a measure counts one by one, with its details in words."""
    measure = view.measure(name)
    found = [
        m
        for e in (entities_of(view, name)[-1:] if view.whole else view.urns)
        for m in view.measurements.of(name, e, period=view.drop.year)
        if m.group != ALL
    ]
    found.sort(key=lambda m: -(m.value or 0.0) if measure.better == "lower" else 0)
    rows: list[tuple[Cell, ...]] = [
        (m.group, view.figure(m), *(m.detail(title) or MISSING for title in titles)) for m in found
    ]
    numeric = [all(_FIGURE.fullmatch(str(row[2 + i])) for row in rows) for i in range(len(titles))]
    told = (Column(title, right) for title, right in zip(titles, numeric, strict=True))
    columns = (Column("Reference"), Column(short_head(measure), True), *told)
    return DataTable(f"{measure.title}, {view.stamp}", columns, tuple(rows))
