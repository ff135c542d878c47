"""Whether meetings and reviews were held as often as a plan promises."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.board_meetings import Meetings, meetings_of
from goldenthread.measures.cells import by, dates
from goldenthread.measures.logged import KEY, logged
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.places import ENTITY
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.school_periods import EVERY, Period, periods_of, short_day
from goldenthread.measures.shares import schools_covered
from goldenthread.rules import Every
from goldenthread.sources.table import rows_of
from goldenthread.trust import Body
from goldenthread.usual_term_dates import as_assumed, usual_year
from goldenthread.wording import day

SOURCE, MEASURE = "occasions", "cadence_kept"
# Details of a figure, by the names under which the rule finds them.
MISSED, LAST, WAITING, CALENDAR = "Missed", "Last held", "Not due yet", "Term dates"
MEETINGS, SAID_BY = "Meetings that took place", "Taken from"
NAMES_END = "; "  # between the periods that were missed


def group_of(reference: str, every: Every, body: str = "") -> str:
    """The group of a figure: `AV-Q8, every week`; of a body by its name, `4.1, every meeting of the
    Trust Board`."""
    return f"{reference}, {how_often(every, body)}"


def how_often(every: Every, body: str = "") -> str:
    """`every week`, `every meeting of the Trust Board`."""
    return f"every meeting of the {body}" if every == "meeting" else EVERY[every]


@measure(
    "Periods with an occasion held",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def cadence_kept(context: Context) -> Iterator[Measurement]:
    """Periods of the year so far in which an occasion of the log was held.

    One figure for each reference of the log, each place and each usual rhythm (every week, six
    weeks, month, half-term, term, year), and for the meetings of each body: those so far this year
    on whose day an occasion was held. The plan says which of them counts. Which meetings took place
    the log of meetings says, else the attendance lists, else the dates that the trust declares. A
    local governing body is its school's, every other body the trust's. Weeks have three
    school days or more, months five or more, a cycle has six school weeks; a holiday belongs to
    the period before it, the days of September before the year's first school day to its first. A
    period that is not over, or whose first school day was before the school joined the trust,
    counts only where an occasion was held in it since. Term dates are those that the trust
    declares, else the usual ones, which is said. The trust's figure is that of its own occasions;
    where it has none it pools the schools in the log.

    Denominator: periods that are over by the day of the drop, and running ones that are kept;
    meetings that took place by that day.

    Leaves out: occasions after the drop, and those of a school before it joined the trust; rows of
    a place that is none of the trust's; the days left over at the end of a year of six-week cycles.

    Interval: none; every period is known.
    """
    frame = logged(context, SOURCE)
    frame = frame.assign(_held=dates(frame, "held").where(by(frame, "held", context.drop.as_of)))
    for reference, rows in frame.groupby(KEY, sort=True):
        for every in EVERY:
            yield from _of_reference(context, str(reference), every, rows)
        yield from _at_meetings(context, str(reference), rows)


@dataclass(frozen=True, slots=True)
class _Count:
    """The periods of one place that count, those that were kept, and what is still to come."""

    counted: int
    missed: tuple[str, ...]
    last: dt.date | None
    next_due: dt.date | None
    calendar: str
    halves_unknown: bool

    @property
    def kept(self) -> int:
        return self.counted - len(self.missed)


def _of_reference(
    context: Context, reference: str, every: Every, rows: pd.DataFrame
) -> Iterator[Measurement]:
    group = group_of(reference, every)
    logs = {str(entity): mine for entity, mine in rows.groupby(ENTITY, sort=False)}
    schools = [school.urn for school in context.trust.schools if school.urn in logs]
    counts = {entity: _count(context, every, entity, mine) for entity, mine in logs.items()}
    for urn in schools:
        yield _figure(context, urn, group, [counts[urn]], logs[urn])
    if TRUST in logs:
        yield _figure(context, TRUST, group, [counts[TRUST]], logs[TRUST])
    elif schools:
        covered = schools_covered(context, len(schools))
        yield _figure(context, TRUST, group, [counts[urn] for urn in schools], rows, covered)


def _at_meetings(context: Context, reference: str, rows: pd.DataFrame) -> Iterator[Measurement]:
    """At the meetings of each body that has any, for the place that the body belongs to."""
    logs = {str(entity): mine for entity, mine in rows.groupby(ENTITY, sort=False)}
    for body in context.trust.bodies:
        entity = body.school or TRUST
        if entity not in logs:
            continue
        met = meetings_of(context, body)
        held = {moment.date() for moment in logs[entity]["_held"].dropna()}
        kept = [when for when in met.days if when in held]
        counted = len(met.days)
        missed = NAMES_END.join(meeting_on(when) for when in met.days if when not in held)
        details = (
            (MISSED, missed),
            (LAST, day(kept[-1]) if kept else ""),
            (WAITING, f"on {day(met.coming)}" if met.coming and not counted else ""),
            (MEETINGS, NAMES_END.join(day(when) for when in met.days)),
            (SAID_BY, met.said_by),
        )
        yield Measurement(
            MEASURE,
            entity,
            context.drop.year,
            100 * len(kept) / counted if counted else None,
            group_of(reference, "meeting", body.name),
            State.MEASURED if counted else State.NO_DATA,
            "" if counted else _not_met(body, met),
            counted,
            float(len(kept)) if counted else None,
            float(counted) if counted else None,
            rows=tuple(dict.fromkeys((*rows_of(logs[entity]), *met.rows))),
            details=tuple((title, said) for title, said in details if said),
        )


def meeting_on(when: dt.date) -> str:
    return f"the meeting on {short_day(when)}"


def _not_met(body: Body, met: Meetings) -> str:
    if met.coming is not None:
        return f"the {body.name} has not met yet this year"
    return (
        f"no meeting of the {body.name} this year is known: no export names one, and the trust "
        "declares none"
    )


def _count(context: Context, every: Every, entity: str, rows: pd.DataFrame) -> _Count:
    year, as_of = context.drop.year, context.drop.as_of
    declared = (
        context.trust.term_dates.get(year)
        if entity == TRUST
        else context.trust.school_year(entity, year)
    )
    term_dates = declared or usual_year(year)
    joined = dt.date.min if entity == TRUST else context.trust.school(entity).joined
    days = sorted(moment.date() for moment in rows["_held"].dropna())
    held = [day for day in days if day >= joined]
    counted, missed, running = 0, [], []
    periods = periods_of(every, term_dates, year)
    for period in periods:
        kept = _held_in(period, held)
        due = period.ends <= as_of and period.starts >= joined
        counted += kept or due
        missed += [period.name] if due and not kept else []
        running += [period] if period.ends > as_of and not kept else []
    calendar = "as declared" if declared else f"usual ones, not declared: {as_assumed(term_dates)}"
    return _Count(
        counted,
        tuple(missed),
        _last_in(periods, held),
        min((period.ends for period in running), default=None),
        calendar,
        every == "half term" and not term_dates.halves,
    )


def _last_in(periods: Sequence[Period], held: Sequence[dt.date]) -> dt.date | None:
    """The last occasion of this year."""
    return next((d for d in reversed(held) if any(p.holds(d) for p in periods)), None)


def _held_in(period: Period, held: Sequence[dt.date]) -> bool:
    """Whether one of the days, which are in order, belongs to the period."""
    place = bisect_left(held, period.first)
    return place < len(held) and period.holds(held[place])


def _figure(
    context: Context,
    entity: str,
    group: str,
    counts: Sequence[_Count],
    rows: pd.DataFrame,
    coverage: Coverage | None = None,
) -> Measurement:
    counted, kept = sum(c.counted for c in counts), sum(c.kept for c in counts)
    return Measurement(
        MEASURE,
        entity,
        context.drop.year,
        100 * kept / counted if counted else None,
        group,
        State.MEASURED if counted else State.NO_DATA,
        "" if counted else _why_none(counts),
        counted,
        float(kept) if counted else None,
        float(counted) if counted else None,
        coverage=coverage,
        rows=rows_of(rows),
        details=tuple(_details(counts)),
    )


def _why_none(counts: Sequence[_Count]) -> str:
    if any(c.halves_unknown for c in counts):
        return "the term dates that are declared have no half-term holidays"
    return "no period in which it was due is over yet"


def _details(counts: Sequence[_Count]) -> Iterator[tuple[str, str]]:
    missed = [name for count in counts for name in count.missed]
    if missed:
        yield MISSED, NAMES_END.join(dict.fromkeys(missed))
    last = max((c.last for c in counts if c.last), default=None)
    if last is not None:
        yield LAST, day(last)
    waiting = not any(c.counted or c.halves_unknown for c in counts)
    coming = min((c.next_due for c in counts if c.next_due), default=None)
    if waiting:
        yield WAITING, f"by {day(coming)}" if coming else "next year"
    yield CALENDAR, "; ".join(dict.fromkeys(c.calendar for c in counts))
