"""Progress 8 as it is before very negative scores are raised to the lowest of their group."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.ks4_cohort import cohort
from goldenthread.measures.ks4_progress import NEEDS, UNADJUSTED, progress_8, pupil_scores
from goldenthread.measures.ks4_tables import ProgressYear, progress_year
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.statistics import mean_interval

NOT_HELD = (
    "the lowest scores by prior attainment are not published for this year, so Progress 8 itself "
    "is not adjusted and there is nothing to set beside it"
)


@measure(
    "Progress 8 before very negative scores are adjusted",
    unit="score",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance",
    short="Unadjusted Progress 8",
)
def progress_8_unadjusted(context: Context) -> Iterable[Measurement]:
    """The plain mean of the pupils' scores, over the same pupils as Progress 8. The department
    publishes it beside the headline, in which a score below the lowest that the pupil's group of
    prior attainment allows counts as that lowest. Where those limits are not held for the year,
    Progress 8 itself is not adjusted, and there is no second figure. The interval needs the
    deviation of unadjusted scores, and is left out where that is not known. It has no band: the
    bands are of the headline.

    Denominator: pupils at the end of key stage 4 with key stage 2 reading and maths results.

    Leaves out: pupils without key stage 2 results.

    Interval: 95%, from the deviation of unadjusted scores, where that is known.
    """
    name = "progress_8_unadjusted"
    headline = [replace(m, measure=name) for m in progress_8(context) if m.group == ALL]
    tables = progress_year(context)
    if tables is None or not tables.groups:
        return headline
    return _before(context, tables, headline)


def _before(
    context: Context, tables: ProgressYear, headline: Iterable[Measurement]
) -> Iterator[Measurement]:
    rows = dict(cohort(context).entities())
    for item in headline:
        if item.value is None:
            yield item
            continue
        if not tables.adjusts:
            yield _without(item)
            continue
        scores = pupil_scores(tables, rows[item.entity])[UNADJUSTED].tolist()
        value = math.fsum(scores) / len(scores)
        deviation = tables.standard_deviations.all_unadjusted
        low, high = mean_interval(value, deviation, len(scores)) if deviation else (None, None)
        yield replace(
            item,
            value=value,
            numerator=math.fsum(scores),
            low=low,
            high=high,
            details=tuple(d for d in item.details if d[0] != "Official band"),
        )


def _without(item: Measurement) -> Measurement:
    """No second figure, and why."""
    return Measurement(item.measure, item.entity, item.period, state=State.NO_DATA, note=NOT_HELD)
