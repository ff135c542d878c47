"""Scores with their 95% intervals: how sure can we be that a school differs from the nation?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from goldenthread.charts.drawing import (
    Page,
    axis_in,
    before,
    canvas,
    interval,
    intervals_as_bars,
    label,
    nothing,
    now,
    present,
    reference,
    rows,
    schools_in_words,
    upright,
    why_nothing,
)
from goldenthread.measures.measurement import Measurement
from goldenthread.trust import School, Target
from goldenthread.view import View
from goldenthread.wording import join_words, plural


def intervals(page: Page, measure: str = "progress_8", *, ax: Axes | None = None) -> Axes:
    """A school a row: the score, its interval, the score before, its own target, the nation's 0."""
    view, known = page.view, page.view.measure(measure)
    found = [(s, view.one(measure, s.urn)) for s in view.schools]
    shown = [(s, m) for s, m in found if m is not None and m.value is not None]
    if not shown:
        return nothing(page, why_nothing(view, measure))
    earlier = any(view.last_year(measure, school.urn) for school, _ in shown)
    row = 0.62 if earlier or len(shown) < 3 else 0.44  # inches; an open mark has its year below it
    with canvas(1.1 + row * len(shown), ax) as axes:
        rows(axes, [_row_name(school, m) for school, m in shown], 0.75)
        _scale(axes, [m for _, m in shown])
        reference(axes, 0, "National average (0)")
        _marks(axes, view, shown)
        axis_in(axes, known, label=f"{known.title}, with 95% interval")
        words = "; ".join(_in_words(view, school, m) for school, m in shown)
        missing = [s.name for s, m in found if m is None or m.value is None]
        caption = f"Year 11 of {view.drop.year}." if measure == "progress_8" else ""
        caption += " The bar is the 95% interval"
        targets = any(school.kpis.get(measure) is not None for school, _ in shown)
        caption += "; the short line is the school’s own target." if targets else "."
        if earlier:
            caption += " The open mark is the year before."
        if missing:
            caption += f" No figure for {join_words(missing)}."
        title = _title(shown)
        # There are several such measures on a page, but only one Progress 8.
        named = measure != "progress_8"
        title = f"{known.short}: {title}" if named else title[:1].upper() + title[1:]
        return present(page, axes, "intervals", title, words + ".", caption.strip())


def _marks(axes: Axes, view: View, shown: Sequence[tuple[School, Measurement]]) -> None:
    """Each kind of mark of all rows at once: what an artist costs, it costs once."""
    values = [m.value or 0.0 for _, m in shown]
    bounds = {y: found for y, (_, m) in enumerate(shown) if (found := interval(m))}
    past = {y: view.last_year(m.measure, school.urn) for y, (school, m) in enumerate(shown)}
    targets = {y: school.kpis.get(m.measure) for y, (school, m) in enumerate(shown)}
    intervals_as_bars(axes, bounds, 0.17)
    earlier = {y: m.value for y, m in past.items() if m is not None and m.value is not None}
    if earlier:
        before(axes, list(earlier.values()), list(earlier))
    now(axes, values, list(range(len(shown))))
    upright(axes, {y: _bound(target) for y, target in targets.items() if target}, 0.22)
    for y, (_, m) in enumerate(shown):
        was = past[y]
        if was is not None and y in earlier:
            label(axes, earlier[y], y, was.period, xytext=(0, -12))
        label(axes, values[y], y, view.figure(m), strong=True, xytext=(0, 12))


def _bound(target: Target) -> float:
    bound = target.at_least if target.at_least is not None else target.at_most
    return bound if bound is not None else math.nan


def _scale(axes: Axes, shown: list[Measurement]) -> None:
    """−1 to +1, or as many whole halves more as the figures need: alike from school to school."""
    reach = max(abs(b) for m in shown for b in (m.value, m.low, m.high) if b is not None)
    limit = max(1.0, math.ceil(reach * 2) / 2)
    axes.set_xlim(-limit, limit)


def _row_name(school: School, m: Measurement) -> str:
    return f"{school.name}\n({plural(m.n, 'pupil')})" if m.n is not None else school.name


def _place(m: Measurement) -> str:
    bounds = interval(m)
    if bounds is None:
        return "above" if (m.value or 0) > 0 else "below"
    return "above" if bounds[0] > 0 else "below" if bounds[1] < 0 else "level"


def _title(shown: list[tuple[School, Measurement]]) -> str:
    """`Aldersley is above the national average; Moreton cannot be told apart from it`."""
    words = {
        "above": ("is above the national average", "are above the national average"),
        "below": ("is below the national average", "are below the national average"),
        "level": ("cannot be told apart from the national average",) * 2,
    }
    parts: list[str] = []
    for place, (one, many) in words.items():
        names = [school.short_name for school, m in shown if _place(m) == place]
        if names:
            verb = one if len(names) == 1 else many
            verb = verb.replace("the national average", "it") if parts else verb
            parts.append(f"{schools_in_words(names, len(shown))} {verb}")
    return "; ".join(parts)


def _in_words(view: View, school: School, m: Measurement) -> str:
    known = view.measure(m.measure)
    words = f"{school.name} {view.figure(m)}"
    bounds = interval(m)
    if bounds:
        words += f" (95% interval {view.value(known, bounds[0])} to {view.value(known, bounds[1])})"
    if school.kpis.get(m.measure) is not None:
        words += f", target {view.value(known, _bound(school.kpis[m.measure]))}"
    earlier = view.last_year(m.measure, school.urn)
    if earlier is not None and earlier.value is not None:
        words += f", {earlier.period} {view.figure(earlier)}"
    return words
