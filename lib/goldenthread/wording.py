"""How figures, dates and lists are written for a reader.

Figures are rounded half up, as the Department for Education advises, and only here: judgements
are made on unrounded figures.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
MISSING = "–"
# Not the standard library's names, which follow the machine's language.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """2.5 becomes 3, −2.5 becomes −3, and 1.005 becomes 1.01 whatever its binary form."""
    if not math.isfinite(value):
        message = f"{value} is no figure"
        raise ValueError(message)
    # A tenth decimal is only the noise of binary arithmetic: 28.499999999999996 is 28.5.
    exact = value if isinstance(value, int) else round(float(value), 10)
    return Decimal(repr(exact)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float | None, decimals: int = 0) -> str:
    """`1,234.5`, `−0.24`; a dash where there is none. What rounds to nothing has no sign."""
    if value is None or math.isnan(value):
        return MISSING
    rounded = round_half_up(value, decimals)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{max(decimals, 0)}f}"


def signed(value: float | None, decimals: int = 2) -> str:
    """`+0.31`, `−0.24`, `0.00`: for scores and changes around zero."""
    text = number(value, decimals)
    positive = text != MISSING and value is not None and round_half_up(value, decimals) > 0
    return f"+{text}" if positive else text


def percent(value: float | None, decimals: int = 1) -> str:
    """`46.7%` for 46.7."""
    text = number(value, decimals)
    return text if text == MISSING else f"{text}%"


def money(value: float | None) -> str:
    """Whole pounds: `£1,234`, `−£1,234`."""
    text = number(value)
    if text == MISSING:
        return text
    return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"


def in_unit(value: float | None, unit: str, decimals: int = 0) -> str:
    """A value in the unit of its measure: `46.7%`, `+0.31`, `3.20 per 100`, `£1,234`, `Yes`."""
    text = number(value, decimals)
    if text == MISSING or value is None:
        return MISSING
    if unit == "percent":
        return f"{text}%"
    if unit == "score":
        return signed(value, decimals)
    if unit == "pounds":
        return money(value)
    if unit == "yes/no":
        return "Yes" if value >= 0.5 else "No"
    if unit in ("count", "level"):
        return text
    if unit in ("points", "days", "percentage points"):
        one = abs(round_half_up(value, decimals)) == 1
        return f"{text} {unit.removesuffix('s') if one else unit}"
    return f"{text} {unit}"


def change(value: float | None, unit: str, decimals: int = 0) -> str:
    """A difference of two values in a unit, with its sign: `+1.2 percentage points`, `−£300`."""
    text = signed(value, decimals)
    if text == MISSING or value is None:
        return MISSING
    if unit == "pounds":
        return f"+{money(value)}" if round_half_up(value) > 0 else money(value)
    if unit in ("percent", "points", "days", "percentage points"):
        word = "percentage points" if unit == "percent" else unit
        one = abs(round_half_up(value, decimals)) == 1
        return f"{text} {word.removesuffix('s') if one else word}"
    return f"{text} {unit}" if unit == "per 100" else text


def plural(count: float, noun: str, nouns: str = "") -> str:
    """`1 pupil`, `14 pupils`; `nouns` where the plural is not formed with an s."""
    text = number(count, 0 if float(count).is_integer() else 1)
    return f"{text} {noun if count == 1 else nouns or noun + 's'}"


def share(numerator: float, denominator: float, noun: str) -> str:
    """`14 of 96 pupils (15%)`; `noun` is the plural."""
    decimals = 0 if float(numerator).is_integer() and float(denominator).is_integer() else 1
    text = f"{number(numerator, decimals)} of {number(denominator, decimals)} {noun}"
    return f"{text} ({percent(100 * numerator / denominator, 0)})" if denominator else text


def day(date: dt.date) -> str:
    """`31 August 2022`."""
    return f"{date.day} {month(date)}"


def month(date: dt.date) -> str:
    """`August 2022`."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def all_of(count: int, nouns: str) -> str:
    """`both items`, `all 5 items`."""
    return f"both {nouns}" if count == 2 else f"all {number(count)} {nouns}"


def none_of(count: int, nouns: str) -> str:
    """`neither of the 2 items`, `none of the 5 items`."""
    return f"{'neither' if count == 2 else 'none'} of the {number(count)} {nouns}"


def ordinal(place: int) -> str:
    """`1st`, `22nd`, `113th`, `1,204th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{'th' if place % 100 in (11, 12, 13) else ending}"


def sentence(text: str) -> str:
    """With a capital at the start and a full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def without_capital(text: str) -> str:
    """As it stands inside a sentence: `at the same point in 2020/21`, `summer 2022`."""
    return text[:1].lower() + text[1:]
