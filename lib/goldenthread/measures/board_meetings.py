"""Which meetings of a board or committee have taken place in the year so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import year_ends, year_starts
from goldenthread.measures.cells import dates, text
from goldenthread.measures.registry import Context, kept
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.trust import Body

# Where it is looked up, the surest first, and what a reader is told of it.
_EXPORTS = {"meetings": "the log of meetings", "meeting_attendance": "the attendance lists"}
_DECLARED = "the dates that the trust declares"


@dataclass(frozen=True, slots=True)
class Meetings:
    """The days, in order, on which a body met this year up to the drop; `said_by` is what says so,
    `coming` the next day that the trust declares."""

    days: tuple[dt.date, ...]
    said_by: str
    coming: dt.date | None
    rows: tuple[RowRange, ...] = ()


@kept
def meetings_of(context: Context, body: Body) -> Meetings:
    """By the log of meetings where it names the body, else by the attendance lists (a day on which
    somebody was marked), else by the dates that the trust declares."""
    first, last = year_starts(context.drop.year), year_ends(context.drop.year)
    as_of = context.drop.as_of
    coming = min((day for day in body.meetings if as_of < day <= last), default=None)
    for source, said_by in _EXPORTS.items():
        rows = _rows(context, source, body)
        held = dates(rows, "meeting").dt.date
        rows = rows[(held >= first) & (held <= min(as_of, last))] if len(rows) else rows
        if len(rows):
            days = sorted(set(dates(rows, "meeting").dt.date))
            return Meetings(tuple(days), said_by, coming, rows_of(rows))
    declared = sorted({day for day in body.meetings if first <= day <= min(as_of, last)})
    return Meetings(tuple(declared), _DECLARED, coming)


def _rows(context: Context, source: str, body: Body) -> pd.DataFrame:
    if not context.has(source):
        return pd.DataFrame(columns=["body", "meeting"])
    frame = context.frame(source)
    frame = frame[text(frame, "body").eq(body.id) & frame["meeting"].notna()]
    if source == "meetings":
        return frame
    return frame[text(frame, "mark").isin(["present", "apologies", "absent"])]
