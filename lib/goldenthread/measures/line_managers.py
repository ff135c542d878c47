"""Whether those who appraise others have learnt how to."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, yes
from goldenthread.measures.courses import attended, people_trained, speaking_of
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras
from goldenthread.measures.staff_in_post import enough_outside_schools, in_post

SETTING = "appraisal_courses"
DEFAULT_COURSES = ("Appraisal", "Performance management")


@measure(
    "Line managers trained in appraisal",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("training", "staff"),
)
def line_managers_trained(context: Context) -> Iterator[Measurement]:
    """Line managers in post on the drop's day who have come to a course on appraisal by then, and
    whose training has not run out.

    Line managers are those whom the staff list marks as such. A course on appraisal is one whose
    category or name holds one of the trust's setting `appraisal_courses` (appraisal, performance
    management). People are matched by employee number, or else by name. Who manages at two schools
    counts at each and once for the trust; managers of the trust office count for the trust only,
    and not at all where they are fewer than the smallest staff group that is shown. A list that
    marks nobody gives no figure.

    Denominator: line managers in post on the day of the drop, as people.

    Leaves out: places booked or missed; training with an expiry date before the drop.

    Interval: none; every line manager is known.
    """
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    staff = enough_outside_schools(context, staff[yes(staff, "manages")])
    if staff.empty:
        return
    wanted = listed(context.setting(SETTING, list(DEFAULT_COURSES)))
    log = speaking_of(attended(context), wanted)
    lapsed = dates(log, "expires") < pd.Timestamp(context.drop.as_of)
    yield from people_trained(context, "line_managers_trained", staff, log[~lapsed], Extras())
