"""Whether a post could be shared: thought about before it was advertised."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import dates, given
from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.places import ENTITY, levels, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import share
from goldenthread.measures.year import this_year


@measure(
    "Posts considered for job share before they were advertised",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("posts",),
    short="Job share considered",
)
def job_share_considered(context: Context) -> Iterator[Measurement]:
    """Posts advertised this year of which it is on record that a job share was considered, on the
    day of the advertisement or before.

    A date after the advertisement is too late. What was decided does not count, only that it was
    considered. An export without any such date gives no figure.

    Denominator: posts advertised from 1 September to the day of the drop.

    Leaves out: posts that were not advertised this year; to a school that advertised none it does
    not apply.

    Interval: none; every post is known.
    """
    frame = placed(context, context.frame("posts"))
    if not given(frame, "job_share").any():
        return
    in_time = dates(frame, "job_share") <= dates(frame, "advertised")
    frame = frame.assign(in_time=in_time)
    for entity, every in levels(context, frame, ENTITY):
        rows = this_year(context, every, "advertised")
        if rows.empty:
            note = "no post was advertised this year"
            state = State.DOES_NOT_APPLY
            yield Measurement(
                "job_share_considered", entity, context.drop.year, state=state, note=note
            )
            continue
        met, of = int(rows["in_time"].sum()), len(rows)
        yield share(context, "job_share_considered", entity, met, of, rows)
