"""A school's own estimate of GCSE progress: indicative, and never called by the national name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd

from goldenthread.measures.cells import numbers, text
from goldenthread.measures.measurement import TRUST, Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, also_from, measure
from goldenthread.sources.table import rows_of

NAME = "indicative_progress"
LABEL = (
    "indicative: the school's own estimate, which is no national measure and is held against none"
)
POOLED = "indicative: the schools' own estimates, each weighted by its pupils"


@measure(
    "Indicative progress (the school's own estimate)",
    unit="score",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=("ks4_targets",),
    short="Indicative progress",
)
def indicative_progress(context: Context) -> Iterable[Measurement]:
    """The mean of the estimates of progress that the school holds for each pupil of Year 11, over
    the pupils who have one. Schools and tracking programs work such figures out from last year's
    averages, from predicted grades or from another starting point than key stage 2. It is not the
    department's Progress 8, in a year with that measure or without, and has no band and no
    interval; it is shown as indicative and may not be held against a national figure.

    Denominator: pupils of Year 11 with an estimate.

    Leaves out: pupils without an estimate, who show in the coverage.

    Interval: none; an estimate is no result.
    """
    return _of_pupils(context)


def _of_pupils(context: Context) -> Iterator[Measurement]:
    frame = context.frame("ks4_targets")
    for entity, rows in levels(context, frame):
        pupils = rows.dropna(subset=["upn"]).drop_duplicates(["school", "upn"])
        estimates = numbers(pupils, "estimated_progress").dropna().tolist()
        if estimates:
            total, count = math.fsum(estimates), len(estimates)
            covered = Coverage(count, len(pupils), "pupils in Year 11")
            yield _indicative(context, entity, total / count, count, pupils, covered)


@also_from(NAME, needs=("ks4_estimates",))
def from_schools_estimates(context: Context) -> Iterable[Measurement]:
    """One figure a school, pooled by pupils for the trust where each says how many."""
    frame = context.frame("ks4_estimates")
    known = frame[numbers(frame, "estimate").notna() & frame["school"].notna()]
    known = known[known["school"].isin([school.urn for school in context.trust.schools])]
    for school in context.trust.schools:
        row = known[known["school"].eq(school.urn).fillna(False).astype(bool)].head(1)
        if not row.empty:
            count = _whole(row, "pupils")
            value = float(numbers(row, "estimate").iloc[0])
            yield _indicative(context, school.urn, value, count, row, None)
    weights = numbers(known, "pupils")
    if len(known) and weights.gt(0).all():
        total = math.fsum((numbers(known, "estimate") * weights).tolist())
        count = int(weights.sum())
        covered = Coverage(len(known), len(context.trust.schools), "schools")
        yield _indicative(context, TRUST, total / count, count, known, covered)


def _whole(row: pd.DataFrame, column: str) -> int | None:
    found = numbers(row, column)
    return None if pd.isna(found.iloc[0]) else int(found.iloc[0])


def _indicative(
    context: Context,
    entity: str,
    value: float,
    count: int | None,
    rows: pd.DataFrame,
    covered: Coverage | None,
) -> Measurement:
    return Measurement(
        NAME,
        entity,
        context.drop.year,
        value,
        note=POOLED if entity == TRUST else LABEL,
        n=count,
        coverage=covered,
        rows=rows_of(rows),
        details=(("Status", "indicative"), *_said(rows)),
    )


def _said(rows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """What the estimate was worked out from and with, where every row says the same."""
    for title, column in (("Model values", "model"), ("Worked out with", "tool")):
        words = text(rows, column).unique().tolist()
        if len(words) == 1 and words[0]:
            yield title, str(words[0])
