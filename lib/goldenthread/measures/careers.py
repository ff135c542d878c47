"""What staff can expect: pay grades, objectives, development in the school's own plan."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import by, given, numbers, text, yes
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, coverage, ratios, shares


@measure(
    "Pay grades with published expectations",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("appraisal",),
)
def pay_grades_published(context: Context) -> Iterator[Measurement]:
    """Pay grades whose expectations were published by the drop's day, of all pay grades.

    A grade without a date of publication, or with a later one, is not published. The trust's figure
    pools the grades of every school.

    Denominator: pay grades of the appraisal summary.

    Leaves out: nothing.

    Interval: none; this is a checklist.
    """
    frame = context.frame("appraisal")
    met = by(frame, "expectations_published", context.drop.as_of)
    frame = frame.assign(label=text(frame, "grade"))
    yield from shares(context, "pay_grades_published", frame, met, group_by=("label",))


@measure(
    "Staff with appraisal objectives set",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("appraisal",),
)
def objectives_set(context: Context) -> Iterator[Measurement]:
    """Staff who have objectives set for the year, of the staff on every pay grade.

    More objectives than staff count as all of them.

    Denominator: staff on the pay grades that give both numbers.

    Leaves out: grades that miss either number.

    Interval: 95%, Wilson.
    """
    frame = context.frame("appraisal")
    frame = frame[given(frame, "staff") & given(frame, "objectives_set")]
    staff = numbers(frame, "staff")
    done = numbers(frame, "objectives_set").clip(upper=staff)
    extras = Extras(interval=True)
    yield from ratios(context, "objectives_set", frame, done, staff, extras)


@measure(
    "Improvement plan priorities that include staff development",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("improvement_plans",),
)
def plan_priorities_with_cpd(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans that include staff development, of all of them.

    Denominator: priorities that say whether they include staff development.

    Leaves out: priorities that do not say, which show in the coverage.

    Interval: none; every priority is known.
    """
    frame = context.frame("improvement_plans")
    said = frame[given(frame, "cpd")]
    extras = Extras(coverage=coverage(context, said, frame, "priorities"))
    yield from shares(context, "plan_priorities_with_cpd", said, yes(said, "cpd"), extras)
