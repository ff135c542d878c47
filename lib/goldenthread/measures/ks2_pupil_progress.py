"""Progress to key stage 2 from a school's own results, for years whose national averages are held.

Without them there is no score, and the measure says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from goldenthread.measures.assessed import withheld
from goldenthread.measures.assessments import assessment
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.ks2_attainment import KS2, SOURCE, ks2_pupils
from goldenthread.measures.ks2_progress import why_no_progress
from goldenthread.measures.ks2_progress_tables import (
    SUBJECTS,
    KS2Progress,
    Subject,
    ks2_progress_year,
)
from goldenthread.measures.measurement import ALL, Coverage, Measurement, State
from goldenthread.measures.places import levels
from goldenthread.measures.pupil_groups import parts
from goldenthread.measures.registry import Compute, Context, also_from, no_figures
from goldenthread.measures.statistics import mean_interval

LEAST_COVERAGE = 50.0
NOT_OFFICIAL = "calculated from the school's results, not the department's score"


def _provider(subject: Subject) -> Compute:
    name = f"ks2_{subject}_progress"

    def compute(context: Context) -> Iterable[Measurement]:
        why = why_no_progress(context)
        if why:
            return withheld(context, name, assessment(context, KS2), why)
        year = ks2_progress_year(context)
        if year is None or not year.groups:
            return _not_held(context, name)
        return _scores(context, year, subject, name)

    return compute


for _subject in SUBJECTS:
    also_from(f"ks2_{_subject}_progress", needs=(SOURCE,))(_provider(_subject))


def _not_held(context: Context, name: str) -> Iterator[Measurement]:
    """The results are there, but nothing national to hold them against."""
    note = (
        f"the national averages by key stage 1 result for {context.drop.year} are not held; the "
        "department's school-level file gives the published score"
    )
    entities = (entity for entity, _ in levels(context, ks2_pupils(context).pupils))
    return no_figures(context, name, note, entities=entities)


def _scores(
    context: Context, year: KS2Progress, subject: Subject, name: str
) -> Iterator[Measurement]:
    found = ks2_pupils(context)
    pupils = found.pupils.assign(progress=_of_pupils(context, year, subject, found.pupils))
    for entity, everybody in levels(context, pupils):
        known = everybody[everybody["progress"].notna()]
        coverage = Coverage(len(known), len(everybody), found.declared.pupils)
        if known.empty or coverage.percent < LEAST_COVERAGE:
            note = "under half of the pupils have results of both key stages, so no score is given"
            yield Measurement(
                name,
                entity,
                context.drop.year,
                state=State.NO_DATA,
                note=note,
                coverage=coverage,
                rows=found.rows[entity],
            )
            continue
        for group, frame in ((ALL, known), *parts(known)):
            values = frame["progress"].astype(float)
            mean = float(values.mean())
            low, high = mean_interval(mean, year.standard_deviations[subject], len(values))
            yield Measurement(
                name,
                entity,
                context.drop.year,
                mean,
                group,
                note=NOT_OFFICIAL if group == ALL else "",
                n=len(values),
                numerator=float(values.sum()),
                denominator=float(len(values)),
                low=low,
                high=high,
                coverage=coverage if group == ALL else None,
                rows=found.rows[entity],
            )


def _of_pupils(
    context: Context, year: KS2Progress, subject: Subject, pupils: pd.DataFrame
) -> list[float]:
    """Each pupil's score, or the points of the judgement, less what pupils nationally got; NaN
    without a result of either key stage."""
    frame = context.frame(SOURCE).dropna(subset=["upn", "school"])
    frame = frame.drop_duplicates(["school", "upn"]).set_index(["school", "upn"])
    frame = frame.reindex(pd.MultiIndex.from_frame(pupils[["school", "upn"]]))
    points = text(frame, subject).str.upper().map(year.points.get(subject, {}))
    scores = pd.Series(pupils[f"{subject}_score"].tolist(), index=frame.index, dtype=float)
    results = points.astype(float).fillna(scores)
    averages = numbers(frame, "ks1_average")
    return [
        result - year.expected(average, subject) if pd.notna(average) else float("nan")
        for result, average in zip(results, averages, strict=True)
    ]
