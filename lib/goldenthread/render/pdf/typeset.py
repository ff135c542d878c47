"""The PDF of a report, set by Typst: archival (PDF/A-3a), tagged for screen readers (PDF/UA-1).

Typst refuses an image without alt text, a skipped heading level and a missing title, so a report
that would shut out a reader is never made. Fonts are those of the wheel and the date is that of
the figures: the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from goldenthread.display.markup import string
from goldenthread.errors import ReportError
from goldenthread.own_folder import own_folder
from goldenthread.render.document import About, Document, Part, Words
from goldenthread.render.html.fonts import FONT_FILES
from goldenthread.render.pdf.compiled import FONTS, MAIN, RefusedError, compiled
from goldenthread.render.pdf.markdown import typst_of

_FONTS = ("Regular", "It", "Semibold", "SemiboldIt")
_NEW_LINE = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")  # as the typesetter counts lines
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook that travels inside the PDF."""

    name: str
    content: bytes
    description: str = "Evidence: the rule, the figures and the source rows of every criterion"


def render_pdf(document: Document, attachment: Attachment | None = None) -> bytes:
    """The PDF; a ReportError quotes the typesetter where it refuses the report."""
    with own_folder("goldenthread-typeset") as root:
        _lay_out(root, document, attachment)
        try:
            return compiled(root, document.about.date)
        except RefusedError as error:
            title = document.about.title
            message = f"The report {title!r} cannot be set as an accessible PDF: {error}."
            cell = _cell_at(error.line, document, attachment)
            raise ReportError(message, cell=cell) from None


def typst_source(document: Document, attachment: Attachment | None = None) -> str:
    """The Typst document that `render_pdf` compiles."""
    return "\n\n".join((_head(document.about, attachment), *map(_source, document.parts))) + "\n"


def _source(part: Part) -> str:
    return typst_of(part.markdown) if isinstance(part, Words) else part.typst


def _cell_at(line: int, document: Document, attachment: Attachment | None) -> str:
    """What of the notebook stands at a line of `typst_source`; "" where that is the frame's."""
    last = _lines(_head(document.about, attachment))
    for part in document.parts:
        first, last = last + 2, last + 1 + _lines(_source(part))
        if first <= line <= last:
            return part.cell
    return ""


def _lines(text: str) -> int:
    return len(_NEW_LINE.findall(text)) + 1


def _lay_out(root: Path, document: Document, attachment: Attachment | None) -> None:
    """Everything that the document reads, in a folder of its own: it can read nothing else."""
    (root / MAIN).write_text(typst_source(document, attachment), "utf-8")
    prelude = files("goldenthread.render.pdf").joinpath("prelude.typ")
    components = files("goldenthread.display").joinpath("components.typ")
    for name, part in (("prelude.typ", prelude), ("components.typ", components)):
        (root / name).write_text(part.read_text("utf-8"), "utf-8")
    if attachment:
        (root / attachment.name).write_bytes(attachment.content)
    # The wheel has each font twice (.otf and .ttf); which of two a typesetter finds first would
    # depend on the machine.
    (root / FONTS).mkdir()
    for name in _FONTS:
        shutil.copy(FONT_FILES / f"SourceSansPro-{name}.ttf", root / FONTS)


def _head(about: About, attachment: Attachment | None) -> str:
    words = ", ".join(string(word) for word in about.keywords)
    lines = [
        '#import "/prelude.typ": *',
        '#import "/components.typ": *',
        "#show: gt-document.with(",
        f"  title: {string(about.title)},",
        f"  subtitle: {string(about.subtitle)},",
        f"  author: {string(about.trust)},",
        f"  description: {string(about.description)},",
        f"  keywords: ({words}{',' if words else ''}),",
        f"  date: datetime(year: {about.date.year}, month: {about.date.month}, "
        f"day: {about.date.day}),",
        f"  foot: {string(about.foot)},",
        f"  synthetic: {'true' if about.synthetic else 'false'},",
        ")",
    ]
    if attachment:
        lines.append(
            f"#pdf.attach({string('/' + attachment.name)}, "
            f'relationship: "supplement", mime-type: "{_XLSX}", '
            f"description: {string(attachment.description)})"
        )
    return "\n".join(lines)
