"""Persistent absence half-term by half-term, as the attendance officer's reviews count it."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import numbers, text, total
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share

HALF_TERMS = {
    "autumn_1": "Autumn, first half",
    "autumn_2": "Autumn, second half",
    "spring_1": "Spring, first half",
    "spring_2": "Spring, second half",
    "summer_1": "Summer, first half",
    "summer_2": "Summer, second half",
}


@measure(
    "Persistent absence in the half-term",
    unit="percent",
    decimals=1,
    better="lower",
    counts="pupils",
    needs=("absence_half_terms",),
    short="Persistent absence, half-term",
)
def persistent_absence_half_term(context: Context) -> Iterator[Measurement]:
    """Pupils who missed 10% or more of the sessions of a half-term, of those on roll in it, as the
    attendance officer counted them: each half-term by itself, and no figure for the year.

    Of one half-term alone, so that it is not the persistent absence of the year so far, in which a
    pupil's weeks even out. The trust adds up its schools in the half-terms that all of those in the
    export have.

    Denominator: pupils on roll in the half-term.

    Leaves out: half-terms without both numbers.

    Interval: 95%, Wilson, over pupils.
    """
    frame = context.frame("absence_half_terms")
    frame = frame.assign(
        half=text(frame, "half_term"),
        pupils=numbers(frame, "pupils"),
        persistent=numbers(frame, "persistent"),
    )
    known = frame[frame["pupils"].notna() & frame["persistent"].notna()]
    for entity, rows in levels(context, known):
        everywhere = rows.groupby("half")["school"].nunique()
        whole = set(everywhere.index[everywhere == rows["school"].nunique()])
        for half, title in HALF_TERMS.items():
            if half in whole:
                chosen = rows[rows["half"] == half]
                absent, pupils = total(chosen["persistent"]), total(chosen["pupils"])
                yield share(
                    context,
                    "persistent_absence_half_term",
                    entity,
                    absent,
                    pupils,
                    chosen,
                    Extras(interval=True),
                    group=title,
                    n=round(pupils),
                )
