"""Absence by why pupils were away: only session marks tell."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.measures.absence_reasons import Reason, reasons
from goldenthread.measures.attendance import IN_YEAR, YEAR_11_NOTE
from goldenthread.measures.mark_cells import LONG, WIDE
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Context, also_from, measure


@measure(
    "Absence by reason",
    unit="percent",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=(LONG,),
    publication=IN_YEAR,
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
