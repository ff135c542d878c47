"""Whether new members, trustees and governors completed their first year's induction."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, given, text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import by_body, holders, person
from goldenthread.measures.shares import Extras, share

_YEARS = 2  # how far back a first year may have ended


@measure(
    "New governors with induction completed in their first year",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("governors",),
    short="Induction completed",
)
def governor_induction(context: Context) -> Iterator[Measurement]:
    """Members, trustees and governors in office whose first year in office ended in the two years
    up to the day of the drop, and who completed their induction in it.

    Somebody's first year starts with the earliest appointment that the export gives them on any
    body, so that a second term starts no new one. Whoever sits on two bodies counts on each. An
    export without any date of a completed induction gives no figure.

    Denominator: people in office on the day of the drop, once for each body, whose first year ended
    in the two years before it.

    Leaves out: those in their first year, and those who took office earlier; seats without a date
    of appointment.

    Interval: none; every seat is known.
    """
    every = context.frame("governors")
    if not given(every, "induction_completed").any():
        return
    every = every.assign(
        person=text(every, "name").map(person),
        began=dates(every, "term_start"),
        completed=dates(every, "induction_completed"),
    )
    first = every.groupby("person")["began"].min()
    done = every.groupby("person")["completed"].min()
    seats = holders(context)
    began = seats["person"].map(first)
    a_year_on = began + pd.DateOffset(years=1)
    as_of = pd.Timestamp(context.drop.as_of)
    recent = (a_year_on <= as_of) & (a_year_on > as_of - pd.DateOffset(years=_YEARS))
    completed = seats["person"].map(done) <= a_year_on
    seats = seats.assign(met=completed, recent=recent)
    extras = Extras(empty="nobody's first year in office ended in the last two years")
    for entity, bodies, rows in by_body(context, seats):
        new = rows[rows["recent"]]
        if bodies:
            met, of = int(new["met"].sum()), len(new)
            yield share(context, "governor_induction", entity, met, of, new, extras, n=of)
