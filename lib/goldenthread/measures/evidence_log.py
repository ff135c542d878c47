"""What is in place, item by item, with the document that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from goldenthread.measures.cells import dates, day_of, folded, text, words
from goldenthread.measures.logged import KEY, logged
from goldenthread.measures.measurement import TRUST, Coverage, Measurement
from goldenthread.measures.newest import newest
from goldenthread.measures.places import ENTITY
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
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
    frame = logged(context, SOURCE)
    frame = frame.assign(_name=text(frame, "item"), _item=text(frame, "item").map(folded))
    frame = frame[frame["_item"] != ""]
    for reference, rows in frame.groupby(KEY, sort=True):
        logs = {str(entity): mine for entity, mine in rows.groupby(ENTITY, sort=False)}
        schools = [school.urn for school in context.trust.schools if school.urn in logs]
        listed = {entity: _Items(context, mine) for entity, mine in logs.items()}
        for entity in (*schools, *([TRUST] if TRUST in logs else [])):
            yield _figure(context, entity, str(reference), [listed[entity]])
            yield from listed[entity].figures(entity, str(reference))
        if schools and TRUST not in logs:
            joined = sum(s.joined <= context.drop.as_of for s in context.trust.schools)
            covered = Coverage(len(schools), max(joined, len(schools)), "schools")
            pooled = [listed[urn] for urn in schools]
            yield _figure(context, TRUST, str(reference), pooled, covered)


@dataclass(frozen=True)
class _Items:
    """The items that the log lists for one reference and place."""

    context: Context
    rows: pd.DataFrame

    @cached_property
    def latest(self) -> pd.DataFrame:
        """The row of each item that counts; an item listed for after the drop has none in place."""
        when = dates(self.rows, "date")
        ahead = when > pd.Timestamp(self.context.drop.as_of)
        rows = self.rows.assign(
            _when=when.mask(ahead),
            in_place=text(self.rows, "in_place").mask(ahead, "none"),
            evidence=text(self.rows, "evidence").mask(ahead, ""),
        )
        found = newest(rows, ["_item"], "_when")
        met = found["in_place"].eq("full") & found["_when"].notna()
        return found.assign(_met=met).sort_index()

    def figures(self, entity: str, reference: str) -> Iterator[Measurement]:
        """One figure for each item, with its standing, its date and its evidence."""
        latest = self.latest
        for place, row in enumerate(latest.to_dict("records")):
            when = day_of(row["_when"])
            details = (
                (STANDS, STANDING.get(words(row["in_place"]), "")),
                (DATED, day(when) if when else ""),
                (EVIDENCE, words(row["evidence"])),
                (RECORDED_BY, words(row.get("recorded_by"))),
            )
            yield share(
                self.context,
                MEASURE,
                entity,
                int(row["_met"]),
                1,
                latest.iloc[[place]],
                group=item_group(reference, str(row["_name"])),
                details=tuple((title, said) for title, said in details if said),
            )


def _figure(
    context: Context,
    entity: str,
    reference: str,
    listed: list[_Items],
    coverage: Coverage | None = None,
) -> Measurement:
    latest = pd.concat([items.latest for items in listed])
    met = int(latest["_met"].sum())
    found = share(context, MEASURE, entity, met, len(latest), latest, Extras(), group=reference)
    return found if coverage is None else replace(found, coverage=coverage)
