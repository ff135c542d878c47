"""Behaviour incidents for every 100 pupils."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from goldenthread.measures.cells import text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.year_to_date import Count, Log, rates

TYPE = "_type"


@measure(
    "Behaviour incidents per 100 pupils",
    unit="per 100",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=("behaviour", "census"),
    short="Behaviour incidents",
)
def incident_rate(context: Context) -> Iterable[Measurement]:
    """Incidents in the school's behaviour log in the year so far for every 100 pupils on roll at
    the January census. An incident with several pupils counts once. Schools log by their own
    customs: compare a school with itself.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: schools without a log; incidents after the day of the drop.

    Interval: 95%, Poisson, wider where a few pupils make many of the events.
    """
    events = context.frame("behaviour")
    typed = text(events, "type").map(lambda words: " ".join(words.split()))
    events = events.assign(**{TYPE: typed.where(typed.ne(""))})

    def kept_by(rows: pd.DataFrame) -> list[str]:
        """Each school's log is its own file: without a row in it there is no log."""
        there = set(rows["school"].dropna())
        return [s.urn for s in context.trust.schools if s.urn in there]

    everything = pd.Series(data=True, index=events.index)
    count = Count("incident_rate", _incidents, by=TYPE)
    return rates(context, Log(events, "date", kept_by), everything, count)


def _incidents(events: pd.DataFrame) -> int:
    """Different incidents; an involvement without the incident's number is one of its own."""
    known = events["incident_id"].notna()
    numbered = (events.loc[known, name].tolist() for name in ("school", "incident_id"))
    return len(set(zip(*numbered, strict=True))) + int((~known).sum())
