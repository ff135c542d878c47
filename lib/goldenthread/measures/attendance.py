"""Attendance and absence from sessions: overall, authorised, unauthorised, persistent, severe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from goldenthread.measures.absence_reasons import Reason, not_counted, reasons
from goldenthread.measures.mark_cells import LONG, WIDE
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Compute, Context, also_from, measure
from goldenthread.measures.sessions import SUMMARIES, Each, Enrolments, enrolments
from goldenthread.measures.statistics import wilson
from goldenthread.wording import join_words

PUBLICATION = "Pupil absence in schools in England"
NEEDS = (SUMMARIES,)
# The annual statistics leave this half-term out for Year 11; a school's own export does not.
YEAR_11_NOTE = (
    "the year so far from the school's own export; the national figures leave out the second half "
    "of the summer term for 15-year-olds"
)
Count = Callable[[Each], tuple[float, float]]


def _or_marks(compute: Compute) -> Compute:
    """Also where the drop holds session marks and no summaries: `enrolments` takes what is there,
    marks before summaries, school by school."""
    for source in (LONG, WIDE):
        also_from(compute.__name__, needs=(source,))(compute)
    return compute


@_or_marks
@measure(
    "Overall absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
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


@_or_marks
@measure(
    "Authorised absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def authorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed with the school's leave, such as for illness, of all that were possible.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "authorised_absence", _missed("authorised"))


@_or_marks
@measure(
    "Unauthorised absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def unauthorised_absence(context: Context) -> Iterable[Measurement]:
    """Sessions missed without the school's leave, and arrivals after the register closed, of all
    that were possible.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "unauthorised_absence", _missed("unauthorised"))


@_or_marks
@measure(
    "Persistent absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def persistent_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed 10% or more of the sessions possible for them (10% exactly included), of
    all pupils with possible sessions. A pupil who moved counts at each school.

    Denominator: pupils with possible sessions; one who moved counts at each school.

    Leaves out: pupils without possible sessions.

    Interval: 95%, Wilson, over pupils.
    """
    return _shares(context, "persistent_absence", _missing_at_least(10), pupils=True)


@_or_marks
@measure(
    "Severe absence",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def severe_absence(context: Context) -> Iterable[Measurement]:
    """Pupils who missed half or more of the sessions possible for them, of all pupils with possible
    sessions.

    Denominator: pupils with possible sessions; one who moved counts at each school.

    Leaves out: pupils without possible sessions.

    Interval: 95%, Wilson, over pupils.
    """
    return _shares(context, "severe_absence", _missing_at_least(50), pupils=True)


@_or_marks
@measure(
    "Attendance rate",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Pupil attendance in schools",
)
def attendance_rate(context: Context) -> Iterable[Measurement]:
    """Sessions attended of all that were possible: present, late before the register closed, and
    approved educational activity elsewhere.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    return _shares(context, "attendance_rate", _sum_of("attended"))


@_or_marks
@measure(
    "Late arrivals",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication="Pupil attendance in schools",
)
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


@measure(
    "Absence by reason",
    unit="percent",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=(LONG,),
    publication="Pupil attendance in schools",
)
def absence_by_reason(context: Context) -> Iterable[Measurement]:
    """Sessions missed for each reason, by the code of the mark, of all sessions that were possible;
    the reasons add up to the overall absence. Only from session marks. The number of pupils of a
    reason is how many missed a session for it.

    Denominator: sessions possible for the pupils on the register in the year so far.

    Leaves out: pupils without possible sessions; sessions that the national codes do not count as
    possible.

    Interval: none; the sessions of one pupil go together, so that their number says too little.
    """
    for reason in reasons(context):
        yield _of_reason(context, reason)


also_from("absence_by_reason", needs=(WIDE,))(absence_by_reason)


def _of_reason(context: Context, reason: Reason) -> Measurement:
    return Measurement(
        "absence_by_reason",
        reason.entity,
        context.drop.year,
        100 * reason.sessions / reason.possible,
        reason.group,
        note=YEAR_11_NOTE if reason.group == ALL else "",
        n=reason.pupils,
        numerator=float(reason.sessions),
        denominator=float(reason.possible),
        rows=reason.rows,
    )


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
