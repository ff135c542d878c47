"""One reader of cells for each declared type of column."""

from __future__ import annotations

import datetime as dt
import fnmatch
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import mul

from goldenthread.errors import nearest
from goldenthread.sources import amounts, dates
from goldenthread.sources.amounts import Scale
from goldenthread.sources.cell import Cell, CellReader, Fault, Marker, as_text
from goldenthread.sources.dates import DAYS_TO_1904, Order
from goldenthread.sources.markers import Markers
from goldenthread.sources.names import Names
from goldenthread.sources.spec import Column, ColumnType
from goldenthread.sources.spelling import folded

Choices = Mapping[str, tuple[str, ...]]
_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_VALUES = {sign: i for signs in ("0123456789", UPN_LETTERS) for i, sign in enumerate(signs)}
_SCIENTIFIC = re.compile(r"\d\.\d+E\+\d+", re.IGNORECASE)
_YEAR_GROUP = re.compile(r"(?:(?:nc )?year|yr|y)?\.?\s*([0-9]{1,2})")
# ü and û are what Wingdings shows as a tick and a cross.
_YES = frozenset({"y", "yes", "t", "true", "1", "✓", "✔", "☑", "✅", "ü"})
_NO = frozenset({"n", "no", "f", "false", "0", "✗", "✘", "❌", "☒", "û"})


@dataclass(frozen=True, slots=True)
class Notation:
    """How a column writes what can be written in more than one way; `where` is the place that
    settles it: "in params/sources/pupils.yml, columns, start"."""

    scale: Scale = "per hundred"
    order: Order = "day/month"
    thousands: bool | None = False
    from_1904: bool = False  # numbers count days from 1904
    where: str = ""


_USUAL = Notation()
_DAYS = ("date", "datetime", "month", "due")


def cell_reader(
    column: Column, names: Names, markers: Markers, notation: Notation = _USUAL
) -> CellReader:
    """What reads a cell of `column` that is written in `notation`."""
    read = _typed_reader(column, names, notation)
    if column.minimum is not None or column.maximum is not None:
        read = partial(_read_bounded, read=read, low=column.minimum, high=column.maximum)
    if notation.from_1904 and column.type in _DAYS:
        read = partial(_read_from_1904, read=read)
    if column.type == "code":
        return partial(_read_code, in_text=markers.in_text)
    if column.type == "text":
        return partial(_read_text, in_text=markers.in_text)
    if column.type == "grade":
        return partial(_read_grade, markers=markers)
    # "N" may be a choice and "-" a mark of the column, so its own spellings go first.
    own_words_first = column.type in ("choice", "yes_no", "year_group", "school", "body")
    return partial(_read, read=read, markers=markers, own_words_first=own_words_first)


def _read_from_1904(cell: Cell, read: CellReader) -> object:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return read(cell + DAYS_TO_1904 if is_number else cell)  # type: ignore[operator]


def _read(cell: Cell, read: CellReader, markers: Markers, own_words_first: bool) -> object:
    if not isinstance(cell, str):
        return read(cell)
    text = cell.strip()
    if not text:
        return None
    if not own_words_first and (reason := markers.in_values(text)):
        return Marker(reason)
    found = read(text)
    if own_words_first and isinstance(found, Fault) and (reason := markers.in_values(text)):
        return found if found.rule == "ambiguous" else Marker(reason)
    return found


def _read_bounded(cell: Cell, read: CellReader, low: float | None, high: float | None) -> object:
    found = read(cell)
    if not isinstance(found, int | float):
        return found
    if (low is None or found >= low) and (high is None or found <= high):
        return found
    bounds = [f"at least {low:g}"] if low is not None else []
    bounds += [f"at most {high:g}"] if high is not None else []
    return Fault("out-of-range", "this number is out of range", " and ".join(bounds))


