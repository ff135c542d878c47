"""Measures of an assessment, one for each row of a table: what they share is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from goldenthread.measures.assessed import Assessed, figures, withheld
from goldenthread.measures.assessments import assessment
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, also_from, measure

PupilsOf = Callable[[Context], Assessed]


@dataclass(frozen=True, slots=True)
class Attained:
    """One measure: the percentage whose `column` is 1, or the mean of it where it is a score."""

    id: str
    title: str
    column: str
    definition: str
    unit: Literal["percent", "points"] = "percent"


_PARTS = {
    "percent": """

Denominator: pupils whom the assessment counts, as the definition says.

Leaves out: pupils who have left, whose result is missing or who are assessed in another year.

Interval: 95%, Wilson, over pupils.
""",
    "points": """

Denominator: pupils with a score.

Leaves out: pupils without a score.

Interval: 95%, from the pupils' own spread.
""",
}


def register(
    rows: Iterable[Attained], source: str, assessed_by: str, publication: str, pupils_of: PupilsOf
) -> None:
    """Each row as a measure from `source`, and from nothing in a year without the assessment."""
    for row in rows:
        compute = _computing(row, assessed_by, pupils_of)
        measure(
            row.title,
            unit=row.unit,
            decimals=1,
            better="higher",
            counts="pupils",
            needs=(source,),
            publication=publication,
        )(compute)
        also_from(row.id, needs=())(without_exports(row.id, assessed_by))


def _computing(
    row: Attained, name: str, pupils_of: PupilsOf
) -> Callable[[Context], Iterable[Measurement]]:
    def compute(context: Context) -> Iterable[Measurement]:
        declared = assessment(context, name)
        why = declared.why_not(context.drop.year)
        if why:
            return withheld(context, row.id, declared, why)
        share = row.unit == "percent"
        return figures(context, pupils_of(context), row.id, row.column, share=share)

    compute.__name__, compute.__doc__ = row.id, row.definition + _PARTS[row.unit]
    return compute


def without_exports(measure_id: str, name: str) -> Callable[[Context], Iterable[Measurement]]:
    """Years in which there can be no figure, whatever is supplied."""

    def compute(context: Context) -> Iterable[Measurement]:
        declared = assessment(context, name)
        why = declared.why_not(context.drop.year)
        return withheld(context, measure_id, declared, why) if why else ()

    return compute
