"""A school's results against the mean of the schools that Ofsted grades good.

Nobody publishes such a mean: the department's table of schools is joined to Ofsted's grades.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.measures import ofsted
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_ks4 import figures
from goldenthread.measures.dfe_ks4_progress import published_progress_8
from goldenthread.measures.dfe_ks4_rows import PROGRESS, SOURCE, mainstream, published_rows
from goldenthread.measures.dfe_rows import Field
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.registry import Context, kept, measure
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import number, plural, signed

ATTAINMENT = Field("attainment_8", "attainment_8")
NEEDS = (SOURCE, ofsted.SOURCE)
FEWEST = 10  # schools that a mean may rest on


@measure(
    "Progress 8 against schools graded good",
    unit="score",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance; State-funded schools: management information (Ofsted)",
    short="Progress 8, gap to good schools",
)
def progress_8_to_good_schools(context: Context) -> Iterable[Measurement]:
    """Progress 8 of the school in the department's table less the mean of the other schools of that
    table whose overall effectiveness Ofsted grades good. Below zero is behind them.

    The suite's own comparison: no average of good schools is published. The mean is over mainstream
    state-funded schools with a score, each counting once whatever its size; ten at least.

    Denominator: pupils at the end of key stage 4 with key stage 2 results.

    Leaves out: the school itself; schools without a score or without a grade of good; special and
    independent schools.

    Interval: 95%, the department's for the school; the mean is taken as certain.
    """
    scores = published_progress_8(context)
    return _against(context, scores, PROGRESS, "progress_8_to_good_schools")


@measure(
    "Attainment 8 against schools graded good",
    unit="points",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance; State-funded schools: management information (Ofsted)",
    short="Attainment 8, gap to good schools",
)
def attainment_8_to_good_schools(context: Context) -> Iterable[Measurement]:
    """Attainment 8 of the school in the department's table less the mean of the other schools of
    that table whose overall effectiveness Ofsted grades good. Below zero is behind them.

    The suite's own comparison: no average of good schools is published. The mean is over mainstream
    state-funded schools with a figure, each counting once whatever its size; ten at least.

    Denominator: pupils at the end of key stage 4.

    Leaves out: the school itself; schools without a figure or without a grade of good; special and
    independent schools.

    Interval: none; the table does not say how far the school's pupils are spread.
    """
    scores = figures(context, ATTAINMENT)
    return _against(context, scores, ATTAINMENT, "attainment_8_to_good_schools")


@kept
def good_schools(context: Context) -> frozenset[str]:
    """The URNs of the schools whose overall effectiveness Ofsted grades good."""
    frame = context.frame(ofsted.SOURCE)
    return frozenset(text(frame, "urn")[ofsted.grades(frame) == "Good"]) - {""}


def _against(
    context: Context, scores: Iterable[Measurement], field: Field, name: str
) -> Iterator[Measurement]:
    schools = {school.urn for school in context.trust.schools}
    for score in scores:
        if score.group == ALL and score.entity in schools:
            yield _held(context, replace(score, measure=name, coverage=None), field)


def _held(context: Context, score: Measurement, field: Field) -> Measurement:
    if score.value is None:
        return score
    others = _others(context, score.entity, field)
    good = numbers(others, field.column)
    count = len(good)
    if count < FEWEST:
        found = plural(count, "school")
        why = f"the table has {found} graded good with a figure; ten are needed for a mean"
        return replace(
            score, value=None, low=None, high=None, state=State.NO_DATA, note=why, details=()
        )
    mean = float(good.mean())
    said = number if field == ATTAINMENT else signed
    return replace(
        score,
        value=score.value - mean,
        low=None if score.low is None else score.low - mean,
        high=None if score.high is None else score.high - mean,
        numerator=None,
        denominator=None,
        rows=tuple(dict.fromkeys((*score.rows, *rows_of(others), *_grade_rows(context, others)))),
        note=f"against the mean of {number(count)} schools graded good, {said(mean, 2)}; "
        "worked out here, because no such average is published",
        details=(
            ("School", said(score.value, 2)),
            ("Mean of schools graded good", said(mean, 2)),
            ("Schools graded good", number(count)),
        ),
    )


def _others(context: Context, urn: str, field: Field) -> pd.DataFrame:
    """The rows of the other schools that are graded good and have a figure."""
    frame = mainstream(published_rows(context))
    chosen = text(frame, "urn").isin(good_schools(context) - {urn})
    return frame[chosen & numbers(frame, field.column).notna()]


def _grade_rows(context: Context, others: pd.DataFrame) -> tuple[RowRange, ...]:
    """Where Ofsted's grades of those schools stand."""
    frame = context.frame(ofsted.SOURCE)
    return rows_of(frame[text(frame, "urn").isin(text(others, "urn"))])
