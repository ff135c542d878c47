"""Axes that are made when something is first asked of them: most of those without a chart never
are, and making them costs as much as a small table."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from goldenthread.charts.layout import GridLayout
from goldenthread.charts.style import WIDTH, styled


class _Unmade(Axes):
    """Becomes plain axes in a figure of their own with the first attribute that is looked for, or
    set: `set_axis_off` sets one and looks for none."""

    def __init__(self, height: float) -> None:
        vars(self)["_height_in_inches"] = height

    def __getattr__(self, name: str) -> Any:
        # Only what the class has not comes here; until they are made they have nothing of theirs.
        self._make()
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._make()
        setattr(self, name, value)

    def _make(self) -> None:
        height = vars(self).pop("_height_in_inches")
        object.__setattr__(self, "__class__", Axes)
        with styled():
            figure = Figure(figsize=(WIDTH, height), dpi=72, layout=GridLayout())
            place: Any = GridSpec(1, 1, figure=figure)[0, 0]
            Axes.__init__(self, figure, place)
            figure.add_subplot(self)


def unmade(height: float) -> Axes:
    """Axes `height` inches high and as wide as the column, once they are needed."""
    return _Unmade(height)
