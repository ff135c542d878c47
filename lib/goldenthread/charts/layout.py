"""Where the axes of a chart stand: as large as what is written around them leaves room for.

Matplotlib's constrained layout does the same for any figure, with a solver of linear equations and
every line and mark measured twice. The charts here are plain grids of axes, and nothing but words
ever stands outside of them, so sums do. Any other figure is left to the constrained layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import isfinite
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.spines import Spine
from matplotlib.transforms import Bbox, BboxBase

SIDE, ABOVE = 0.02, 0.04  # inches around each of the axes and what is written at it
_ROUNDS, _SETTLED = 4, 0.5  # of measuring; units that nothing needs to be measured again for
_LEAST = 0.05  # of the figure, for the axes of all columns or rows together


@dataclass(frozen=True, slots=True)
class _Beyond:
    """How many units of the drawing something reaches beyond each side of its axes."""

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0


@dataclass(slots=True)
class _Subplot:
    """Axes in a grid, and what of them reaches beyond their box, as it was measured last."""

    axes: Axes
    rows: range
    columns: range
    scale_x: _Beyond = _Beyond()
    scale_y: _Beyond = _Beyond()
    title: _Beyond = _Beyond()
    drawn: _Beyond = _Beyond()

    def beyond(self, side: str) -> float:
        parts = (self.scale_x, self.scale_y, self.title, self.drawn)
        return max(float(getattr(part, side)) for part in parts)


class GridLayout(ConstrainedLayoutEngine):
    """Lays out a plain grid of axes by itself, and anything else as constrained layout would."""

    def __init__(self) -> None:
        super().__init__(w_pad=SIDE, h_pad=ABOVE)

    def execute(self, fig: Figure) -> None:
        grid = _plain_grid(fig)
        if grid is None or not _laid_out(fig, grid):
            super().execute(fig)


def _plain_grid(figure: Figure) -> GridSpec | None:
    """The grid that all axes stand in, where there is nothing else that needs room."""
    if figure.subfigs or figure.legends or figure.texts or not figure.axes:
        return None
    grids = {id(axes.get_gridspec()): axes.get_gridspec() for axes in figure.axes}
    grid = next(iter(grids.values()))
    if len(grids) > 1 or type(grid) is not GridSpec:
        return None
    plain = all(a.get_aspect() == "auto" and not a.child_axes for a in figure.axes)
    return grid if plain else None


def _laid_out(figure: Figure, grid: GridSpec) -> bool:
    """Move the axes to where they belong; False where their words leave no room for them."""
    renderer: Any = figure._get_renderer()  # type: ignore[attr-defined]
    found = [(axes, axes.get_subplotspec()) for axes in figure.axes]
    plots = [_Subplot(axes, spec.rowspan, spec.colspan) for axes, spec in found if spec]
    for plot in plots:
        _measure_first(plot, renderer)
    for _ in range(_ROUNDS):
        moved = _place(figure, grid, plots)
        if moved is None:
            return False
        if moved < _SETTLED:
            break
        for plot in plots:
            _measure_again(plot, renderer)
    return True


def _place(figure: Figure, grid: GridSpec, plots: Sequence[_Subplot]) -> float | None:
    """How many units the axes have moved by at most; None where there is no room for them."""
    width, height = figure.bbox.size
    columns = _shared_out(
        width, SIDE * figure.dpi, _ratios(grid.get_width_ratios(), grid.ncols),
        [(plot.columns, plot.beyond("left"), plot.beyond("right")) for plot in plots],
    )  # fmt: skip
    rows = _shared_out(
        height, ABOVE * figure.dpi, _ratios(grid.get_height_ratios(), grid.nrows),
        [(plot.rows, plot.beyond("top"), plot.beyond("bottom")) for plot in plots],
    )  # fmt: skip
    if columns is None or rows is None:
        return None
    moved = 0.0
    for plot in plots:
        left, right = columns[plot.columns[0]][0], columns[plot.columns[-1]][1]
        top, bottom = rows[plot.rows[0]][0], rows[plot.rows[-1]][1]
        before = plot.axes.bbox.extents
        plot.axes.set_position(Bbox([(left / width, 1 - bottom / height),
                                     (right / width, 1 - top / height)]))  # fmt: skip
        plot.axes.set_in_layout(True)  # which a position given by hand ends
        now = plot.axes.bbox.extents
        moved = max(moved, *(abs(b - a) for a, b in zip(before, now, strict=True)))
    return moved


def _ratios(given: Any, count: int) -> list[float]:
    return [1.0] * count if given is None else [float(ratio) for ratio in given]


def _shared_out(
    length: float, pad: float, ratios: Sequence[float],
    needed: Sequence[tuple[range, float, float]],
) -> list[tuple[float, float]] | None:  # fmt: skip
    """Start and end of each column or row: what its words leave, shared out by the ratios.

    `needed`: of each of the axes the columns it covers and its words' reach before and after."""
    each = range(len(ratios))
    before = [pad + max((b for at, b, _ in needed if at[0] == i), default=0.0) for i in each]
    after = [pad + max((a for at, _, a in needed if at[-1] == i), default=0.0) for i in each]
    left = length - sum(before) - sum(after)
    if left < _LEAST * length:
        return None
    found, at = [], 0.0
    for i in each:
        start = at + before[i]
        end = start + left * ratios[i] / sum(ratios)
        found.append((start, end))
        at = end + after[i]
    return found


