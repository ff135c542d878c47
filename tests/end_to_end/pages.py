"""An HTML page as its reader's tools see it: its elements, links and headings, in order."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr", "source"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    path: Path
    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def having(self, attribute: str) -> list[Element]:
        return [element for element in self.elements if attribute in element.attributes]

    @property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.having("id")]

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = self.all("h1", "h2", "h3", "h4", "h5", "h6")
        return [(int(element.tag[1]), " ".join(element.text.split())) for element in found]

    @property
    def text(self) -> str:
        """What the page says, without its style sheet."""
        return " ".join(self.all("html")[0].text.split())

    @property
    def references(self) -> list[str]:
        """Everything that the page links to or loads."""
        names = ("href", "src", "srcset", "data", "action", "poster", "xlink:href")
        return [e.attributes[name] for name in names for e in self.having(name)]


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        for outer in self.open:
            outer.text += " "  # a tag parts words

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self.open) - 1, -1, -1):
            if self.open[position].tag == tag:
                del self.open[position:]
                break
        for outer in self.open:
            outer.text += " "

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].tag in ("style", "script"):
            self.open[-1].text += data
            return
        for outer in self.open:
            outer.text += data


@functools.cache
def read_page(path: Path) -> Page:
    page = Page(path)
    reader = _Reader(page)
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return page
