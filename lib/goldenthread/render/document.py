"""What a report shows, taken from an executed notebook: its words and its display objects.

A report holds no code, no stream, no error and nothing that the analyst keeps for themselves
(cells tagged `parameters`, `injected-parameters` or `analyst`). Of a cell's outputs only the
library's own display objects are shown: each brings a form for the page and one for print. A plain
data frame as a cell's last line is the analyst's, not the trustee's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from goldenthread.display.markup import HTML, REPORT, TYPST
from goldenthread.errors import ReportError

LEFT_OUT = frozenset({"parameters", "injected-parameters", "analyst", "papermill-error-cell-tag"})


@dataclass(frozen=True, slots=True)
class About:
    """What the opening of a report says about it; `as_of` is an ISO date."""

    title: str
    subtitle: str = ""
    trust: str = ""
    plan: str = ""
    drop: str = ""
    as_of: str = ""
    synthetic: bool = False
    run_words: str = ""
    language: str = "en-GB"
    keywords: tuple[str, ...] = ()
    description: str = ""
    entity: str = ""
    page: str = ""
    objective: str = ""

    @property
    def date(self) -> dt.date:
        """The day to which the figures are; a report never carries the day it was made."""
        return dt.date.fromisoformat(self.as_of)

    @property
    def foot(self) -> str:
        """Trust, plan, drop and run, for the foot of every page."""
        return " · ".join(p for p in (self.trust, self.plan, self.drop, self.run_words) if p)


@dataclass(frozen=True, slots=True)
class Words:
    """A Markdown cell; `cell` says which."""

    markdown: str
    cell: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A display object, in both of its forms; `cell` says by which it was displayed."""

    html: str
    typst: str
    cell: str = field(default="", compare=False)


Part = Words | Shown


@dataclass(frozen=True, slots=True)
class Document:
    """A report without its looks: what it is about, then its parts in order."""

    about: About
    parts: tuple[Part, ...]


def read_document(notebook: Any) -> Document:
    """The report in an executed notebook; a ReportError says why there is none.

    Markdown before the opening introduces the notebook to the analyst: the report starts with the
    opening.
    """
    about: About | None = None
    parts: list[Part] = []
    name = "the beginning"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            count = cell.get("execution_count")
            name = f"cell [{count}]" if count else "a cell without a number"
        if LEFT_OUT.intersection(cell.get("metadata", {}).get("tags", ())):
            continue
        if cell.cell_type == "markdown":
            parts.append(Words(cell.source, f"the text after {name}"))
            continue
        for bundle in _bundles(cell):
            if REPORT in bundle and about is None:
                about = _about_in(bundle[REPORT], name)
                parts.clear()
            if TYPST in bundle:
                html = _text(bundle.get(HTML, ""), name)
                parts.append(Shown(html, _text(bundle[TYPST], name), name))
    if about is None:
        message = (
            "The notebook shows no report opening, so it has not been run or failed before it. "
            "Run all its cells, then convert it."
        )
        raise ReportError(message)
    return Document(about, tuple(parts))


def _bundles(cell: Any) -> Iterator[Any]:
    for output in cell.get("outputs", ()):
        if output.output_type in ("display_data", "execute_result"):
            yield output.data


def _text(value: object, cell: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)  # a notebook file may hold a text as its lines
    message = "The notebook displays something whose form for the page or for print is no text."
    raise ReportError(message, cell=cell)


def _about_in(content: Any, cell: str) -> About:
    try:
        about = about_from(content)
        _ = about.date
    except (AttributeError, TypeError, ValueError):
        message = "The report opening that the notebook shows lacks a title or the day of its data."
        raise ReportError(message, cell=cell) from None
    return about


def about_from(content: dict[str, Any]) -> About:
    known = {field.name for field in fields(About)}
    values = {key: value for key, value in content.items() if key in known and value is not None}
    keywords = values.get("keywords", ())
    values["keywords"] = (keywords,) if isinstance(keywords, str) else tuple(keywords)
    return About(**values)
