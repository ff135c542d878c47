"""How a figure is counted, in words that a reader of a report can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurement
from goldenthread.report.measured_places import entities_of
from goldenthread.view import View

# A definition names settings and other measures as the code does: `pshe_hours`.
_NAMED = re.compile(r"`([a-z0-9_]+)`")


_SUBJECTS = ("reading", "writing", "maths", "grammar, punctuation and spelling")
_SAID = (("in {}", "in the subject"), ("the {} test", "the subject’s test"))


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
    plain = _NAMED.sub(lambda named: _in_words(named[1]), " ".join(text.split()))
    return plain.replace("`", "")  # of a file's name


def each_once(view: View, names: Sequence[str]) -> list[tuple[str, str]]:
    """(titles, definition) of measures; of those that differ in the subject alone, once.

    `Expected standard in reading; Expected standard in maths`: pupils with ... in the subject.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        words = definition(view, name, whole=False)
        if words:
            title = view.title(name)
            subject = next((s for s in _SUBJECTS if f" {s}" in title), "")
            found.setdefault(_of_subject(words, subject), []).append((title, words))
    return [
        ("; ".join(t for t, _ in same), general if len(same) > 1 else same[0][1])
        for general, same in found.items()
    ]


def _of_subject(words: str, subject: str) -> str:
    if not subject:
        return words
    for said, instead in _SAID:
        words = words.replace(said.format(subject), instead)
    return words


def _publisher(figures: Iterable[Measurement]) -> str:
    known = [m for m in figures if m.value is not None]
    publishers = {m.detail("Published by") for m in known}
    return publishers.pop() if len(publishers) == 1 else ""


def _in_words(name: str) -> str:
    known = all_measures().get(name)
    return f"‘{known.title if known else name.replace('_', ' ')}’"
