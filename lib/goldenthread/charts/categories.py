"""Each school's categories over the years, as they were judged."""

from __future__ import annotations

import datetime as dt

import matplotlib.dates as mdates
from matplotlib.axes import Axes

from goldenthread.calendar import academic_year, year_starts, years_after
from goldenthread.charts.drawing import Page, canvas, nothing, present, rows, why_nothing
from goldenthread.charts.style import ACCENT, GREY, LINE, SMALL
from goldenthread.judgement.details import day_of
from goldenthread.measures.measurement import ALL
from goldenthread.view import View
from goldenthread.wording import day, join_words

History = list[tuple[dt.date, str]]


def category_history(
    page: Page, measure: str = "category_history", *, ax: Axes | None = None
) -> Axes:
    """A row a school: each category by its letter on the day it was judged, to the drop's day."""
    view = page.view
    found = {urn: _history(view, measure, urn) for urn in view.urns}
    judged = {urn: history for urn, history in found.items() if history}
    if not judged:
        return nothing(page, why_nothing(view, measure))
    with canvas(0.8 + 0.42 * len(found), ax) as axes:
        rows(axes, [view.name(urn) for urn in found], 0.6)
        for y, history in enumerate(found.values()):
            _draw(axes, y, history, view.drop.as_of)
        first = min(history[0][0] for history in judged.values())
        _years(axes, first, view.drop.as_of)
        alt = "; ".join(_in_words(view, urn, history) for urn, history in found.items())
        caption = f"Blue: the category that stands on {day(view.drop.as_of)}. Grey: earlier ones."
        return present(page, axes, "category-history", _title(view, found), f"{alt}.", caption)


def _history(view: View, measure: str, urn: str) -> History:
    figures = (m for m in view.measurements.of(measure, urn) if m.group != ALL)
    dated = ((day_of(m.detail("Date")), m.detail("Judgement")) for m in figures)
    return sorted((when, step) for when, step in dated if when is not None and step)


def _draw(axes: Axes, y: int, history: History, as_of: dt.date) -> None:
    axes.axhline(y, color=LINE, linewidth=0.5, zorder=0)
    if not history:
        return
    days = [mdates.date2num(when) for when, _ in history]
    axes.plot([days[0], mdates.date2num(as_of)], [y, y], color=GREY, linewidth=1.2, zorder=1)
    for place, (x, (_, step)) in enumerate(zip(days, history, strict=True)):
        now = place == len(history) - 1
        axes.plot([x], [y], "o", color=ACCENT if now else GREY, markersize=14, zorder=3)
        axes.text(x, y, step, color="white", ha="center", va="center_baseline",
                  fontsize=SMALL, fontweight=600, zorder=4)  # fmt: skip


def _years(axes: Axes, first: dt.date, last: dt.date) -> None:
    """A tick each September, named by its academic year."""
    starts = year_starts(academic_year(first))
    ticks = []
    while starts <= last:
        ticks.append(starts)
        starts = years_after(starts, 1)
    axes.set_xticks([mdates.date2num(tick) for tick in ticks], [academic_year(t) for t in ticks],
                    ha="left")  # fmt: skip
    margin = dt.timedelta(days=60)
    axes.set_xlim(mdates.date2num(ticks[0]), mdates.date2num(last + margin))


def _title(view: View, found: dict[str, History]) -> str:
    """Who was judged otherwise than before in the last twelve months."""
    since = years_after(view.drop.as_of, months=-12)
    moved = [
        f"{view.name(urn, short=True)} from {history[-2][1]} to {history[-1][1]}"
        for urn, history in found.items()
        if len(history) > 1 and history[-1][1] != history[-2][1] and history[-1][0] >= since
    ]
    if not moved:
        return "No category was judged otherwise than before in the last twelve months"
    return f"In the last twelve months {join_words(moved).replace(' from ', ' went from ', 1)}"


def _in_words(view: View, urn: str, history: History) -> str:
    steps = join_words([f"{step} on {day(when)}" for when, step in history])
    return f"{view.name(urn)}: {steps or 'not judged'}"
