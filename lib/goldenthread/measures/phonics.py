"""The phonics screening check: in Year 1, and by the end of Year 2."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from goldenthread.measures.assessed import Assessed, finished, with_columns
from goldenthread.measures.assessed_measures import Attained, register
from goldenthread.measures.assessments import Assessment, Result, assessment, read_result
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.registry import Context

PHONICS = "phonics"
EVERYBODY = (
    "Absent and disapplied pupils and pupils without a result count as not having reached it, "
    "those who have left are left out. An outcome (Wa, Wt) goes before a mark; the mark to reach "
    "is that of the year."
)

IN_YEAR_1 = (
    Attained(
        "phonics_year_1",
        "Phonics standard in Year 1",
        "phonics_expected",
        f"Pupils of Year 1 who reach the standard of the phonics screening check. {EVERYBODY}",
    ),
)
BY_YEAR_2 = (
    Attained(
        "phonics_by_year_2",
        "Phonics standard by the end of Year 2",
        "phonics_expected",
        "Pupils of Year 2 who have reached the standard of the phonics screening check, in Year 1 "
        f"or when they took it again. {EVERYBODY}",
    ),
)


def year_1_pupils(context: Context) -> Assessed:
    return context.once("phonics, Year 1", lambda: _of_year(context, 1))


def year_2_pupils(context: Context) -> Assessed:
    return context.once("phonics, Year 2", lambda: _of_year(context, 2))


def _of_year(context: Context, group: int) -> Assessed:
    """Pupils of a year group; those of Year 2 with the better of their two results."""
    declared = assessment(context, PHONICS)
    declared = declared.model_copy(update={"year_group": group})
    frame = context.frame(PHONICS).dropna(subset=["upn", "school"])
    frame = frame[numbers(frame, "year_group").eq(group)].drop_duplicates(["school", "upn"])
    frame = frame.reset_index(drop=True)
    found = [_results(declared, context.drop.year, frame, taken) for taken in range(1, group + 1)]
    best = [_best(results) for results in zip(*found, strict=True)]
    pupils = frame[["school", "upn", "_file", "_sheet", "_row"]]
    supplied = _supplied(frame, group)
    best = [r if held else Result("left out") for r, held in zip(best, supplied, strict=True)]
    return finished(context, declared, with_columns(pupils, PHONICS, best))


def _results(declared: Assessment, year: str, frame: pd.DataFrame, taken: int) -> list[Result]:
    standard = declared.standard(PHONICS, year)
    if standard is None:
        return [Result("unread")] * len(frame)
    marks = text(frame, f"year_{taken}_mark")
    outcomes = text(frame, f"year_{taken}_outcome")
    return [
        read_result(declared, standard, outcome or mark)
        for outcome, mark in zip(outcomes, marks, strict=True)
    ]


def _best(results: Iterable[Result]) -> Result:
    """Once reached is reached; else the later result that is there, whether or not it is known what
    it says."""
    held = list(results)
    for result in held:
        if result.expected == 1:
            return result
    there = [result for result in held if result.standing != "blank"]
    return there[-1] if there else held[-1]


def _supplied(frame: pd.DataFrame, group: int) -> pd.Series:
    """Rows of schools that supplied any result of the year group."""
    columns = [f"year_{n}_{what}" for n in range(1, group + 1) for what in ("mark", "outcome")]
    given = pd.concat([text(frame, column).ne("") for column in columns], axis=1).any(axis=1)
    return frame["school"].isin(frame["school"][given].unique())


register(IN_YEAR_1, PHONICS, PHONICS, "Phonics screening check attainment", year_1_pupils)
register(BY_YEAR_2, PHONICS, PHONICS, "Phonics screening check attainment", year_2_pupils)
