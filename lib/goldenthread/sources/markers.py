"""Markers: text that stands where a value is withheld, absent or does not apply. Never 0.

The signs are those of the Department for Education's statistics and performance tables, and those
that people and programs leave in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Mapping

WITHHELD = "withheld by whoever published it"
FORMULA = "a formula that failed"
NOT_ENTERED = "not entered"
NOT_AVAILABLE = "not available"

_STANDARD = {
    "c": WITHHELD,
    "supp": WITHHELD,
    "suppressed": WITHHELD,
    "*": WITHHELD,
    # "x" meant suppressed in older releases and means unavailable in newer ones.
    "x": "withheld or not available",
    "z": "does not apply",
    ".": "does not apply",
    "u": "too unreliable to publish",
    ":": "too unreliable to publish",
    "low": "rounds to 0 but is not 0",
    "k": "rounds to 0 but is not 0",
    "~": "rounds to 0 but is not 0",
    "..": NOT_AVAILABLE,
    "na": NOT_AVAILABLE,
    "n": NOT_AVAILABLE,
    "ne": "no entries",
    "np": "not published",
    "lowcov": "covers too few pupils to publish",
    "new": "new school",
    "tbc": "to be confirmed",
    "tba": "to be confirmed",
}
# These say the same in every column, also where any text is allowed.
_EVERYWHERE = {
    "-": NOT_ENTERED,
    "--": NOT_ENTERED,
    "–": NOT_ENTERED,
    "—": NOT_ENTERED,
    "−": NOT_ENTERED,
    "null": NOT_ENTERED,
    "n/a": "does not apply",
    "not applicable": "does not apply",
    "#n/a": FORMULA,
    "#div/0!": FORMULA,
    "#ref!": FORMULA,
    "#value!": FORMULA,
    "#name?": FORMULA,
    "#num!": FORMULA,
    "#null!": FORMULA,
    "#spill!": FORMULA,
}
DASHES = frozenset({"-", "--", "–", "—", "−"})


def _plain(text: str) -> str:
    """Cheaper than folding: this is asked of every different text of an export."""
    return text.strip().casefold()


class Markers:
    """The markers that hold in one source: the usual ones and those that it declares."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        own = {_plain(text): meaning for text, meaning in declared.items()}
        self._in_text = {**_EVERYWHERE, **own}
        self._in_values = {**_STANDARD, **_EVERYWHERE, **own}
        # A grade may be U, X or N: there only the signs that can be no grade count.
        self._in_grades = dict(_EVERYWHERE)

    def in_values(self, text: str) -> str | None:
        """Why a cell of numbers, dates or choices is empty, or None where `text` is no marker."""
        return self._in_values.get(_plain(text))

    def in_text(self, text: str) -> str | None:
        return self._in_text.get(_plain(text))

    def in_grades(self, text: str) -> str | None:
        return self._in_grades.get(_plain(text))
