"""Who left, where they went, and who was lost to state-funded schools altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import academic_year, same_day_last_year
from goldenthread.measures.cells import dates, folded, numbers, text, total
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.places import ENTITY, levels, placed
from goldenthread.measures.registry import Context, kept, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.measures.staff_in_post import (
    at_a_school,
    census_day,
    in_post,
    last_census,
    permanent,
    permanent_teachers,
)
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, percent

UNKNOWN, RETIRED = "Not recorded", "Retired"
OURS, ANOTHER = "Another school of the trust", "Another school"
INDEPENDENT, OUTSIDE = "Independent or overseas school", "Outside schools"
_LOST = (RETIRED, INDEPENDENT, OUTSIDE)  # what the department calls leaving the sector
_ONE_DAY = pd.Timedelta(days=1)


@kept
def leavers_of_year(context: Context) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Permanent staff whose last day lies in the year up to the drop and who have not come back.

    All posts that a person held on that last day, so that their hours add up to the person's.
    """
    as_of = pd.Timestamp(context.drop.as_of)
    start = pd.Timestamp(same_day_last_year(context.drop.as_of))
    staff = placed(context, context.frame("staff"))
    left = dates(staff, "left")
    gone = staff[permanent(staff) & at_a_school(staff) & (left > start) & (left <= as_of)]
    still = in_post(context, as_of + _ONE_DAY)
    found = []
    for entity in context.entities:
        rows = gone if entity == TRUST else gone[gone[ENTITY] == entity]
        there = still if entity == TRUST else still[still[ENTITY] == entity]
        rows = rows[~rows["employee_id"].isin(there["employee_id"])]
        last = dates(rows, "left").groupby(rows["employee_id"]).transform("max")
        found.append((entity, rows[dates(rows, "left") == last]))
    return tuple(found)


@measure(
    "Leavers in twelve months",
    unit="count",
    decimals=0,
    better="lower",
    counts="staff",
    needs=("staff",),
)
def leavers(context: Context) -> Iterator[Measurement]:
    """Permanent teachers and leaders whose last day lies in the twelve months up to the drop.

    Counted as people, once each; and by where they went, as the export says: another school of the
    trust, another school, an independent school or one overseas, retired, outside schools, or not
    recorded. At a school, who moved to another school of the trust has left; for the trust that is
    no leaving. Numbers of fewer people than the trust's smallest staff group are not shown.

    Denominator: none; it is a number of people.

    Leaves out: fixed-term and casual staff; staff of the trust office; who left one post and stayed
    in another at the same school.

    Interval: none; every leaver is known.
    """
    for entity, gone in leavers_of_year(context):
        rows = gone[permanent_teachers(gone)]
        for group, part in ((ALL, rows), *rows.groupby(_where(context, rows), sort=True)):
            people = part["employee_id"].nunique()
            yield Measurement(
                "leavers",
                entity,
                context.drop.year,
                float(people),
                str(group),
                n=people,
                rows=rows_of(part),
            )


@measure(
    "Teachers who left state-funded schools",
    unit="percent",
    decimals=1,
    better="lower",
    counts="staff",
    needs=("staff",),
    publication="School workforce in England",
)
def left_state_schools(context: Context) -> Iterator[Measurement]:
    """Teachers and leaders lost to state-funded schools between two November censuses, by hours.

    Full-time equivalents of permanent teachers and leaders in post on one school workforce census
    day and employed nowhere in the trust on the next, whose destination says that they retired,
    went to an independent school or one overseas, or left schools. Follows the department's leaver
    rate, which it calls after the year of the first census: of 5 November 2020 and 4 November 2021
    it says 2020/21; that year's national rate is given as a detail. The department counts qualified
    teachers, knows from pensions who is in service anywhere, and counts career breaks as leaving.

    Denominator: full-time equivalents of permanent teachers and leaders in post at a school on the
    first of the two days.

    Leaves out: fixed-term and casual staff; staff of the trust office; rows without full-time
    equivalents. Who left without saying where to is not counted as lost; the coverage is the
    leavers whose destination is recorded.

    Interval: 95%, Wilson, on full-time equivalents.
    """
    end = last_census(context.drop.as_of)
    start = census_day(end.year - 1)
    first = in_post(context, pd.Timestamp(start))
    first = first[permanent_teachers(first) & at_a_school(first) & numbers(first, "fte").notna()]
    there = in_post(context, pd.Timestamp(end))
    for entity, rows in levels(context, first, ENTITY):
        gone = rows[~rows["employee_id"].isin(there["employee_id"])]
        where = _where(context, gone)
        lost = gone[where.isin(_LOST)]
        people = gone["employee_id"].nunique()
        told = gone.loc[where != UNKNOWN, "employee_id"].nunique()
        extras = Extras(
            interval=True,
            note=f"in post on {day(start)} and lost to state-funded schools by {day(end)}",
            coverage={entity: Coverage(told, people, "leavers")} if people else None,
            details={entity: _national(context, entity, academic_year(start))},
        )
        part, whole = total(numbers(lost, "fte")), total(numbers(rows, "fte"))
        n = rows["employee_id"].nunique()
        yield share(context, "left_state_schools", entity, part, whole, rows, extras, n=n)


def _national(context: Context, entity: str, year: str) -> Details:
    """England's leaver rate of the census year, of the schools' phase where that was published."""
    phases = {s.phase for s in context.trust.schools if entity in (s.urn, TRUST)}
    names = [f"teacher_leavers_{phase}" for phase in phases if len(phases) == 1]
    for name in (*names, "teacher_leavers"):
        if name not in context.benchmarks.ids:
            continue
        benchmark = context.benchmarks.get(name)
        found = benchmark.figure(year)
        if found is not None and found.value is not None:
            words = f"{percent(found.value)} for {year}: {benchmark.basis}"
            return (("England", f"{words} ({benchmark.publication})"),)
    return ()


def _where(context: Context, rows: pd.DataFrame) -> pd.Series:
    """Where each row's person went; one answer a person, the known one before "Not recorded"."""
    found = text(rows, "destination").map(lambda words: _destination(context, words))
    ranked = (found == UNKNOWN).map({True: "1", False: "0"}) + found
    return ranked.groupby(rows["employee_id"]).transform("min").str[1:]


def _destination(context: Context, words: str) -> str:
    """The group that a destination as typed belongs to."""
    plain = folded(words)
    if not plain or re.search(r"not known|unknown|not recorded|not given", plain):
        return UNKNOWN
    if "retire" in plain:
        return RETIRED
    if re.search(r"independent|(private|international) school|overseas|abroad", plain):
        return INDEPENDENT
    ours = context.trust.find_school(words) is not None
    if ours or re.search(r"(this|our|within the|same) trust", plain):
        return OURS
    outside = re.search(r"(outside|left|leaving) (teaching|education|schools)", plain)
    if not outside and re.search(r"school|academy|college|teaching|education|trust", plain):
        return ANOTHER
    return OUTSIDE
