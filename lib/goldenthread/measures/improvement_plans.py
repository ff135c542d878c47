"""What the schools' improvement plans set out to do, and which of the trust's aims it serves."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.measures.cells import day_of, words
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details
from goldenthread.sources.table import row_of, rows_of
from goldenthread.wording import day


@measure(
    "Priorities of school improvement plans",
    unit="count",
    decimals=0,
    better="neither",
    counts="things",
    needs=("improvement_plans",),
)
def plan_priorities(context: Context) -> Iterator[Measurement]:
    """How many priorities a school's improvement plan has, and each of them.

    Beside each stands the trust's aim that the school says it serves, in the school's own words.

    Denominator: none; it is a count.

    Leaves out: nothing.

    Interval: none; every priority is known.
    """
    for entity, rows in levels(context, context.frame("improvement_plans")):
        yield Measurement(
            "plan_priorities", entity, context.drop.year, float(len(rows)), rows=rows_of(rows)
        )
        if entity == TRUST:
            continue
        for row in rows.to_dict("records"):
            yield Measurement(
                "plan_priorities",
                entity,
                context.drop.year,
                1.0,
                words(row["reference"]),
                rows=row_of(row),
                details=_details(row),
            )


def _details(row: Mapping[Hashable, Any]) -> Details:
    texts = {"Priority": "priority", "Serves": "trust_objective"}
    cpd, reviewed = row.get("cpd"), day_of(row.get("reviewed"))
    return (
        *((title, words(row.get(name))) for title, name in texts.items() if words(row.get(name))),
        *((("Staff development", "Yes" if cpd else "No"),) if pd.notna(cpd) else ()),
        *((("Last reviewed", day(reviewed)),) if reviewed else ()),
    )
