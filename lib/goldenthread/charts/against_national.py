"""Figures of several measures beside the nation's, each measure on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from goldenthread.measures.registry import Measure
from goldenthread.national_figures import National
from goldenthread.trust import School, Target
from goldenthread.view import View
from goldenthread.wording import join_words

_EVERY = {2: "both schools"}
_PAGE = 5.0  # inches that one picture may be high: it is never cut in two, nor leaves a page empty


@dataclass(frozen=True)
class _Panel:
    measure: Measure
    national: National | None
    shown: tuple[tuple[School, Measurement, float], ...]


def against_national(
    page: Page, *measures: str, national: str = "", ax: Axes | None = None
) -> Axes:
    """A panel a measure, a school a row: the figure, its interval, the year before, the nation.

    `national` is the stem of the benchmark's name where it is not the measure's own.
    """
    panels = [_panel(page.view, name, national) for name in measures]
    panels = [panel for panel in panels if panel.shown]
    if not panels:
        return nothing(page, why_nothing(page.view, *measures))
    if ax is not None:
        return _drawn(page, panels, ax)
    shown = [_drawn(page, group, None) for group in _fitting(panels)]
    return shown[0]


def _height(panel: _Panel) -> float:
    return 0.72 + 0.36 * len(panel.shown)


def _fitting(panels: Sequence[_Panel]) -> list[list[_Panel]]:
    """The panels in pictures that two of fit a page; most reports need one."""
    groups: list[list[_Panel]] = []
    for panel in panels:
        if groups and sum(map(_height, [*groups[-1], panel])) <= _PAGE:
            groups[-1].append(panel)
        else:
            groups.append([panel])
    return groups


def _drawn(page: Page, panels: Sequence[_Panel], ax: Axes | None) -> Axes:
    ratios = [_height(panel) for panel in panels]
    with canvas(
        sum(ratios) + 0.1, ax, nrows=len(panels), squeeze=False, height_ratios=ratios
    ) as grid:
        every = [grid] if ax is not None else list(grid.flat)
        for axes, panel in zip(every, panels, strict=False):
            _draw(axes, page.view, panel)
        alt = ". ".join(_in_words(page.view, panel) for panel in panels) + "."
        caption = "Blue is now, with its 95% interval where there is one."
        if any(_earlier(page.view, m) is not None for panel in panels for _, m, _ in panel.shown):
            caption += " The open mark is the year before."
        if any(
            _target(page.view, school, panel.measure) is not None
            for panel in panels
            for school, _, _ in panel.shown
        ):
            caption += " The short line is the target."
        return present(page, every[0], "national", _title(page.view, panels), alt, caption)


def _panel(view: View, name: str, stem: str) -> _Panel:
    found = [(s, view.one(name, s.urn)) for s in view.schools]
    shown = tuple((s, m, m.value) for s, m in found if m is not None and m.value is not None)
    return _Panel(view.measure(name), view.national(name, stem=stem), shown)


def _draw(axes: Axes, view: View, panel: _Panel) -> None:
    rows(axes, [school.name for school, _, _ in panel.shown], 0.7)
    rows_of = range(len(panel.shown))
    values = [value for _, _, value in panel.shown]
    bounds = {y: found for y in rows_of if (found := interval(panel.shown[y][1]))}
    earlier = {y: _earlier(view, panel.shown[y][1]) for y in rows_of}
    past = {y: value for y, value in earlier.items() if value is not None}
    targets = {y: _target(view, panel.shown[y][0], panel.measure) for y in rows_of}
    wanted = {y: value for y, value in targets.items() if value is not None}
    intervals_as_bars(axes, bounds, 0.2)
    if past:
        before(axes, list(past.values()), list(past))
    upright(axes, wanted, 0.28)
    now(axes, values, list(rows_of))
    reach = [*values, *past.values(), *wanted.values()]
    reach += [bound for pair in bounds.values() for bound in pair]
    if panel.national:
        words = f"{panel.national.label}: {view.value(panel.measure, panel.national.value)}"
        reference(axes, panel.national.value, words)
        reach.append(panel.national.value)
    _scale(axes, panel.measure, reach)
    for y, value in enumerate(values):
        _label(axes, view, panel, y, value, targets[y])
    axis_in(axes, panel.measure)


def _earlier(view: View, m: Measurement) -> float | None:
    found = view.last_year(m.measure, m.entity)
    return found.value if found is not None else None


def _label(
    axes: Axes, view: View, panel: _Panel, y: int, value: float, target: float | None
) -> None:
    """Above the mark; to the side where the national line or the target would run through it."""
    low, high = axes.get_xlim()
    lines = [panel.national.value if panel.national else None, target]
    away = min((value - line for line in lines if line is not None), key=abs, default=high - low)
    near = abs(away) < 0.05 * (high - low)
    side = 0 if not near else 1 if away >= 0 else -1
    label(
        axes,
        value,
        y,
        view.value(panel.measure, value),
        strong=True,
        xytext=(-5 * side, 11),
        ha={0: "center", 1: "left", -1: "right"}[side],
    )


def _scale(axes: Axes, measure: Measure, reach: Sequence[float]) -> None:
    """From 0 where the figures are near it; else around them, with room for their labels."""
    low, high = min(reach), max(reach)
    room = max((high - low) * 0.25, abs(high) * 0.05, 0.2)
    start = 0.0 if measure.unit == "per 100" or low - room < 0 <= low else low - room
    end = high + room
    if measure.unit == "percent":
        end = min(end, 104.0)
    axes.set_xlim(start, end)


def _target(view: View, school: School, measure: Measure) -> float | None:
    """The school's own target, or the one that its figure was held against."""
    own: Target | None = school.kpis.get(measure.id)
    if own is not None:
        return own.at_least if own.at_least is not None else own.at_most
    test = view.test(measure.id, school.urn)
    if test is None or test.comparator is None or test.comparator.area:
        return None
    return test.comparator.value


