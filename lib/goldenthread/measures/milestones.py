"""Milestones and actions of the plan, as the tracker says they stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.measures.cells import dates, day_of, text, words
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.newest import newest
from goldenthread.measures.places import ENTITY, place_entity
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details
from goldenthread.sources.table import row_of
from goldenthread.wording import day, percent

STATUS = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "done": "Done",
    "stopped": "Stopped",
}


@measure(
    "Milestones done",
    unit="yes/no",
    decimals=0,
    better="higher",
    counts="things",
    needs=("milestones",),
    trust_only=True,
)
def milestone(context: Context) -> Iterator[Measurement]:
    """Whether each milestone and action of the tracker is done on the day of the drop.

    The trust's, and a school's where the tracker names one.

    One figure for each reference of the tracker, which is its group: yes where the status is done
    and the date of completion is no later than the drop's day, or is not given. A date of
    completion after the day of the drop is not believed: the milestone is not done. A reference
    given twice counts as its last update says. Status, due date, owner and evidence are those of
    the tracker.

    Denominator: none; it is a yes or a no.

    Leaves out: updates dated after the drop; references without a number; rows of a place that is
    no school of the trust and not the trust.

    Interval: none; each is done or not.
    """
    frame = context.frame("milestones")
    as_of = pd.Timestamp(context.drop.as_of)
    frame = frame.assign(key=text(frame, "reference"), when=dates(frame, "updated"))
    places = text(frame, "place")
    known = {place: place_entity(context, place) if place else TRUST for place in places.unique()}
    frame = frame.assign(**{ENTITY: places.map(known)})
    frame = frame[(frame["key"] != "") & (frame[ENTITY] != "") & ~(frame["when"] > as_of)]
    frame = newest(frame, ["key", ENTITY], "when")
    ahead = dates(frame, "done_on") > as_of
    done = (text(frame, "status") == "done") & ~ahead
    for row, is_done, is_ahead in zip(frame.to_dict("records"), done, ahead, strict=True):
        yield Measurement(
            "milestone",
            str(row[ENTITY]),
            context.drop.year,
            float(is_done),
            str(row["key"]),
            note="the date of completion lies after the drop" if is_ahead else "",
            n=1,
            rows=row_of(row),
            details=_details(row),
        )


def _details(row: Mapping[Hashable, Any]) -> Details:
    share = row["percent"]
    days = {
        "Due": day_of(row["due"]),
        "Done on": day_of(row["done_on"]),
        "Last update": day_of(row["updated"]),
    }
    found = (
        ("Status", STATUS.get(words(row["status"]), "Not given")),
        *((title, day(when)) for title, when in days.items() if when is not None),
        ("Owner", words(row["owner"])),
        ("Evidence", words(row["evidence"])),
        ("Milestone", words(row["action"])),
        ("Complete", percent(float(share), 0) if pd.notna(share) else ""),
    )
    return tuple((title, text) for title, text in found if text)
