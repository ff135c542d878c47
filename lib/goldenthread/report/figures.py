"""Tables of figures: what was measured, how surely, against what, with which rating."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.judgement import TestResult
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.report.figure_columns import (
    Row,
    against,
    counted,
    details,
    head,
    interval,
    last_year,
    mixed,
    nearby,
    notes,
    ratings,
    short_head,
    with_sureness,
)
from goldenthread.report.published import beside, comparators, not_held, statuses
from goldenthread.stages import can_have
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, sentence, without_capital

MOST_PLACES = 4  # that a table has columns for; of more each has a row
_MOST_MEASURES = 4
_FIGURE = re.compile(rf"[\d.,−]+|{MISSING}")


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
    return DataTable(
        caption=f"{measure.title}, {view.stamp}",
        columns=tuple(column for column, _ in columns),
        rows=tuple(zip(*(cells for _, cells in columns), strict=True)),
        note=" ".join(part for part in told if part),
    )


def _only_of_schools(row: Row, rows: Sequence[Row]) -> bool:
    """Whether it is the trust's, of a figure that only its schools have."""
    m = row.measurement
    own = m is not None and (m.value is not None or m.rows or m.state is not State.NO_DATA)
    others = any(r.measurement is not None and r.measurement.value is not None for r in rows)
    return row.entity == TRUST and not own and row.test is None and others


def several_measures(view: View, names: Sequence[str]) -> list[DataTable]:
    """A row a measure, a column for each school, the trust and what was published to compare.

    Of many schools each has a row, and the measures stand in the columns, a few to a table.
    """
    entities = list(dict.fromkeys(e for name in names for e in entities_of(view, name)))
    if len(entities) <= MOST_PLACES:
        return [_by_measure(view, names, entities)]
    # In a row of its own a figure's interval and its number stand on one line, and names are short.
    parts = [names[i : i + _MOST_MEASURES] for i in range(0, len(names), _MOST_MEASURES)]
    return [_turned(_by_measure(view, part, entities), view, part) for part in parts]


def _by_measure(view: View, names: Sequence[str], entities: Sequence[str]) -> DataTable:
    rated = any(view.test(name, entity) for name in names for entity in entities)
    columns: list[tuple[Column, list[Cell]]] = [
        (Column("Figure"), [head(view.measure(name)) for name in names])
    ]
    if len(entities) == 1:
        columns += _one_place(view, names, entities[0], rated=rated)
    else:
        columns += [
            (
                Column(view.name(entity, short=len(entities) > MOST_PLACES), True),
                [_rated(view, view.one(n, entity), view.test(n, entity)) for n in names],
            )
            for entity in entities
        ]
    published = {name: comparators(view, name) for name in names}
    columns += beside(view, published)
    measured = [view.one(name, entity) for name in names for entity in entities]
    caption = (
        f"Figures of {without_capital(view.stamp)}{_what_stands_below(view, measured, rated=rated)}"
    )
    told = (
        mixed(view, names, entities),
        statuses(f for found in published.values() for f in found),
        not_held(view, names),
    )
    return DataTable(
        caption,
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        note=" ".join(part for part in told if part),
    )


def _what_stands_below(view: View, found: Sequence[Measurement | None], *, rated: bool) -> str:
    """`, each with its 95% interval and what it counts`, as far as a figure of them shows any."""
    known = [m for m in found if m is not None and m.value is not None]
    sure = [m for m in known if m.low is not None and m.high is not None]
    count = [m for m in known if _tells_count(view, m)]
    parts = []
    if sure:
        parts.append(f"its 95% interval{'' if len(sure) == len(known) else ' where it has one'}")
    if count:
        parts.append(f"what it counts{'' if len(count) == len(known) else ' where that is shown'}")
    if rated:
        parts.append("the rating it gives")
    return f", each with {join_words(parts)}" if parts else ""


def _tells_count(view: View, m: Measurement) -> bool:
    """Whether what it counts is said below a figure."""
    sure = m.low is not None and m.high is not None
    return len(with_sureness(view, m)) > (2 if sure else 1)


