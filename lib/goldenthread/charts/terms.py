"""A rate term by term, this year and last, beside the nation's."""

from __future__ import annotations

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
from goldenthread.charts.style import ACCENT, GREY, INK
from goldenthread.measures.measurement import ALL
from goldenthread.trust import School
from goldenthread.view import View
from goldenthread.wording import change, join_words

TERMS = ("Autumn", "Spring", "Summer")
Line = tuple[float | None, ...]


def by_term(page: Page, measure: str, *, national: str = "", ax: Axes | None = None) -> Axes:
    """A panel a school, a point a term; last year's points are open, the nation's are ticks."""
    view, known = page.view, page.view.measure(measure)
    lines = [
        (school, _line(view, measure, school, 0), _line(view, measure, school, 1))
        for school in view.schools
    ]
    shown = [row for row in lines if any(value is not None for value in row[1])]
    if not shown:
        return nothing(page, _missing(view, measure))
    across = min(len(shown), 3)
    down = -(-len(shown) // across)
    top = max(v for _, *pair in shown for line in pair for v in line if v is not None)
    nation = [_national(view, measure, national, term) for term in TERMS]
    year = view.national(measure, stem=national)
    top = max([top, *(v for v in nation if v is not None), year.value if year else 0])
    with canvas(2.3 * down, ax, nrows=down, ncols=across, squeeze=False, sharey=True) as grid:
        every = [grid] if ax is not None else list(grid.flat)
        for axes in every[len(shown) :]:
            axes.set_axis_off()
        for axes, (school, this, last) in zip(every, shown, strict=False):
            axes.set_ylim(0, top * 1.22 or 1)
            _draw(axes, view, measure, this, last, nation)
            if year:
                axes.axhline(year.value, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1)
            axes.set_title(school.name)
            axis_in(axes, known, "y", axis_label(known) if axes is every[0] else " ")
        alt = "; ".join(_in_words(view, measure, *row) for row in shown)
        if year:
            alt += f"; {year.label}, whole year, {view.value(known, year.value)}"
        caption = "Blue: this year."
        if any(value is not None for _, _, last in shown for value in last):
            caption += " Open marks: the same term last year."
        if year:
            caption += f" Broken line: {year.label}, whole year, {view.value(known, year.value)}."
        if any(v is not None for v in nation):
            caption += " Black ticks: England in that term."
        return present(
            page, every[0], "terms", _title(view, measure, national, shown), alt + ".", caption
        )


def _line(view: View, measure: str, school: School, years_ago: int) -> Line:
    find = view.last_year if years_ago else view.one
    found = [find(measure, school.urn, term) for term in TERMS]
    return tuple(m.value if m is not None else None for m in found)


def _national(view: View, measure: str, stem: str, term: str) -> float | None:
    found = view.national(measure, stem=stem, group=term.lower())
    return found.value if found else None


def _draw(
    axes: Axes, view: View, measure: str, this: Line, last: Line, nation: list[float | None]
) -> None:
    known = view.measure(measure)
    axes.set_xlim(-0.5, len(TERMS) - 0.5)
    axes.set_xticks(range(len(TERMS)), TERMS)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y")
    axes.spines["bottom"].set_color(INK)
    for line, colour, width in ((last, GREY, 1.0), (this, ACCENT, 1.8)):
        drawn = [(x, v) for x, v in enumerate(line) if v is not None]
        axes.plot(
            [x for x, _ in drawn], [v for _, v in drawn], color=colour, linewidth=width, zorder=2
        )
    for x, value in enumerate(last):
        if value is not None:
            before(axes, x, value)
    for x, value in enumerate(nation):
        if value is not None:
            axes.plot([x - 0.16, x + 0.16], [value, value], color=INK, linewidth=1.6, zorder=3)
    for x, value in enumerate(this):
        if value is None:
            continue
        now(axes, x, value)
        _label(axes, x, value, last[x], view.value(known, value))


def _label(axes: Axes, x: int, value: float, earlier: float | None, words: str) -> None:
    """Above the mark; below it where last year's stands close above and there is room."""
    top = axes.get_ylim()[1]
    crowded = earlier is not None and 0 <= earlier - value < 0.16 * top
    if crowded and value > 0.16 * top:
        label(axes, x, value, words, strong=True, xytext=(0, -13))
    else:
        at = max(value, earlier or 0) if crowded else value
        label(axes, x, at, words, strong=True, xytext=(0, 13))


def _title(view: View, measure: str, stem: str, shown: list[tuple[School, Line, Line]]) -> str:
    """The change since the same term last year, for the latest term there is."""
    known = view.measure(measure)
    parts, latest = [], ""
    for school, this, last in shown:
        x = max(i for i, value in enumerate(this) if value is not None)
        value, earlier, latest = this[x], last[x], TERMS[x].lower()
        if value is None or earlier is None:
            continue
        moved = change(abs(value - earlier), known.unit, known.decimals).lstrip("+")
        way = "up" if value > earlier else "down"
        parts.append(
            f"{way} {moved} at {school.short_name}"
            if value != earlier
            else f"level at {school.short_name}"
        )
    if not parts:
        figures = [f"{s.short_name} {view.value(known, this[x])}" for s, this, _ in shown]
        words = f"{known.title} in the {latest} term: {join_words(figures)}"
        year = view.national(measure, stem=stem)
        return f"{words}; {year.area} {view.value(known, year.value)}" if year else words
    return f"{known.title}: the {latest} term is {join_words(parts)} on a year before"


def _in_words(view: View, measure: str, school: School, this: Line, last: Line) -> str:
    known = view.measure(measure)
    parts = [
        f"{term.lower()} {view.value(known, value)}"
        + (f" (last year {view.value(known, earlier)})" if earlier is not None else "")
        for term, value, earlier in zip(TERMS, this, last, strict=True)
        if value is not None
    ]
    return f"{school.name}: {', '.join(parts)}"


def _missing(view: View, measure: str) -> str:
    if any(view.one(measure, urn, ALL) is not None for urn in view.urns) and not view.groups(
        measure
    ):
        return f"{view.measure(measure).title}: the drop holds no figures term by term."
    return why_nothing(view, measure)
