"""How wide words are in the charts' typeface, without laying them out anew each time.

FreeType opens a glyph's outline whenever a text is measured: half a millisecond for a short label.
How far each pair of letters brings the pen is all that a width is made of, so that is remembered;
a text with a pair that was not met before is measured once, and its pairs are then known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

import font_source_sans_pro
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.textpath import text_to_path

FAMILY = "Source Sans Pro"
_WEIGHTS = {400: "Regular", "normal": "Regular", "regular": "Regular", 600: "Semibold",
            "semibold": "Semibold"}  # fmt: skip
_SIZE = 100.0  # points; at 72 to the inch a unit of FreeType is then 1/6400 of the type's size
_UNITS = 64 * _SIZE


@dataclass(frozen=True, slots=True)
class Height:
    """Of the typeface, not of a text, in parts of the type's size."""

    ascent: float
    descent: float
    gap: float


@dataclass(slots=True)
class Face:
    """One weight of the typeface, and what is known of it so far."""

    font: FT2Font
    height: Height
    known: frozenset[int]
    pairs: dict[str, int] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    letters: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def size(self, text: str) -> tuple[float, float, float] | None:
        """Width, ascent and descent of one line, in parts of the type's size.

        None for letters that the typeface has not, and for scripts that are not Latin.
        """
        if not text or any(ord(letter) not in self.known for letter in text):
            return None
        letters = [self._letter(letter) for letter in text]
        top = max(letter[1] for letter in letters)
        bottom = max(letter[2] for letter in letters)
        return self._width(text) / _UNITS, top / _UNITS, bottom / _UNITS

    def _width(self, text: str) -> int:
        if text in self.joined:
            return self.joined[text]
        pairs = [text[i : i + 2] for i in range(len(text) - 1)]
        try:
            return sum([self.pairs[pair] for pair in pairs]) + self._letter(text[-1])[0]
        except KeyError:
            self._learn(text, pairs)
        return self._width(text)

    def _learn(self, text: str, pairs: list[str]) -> None:
        places = self.font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        if len(places) != len(text):  # letters that are drawn as one, such as the ft of "often"
            self.joined[text] = self.font.get_width_height()[0]
            return
        across = [round(float(place[0])) for place in places]
        for i, pair in enumerate(pairs):
            self.pairs[pair] = across[i + 1] - across[i]

    def _letter(self, letter: str) -> tuple[int, int, int]:
        """How far it brings the pen, how high and how low it reaches."""
        if letter not in self.letters:
            glyph = self.font.load_char(ord(letter), LoadFlags.NO_HINTING)
            _, low, _, high = glyph.bbox
            self.letters[letter] = glyph.horiAdvance, max(high, 0), max(-low, 0)
        return self.letters[letter]


def face(properties: Any) -> Face | None:
    """The face that Matplotlib's FontProperties name, or None if it is none of this typeface."""
    weight = _WEIGHTS.get(properties.get_weight())
    plain = properties.get_style() == "normal" and properties.get_file() is None
    if weight is None or not plain or properties.get_family() != [FAMILY]:
        return None
    return _opened(weight)


@cache
def _opened(weight: str) -> Face:
    folder = Path(font_source_sans_pro.__file__).parent
    path = min(folder.rglob(f"SourceSansPro-{weight}.ttf"))
    # From memory: processes forked from this one would share an open file's place in it.
    font = FT2Font(BytesIO(path.read_bytes()))
    font.set_size(_SIZE, 72)
    written, head = font.get_sfnt_table("OS/2"), font.get_sfnt_table("head")
    if written is None or head is None:
        message = f"{path.name} has no OS/2 or no head table."
        raise ValueError(message)
    em = head["unitsPerEm"]
    height = Height(
        written["sTypoAscender"] / em, -written["sTypoDescender"] / em, written["sTypoLineGap"] / em
    )
    return Face(font, height, frozenset(c for c in font.get_charmap() if _is_simple(c)))


def _is_simple(code: int) -> bool:
    """Latin letters, digits and the marks between them: each has one shape, from left to right."""
    return 0x20 <= code < 0x250 or 0x2010 <= code < 0x2040 or 0x20A0 <= code < 0x2300


def learn(properties: Any) -> None:
    """Measure the pairs of letters that nearly all words are made of, before any word is: for a
    process whose forks each draw charts. A hundredth of a second for each weight."""
    found = face(properties)
    if found is not None:
        for first in (*ascii_lowercase, *ascii_uppercase, " "):
            found.size("".join(first + second for second in ascii_lowercase))
        found.size("".join(first + second for first in digits for second in f"{digits}.,% "))


def width(text: str, properties: Any) -> float:
    """Of one line in the typeface, in points."""
    found = face(properties)
    size = found.size(text) if found is not None else None
    if size is None:
        return float(text_to_path.get_text_width_height_descent(text, properties, False)[0])
    return float(size[0] * properties.get_size_in_points())
