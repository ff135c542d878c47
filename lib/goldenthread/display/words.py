"""Headings, paragraphs and lists of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldenthread.display.markup import (
    HTML,
    TEXT,
    Bundle,
    Display,
    breakable,
    call,
    element,
    escape,
    markup,
    slug,
)

_LINE = 30  # letters from which a word may not fit into what is left of a line


@dataclass(frozen=True, repr=False)
class Heading(Display):
    """A section's heading: level 2 under the title, 3 under that."""

    words: str
    level: Literal[2, 3, 4] = 2
    anchor: str = ""

    def text(self) -> str:
        return f"{'#' * self.level} {self.words}"

    def html(self) -> str:
        name = self.anchor or slug(self.words)
        return element(f"h{self.level}", escape(self.words), "gt gt-heading", id=name)

    def typst(self) -> str:
        return markup(call("gt-heading", self.level, self.words))


@dataclass(frozen=True, repr=False)
class Prose(Display):
    """One paragraph. A quiet one says what is missing, or how to read what follows."""

    words: str
    quiet: bool = False

    def text(self) -> str:
        return self.words

    def html(self) -> str:
        kind = "gt-quiet" if self.quiet else "gt-prose"
        return element("p", escape(self.words), f"gt {kind}")

    def typst(self) -> str:
        return markup(call("gt-quiet" if self.quiet else "gt-prose", self.words))


@dataclass(frozen=True, repr=False)
class Aside(Display):
    """A line for the analyst in JupyterLab, such as what a report leaves out. It has no Typst form,
    so exporters leave it out too."""

    words: str

    def text(self) -> str:
        return self.words

    def html(self) -> str:
        return element("p", escape(self.words), "gt gt-quiet gt-aside")

    def typst(self) -> str:
        return ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {TEXT: self.text(), HTML: self.html()}


@dataclass(frozen=True, repr=False)
class Bullets(Display):
    """A list; each item is (what in bold, the rest)."""

    items: tuple[tuple[str, str], ...]

    def text(self) -> str:
        return "\n".join(f"- {strong} {rest}".rstrip() for strong, rest in self.items)

    def html(self) -> str:
        lines = "".join(
            element("li", f"<b>{escape(strong)}</b> {escape(rest)}".strip())
            if strong
            else element("li", escape(rest))
            for strong, rest in self.items
        )
        return element("ul", lines, "gt gt-list")

    def typst(self) -> str:
        return markup(call("gt-list", [[strong, rest] for strong, rest in self.items]))


@dataclass(frozen=True, repr=False)
class Terms(Display):
    """Pairs of a term and what it says, in small type: rule and source, or a glossary.

    A term that follows itself is said once, and what it says stands below.
    """

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["source", "glossary"] = "source"

    def _said_once(self) -> list[tuple[str, str]]:
        before = ["", *(term for term, _ in self.pairs)]
        return [
            ("" if term == last else term, words)
            for (term, words), last in zip(self.pairs, before, strict=False)
        ]

    def text(self) -> str:
        return "\n".join(f"{term}: {words}" for term, words in self.pairs)

    def html(self) -> str:
        body = "".join(
            (element("dt", escape(term)) if term else "") + element("dd", escape(words))
            for term, words in self._said_once()
        )
        return element("dl", body, f"gt gt-terms gt-{self.kind}")

    def typst(self) -> str:
        pairs = [[term, breakable(words, _LINE)] for term, words in self._said_once()]
        return markup(call("gt-terms", pairs, kind=self.kind))
