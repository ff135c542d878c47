"""How the cells of an evidence workbook look."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from goldenthread.render.cells import FORMULA_STARTS, Ends, Value

_INK, _QUIET, _LINE = "#1F2937", "#4B5563", "#D6DBE1"

_TOP: dict[str, Any] = {"text_wrap": True, "valign": "top"}
_PLAIN: dict[str, Any] = {"font_color": _INK}
_HEADING = {"bold": True, "font_color": _INK}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 14, "bold": True, "font_color": _INK},
    "heading": _HEADING,
    "note": {"font_size": 10, "font_color": _QUIET},
    "label": _HEADING | _TOP,
    "fact": _PLAIN | _TOP | {"align": "left"},
    "column": _HEADING | {"bottom": 2, "bottom_color": _INK, "text_wrap": True},
    "cell": _PLAIN | _TOP | {"bottom": 1, "bottom_color": _LINE},
    "link": _TOP | {"font_color": "#1D4F8C", "underline": 1, "bottom": 1, "bottom_color": _LINE},
}
# The same three colours as on the page, always beside the word; what does not apply is quiet.
_RATINGS = {
    "Green": {"bold": True, "font_color": "#0B6B3A", "bg_color": "#E3F2E8"},
    "Amber": {"bold": True, "font_color": "#7A4B00", "bg_color": "#FDF0D0"},
    "Red": {"bold": True, "font_color": "#A3141E", "bg_color": "#FBE4E4"},
    "Does not apply": {"italic": True, "font_color": _QUIET},
}
_DAY = {"num_format": "d mmmm yyyy"}


class Looks:
    """The workbook's cell formats, each made once: making one costs as much as writing a row."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, str], Format] = {}
        self._ends: dict[tuple[str, str], Ends] = {}

    def ends(self, look: str, number_format: str = "") -> Ends:
        """How cells of a look end, whatever stands in them."""
        key = (look, number_format)
        if key not in self._ends:
            look_of = partial(self._of, look, number_format)
            self._ends[key] = Ends(look_of, self._workbook.str_table)
        return self._ends[key]

    def blank(self, look: str, value: Value) -> str:
        """How an empty cell ends that is merged with one in which a value stands."""
        return f' s="{self.of(look, value)._get_xf_index()}"/>'

    def of(self, look: str, value: Value) -> Format:
        """A look of a cell for what stands in it."""
        return self._of(look, "", value)

    def _of(self, look: str, number_format: str, value: Value) -> Format:
        """Ratings in their colours, days as days."""
        kind = ""
        if isinstance(value, str):
            kind = value if value in _RATINGS else "'" if value.startswith(FORMULA_STARTS) else ""
            number_format = ""
        elif isinstance(value, dt.date):
            kind = "day"
        key = (look, kind, number_format)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, look: str, kind: str, number_format: str) -> Format:
        wanted = dict(_LOOKS[look])
        if look in ("cell", "fact"):
            wanted |= _RATINGS.get(kind, {})
        wanted |= {"num_format": number_format} if number_format else {}
        wanted |= _DAY if kind == "day" else {}
        wanted |= {"quote_prefix": True} if kind == "'" else {}
        return self._workbook.add_format(wanted)
