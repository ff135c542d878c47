"""Which skills each board can call on, and where too few of its members have one."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba

from goldenthread.charts.drawing import Page, bars, canvas, nothing, present, why_nothing
from goldenthread.charts.grids import Grid, frame, places
from goldenthread.charts.style import ACCENT, NORMAL
from goldenthread.view import View
from goldenthread.wording import join_words, number


def skills(page: Page, measure: str = "skill_level", *, ax: Axes | None = None) -> Axes:
    """Skills by board: how many members have the level; ringed where fewer than required."""
    view = page.view
    required = _setting(view, "skills_people", 2)
    boards = [b for b in view.bodies if view.measurements.of(measure, f"body:{b.id}")]
    boards = [b for b in boards if b.kind in ("trustees", "local")] or boards
    wanted = view.judged.trust.settings.get("required_skills")
    names = [str(w) for w in wanted] if isinstance(wanted, list) else list(view.groups(measure))
    cells = {}
    for board in boards:
        for skill in names:
            m = view.one(measure, f"body:{board.id}", skill)
            if m is not None and m.value is not None:
                cells[skill, board.name] = m.value
    if not cells:
        return nothing(page, why_nothing(view, measure))
    grid = Grid(tuple(names), tuple(b.name for b in boards), cells)
    with canvas(0.85 + 0.27 * len(names), ax) as axes:
        frame(axes, grid)
        _counts(axes, grid, required)
        short = [f"{skill} ({board})" for (skill, board), v in cells.items() if v < required]
        title = _skills_title(short, cells, required)
        alt = "; ".join(f"{board}, {skill}: {number(v)}" for (skill, board), v in cells.items())
        level = number(_setting(view, "skills_level", 4))
        caption = f"Members who rate themselves {level} of 5 or higher. "
        caption += f"In a ring: fewer than the {number(required)} that the trust asks for."
        return present(page, axes, "skills", title, alt + ".", caption)


def _counts(axes: Axes, grid: Grid, required: float) -> None:
    """Each count on a shade of its size; ringed where it is too small."""
    found, top = places(grid), max(grid.cells.values()) or 1
    boxes = [(x - 0.45, y, 0.9, 0.86) for x, y in found.values()]
    shades = [
        to_hex(to_rgba(ACCENT, 0.05 + 0.3 * value / top), keep_alpha=True)
        for value in grid.cells.values()
    ]
    bars(axes, boxes, shades)
    few = [found[cell] for cell, value in grid.cells.items() if value < required]
    axes.plot([x for x, _ in few], [y for _, y in few], "o", markerfacecolor="white",
              color=ACCENT, markersize=14, zorder=2)  # fmt: skip
    for cell, value in grid.cells.items():
        x, y = found[cell]
        axes.text(x, y, number(value), ha="center", va="center_baseline", size=NORMAL, zorder=3,
                  weight=600 if value < required else 400)  # fmt: skip


def _skills_title(short: list[str], cells: Mapping[tuple[str, str], float], required: float) -> str:
    if not short:
        return f"Every skill has at least {number(required)} members on every board"
    if len(short) <= 3:
        return f"Too few members with {join_words(short)}"
    return f"{len(short)} of {len(cells)} skills on the boards have too few members"


def _setting(view: View, name: str, default: float) -> float:
    found = view.judged.trust.settings.get(name, default)
    return float(found) if isinstance(found, int | float) else default
