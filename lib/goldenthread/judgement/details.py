"""What a figure says of itself in words: a detail by its name, a day that is written out."""

from __future__ import annotations

import datetime as dt
import re

from goldenthread.measures.measurement import Measurement
from goldenthread.wording import MONTHS

_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")


def detail(figure: Measurement, name: str) -> str:
    """A detail by its name, whatever its capitals."""
    wanted = name.casefold()
    return next((text for key, text in figure.details if key.casefold() == wanted), "")


def day_of(text: str) -> dt.date | None:
    """A day written as 31 August 2022 or 2022-08-31; None for anything else."""
    match = _DAY.search(text)
    try:
        if match is not None:
            return dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
