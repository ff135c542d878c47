"""What a table is made of: its columns, and its cells in every form in which they are written."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from goldenthread.display.markup import breakable, call, element, escape
from goldenthread.display.ratings import RatingMark, before

Part = str | RatingMark
# Text, a mark, or several of them one below the other: the second and later ones are quiet.
Cell = str | RatingMark | tuple[Part, ...]
HASH = 64  # letters of a SHA-256
_CODE = 12  # letters from which the name of a file may not fit into its column


@dataclass(frozen=True, slots=True)
class Column:
    """`numeric` cells stand to the right; `code` is for hashes and file names."""

    title: str
    numeric: bool = False
    code: bool = False


def cell_of(value: object) -> Cell:
    """A value of a frame; a dash where there is none."""
    if isinstance(value, str | RatingMark | tuple):
        return value
    return "–" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def parts_of(cell: Cell) -> tuple[Part, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def in_text(cell: Cell) -> str:
    return "; ".join(p if isinstance(p, str) else p.text() for p in parts_of(cell) if p != "")


def in_html(cell: Cell) -> str:
    parts = [escape(p) if isinstance(p, str) else p.html() for p in parts_of(cell) if p != ""]
    return parts[0] + "".join(element("span", p, "gt-under") for p in parts[1:]) if parts else "–"


def in_typst(cell: Cell) -> object:
    parts: list[object] = []
    for part in parts_of(cell):
        if isinstance(part, RatingMark) and len(parts_of(cell)) > 1:
            parts.append(part.expression())  # the one before stands beside it, to save a line
        elif isinstance(part, RatingMark):
            parts += [replace(part, previous=None).expression(), before(part.previous)]
        else:
            parts.append(part)
    parts = [part for part in parts if part != ""]
    if not parts:
        return "–"
    return parts[0] if len(parts) == 1 else call("gt-stack", *parts)


def code_in_typst(cell: Cell) -> object:
    """A file's name, which a narrow column may break, or a hash; several are as they are."""
    words = in_typst(cell)
    if not isinstance(words, str):
        return words
    if len(words.encode()) == HASH:
        return call("gt-hash", words)
    return call("gt-code", breakable(words, _CODE))


def rated_in_typst(cell: Cell) -> object:
    """A figure with its rating before it, to save a line: the figures keep to the right."""
    first, mark = parts_of(cell)[0], parts_of(cell)[-1]
    if not isinstance(first, str) or not isinstance(mark, RatingMark):
        return in_typst(cell)
    below = [part for part in parts_of(cell)[1:-1] if part != ""]
    return call("gt-rated", replace(mark, previous=None).expression(), first, *below)


def in_print(cell: Cell) -> list[str]:
    """Its lines in print; the rating before has one of its own, but beside a figure."""
    parts = parts_of(cell)
    words = [part if isinstance(part, str) else part.label for part in parts]
    alone = len(parts) == 1 and isinstance(parts[0], RatingMark) and parts[0].previous is not None
    return [*words, ""] if alone else words


def length_of(cell: Cell) -> int:
    """Letters of its longest line."""
    if isinstance(cell, str):
        return len(cell)
    return max((len(p if isinstance(p, str) else p.label) for p in parts_of(cell)), default=0)
