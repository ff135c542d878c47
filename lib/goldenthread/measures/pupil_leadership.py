"""Roles in which pupils lead."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import folded, given, numbers, text
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.sources.table import rows_of
from goldenthread.wording import join_words


def _roles(context: Context) -> pd.DataFrame:
    frame = context.frame("leadership_roles")
    return frame.assign(key=text(frame, "pathway").map(folded), held=numbers(frame, "roles"))


def _pathways(context: Context, frame: pd.DataFrame) -> list[str]:
    asked = listed(context.setting("leadership_pathways"))
    return asked or list(text(frame, "pathway").unique())


@measure(
    "Pupil leadership pathways with a role held",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("leadership_roles",),
)
def leadership_pathways(context: Context) -> Iterator[Measurement]:
    """Pathways in which at least one pupil holds a role, of those the trust names.

    The pathways are the trust's setting `leadership_pathways`; one that a school's export does not
    list has no role there. The trust's figure pools every school and pathway. How many roles are
    held is in `leadership_roles_held`.

    Denominator: pathways of the setting `leadership_pathways`, for each school.

    Leaves out: pathways that the setting does not name.

    Interval: none; this is a checklist.
    """
    frame = _roles(context)
    pathways = _pathways(context, frame)
    schools = [s.urn for s in context.trust.schools if frame["school"].eq(s.urn).any()]
    for entity in (*schools, TRUST) if schools else ():
        mine = schools if entity == TRUST else [entity]
        rows = frame[frame["school"].isin(mine)]
        live = set(zip(*(rows.loc[rows["held"] >= 1, c] for c in ("school", "key")), strict=True))
        missing = [p for p in pathways if any((s, folded(p)) not in live for s in mine)]
        note = f"no role held: {join_words(missing)}" if missing else "every pathway has a role"
        for group in (ALL, *pathways):
            wanted = pathways if group == ALL else [group]
            met = sum((school, folded(p)) in live for school in mine for p in wanted)
            used = rows if group == ALL else rows[rows["key"] == folded(group)]
            extras = Extras(note=note if group == ALL else "")
            of = len(mine) * len(wanted)
            yield share(
                context,
                "leadership_pathways",
                entity,
                met,
                of,
                used,
                extras,
                group=group,
                n=of,
            )


@measure(
    "Leadership roles held by pupils",
    unit="count",
    decimals=0,
    better="higher",
    counts="pupils",
    needs=("leadership_roles",),
)
def leadership_roles_held(context: Context) -> Iterator[Measurement]:
    """Roles held by pupils, in all and on each pathway.

    A pupil with two roles counts twice.

    Denominator: none; it is a number of roles.

    Leaves out: rows without a number.

    Interval: none; every role is known.
    """
    frame = _roles(context)
    for entity, rows in levels(context, frame[frame["held"].notna()]):
        for group, part in ((ALL, rows), *rows.groupby("pathway", sort=False)):
            total = float(part["held"].sum())
            yield Measurement(
                "leadership_roles_held",
                entity,
                context.drop.year,
                total,
                str(group),
                n=round(total),
                rows=rows_of(part),
            )


@measure(
    "Leadership roles held by disadvantaged pupils",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=("leadership_roles",),
)
def leadership_disadvantaged(context: Context) -> Iterator[Measurement]:
    """Roles held by disadvantaged pupils, as a percentage of all roles held.

    A pupil with two roles counts twice.

    Denominator: roles held, on pathways that say how many of them disadvantaged pupils hold.

    Leaves out: pathways that do not say how many.

    Interval: none; every role is known.
    """
    frame = _roles(context)
    said = frame[frame["held"].notna() & given(frame, "disadvantaged")]
    for entity, rows in levels(context, said):
        total = float(rows["held"].sum())
        part = min(float(numbers(rows, "disadvantaged").sum()), total)
        empty = Extras(empty="no pupil holds a role")
        yield share(
            context, "leadership_disadvantaged", entity, part, total, rows, empty, n=round(total)
        )
