"""Whether governors can see what they must watch over, and whether checks on staff are recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import years_after
from goldenthread.measures.cells import between, dates, folded, given, numbers, text, yes
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, checklist, ratios
from goldenthread.wording import day, join_words


@measure(
    "Key areas under oversight",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("oversight",),
)
def oversight_in_place(context: Context) -> Iterator[Measurement]:
    """Key areas with a live system that governors use and hear reports from, of all key areas.

    An area (setting `oversight_areas`) is in place at a school where the register names a system,
    says it is live, and dates both the governors' last use of it and its last report to a board
    within the setting `oversight_months` (12) before the drop, both ends included. The trust's
    figure pools every school and area.

    Denominator: key areas of the setting `oversight_areas`, for each school.

    Leaves out: nothing; an area without a row is not in place.

    Interval: none; this is a checklist.
    """
    frame = context.frame("oversight")
    months = int(context.setting("oversight_months", 12))
    since = years_after(context.drop.as_of, months=-months)
    frame = frame.assign(
        key=text(frame, "area").map(folded),
        live=given(frame, "system")
        & yes(frame, "live")
        & between(frame, "last_accessed", since, context.drop.as_of)
        & between(frame, "last_reported", since, context.drop.as_of),
    )
    areas = listed(context.setting("oversight_areas")) or list(text(frame, "area").unique())
    schools = [s.urn for s in context.trust.schools if frame["school"].eq(s.urn).any()]
    for entity in (*schools, TRUST):
        rows = frame if entity == TRUST else frame[frame["school"] == entity]
        yield from _checklist(
            context, entity, rows, areas, schools if entity == TRUST else [entity]
        )


def _checklist(
    context: Context, entity: str, rows: pd.DataFrame, areas: list[str], schools: list[str]
) -> Iterator[Measurement]:
    found = {
        (school, area): bool(
            rows.loc[(rows["school"] == school) & (rows["key"] == folded(area)), "live"].any()
        )
        for area in areas
        for school in schools
    }
    missing = [area for area in areas if not all(found[s, area] for s in schools)]
    note = f"not in place: {join_words(missing)}" if missing else "every area is in place"
    items = [(area, value) for (_, area), value in found.items()]
    yield from checklist(context, "oversight_in_place", entity, items, rows, rows["key"], note)


@measure(
    "Single central record complete",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("scr",),
)
def scr_complete(context: Context) -> Iterator[Measurement]:
    """Checks recorded on the single central record, as a percentage of the checks that are due.

    Added up over the groups of people and the kinds of check; each kind of check also by itself.

    Denominator: checks that are due, added up over groups of people.

    Leaves out: rows where either number is missing.

    Interval: none; every check is known.
    """
    frame = context.frame("scr")
    frame = frame[given(frame, "people") & given(frame, "complete")]
    people = numbers(frame, "people")
    latest = dates(frame, "checked_on").max()
    note = f"last checked on {day(latest.date())}" if pd.notna(latest) else ""
    yield from ratios(
        context,
        "scr_complete",
        frame,
        numbers(frame, "complete").clip(upper=people),
        people,
        Extras(note=note),
        group_by=("check",),
    )
