"""Which of the plan's sections a school means when it says what a priority of its own serves.

Schools write `Standards`, `2`, `Objective 2`, `2. Raise standards`, `AM-2`, or the number of a
criterion, and several of them in one cell. What cannot be read so is nobody's: it is a break in
the thread, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.measures.matching import words_in
from goldenthread.plan import Plan, Section
from goldenthread.sources.spelling import bare

# What people put before a number or a title.
_WORDS = (
    *("objective", "aim", "priority", "goal", "promise", "theme", "strand", "section", "area"),
    *("strategic", "trust", "key", "plan", "number", "no", "obj"),
)
_APART = re.compile(r"[;\n|]|\s/\s|\s\+\s")
_LESSER = re.compile(r"[,/&+]|\band\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>[A-Za-z]{0,4}-?\d+(?:\.\w+)*)\.?[\s:–—)-]+(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True)
class Serves:
    """The ids of the sections that were named, and what named none."""

    sections: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Names:
    """Every name under which a school may speak of a section of the plan."""

    def __init__(self, plan: Plan) -> None:
        self._words = {*_WORDS, bare(plan.section_word)}
        self._known: dict[str, str] = {}
        self._titles = [section.short_title for section in plan.objectives]
        # Titles first: a later name that is somebody's already changes nothing.
        for section in plan.objectives:
            for name in (section.id, section.number, section.title, section.short_title):
                self._add(name, section)
        for section in plan.objectives:
            for item in section.criteria:
                self._add(item.id, section)
                self._add(item.number, section)
            for action in section.actions:
                self._add(action.id, section)

    def _add(self, name: str, section: Section) -> None:
        if bare(name):
            self._known.setdefault(bare(name), section.id)

    def read(self, text: str) -> Serves:
        """The sections that a cell names, in its order, each once."""
        sections: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for part in filter(None, (part.strip() for part in _APART.split(text))):
            found = list(self._parts(part))
            sections.update(dict.fromkeys(found))
            if not found:
                unknown[" ".join(part.split())] = None
        return Serves(tuple(sections), tuple(unknown))

    def _parts(self, part: str) -> Iterator[str]:
        """A whole part, or all of its pieces: `1, 3 and 4`. A title may have a comma itself."""
        whole = self._one(part)
        if whole:
            yield whole
            return
        pieces = [self._one(piece) for piece in _LESSER.split(part) if bare(piece)]
        if all(pieces):
            yield from pieces
        elif not self._numbered(part)[0]:  # `Standards in English`: a whole title among other words
            spoken = words_in(part, self._titles)
            yield from (self._known[bare(name)] for name in self._titles if name in spoken)

    def _one(self, text: str) -> str:
        plain = bare(text)
        if not plain:
            return ""
        named = self._known.get(plain) or self._known.get(self._without_words(plain))
        return named or self._by_number(text)

    def _without_words(self, plain: str) -> str:
        """`trust objective 2 standards` without what only says that a section follows."""
        given = plain.split()
        while len(given) > 1 and given[0] in self._words:
            del given[0]
        return " ".join(given)

    def _by_number(self, text: str) -> str:
        """`2. Raising standards`: by its number, unless its words are another section's name."""
        section, rest = self._numbered(text)
        other = self._known.get(bare(rest), section)
        return section if other == section else ""

    def _numbered(self, text: str) -> tuple[str, str]:
        """The section whose number a text begins with, and the words after it."""
        given = text.split()
        while len(given) > 1 and bare(given[0]) in self._words:
            del given[0]
        match = _NUMBERED.fullmatch(" ".join(given))
        return (self._known.get(bare(match["number"]), ""), match["rest"]) if match else ("", "")
