"""Attendance and absence from sessions: overall, authorised, unauthorised, persistent, severe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from goldenthread.measures.absence_reasons import not_counted
from goldenthread.measures.mark_cells import LONG, WIDE
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Better, Compute, Context, also_from, measure
from goldenthread.measures.sessions import SUMMARIES, Each, Enrolments, enrolments
from goldenthread.measures.statistics import wilson
from goldenthread.wording import join_words

PUBLICATION = "Pupil absence in schools in England"
IN_YEAR = "Pupil attendance in schools"
# The annual statistics leave this half-term out for Year 11; a school's own export does not.
YEAR_11_NOTE = (
    "the year so far from the school's own export; the national figures leave out the second half "
    "of the summer term for 15-year-olds"
)
Count = Callable[[Each], tuple[float, float]]


def _rate(
    title: str, *, better: Better = "lower", publication: str = PUBLICATION
) -> Callable[[Compute], Compute]:
    """Register a percentage of sessions, or of pupils by their sessions.

    Also where the drop holds session marks and no summaries: `enrolments` takes what is there,
    marks before summaries, school by school.
    """

    def register(compute: Compute) -> Compute:
        of_summaries = measure(
            title,
            unit="percent",
            decimals=1,
            better=better,
            counts="pupils",
            needs=(SUMMARIES,),
            publication=publication,
        )
        of_summaries(compute)
        for source in (LONG, WIDE):
            also_from(compute.__name__, needs=(source,))(compute)
        return compute

    return register


@_rate("Overall absence")
def overall_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed, with and without leave, of all sessions that were possible. Sessions are
    added up over pupils; their percentages are never averaged. A session is half a day. Pupils of
    compulsory school age (years 1 to 11) count, guests do not. Where a school's session marks are
    there they are counted by the codes of `params/attendance/codes.yml`, and its summaries only
    where they are not; marks that the table does not know on their day count as nothing.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "overall_absence", _missed("authorised", "unauthorised"))


@_rate("Authorised absence")
def authorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed with the school's leave, such as for illness, of all that were possible.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "authorised_absence", _missed("authorised"))


@_rate("Unauthorised absence")
def unauthorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed without the school's leave, and arrivals after the register closed, of all
    that were possible.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "unauthorised_absence", _missed("unauthorised"))


@_rate("Persistent absence")
def persistent_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed 10% or more of the sessions possible for them (10% exactly included), of
    all pupils with possible sessions. A pupil who moved counts at each school.

    Denominator: pupils with possible sessions; one who moved counts at each school.

    Leaves out: pupils without possible sessions.

    Interval: 95%, Wilson, over pupils.
    """
    return _shares(context, "persistent_absence", _missing_at_least(10), pupils=True)


@_rate("Severe absence")
def severe_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed half or more of the sessions possible for them, of all pupils with possible
    sessions.

    Denominator: pupils with possible sessions; one who moved counts at each school.

    Leaves out: pupils without possible sessions.

    Interval: 95%, Wilson, over pupils.
    """
    return _shares(context, "severe_absence", _missing_at_least(50), pupils=True)


@_rate("Attendance rate", better="higher", publication=IN_YEAR)
def attendance_rate(context: Context) -> Iterable[Measurement]:
    """Sessions attended of all that were possible: present, late before the register closed, and
    approved educational activity elsewhere.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "attendance_rate", _sum_of("attended"))


@_rate("Late arrivals", publication=IN_YEAR)
def late_arrivals(context: Context) -> Iterable[Measurement]:
    """Sessions to which a pupil came late, before or after the register closed (codes L and U), of
    all that were possible. Where an export of summaries has no columns for it, its pupils are left
    out.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "late_arrivals", _sum_of("late", of="late_of"))


def _missed(*kinds: str) -> Count:
    def count(pupils: Each) -> tuple[float, float]:
        return float(sum(pupils[kind].sum() for kind in kinds)), float(pupils["possible"].sum())

    return count


def _sum_of(part: str, of: str = "possible") -> Count:
    def count(pupils: Each) -> tuple[float, float]:
        return float(pupils[part].sum()), float(pupils[of].sum())

    return count


def _missing_at_least(percent: int) -> Count:
    """Compared in whole sessions, so that 10% exactly is 10%."""

    def count(pupils: Each) -> tuple[float, float]:
        missed = pupils["authorised"] + pupils["unauthorised"]
        return float((100 * missed >= percent * pupils["possible"]).sum()), float(len(missed))

    return count


def _shares(
    context: Context, name: str, count: Count, *, pupils: bool = False
) -> Iterator[Measurement]:
    """With an interval where pupils are counted; sessions of one pupil hang together too much."""
    for held in enrolments(context):
        part, whole = count(held.each)
        if not whole:
            continue
        low, high = wilson(part, whole) if pupils else (None, None)
        yield Measurement(
            name,
            held.entity,
            context.drop.year,
            100 * part / whole,
            held.group,
            note=YEAR_11_NOTE if held.group == ALL else "",
            n=held.count,
            numerator=part,
            denominator=whole,
            low=low,
            high=high,
            coverage=held.coverage,
            rows=held.rows,
            details=_details(context, held),
        )


def _details(context: Context, held: Enrolments) -> tuple[tuple[str, str], ...]:
    """What was counted, where it is not what it used to be: summaries alone need no word."""
    if held.group != ALL or held.basis == ("attendance summaries",):
        return ()
    left_out = not_counted(context, held.entity)
    details = [("Counted from", join_words(held.basis))]
    return (*details, *([("Marks that count as nothing", left_out)] if left_out else []))
