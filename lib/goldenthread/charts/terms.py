"""A rate term by term, this year and last, and the year so far beside the nation's."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from goldenthread.charts.drawing import (
    Page,
    axis_in,
    axis_label,
    before,
    canvas,
    label,
    nothing,
    now,
    present,
    why_nothing,
)
from goldenthread.charts.style import ACCENT, GREY, INK, LINE, SMALL
from goldenthread.charts.terms_in_words import (
    TERMS,
    Panel,
    caption_of,
    in_words,
    panel_of,
    title_of,
)
from goldenthread.charts.ticks import set_ticks
from goldenthread.measures.measurement import ALL
from goldenthread.national_figures import National, adds_up
from goldenthread.view import View

HEIGHT = 2.3  # inches of a panel; of these the drawing itself has about 110 points
_POINTS = 110
_YEAR_AT = 3.4  # where the year stands, to the right of its terms


def by_term(page: Page, measure: str, *, national: str = "", ax: Axes | None = None) -> Axes:
    """A panel a school, a point a term; last year's points are open.

    A share has England's year as a broken line. What adds up over the year has the year to date
    beside its terms, and England's figure there, because a term is no match for a year.
    """
    view, known = page.view, page.view.measure(measure)
    panels = [panel_of(view, measure, school) for school in view.schools]
    panels = [panel for panel in panels if any(value is not None for value in panel.this)]
    if not panels:
        return nothing(page, _missing(view, measure))
    year = view.national(measure, stem=national)
    terms = [view.national_figures.in_term(known, term.lower(), national) for term in TERMS]
    across = min(len(panels), 3)
    down = -(-len(panels) // across)
    top = _top(view, measure, panels, [*terms, year])
    with canvas(HEIGHT * down, ax, nrows=down, ncols=across, squeeze=False, sharey=True) as grid:
        every = [grid] if ax is not None else list(grid.flat)
        for axes in every[len(panels) :]:
            axes.set_axis_off()
        for i, (axes, panel) in enumerate(zip(every, panels, strict=False)):
            axes.set_ylim(0, top)
            last = i == len(panels) - 1
            _draw(axes, view, measure, panel, terms, year, named=last)
            axes.set_title(panel.school.name)
            axis_in(axes, known, "y", axis_label(known) if i == 0 else " ")
        alt = "; ".join(in_words(view, measure, panel) for panel in panels)
        if year:
            alt += f"; {year.label}, whole year, {view.value(known, year.value)}"
        title = title_of(view, measure, panels, year)
        caption = caption_of(view, measure, panels, terms, year)
        return present(page, every[0], "terms", title, alt + ".", caption)


def _top(
    view: View, measure: str, panels: Sequence[Panel], nations: Sequence[National | None]
) -> float:
    """The end of the scale that all panels share, with room for a label above the highest mark."""
    found = [v for panel in panels for v in (*panel.this, *panel.last)]
    if adds_up(view.measure(measure)):
        found += [v for panel in panels for v in (panel.year, panel.year_before)]
    found += [nation.value for nation in nations if nation is not None]
    return max((v for v in found if v is not None), default=0) * 1.24 or 1


def _draw(
    axes: Axes,
    view: View,
    measure: str,
    panel: Panel,
    terms: Sequence[National | None],
    year: National | None,
    *,
    named: bool,
) -> None:
    known, total = view.measure(measure), adds_up(view.measure(measure))
    _frame(axes, view, total=total)
    for line, colour, width in ((panel.last, GREY, 1.0), (panel.this, ACCENT, 1.8)):
        drawn = [(x, v) for x, v in enumerate(line) if v is not None]
        axes.plot(
            [x for x, _ in drawn], [v for _, v in drawn], color=colour, linewidth=width, zorder=2
        )
    marks = [(float(x), *pair) for x, pair in enumerate(zip(panel.this, panel.last, strict=True))]
    ticks = [nation.value if nation else None for nation in terms]
    if total:
        marks.append((_YEAR_AT, panel.year, panel.year_before))
        ticks.append(year.value if year else None)
    elif year:
        axes.axhline(year.value, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1)
    for (x, value, earlier), tick in zip(marks, ticks, strict=True):
        if earlier is not None:
            before(axes, x, earlier)
        if tick is not None:
            axes.plot([x - 0.24, x + 0.24], [tick, tick], color=INK, linewidth=1.6, zorder=3)
        line_there = year.value if year and not total else None
        if value is not None:
            now(axes, x, value)
            _label(axes, x, value, (earlier, tick, line_there), view.value(known, value))
    if year and total:
        words = f"{year.area} {view.value(known, year.value)}"
        above = panel.year is None or year.value >= panel.year
        label(axes, _YEAR_AT, year.value, words, xytext=(0, 8 if above else -9))
    elif year and named:
        words = f"{year.area}\n{view.value(known, year.value)}"
        axes.annotate(
            words, (1.0, year.value), xycoords=axes.get_yaxis_transform(), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=SMALL, color=INK,
            annotation_clip=False,
        )  # fmt: skip


def _frame(axes: Axes, view: View, *, total: bool) -> None:
    places, words = [float(x) for x in range(len(TERMS))], list(TERMS)
    if total:
        places.append(_YEAR_AT)
        words.append("Whole year" if view.national_figures.year_is_over else "Year so far")
        axes.axvline((len(TERMS) - 1 + _YEAR_AT) / 2, color=LINE, linewidth=0.8, zorder=0)
    axes.set_xlim(-0.5, places[-1] + (0.65 if total else 0.5))
    set_ticks(axes.xaxis, places, words)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y")
    axes.spines["bottom"].set_color(INK)


def _label(axes: Axes, x: float, value: float, others: Sequence[float | None], words: str) -> None:
    """Above the mark; below it, or further up, where another mark or line would run through it."""
    points = _POINTS / axes.get_ylim()[1]
    away = [(other - value) * points for other in others if other is not None]
    if not any(2 < distance < 22 for distance in away):
        shift = 13.0
    elif value * points > 24 and not any(-22 < distance < -2 for distance in away):
        shift = -13.0
    else:
        shift = max(distance for distance in away if distance < 22) + 13
    label(axes, x, value, words, strong=True, xytext=(0, shift))


def _missing(view: View, measure: str) -> str:
    if any(view.one(measure, urn, ALL) is not None for urn in view.urns) and not view.groups(
        measure
    ):
        return f"{view.measure(measure).title}: the drop holds no figures term by term."
    return why_nothing(view, measure)
