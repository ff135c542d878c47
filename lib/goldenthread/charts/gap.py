"""The disadvantage gap: a school's disadvantaged pupils beside all other pupils in the country."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from goldenthread.charts.drawing import (
    Page,
    axis_in,
    canvas,
    label,
    nothing,
    now,
    present,
    rows,
    why_nothing,
)
from goldenthread.charts.style import ACCENT_WASH, GREY, LINE
from goldenthread.measures.measurement import Measurement
from goldenthread.national_figures import National
from goldenthread.view import View
from goldenthread.wording import change, join_words

DISADVANTAGED, OTHERS = "Disadvantaged pupils", "Not disadvantaged"


def gap(
    page: Page,
    measure: str = "attainment_8",
    groups: tuple[str, str] = (DISADVANTAGED, OTHERS),
    *,
    benchmark_group: str = "not_disadvantaged",
    ax: Axes | None = None,
) -> Axes:
    """A row a school: the first group, the second, and the second in the country."""
    view, known = page.view, page.view.measure(measure)
    found = [
        (school, view.one(measure, school.urn, groups[0]), view.one(measure, school.urn, groups[1]))
        for school in view.schools
    ]
    shown = [row for row in found if row[1] is not None and row[1].value is not None]
    nation = view.national(measure, group=benchmark_group)
    if not shown:
        return nothing(page, _missing(view, measure, groups, [row[1] for row in found]))
    with canvas(0.95 + 0.6 * len(shown), ax) as axes:
        rows(axes, [school.name for school, _, _ in shown], 0.75)
        _marks(axes, view, [(first, second) for _, first, second in shown], nation)
        if nation:
            axes.axvline(nation.value, color=GREY, linewidth=1, linestyle=(0, (3, 2)), zorder=1)
            words = f"{groups[1]}, {nation.label}: {view.value(known, nation.value)}"
            label(axes, nation.value, -0.75, words, xytext=(0, 7))
        axes.margins(x=0.14)
        axis_in(axes, known)
        alt = "; ".join(
            _in_words(view, s.name, first, second, nation) for s, first, second in shown
        )
        caption = f"Blue: {groups[0].lower()} of the school. Grey: its other pupils. "
        caption += f"{known.title}, {view.drop.year}."
        title = _title(view, [(s.short_name, first) for s, first, _ in shown], nation, groups)
        return present(page, axes, "gap", title, alt + ".", caption)


def _marks(
    axes: Axes, view: View, shown: Sequence[tuple[Measurement | None, Measurement | None]],
    nation: National | None,
) -> None:  # fmt: skip
    """Each kind of mark of all rows at once; the first group of each row has a figure."""
    firsts = [m.value or 0.0 for m, _ in shown if m is not None]
    seconds = {
        y: m.value for y, (_, m) in enumerate(shown) if m is not None and m.value is not None
    }
    rows_of = list(range(len(firsts)))
    if nation:
        axes.hlines(rows_of, firsts, nation.value, color=ACCENT_WASH, linewidth=4, zorder=2)
    now(axes, firsts, rows_of)
    if seconds:
        axes.plot(list(seconds.values()), list(seconds), "o", color=LINE, markeredgecolor=GREY,
                  markersize=7, zorder=3)  # fmt: skip
    known = view.measure(next(m.measure for m, _ in shown if m is not None))
    for y, first in enumerate(firsts):
        label(axes, first, y, view.value(known, first), strong=True, xytext=(0, 12))
        if y in seconds:
            _label_second(axes, y, first, seconds[y], nation, view.value(known, seconds[y]))


def _label_second(
    axes: Axes, y: int, first: float, second: float, nation: National | None, words: str
) -> None:
    """Below its mark; beside the nation's line where the line would run through it."""
    away = second - nation.value if nation else first - second
    near = abs(away) < 0.1 * abs((nation.value if nation else second) - first)
    side = 0 if not near else 1 if away >= 0 else -1
    align = {0: "center", 1: "left", -1: "right"}[side]
    label(axes, second, y, words, xytext=(-2 * side, -12), ha=align)


def _title(
    view: View,
    shown: list[tuple[str, Measurement | None]],
    nation: National | None,
    groups: tuple[str, str],
) -> str:
    values = [(name, m.value, m) for name, m in shown if m is not None and m.value is not None]
    if nation is None:
        return f"{groups[0]} beside the school’s other pupils"
    known = view.measure(values[0][2].measure)
    if all(value < nation.value for _, value, _ in values):
        behind = [
            f"{change(nation.value - v, known.unit, known.decimals).lstrip('+')} at {name}"
            for name, v, _ in values
        ]
        return f"{groups[0]} are behind other pupils nationally by {join_words(behind)}"
    parts = []
    for name, value, _ in values:
        words = change(abs(value - nation.value), known.unit, known.decimals).lstrip("+")
        parts.append(f"{words} {'below' if value < nation.value else 'above'} at {name}")
    return f"{groups[0]} are {join_words(parts)}, against other pupils nationally"


def _in_words(
    view: View, name: str, first: Measurement | None, second: Measurement | None,
    nation: National | None,
) -> str:  # fmt: skip
    words = f"{name}: disadvantaged {view.figure(first)}, others {view.figure(second)}"
    if nation and first is not None:
        words += (
            f", others in {nation.label} {view.value(view.measure(first.measure), nation.value)}"
        )
    return words


def _missing(
    view: View, measure: str, groups: tuple[str, str], found: list[Measurement | None]
) -> str:
    reason = next((m.note for m in found if m is not None and m.note), "")
    if not reason and not any(view.one(measure, urn) for urn in view.urns):
        return why_nothing(view, measure)
    if not reason:
        return f"{view.measure(measure).title} of {groups[0].lower()}: the drop holds no figures."
    return f"{view.measure(measure).title} of {groups[0].lower()}: withheld, {reason}."
