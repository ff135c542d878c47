"""What could go wrong and what has been left undone: the risk map, and audit actions by age."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgba

from goldenthread.charts.drawing import (
    Page,
    bars,
    canvas,
    nothing,
    present,
    rows,
    why_nothing,
)
from goldenthread.charts.key import key
from goldenthread.charts.style import ACCENT, GREY, INK, LARGE, LINE, NORMAL, SMALL
from goldenthread.charts.ticks import set_ticks
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.view import View
from goldenthread.wording import join_words, number, plural

Cell = tuple[int, int]
_MOST_MARKS = 12  # risks; of more, or of several registers, a number no longer says which is meant
_LINE, _LINES = 25, 4  # letters of a line in a cell, and lines
HEAVY = 15  # a score that most registers call high: 5 by 3
_AGES = ("#e5e7eb", "#e3a877", "#b4531a")


def risk_map(page: Page, measure: str = "risk_score", *, ax: Axes | None = None) -> Axes:
    """Likelihood by impact: each risk where it stands after controls, with a line from before."""
    view = page.view
    entity = TRUST if view.whole else view.urns[0]
    placed = {
        m.group: (before, after)
        for m in view.measurements.of(measure, entity)
        if (before := _cell(m, "before")) and (after := _cell(m, "after"))
    }
    if not placed:
        return nothing(page, why_nothing(view, measure))
    by_name = len(placed) > _MOST_MARKS or len({_short(n) for n in placed}) < len(placed)
    with canvas(4.0, ax) as axes:
        _board(axes)
        if by_name:
            _names(axes, {name: after for name, (_, after) in placed.items()})
        else:
            _marks(axes, placed)
        heavy = [n for n, (_, after) in placed.items() if after[0] * after[1] >= HEAVY]
        title = f"{_how_many(len(heavy), len(placed))} {HEAVY} or more after controls"
        alt = "; ".join(
            f"{n}: {b[0] * b[1]} before controls, {a[0] * a[1]} after"
            for n, (b, a) in placed.items()
        )
        caption = (
            "How many risks stand where after controls, and which they are in the registers."
            if by_name
            else "Blue: after controls, with the risk’s number in the register. Open: before"
            " controls."
        )
        return present(page, axes, "risk-map", title, alt + ".", caption)


def _how_many(heavy: int, total: int) -> str:
    """`2 of 14 risks score`, `None of 14 risks scores`, `Neither of 2 risks scores`."""
    if total == 1:
        return f"The only risk scores{'' if heavy else ' less than'}"
    if not heavy:
        return f"{'Neither' if total == 2 else 'None'} of {total} risks scores"
    return f"{heavy} of {total} risks {'scores' if heavy == 1 else 'score'}"


def _marks(axes: Axes, placed: dict[str, tuple[Cell, Cell]]) -> None:
    """A numbered mark for each risk, with a line from where it stood before controls."""
    spots = _spread({name: after for name, (_, after) in placed.items()})
    starts = [before for before, _ in placed.values()]
    ways = [(before, spots[name]) for name, (before, _) in placed.items()]
    axes.add_collection(LineCollection(ways, colors=GREY, linewidths=0.7, zorder=1))
    axes.plot([x for x, _ in starts], [y for _, y in starts], "o", markerfacecolor="white",
              markersize=4, markeredgecolor=GREY, zorder=2)  # fmt: skip
    axes.plot([x for x, _ in spots.values()], [y for _, y in spots.values()], "o",
              color=ACCENT, markersize=15, zorder=3)  # fmt: skip
    for name, (x, y) in spots.items():
        axes.text(x, y, _short(name), color="white", ha="center", va="center_baseline",
                  fontsize=SMALL - 1.5, fontweight=600, zorder=4)  # fmt: skip


def _names(axes: Axes, cells: dict[str, Cell]) -> None:
    """In each cell how many risks it holds, and their references as far as there is room."""
    for (x, y), names in _shared(cells).items():
        axes.text(x - 0.43, y + 0.4, number(len(names)), color=ACCENT, ha="left", va="top",
                  fontsize=LARGE, fontweight=600)  # fmt: skip
        axes.text(x - 0.43, y + 0.1, "\n".join(_fitting(names)), color=INK, ha="left", va="top",
                  fontsize=SMALL - 1.5, linespacing=1.1)  # fmt: skip


def _fitting(names: list[str]) -> list[str]:
    """The references in lines that a cell has room for; of too many, how many more there are."""
    for told in range(len(names), 0, -1):
        more = f" and {len(names) - told} more" if told < len(names) else ""
        lines = wrap(", ".join(names[:told]) + more, _LINE)
        if len(lines) <= _LINES:
            return lines
    return []


def _shared(cells: dict[str, Cell]) -> dict[Cell, list[str]]:
    shared: dict[Cell, list[str]] = defaultdict(list)
    for name, cell in cells.items():
        shared[cell].append(name)
    return shared


def _cell(m: Measurement, when: str) -> Cell | None:
    likelihood, impact = (m.detail(f"{what} {when} controls") for what in ("Likelihood", "Impact"))
    return (int(likelihood), int(impact)) if likelihood.isdigit() and impact.isdigit() else None


def _board(axes: Axes) -> None:
    cells = [(x, y) for x in range(1, 6) for y in range(1, 6)]
    shades = [to_hex(to_rgba(INK, 0.015 + 0.16 * x * y / 25), keep_alpha=True) for x, y in cells]
    bars(axes, [(x - 0.48, y, 0.96, 0.96) for x, y in cells], shades, zorder=0)
    for x, y in cells:
        axes.text(x + 0.45, y - 0.45, str(x * y), ha="right", va="bottom", fontsize=7, color=GREY)
    axes.set_xlim(0.5, 5.5)
    axes.set_ylim(0.5, 5.5)
    set_ticks(axes.xaxis, range(1, 6))
    set_ticks(axes.yaxis, range(1, 6))
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlabel("Likelihood, 1 rare to 5 almost certain")
    axes.set_ylabel("Impact, 1 slight to 5 severe")


def _spread(cells: dict[str, Cell]) -> dict[str, tuple[float, float]]:
    """Risks of one cell side by side, in rows of four."""
    spots = {}
    for (x, y), names in _shared(cells).items():
        down = -(-len(names) // 4)
        for i, name in enumerate(names):
            row = i // 4
            inside = min(4, len(names) - 4 * row)
            spots[name] = (
                x + (i % 4 - (inside - 1) / 2) * 0.24,
                y - (row - (down - 1) / 2) * 0.3,
            )
    return spots


def _short(name: str) -> str:
    """`R-07` as 7: there is room for two letters."""
    digits = "".join(c for c in name if c.isdigit()).lstrip("0")
    return digits or name[:2]


def ageing(page: Page, measure: str = "audit_actions_age", *, ax: Axes | None = None) -> Axes:
    """For each place, its open audit actions: not yet due, overdue, long overdue."""
    view = page.view
    bands = view.groups(measure)
    places = [e for e in view.entities if any(_count(view, measure, e, b) for b in bands)]
    if not places:
        if any(view.one(measure, e) is not None for e in view.entities):
            return nothing(page, f"{view.measure(measure).title}: no action is open.")
        return nothing(page, why_nothing(view, measure))
    with canvas(0.75 + 0.45 * len(places), ax) as axes:
        rows(axes, [view.name(e) for e in places], 0.6)
        counts = {e: [_count(view, measure, e, band) for band in bands] for e in places}
        _stacked(axes, list(counts.values()))
        key(axes, dict(zip(bands, _AGES, strict=False)))
        set_ticks(axes.xaxis, [])
        axes.spines["bottom"].set_color(LINE)
        title = _ageing_title(view, measure, places, bands)
        alt = "; ".join(
            f"{view.name(e)}: "
            + ", ".join(f"{number(_count(view, measure, e, b))} {b.lower()}" for b in bands)
            for e in places
        )
        return present(
            page,
            axes,
            "ageing",
            title,
            alt + ".",
            "Open recommendations of internal and external audit.",
        )


def _count(view: View, measure: str, entity: str, band: str) -> float:
    m = view.one(measure, entity, band)
    return (m.value or 0.0) if m is not None else 0.0


def _stacked(axes: Axes, rows: Sequence[Sequence[float]]) -> None:
    """A bar a row, its parts one after the other with their figures."""
    boxes, colours = [], []
    for y, parts in enumerate(rows):
        for i, (count, colour) in enumerate(zip(parts, _AGES, strict=False)):
            left = sum(parts[:i])
            boxes.append((left, y, count, 0.5))
            colours.append(colour)
            if count:
                ink = "white" if colour == _AGES[-1] else INK
                axes.text(left + count / 2, y, number(count), ha="center", va="center",
                          fontsize=NORMAL, color=ink)  # fmt: skip
    bars(axes, boxes, colours)
    axes.set_xlim(0, 1.05 * max(sum(parts) for parts in rows))


def _ageing_title(view: View, measure: str, places: list[str], bands: tuple[str, ...]) -> str:
    whole = TRUST if TRUST in places else places[0]
    late = sum(_count(view, measure, whole, band) for band in bands[1:])
    total = sum(_count(view, measure, whole, band) for band in bands)
    if not late:
        return f"{plural(total, 'audit action')} open, none overdue"
    worst = [
        view.name(e, short=True)
        for e in places
        if e != TRUST and bands[2:] and _count(view, measure, e, bands[2])
    ]
    tail = f"; the oldest are at {join_words(worst)}" if worst else ""
    return f"{number(late)} of {plural(total, 'open audit action')} are overdue{tail}"
