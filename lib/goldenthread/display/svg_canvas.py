"""Matplotlib's SVG canvas, told once what it would otherwise ask anew for each label.

While a chart is drawn, Matplotlib asks for the layout of a text, for its place and for an axis'
ticks again and again: six times and more for the label of a tick. Nothing of it can change then
but where the axes stand, so each is worked out once and remembered until the drawing is done.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator
from matplotlib.transforms import Bbox

from goldenthread.display.svg_metrics import face
from goldenthread.display.svg_ticks import stops

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


class Renderer(RendererSVG):  # type: ignore[misc]
    """Matplotlib's writer of SVG, with the charts' typeface measured letter by letter."""

    def get_text_width_height_descent(
        self, s: str, prop: Any, ismath: Any
    ) -> tuple[float, float, float]:
        found = None if ismath else face(prop)
        size = found.size(s) if found is not None else None
        if size is None:
            return super().get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-any-return]
        points = prop.get_size_in_points()
        width, ascent, descent = size
        return width * points, (ascent + descent) * points, descent * points

    def _get_font_height_metrics(self, prop: Any) -> tuple[float | None, float, float]:
        """Asked by Matplotlib for how high lines of a typeface are; None has it look for itself."""
        found = face(prop)
        if found is None:
            return None, 0.0, 0.0
        points = prop.get_size_in_points()
        height = found.height
        return height.ascent * points, height.descent * points, height.gap * points


class Canvas(FigureCanvasSVG):  # type: ignore[misc]
    """Draws its figure once, at 72 dots to the inch: a point of type is then a unit of the SVG."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        if figure.dpi != 72:
            figure.set_dpi(72)
        self._source = io.StringIO()
        width, height = (float(inches) * 72 for inches in figure.get_size_inches())
        self._renderer = Renderer(width, height, self._source, metadata=_NO_METADATA)

    def get_renderer(self) -> Renderer:
        """Layout engines measure with the renderer that then writes."""
        return self._renderer

    def written(self) -> str:
        self.figure.draw(self._renderer)
        self._renderer.finalize()
        return self._source.getvalue()


@contextmanager
def measured_once() -> Iterator[None]:
    """Texts of the figure are laid out once, and ticks found and measured once, until this ends."""
    text, axis, across, up = vars(Text), vars(Axis), vars(XAxis), vars(YAxis)
    layout = _layout_once(text["_get_layout"])
    told: list[tuple[type, str, Any]] = [
        (Text, "_get_layout", layout),
        (Text, "get_window_extent", _extent(text["get_window_extent"], layout)),
        (Axis, "_update_ticks", _ticks_once(axis["_update_ticks"])),
        (Axis, "_get_ticklabel_bboxes", _boxes_once(axis["_get_ticklabel_bboxes"])),
        (XAxis, "_update_label_position", _where_there_are_words(across["_update_label_position"])),
        (YAxis, "_update_label_position", _where_there_are_words(up["_update_label_position"])),
    ]
    before = [(kind, name, vars(kind)[name]) for kind, name, _ in told]
    for kind, name, function in told:
        setattr(kind, name, function)
    try:
        yield
    finally:
        for kind, name, function in before:
            setattr(kind, name, function)


@contextmanager
def marks_shared() -> Iterator[None]:
    """Until this ends, a line that takes over how another looks has the other's mark itself.

    An axis tells each new tick's three lines to look like the first tick's, and Matplotlib copies
    the mark with all that it refers to, a millisecond a tick. Nothing changes a mark once it is
    made: a line that is to have another is given a new one.
    """
    before = Line2D.update_from

    def update_from(line: Line2D, other: Any) -> None:
        mark, other._marker = other._marker, "None"
        try:
            before(line, other)
        finally:
            other._marker = mark
        line._marker = mark  # type: ignore[attr-defined]

    Line2D.update_from = update_from  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Line2D.update_from = before  # type: ignore[method-assign]


def _layout_once(laid_out: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def layout(text: Text, renderer: Any) -> Any:
        key = (id(text), text.get_text(), text.get_rotation(), id(renderer))
        if key not in known:
            # The text is held with it, so that no other can take its id.
            known[key] = (laid_out(text, renderer), text, renderer)
        return known[key][0]

    return layout


def _extent(measured: Callable[..., Any], layout: Callable[..., Any]) -> Callable[..., Any]:
    def extent(text: Text, renderer: Any = None, dpi: float | None = None) -> Any:
        """As Matplotlib's own, which sets the figure's resolution on the way and so has every
        position in it worked out again."""
        held: Any = text
        renderer = renderer if renderer is not None else held._renderer
        if dpi is not None or renderer is None or not text.get_visible():
            return measured(text, renderer, dpi)
        place = text.get_transform().transform(text.get_unitless_position())
        if not text.get_text():
            return Bbox([place, place])
        held._renderer = renderer
        return layout(text, renderer)[0].translated(*place)

    return extent


def _ticks_once(found: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def ticks(axis: Axis) -> Any:
        key: Any = (id(axis), *axis.get_view_interval())
        if not _settled(axis):
            key = (*key, *axis.axes.bbox.bounds)
        if key not in known:
            alike = stops(axis)
            known[key] = found(axis) if alike is None else alike
        return known[key]

    return ticks


def _boxes_once(measured: Callable[..., Any]) -> Callable[..., Any]:
    """The boxes of an axis' words, for each place where its axes have stood."""
    known: dict[Any, Any] = {}

    def boxes(axis: Axis, ticks: Any, renderer: Any) -> Any:
        key = (id(axis), *axis.get_view_interval(), *axis.axes.bbox.bounds)
        if key not in known:
            known[key] = measured(axis, ticks, renderer)
        return known[key]

    return boxes


def _where_there_are_words(moved: Callable[..., Any]) -> Callable[..., Any]:
    """The name of an axis without one need not be anywhere; finding the place measures all."""

    def position(axis: Axis, renderer: Any) -> None:
        if axis.label.get_text():
            moved(axis, renderer)

    return position


def _settled(axis: Axis) -> bool:
    """Whether an axis would have the same ticks if it were longer or shorter."""
    for locator in (axis.get_major_locator(), axis.get_minor_locator()):
        if isinstance(locator, MaxNLocator):
            if getattr(locator, "_nbins", "auto") == "auto":
                return False
        elif not isinstance(locator, FixedLocator | NullLocator):
            return False
    return True
