"""The pupils of a primary assessment with what each reached, and figures over them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import year_ends
from goldenthread.measures import pupil_groups
from goldenthread.measures.assessments import Assessment, Result, Standing, read_result
from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement, State
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, no_figures
from goldenthread.measures.statistics import own_mean_interval, wilson
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import plural

COMBINED = "combined"
PRIOR = "prior"
# The worst of several results decides what is said of them together.
_ORDER: tuple[Standing, ...] = ("unread", "left out", "blank", "counted", "read")


@dataclass(frozen=True, slots=True)
class Assessed:
    """`pupils`: a row a pupil, with `<subject>_expected`, `_higher`, `_score` and `_standing`.

    A figure is NaN where the pupil is not in it. `expected` is how many pupils of the year group
    each school had, as far as the pupil list tells.
    """

    declared: Assessment
    pupils: pd.DataFrame
    expected: Mapping[str, int]
    rows: Mapping[str, tuple[RowRange, ...]]

    def coverage(self, entity: str, everybody: pd.DataFrame, subject: str) -> Coverage:
        """Of whom there is a result or a code, among the pupils of the year group."""
        known = everybody[f"{subject}_standing"].isin(["read", "counted"])
        schools = everybody["school"].unique() if entity == TRUST else [entity]
        of_list = sum(self.expected.get(str(school), 0) for school in schools)
        held = everybody[f"{subject}_standing"].ne("left out")
        return Coverage(int(known.sum()), max(of_list, int(held.sum())), self.declared.pupils)


def assessed(
    context: Context, declared: Assessment, source: str, columns: Mapping[str, str]
) -> Assessed:
    """The rows of `source` with what they mean; `columns` is the column of each subject."""
    frame = context.frame(source).dropna(subset=["upn", "school"])
    frame = frame.drop_duplicates(["school", "upn"]).reset_index(drop=True)
    pupils = frame[["school", "upn", "_file", "_sheet", "_row"]].copy()
    year = context.drop.year
    for subject in declared.subjects(year):
        if subject in columns:
            cells = text(frame, columns[subject])
            pupils = _with_results(pupils, declared, year, subject, cells)
    parts = declared.parts(year)
    if parts and all(f"{part}_expected" in pupils for part in parts):
        pupils = with_combined(pupils, parts)
    if PRIOR in frame and frame[PRIOR].notna().any():
        pupils[PRIOR] = text(frame, PRIOR).map(pupil_groups.KS1_PRIOR).astype(object)
    return finished(context, declared, pupils)


def finished(context: Context, declared: Assessment, pupils: pd.DataFrame) -> Assessed:
    """With the groups of the pupil list, and where everything stands."""
    rows = {
        entity: (*rows_of(frame), *_listed(context, frame))
        for entity, frame in levels(context, pupils)
    }
    grouped = pupil_groups.with_characteristics(context, pupils)
    return Assessed(declared, grouped, _on_list(context, declared), rows)


def _listed(context: Context, pupils: pd.DataFrame) -> tuple[RowRange, ...]:
    """The rows of the pupil list that name the groups."""
    if not context.has("pupils"):
        return ()
    frame = context.frame("pupils")
    return rows_of(frame[frame["upn"].isin(pupils["upn"])])


def _with_results(
    pupils: pd.DataFrame, declared: Assessment, year: str, subject: str, cells: pd.Series
) -> pd.DataFrame:
    standard = declared.standard(subject, year)
    if standard is None:
        return pupils
    known = {cell: read_result(declared, standard, cell) for cell in cells.unique()}
    # A school that supplied nothing of a subject has no result in it, rather than all failing.
    supplied = pupils["school"].isin(pupils["school"][cells.ne("")].unique())
    found = [
        known[cell] if held else Result("left out")
        for cell, held in zip(cells, supplied, strict=True)
    ]
    return with_columns(pupils, subject, found)


def with_columns(pupils: pd.DataFrame, subject: str, found: list[Result]) -> pd.DataFrame:
    """`pupils` with what each reached in a subject, in the order of `found`."""
    wider = pupils.copy()
    wider[f"{subject}_expected"] = [result.expected for result in found]
    wider[f"{subject}_higher"] = [result.higher for result in found]
    wider[f"{subject}_score"] = [result.score for result in found]
    wider[f"{subject}_standing"] = [result.standing for result in found]
    return wider


def with_combined(pupils: pd.DataFrame, parts: tuple[str, ...]) -> pd.DataFrame:
    """At the standard in every part; a pupil who is in no figure of one part is in none of it."""
    combined = pupils.copy()
    for level in ("expected", "higher"):
        values = pupils[[f"{part}_{level}" for part in parts]].astype(float)
        combined[f"{COMBINED}_{level}"] = values.min(axis=1, skipna=False)
    standings = pupils[[f"{part}_standing" for part in parts]].to_numpy()
    combined[f"{COMBINED}_standing"] = [min(row, key=_ORDER.index) for row in standings]
    return combined


def _on_list(context: Context, declared: Assessment) -> dict[str, int]:
    """Pupils of the year group on the pupil list, guests and those who left before May aside."""
    if not context.has("pupils"):
        return {}
    frame = context.frame("pupils")
    tests = pd.Timestamp(dt.date(year_ends(context.drop.year).year, 5, 1))
    left = dates(frame, "leaving_date")
    guest = text(frame, "enrolment_status").isin(["S", "G"])
    own = numbers(frame, "year_group").eq(declared.year_group)
    chosen = frame[own & ~guest & (left.isna() | (left >= tests))].dropna(subset=["upn"])
    return {str(urn): part["upn"].nunique() for urn, part in chosen.groupby("school")}


def figures(
    context: Context, found: Assessed, measure: str, column: str, *, share: bool
) -> Iterator[Measurement]:
    """The mean of a column, or the percentage that it is 1 for, by entity and group.

    `column` is `<subject>_<what>`.
    """
    if column not in found.pupils:
        return
    subject = column.rsplit("_", 1)[0]
    further = (PRIOR,) if PRIOR in found.pupils else ()
    # Cut into many small pieces below: the fewer columns, the faster.
    wanted = ["school", column, f"{subject}_standing", *pupil_groups.CHARACTERISTICS, *further]
    for entity, everybody in levels(context, found.pupils[wanted]):
        known = everybody[everybody[column].notna()]
        if known.empty:
            continue
        said = _said(found.declared, context, everybody, subject, column)
        for group, frame in ((ALL, known), *pupil_groups.parts(known, further)):
            values = frame[column].astype(float).tolist()
            total, count = sum(values), len(values)
            interval = wilson(total, count) if share else own_mean_interval(values)
            yield Measurement(
                measure,
                entity,
                context.drop.year,
                (100 if share else 1) * total / count,
                group,
                note=said if group == ALL else "",
                n=count,
                numerator=total,
                denominator=float(count),
                low=interval[0] if interval else None,
                high=interval[1] if interval else None,
                coverage=found.coverage(entity, everybody, subject) if group == ALL else None,
                rows=found.rows[entity],
            )


def _said(
    declared: Assessment, context: Context, everybody: pd.DataFrame, subject: str, column: str
) -> str:
    """What a reader must know of the pupils behind a figure."""
    counts = Counter(everybody[f"{subject}_standing"])
    said = [declared.remarks.get(context.drop.year, "")]
    if unknown := _only_expected(everybody, subject, column):
        said.append(
            f"{plural(unknown, 'result')} without a score not counted at the higher standard"
        )
    if counts["unread"]:
        said.append(f"{plural(counts['unread'], 'result')} not recognised and not counted")
    if (
        counts["blank"]
        and everybody.loc[everybody[f"{subject}_standing"].eq("blank"), column].notna().any()
    ):
        pupils = plural(counts["blank"], "pupil")
        said.append(f"{pupils} without a result counted as not at the standard")
    return "; ".join(filter(None, said))


def _only_expected(everybody: pd.DataFrame, subject: str, column: str) -> int:
    """Pupils of whom it is known that they are at the expected standard, and no more."""
    if column != f"{subject}_higher":
        return 0
    known = everybody[f"{subject}_standing"].isin(["read", "counted", "blank"])
    return int((known & everybody[column].isna()).sum())


def withheld(context: Context, measure: str, declared: Assessment, why: str) -> list[Measurement]:
    """No figure of a year for the schools that would have one, and the trust, and why."""
    schools = [s.urn for s in context.trust.schools if s.phase in declared.phases]
    entities = [*schools, TRUST] if schools else []
    return list(no_figures(context, measure, why, State.NOT_MEASURABLE, entities))
