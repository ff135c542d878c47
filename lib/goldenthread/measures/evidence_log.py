"""What is in place, item by item, with the document that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.measures.cells import dates, day_of, folded, text, words
from goldenthread.measures.logged import KEY, logged
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.newest import newest
from goldenthread.measures.places import ENTITY
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import schools_covered, share
from goldenthread.sources.table import row_of
from goldenthread.wording import day

SOURCE, MEASURE = "evidence_log", "evidence_in_place"
STANDING = {"full": "In place", "part": "Partly in place", "none": "Not in place"}
# Details of an item, by the names under which the rule finds them.
STANDS, DATED, EVIDENCE, RECORDED_BY = "Standing", "Date of evidence", "Evidence", "Recorded by"
_JOINT = " · "


def item_group(reference: str, item: str) -> str:
    """The group of an item's own figure: `AV-E24 · Community plan`."""
    return f"{reference}{_JOINT}{item}"


def item_of(group: str) -> str:
    """The item of such a group; "" for the group of a reference."""
    return group.partition(_JOINT)[2]


@measure(
    "Items in place with dated evidence",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def evidence_in_place(context: Context) -> Iterator[Measurement]:
    """Items of the evidence log that are in place, shown by a document with a date.

    One figure for each reference of the log and each place, and one for each item of it (100 or 0).
    Of several rows about one item the one with the latest date up to the drop counts; one without
    a date is the oldest. An item that is only partly in place is not in place, nor is one without a
    date of evidence. How old evidence may be the plan says, and its rule counts again. The trust's
    figure is that of its own items; where it has none it pools the schools in the log.

    Denominator: items that the log lists for the reference and the place.

    Leaves out: rows dated after the drop, but for the item that they list; rows of a place that is
    none of the trust's; rows without an item.

    Interval: none; every item is known.
    """
    latest = _latest(context)
    for reference, rows in latest.groupby(KEY, sort=True):
        logs = {str(entity): mine for entity, mine in rows.groupby(ENTITY, sort=False)}
        schools = [school.urn for school in context.trust.schools if school.urn in logs]
        for entity in (*schools, *([TRUST] if TRUST in logs else [])):
            yield _figure(context, entity, str(reference), logs[entity])
            yield from _items(context, entity, str(reference), logs[entity])
        if schools and TRUST not in logs:
            covered = schools_covered(context, len(schools))
            pooled = rows[rows[ENTITY].isin(schools)]
            yield replace(_figure(context, TRUST, str(reference), pooled), coverage=covered)


def _latest(context: Context) -> pd.DataFrame:
    """The row of each item that counts; an item listed for after the drop is not in place."""
    frame = logged(context, SOURCE)
    when = dates(frame, "date")
    ahead = when > pd.Timestamp(context.drop.as_of)
    name = text(frame, "item")
    frame = frame.assign(
        _when=when.mask(ahead),
        _name=name,
        _item=name.map(folded),
        in_place=text(frame, "in_place").mask(ahead, "none"),
        evidence=text(frame, "evidence").mask(ahead, ""),
    )
    found = newest(frame[frame["_item"] != ""], [KEY, ENTITY, "_item"], "_when")
    return found.assign(_met=found["in_place"].eq("full") & found["_when"].notna())


def _items(
    context: Context, entity: str, reference: str, rows: pd.DataFrame
) -> Iterator[Measurement]:
    """One figure for each item, with its standing, its date and its evidence."""
    for row in rows.to_dict("records"):
        when = day_of(row["_when"])
        details = (
            (STANDS, STANDING.get(words(row["in_place"]), "")),
            (DATED, day(when) if when else ""),
            (EVIDENCE, words(row["evidence"])),
            (RECORDED_BY, words(row.get("recorded_by"))),
        )
        met = float(row["_met"])
        yield Measurement(
            MEASURE,
            entity,
            context.drop.year,
            100 * met,
            item_group(reference, str(row["_name"])),
            n=1,
            numerator=met,
            denominator=1.0,
            rows=row_of(row),
            details=tuple((title, said) for title, said in details if said),
        )


def _figure(context: Context, entity: str, reference: str, rows: pd.DataFrame) -> Measurement:
    met = int(rows["_met"].sum())
    return share(context, MEASURE, entity, met, len(rows), rows, group=reference)
