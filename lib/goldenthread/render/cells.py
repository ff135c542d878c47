"""What a cell of an evidence workbook holds, and how a sheet's file says it.

Text from an export is data: what begins like a formula is stored as text.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.utility import _datetime_to_excel_datetime

from goldenthread.wording import day

Value = str | int | float | dt.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_LONGEST = 32_767  # letters in a cell
_ERRORS = {math.inf: ("1/0", "#DIV/0!"), -math.inf: ("-1/0", "#DIV/0!")}  # a formula, what it gives
_NO_NUMBER = ("#NUM!", "#NUM!")
_FIRST_MONTH = (1900, 3)  # before it Excel has a day too many, and before 1900 none at all


def legal(text: str) -> str:
    """The text as a cell can hold it."""
    text = _ILLEGAL.sub(" ", text)
    return text if 2 * len(text) <= _LONGEST else cut(text, _LONGEST)


def cut(text: str, most: int) -> str:
    """The beginning of a text, as long as Excel counts it: a letter beyond U+FFFF is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


class Ends(dict[Value, str]):
    """How a cell of one look ends in a sheet's file, after its reference, by its value.

    Made once for each text and day: an export says the same in many rows. Numbers are made each
    time, as 0 and -0.0 are one key and two cells.
    """

    def __init__(self, look_of: Callable[[Value], Format], texts: SharedStringTable) -> None:
        super().__init__()
        self._look_of, self._texts = look_of, texts
        self._of_numbers = ""

    def __missing__(self, value: Value) -> str:
        if isinstance(value, int | float):
            return self._number(value)
        start = self._start(value)
        if value is None or value == "":
            end = f"{start}/>"
        elif isinstance(value, str):
            end = self._text(start, value)
        elif (value.year, value.month) < _FIRST_MONTH:
            end = self._text(start, day(value))
        else:
            number = _datetime_to_excel_datetime(value, date_1904=False, remove_timezone=False)
            end = f"{start}><v>{number:.16G}</v></c>"
        self[value] = end
        return end

    def _start(self, value: Value) -> str:
        return f' s="{self._look_of(value)._get_xf_index()}"'

    def _text(self, start: str, text: str) -> str:
        return f'{start} t="s"><v>{self._place_of(legal(text))}</v></c>'

    def _number(self, value: float) -> str:
        start = self._of_numbers = self._of_numbers or self._start(value)
        if math.isfinite(value):
            return f"{start}><v>{value:.16G}</v></c>"
        formula, error = _ERRORS.get(value, _NO_NUMBER)
        return f'{start} t="e"><f>{formula}</f><v>{error}</v></c>'

    def _place_of(self, text: str) -> int:
        """Its place among the texts that the workbook's sheets share; the rows count how often."""
        place: int = self._texts._get_shared_string_index(text)
        self._texts.count -= 1
        return place