def _title(view: View, panels: Sequence[_Panel]) -> str:
    """What the first measure says, school by school: against the nation, or the target. Where the
    interval takes in the national figure, chance alone may have put a school above or below it."""
    panel = next((p for p in panels if p.national), panels[0])
    if panel.national:
        return _beside(panel, panel.national.value, "the national figure", by_chance=True)
    targets = {_target(view, school, panel.measure) for school, _, _ in panel.shown}
    if len(targets) == 1 and (target := targets.pop()) is not None:
        return _beside(panel, target, f"the target of {view.value(panel.measure, target)}")
    figures = [f"{s.short_name} {view.value(panel.measure, v)}" for s, _, v in panel.shown]
    alike = {view.value(panel.measure, value) for _, _, value in panel.shown}
    if len(alike) == 1 and len(figures) > 1:
        return f"{panel.measure.short}: {alike.pop()} at {_EVERY.get(len(figures), 'every school')}"
    return f"{panel.measure.short}: {join_words(figures)}"


def _beside(panel: _Panel, bound: float, what: str, *, by_chance: bool = False) -> str:
    found: dict[str, list[str]] = {"above": [], "below": [], "level": []}
    for school, m, value in panel.shown:
        ends = interval(m) if by_chance else None
        if ends is not None and ends[0] <= bound <= ends[1]:
            found["level"].append(school.short_name)
        elif value != bound:
            found["above" if value > bound else "below"].append(school.short_name)
    words: list[str] = []
    for place, names in found.items():
        verb = f"{_is(names)} {place}" if place != "level" else "cannot be told apart from"
        if names:
            who = schools_in_words(names, len(panel.shown))
            words.append(f"{who} {verb} {'it' if words else what}")
    return f"{panel.measure.short}: {'; '.join(words) or f'every school is at {what}'}"


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _in_words(view: View, panel: _Panel) -> str:
    parts = []
    for school, m, value in panel.shown:
        words = f"{school.name} {view.value(panel.measure, value)}"
        earlier = view.last_year(m.measure, school.urn)
        if earlier is not None and earlier.value is not None:
            words += f" ({view.value(panel.measure, earlier.value)} in {earlier.period})"
        parts.append(words)
    if panel.national:
        nation = view.value(panel.measure, panel.national.value)
        parts.append(f"{panel.national.label} {nation}")
    return f"{panel.measure.title}: {', '.join(parts)}"
