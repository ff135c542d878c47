"""The judgement of teaching at quality assurance visits."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.calendar import same_day_last_year
from goldenthread.measures.cells import between, given, text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import person
from goldenthread.measures.shares import Extras, coverage, share, shares
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


@measure(
    "Teachers whose teaching was judged good throughout",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("qa_visits",),
    short="Consistently good teaching",
)
def teachers_consistently_good(context: Context) -> Iterator[Measurement]:
    """Teachers whose every visit of the last twelve months was judged green (good, outstanding or a
    strength), of all teachers visited.

    One visit below that is enough for a teacher not to count. The judgement is the observer's, as
    recorded at the visit. Numbers of people, without names; whoever teaches in two schools counts
    in each of them and once for the trust.

    Denominator: teachers with at least one visit judged in the year up to the day of the drop.

    Leaves out: visits that name no teacher, or have no judgement, which show in the coverage;
    teachers whom nobody visited.

    Interval: 95%, Wilson: the visits are a sample of the lessons taught.
    """
    visits = context.frame("qa_visits")
    since = same_day_last_year(context.drop.as_of)
    visits = visits[between(visits, "date", since, context.drop.as_of)]
    visits = visits.assign(who=text(visits, "teacher").map(person))
    known = visits[given(visits, "judgement") & (visits["who"] != "")]
    said = coverage(context, known, visits, "visits")
    for entity, rows in levels(context, known):
        good = (rows["judgement"] == "green").groupby(rows["who"]).all()
        met, of = int(good.sum()), len(good)
        extras = Extras(interval=True, coverage=said)
        yield share(context, "teachers_consistently_good", entity, met, of, rows, extras, n=of)
