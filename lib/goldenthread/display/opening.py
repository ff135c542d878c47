"""The first thing of a report: what it asks, the answer, and as at when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from goldenthread.display.markup import (
    HTML,
    REPORT,
    STYLE,
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


class Stylesheet(Display):
    """The style for JupyterLab, once per notebook. Exporters know it by its type and leave it
    out: their page has the style already."""

    def text(self) -> str:
        return ""

    def html(self) -> str:
        return f"<style>{stylesheet()}</style>"

    def typst(self) -> str:
        return ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {TEXT: "", HTML: self.html(), STYLE: "goldenthread/display/style.css"}


@dataclass(frozen=True, repr=False)
class Opening(Display):
    """`facts` are (label, value) pairs of the line under the title; `answer` is one or more
    sentences; `metadata` is what exporters need to know of the report."""

    kicker: str
    title: str
    facts: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    synthetic: bool = False
    metadata: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        facts = " · ".join(f"{label} {value}".strip() for label, value in self.facts)
        banner = " ".join(SYNTHETIC) if self.synthetic else ""
        lines = (banner, self.kicker, self.title, facts, " ".join(self.answer))
        return "\n".join(line for line in lines if line)

    def html(self) -> str:
        banner = ""
        if self.synthetic:
            strong, rest = SYNTHETIC
            banner = element("p", f"<strong>{escape(strong)}</strong> {escape(rest)}", "gt-banner")
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
        return element("div", banner + element("header", head) + lede, "gt gt-opening")

    def typst(self) -> str:
        return markup(
            call(
                "gt-opening",
                kicker=self.kicker,
                title=self.title,
                facts=[[label, value] for label, value in self.facts],
                answer=" ".join(self.answer),
                synthetic=list(SYNTHETIC) if self.synthetic else None,
            )
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {**super()._repr_mimebundle_(), REPORT: dict(self.metadata)}
