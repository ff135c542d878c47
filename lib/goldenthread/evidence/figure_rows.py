"""The figures of a judgement as rows of text, ready for a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.judged import JudgedDrop
from goldenthread.judgement.figures import bare, shown
from goldenthread.judgement.judgement import Comparator, Judgement, TestResult
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion
from goldenthread.wording import number

_PARTS = 40  # groups of one measure that are listed; beyond that a chart or table of its own


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in words. `decides` is true for a figure that a test held against its comparator;
    the others are its parts and what stands beside it."""

    measure: str
    title: str
    entity: str
    entity_name: str
    group: str
    period: str
    value: str
    n: str
    interval: str
    comparator: str
    comparator_value: str
    comparator_period: str
    comparator_status: str
    comparator_source: str
    note: str
    decides: bool


def figure_rows(
    judged: JudgedDrop, judgement: Judgement, criterion: Criterion
) -> tuple[FigureRow, ...]:
    """The tested figures, the earlier ones they were held against, their parts, and the rest."""
    rows: dict[FigureRow, None] = {}
    for test in judgement.tests:
        for leaf in test.leaves:
            rows.update(dict.fromkeys(_of_test(judged, leaf)))
    for name in criterion.shown_also:
        figure = judged.measurements.one(name, judgement.entity)
        if figure is not None and name in all_measures():
            rows[_row(judged, all_measures()[name], figure)] = None
    return tuple(rows)


def _of_test(judged: JudgedDrop, test: TestResult) -> Iterator[FigureRow]:
    measure, figure = all_measures().get(test.measure), test.measurement
    if measure is None or figure is None:
        return
    yield _row(judged, measure, figure, test.comparator, decides=True, places=test.places)
    if test.previous is not None:
        yield _row(judged, measure, test.previous)
    if figure.group == ALL:
        parts = judged.measurements.of(measure.id, figure.entity, period=figure.period)
        yield from [_row(judged, measure, part) for part in parts if part.group != ALL][:_PARTS]


def _row(
    judged: JudgedDrop,
    measure: Measure,
    figure: Measurement,
    held_against: Comparator | None = None,
    *,
    decides: bool = False,
    places: int | None = None,
) -> FigureRow:
    beside = held_against or Comparator("", None)
    known = beside.value is not None
    return FigureRow(
        measure.id,
        measure.title,
        figure.entity,
        judged.trust.entity_name(figure.entity),
        "" if figure.group == ALL else figure.group,
        figure.period,
        value_text(measure, figure, places),
        "" if figure.n is None else number(figure.n),
        _interval(measure, figure, places),
        beside.name,
        shown(beside.value, measure, places) if known else "",
        beside.period,
        beside.status,
        ", ".join(part for part in (beside.basis, beside.publication, beside.source) if part)
        if known
        else "",
        figure.note,
        decides,
    )


def value_text(measure: Measure, figure: Measurement, places: int | None = None) -> str:
    """The value, or the state's word; a recorded judgement is its own value. `places` as a test has
    them."""
    if figure.value is not None:
        return shown(figure.value, measure, places)
    if figure.state is State.MEASURED:
        return figure.detail("Judgement") or str(State.NO_DATA).capitalize()
    return str(figure.state).capitalize()


def _interval(measure: Measure, figure: Measurement, places: int | None) -> str:
    if figure.low is None or figure.high is None:
        return ""
    decimals = measure.decimals if places is None else places
    low, high = (bare(end, measure, decimals) for end in (figure.low, figure.high))
    return f"{low} to {high}"
