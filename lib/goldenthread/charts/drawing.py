"""From axes to a chart on the page, and what the charts share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from goldenthread.charts.layout import GridLayout
from goldenthread.charts.style import (
    ACCENT,
    ACCENT_WASH,
    GREY,
    INK,
    NORMAL,
    SMALL,
    SOFT,
    WIDTH,
    styled,
)
from goldenthread.charts.ticks import no_minor_ticks, no_ticks_yet, set_ticks
from goldenthread.charts.unmade import unmade
from goldenthread.display.figure import Chart
from goldenthread.display.markup import Display
from goldenthread.display.svg import draw
from goldenthread.display.svg_canvas import marks_shared
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.view import View
from goldenthread.wording import join_words, number, sentence, signed

_MOST_NAMED = 4  # schools that the title of a chart names
_CHARTS = "_goldenthread_chart"


Places = float | Sequence[float]
Box = tuple[float, float, float, float]


class Page(Protocol):
    """The report that a chart is shown in."""

    @property
    def view(self) -> View: ...

    def show(self, shown: Display) -> None: ...


@contextmanager
def canvas(height: float, ax: Axes | None = None, **subplots: Any) -> Iterator[Any]:
    """Axes to draw on, `height` inches high: the given ones, or new ones as wide as the column.

    The figure belongs to nobody's window system, so a notebook does not show it a second time.
    """
    with styled(), marks_shared():
        if ax is not None:
            yield ax
            return
        # At the resolution that it is written in, nothing has to be worked out again for writing.
        figure = Figure(figsize=(WIDTH, height), dpi=72, layout=GridLayout())
        with no_ticks_yet():
            drawn = figure.subplots(**subplots)
            for axes in figure.axes:
                for spine in axes.spines.values():
                    spine.get_position()  # when first asked, it throws the axis' ticks away
        with no_minor_ticks(figure):
            yield drawn


def present(page: Page, ax: Axes, kind: str, title: str, alt: str, caption: str = "") -> Axes:
    """Show the axes' figure as a chart and return the axes."""
    if page.view.provisional and "provisional" not in caption:
        caption = f"{caption} Figures are provisional.".strip()
    setattr(ax.get_figure(root=True), _CHARTS, (kind, title, alt, caption))
    page.show(_chart(ax))
    return ax


def show_again(page: Page, ax: Axes, title: str = "", caption: str = "") -> Axes:
    """Show axes once more, after an analyst has changed them; `title` if the finding changed."""
    kind, first, alt, words = getattr(ax.get_figure(root=True), _CHARTS, ("chart", "", "", ""))
    return present(page, ax, kind, title or first, alt, caption or words)


def nothing(page: Page, words: str) -> Axes:
    """A quiet sentence in place of an empty frame; the axes are there for the next cell."""
    page.show(Chart("", None, "", words))
    return unmade(1)


def _chart(ax: Axes) -> Chart:
    figure: Any = ax.get_figure(root=True)
    kind, title, alt, caption = getattr(figure, _CHARTS)
    with styled(), marks_shared():
        svg = draw(figure, kind)
    anchor = f"{kind}-{hashlib.sha256((title + alt + svg).encode()).hexdigest()[:8]}"
    return Chart(title, svg, alt, caption, kind).named(anchor)


def rows(ax: Axes, labels: Iterable[str], padding: float = 0.6) -> None:
    """A row for each label, the first on top."""
    given = list(labels)
    set_ticks(ax.yaxis, range(len(given)), given)
    ax.set_ylim(len(given) - 1 + padding, -padding)
    ax.tick_params(axis="y", length=0, pad=6)


