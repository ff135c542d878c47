"""The ticks of an axis as one tick that goes from place to place.

Matplotlib makes a tick for each place, of three lines and two texts, and has each but the first
look like the first: two thirds of what an axis costs. While a chart is drawn the first one is
enough: it is moved to a place, measured or drawn there, and moved on.
"""

from __future__ import annotations

from typing import Any

from matplotlib.axis import Axis, Tick, XAxis, YAxis
from matplotlib.ticker import NullLocator
from matplotlib.transforms import _interval_contains_close  # type: ignore[attr-defined]


class Stop:
    """One place of an axis' tick. Whatever is asked of it is asked of the tick, moved there."""

    __slots__ = ("_place", "_tick", "_words")

    def __init__(self, tick: Tick, place: Any, words: str) -> None:
        self._tick, self._place, self._words = tick, place, words

    def _there(self) -> Any:
        tick: Any = self._tick
        if tick.get_loc() != self._place or tick.label1.get_text() != self._words:
            tick.update_position(self._place)
            tick.label1.set_text(self._words)
            tick.label2.set_text(self._words)
        return tick

    def __getattr__(self, name: str) -> Any:
        return getattr(self._there(), name)

    # Matplotlib looks for ticks that it draws among those that the axis has.
    def __hash__(self) -> int:
        return hash(self._tick)

    def __eq__(self, other: object) -> bool:
        return other is self._tick or (isinstance(other, Stop) and other._tick is self._tick)


def stops(axis: Axis) -> list[Stop] | None:
    """Where a tick is drawn, from what `Axis._update_ticks` of Matplotlib takes it from.

    None where ticks need not look like each other: there are several already, or minor ones.
    """
    asked: Any = axis
    made = vars(axis).get("majorTicks")
    alike = made is None or len(made) == 1
    plain = type(axis) in (XAxis, YAxis) and axis.axes.name == "rectilinear"
    if not (alike and plain and isinstance(axis.get_minor_locator(), NullLocator)):
        return None
    if isinstance(axis.get_major_locator(), NullLocator) or not asked._tick_group_visible(
        asked._major_tick_kw
    ):
        return []
    places: Any = axis.get_majorticklocs()
    words = axis.get_major_formatter().format_ticks(places)
    if not words:
        return []
    tick, scale = asked.majorTicks[0], axis.get_transform()
    ends = scale.transform(sorted(axis.get_view_interval()))
    return [
        Stop(tick, place, said)
        for place, said in zip(places, words, strict=True)
        if _interval_contains_close(ends, scale.transform(place))
    ]
