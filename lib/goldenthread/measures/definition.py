"""The parts of a measure's definition: what it is, of what, without what, how sure.

A measure's docstring gives them as paragraphs: the definition, then one that begins
"Denominator:", one "Leaves out:" and one "Interval:", in this order.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

DENOMINATOR, LEAVES_OUT, INTERVAL = LABELS = ("Denominator", "Leaves out", "Interval")


@dataclass(frozen=True, slots=True)
class Definition:
    """`text` is the definition's own paragraphs; a part that the docstring lacks is ""."""

    text: str
    denominator: str = ""
    leaves_out: str = ""
    interval: str = ""


def parts_of(docstring: str) -> Definition:
    """A docstring taken apart at its labels."""
    found: dict[str, str] = {}
    text = []
    for paragraph in inspect.cleandoc(docstring).split("\n\n"):
        label, colon, rest = paragraph.partition(": ")
        if colon and label in LABELS:
            found[label] = " ".join(rest.split())
        else:
            text.append(paragraph)
    return Definition("\n\n".join(text), *(found.get(label, "") for label in LABELS))
