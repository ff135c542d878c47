"""The names under which exports speak of the trust's schools and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goldenthread.errors import did_you_mean
from goldenthread.sources.cell import Cell, Fault, as_text
from goldenthread.sources.spelling import bare
from goldenthread.trust import Trust

# What stands in a school column for somebody who works for the trust and for no school.
_TRUST_ITSELF = (
    "trust",
    "trust office",
    "central",
    "central team",
    "central office",
    "head office",
)
TRUST = ""
_LAESTAB = re.compile(r"(\d{3})\s*[/\-]?\s*(\d{4})")


class Names:
    """Looks up schools and bodies by any of their names."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self._schools: dict[str, str] = {
            bare(name): TRUST for name in (*_TRUST_ITSELF, trust.name, trust.trust)
        }
        for school in trust.schools:
            for name in school.known_as:
                self._schools[bare(name)] = school.urn
            if code := _LAESTAB.fullmatch(school.laestab):
                self._schools[code[1] + code[2]] = school.urn
        self._bodies = {
            bare(name): body.id
            for body in trust.bodies
            for name in (body.id, body.name, *body.aliases)
        }
        # Longest first: a file of "Moreton Park" is not one of "Moreton".
        known = {n: urn for n, urn in self._schools.items() if urn != TRUST}
        self._patterns = [
            (re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])"), known[name])
            for name in sorted(known, key=lambda name: (-len(name), name))
        ]
        self._in_full = {
            re.compile(rf"\b{re.escape(bare(name))}\b"): school.urn
            for school in trust.schools
            for name in (school.name, school.urn, school.laestab)
            if name
        }

    def school(self, text: str) -> str | None:
        """URN, "" for the trust itself, or None."""
        name = bare(text)
        if code := _LAESTAB.fullmatch(text.strip()):
            name = code[1] + code[2]
        return self._schools.get(name)

    def schools_in(self, text: str) -> tuple[str, ...]:
        """The URN of each school that a file name or a title speaks of."""
        rest, found = bare(text), []
        for pattern, urn in self._patterns:
            if pattern.search(rest):
                rest = pattern.sub(" ", rest)
                found.append(urn)
        return tuple(dict.fromkeys(found))

    def schools_in_full(self, text: str) -> tuple[str, ...]:
        """As `schools_in`, but by full name or number only: in a title, "North" may be anything."""
        plain = bare(text)
        return tuple(urn for pattern, urn in self._in_full.items() if pattern.search(plain))

    def school_name(self, urn: str) -> str:
        return self.trust.entity_name(urn or "trust")

    def read_school(self, cell: Cell) -> object:
        text = as_text(cell)
        urn = self.school(text)
        if urn is not None:
            return urn
        names = [school.name for school in self.trust.schools]
        return self._unknown(
            "unknown-school", f"this is no school of {self.trust.name}", text, names
        )

    def read_body(self, cell: Cell) -> object:
        text = as_text(cell)
        found = self._bodies.get(bare(text))
        if found is not None:
            return found
        names = [body.name for body in self.trust.bodies]
        message = f"this is no board or committee of {self.trust.name}"
        return self._unknown("unknown-body", message, text, names)

    def _unknown(self, rule: str, message: str, text: str, names: Iterable[str]) -> Fault:
        known = list(names)
        hint = did_you_mean(text, known) if text else ""
        hint = hint if hint.startswith("Did") else ""
        fix = (
            f"{hint} Correct the cell, or add the name to the aliases of the trust's file.".strip()
        )
        return Fault(rule, message, ", ".join(known), fix)
