"""What the trust's reviews found of schools' improvement plans: their format and their quality."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, given, numbers, words, yes
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.newest import newest
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, ratios, schools_covered, shares
from goldenthread.measures.year import this_year

SOURCE = "plan_reviews"
EMPTY = "no review of an improvement plan of this year says so"


def _latest(context: Context) -> pd.DataFrame:
    """The latest review of each school's plan, of this school year up to the drop."""
    frame = this_year(context, context.frame(SOURCE), "reviewed")
    frame = frame[frame["school"].notna()]
    return newest(frame.assign(_day=dates(frame, "reviewed")), ["school"], "_day")


def _extras(context: Context, frame: pd.DataFrame) -> Extras:
    """How many of the trust's schools have such a review, and who made each."""
    details: dict[str, Details] = {
        entity: (("Reviewed by", words(rows["reviewed_by"].iloc[0])),)
        for entity, rows in levels(context, frame)
        if entity != TRUST and words(rows["reviewed_by"].iloc[0])
    }
    cover = {TRUST: schools_covered(context, len(frame))}
    return Extras(empty=EMPTY, coverage=cover, details=details)


@measure(
    "Improvement plans in the trust’s format",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def plans_on_format(context: Context) -> Iterator[Measurement]:
    """Schools whose improvement plan is in the trust's format, as the latest review of the school
    year says.

    Denominator: schools with a review of this school year that says whether the plan is.

    Leaves out: schools without such a review, which show in the trust's coverage.

    Interval: none; every plan is known.
    """
    frame = _latest(context)
    frame = frame[given(frame, "on_format")]
    extras = _extras(context, frame)
    return shares(context, "plans_on_format", frame, yes(frame, "on_format"), extras)


@measure(
    "Quality criteria that improvement plans meet",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def plan_quality(context: Context) -> Iterator[Measurement]:
    """The trust's quality criteria that a school's improvement plan meets, of those that it was
    held against, at the latest review of the school year. The trust's figure is of all its schools'
    plans together.

    Denominator: quality criteria of the review.

    Leaves out: schools without such a review, which show in the trust's coverage; a review with
    more criteria met than there are.

    Interval: none; every criterion is known.
    """
    frame = _latest(context)
    met, of = numbers(frame, "criteria_met"), numbers(frame, "criteria")
    known = (met <= of).fillna(value=False)
    frame, extras = frame[known], _extras(context, frame[known])
    return ratios(context, "plan_quality", frame, met[known], of[known], extras)
