"""What is shown of a judgement: the criterion with its rating, an exception, a count, a working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldenthread.display.markup import Display, call, element, escape, markup, slug
from goldenthread.display.ratings import RatingMark, tone
from goldenthread.judgement.rating import Rating


@dataclass(frozen=True, repr=False)
class CriterionHeading(Display):
    """A criterion's number and text with the rating on the same line, and why in one sentence."""

    number: str
    words: str
    mark: RatingMark | None
    reason: str
    anchor: str = ""
    level: Literal[3, 4] = 3

    def text(self) -> str:
        mark = f" [{self.mark.text()}]" if self.mark else ""
        return f"{self.number} {self.words}{mark}\n{self.reason}".strip()

    def html(self) -> str:
        title = f"{escape(self.number)} {escape(self.words)}"
        heading = element(f"h{self.level}", title, id=self.anchor or slug(self.number))
        mark = element("span", self.mark.html(), "gt-mark") if self.mark else ""
        head = element("div", heading + mark, "gt-criterion-head")
        why = element("p", escape(self.reason), "gt-why") if self.reason else ""
        return element("div", head + why, "gt gt-criterion")

    def typst(self) -> str:
        return markup(
            call(
                "gt-criterion",
                self.number,
                self.words,
                rating=self.mark.expression() if self.mark else None,
                reason=self.reason,
                level=self.level,
            )
        )


@dataclass(frozen=True, repr=False)
class Callout(Display):
    """An exception: its title, what it is about, what is so (a line a place where several are told
    of), and what is being done by whom."""

    title: str
    words: str
    rating: Rating | None = None
    action: str = ""
    action_state: str = ""
    about: str = ""

    def text(self) -> str:
        action = f"Actions: {self.action} {self.action_state}".strip() if self.action else ""
        return "\n".join(line for line in (self.title, self.about, self.words, action) if line)

    def html(self) -> str:
        mark = RatingMark(self.rating).html() if self.rating else ""
        parts = element("div", element("h3", escape(self.title)) + mark, "gt-callout-head")
        parts += element("p", escape(self.about), "gt-about") if self.about else ""
        parts += "".join(element("p", escape(line)) for line in self.words.splitlines())
        if self.action:
            state = f" <b>{escape(self.action_state)}</b>" if self.action_state else ""
            parts += element("p", f"<b>Actions:</b> {escape(self.action)}{state}", "gt-who")
        return element("div", parts, f"gt gt-callout gt-edge-{tone(self.rating)}")

    def typst(self) -> str:
        return markup(
            call(
                "gt-callout",
                self.title,
                self.words,
                tone=tone(self.rating),
                rating=RatingMark(self.rating).expression() if self.rating else None,
                action=self.action or None,
                state=self.action_state or None,
                about=self.about or None,
            )
        )


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a strip: how many, of what, and a few words on the change."""

    number: int
    mark: RatingMark
    note: str = ""


@dataclass(frozen=True, repr=False)
class StatStrip(Display):
    """How many criteria are green, amber, red, not judged."""

    counts: tuple[Count, ...]

    def text(self) -> str:
        return " · ".join(
            f"{c.number} {c.mark.label}" + (f" ({c.note})" if c.note else "") for c in self.counts
        )

    def html(self) -> str:
        tiles = "".join(
            element(
                "li",
                element("b", str(c.number))
                + c.mark.html()
                + (element("span", escape(c.note), "gt-was") if c.note else ""),
            )
            for c in self.counts
        )
        return element("ul", tiles, "gt gt-strip", role="list")

    def typst(self) -> str:
        tiles = [[str(c.number), c.mark.expression(), c.note] for c in self.counts]
        return markup(call("gt-strip", tiles))


@dataclass(frozen=True, repr=False)
class WorkingSteps(Display):
    """The calculation of a judgement, step by step: what was done, with which figures, giving what.

    `steps` are (what, figures, result)."""

    title: str
    mark: RatingMark
    steps: tuple[tuple[str, str, str], ...]

    def text(self) -> str:
        lines = [f"{self.title}: {self.mark.text()}"]
        for number, (what, figures, result) in enumerate(self.steps, 1):
            detail = " = ".join(part for part in (figures, result) if part)
            lines.append(f"{number}. {what}: {detail}" if detail else f"{number}. {what}")
        return "\n".join(lines)

    def html(self) -> str:
        items = "".join(
            element(
                "li",
                escape(what)
                + (element("span", escape(figures), "gt-under") if figures else "")
                + (element("b", escape(result)) if result else ""),
            )
            for what, figures, result in self.steps
        )
        title = element("p", f"<b>{escape(self.title)}</b> {self.mark.html()}", "gt-working-head")
        return element("div", title + element("ol", items), "gt gt-working")

    def typst(self) -> str:
        steps = [list(step) for step in self.steps]
        return markup(call("gt-working", self.title, self.mark.expression(), steps))
