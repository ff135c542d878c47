"""Whether heads and senior teams have had the training that the trust wants of them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import text
from goldenthread.measures.courses import attended, people_trained, speaking_of
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Extras
from goldenthread.measures.staff_in_post import at_a_school, in_post
from goldenthread.wording import join_words

SETTING = "leader_courses"


@measure(
    "Heads and senior leaders trained",
    unit="percent",
    decimals=0,
    better="higher",
    counts="people",
    needs=("training", "staff"),
)
def leaders_trained(context: Context) -> Iterator[Measurement]:
    """Heads and senior leaders in post on the drop's day who have come to the training that the
    trust wants every one of them to have.

    They are the staff of the schools whose staff group is leadership. The training is a course
    whose category or name holds one of the trust's setting `leader_courses`, attended on any day up
    to the drop. People are matched by employee number, or else by name. Like governors they are
    known by their office, so that a senior team of two is shown too.

    Denominator: heads and senior leaders in post at schools on the day of the drop, as people.

    Leaves out: places booked or missed; leaders of the trust office. Without the setting there is
    no figure.

    Interval: none; every leader is known.
    """
    courses = listed(context.setting(SETTING))
    if not courses:
        note = f"the trust's settings name no training for leaders ({SETTING})"
        return no_figures(context, "leaders_trained", note)
    log = speaking_of(attended(context), courses)
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    leaders = staff[text(staff, "staff_group").eq("leader") & at_a_school(staff)]
    extras = Extras(note=f"training in {join_words(courses, 'or')}")
    return people_trained(context, "leaders_trained", leaders, log, extras)