def axis_in(ax: Axes, measure: Measure, which: str = "x", label: str = "") -> None:
    """Ticks of an axis as figures of the measure are written; the label says unit and measure."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10]))

    def written(value: float, _: int) -> str:
        decimals = 0 if abs(value - round(value)) < 1e-9 else 1
        if measure.unit == "score":
            return signed(value, 1) if abs(value) > 1e-9 else "0"
        if measure.unit == "percent":
            return f"{number(value, decimals)}%"
        return number(value, decimals)

    axis.set_major_formatter(FuncFormatter(written))
    axis.set_label_text(label or axis_label(measure))


def axis_label(measure: Measure) -> str:
    """What an axis counts: `Suspensions per 100 pupils`; the title carries the unit if need be."""
    if measure.unit in ("percent", "per 100") or measure.unit in measure.title.lower():
        return measure.title
    return f"{measure.title} ({measure.unit})" if measure.unit != "score" else measure.title


def now(ax: Axes, x: Places, y: Places, **options: Any) -> None:
    """The mark of a figure of this school, now; or several marks at once."""
    ax.plot(x, y, "o", color=ACCENT, markersize=8, zorder=4, **options)


def before(ax: Axes, x: Places, y: Places, **options: Any) -> None:
    """The open mark of an earlier figure, or of others."""
    ax.plot(
        x, y, "o", markerfacecolor="white", markeredgecolor=GREY, markeredgewidth=1.5,
        markersize=6.5, zorder=3, **options,
    )  # fmt: skip


def bars(ax: Axes, boxes: Sequence[Box], colours: str | Sequence[str], **options: Any) -> None:
    """Filled boxes (left, middle, width, height): one artist, where each would be one of its own.

    The axes' limits are not widened for them."""
    corners = [
        [(x, y - h / 2), (x + w, y - h / 2), (x + w, y + h / 2), (x, y + h / 2)]
        for x, y, w, h in boxes
    ]
    given: dict[str, Any] = {"facecolors": colours, "edgecolors": "none", "linewidths": 0}
    ax.add_collection(PolyCollection(corners, **(given | options)), autolim=False)


def label(
    ax: Axes, x: float, y: float, words: str, *, strong: bool = False, **options: Any
) -> None:
    """A direct label, in data coordinates, offset in points by `xytext`."""
    given: dict[str, Any] = {
        "ha": "center", "va": "center", "xytext": (0, 0), "textcoords": "offset points",
        "color": ACCENT if strong else SOFT, "fontsize": NORMAL if strong else SMALL,
        "fontweight": 600 if strong else 400, "annotation_clip": False,
    }  # fmt: skip
    ax.annotate(words, (x, y), **(given | options))


def reference(ax: Axes, value: float, words: str, *, where: str = "x", **options: Any) -> None:
    """A line to hold figures against, with its name at its upper or right end."""
    if where == "x":
        ax.axvline(value, color=INK, linewidth=1, zorder=2)
        at, shift, align = (value, 1.0), (0, 4), {"ha": "center", "va": "bottom"}
        transform = ax.get_xaxis_transform()
    else:
        ax.axhline(value, color=INK, linewidth=1, zorder=2)
        at, shift, align = (1.0, value), (3, 0), {"ha": "left", "va": "center"}
        transform = ax.get_yaxis_transform()
    given: dict[str, Any] = {"fontsize": SMALL, "color": INK, "annotation_clip": False}
    given |= align | options
    ax.annotate(words, at, xycoords=transform, xytext=shift, textcoords="offset points", **given)


def intervals_as_bars(ax: Axes, bounds: Mapping[int, tuple[float, float]], height: float) -> None:
    """Row -> the interval's ends, as bars behind the marks."""
    boxes = [(low, y, high - low, height) for y, (low, high) in bounds.items()]
    bars(ax, boxes, ACCENT_WASH, zorder=1)


def upright(ax: Axes, values: Mapping[int, float], half: float) -> None:
    """Row -> a short line across it, such as a target."""
    if values:
        ends = [(y - half, y + half) for y in values]
        ax.vlines(
            list(values.values()), [low for low, _ in ends], [high for _, high in ends],
            color=INK, linewidth=1.6, zorder=3,
        )  # fmt: skip


def interval(measurement: Measurement) -> tuple[float, float] | None:
    if measurement.low is None or measurement.high is None:
        return None
    return measurement.low, measurement.high


def schools_in_words(names: Sequence[str], total: int) -> str:
    """`North and South`; of many schools how many: `5 of 8 schools`, `all 8 schools`."""
    if len(names) <= _MOST_NAMED or total <= _MOST_NAMED + 1:
        return join_words(names)
    return f"all {total} schools" if len(names) == total else f"{len(names)} of {total} schools"


def why_nothing(view: View, *measures: str) -> str:
    """The sentence in place of a chart: which figures are missing, and why."""
    titles = [view.measure(name).title for name in measures]
    notes = dict.fromkeys(
        m.note for name in measures for e in view.entities for m in view.measurements.of(name, e)
        if m.value is None and m.note
    )  # fmt: skip
    reason = next(iter(notes), "the drop holds no figures")
    return f"{join_words(titles)}: no chart. {sentence(reason)}"
