"""The golden thread at a glance: a line for each section of the plan, from left to right, whole
where nothing is missing and broken where something is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from goldenthread.charts.drawing import Page, canvas, nothing, present
from goldenthread.charts.style import ACCENT, GREY, INK, LINE, NORMAL, SMALL, SOFT
from goldenthread.charts.ticks import set_ticks
from goldenthread.display.ratings import tone
from goldenthread.judgement.rating import Rating
from goldenthread.thread.breaks import Break, Kind, followed, followed_in_words, strand_breaks
from goldenthread.thread.strands import Strand, Thread
from goldenthread.wording import all_of, plural

_STATIONS = ("Schools’ plans", "Actions", "Criteria", "Latest judgement")
_AT = {
    "Schools’ plans": "between the plan and the schools’ plans",
    "Actions": "at the actions",
    "Criteria": "where nobody is named for a criterion",
    "Latest judgement": "where a criterion has no evidence",
}
_WHOLE = "The thread is whole"
_LEFT = -1.35
_MARKS = {"green": ("o", "#0b6b3a"), "amber": ("^", "#c98a12"), "red": ("D", "#a3141e")}
_ACTIONS = (Kind.NO_OWNER, Kind.NO_UPDATE)
_LACKS = {Kind.NO_OWNER: "no owner", Kind.NO_UPDATE: "no update", Kind.NOBODY: "nobody named"}
_SCHOOLS = (Kind.NO_SCHOOL, Kind.SOME_SCHOOLS)


@dataclass(frozen=True, slots=True)
class _Station:
    """What stands at one place of a line. `whole` is None where nothing can or need be there."""

    words: str
    whole: bool | None = True


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    stations: tuple[_Station, ...]
    rating: Rating | None

    @property
    def is_whole(self) -> bool:
        return all(station.whole is not False for station in self.stations)


def golden_thread(page: Page, *, ax: Axes | None = None) -> Axes:
    """A row a section of the plan: its schools' plans, actions, criteria, latest judgement."""
    thread = Thread(page.view)
    by_section = {strand.section.id: _line(thread, strand) for strand in thread.strands}
    lines = list(by_section.values())
    if not lines:
        return nothing(page, "The plan has nothing to follow a thread from.")
    with canvas(0.55 + 0.56 * len(lines), ax) as axes:
        _frame(axes, lines, whole=thread.view.whole)
        for y, line in enumerate(lines):
            _draw(axes, y, line)
        alt = "; ".join(_in_words(line) for line in lines) + "."
        caption = (
            "Followed from left to right: a filled knot is whole, a cross says that something is "
            "missing, an open ring that there is nothing there or nothing is known. The last mark "
            "is the worst rating among the criteria."
        )
        title = _title(thread, [by_section[strand.section.id] for strand in followed(thread)])
        return present(page, axes, "thread", title, alt, caption)


def _line(thread: Thread, strand: Strand) -> _Line:
    found = strand_breaks(thread, strand)
    name = f"{strand.section.number} {strand.section.short_title}"
    stations = (
        _schools(thread, strand, found),
        _counted(len(strand.steps), "action", found, _ACTIONS, "actions"),
        _counted(len(strand.checks), "criterion", found, (Kind.NOBODY,), "criteria"),
        _judged(strand, found),
    )
    return _Line(name, stations, strand.rating)


def _schools(thread: Thread, strand: Strand, found: Sequence[Break]) -> _Station:
    if thread.plans_unknown:
        return _Station("not known", None)
    if not strand.for_schools and not strand.priorities:
        return _Station("trust only", None)
    without = thread.missing_schools(strand)
    serving = len({priority.urn for priority in strand.priorities})
    if not thread.view.whole:
        words = plural(len(strand.priorities), "priority", "priorities")
        return _Station(words if serving else "none", not without)
    return _Station(
        f"{serving} of {plural(len(thread.view.urns), 'school')}",
        not any(b.kind in _SCHOOLS for b in found),
    )


def _counted(
    count: int, noun: str, found: Sequence[Break], kinds: Sequence[Kind], nouns: str
) -> _Station:
    if not count:
        return _Station(f"no {nouns}", None)
    places = {b.place for b in found if b.kind in kinds}
    if places:
        lacks = [_LACKS[kind] for kind in kinds if any(b.kind is kind for b in found)]
        return _Station(f"{len(places)} of {count}: {' or '.join(lacks)}", False)
    return _Station(plural(count, noun, nouns))


