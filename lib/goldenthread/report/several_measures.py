"""Several measures in one table: a row each, or a column each where many schools have a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.judgement import TestResult
from goldenthread.measures.measurement import Measurement
from goldenthread.report.figure_columns import (
    head,
    mixed,
    on_two_lines,
    tells_count,
    with_sureness,
)
from goldenthread.report.measured_places import MOST_PLACES, entities_of
from goldenthread.report.published import beside, comparators, not_held, statuses
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, without_capital

_MOST_MEASURES = 4


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
    return DataTable.of_columns(
        caption,
        columns,
        note=" ".join(part for part in told if part),
    )


def _what_stands_below(view: View, found: Sequence[Measurement | None], *, rated: bool) -> str:
    """`, each with its 95% interval and what it counts`, as far as a figure of them shows any."""
    known = [m for m in found if m is not None and m.value is not None]
    sure = [m for m in known if m.low is not None and m.high is not None]
    count = [m for m in known if tells_count(view, m)]
    parts = []
    if sure:
        parts.append(f"its 95% interval{'' if len(sure) == len(known) else ' where it has one'}")
    if count:
        parts.append(f"what it counts{'' if len(count) == len(known) else ' where that is shown'}")
    if rated:
        parts.append("the rating it gives")
    return f", each with {join_words(parts)}" if parts else ""


def _turned(table: DataTable, view: View, names: Sequence[str]) -> DataTable:
    """The same figures with a row for each place."""
    heads = [Column("School"), *(Column(head(view.measure(name)), True) for name in names)]
    cells = zip(*(map(on_two_lines, row[1:]) for row in table.rows), strict=True)
    rows = [(c.title, *own) for c, own in zip(table.columns[1:], cells, strict=True)]
    return replace(table, columns=tuple(heads), rows=tuple(rows))


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
