"""A strand of the golden thread as a line to be followed with a finger, from the plan to the
judgement: each stage a knot on the line, and where something is missing the line is broken."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.display.markup import Code, Display, call, element, escape, markup
from goldenthread.display.ratings import RatingMark

BREAK = "Break"
_MARKS = {"whole": "●", "open": "○", "broken": "╳"}


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing that hangs on a stage: its words, quieter words below them, a rating, and in
    `missing` what is not there, in a sentence."""

    words: str
    quiet: str = ""
    mark: RatingMark | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the thread; it is broken where it is, or where any of its knots is."""

    name: str
    knots: tuple[Knot, ...] = ()
    note: str = ""
    missing: tuple[str, ...] = ()

    @property
    def is_broken(self) -> bool:
        return bool(self.missing) or any(knot.missing for knot in self.knots)

    @property
    def is_open(self) -> bool:
        """Nothing hangs there, and nothing has to, or nothing is known of it."""
        return not self.knots and not self.missing

    @property
    def state(self) -> str:
        return "broken" if self.is_broken else "open" if self.is_open else "whole"


@dataclass(frozen=True, repr=False)
class StrandLine(Display):
    """The stages of one section of the plan, from top to bottom."""

    title: str
    stages: tuple[Stage, ...]

    def text(self) -> str:
        lines = [self.title]
        for stage in self.stages:
            lines += ["│", f"{_MARKS[stage.state]} {stage.name}"]
            lines += [f"│   {BREAK}: {words}" for words in stage.missing]
            lines += [f"│   {line}" for knot in stage.knots for line in _lines(knot)]
            lines += [f"│   {stage.note}"] if stage.note else []
        return "\n".join(lines)

    def html(self) -> str:
        items = "".join(_stage_in_html(stage) for stage in self.stages)
        line = element("ol", items, "gt-thread-line", aria_label=self.title, role="list")
        return element("div", line, "gt gt-thread")

    def typst(self) -> str:
        stages = [_stage_in_typst(stage) for stage in self.stages]
        return markup(call("gt-thread", stages))


def _lines(knot: Knot) -> list[str]:
    mark = f" [{knot.mark.text()}]" if knot.mark else ""
    quiet = [f"  {knot.quiet}"] if knot.quiet else []
    missing = [f"  {BREAK}: {knot.missing}"] if knot.missing else []
    return [f"- {knot.words}{mark}", *quiet, *missing]


def _stage_in_html(stage: Stage) -> str:
    parts = element("p", escape(stage.name), "gt-thread-name")
    parts += "".join(_break_in_html(words, "p") for words in stage.missing)
    knots = "".join(_knot_in_html(knot) for knot in stage.knots)
    parts += element("ul", knots, role="list") if knots else ""
    parts += element("p", escape(stage.note), "gt-under") if stage.note else ""
    return element("li", parts, f"gt-thread-{stage.state}")


def _knot_in_html(knot: Knot) -> str:
    mark = f" {knot.mark.html()}" if knot.mark else ""
    head = element("span", escape(knot.words) + mark, "gt-knot")
    quiet = element("span", escape(knot.quiet), "gt-under") if knot.quiet else ""
    missing = _break_in_html(knot.missing, "span") if knot.missing else ""
    return element("li", head + quiet + missing)


def _break_in_html(words: str, tag: str) -> str:
    return element(tag, f"<b>{BREAK}:</b> {escape(words)}", "gt-break")


def _stage_in_typst(stage: Stage) -> list[object]:
    return [
        stage.name,
        list(stage.missing),
        [_knot_in_typst(knot) for knot in stage.knots],
        stage.note,
        stage.state,
    ]


def _knot_in_typst(knot: Knot) -> list[object]:
    mark: Code | None = knot.mark.expression() if knot.mark else None
    return [knot.words, knot.quiet, mark, knot.missing]