def _judged(strand: Strand, found: Sequence[Break]) -> _Station:
    without = sum(b.kind is Kind.NO_EVIDENCE for b in found)
    word = strand.rating.value if strand.rating else "not judged here"
    if without:
        return _Station(f"{word}; {without} without evidence", False)
    return _Station(word, True if strand.rating and strand.rating.is_colour else None)


def _frame(axes: Axes, lines: Sequence[_Line], *, whole: bool) -> None:
    axes.set_ylim(len(lines) - 0.35, -0.75)
    axes.set_xlim(_LEFT, len(_STATIONS) - 0.42)
    set_ticks(axes.yaxis, [])
    set_ticks(axes.xaxis, [])
    axes.spines["bottom"].set_visible(False)
    names = _STATIONS if whole else ("The school’s plan", *_STATIONS[1:])
    for x, name in enumerate(names):
        axes.text(x, -0.62, name, ha="center", va="center", size=NORMAL, weight=600, color=INK)
    axes.hlines([y + 0.5 for y in range(len(lines) - 1)], _LEFT, len(_STATIONS) - 0.42,
                color=LINE, linewidth=0.5, zorder=0)  # fmt: skip


def _draw(axes: Axes, y: int, line: _Line) -> None:
    axes.text(_LEFT, y - 0.02, _folded(line.name), ha="left", va="center", size=NORMAL, color=INK)
    for x, station in enumerate(line.stations):
        whole = station.whole is True
        style = "-" if whole else (0, (2, 2.2))
        start = x - 1 if x else -0.34
        axes.plot([start + (0.06 if x else 0), x - 0.06], [y - 0.1] * 2, linestyle=style,
                  color=ACCENT if whole else GREY, linewidth=2 if whole else 1.4)  # fmt: skip
        _knot(axes, x, y - 0.1, station, line.rating if x == len(_STATIONS) - 1 else None)
        broken = station.whole is False
        axes.text(x, y + 0.23, station.words, ha="center", va="center", size=SMALL,
                  color=INK if broken else SOFT, weight=600 if broken else 400)  # fmt: skip


def _knot(axes: Axes, x: float, y: float, station: _Station, rating: Rating | None) -> None:
    if station.whole is False:
        axes.plot([x], [y], "X", color=INK, markersize=8, markeredgewidth=0, zorder=3)
    elif rating is not None and rating.is_colour:
        marker, colour = _MARKS[tone(rating)]
        axes.plot([x], [y], marker, color=colour, markersize=8, zorder=3)
    elif station.whole:
        axes.plot([x], [y], "o", color=ACCENT, markersize=8, zorder=3)
    else:
        axes.plot([x], [y], "o", markerfacecolor="white", markeredgecolor=GREY, markersize=6.5,
                  markeredgewidth=1.5, zorder=3)  # fmt: skip


def _folded(name: str, width: int = 22) -> str:
    """On at most two lines, cut between words."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines if len(lines) < 3 else [lines[0], f"{lines[1]} …"])


def _title(thread: Thread, lines: Sequence[_Line]) -> str:
    """`lines` are those that count, whole or broken."""
    if not lines:
        return "Nothing in the plan is judged of the school"
    whole = sum(line.is_whole for line in lines)
    if whole == len(lines):
        return f"The thread is whole in {all_of(whole, thread.words)}" if whole > 1 else _WHOLE
    kinds = Counter(
        name
        for line in lines
        for name, station in zip(_STATIONS, line.stations, strict=True)
        if station.whole is False
    )
    most = kinds.most_common(1)[0][0]
    if len(lines) == 1:
        return f"The thread breaks {_AT[most]}"
    total = followed_in_words(thread, len(lines))
    return f"The thread is whole in {whole or 'none'} of {total}; it breaks most often {_AT[most]}"


def _in_words(line: _Line) -> str:
    parts = [
        f"{name.lower()}: {station.words}{' (broken)' if station.whole is False else ''}"
        for name, station in zip(_STATIONS, line.stations, strict=True)
    ]
    return f"{line.name}, {', '.join(parts)}"
