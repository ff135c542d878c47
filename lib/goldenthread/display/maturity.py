"""A characteristic on its scale of maturity, with the two texts side by side and what decides."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.display.markup import Display, call, element, escape, markup
from goldenthread.display.ratings import RatingMark


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the scale, and what is said of it ("the plan: now", "Summer 2018")."""

    name: str
    marks: tuple[str, ...] = ()
    reached: bool = False


@dataclass(frozen=True, slots=True)
class StageText:
    """What the document says of one step, whether it is true, and the evidence that decides."""

    title: str
    words: str
    verdict: str
    mark: RatingMark
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class MaturityScale(Display):
    """`title` names the scale; `stages` are its steps in order, `texts` those that have a text."""

    title: str
    stages: tuple[Stage, ...]
    texts: tuple[StageText, ...]

    def text(self) -> str:
        scale = " → ".join(_stage_in_text(stage) for stage in self.stages)
        lines = [f"{self.title}: {scale}"]
        for part in self.texts:
            lines += [f"{part.title}: “{part.words}”", f"  {part.mark.text()} {part.verdict}"]
            lines += [f"  - {said}" for said in part.evidence]
        return "\n".join(lines)

    def html(self) -> str:
        steps = "".join(
            element(
                "li",
                element("b", escape(stage.name))
                + "".join(element("span", escape(mark), "gt-under") for mark in stage.marks),
                "gt-reached" if stage.reached else "",
            )
            for stage in self.stages
        )
        scale = element("ol", steps, "gt-scale", aria_label=self.title, role="list")
        texts = "".join(_text_html(part) for part in self.texts)
        return element("div", scale + element("div", texts, "gt-two-texts"), "gt gt-maturity")

    def typst(self) -> str:
        stages = [[stage.name, list(stage.marks), stage.reached] for stage in self.stages]
        texts = [
            [part.title, part.words, part.verdict, part.mark.expression(), list(part.evidence)]
            for part in self.texts
        ]
        return markup(call("gt-maturity", stages, texts))


def _stage_in_text(stage: Stage) -> str:
    marks = f" ({', '.join(stage.marks)})" if stage.marks else ""
    return f"{'●' if stage.reached else '○'} {stage.name}{marks}"


def _text_html(part: StageText) -> str:
    items = "".join(element("li", escape(said)) for said in part.evidence)
    return element(
        "section",
        element("h4", escape(part.title))
        + element("blockquote", escape(part.words))
        + element("p", part.mark.html() + " " + escape(part.verdict), "gt-verdict")
        + (element("ul", items, "gt-list") if items else ""),
    )
