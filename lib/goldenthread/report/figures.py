"""Tables of figures: what was measured, how surely, against what, with which rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.judgement import TestResult
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.report.published import beside, comparators, statuses
from goldenthread.report.standing import inside
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, number, sentence

_COUNTED = {
    "pupils": "Pupils",
    "staff": "Staff",
    "pupil answers": "Pupils who answered",
    "staff answers": "Staff who answered",
    "people": "People",
    "things": "Counted",
}


@dataclass(frozen=True)
class _Row:
    entity: str
    measurement: Measurement | None
    test: TestResult | None


def one_measure(view: View, name: str) -> DataTable:
    """A row for each school and the trust; columns that would be empty are left out."""
    measure = view.measure(name)
    rows = [_Row(e, view.one(name, e), view.test(name, e)) for e in entities_of(view, name)]
    rows = [row for row in rows if row.measurement is not None]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("School" if view.whole else ""), [view.name(row.entity) for row in rows]),
        (Column(_short_head(measure), True), [view.figure(row.measurement) for row in rows]),
    ]
    columns += [c for c in (_interval(view, measure, rows), _counted(measure, rows)) if c]
    columns += [c for c in (_last_year(view, name, rows), _against(view, measure, rows)) if c]
    columns += [c for c in (_details(rows), _ratings(rows)) if c]
    return DataTable(
        caption=f"{measure.title}, {view.stamp}",
        columns=tuple(column for column, _ in columns),
        rows=tuple(zip(*(cells for _, cells in columns), strict=True)),
        note=f"{_notes(view, rows)} {_nearby(view, measure)}".strip(),
    )


def _nearby(view: View, measure: Measure) -> str:
    """`West Midlands 2021/22: −0.06; Wolverhampton 2021/22: +0.02 (as published).`"""
    found = view.national_figures.nearby(measure)
    words = "; ".join(f"{f.label}: {view.value(measure, f.value)}" for f in found)
    status = join_words(list(dict.fromkeys(f.status for f in found if f.status)))
    return f"{words}{f' ({status})' if status else ''}." if words else ""


def several_measures(view: View, names: Sequence[str]) -> DataTable:
    """A row a measure, a column for each school, the trust and what was published to compare."""
    entities = list(dict.fromkeys(e for name in names for e in entities_of(view, name)))
    rated = any(view.test(name, entity) for name in names for entity in entities)
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("Figure"), [_head(view.measure(name)) for name in names])
    ]
    if len(entities) == 1:
        columns += _one_place(view, names, entities[0], rated=rated)
    else:
        columns += [
            (
                Column(view.name(entity), True),
                [_rated(view, view.one(n, entity), view.test(n, entity)) for n in names],
            )
            for entity in entities
        ]
    published = {name: comparators(view, name) for name in names}
    columns += beside(view, published)
    caption = f"Figures of {inside(view.stamp)}{', each with the rating it gives' if rated else ''}"
    return DataTable(
        caption,
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        note=statuses(figure for found in published.values() for figure in found),
    )


def _one_place(
    view: View, names: Sequence[str], entity: str, *, rated: bool
) -> list[tuple[Column, list[Cell]]]:
    """One school: its figures, and its ratings in a column of their own."""
    figures: list[Cell] = [view.figure(view.one(name, entity)) for name in names]
    tests = [view.test(name, entity) for name in names]
    marks: list[Cell] = [RatingMark(test.rating) if test else MISSING for test in tests]
    columns = [(Column(view.name(entity), True), figures)]
    return [*columns, (Column("Rating"), marks)] if rated else columns


def _rated(view: View, m: Measurement | None, test: TestResult | None) -> Cell:
    """The figure over the rating it gives; without a figure the rating's word says why."""
    if test is None:
        return view.figure(m)
    mark = RatingMark(test.rating)
    return (view.figure(m), mark) if m is not None and m.value is not None else mark


def by_group(view: View, name: str) -> DataTable:
    """A row a group, a column for each school and the trust, with the number counted below."""
    measure = view.measure(name)
    entities = [e for e in entities_of(view, name) if view.measurements.of(name, e)]
    groups = [ALL, *view.groups(name)]
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        found = [view.one(name, entity, group) for entity in entities]
        if any(m is not None for m in found):
            cells = [_with_count(view, measure, m) for m in found]
            rows.append(("All" if group == ALL else group, *cells))
    counted = f"; in brackets the number of {_COUNTED[measure.counts].lower()}"
    return DataTable(
        f"{measure.title}, {view.stamp}{counted if _shows_count(measure) else ''}",
        (Column("Group"), *(Column(view.name(e), True) for e in entities)),
        tuple(rows),
    )


def by_body(view: View, name: str) -> DataTable:
    """A row for each board and committee."""
    measure = view.measure(name)
    found = [(body, view.one(name, f"body:{body.id}")) for body in view.bodies]
    kept = [_Row(f"body:{body.id}", m, None) for body, m in found if m is not None]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("Board or committee"), [view.name(row.entity) for row in kept]),
        (Column(_short_head(measure), True), [view.figure(row.measurement) for row in kept]),
    ]
    columns += [c for c in (_counted(measure, kept),) if c]
    columns.append((Column("Note"), [_note(row) for row in kept]))
    return DataTable(
        f"{measure.title}, {view.stamp}",
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
    )


def _note(row: _Row) -> str:
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
    columns = (Column("Reference"), Column(_short_head(measure), True), *map(Column, titles))
    return DataTable(f"{measure.title}, {view.stamp}", columns, tuple(rows))


