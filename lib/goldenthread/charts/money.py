"""Budget against actual: the year so far by category, and month by month."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from goldenthread.charts.drawing import Page, canvas, label, nothing, present, rows, why_nothing
from goldenthread.charts.style import ACCENT, GREY, INK
from goldenthread.charts.ticks import set_ticks
from goldenthread.measures.measurement import TRUST
from goldenthread.view import View
from goldenthread.wording import join_words, money, number, percent

SHARE, VARIANCE = "budget_variance_percent", "budget_variance"
SPENT, PLANNED = "spent_to_date", "spending_budget"


def budget(page: Page, *, ax: Axes | None = None) -> Axes:
    """For each school and the trust, how far each category is over or under its budget."""
    view = page.view
    groups = view.groups(SHARE)
    places = [e for e in view.entities if any(_share(view, e, g) is not None for g in groups)]
    if not places:
        return nothing(page, why_nothing(view, SHARE))
    row = 0.27 if len(places) < 4 else 0.2  # inches; of many places all fit half a page or so
    height = 0.42 + sum(0.32 + row * len(groups) for _ in places)
    with canvas(height, ax, nrows=len(places), squeeze=False, sharex=True) as drawn:
        every = [drawn] if ax is not None else list(drawn.flat)
        reach = max(abs(_share(view, e, g) or 0) for e in places for g in groups)
        for axes, entity in zip(every, places, strict=False):
            _bars(axes, view, entity, groups)
            axes.set_title(view.name(entity))
            axes.set_xlim(-reach * 1.75 - 0.5, reach * 1.75 + 0.5)
        every[-1].xaxis.set_major_formatter(FuncFormatter(lambda v, _: _signed(v, 0)))
        every[-1].set_xlabel("Actual against budget for the year so far")
        alt = "; ".join(_in_words(view, entity, groups) for entity in places) + "."
        caption = (
            "Right of the line: more than budgeted. For income that is good, for costs it is not."
        )
        return present(page, every[0], "budget", _title(view, places), alt, caption)


def _share(view: View, entity: str, group: str) -> float | None:
    m = view.one(SHARE, entity, group)
    return m.value if m is not None else None


def _bars(axes: Axes, view: View, entity: str, groups: tuple[str, ...]) -> None:
    rows(axes, groups, 0.6)
    axes.axvline(0, color=INK, linewidth=1)
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    for y, group in enumerate(groups):
        share, pounds = _share(view, entity, group), view.one(VARIANCE, entity, group)
        if share is None:
            continue
        axes.barh(y, share, height=0.55, color=GREY if group == groups[0] else ACCENT)
        words = _signed(share, 1)
        if pounds is not None and pounds.value is not None:
            words += f" ({_pounds(pounds.value)})"
        side = 1 if share >= 0 else -1
        label(axes, share, y, words, xytext=(5 * side, 0), ha="left" if side > 0 else "right")


def _signed(value: float, decimals: int) -> str:
    words = percent(value, decimals)
    return f"+{words}" if value > 0 and words.strip("0.%") else words


def _pounds(value: float) -> str:
    return f"+{money(value)}" if value > 0 else money(value)


def _title(view: View, places: list[str]) -> str:
    """Who spends more than budgeted, by how much."""
    spent = [
        ("the trust" if e == TRUST else view.name(e, short=True), view.one(SHARE, e))
        for e in places
    ]
    known = [(name, m.value) for name, m in spent if m is not None and m.value is not None]
    over = [f"{name} by {percent(v)}" for name, v in known if v > 0.05]
    if not over:
        return "Nobody has spent more than budgeted"
    return f"Spending is over budget at {join_words(over)}"


def _in_words(view: View, entity: str, groups: tuple[str, ...]) -> str:
    parts = [
        f"{group.lower()} {_signed(share, 1)}"
        for group in groups
        if (share := _share(view, entity, group)) is not None
    ]
    return f"{view.name(entity)}: {', '.join(parts)} against budget"


def spending(page: Page, *, ax: Axes | None = None) -> Axes:
    """Month by month, how far what was spent so far is over or under the budget for it."""
    view = page.view
    entity = TRUST if view.whole else view.urns[0]
    pairs = {group: _pair(view, entity, group) for group in view.groups(SPENT)}
    known = {group: pair for group, pair in pairs.items() if pair is not None}
    if not known:
        return nothing(page, why_nothing(view, SPENT))
    over = [spent - planned for spent, planned in known.values()]
    with canvas(2.2, ax) as axes:
        axes.bar(range(len(over)), over, width=0.6, color=ACCENT)
        axes.axhline(0, color=INK, linewidth=1)
        for x, value in enumerate(over):
            above = value >= 0
            label(axes, x, value, f"{number(value / 1000)}", xytext=(0, 8 if above else -8))
        set_ticks(axes.xaxis, range(len(known)), [month[:3] for month in known])
        axes.tick_params(axis="x", length=0)
        axes.spines["bottom"].set_visible(False)
        axes.margins(y=0.18)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v / 1000)))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
        axes.set_ylabel("Over budget, £ thousand")
        last, (spent, planned) = list(known.items())[-1]
        gap = spent - planned
        way = (
            f"{money(abs(gap))} {'over' if gap > 0 else 'under'} budget"
            if round(gap)
            else "on budget"
        )
        title = f"{view.name(entity)} has spent {money(spent)} to the end of {last}, {way}"
        alt = "; ".join(f"{g}: spent {money(s)}, budget {money(p)}" for g, (s, p) in known.items())
        caption = (
            "Staff and other costs since September, added up; above the line more than budgeted."
        )
        return present(page, axes, "spending", title, alt + ".", caption)


def _pair(view: View, entity: str, group: str) -> tuple[float, float] | None:
    """What was spent and what was budgeted, to the end of a month."""
    spent, planned = view.one(SPENT, entity, group), view.one(PLANNED, entity, group)
    if spent is None or planned is None or spent.value is None or planned.value is None:
        return None
    return spent.value, planned.value
