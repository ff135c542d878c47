"""Numbers as people type them: £1,234.50, (1,234), 46.7%, −3."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from goldenthread.sources.cell import Cell, Fault

Scale = Literal["per hundred", "fraction", "unclear"]
# A larger one is no count and no amount; from 2^53 on a workbook's numbers have gaps.
_LARGEST = 1e15
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", re.ASCII)
_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def number(cell: Cell) -> float | None:
    """The number in a cell, or None where it holds none, or one of 16 digits and more; brackets and
    true minus are negative."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if abs(cell) < _LARGEST else None
    return _typed(cell) if isinstance(cell, str) else None


def _typed(text: str) -> float | None:
    digits = text.replace("−", "-").replace("–", "-").replace("£", "")
    digits = "".join(digits.split())
    negative = False
    if digits.startswith("(") and digits.endswith(")"):
        negative, digits = True, digits[1:-1]
    elif digits.startswith("-"):
        negative, digits = True, digits[1:]
    elif digits.endswith("-"):
        negative, digits = True, digits[:-1]
    digits = digits.removeprefix("+")
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif not _PLAIN.fullmatch(digits):
        return None
    value = float(digits)
    return (-value if negative else value) if value < _LARGEST else None


def read_number(cell: Cell) -> object:
    found = number(cell)
    if found is None:
        message = _no_number(cell, "this is not a number")
        return Fault("not-a-number", message, "a number", "Type the number alone.")
    return found


def read_money(cell: Cell, thousands: bool | None = False, where: str = "") -> object:
    """Pounds. Where the header speaks of thousands and nothing says that they are, `thousands` is
    None, and no number can be used."""
    found = number(cell)
    if found is None:
        allowed = "pounds, such as 1234.50, £1,234.50 or (1,234) for a negative"
        return Fault("not-a-number", _no_number(cell, "this is not an amount of money"), allowed)
    if thousands is None and found:
        message = "the heading speaks of thousands, so this may be pounds or thousands of pounds"
        fix = f"Write `thousands: true` or `thousands: false` {where}".rstrip()
        return Fault("unclear-thousands", message, fix=f"{fix}.")
    return found * 1000 if thousands else found


def read_whole(cell: Cell) -> object:
    found = number(cell)
    if found is None or not found.is_integer():
        return Fault("not-a-whole-number", "this is not a whole number", "a whole number")
    return int(found)


def read_percent(cell: Cell, scale: Scale, where: str = "") -> object:
    """Per cent; a typed % sign settles the unit, else `scale` says what 0.5 means."""
    signed = isinstance(cell, str) and cell.rstrip().endswith("%")
    found = number(str(cell).rstrip()[:-1]) if signed else number(cell)
    if found is None:
        message = _no_number(cell, "this is not a percentage")
        return Fault("not-a-number", message, "a percentage, such as 92.4%")
    if signed or scale == "per hundred":
        return found
    if scale == "unclear" and 0 < abs(found) <= 1:
        message = "this may be a fraction (0.5 for a half) or a percentage (0.5 for half of one)"
        fix = f"Write `percent_as: fraction` or `percent_as: per hundred` {where}".rstrip()
        return Fault("unclear-percentage", message, "one notation in all rows", f"{fix}.")
    # 0.924 is exactly 92.4 per cent, not 92.40000000000001.
    return found if scale == "unclear" else round(found * 100, 10)


def scale_of(cells: Iterable[Cell], declared: str | None) -> Scale:
    """What plain numbers mean in a column of percentages. Where nothing is declared, numbers that
    all lie between 0 and 1 are not guessed."""
    if declared in ("fraction", "per hundred"):
        return "fraction" if declared == "fraction" else "per hundred"
    sizes = {abs(size) for size in _plain_numbers(cells) if size}
    if not sizes or min(sizes) > 1:
        return "per hundred"
    if declared is None:
        return "unclear" if max(sizes) <= 1 else "per hundred"
    return "fraction" if max(sizes) <= 1 else "unclear"


def _no_number(cell: Cell, message: str) -> str:
    """A comma before one, two or four and more last digits is the Continent's decimal point."""
    if isinstance(cell, str) and _DECIMAL_COMMA.fullmatch("".join(cell.split()).strip("£€%()-")):
        return f"{message} in England: it has a decimal comma"
    return message


def _plain_numbers(cells: Iterable[Cell]) -> list[float]:
    different = {c for c in cells if isinstance(c, str | int | float) and c is not True}
    return [size for cell in different if (size := number(cell)) is not None]
