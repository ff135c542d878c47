"""Who is part of a programme of development, a year after joining the trust."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import same_day_last_year, years_after
from goldenthread.measures.cells import by, dates, given, text
from goldenthread.measures.measurement import NOT_YET_DUE, Measurement, State
from goldenthread.measures.places import ENTITY, levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import at_a_school, in_post
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, plural


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

    Leaves out: those who joined later, who are not yet due and are told with the days on which the
    first and the last of them will be; staff of the trust office; support and office staff. A
    school where nobody is due yet is not yet due itself.

    Interval: none; every member of staff is known.
    """
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    staff = staff[at_a_school(staff) & text(staff, "staff_group").isin(["teacher", "leader"])]
    if not given(staff, "development_plan").any():
        return
    joined = staff["employee_id"].map(_joined(context))
    a_year_ago = pd.Timestamp(same_day_last_year(context.drop.as_of))
    staff = staff.assign(
        joined=joined,
        due=joined <= a_year_ago,
        planned=by(staff, "development_plan", context.drop.as_of),
    )
    for entity, rows in levels(context, staff, ENTITY):
        due = rows[rows["due"]]
        planned = due.groupby("employee_id")["planned"].any()
        waiting = _waiting(rows[~rows["due"]])
        if planned.empty and waiting:
            yield Measurement(
                "development_programmes",
                entity,
                context.drop.year,
                state=State.NOT_YET_DUE,
                note=waiting,
                rows=rows_of(rows),
            )
            continue
        details = ((NOT_YET_DUE, waiting),) if waiting else ()
        extras = Extras(note=waiting, empty="the staff list has no teacher in post")
        met, of = int(planned.sum()), len(planned)
        yield share(
            context, "development_programmes", entity, met, of, due, extras, n=of, details=details
        )


def _waiting(rows: pd.DataFrame) -> str:
    """`3 colleagues joined less than twelve months ago: the first is not due until 1 November 2022,
    the last not until 1 September 2023`."""
    joined = rows.drop_duplicates("employee_id")["joined"]
    if joined.empty:
        return ""
    first, last = (day(years_after(moment.date(), 1)) for moment in (joined.min(), joined.max()))
    who = f"{plural(len(joined), 'colleague')} joined less than twelve months ago"
    if first == last:
        return f"{who}: not due until {first}"
    return f"{who}: the first not due until {first}, the last not until {last}"


def _joined(context: Context) -> pd.Series:
    """The day of each employee's first post in the trust."""
    staff = context.frame("staff")
    return staff.assign(day=dates(staff, "started")).groupby("employee_id")["day"].min()
