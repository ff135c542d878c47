"""The in-house tracking system: uploads on time, grades entered."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, given, numbers
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, ratios, shares
from goldenthread.measures.year import on_time, this_year
from goldenthread.wording import plural


def _due(context: Context) -> pd.DataFrame:
    """The uploads due this year up to the drop's day, with `year` in words."""
    frame = this_year(context, context.frame("tracking"), "due")
    year = numbers(frame, "year_group").map(lambda y: f"Year {y:.0f}", na_action="ignore")
    return frame.assign(year=year)


@measure(
    "Tracking uploads on time",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("tracking",),
)
def tracking_on_time(context: Context) -> Iterator[Measurement]:
    """Uploads made by the day they were due, of all that were due this year up to the drop's day.

    An upload is one data point, year group and subject of a school.

    Denominator: uploads due this year up to the day of the drop, that day included.

    Leaves out: uploads without a due date.

    Interval: none; every upload is known.
    """
    every = context.frame("tracking")
    undated = int((~given(every, "due")).sum())
    note = f"{plural(undated, 'upload')} without a due date left out" if undated else ""
    frame = _due(context)
    met = on_time(context, frame, "uploaded", "due")
    extras = Extras(note=note)
    groups = ("data_point", "year", "subject")
    yield from shares(context, "tracking_on_time", frame, met, extras, group_by=groups)


@measure(
    "Grades entered in the tracking system",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("tracking",),
)
def tracking_complete(context: Context) -> Iterator[Measurement]:
    """Grades entered, of the pupils who should have one, over uploads due this year so far.

    An upload not made by the drop's day has no grades. More grades than pupils count as all of
    them.

    Denominator: pupils who should have a grade, over uploads due this year up to the drop.

    Leaves out: uploads made without saying how many grades they hold; uploads that give no number
    of pupils.

    Interval: none; every grade is known.
    """
    frame = _due(context)
    made = by(frame, "uploaded", context.drop.as_of)
    said = given(frame, "pupils") & (~made | given(frame, "entered"))
    frame, made = frame[said], made[said]
    pupils = numbers(frame, "pupils")
    entered = numbers(frame, "entered").where(made, 0.0).clip(upper=pupils)
    left_out = int((~said).sum())
    note = f"{plural(left_out, 'upload')} without numbers left out" if left_out else ""
    groups = ("data_point", "year", "subject")
    yield from ratios(
        context, "tracking_complete", frame, entered, pupils, Extras(note=note), group_by=groups
    )
