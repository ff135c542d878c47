"""The first thing of a report: what it asks, the answer, and as at when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from goldenthread.display.markup import (
    HTML,
    REPORT,
    TEXT,
    Bundle,
    Display,
    call,
    element,
    escape,
    markup,
)

SYNTHETIC = ("Synthetic data.", "Made for demonstration; these are not the schools’ results.")


@cache
def stylesheet() -> str:
    """The style of everything that this package shows."""
    return files("goldenthread.display").joinpath("style.css").read_text(encoding="utf-8")


@cache
def components() -> str:
    """The Typst functions that the `typst` forms call."""
    return files("goldenthread.display").joinpath("components.typ").read_text(encoding="utf-8")


@dataclass(frozen=True, repr=False)
class Desk(Display):
    """What JupyterLab needs once per notebook: the style, and the banner of synthetic data.

    It has no Typst form, so exporters leave it out: their page has both already.
    """

    synthetic: bool = False

    def text(self) -> str:
        return " ".join(SYNTHETIC) if self.synthetic else ""

    def html(self) -> str:
        strong, rest = SYNTHETIC
        banner = element("p", f"<b>{escape(strong)}</b> {escape(rest)}", "gt gt-banner")
        return f"<style>{stylesheet()}</style>{banner if self.synthetic else ''}"

    def typst(self) -> str:
        return ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {TEXT: self.text(), HTML: self.html()}


@dataclass(frozen=True, repr=False)
class Opening(Display):
    """`facts` are (label, value) pairs of the line under the title; `answer` is one or more
    sentences; `metadata` is what exporters need to know of the report."""

    kicker: str
    title: str
    facts: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        facts = " · ".join(f"{label} {value}".strip() for label, value in self.facts)
        lines = (self.kicker, self.title, facts, " ".join(self.answer))
        return "\n".join(line for line in lines if line)

    def html(self) -> str:
        facts = "".join(
            element("span", f"{escape(label)} <b>{escape(value)}</b>".strip())
            for label, value in self.facts
        )
        head = (
            element("p", escape(self.kicker), "gt-kicker")
            + element("h1", escape(self.title))
            + element("p", facts, "gt-facts")
        )
        lede = element("p", escape(" ".join(self.answer)), "gt-lede") if self.answer else ""
        return element("div", element("header", head) + lede, "gt gt-opening")

    def typst(self) -> str:
        return markup(
            call(
                "gt-opening",
                kicker=self.kicker,
                title=self.title,
                facts=[[label, value] for label, value in self.facts],
                answer=" ".join(self.answer),
            )
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {**super()._repr_mimebundle_(), REPORT: dict(self.metadata)}
