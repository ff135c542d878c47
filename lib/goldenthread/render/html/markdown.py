"""Markdown cells as HTML. Headings start at the second level: a page has one title."""

from __future__ import annotations

import functools
from typing import Any

import mistune


class _PageRenderer(mistune.HTMLRenderer):
    """Markup in a cell is text, and an image is its alt text: a page fetches nothing."""

    def __init__(self) -> None:
        super().__init__(escape=True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, max(level, 2), **attrs)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


@functools.cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(renderer=_PageRenderer(), plugins=["table"])


def html_of(markdown: str) -> str:
    """The cell's HTML; a wide table scrolls in its own box."""
    html = str(_markdown()(markdown)).strip()
    html = html.replace(
        "<table>", '<div class="page-scroll" tabindex="0"><table class="page-list">'
    )
    return html.replace("</table>", "</table></div>")
