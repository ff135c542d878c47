"""What the colours of a chart mean: a row of squares with their names, above the axes."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

from goldenthread.charts.style import SMALL, SOFT
from goldenthread.display.svg_metrics import width

_SQUARE, _TO_NAME, _TO_NEXT, _ABOVE = 7.0, 4.0, 13.0, 6.0  # points


def key(axes: Axes, colours: Mapping[str, str]) -> None:
    """Name -> colour, from the left edge of the axes to the right."""
    points = _from_the_corner(axes)
    plain, squares, at = FontProperties(size=SMALL), [], 0.0
    for name in colours:
        low, high = _ABOVE, _ABOVE + _SQUARE
        squares.append([(at, low), (at + _SQUARE, low), (at + _SQUARE, high), (at, high)])
        at += _SQUARE + _TO_NAME
        axes.text(at, low, name, transform=points, fontsize=SMALL, color=SOFT)
        at += width(name, plain) + _TO_NEXT
    drawn = PolyCollection(squares, facecolors=list(colours.values()), linewidths=0)
    drawn.set(transform=points, clip_on=False, in_layout=False)  # the names stand higher
    axes.add_collection(drawn, autolim=False)


def _from_the_corner(axes: Axes) -> Transform:
    """Points to the right of and above the axes' upper left corner."""
    figure = axes.get_figure(root=True)
    if figure is None:
        message = "These axes belong to no figure."
        raise ValueError(message)
    corner = ScaledTranslation(0, 1, axes.transAxes)  # type: ignore[arg-type]
    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans + corner