def _measure_first(plot: _Subplot, renderer: Any) -> None:
    axes = plot.axes
    if axes.axison:
        plot.scale_x = _scale(axes, axes.xaxis, renderer)
        plot.scale_y = _scale(axes, axes.yaxis, renderer)
    if any(axes.get_title(where) for where in ("left", "center", "right")):
        whole = axes.get_tightbbox(renderer, bbox_extra_artists=[], for_layout_only=True)
        plot.title = _Beyond(top=_beyond(axes, whole).top)
    plot.drawn = _beyond(axes, _united(_outside(axes), renderer))


def _measure_again(plot: _Subplot, renderer: Any) -> None:
    """What moves when the axes do: what stands at a value, not at an edge."""
    axes, x, y = plot.axes, plot.scale_x, plot.scale_y
    if x.left or x.right:
        plot.scale_x = _scale(axes, axes.xaxis, renderer)
    if y.bottom or y.top:
        plot.scale_y = _scale(axes, axes.yaxis, renderer)
    plot.drawn = _beyond(axes, _united(_outside(axes), renderer))


def _scale(axes: Axes, axis: Axis, renderer: Any) -> _Beyond:
    return _beyond(axes, axis.get_tightbbox(renderer, for_layout_only=True))


def _united(artists: Sequence[Artist], renderer: Any) -> BboxBase | None:
    boxes = [artist.get_tightbbox(renderer) for artist in artists]
    there = [box for box in boxes if box is not None and isfinite(box.x0) and isfinite(box.y0)]
    return Bbox.union(there) if there else None


def _beyond(axes: Axes, reach: BboxBase | None) -> _Beyond:
    if reach is None:
        return _Beyond()
    box = axes.bbox
    return _Beyond(
        max(box.x0 - reach.x0, 0.0), max(box.y0 - reach.y0, 0.0),
        max(reach.x1 - box.x1, 0.0), max(reach.y1 - box.y1, 0.0),
    )  # fmt: skip


def _outside(axes: Axes) -> list[Artist]:
    """What was drawn and can reach beyond the axes: words, and what their edge does not cut."""
    drawn = takewhile(lambda child: not isinstance(child, Spine | Axis), axes.get_children())
    legend = axes.get_legend()
    return [
        artist
        for artist in (*drawn, *([legend] if legend else []))
        if artist.get_visible() and artist.get_in_layout() and not _cut_off(artist)
    ]


def _cut_off(artist: Artist) -> bool:
    """At the edge of the axes; words are so only where they were told to."""
    cut = artist.get_clip_path() is not None or artist.get_clip_box() is not None
    return artist.get_clip_on() and cut