def tidy(view: View, names: Sequence[str]) -> pd.DataFrame:
    """The figures behind a table, for an analyst's next cell: unrounded, a row a measurement."""
    frame = pd.concat([view.measurements.frame(name) for name in names], ignore_index=True)
    frame.insert(1, "name", [view.name(entity) for entity in frame["entity"]])
    return frame


def entities_of(view: View, name: str) -> tuple[str, ...]:
    """The schools and the trust; for a measure that only bodies have, the bodies."""
    found = tuple(e for e in view.entities if view.measurements.of(name, e))
    return found or tuple(
        f"body:{b.id}" for b in view.bodies if view.measurements.of(name, f"body:{b.id}")
    )


_WORDS = {"percent": "Share", "count": "Number", "pounds": "Pounds", "yes/no": "Met"}
_WIDE = 24  # characters of a head that would make its column wider than the figures need


def _head(measure: Measure) -> str:
    plain = measure.unit in ("points", "days", "per 100", "percentage points")
    said = measure.unit in measure.short.lower() or measure.unit in measure.title.lower()
    return f"{measure.short} ({measure.unit})" if plain and not said else measure.short


def _short_head(measure: Measure) -> str:
    """The head of a column whose table names the measure above it."""
    head = _head(measure)
    return head if len(head) <= _WIDE else _WORDS.get(measure.unit, measure.unit.capitalize())


def _interval(
    view: View, measure: Measure, rows: Sequence[_Row]
) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = []
    for row in rows:
        m = row.measurement
        known = m is not None and m.low is not None and m.high is not None
        low, high = (m.low, m.high) if m is not None else (None, None)
        cells.append(
            f"{view.value(measure, low)} to {view.value(measure, high)}" if known else MISSING
        )
    shown = any(cell != MISSING for cell in cells)
    return (Column("95% interval", True), cells) if shown else None


def _counted(measure: Measure, rows: Sequence[_Row]) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = []
    whole = all(
        m is None or m.numerator is None or float(m.numerator).is_integer()
        for m in (row.measurement for row in rows)
    )
    parts = measure.unit == "percent" and measure.counts in ("things", "people") and whole
    for row in rows:
        m = row.measurement
        if parts and m is not None and m.numerator is not None and m.denominator is not None:
            cells.append(f"{number(m.numerator)} of {number(m.denominator)}")
        else:
            cells.append(number(m.n) if m is not None and m.n is not None else MISSING)
    shown = any(cell != MISSING for cell in cells)
    return (Column(_COUNTED[measure.counts], True), cells) if shown else None


def _last_year(view: View, name: str, rows: Sequence[_Row]) -> tuple[Column, list[Cell]] | None:
    earlier = [view.last_year(name, row.entity) for row in rows]
    period = next((m.period for m in earlier if m is not None and m.value is not None), "")
    if period:
        return Column(f"In {period}", True), [view.figure(m) for m in earlier]
    before = view.previous
    past = [before.one(name, row.entity) if before else None for row in rows]
    if before and any(m is not None and m.value is not None for m in past):
        return Column(before.when, True), [view.figure(m) for m in past]
    return None


def _against(
    view: View, measure: Measure, rows: Sequence[_Row]
) -> tuple[Column, list[Cell]] | None:
    """What each figure was held against, under one head where it is the same kind for all."""
    found = [row.test.comparator if row.test else None for row in rows]
    if not any(c is not None and c.value is not None for c in found):
        nation = view.national(measure.id)
        if nation is None or not rows:
            return None
        return Column(nation.label, True), [view.value(measure, nation.value) for _ in rows]
    if all(c is None or c.name.startswith(("At the same", "In ")) for c in found):
        return None  # held against its own earlier figure, which has a column already
    areas = {c.area for c in found if c is not None and c.value is not None}
    period = next((c.period for c in found if c is not None and c.period), "")
    head = f"{areas.pop()} {period}" if len(areas) == 1 and "" not in areas else "Target"
    cells: list[Cell] = [view.value(measure, c.value) if c is not None else MISSING for c in found]
    return Column(head, True), cells


def _details(rows: Sequence[_Row]) -> tuple[Column, list[Cell]] | None:
    """The official band, where the measure has one."""
    cells: list[Cell] = [
        row.measurement.detail("Official band") if row.measurement else "" for row in rows
    ]
    return (Column("Official band"), cells) if any(cells) else None


def _ratings(rows: Sequence[_Row]) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = [RatingMark(row.test.rating) if row.test else MISSING for row in rows]
    return (Column("Rating"), cells) if any(row.test for row in rows) else None


def _notes(view: View, rows: Sequence[_Row]) -> str:
    """Why a figure is missing, and how much of what it rests on is covered, where it is not all."""
    words = []
    for row in rows:
        m = row.measurement
        if m is None:
            continue
        name = view.name(row.entity)
        if m.value is None and m.note:
            words.append(f"{name}: {m.note}.")
        elif m.coverage is not None and m.coverage.covered < m.coverage.expected:
            cover = m.coverage
            words.append(
                f"{name}: {number(cover.covered)} of {number(cover.expected)} {cover.what} covered."
            )
    return " ".join(dict.fromkeys(words))


def _with_count(view: View, measure: Measure, m: Measurement | None) -> Cell:
    if m is None or m.n is None or m.value is None or not _shows_count(measure):
        return view.figure(m)
    return f"{view.figure(m)} ({number(m.n)})"


def _shows_count(measure: Measure) -> bool:
    return measure.counts not in ("things", "people") and measure.unit != "count"
