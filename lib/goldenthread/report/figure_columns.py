"""The columns of a table of figures: interval, number counted, earlier figures, what to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column
from goldenthread.judgement.judgement import TestResult
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.report.published import comparators, not_held, statuses
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, money, number

COUNTED = {
    "pupils": "Pupils",
    "staff": "Staff",
    "pupil answers": "Pupils who answered",
    "staff answers": "Staff who answered",
    "parent answers": "Parents who answered",
    "people": "People",
    "things": "Counted",
}

OF_POUNDS = frozenset({"staff_cost_share", "budget_variance_percent"})  # shares of money


@dataclass(frozen=True)
class Row:
    entity: str
    measurement: Measurement | None
    test: TestResult | None


def nearby(view: View, measure: Measure, rows: Sequence[Row]) -> str:
    """`West Midlands 2021/22: −0.06; Wolverhampton 2021/22: +0.02. Published figures: ...`

    What has a column of its own is not repeated, but told about like the rest.
    """
    column = against(view, measure, rows)
    head = column[0].title if column else ""
    found = comparators(view, measure.id)
    words = "; ".join(
        f"{f.label}: {view.value(measure, f.value)}" for f in found if f.label != head
    )
    told = (f"{words}." if words else "", statuses(found), not_held(view, [measure.id]))
    return " ".join(part for part in told if part)


_WORDS = {"percent": "Share", "count": "Number", "pounds": "Pounds", "yes/no": "Met"}
_WIDE = 24  # characters of a head that would make its column wider than the figures need


def head(measure: Measure) -> str:
    plain = measure.unit in ("points", "days", "per 100", "percentage points")
    said = measure.unit in measure.short.lower() or measure.unit in measure.title.lower()
    return f"{measure.short} ({measure.unit})" if plain and not said else measure.short


def short_head(measure: Measure) -> str:
    """The head of a column whose table names the measure above it."""
    full = head(measure)
    return full if len(full) <= _WIDE else _WORDS.get(measure.unit, measure.unit.capitalize())


def interval(view: View, measure: Measure, rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = []
    for row in rows:
        m = row.measurement
        known = m is not None and m.low is not None and m.high is not None
        low, high = (m.low, m.high) if m is not None else (None, None)
        cells.append(
            f"{view.value(measure, low, row.test)} to {view.value(measure, high, row.test)}"
            if known
            else MISSING
        )
    shown = any(cell != MISSING for cell in cells)
    return (Column("95% interval", True), cells) if shown else None


def counted(measure: Measure, rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = []
    whole = all(
        m is None or m.numerator is None or float(m.numerator).is_integer()
        for m in (row.measurement for row in rows)
    )
    parts = measure.unit == "percent" and measure.counts in ("things", "people") and whole
    for row in rows:
        m = row.measurement
        if parts and m is not None and m.numerator is not None and m.denominator is not None:
            cells.append(share_of(measure.id, m.numerator, m.denominator))
        else:
            cells.append(number(m.n) if m is not None and m.n is not None else MISSING)
    shown = any(cell != MISSING for cell in cells)
    return (Column(COUNTED[measure.counts], True), cells) if shown else None


def share_of(measure: str, part: float, whole: float) -> str:
    """`3 of 4`, `43.7 of 116`, `£570,867 of £750,906`."""
    if measure in OF_POUNDS:
        return f"{money(part)} of {money(whole)}"
    return " of ".join(number(x, 0 if float(x).is_integer() else 1) for x in (part, whole))


def last_year(view: View, name: str, rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
    earlier = [view.last_year(name, row.entity) for row in rows]
    period = next((m.period for m in earlier if m is not None and m.value is not None), "")
    if period:
        return Column(f"In {period}", True), [view.figure(m) for m in earlier]
    before = view.previous
    past = [before.one(name, row.entity) if before else None for row in rows]
    if before and any(m is not None and m.value is not None for m in past):
        return Column(before.when, True), [view.figure(m) for m in past]
    return None


def against(view: View, measure: Measure, rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
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
    title = f"{areas.pop()} {period}" if len(areas) == 1 and "" not in areas else "Target"
    cells: list[Cell] = [
        view.value(measure, c.value, row.test) if c is not None else MISSING
        for c, row in zip(found, rows, strict=True)
    ]
    return Column(title, True), cells


def details(rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
    """The official band, where the measure has one."""
    cells: list[Cell] = [
        row.measurement.detail("Official band") if row.measurement else "" for row in rows
    ]
    return (Column("Official band"), cells) if any(cells) else None


def ratings(rows: Sequence[Row]) -> tuple[Column, list[Cell]] | None:
    cells: list[Cell] = [RatingMark(row.test.rating) if row.test else MISSING for row in rows]
    return (Column("Rating"), cells) if any(row.test for row in rows) else None


def mixed(view: View, names: Sequence[str], entities: Sequence[str]) -> str:
    """That the trust's own figures of pupils are of schools of several phases together, which no
    published figure of one phase is a comparison for."""
    if TRUST not in entities:
        return ""
    phases: dict[str, None] = {}
    for name in names:
        own = view.one(name, TRUST)
        if own is None or own.value is None or view.measure(name).counts != "pupils":
            continue
        found = [s.phase for s in view.schools if _has_value(view.one(name, s.urn))]
        if len(set(found)) > 1:
            phases |= dict.fromkeys(found)
    if not phases:
        return ""
    together = join_words(list(phases))
    return f"The trust’s own figures are of its {together} schools together."


def _has_value(m: Measurement | None) -> bool:
    return m is not None and m.value is not None


def notes(view: View, rows: Sequence[Row]) -> str:
    """Why a figure is missing, that it is only indicative, and how much of what it rests on is
    covered, where it is not all."""
    words = []
    for row in rows:
        m = row.measurement
        if m is None:
            continue
        name = view.name(row.entity)
        if m.value is None and m.note:
            words.append(f"{name}: {m.note}.")
            continue
        if against_whom := m.detail("Held against"):
            others = m.detail("Not disadvantaged, nationally")
            words.append(f"Not disadvantaged, nationally: {others} ({against_whom}).")
        if m.detail("Status") == "indicative":
            words.append(f"{name}: {m.note}.")
        if m.coverage is not None and m.coverage.covered < m.coverage.expected:
            cover = m.coverage
            words.append(
                f"{name}: {number(cover.covered)} of {number(cover.expected)} {cover.what} covered."
            )
    return " ".join(dict.fromkeys(words))


def with_sureness(
    view: View, m: Measurement | None, test: TestResult | None = None
) -> tuple[str, ...]:
    """A figure, below it its 95% interval and what it counts, as far as there are any."""
    if m is None or m.value is None:
        return (view.figure(m),)
    measure = view.measure(m.measure)
    parts = [view.figure(m, test)]
    if m.low is not None and m.high is not None:
        parts.append(f"{view.value(measure, m.low, test)} to {view.value(measure, m.high, test)}")
    if m.n is not None and measure.counts != "things" and measure.unit != "count":
        parts.append(f"{number(m.n)} {_NOUNS[measure.counts][m.n != 1]}")
    elif measure.unit == "percent" and measure.id not in OF_POUNDS:
        known = m.numerator is not None and m.denominator is not None
        parts += [share_of(measure.id, m.numerator or 0, m.denominator or 0)] if known else []
    return tuple(parts)


_NOUNS = {
    "pupils": ("pupil", "pupils"),
    "staff": ("of staff", "staff"),
    "pupil answers": ("pupil", "pupils"),
    "staff answers": ("of staff", "staff"),
    "parent answers": ("parent", "parents"),
    "people": ("person", "people"),
}


def tells_count(view: View, m: Measurement) -> bool:
    """Whether what it counts is said below a figure."""
    sure = m.low is not None and m.high is not None
    return len(with_sureness(view, m)) > (2 if sure else 1)


def on_two_lines(cell: Cell) -> Cell:
    """What is said below a figure in one line; its mark stays below that."""
    if not isinstance(cell, tuple):
        return cell
    words = [part for part in cell[1:] if isinstance(part, str) and part]
    marks = [part for part in cell[1:] if not isinstance(part, str)]
    return (cell[0], *([", ".join(words)] if words else []), *marks)
