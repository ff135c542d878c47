"""Disadvantage gaps at key stage 2 as the department's school-level file gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.assessed import withheld
from goldenthread.measures.assessed_gaps import in_school_gaps
from goldenthread.measures.assessments import assessment
from goldenthread.measures.dfe_ks2 import PUBLISHED, figures
from goldenthread.measures.dfe_ks2_rows import SOURCE, figure, rows_with
from goldenthread.measures.dfe_rows import Field, schools
from goldenthread.measures.ks2_attainment import KS2, PUBLICATION
from goldenthread.measures.ks2_progress import why_no_progress
from goldenthread.measures.ks2_progress_tables import SUBJECTS
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Context, also_from, measure

HELD_AGAINST = (("Held against", "pupils nationally who are not disadvantaged, same year"),)
COMBINED = next(item for item in PUBLISHED if item.measure == "ks2_expected")


@also_from("gap_ks2_expected", needs=(SOURCE,))
def _published_gap(context: Context) -> Iterable[Measurement]:
    return _gap(context, "gap_ks2_expected", "gap_expected", why_no_tests)


@also_from("gap_ks2_expected_in_school", needs=(SOURCE,))
def _published_in_school(context: Context) -> Iterable[Measurement]:
    why = why_no_tests(context)
    if why:
        declared = assessment(context, KS2)
        return withheld(context, "gap_ks2_expected_in_school", declared, why)
    groups = (item for item in figures(context, COMBINED) if item.group != ALL)
    return in_school_gaps(groups, "gap_ks2_expected_in_school")


@also_from("gap_ks2_higher", needs=())
@measure(
    "Disadvantage gap at the higher standard",
    unit="percentage points",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=(SOURCE,),
    publication=PUBLICATION,
)
def gap_ks2_higher(context: Context) -> Iterable[Measurement]:
    """The percentage of the school's disadvantaged pupils at the higher standard in reading,
    writing and maths, less that of pupils nationally who are not disadvantaged, as the department
    publishes it. Below zero is a gap.

    Denominator: disadvantaged pupils at the end of key stage 2.

    Leaves out: schools whose figure the department withholds.

    Interval: none; the department publishes none.
    """
    return _gap(context, "gap_ks2_higher", "gap_higher", why_no_tests)


def _progress_gap(subject: str) -> None:
    name = f"gap_ks2_{subject}_progress"

    def compute(context: Context) -> Iterable[Measurement]:
        return _gap(context, name, f"gap_{subject}_progress", why_no_progress)

    compute.__name__ = name
    compute.__doc__ = (
        f"Progress in {subject} of the school's disadvantaged pupils, less that of pupils "
        "nationally who are not disadvantaged, as the department publishes it. Below zero is a gap."
        "\n\nDenominator: disadvantaged pupils with results of both key stages."
        "\n\nLeaves out: schools whose figure the department withholds."
        "\n\nInterval: none; the department publishes none."
    )
    measure(
        f"Disadvantage gap in {subject} progress",
        unit="score",
        decimals=1,
        better="higher",
        counts="pupils",
        needs=(SOURCE,),
        publication=PUBLICATION,
    )(compute)
    also_from(name, needs=())(compute)


def why_no_tests(context: Context) -> str:
    return assessment(context, KS2).why_not(context.drop.year)


def _gap(
    context: Context, name: str, column: str, why_not: Callable[[Context], str]
) -> Iterator[Measurement]:
    """The department's own difference, with how many disadvantaged pupils it rests on."""
    why = why_not(context)
    if why:
        yield from withheld(context, name, assessment(context, KS2), why)
        return
    if not context.has(SOURCE):
        return
    for item in schools(context, SOURCE, Field(name, column), rows_with(context, column)):
        count = figure(context, item.entity, "pupils_disadvantaged")
        details = (*item.details, *HELD_AGAINST)
        yield replace(item, n=None if count is None else int(count), details=details)


for _subject in SUBJECTS:
    _progress_gap(_subject)
