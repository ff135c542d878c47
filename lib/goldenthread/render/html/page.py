"""One self-contained HTML page: everything inside it, no script, nothing fetched."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goldenthread.render.document import About, Document, Words
from goldenthread.render.html.fonts import font_faces
from goldenthread.render.html.markdown import html_of


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page's siblings are, relative to it; "" for one that there is not."""

    index: str = ""
    pdf: str = ""
    workbook: str = ""


def render_html(document: Document, links: Links | None = None) -> str:
    """The page of a report, ready to be written."""
    parts = [
        html_of(part.markdown) if isinstance(part, Words) else part.html for part in document.parts
    ]
    return render_page(
        "report.html.j2",
        about=document.about,
        parts=[Markup(part) for part in parts],  # noqa: S704 - the library's own markup
        needs_title=not any("<h1" in part for part in parts),
        links=links or Links(),
    )


def render_page(template: str, *, about: About, links: Links, **values: object) -> str:
    """A page of the site from one of the templates; all share the frame and the style."""
    page = _environment().get_template(template)
    style = Markup(stylesheet())  # noqa: S704 - the package's own files
    return page.render(about=about, links=links, style=style, **values).strip() + "\n"


def warm_templates() -> None:
    """Have the templates of a report compiled, for this process and those forked from it."""
    for name in ("page.html.j2", "report.html.j2"):
        _environment().get_template(name)


@functools.cache
def stylesheet() -> str:
    """The fonts, the look of the display objects, and the look of the page around them."""
    display = files("goldenthread.display").joinpath("style.css").read_text("utf-8")
    page = files("goldenthread.render.html").joinpath("page.css").read_text("utf-8")
    return "\n".join((font_faces(), display, page))


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("goldenthread.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
