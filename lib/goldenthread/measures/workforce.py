"""Who stays: retention, stability, turnover."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import same_day_last_year
from goldenthread.measures.cells import numbers, text, total
from goldenthread.measures.leavers import leavers_of_year
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.measures.places import ENTITY, levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import (
    GROUPS,
    at_a_school,
    census_day,
    in_post,
    last_census,
    permanent,
    permanent_teachers,
)
from goldenthread.wording import day

ONE_DAY = pd.Timedelta(days=1)


def _staying(
    context: Context, name: str, start: pd.Timestamp, end: pd.Timestamp, extras: Extras
) -> Iterator[Measurement]:
    """Full-time equivalents in post at `start` whose people are in post at `end`, by level.

    At a school they must be in post at that school; in the trust anywhere in it.
    """
    first = in_post(context, start)
    first = first[permanent(first) & at_a_school(first)]
    last = in_post(context, end)
    for entity, rows in levels(context, first, ENTITY):
        there = last if entity == TRUST else last[last[ENTITY] == entity]
        stayed = rows["employee_id"].isin(there["employee_id"])
        parts = [(ALL, permanent_teachers(rows))]
        parts += [(label, text(rows, "staff_group") == key) for key, label in GROUPS.items()]
        for group, chosen in parts:
            part = rows[chosen & numbers(rows, "fte").notna()]
            if part.empty and group != ALL:
                continue
            fte = numbers(part, "fte")
            kept, whole = total(fte[stayed[part.index]]), total(fte)
            n = part["employee_id"].nunique()
            yield share(context, name, entity, kept, whole, part, extras, group=group, n=n)


@measure(
    "Teachers and leaders who stayed",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("staff",),
)
def retention(context: Context) -> Iterator[Measurement]:
    """Teachers and leaders in post at one November census and still there at the next, by hours.

    Of the full-time equivalents of permanent teachers and leaders in post on one school workforce
    census day (the first Thursday in November), the percentage whose people were in post on the
    next. The pair is the last two census days that are not after the drop: in a drop of 2021/22
    taken after 4 November 2021, those of 5 November 2020 and 4 November 2021. The figure therefore
    stays the same until the next November; `turnover` follows the year in between. At a school, who
    moved to another school of the trust has left; for the trust that is no leaving.

    Denominator: full-time equivalents of permanent teachers and leaders in post at a school on the
    first of the two days.

    Leaves out: fixed-term and casual staff; rows without full-time equivalents; staff of the trust
    office, so few that the trust's figure less the schools' would be about single people.

    Interval: 95%, Wilson, on full-time equivalents.
    """
    end = last_census(context.drop.as_of)
    start = census_day(end.year - 1)
    words = f"in post on {day(start)} and still in post on {day(end)}"
    details = (("In post on", day(start)), ("Still in post on", day(end)))
    extras = Extras(True, words, details=dict.fromkeys(context.entities, details))
    return _staying(context, "retention", pd.Timestamp(start), pd.Timestamp(end), extras)


@measure(
    "Staff in post a year ago who are still there",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("staff",),
)
def stability(context: Context) -> Iterator[Measurement]:
    """Teachers and leaders in post a year before the drop and not left by its day, by hours.

    Full-time equivalents of permanent teachers and leaders, counted as for `retention`. Whoever's
    last day is the day of the drop has left; so has whoever's last day was that day a year before.

    Denominator: full-time equivalents of permanent teachers and leaders in post at a school on the
    first of the two days.

    Leaves out: fixed-term and casual staff; rows without full-time equivalents; staff of the trust
    office.

    Interval: 95%, Wilson, on full-time equivalents.
    """
    as_of = context.drop.as_of
    start = same_day_last_year(as_of)
    extras = Extras(True, f"in post after {day(start)} and not left by {day(as_of)}")
    # The day after at both ends: else a drop of 31 August would count two summers' leavers.
    first, last = (pd.Timestamp(day_) + ONE_DAY for day_ in (start, as_of))
    return _staying(context, "stability", first, last, extras)


@measure(
    "Staff turnover in twelve months",
    unit="percent",
    decimals=1,
    better="lower",
    counts="staff",
    needs=("staff",),
)
def turnover(context: Context) -> Iterator[Measurement]:
    """Leavers of the twelve months up to the drop, of the mean of those in post, by hours.

    Full-time equivalents of permanent teachers and leaders whose last day lies in the twelve months
    up to the drop, over the mean of the full-time equivalents in post a year before and on the day
    of the drop. At a school, who moved to another school of the trust has left; for the trust that
    is no leaving. Groups give every staff group.

    Denominator: the mean of the full-time equivalents in post a year before and on the day of the
    drop.

    Leaves out: fixed-term and casual staff; rows without full-time equivalents; staff of the trust
    office.

    Interval: none; every leaver is known.
    """
    as_of = pd.Timestamp(context.drop.as_of)
    start = pd.Timestamp(same_day_last_year(context.drop.as_of))
    both_days = (in_post(context, moment) for moment in (start, as_of))
    ends = [frame[permanent(frame) & at_a_school(frame)] for frame in both_days]
    extras = Extras(note=f"leavers from {day((start + ONE_DAY).date())} to {day(as_of.date())}")
    for entity, gone in leavers_of_year(context):
        posts = [f if entity == TRUST else f[f[ENTITY] == entity] for f in ends]
        if all(frame.empty for frame in posts):
            continue
        for group, key in (ALL, ""), *((label, key) for key, label in GROUPS.items()):
            left, *both = (_of_group(frame, key) for frame in (gone, *posts))
            mean = total(pd.concat([numbers(frame, "fte") for frame in both])) / 2
            n = pd.concat(both)["employee_id"].nunique()
            if not mean and group != ALL:
                continue
            part = total(numbers(left, "fte"))
            rows = pd.concat([*both, left]).drop_duplicates(["_file", "_sheet", "_row"])
            yield share(context, "turnover", entity, part, mean, rows, extras, group=group, n=n)


def _of_group(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    chosen = text(frame, "staff_group") == key if key else permanent_teachers(frame)
    return frame[chosen]
