"""Which periods of a year were kept and which were missed, as a strip along the year: each period
where it lies in time, filled, crossed or open, with the same in words beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from goldenthread.display.markup import Display, call, element, escape, markup

State = Literal["kept", "missed", "to come", "not counted"]
NOTE = "Filled: held. Crossed: missed. Open: still to come, or not counted."
_WIDE, _HIGH, _HEAD, _ACCENT, _INK, _GREY = 660.0, 28.0, 26.0, "#1d4f8c", "#1f2937", "#8b95a3"
_MONTHS = "SONDJFMAMJJA"  # their initials, from September


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period, from its first day to its last, and how it stands."""

    first: dt.date
    last: dt.date
    state: State


@dataclass(frozen=True, slots=True)
class Strip:
    """The periods of one place; `count` is `31 of 34 school weeks`, `words` say what was missed."""

    place: str
    stretches: tuple[Stretch, ...]
    count: str
    words: str


@dataclass(frozen=True, repr=False)
class PeriodStrips(Display):
    """A row a place, on one time axis: the academic year that begins in `starts`."""

    caption: str
    starts: int
    strips: tuple[Strip, ...]

    def text(self) -> str:
        lines = [self.caption]
        for strip in self.strips:
            marks = "".join(_LETTERS[stretch.state] for stretch in strip.stretches)
            lines.append(f"{strip.place}: {marks}  {strip.count}. {strip.words}".rstrip())
        return "\n".join([*lines, "Held: ■, missed: ×, still to come or not counted: ·"])

    def html(self) -> str:
        head = element("th", "Where", scope="col")
        said = element("span", "Along the year", "gt-aloud")
        head += element("th", said + _months(), scope="col")
        head += element("th", "Held", scope="col") + element("th", "Missed", scope="col")
        body = "".join(
            element(
                "tr",
                element("th", escape(strip.place), scope="row")
                + element("td", self._drawn(strip), "gt-strip-cell")
                + element("td", escape(strip.count))
                + element("td", escape(strip.words)),
            )
            for strip in self.strips
        )
        table = f"<table><caption>{escape(self.caption)}</caption><thead><tr>{head}</tr></thead>"
        box = element(
            "div", f"{table}<tbody>{body}</tbody></table>", "gt-scroll",
            role="group", aria_label=self.caption, tabindex="0",
        )  # fmt: skip
        return element("div", box + element("p", NOTE, "gt-note"), "gt gt-table gt-periods")

    def typst(self) -> str:
        rows = [[s.place, self._drawn(s), s.count, s.words] for s in self.strips]
        return markup(
            call("gt-periods", caption=self.caption, months=_months(), rows=rows, note=NOTE)
        )

    def _drawn(self, strip: Strip) -> str:
        """The strip without words: what it says stands in the cells beside it."""
        year = dt.date(self.starts, 9, 1)
        parts = [_box(year, stretch) for stretch in strip.stretches]
        return _svg("".join(parts), _HIGH)


_LETTERS: dict[State, str] = {"kept": "■", "missed": "×", "to come": "·", "not counted": "·"}


def _months() -> str:
    """The months over the strips."""
    year = dt.date(2001, 9, 1)
    firsts = [dt.date(2001 + (m < 9), m, 1) for m in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)]
    marks = "".join(
        f'<text x="{_at(year, first):.1f}" y="20" font-size="22" fill="{_INK}">{name}</text>'
        for first, name in zip(firsts, _MONTHS, strict=True)
    )
    return _svg(marks, _HEAD)


def _svg(content: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:.0f} {height:.0f}" '
        f'aria-hidden="true" focusable="false">{content}</svg>'
    )


def _at(year: dt.date, day: dt.date) -> float:
    return (day - year).days / 365 * _WIDE


def _box(year: dt.date, stretch: Stretch) -> str:
    left, right = _at(year, stretch.first), _at(year, stretch.last + dt.timedelta(days=1))
    left, right = max(left, 0.0) + 1, max(right - 1, left + 4)
    place = f'x="{left:.1f}" y="3" width="{right - left:.1f}" height="22"'
    if stretch.state == "kept":
        return f'<rect {place} fill="{_ACCENT}"/>'
    if stretch.state != "missed":
        return f'<rect {place} fill="none" stroke="{_GREY}" stroke-dasharray="2 2"/>'
    middle, reach = (left + right) / 2, min((right - left) / 2 - 1, 7.0)
    cross = (
        f"M{middle - reach:.1f} {14 - reach:.1f}L{middle + reach:.1f} {14 + reach:.1f}"
        f"M{middle - reach:.1f} {14 + reach:.1f}L{middle + reach:.1f} {14 - reach:.1f}"
    )
    return (
        f'<rect {place} fill="#fff" stroke="{_INK}" stroke-width="1.8"/>'
        f'<path d="{cross}" stroke="{_INK}" stroke-width="2.4" fill="none"/>'
    )
