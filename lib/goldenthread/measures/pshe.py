"""Personal, social, health and economic education: on the timetable and in the other subjects."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import given, numbers, yes
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, coverage, shares


@measure(
    "Year groups with personal, social, health and economic education in place",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("pshe",),
    short="Year groups with PSHE in place",
)
def pshe_in_place(context: Context) -> Iterator[Measurement]:
    """Year groups where the subject (PSHE) has its hours, a scheme of work and a lead with time.

    A year group counts where its timetabled hours a year reach the trust's setting `pshe_hours`
    (30), the scheme of work is in place and the lead has allocated time. A blank is not in place.

    Denominator: year groups of the export with anything filled in.

    Leaves out: year groups with nothing filled in, which show in the coverage.

    Interval: none; this is a checklist.
    """
    frame = context.frame("pshe")
    filled = given(frame, "hours") | given(frame, "scheme") | given(frame, "lead_time")
    known = frame[filled]
    least = float(context.setting("pshe_hours", 30))
    met = (numbers(known, "hours") >= least) & yes(known, "scheme") & yes(known, "lead_time")
    years = numbers(known, "year_group").map(lambda y: f"Year {y:.0f}", na_action="ignore")
    extras = Extras(
        note=f"at least {least:g} hours a year, a scheme of work and time for the lead",
        coverage=coverage(context, known, frame, "year groups"),
    )
    known = known.assign(year=years)
    yield from shares(context, "pshe_in_place", known, met, extras, group_by=("year",))
