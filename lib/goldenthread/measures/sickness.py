"""Days that staff were away sick, counted as the school workforce census counts teachers' days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from goldenthread.measures.cells import dates, numbers, text, total
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement, State
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details
from goldenthread.measures.staff_in_post import GROUPS, at_a_school
from goldenthread.measures.statistics import own_mean_interval, wilson
from goldenthread.measures.year_to_date import Period, periods
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, number

NEEDS = ("staff_absence", "staff")
PUBLICATION = "School workforce in England"
_SICK = r"\b(?:sick|sickness|ill|illness|medical)\b"


@dataclass(frozen=True, slots=True)
class _Away:
    """Staff of one entity and group in one period: `days` lost of each person, 0 for the others."""

    days: pd.Series
    spells: int
    unknown: int  # spells without a number of days
    rows: tuple[RowRange, ...]

    @property
    def takers(self) -> pd.Series:
        return self.days[self.days.notna()]


def _sick(context: Context, period: Period) -> pd.DataFrame:
    """Sickness in the period, with `lost`: the days lost on weekdays inside it, in proportion."""
    frame = context.frame("staff_absence")
    frame = frame[text(frame, "kind").str.lower().str.contains(_SICK)]
    first, last = dates(frame, "first_day"), dates(frame, "last_day")
    as_of = pd.Timestamp(context.drop.as_of)
    # An absence that goes on has cost what it cost up to the drop.
    last = last.where(last.notna() & (last <= as_of), as_of)
    begins, ends = pd.Timestamp(period.first), pd.Timestamp(period.last)
    inside = (first <= ends) & (last >= begins) & (first <= last)
    frame, first, last = frame[inside], first[inside], last[inside]
    share = _weekdays(first.where(first > begins, begins), last.where(last < ends, ends))
    whole = _weekdays(first, last)
    part = pd.Series(np.where(whole > 0, share / np.maximum(whole, 1), 1.0), index=frame.index)
    return frame.assign(lost=numbers(frame, "days") * part, begun=first)


def _weekdays(first: pd.Series, last: pd.Series) -> np.ndarray:
    days = (moments.to_numpy().astype("datetime64[D]") for moments in (first, last))
    start, end = days
    return np.asarray(np.busday_count(start, end + np.timedelta64(1, "D")))


def _staff(context: Context, period: Period) -> pd.DataFrame:
    """Everyone in post at a school on any day of the period, whatever the contract."""
    staff = placed(context, context.frame("staff"))
    left = dates(staff, "left")
    there = (dates(staff, "started") <= pd.Timestamp(period.last)) & ~(
        left < pd.Timestamp(period.first)
    )
    return staff[there & at_a_school(staff)]


def _groups(staff: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    group = text(staff, "staff_group")
    yield ALL, staff[group.isin(["teacher", "leader"])]
    for key, label in GROUPS.items():
        part = staff[group == key]
        if not part.empty:
            yield label, part


def _away(context: Context) -> Iterator[tuple[Period, str, str, _Away]]:
    """For this year and last, each school and the trust, and each group of staff."""
    for period in periods(context):
        sick, staff = _sick(context, period), _staff(context, period)
        for entity in context.entities:
            here = staff if entity == TRUST else staff[staff[ENTITY] == entity]
            if not sick["employee_id"].isin(here["employee_id"]).any():
                continue  # nothing of the period in the log: unknown, which is not none
            for group, people in _groups(here):
                if len(people):
                    yield period, entity, group, _of(people, sick)


def _of(people: pd.DataFrame, sick: pd.DataFrame) -> _Away:
    """The days of these people's sickness that began or went on while they were in such a post."""
    posts = people[["employee_id"]].assign(
        starts=dates(people, "started"), ends=dates(people, "left")
    )
    joined = sick.merge(posts, on="employee_id")
    inside = (joined["begun"] >= joined["starts"]) & ~(joined["begun"] > joined["ends"])
    spells = joined[inside].drop_duplicates(["_file", "_sheet", "_row"])
    every = pd.Index(people["employee_id"].unique())
    lost = spells.groupby("employee_id")["lost"].agg(total)
    unknown = int(spells["lost"].isna().sum())
    rows = (*rows_of(spells), *rows_of(people))
    return _Away(lost.reindex(every).astype(float), len(spells), unknown, rows)


@measure(
    "Teachers away sick at least once",
    unit="percent",
    decimals=1,
    better="lower",
    counts="staff",
    needs=NEEDS,
    publication=PUBLICATION,
)
def sickness_taken(context: Context) -> Iterator[Measurement]:
    """Teachers and leaders with at least one absence for sickness in the year so far.

    From 1 September to the day of the drop; the year before up to the same day stands beside it.
    The department publishes whole school years, a year in arrears, so that only a drop of the end
    of August is like for like. A school of whose staff the absence log names nobody has no figure.
    Other groups of staff stand below.

    Denominator: teachers and leaders, as people, in post at a school on any day of that time,
    whatever their contract.

    Leaves out: absence that is not sickness (maternity, jury service, training); staff of the trust
    office; sickness that began outside a person's time in post.

    Interval: 95%, Wilson, over people.
    """
    for period, entity, group, away in _away(context):
        taken, people = len(away.takers), len(away.days)
        low, high = wilson(taken, people)
        yield Measurement(
            "sickness_taken",
            entity,
            period.year,
            100 * taken / people,
            group,
            note=f"from {day(period.first)} to {day(period.last)}",
            n=people,
            numerator=float(taken),
            denominator=float(people),
            low=low,
            high=high,
            rows=away.rows,
        )


@measure(
    "Days of sickness for each teacher",
    unit="days",
    decimals=1,
    better="lower",
    counts="staff",
    needs=NEEDS,
    publication=PUBLICATION,
)
def sickness_days(context: Context) -> Iterator[Measurement]:
    """Working days lost to sickness in the year so far, a teacher or leader.

    From 1 September to the day of the drop; the year before up to the same day stands beside it. Of
    an absence that reaches over either end, the working days lost count in proportion to the
    weekdays inside. An absence that goes on is taken to last until the day of the drop. The mean
    over those who were away at all is given as a detail: the department publishes both, for
    whole school years.

    Denominator: teachers and leaders, as people, in post at a school on any day of that time,
    those never away among them.

    Leaves out: absence that is not sickness; staff of the trust office; absences without a number
    of days, which show in the coverage.

    Interval: 95%, from the spread of people's own days; none under two people.
    """
    least = context.trust.reporting.smallest_staff_group
    for period, entity, group, away in _away(context):
        days = away.days.fillna(0.0).tolist()
        lost, people, takers = total(away.days), len(days), len(away.takers)
        low, high = own_mean_interval(days) or (None, None)
        # Those away of whose days nothing is known are no people without sickness.
        known = away.spells - away.unknown
        yield Measurement(
            "sickness_days",
            entity,
            period.year,
            lost / people if known else None,
            group,
            State.MEASURED if known else State.NO_DATA,
            f"from {day(period.first)} to {day(period.last)}"
            if known
            else "no absence says how many days were lost",
            people,
            lost if known else None,
            float(people) if known else None,
            max(low, 0.0) if low is not None and known else None,
            high if known else None,
            Coverage(known, away.spells, "absences") if away.unknown else None,
            away.rows,
            _each(lost, takers) if known and takers >= least else (),
        )


def _each(lost: float, takers: int) -> Details:
    return (("Days for each of those away", number(lost / takers, 1)),)
