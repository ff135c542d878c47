"""Survey answers as bars that lean to the good or the bad side, this wave above the one before."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from goldenthread.charts.drawing import Page, bars, canvas, nothing, present, rows, why_nothing
from goldenthread.charts.key import key
from goldenthread.charts.style import DIVERGING, INK, SMALL, SOFT
from goldenthread.charts.ticks import set_ticks
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.view import View
from goldenthread.wording import number, percent, plural, round_half_up

# From the left: the order in which the bars are stacked.
ANSWERS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_NAMES = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
_ON_BAR = ("white", INK, INK, INK, "white")
_NOISE = 1e-9  # what two figures that are equal on paper may differ by
Shares = tuple[float, ...]


def survey(
    page: Page, measure: str, *, of: str = "", school: str = "", ax: Axes | None = None
) -> Axes:
    """A pair of bars a statement: this wave's answers, and thinner those of the wave before.

    The trust's answers, or those of the report's school; `school` names one of several. `of` limits
    the statements to those that a measure such as staff_wellbeing is made of.
    """
    view = page.view
    entity = (
        view.judged.trust.school(school).urn if school else TRUST if view.whole else view.urns[0]
    )
    items = _items(view, measure, entity)
    if of:
        items = {item: items[item] for item in view.groups(of) if item in items}
    if not items:
        return nothing(page, why_nothing(view, measure))
    earlier = view.previous
    past = _items(earlier, measure, entity) if earlier else {}
    with canvas(0.75 + 0.62 * len(items), ax) as axes:
        rows(axes, [_wrapped(item) for item in items], 0.6)
        now = {y - (0.1 if item in past else 0): items[item][0] for y, item in enumerate(items)}
        _bars(axes, now, 0.4, 1)
        _bars(axes, {y + 0.27: past[i][0] for y, i in enumerate(items) if i in past}, 0.16, 0.65)
        _shares_in_figures(axes, now)
        _frame(axes, items, past)
        key(axes, dict(zip(_NAMES, DIVERGING, strict=True)))
        alt = "; ".join(_in_words(item, found, past.get(item)) for item, found in items.items())
        most = max(m.n or 0 for _, m in items.values())
        caption = f"{plural(most, 'answer')} at most to a statement, {view.when}. "
        caption += "Per cent; “prefer not to say” left out."
        if past and earlier:
            caption += f" Thin bars: {earlier.when}."
        when = earlier.when[:1].lower() + earlier.when[1:] if earlier else ""
        return present(page, axes, "survey", _title(items, past, when), alt + ".", caption)


def _items(view: View, measure: str, entity: str) -> dict[str, tuple[Shares, Measurement]]:
    """Statement -> the five shares in the order of ANSWERS; only statements that have all five."""
    found: dict[str, dict[str, Measurement]] = {}
    for m in view.measurements.of(measure, entity, period=view.drop.year):
        item, _, answer = m.group.rpartition(" · ")
        if item and m.value is not None:
            found.setdefault(item, {})[answer] = m
    return {
        item: (tuple(answers[a].value or 0.0 for a in ANSWERS), answers[ANSWERS[0]])
        for item, answers in found.items()
        if all(a in answers for a in ANSWERS)
    }


def _starts(shares: Shares) -> list[float]:
    """Where each answer's part of a bar begins: the middle of the neutral answer stands at 0."""
    first = -(shares[0] + shares[1] + shares[2] / 2)
    return [first + sum(shares[:i]) for i in range(len(shares))]


def _bars(axes: Axes, rows: Mapping[float, Shares], height: float, alpha: float) -> None:
    """Row -> shares, as one drawing of all parts."""
    boxes = [
        (left, y, share, height)
        for y, shares in rows.items()
        for left, share in zip(_starts(shares), shares, strict=True)
    ]
    bars(axes, boxes, list(DIVERGING) * len(rows), alpha=alpha)


def _shares_in_figures(axes: Axes, rows: Mapping[float, Shares]) -> None:
    for y, shares in rows.items():
        for left, share, colour in zip(_starts(shares), shares, _ON_BAR, strict=True):
            if share >= 6:
                axes.text(left + share / 2, y, number(share), ha="center", va="center",
                          fontsize=SMALL, color=colour)  # fmt: skip


def _frame(
    axes: Axes,
    items: dict[str, tuple[Shares, Measurement]],
    past: dict[str, tuple[Shares, Measurement]],
) -> None:
    every = [shares for shares, _ in (*items.values(), *past.values())]
    left = max(s[0] + s[1] + s[2] / 2 for s in every)
    right = max(s[3] + s[4] + s[2] / 2 for s in every)
    axes.set_xlim(-left - 2, right + 2)
    set_ticks(axes.xaxis, [])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=SOFT, linewidth=0.6, zorder=0)


def _wrapped(item: str, width: int = 30) -> str:
    lines = [""]
    for word in item.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _agree(shares: Shares) -> float:
    return shares[3] + shares[4]


def _title(
    items: dict[str, tuple[Shares, Measurement]],
    past: dict[str, tuple[Shares, Measurement]],
    when: str,
) -> str:
    """How agreement moved since the wave before, or else where it is highest and lowest."""
    moves = {i: _agree(items[i][0]) - _agree(past[i][0]) for i in items if i in past}
    if moves:
        return _moved(items, past, moves, when)
    high = max(items, key=lambda i: _agree(items[i][0]))
    low = min(items, key=lambda i: _agree(items[i][0]))
    most, least = percent(_agree(items[high][0]), 0), percent(_agree(items[low][0]), 0)
    return f"{most} agree “{high}”; {least} “{low}”"


def _moved(
    items: dict[str, tuple[Shares, Measurement]],
    past: dict[str, tuple[Shares, Measurement]],
    moves: Mapping[str, float],
    when: str,
) -> str:
    """A statement is named only where it leads the others by a whole percentage point."""
    shown = {item: _points(items[item]) - _points(past[item]) for item in moves}
    first, *others = sorted(moves, key=lambda item: abs(moves[item]), reverse=True)
    if not any(shown.values()):
        return f"Answers have hardly moved since {when}"
    if not others or abs(moves[first]) - abs(moves[others[0]]) >= 1 - _NOISE:
        now, then = (f"{_points(known[first])}%" for known in (items, past))
        return f"Most changed is “{first}”: {now} agree, {then} in {when}"
    by = sorted({abs(points) for points in shown.values()})
    alike = min(shown.values()) > 0 or max(shown.values()) < 0
    if not alike or by[-1] - by[0] > 1:
        return f"No statement has changed clearly more than the others since {when}"
    every = "both" if len(shown) == 2 else f"all {len(shown)}"
    which = every if len(shown) == len(items) else f"{len(shown)}"
    way = "up" if shown[first] > 0 else "down"
    size = " or ".join(map(str, by)) + f" percentage point{'' if by == [1] else 's'}"
    return f"Agreement is {way} on {which} statements since {when}, by {size}"


def _points(found: tuple[Shares, Measurement]) -> int:
    """Those who agree, in whole per cent as they are shown."""
    return int(round_half_up(_agree(found[0]), 0))


def _in_words(
    item: str, found: tuple[Shares, Measurement], past: tuple[Shares, Measurement] | None
) -> str:
    shares, m = found
    words = (
        f"{item}: {percent(_agree(shares), 0)} agree, {percent(shares[0] + shares[1], 0)} disagree"
    )
    if m.n is not None:
        words += f" ({plural(m.n, 'answer')})"
    if past:
        words += f", {percent(_agree(past[0]), 0)} agreed the wave before"
    return words
