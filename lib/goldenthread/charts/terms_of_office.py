"""When terms of office end, and which seats are empty now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from matplotlib.axes import Axes

from goldenthread.charts.drawing import Page, canvas, nothing, present, rows, why_nothing
from goldenthread.charts.style import ACCENT, FAINT, GREY, INK, LINE
from goldenthread.charts.ticks import set_ticks
from goldenthread.trust import Body
from goldenthread.view import View
from goldenthread.wording import MONTHS, day, plural

SOON = 182  # days
Spot = tuple[float, float]


def terms_of_office(page: Page, measure: str = "term_ending", *, ax: Axes | None = None) -> Axes:
    """A row a board: when each seat's term ends, and seats that are empty now."""
    view = page.view
    boards = [(body, *_ends(view, measure, body)) for body in view.bodies]
    boards = [row for row in boards if row[1] or row[2]]
    if not boards:
        return nothing(page, why_nothing(view, measure))
    with canvas(0.95 + 0.36 * len(boards), ax) as axes:
        rows(axes, [body.name for body, _, _ in boards], 0.6)
        last = max((max(ends, default=365.0) for _, ends, _ in boards), default=365.0)
        axes.set_xlim(-150, min(max(last, 400), 1500) + 60)
        axes.axvspan(0, SOON, color=FAINT, zorder=0)
        axes.axvline(0, color=INK, linewidth=1)
        axes.hlines(range(len(boards)), 0, 1, color=LINE, linewidth=0.5, zorder=0,
                    transform=axes.get_yaxis_transform())  # fmt: skip
        soon: list[Spot] = []
        later: list[Spot] = []
        vacant: list[Spot] = []
        for y, (_, ends, empty) in enumerate(boards):
            vacant += [(-40 - 34 * i, y) for i in range(empty)]
            for rank, x in enumerate(ends):
                (soon if x <= SOON else later).append((x, y + _spread(ends, rank)))
        _dots(axes, soon, "o", color=ACCENT)
        _dots(axes, later, "o", color=GREY, alpha=0.7)
        _dots(axes, vacant, "D", markerfacecolor="white", color=INK)
        _year_ticks(axes, view.drop.as_of)
        ending, unfilled, over = _tally(boards)
        caption = f"Shaded: the six months after {day(view.drop.as_of)}. "
        caption += (
            "Diamonds on the left: seats empty or held past their term. Dots: terms that end."
        )
        alt = "; ".join(_board_in_words(*row) for row in boards) + "."
        return present(
            page, axes, "terms-of-office", _terms_title(ending, unfilled, over), alt, caption
        )


def _ends(view: View, measure: str, body: Body) -> tuple[list[float], int]:
    """Days until each held seat's term ends, and how many seats are empty or past their term."""
    seats = [m for m in view.measurements.of(measure, f"body:{body.id}") if m.group != "all"]
    ends = sorted(m.value for m in seats if m.value is not None and m.value >= 0)
    empty = sum(
        (m.value is not None and m.value < 0) or m.detail("State") == "Vacant" for m in seats
    )
    return ends, empty


def _spread(ends: list[float], rank: int) -> float:
    """Dots that would cover each other stand a little apart."""
    same = [i for i, x in enumerate(ends) if abs(x - ends[rank]) < 22]
    return (same.index(rank) - (len(same) - 1) / 2) * 0.17


def _dots(axes: Axes, spots: list[Spot], marker: str, **options: Any) -> None:
    axes.plot([x for x, _ in spots], [y for _, y in spots], marker, markersize=6, **options)


def _tally(boards: list[tuple[Body, list[float], int]]) -> tuple[int, int, int]:
    soon = sum(x <= SOON for _, ends, _ in boards for x in ends)
    return soon, sum(empty for _, _, empty in boards), len(boards)


def _terms_title(soon: int, vacant: int, boards: int) -> str:
    one_board = " on this board" if boards == 1 else ""
    seats = plural(vacant, "seat is", "seats are") if vacant else "No seat is"
    ends = plural(soon, "term ends", "terms end") if soon else "no term ends"
    return f"{seats} empty or past its term{one_board}; {ends} within six months".replace(
        "seats are empty or past its term", "seats are empty or past their term"
    )


def _board_in_words(body: Body, ends: list[float], empty: int) -> str:
    soon = sum(x <= SOON for x in ends)
    later = len(ends) - soon
    return (
        f"{body.name}: {empty} empty or past term, {soon} ending within six months, {later} later"
    )


def _year_ticks(axes: Axes, as_of: dt.date) -> None:
    """A tick every half year, named by month and year."""
    low, high = axes.get_xlim()
    ticks, names = [], []
    for year in range(as_of.year - 1, as_of.year + 6):
        for month in (1, 7):
            x = (dt.date(year, month, 1) - as_of).days
            if max(low, -20) <= x <= high:
                ticks.append(x)
                names.append(f"{MONTHS[month - 1][:3]} {year}")
    step = 1 if len(ticks) <= 7 else 2
    set_ticks(axes.xaxis, ticks[::step], names[::step])
