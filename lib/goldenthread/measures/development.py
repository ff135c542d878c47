"""Who is part of a programme of development, a year after joining the trust."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import same_day_last_year
from goldenthread.measures.cells import by, dates, given, text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.places import ENTITY, levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import at_a_school, in_post
from goldenthread.wording import plural


@measure(
    "Teachers with a development plan a year after joining",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("staff",),
    short="Development plans",
)
def development_programmes(context: Context) -> Iterator[Measurement]:
    """Teachers and leaders of the schools who joined the trust twelve months ago or more and have a
    personal development plan agreed by the day of the drop.

    The clock is each colleague's own: it starts with the first post that the staff list gives them
    in the trust, and nobody counts before it is over. Whoever works in two schools counts in each
    of them and once for the trust. A list without any date of a development plan gives no figure.

    Denominator: teachers and leaders in post at a school on the day of the drop who joined twelve
    months before it or earlier.

    Leaves out: those who joined later; staff of the trust office; support and office staff.

    Interval: none; every member of staff is known.
    """
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    staff = staff[at_a_school(staff) & text(staff, "staff_group").isin(["teacher", "leader"])]
    if not given(staff, "development_plan").any():
        return
    joined = staff["employee_id"].map(_joined(context))
    a_year_ago = pd.Timestamp(same_day_last_year(context.drop.as_of))
    staff = staff.assign(
        due=joined <= a_year_ago, planned=by(staff, "development_plan", context.drop.as_of)
    )
    for entity, rows in levels(context, staff, ENTITY):
        due = rows[rows["due"]]
        planned = due.groupby("employee_id")["planned"].any()
        waiting = rows.loc[~rows["due"], "employee_id"].nunique()
        extras = Extras(
            note=f"{plural(waiting, 'colleague')} joined less than twelve months ago"
            if waiting
            else "",
            empty="nobody joined twelve months ago or more",
        )
        met, of = int(planned.sum()), len(planned)
        yield share(context, "development_programmes", entity, met, of, due, extras, n=of)


def _joined(context: Context) -> pd.Series:
    """The day of each employee's first post in the trust."""
    staff = context.frame("staff")
    return staff.assign(day=dates(staff, "started")).groupby("employee_id")["day"].min()
