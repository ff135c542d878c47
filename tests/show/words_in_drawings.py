"""Where the words of a drawing stand, read back from its SVG and measured with the typeface."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

_SVG = "{http://www.w3.org/2000/svg}"
_UP, _DOWN = 0.72, 0.2  # of the type's size: what capitals and long letters take
_TURN = re.compile(r"rotate\((-?[\d.]+)")
_MOVE = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")


@dataclass(frozen=True)
class Words:
    text: str
    corners: tuple[tuple[float, float], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        across, down = zip(*self.corners, strict=True)
        return min(across), min(down), max(across), max(down)


def words_of(svg: str) -> list[Words]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return [_placed(node) for node in root.iter(f"{_SVG}text") if (node.text or "").strip()]


def cut_off(svg: str) -> list[str]:
    """Words that reach beyond the drawing by more than a tenth of a point."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    left, top, width, height = map(float, root.get("viewBox", "").split())
    found = []
    for words in words_of(svg):
        x0, y0, x1, y1 = words.box
        if min(x0 - left, y0 - top, left + width - x1, top + height - y1) < -0.1:
            found.append(words.text)
    return found


def overlapping(svg: str) -> list[tuple[str, str]]:
    """Pairs of level words that share more than a point of room in both directions."""
    level = [words for words in words_of(svg) if _is_level(words)]
    found = []
    for one, other in combinations(level, 2):
        a, b = one.box, other.box
        shared = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if min(shared) > 1:
            found.append((one.text, other.text))
    return found


def _is_level(words: Words) -> bool:
    return math.isclose(words.corners[0][1], words.corners[1][1])


def _placed(node: ET.Element) -> Words:
    text, transform = node.text or "", node.get("transform", "")
    size = float(node.get("font-size", "").removesuffix("px"))
    face = FontProperties(
        family=node.get("font-family"), weight=int(node.get("font-weight", "400")), size=size
    )
    width = text_to_path.get_text_width_height_descent(text, face, False)[0]
    moved, turned = _MOVE.search(transform), _TURN.search(transform)
    x, y = float(node.get("x", "0")), float(node.get("y", "0"))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    before = {"middle": 0.5, "end": 1.0}.get(node.get("text-anchor", ""), 0.0) * width
    flat = ((-before, -_UP * size), (width - before, -_UP * size),
            (width - before, _DOWN * size), (-before, _DOWN * size))  # fmt: skip
    angle = math.radians(float(turned[1]) if turned else 0.0)
    cos, sin = math.cos(angle), math.sin(angle)
    return Words(text, tuple((x + a * cos - b * sin, y + a * sin + b * cos) for a, b in flat))
