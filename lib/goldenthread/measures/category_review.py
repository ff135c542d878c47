"""Whether a school's category was looked at again this year, with the external adviser."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import years_after
from goldenthread.measures.categories import SOURCE, VALID_MONTHS, categories_of, schools_judged
from goldenthread.measures.cells import given, yes
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import checklist
from goldenthread.wording import day

JUDGED, ADVISER = "Category judged", "External adviser present"


@measure(
    "Parts of the yearly review of the category",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def category_reviewed(context: Context) -> Iterator[Measurement]:
    """Whether people judged a school's category in the twelve months before the drop, and whether
    the external adviser was there. The latest judgement of the school counts, whatever the
    category.

    Denominator: the two, the judgement and the adviser.

    Leaves out: judgements dated after the drop; the adviser, where the latest judgement does not
    say whether one was there.

    Interval: none; this is a checklist.
    """
    since = pd.Timestamp(years_after(context.drop.as_of, months=-VALID_MONTHS))
    for urn, rows in schools_judged(context):
        latest = categories_of(rows).tail(1)
        if latest.empty:
            continue
        when = latest["when"].iloc[0]
        fresh = bool(when >= since)
        items = [(JUDGED, fresh)]
        if given(latest, "adviser").iloc[0] or not fresh:
            items.append((ADVISER, fresh and bool(yes(latest, "adviser").iloc[0])))
        nobody = pd.Series("", index=latest.index)
        note = f"last judged on {day(when.date())}"
        yield from checklist(context, "category_reviewed", urn, items, latest, nobody, note)
