"""Ticks of axes, made no sooner than something draws them or asks for them.

A tick is three lines and two texts. Matplotlib makes some only to tell them what every later tick
is told as well, and one for each place as soon as it is told the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib.axis import Axis
from matplotlib.figure import Figure


@contextmanager
def no_ticks_yet() -> Iterator[None]:
    """While axes are made, their lists of ticks are empty.

    Matplotlib makes a major and a minor tick for each axis only to tell them what every later tick
    is told as well, and throws most of them away: half of what axes cost.
    """
    before = {name: vars(Axis)[name] for name in ("majorTicks", "minorTicks")}
    for name in before:
        setattr(Axis, name, ())
    try:
        yield
    finally:
        for name, lazy in before.items():
            setattr(Axis, name, lazy)


@contextmanager
def no_minor_ticks(figure: Figure) -> Iterator[None]:
    """While a chart is drawn, its axes have no minor tick, which is made when first looked for."""
    every = [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    for axis in every:
        vars(axis)["minorTicks"] = []
    try:
        yield
    finally:
        for axis in every:
            if vars(axis).get("minorTicks") == []:
                del vars(axis)["minorTicks"]


def set_ticks(axis: Axis, places: Iterable[float], words: Sequence[str] | None = None) -> None:
    """As the axis' own `set_ticks`, but only its first tick is made: the others look like it."""
    given: Any = axis
    vars(axis)["get_major_ticks"] = lambda count: given.majorTicks[:1] if count else []
    try:
        axis.set_ticks(list(places), words)
    finally:
        del vars(axis)["get_major_ticks"]
