"""What is in place where: marks in a grid that differ in shape, so that no colour is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from goldenthread.charts.drawing import Page, canvas, nothing, present, why_nothing
from goldenthread.charts.style import ACCENT, FAINT, GREY, LINE, NORMAL, SMALL, SOFT
from goldenthread.charts.ticks import set_ticks
from goldenthread.measures.measurement import Measurement
from goldenthread.view import View
from goldenthread.wording import join_words, number, plural

YES, PARTLY, NO = 1.0, 0.5, 0.0
_WORDS = {YES: "in place", PARTLY: "partly", NO: "not in place"}


@dataclass(frozen=True)
class Grid:
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], float]


def coverage_grid(page: Page, measure: str = "curriculum_cell", *, ax: Axes | None = None) -> Axes:
    """For each school, subjects by items: filled is in place, half is partly, open is not.

    The measure's groups are "row · column", its values 1, 0.5 or 0.
    """
    view = page.view
    grids = [(school.name, _two_way(view, measure, school.urn)) for school in view.schools]
    shown = [(name, grid) for name, grid in grids if grid.cells]
    if not shown:
        return nothing(page, why_nothing(view, measure))
    heights = [len(grid.rows) * 0.23 + 1.05 for _, grid in shown]
    beside = len(shown) == 2 and shown[0][1].rows == shown[1][1].rows
    layout = (
        {"ncols": 2, "sharey": True} if beside else {"nrows": len(shown), "height_ratios": heights}
    )
    height = max(heights) if beside else sum(heights)
    with canvas(height, ax, squeeze=False, **layout) as drawn:
        every = [drawn] if ax is not None else list(drawn.flat)
        for axes, (name, grid) in zip(every, shown, strict=False):
            _draw(axes, grid)
            axes.set_title(name, pad=10)
        caption = (
            "Filled: in place. Half filled: partly. Open: not in place. Blank: nothing recorded."
        )
        alt = "; ".join(_gaps_in_words(name, grid) for name, grid in shown) + "."
        return present(page, every[0], "coverage", _title(shown), alt, caption)


def checklist(page: Page, measure: str, *, ax: Axes | None = None) -> Axes:
    """Items by school, for a measure whose groups are the items: in place or not.

    A value of 100 (per cent) or 1 and more is in place, 0 is not, anything between is partly.
    """
    view = page.view
    grid = _by_school(view, measure)
    if not grid.cells:
        return nothing(page, why_nothing(view, measure))
    with canvas(0.8 + 0.27 * len(grid.rows), ax) as axes:
        _draw(axes, grid)
        title = _list_title(view.measure(measure).title, grid, _counted(view, measure))
        alt = _gaps_in_words(view.measure(measure).title, grid) + "."
        caption = "Filled: in place. Half filled: partly. Open: not in place."
        return present(page, axes, "checklist", title, alt, caption)


def roles(page: Page, measure: str = "leadership_roles_held", *, ax: Axes | None = None) -> Axes:
    """Pathways by school, with how many pupils hold a role; an open ring where nobody does."""
    view = page.view
    grid = _by_school(view, measure, counts=True)
    if not grid.cells:
        return nothing(page, why_nothing(view, measure))
    with canvas(0.75 + 0.3 * len(grid.rows), ax) as axes:
        frame(axes, grid)
        found = places(grid)
        _marks(axes, [found[cell] for cell, value in grid.cells.items() if value == 0], NO)
        for cell, value in grid.cells.items():
            x, y = found[cell]
            if value > 0:
                axes.text(x, y, number(value), ha="center", va="center", color=ACCENT, weight=600)
            else:
                axes.text(x + 0.12, y, "nobody", ha="left", va="center", size=SMALL, color=SOFT)
        empty = [f"{row} at {column}" for (row, column), v in grid.cells.items() if v == 0]
        title = "Every pathway has pupils in a role, in every school"
        if empty:
            title = f"{plural(len(empty), 'pathway has', 'pathways have')} no pupil in a role: "
            title += join_words(empty)
        alt = "; ".join(f"{row}, {column}: {number(v)}" for (row, column), v in grid.cells.items())
        return present(page, axes, "roles", title, alt + ".", "Pupils who hold a role.")


def _two_way(view: View, measure: str, entity: str) -> Grid:
    cells = {}
    for m in view.measurements.of(measure, entity, period=view.drop.year):
        row, _, column = m.group.partition(" · ")
        if column and m.value is not None:
            cells[row, column] = m.value
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    return Grid(rows, tuple(dict.fromkeys(column for _, column in cells)), cells)


def _by_school(view: View, measure: str, *, counts: bool = False) -> Grid:
    entities = view.urns
    if not any(view.one(measure, urn, group) for urn in entities for group in view.groups(measure)):
        entities = view.entities
    cells = {}
    for group in view.groups(measure):
        for entity in entities:
            m = view.one(measure, entity, group)
            if m is not None and m.value is not None:
                cells[group, view.name(entity)] = _amount(m) if counts else _state(m.value)
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    return Grid(rows, tuple(dict.fromkeys(column for _, column in cells)), cells)


def _amount(m: Measurement) -> float:
    return m.value or 0.0


def _state(value: float) -> float:
    if value in (100.0, YES):
        return YES
    return NO if value == 0 else PARTLY


def frame(axes: Axes, grid: Grid) -> None:
    set_ticks(axes.yaxis, range(len(grid.rows)), grid.rows)
    across = range(len(grid.columns))
    if len(grid.columns) > 7:
        axes.set_xticks(across, grid.columns, rotation=60, ha="left", rotation_mode="anchor")
    else:
        set_ticks(axes.xaxis, across, [_folded(column, len(across)) for column in grid.columns])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=NORMAL if len(grid.columns) < 5 else SMALL)
    axes.set_ylim(len(grid.rows) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(grid.columns) - 0.5)
    axes.spines["bottom"].set_visible(False)
    below = [y + 0.5 for y in range(len(grid.rows))]
    axes.hlines(below, -0.5, len(grid.columns) - 0.5, color=LINE, linewidth=0.5, zorder=0)


def _draw(axes: Axes, grid: Grid) -> None:
    frame(axes, grid)
    found = places(grid)
    for state in (YES, PARTLY, NO):
        _marks(axes, [found[cell] for cell, value in grid.cells.items() if value == state], state)


def places(grid: Grid) -> dict[tuple[str, str], tuple[float, float]]:
    """Where each cell stands: its column's and its row's number."""
    across = {column: float(x) for x, column in enumerate(grid.columns)}
    down = {row: float(y) for y, row in enumerate(grid.rows)}
    return {(row, column): (across[column], down[row]) for row, column in grid.cells}


def _marks(axes: Axes, at: Sequence[tuple[float, float]], value: float) -> None:
    """All marks of one kind at once: a line of its own for each would cost a hundred times more."""
    if not at:
        return
    style: Any = "full" if value == YES else "left" if value == PARTLY else "none"
    axes.plot(
        [x for x, _ in at], [y for _, y in at], "o", color=GREY if value == NO else ACCENT,
        fillstyle=style, markerfacecoloralt=FAINT, markersize=8, markeredgewidth=1.3,
    )  # fmt: skip


def _folded(words: str, columns: int) -> str:
    """A column's name on as many lines as keep it inside its column."""
    width = max(8, 66 // max(columns, 1))
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _missing(grid: Grid) -> list[tuple[str, str]]:
    return [cell for cell, value in grid.cells.items() if value < YES]


def _counted(view: View, measure: str) -> float:
    """How many things the measure counts over the schools, or for the trust."""
    own = [m for urn in view.urns if (m := view.one(measure, urn)) is not None]
    found = own or [m for e in view.entities if (m := view.one(measure, e)) is not None]
    return sum(m.denominator or 0 for m in found)


def _list_title(name: str, grid: Grid, counted: float) -> str:
    """`Pay grades with published expectations: 11 of 14; missing or partly: Leadership`.

    Where a mark stands for several of the things counted, it is an area, complete or not."""
    total, gaps = len(grid.cells), _missing(grid)
    areas = counted not in (0, total)
    if not gaps:
        return f"{name}: all in {total} areas" if areas else f"{name}: all {total}"
    rows = list(dict.fromkeys(row for row, _ in gaps))
    tail = f"; missing or partly: {join_words(rows)}" if len(rows) <= 4 else ""
    lead = "all of them in " if areas else ""
    return f"{name}: {lead}{total - len(gaps)} of {total}{' areas' if areas else ''}{tail}"


def _title(shown: Sequence[tuple[str, Grid]]) -> str:
    total = sum(len(grid.cells) for _, grid in shown)
    whole = total - sum(len(_missing(grid)) for _, grid in shown)
    if whole == total:
        return f"All {total} parts are in place"
    most = max(shown, key=lambda pair: len(_missing(pair[1])))
    tail = f"; most of the gaps are at {most[0]}" if len(shown) > 1 else ""
    return f"{whole} of {total} parts are in place{tail}"


def _gaps_in_words(name: str, grid: Grid) -> str:
    gaps = [f"{row} {column} {_WORDS[grid.cells[row, column]]}" for row, column in _missing(grid)]
    whole = len(grid.cells) - len(gaps)
    return f"{name}: {whole} of {len(grid.cells)} in place" + (
        f"; {', '.join(gaps)}" if gaps else ""
    )