def _typed_reader(column: Column, names: Names, notation: Notation) -> CellReader:
    where = notation.where
    readers: dict[ColumnType, CellReader] = {
        "upn": read_upn,
        "school": names.read_school,
        "body": names.read_body,
        "whole": amounts.read_whole,
        "number": amounts.read_number,
        "percent": partial(amounts.read_percent, scale=notation.scale, where=where),
        "money": partial(amounts.read_money, thousands=notation.thousands, where=where),
        "date": partial(dates.read_date, order=notation.order, where=where),
        "datetime": partial(dates.read_datetime, order=notation.order, where=where),
        "month": dates.read_month,
        "due": partial(dates.read_due, order=notation.order, where=where),
        "yes_no": read_yes_no,
        "year_group": read_year_group,
        "academic_year": dates.read_academic_year,
        "choice": choice_reader(column.choices),
    }
    return readers.get(column.type, as_text)


def _read_text(cell: Cell, in_text: Callable[[str], str | None]) -> object:
    text = as_text(cell)
    if not text:
        return None
    reason = in_text(text)
    return Marker(reason) if reason else text


def _read_code(cell: Cell, in_text: Callable[[str], str | None]) -> object:
    found = _read_text(cell, in_text)
    if isinstance(found, str) and _SCIENTIFIC.fullmatch(found):
        message = "Excel has rounded this number (1.23E+12), and its digits are lost"
        return Fault("rounded-code", message, "the code in full", "Export the column as text.")
    return found


def _read_grade(cell: Cell, markers: Markers) -> object:
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        message = "Excel has made a date of this grade"
        return Fault("not-a-grade", message, "a grade such as 7, 7-6 or L2P", "Type it as text.")
    return _read_text(cell, markers.in_grades)


def read_upn(cell: Cell) -> object:
    """Thirteen characters. A wrong check letter is doubtful and kept: it may be a slip that
    every system of the school shares."""
    upn = "".join(as_text(cell).split()).upper()
    if not _UPN.fullmatch(upn):
        allowed = "13 characters: a letter, 11 digits, and a digit or letter"
        return Fault("not-a-upn", "this is not a unique pupil number", allowed)
    if upn[0] != upn_letter(upn):
        message = "the check letter of this unique pupil number is wrong"
        fix = "Look it up in the school's management information system."
        return Fault("upn-check-letter", message, fix=fix, severity="warning", value=upn)
    return upn


def upn_letter(upn: str) -> str:
    """The check letter that belongs to characters 2 to 13 of a unique pupil number."""
    return UPN_LETTERS[sum(map(mul, range(2, 14), map(_UPN_VALUES.__getitem__, upn[1:]))) % 23]


def read_yes_no(cell: Cell) -> object:
    word = folded(as_text(cell))
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word == "x":
        return Fault("ambiguous", "an x may mean yes or no", "Yes or No", "Type Yes or No.")
    return Fault("not-yes-or-no", "this is neither yes nor no", "Yes or No")


LAST_YEAR_GROUP = 14  # a third year of sixth form
YEAR_GROUPS = f"R, or 1 to {LAST_YEAR_GROUP}"


def read_year_group(cell: Cell) -> object:
    word = folded(as_text(cell))
    if word in ("r", "rec", "reception", "year r", "yr r"):
        return 0
    if word in ("n", "n1", "n2", "nursery"):
        return -1
    found = _YEAR_GROUP.fullmatch(word)
    if found and int(found[1]) <= LAST_YEAR_GROUP:
        return int(found[1])
    return Fault("not-a-year-group", "this is not a year group", f"{YEAR_GROUPS}, such as Year 11")


def choice_reader(choices: Choices) -> CellReader:
    """Reads any spelling of a choice as its key; a spelling may end in `*`."""
    exact = {folded(key): key for key in choices}
    patterns: list[tuple[str, str]] = []
    for key, spellings in choices.items():
        for spelling in spellings:
            if spelling.endswith("*") and len(spelling) > 1:
                patterns.append((spelling.casefold(), key))
            else:
                exact[folded(spelling)] = key
    words = [spellings[0] if spellings else key for key, spellings in choices.items()]

    def read(cell: Cell) -> object:
        word = folded(as_text(cell))
        found = exact.get(word)
        if found is not None:
            return found
        for pattern, key in patterns:
            if fnmatch.fnmatchcase(word, pattern):
                return key
        match = nearest(word, words)
        fix = f"Did you mean {match!r}?" if match else ""
        return Fault("not-a-choice", "this is none of the allowed words", ", ".join(words), fix)

    return read