def _turned(table: DataTable, view: View, names: Sequence[str]) -> DataTable:
    """The same figures with a row for each place."""
    heads = [Column("School"), *(Column(head(view.measure(name)), True) for name in names)]
    cells = zip(*(map(_on_two_lines, row[1:]) for row in table.rows), strict=True)
    rows = [(c.title, *own) for c, own in zip(table.columns[1:], cells, strict=True)]
    return replace(table, columns=tuple(heads), rows=tuple(rows))


def _on_two_lines(cell: Cell) -> Cell:
    """What is said below a figure in one line; its mark stays below that."""
    if not isinstance(cell, tuple):
        return cell
    words = [part for part in cell[1:] if isinstance(part, str) and part]
    marks = [part for part in cell[1:] if not isinstance(part, str)]
    return (cell[0], *([", ".join(words)] if words else []), *marks)


def _one_place(
    view: View, names: Sequence[str], entity: str, *, rated: bool
) -> list[tuple[Column, list[Cell]]]:
    """One school: its figures, how sure they are and its ratings, each in a column of their own."""
    tests = [view.test(name, entity) for name in names]
    both = [(view.one(name, entity), test) for name, test in zip(names, tests, strict=True)]
    parts = [with_sureness(view, m, test) for m, test in both]
    sure = [_interval_in_words(view, m, test) for m, test in both]
    numbers: list[Cell] = [
        ", ".join(p[1 + (s != MISSING) :]) or MISSING for p, s in zip(parts, sure, strict=True)
    ]
    marks: list[Cell] = [RatingMark(test.rating) if test else MISSING for test in tests]
    columns: list[tuple[Column, list[Cell]]] = [
        (Column(view.name(entity, short=not view.whole), True), [part[0] for part in parts])
    ]
    columns += [(Column("95% interval", True), list(sure))] if set(sure) != {MISSING} else []
    columns += [(Column("Counted", True), numbers)] if set(numbers) != {MISSING} else []
    return [*columns, (Column("Rating"), marks)] if rated else columns


def _interval_in_words(view: View, m: Measurement | None, test: TestResult | None) -> str:
    if m is None or m.value is None or m.low is None or m.high is None:
        return MISSING
    measure = view.measure(m.measure)
    return f"{view.value(measure, m.low, test)} to {view.value(measure, m.high, test)}"


def _rated(view: View, m: Measurement | None, test: TestResult | None) -> Cell:
    """The figure, how sure it is and the rating it gives; without one the rating says why."""
    if test is None:
        return with_sureness(view, m)
    mark = RatingMark(test.rating)
    return (*with_sureness(view, m, test), mark) if m is not None and m.value is not None else mark


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
        rows = [(row[0], *map(_on_two_lines, row[1:])) for row in rows]
    shown = [m for found in groups.values() for m in found if m is not None and m.value is not None]
    parts = ["95% interval"] if any(m.low is not None for m in shown) else []
    parts += ["number counted"] if any(_tells_count(view, m) for m in shown) else []
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
    return DataTable(
        f"{measure.title}, {view.stamp}",
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        note=note,
    )


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
    return DataTable(
        f"{measure.title}, {view.stamp}",
        tuple(column for column, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
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


def has_figure(view: View, name: str, *, grouped: bool = False) -> bool:
    """Whether the report's drop has a figure of a measure for any of its schools or the trust, or
    with `grouped` for any group of theirs. One that is suppressed is there, though not shown."""
    places = dict.fromkeys((*view.entities, *entities_of(view, name)))
    year = view.drop.year
    found = (m for place in places for m in view.measurements.of(name, place, period=year))
    return any(
        (m.value is not None or m.state is State.SUPPRESSED) and (grouped or m.group == ALL)
        for m in found
    )


def entities_of(view: View, name: str) -> tuple[str, ...]:
    """The schools and the trust, as far as they can have such a figure; for a measure that only
    bodies have, the bodies."""
    found = tuple(
        e for e in view.entities if view.measurements.of(name, e) and _fits(view, name, e)
    )
    return found or tuple(
        f"body:{b.id}" for b in view.bodies if view.measurements.of(name, f"body:{b.id}")
    )


def _fits(view: View, name: str, entity: str) -> bool:
    """Whether the phase of a school, or of any school of the trust, has such figures."""
    measure = view.measure(name)
    fits = any(can_have(measure, s.phase) for s in view.schools if entity in (s.urn, TRUST))
    return fits or any(m.value is not None for m in view.measurements.of(name, entity))
