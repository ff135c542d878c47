"""Whether boards and committees meet when the plan says they will, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import year_starts
from goldenthread.measures.cells import dates
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import bodies_of, by_body, holders
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.year import this_year
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, join_words


@measure(
    "Governors on the local governing body",
    unit="count",
    decimals=0,
    better="neither",
    counts="things",
    needs=("governors",),
)
def local_governors(context: Context) -> Iterator[Measurement]:
    """How many people are in office on a school's local governing body on the day of the drop.

    For the trust the largest of its local governing bodies.

    Denominator: none; it is a number of people.

    Leaves out: empty seats, terms that are over and terms that have not begun; other bodies.

    Interval: none; every seat is known.
    """
    everyone = holders(context)
    found: list[tuple[int, pd.DataFrame]] = []
    for school in context.trust.schools:
        for body in bodies_of(context, school.urn):
            rows = everyone[everyone["body"] == body]
            if not rows.empty:
                found.append((len(rows), rows))
                yield _count(context, "local_governors", school.urn, rows)
    if found:
        _, rows = max(found, key=lambda pair: pair[0])
        yield _count(context, "local_governors", TRUST, rows)


@measure(
    "Meetings held this year",
    unit="count",
    decimals=0,
    better="higher",
    counts="things",
    needs=("meetings",),
)
def meetings_held(context: Context) -> Iterator[Measurement]:
    """Meetings of the year so far: a school's are those of its local governing body, the trust's
    those of all bodies together; each body also by itself.

    Denominator: none; it is a number of meetings.

    Leaves out: meetings before 1 September or after the day of the drop.

    Interval: none; every meeting is known.
    """
    held = this_year(context, context.frame("meetings"), "meeting")
    for entity, bodies, rows in by_body(context, held):
        if bodies:
            yield _count(context, "meetings_held", entity, rows)


@measure(
    "Meetings held on the day of the calendar",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meetings",),
    trust_only=True,
)
def calendar_kept(context: Context) -> Iterator[Measurement]:
    """Days on which a body was to meet, by the dates that the trust declares for it, on which the
    export has a meeting of that body. A meeting on another day keeps the calendar for none. Each
    body also by itself.

    Denominator: declared meeting dates from 1 September to the day of the drop.

    Leaves out: bodies that meet as required and have no dates; dates still to come.

    Interval: none; every meeting is known.
    """
    held = this_year(context, context.frame("meetings"), "meeting")
    held = held.assign(day=dates(held, "meeting"))
    first, last = year_starts(context.drop.year), context.drop.as_of
    planned = {
        body.id: [when for when in body.meetings if first <= when <= last]
        for body in context.trust.bodies
    }
    names = {body.id: body.name for body in context.trust.bodies}
    wanted = {TRUST: list(planned), **{f"body:{body}": [body] for body in planned}}
    for entity, bodies in wanted.items():
        due = [(body, when) for body in bodies for when in planned[body]]
        if due:
            rows = held[held["body"].isin(bodies)]
            met = set(zip(rows["body"], rows["day"].dt.date, strict=True))
            missed = [
                f"{names[body]} on {day(when)}" for body, when in due if (body, when) not in met
            ]
            yield _kept_share(context, entity, len(due), missed, rows)


def _kept_share(
    context: Context, entity: str, due: int, missed: list[str], rows: pd.DataFrame
) -> Measurement:
    note = f"not held on its day: {join_words(missed)}" if missed else "every meeting on its day"
    return share(
        context, "calendar_kept", entity, due - len(missed), due, rows, Extras(note=note), n=due
    )


def _count(context: Context, name: str, entity: str, rows: pd.DataFrame) -> Measurement:
    count = len(rows)
    return Measurement(name, entity, context.drop.year, float(count), n=count, rows=rows_of(rows))
