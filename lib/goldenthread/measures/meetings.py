"""Meetings of boards and committees: who came, whether papers came in time, whether it counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, given, text, yes
from goldenthread.measures.measurement import Coverage, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import by_body, person
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.year import this_year
from goldenthread.wording import percent, plural


def _eligible(context: Context) -> pd.DataFrame:
    """This year's marks so far of members who could have come."""
    frame = this_year(context, context.frame("meeting_attendance"), "meeting")
    return frame[text(frame, "mark").isin(["present", "apologies", "absent"])]


@measure(
    "Attendance at meetings",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meeting_attendance",),
)
def meeting_attendance(context: Context) -> Iterator[Measurement]:
    """Members present at the year's meetings so far, of those who could have been.

    Apologies count as not present, accepted or not; joining online is being present. A school's
    figure is its local governing body's; the trust's pools all bodies.

    Denominator: places at meetings from 1 September to the day of the drop, one for each member of
    the body and meeting.

    Leaves out: marks that say a member was not eligible (not yet, or no longer, in office) and
    blank cells.

    Interval: none; every place is known.
    """
    for entity, bodies, rows in by_body(context, _eligible(context)):
        if bodies:
            present = int((rows["mark"] == "present").sum())
            yield share(context, "meeting_attendance", entity, present, len(rows), rows)


@measure(
    "Members who come to most meetings",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meeting_attendance",),
)
def regular_members(context: Context) -> Iterator[Measurement]:
    """Members of a body who came to at least three quarters of the meetings open to them.

    The year's meetings up to the drop; the setting `regular_attendance` gives another share in per
    cent. Whoever sits on two bodies counts on each. Numbers of people, without names.

    Denominator: members who were eligible for at least one meeting, once for each body.

    Leaves out: members who were eligible for none; marks without a name.

    Interval: none; every member is known.
    """
    least = float(context.setting("regular_attendance", 75))
    frame = _eligible(context)
    frame = frame.assign(person=text(frame, "name").map(person))
    frame = frame[frame["person"] != ""]
    for entity, bodies, rows in by_body(context, frame):
        if not bodies:
            continue
        came = (rows["mark"] == "present").groupby([rows["body"], rows["person"]])
        counts = came.agg(["sum", "count"])
        # Multiplied out: three of four is 75% whatever a division would make of it.
        often = int((100 * counts["sum"] >= least * counts["count"]).sum())
        extras = Extras(note=f"at least {percent(least, 0)} of their meetings")
        n = len(counts)
        yield share(context, "regular_members", entity, often, n, rows, extras, n=n)


def _held(context: Context) -> pd.DataFrame:
    return this_year(context, context.frame("meetings"), "meeting")


@measure(
    "Papers sent in time",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meetings",),
)
def papers_in_time(context: Context) -> Iterator[Measurement]:
    """Meetings of the year so far whose papers went out at least seven days before.

    Papers sent on the seventh day before are in time; the setting `papers_days` gives another
    number of days. A meeting without a date of papers counts as one whose papers were late, unless
    the export says so of no meeting of that body. A school's figure is its local governing body's;
    the trust's pools all bodies.

    Denominator: meetings from 1 September to the day of the drop.

    Leaves out: bodies of whose papers the export says nothing, which show in the coverage.

    Interval: none; every meeting is known.
    """
    ahead = int(str(context.setting("papers_days", 7)))
    held = _held(context)
    said = held["body"].isin(set(held.loc[given(held, "papers"), "body"]))
    in_time = dates(held, "papers") <= dates(held, "meeting") - dt.timedelta(days=ahead)
    held = held.assign(said=said, in_time=in_time)
    for entity, bodies, rows in by_body(context, held):
        if not bodies:
            continue
        known = rows[rows["said"]]
        extras = Extras(
            note=f"sent {plural(ahead, 'day')} before the meeting or earlier",
            empty="the export does not say when papers were sent",
            coverage={entity: Coverage(len(known), len(rows), "meetings")},
        )
        met = int(known["in_time"].sum())
        yield share(context, "papers_in_time", entity, met, len(known), known, extras)


@measure(
    "Meetings with a quorum",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meetings",),
)
def meetings_quorate(context: Context) -> Iterator[Measurement]:
    """Meetings of the year so far that had a quorum, of those that say whether they had.

    Denominator: meetings from 1 September to the day of the drop that say so.

    Leaves out: meetings that do not say, which show in the coverage.

    Interval: none; every meeting is known.
    """
    held = _held(context)
    for entity, bodies, rows in by_body(context, held):
        known = rows[given(rows, "quorate")]
        if not bodies or known.empty:
            continue
        extras = Extras(coverage={entity: Coverage(len(known), len(rows), "meetings")})
        met = int(pd.Series(yes(known, "quorate")).sum())
        yield share(context, "meetings_quorate", entity, met, len(known), known, extras)
