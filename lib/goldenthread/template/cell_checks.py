"""The drop-downs and checks of a template's cells, as Excel's data validation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from goldenthread.calendar import year_before
from goldenthread.render.cells import legal
from goldenthread.sources.spec import Column, Source
from goldenthread.sources.values import LAST_YEAR_GROUP
from goldenthread.template.asked import Asked, Setting, allowed_in_words, kind_in_words, words_of

_EARLIEST, _LATEST = dt.date(1930, 1, 1), dt.date(2100, 12, 31)
_LONGEST_MESSAGE = 255
_YEARS = 5
_TRUST_OFFICE = "Trust office"
_LIST_SHEET = "Lists"


class Lists:
    """The words of drop-downs, on a hidden sheet: as a text in the check itself they could hold no
    comma, and no more than 255 letters."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._places: dict[tuple[str, ...], int] = {}

    def reference(self, words: Sequence[str]) -> str:
        """The formula that names the cells in which `words` will stand."""
        at = self._places.setdefault(tuple(words), len(self._places))
        column = xl_col_to_name(at)
        return f"={_LIST_SHEET}!${column}$1:${column}${len(words)}"

    def write(self) -> None:
        if not self._places:
            return
        sheet = self._workbook.add_worksheet(_LIST_SHEET)
        for words, at in self._places.items():
            for row, word in enumerate(words):
                if word.isdecimal():  # a year group is typed as a number
                    sheet.write_number(row, at, int(word))
                else:
                    sheet.write_string(row, at, legal(word))
        sheet.hide()


def cell_check(
    item: Asked, source: Source, setting: Setting, lists: Lists
) -> dict[str, Any] | None:
    """What Excel is told of a column's cells; None where anything may stand there."""
    column = item.column
    words = _offered(item, source, setting)
    check: dict[str, Any] | None = None
    if words:
        check = {"validate": "list", "source": lists.reference(words)}
    elif column.type == "upn":
        check = {"validate": "length", "criteria": "==", "value": 13}
    elif column.type in ("date", "datetime", "month"):
        last = setting.as_of if column.past and setting.drop is not None else _LATEST
        # Midnight of the day after: the day itself has hours.
        last += dt.timedelta(days=column.type == "datetime")
        check = {"validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": last}
    elif column.type in ("whole", "number", "percent", "money"):
        check = _bounds(column)
    if check is None:
        return None
    allowed = allowed_in_words(column)
    message = kind_in_words(column) + (f" Allowed: {allowed}." if allowed else "")
    if words and _is_offer(item):
        message = "Take a name from the list, so that the row is counted where it belongs."
    # Other spellings are read too, and other years: the list is an offer there.
    lenient = column.type in ("academic_year", "year_group", "month") or _is_offer(item)
    return check | {
        "error_title": _cut(item.title, 32),
        "error_message": _cut(message, _LONGEST_MESSAGE),
        "error_type": "warning" if lenient else "stop",
        "ignore_blank": True,
    }


def _is_offer(item: Asked) -> bool:
    """A column of any text for which schools are offered."""
    return item.column.type == "text"


def _offered(item: Asked, source: Source, setting: Setting) -> tuple[str, ...]:
    """The words of the drop-down; none where there is no list."""
    column, trust = item.column, setting.trust
    schools = tuple(school.name for school in setting.schools_of(source))
    if column.type == "school":
        return schools
    if column.type == "body":
        return tuple(body.name for body in trust.bodies)
    if column.type == "text" and item.key == "place":
        return (*schools, trust.name, _TRUST_OFFICE)
    if column.type == "academic_year":
        years = [setting.year]
        while len(years) < _YEARS:
            years.append(year_before(years[-1]))
        return tuple(years)
    if column.type == "year_group":
        return ("R", *map(str, range(1, LAST_YEAR_GROUP + 1)))
    return words_of(column)


def _bounds(column: Column) -> dict[str, Any]:
    low, high = _short(column.minimum), _short(column.maximum)
    check: dict[str, Any] = {"validate": "integer" if column.type == "whole" else "decimal"}
    if low is not None and high is not None:
        return check | {"criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return check | {"criteria": ">=", "value": low}
    if high is not None:
        return check | {"criteria": "<=", "value": high}
    return check | {"criteria": "between", "minimum": -1e12, "maximum": 1e12}


def _short(bound: float | None) -> float | None:
    """A whole bound as a whole number: Excel prints it in its message."""
    return int(bound) if bound is not None and float(bound).is_integer() else bound


def _cut(text: str, longest: int) -> str:
    text = legal(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
