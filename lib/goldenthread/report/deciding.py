"""The figures that decide a criterion: what each is, where, what it is held against, its rating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Judgement, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.plan import Criterion
from goldenthread.report.figure_columns import OF_POUNDS, share_of
from goldenthread.report.published import comparators
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, number, percent, without_capital

_BRIEF = 30  # characters of what a figure is held against that stand on a line with the value
_HEADS = ("Where", "Value", "95% interval", "Counted", "Covered", "Held against", "Rating")
_FIGURES = range(1, 5)


@dataclass(frozen=True)
class _Row:
    """`figure` is what was measured; `group` tells it from another of the same place; `cells` stand
    under the heads after "Where"."""

    figure: str
    group: str
    cells: tuple[Cell, ...]


def deciding_figures(
    view: View, criterion: Criterion, judgements: Sequence[Judgement]
) -> tuple[list[tuple[str, str]], list[Display]]:
    """Where it is one figure, a (term, words) to stand with the rule; of more, a table.

    A figure that all rows share is named once, above them.
    """
    tests = _distinct([(j, leaf) for j in judgements for test in j.tests for leaf in test.leaves])
    measured = [t.measurement for _, t in tests if t.measurement is not None]
    if all(m.value is None for m in measured):
        return [], []
    places = _by_row(view, tests)
    if len(places) == 1:
        ((row, names),) = places.items()
        rated = {j.rating for j in judgements}
        return [("Figure", _in_a_line(row, names, rated))], []
    return [], [_table(criterion, places, alone=not view.whole)]


def _by_row(view: View, tests: Sequence[tuple[Judgement, TestResult]]) -> dict[_Row, list[str]]:
    """The places of each row: those whose figures are the same share one."""
    several = _several(tests)
    alike: dict[_Row, list[str]] = {}
    for judgement, test in tests:
        m = test.measurement
        cells = (
            view.figure(m, test),
            _interval(view, m, test),
            _counted(m),
            _covered(m),
            _against(view, test),
            RatingMark(test.rating),
        )
        group = _group(m) if test.measure in several else ""
        entity = m.entity if m else judgement.entity
        row = _Row(view.title(test.measure), group, cells)
        alike.setdefault(row, []).append(view.name(entity, short=True))
    return {row: list(dict.fromkeys(names)) for row, names in alike.items()}


def _several(tests: Sequence[tuple[Judgement, TestResult]]) -> set[str]:
    """The measures of which one place has more than one figure, which its title does not tell
    apart: each says which it is."""
    found = {(t.measure, t.measurement.entity, _group(t.measurement)) for _, t in tests
             if t.measurement is not None}  # fmt: skip
    counts = Counter((measure, entity) for measure, entity, _ in found)
    return {measure for (measure, _), count in counts.items() if count > 1}


def _group(m: Measurement | None) -> str:
    return m.group if m is not None and m.group != ALL else ""


def _table(criterion: Criterion, places: dict[_Row, list[str]], *, alone: bool) -> DataTable:
    """`alone` where the report is of one school, which no row needs to name."""
    titles = {row.figure for row in places}
    named = len(titles) > 1 or any(row.group for row in places)
    rows: list[tuple[Cell, ...]] = [
        (*((_name(row, brief=len(titles) == 1),) if named else ()), join_words(names), *row.cells)
        for row, names in places.items()
    ]
    head = [Column("Figure" if len(titles) > 1 else "Which")] if named else []
    columns = [*head, *(Column(title, i in _FIGURES) for i, title in enumerate(_HEADS))]
    used = [i for i in range(len(columns)) if any(row[i] != MISSING for row in rows)]
    if alone and named and len({row[1] for row in rows}) == 1:
        used.remove(1)
    caption = f"The figures that decide {criterion.number}"
    if len(titles) == 1:
        caption += f": {inside(titles.pop())}"
    return DataTable(
        caption,
        tuple(columns[i] for i in used),
        tuple(tuple(row[i] for i in used) for row in rows),
    )


def _name(row: _Row, *, brief: bool) -> Cell:
    """Which figure it is; `brief` where the caption says what all of them are."""
    if brief:
        return row.group or "All"
    return (row.figure, row.group) if row.group else row.figure


def _in_a_line(row: _Row, names: Sequence[str], known: set[Rating]) -> str:
    """Its rating where it is not `known` from the criterion's.

    `Seats filled, Moreton: 83.3% (10 of 12); held against 100%, the plan’s target.`
    """
    value, interval, counted, covered, against, mark = row.cells
    sure = [f"95% interval {interval}" if interval != MISSING else "", _plain(counted)]
    sure.append(f"{covered} covered" if covered != MISSING else "")
    told = ", ".join(part for part in sure if part not in ("", MISSING))
    words = f"{row.figure}, {join_words(names)}: {_plain(value)}"
    words += f" ({told})" if told else ""
    words += f"; held against {_plain(against)}" if against != MISSING else ""
    if isinstance(mark, RatingMark) and known != {mark.rating}:
        words += f"; {mark.label.lower()}"
    return f"{words}."


def _plain(cell: Cell) -> str:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return ", ".join(part if isinstance(part, str) else part.label for part in parts)


def _distinct(
    tests: Sequence[tuple[Judgement, TestResult]],
) -> list[tuple[Judgement, TestResult]]:
    """A trust that takes its schools' ratings carries their tests: each is shown once.

    Two readings of one figure are two rules.
    """
    seen: dict[tuple[str, str, str, str], tuple[Judgement, TestResult]] = {}
    for judgement, test in tests:
        m = test.measurement
        where = m.entity if m else judgement.entity
        key = (test.measure, where, m.group if m else "", test.rule)
        seen.setdefault(key, (judgement, test))
    return list(dict.fromkeys(seen.values()))


def _interval(view: View, m: Measurement | None, test: TestResult) -> str:
    if m is None or m.low is None or m.high is None:
        return MISSING
    known = view.measure(m.measure)
    return f"{view.value(known, m.low, test)} to {view.value(known, m.high, test)}"


def _counted(m: Measurement | None) -> str:
    """`43.7 of 116`, `n = 29`; both where they differ."""
    parts = []
    if m is not None and m.numerator is not None and m.denominator is not None:
        parts.append(share_of(m.measure, m.numerator, m.denominator))
    told = m is None or m.n == m.denominator or m.measure in OF_POUNDS
    if m is not None and m.n is not None and not told:
        parts.append(f"n = {number(m.n)}")
    return ", ".join(parts) or MISSING


def _covered(m: Measurement | None) -> str:
    return percent(m.coverage.percent) if m is not None and m.coverage is not None else MISSING


def _against(view: View, test: TestResult) -> Cell:
    c = test.comparator
    if c is None or c.value is None:
        return MISSING
    known = view.measure(test.measure) if test.measure else None
    value = view.value(known, c.value, test) if known is not None else percent(c.value)
    about = _about(view, test.measure, c)
    about = without_capital(about) if about.startswith(("At ", "In ")) else about
    return f"{value}, {about}" if len(about) <= _BRIEF else (value, about)


def _about(view: View, measure: str, c: Comparator) -> str:
    """Name, area, year, basis, status, publication and source, each said once.

    Of what stands in the table of published figures, the area and the year point there.
    """
    listed = comparators(view, measure) if measure else ()
    if any((c.area, c.period, c.value) == (f.area, f.period, f.value) for f in listed):
        return f"{c.area} {c.period}".strip()
    said: list[str] = []
    for part in (c.name, c.area, c.period, c.basis, c.status, c.publication, c.source):
        if part and not any(part.casefold() in earlier.casefold() for earlier in said):
            said.append(part)
    return ", ".join(said)
