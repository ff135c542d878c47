"""How a figure is counted, in words that a reader of a report can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurement
from goldenthread.report.figures import entities_of
from goldenthread.view import View

# A definition names settings and other measures as the code does: `pshe_hours`.
_NAMED = re.compile(r"`([a-z0-9_]+)`")


def definition(view: View, name: str, *, whole: bool = True) -> str:
    """The measure's definition, or its first paragraph; of a published figure, whose it is.

    What the suite would do with pupils' records is no description of a figure that it took over.
    """
    own = [m for e in entities_of(view, name) if (m := view.one(name, e)) is not None]
    publisher = _publisher(own)
    if publisher:
        return f"As published: {publisher}. The trust’s own figure is worked out from its schools’."
    text = view.measure(name).definition
    text = text if whole else text.split("\n\n")[0]
    return _NAMED.sub(lambda named: _in_words(named[1]), " ".join(text.split()))


def _publisher(figures: Iterable[Measurement]) -> str:
    known = [m for m in figures if m.value is not None]
    publishers = {m.detail("Published by") for m in known}
    return publishers.pop() if len(publishers) == 1 else ""


def _in_words(name: str) -> str:
    known = all_measures().get(name)
    return f"‘{known.title if known else name.replace('_', ' ')}’"
