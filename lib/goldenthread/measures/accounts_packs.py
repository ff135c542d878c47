"""Whether the management accounts reached the chair and the trustees in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import year_starts
from goldenthread.measures.cells import dates, day_of
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.measures.year import on_time, this_year
from goldenthread.wording import day, month, plural


@measure(
    "Accounts packs on time",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("accounts_packs",),
    trust_only=True,
)
def packs_on_time(context: Context) -> Iterator[Measurement]:
    """Monthly accounts packs issued and sent to the chair by the day they were due.

    Each month is a group of its own.

    Denominator: packs due from 1 September to the day of the drop, that day included.

    Leaves out: packs not yet due.

    Interval: none; every pack is known.
    """
    frame = this_year(context, context.frame("accounts_packs"), "due")
    met = on_time(context, frame, "issued", "due") & on_time(context, frame, "to_chair", "due")
    late = [month(when.date()) for when in dates(frame, "month")[~met].dropna()]
    note = f"{plural(len(late), 'pack')} late" if late else "no pack was late"
    extras = Extras(note=note, empty="no pack was due up to this day")
    yield share(context, "packs_on_time", TRUST, int(met.sum()), len(frame), frame, extras)
    for (_, row), punctual in zip(frame.iterrows(), met, strict=True):
        yield share(
            context,
            "packs_on_time",
            TRUST,
            int(punctual),
            1,
            row.to_frame().T,
            group=month(pd.Timestamp(row["month"]).date()),
            n=1,
            details=_days(row),
        )


def _days(row: pd.Series) -> Details:
    steps = {"Due": "due", "Issued": "issued", "Sent to chair": "to_chair"}
    found = {title: day_of(row.get(name)) for title, name in steps.items()}
    return tuple((title, day(when) if when else "not recorded") for title, when in found.items())


@measure(
    "Accounts sent to trustees, of those owed so far",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("accounts_packs",),
    trust_only=True,
)
def packs_to_trustees(context: Context) -> Iterator[Measurement]:
    """Packs sent to all trustees this year, of those owed by the day of the drop; at most 100%.

    Trustees are owed the trust's setting `trustee_packs_a_year` (6) from 1 September to 31 August.
    Owed so far is that number times the whole months gone by of twelve, rounded down; in the first
    month or two none is owed and there is no figure.

    Denominator: packs owed to trustees by the day of the drop.

    Leaves out: packs sent beyond those owed.

    Interval: none; every pack is known.
    """
    a_year = int(context.setting("trustee_packs_a_year", 6))
    sent = this_year(context, context.frame("accounts_packs"), "to_trustees")
    owed = a_year * _whole_months(context) // 12
    note = f"{plural(len(sent), 'pack')} sent to trustees, {owed} owed so far"
    extras = Extras(note=note, empty="none is owed so early in the year")
    met = min(len(sent), owed)
    yield share(context, "packs_to_trustees", TRUST, met, owed, sent, extras, n=len(sent))


def _whole_months(context: Context) -> int:
    """Months of the year gone by at the end of the drop's day; 12 on 31 August."""
    start = year_starts(context.drop.year)
    after = context.drop.as_of + dt.timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return max(0, min(12, months))
