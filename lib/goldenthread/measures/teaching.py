"""The judgement of teaching at quality assurance visits."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import given, text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, coverage, shares
from goldenthread.measures.year import this_year


@measure(
    "Teaching judged green at quality assurance visits",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("qa_visits",),
)
def teaching_judged_green(context: Context) -> Iterator[Measurement]:
    """Visits judged green (a strength), of all visits this year up to the drop that were judged.

    The judgement is the observer's, as recorded at the visit. Departments stand below; one with
    fewer visits than the trust's smallest staff group is not shown, because a visit is to
    somebody's lesson.

    Denominator: visits of this year up to the drop that were judged.

    Leaves out: visits without a judgement, which show in the coverage.

    Interval: 95%, Wilson: the visits are a sample of the lessons taught.
    """
    visits = this_year(context, context.frame("qa_visits"), "date")
    judged = visits[given(visits, "judgement")]
    judged = judged.assign(department=text(judged, "subject").replace("", "Department not given"))
    extras = Extras(interval=True, coverage=coverage(context, judged, visits, "visits"))
    green = judged["judgement"] == "green"
    yield from shares(
        context, "teaching_judged_green", judged, green, extras, group_by=("department",)
    )
