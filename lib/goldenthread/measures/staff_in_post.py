"""Who is employed where on a day, and when the school workforce census was taken."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from goldenthread.measures.cells import dates, text
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, kept

GROUPS = {
    "teacher": "Teachers",
    "leader": "Leaders",
    "support": "Support staff",
    "office": "Office staff",
}


@kept
def in_post(context: Context, day: pd.Timestamp) -> pd.DataFrame:
    """The staff list's rows of people employed on `day`, with `entity`.

    A leaving date is the last day of employment: who leaves on `day` is still in post on it.
    """
    staff = placed(context, context.frame("staff"))
    left = dates(staff, "left")
    return staff[(dates(staff, "started") <= day) & ~(left < day)]


def permanent_teachers(frame: pd.DataFrame) -> pd.Series:
    """True for teachers and leaders on a permanent contract."""
    return permanent(frame) & text(frame, "staff_group").isin(["teacher", "leader"])


def permanent(frame: pd.DataFrame) -> pd.Series:
    return text(frame, "contract") == "permanent"


def at_a_school(frame: pd.DataFrame) -> pd.Series:
    """True for rows of a school, and so neither the trust office's nor nobody's."""
    return ~frame[ENTITY].isin([TRUST, ""])


def enough_outside_schools(context: Context, staff: pd.DataFrame) -> pd.DataFrame:
    """`staff` without those of no school where these are too few to be a group of their own.

    Else the trust's figure less the schools' would tell what a handful of people did.
    """
    schools = at_a_school(staff)
    others = staff.loc[~schools, "employee_id"].nunique()
    return staff if others >= context.trust.reporting.smallest_staff_group else staff[schools]


def census_day(year: int) -> dt.date:
    """The school workforce census: the first Thursday in November."""
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7)


def last_census(day: dt.date) -> dt.date:
    """The last census day that is not after `day`."""
    this = census_day(day.year)
    return this if this <= day else census_day(day.year - 1)
