"""The drop's academic year up to the drop's day. Nothing later counts, and nothing earlier."""

from __future__ import annotations

import pandas as pd

from goldenthread.calendar import year_starts
from goldenthread.measures.cells import between, by, dates
from goldenthread.measures.registry import Context


def this_year(context: Context, frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows whose date is from 1 September of the drop's year to the drop's day."""
    first = year_starts(context.drop.year)
    return frame[between(frame, column, first, context.drop.as_of)]


def on_time(context: Context, frame: pd.DataFrame, done: str, due: str) -> pd.Series:
    """True where `done` is by the drop's day and no later than `due`."""
    return by(frame, done, context.drop.as_of) & (dates(frame, done) <= dates(frame, due))
