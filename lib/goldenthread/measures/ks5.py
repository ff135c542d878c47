"""Key stage 5: average points of an entry, and of the best three A levels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from goldenthread.measures.ks5_entries import SOURCE, Entries, entries, without_sixth_form
from goldenthread.measures.ks5_qualifications import CohortName, plain
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.pupil_groups import parts
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.statistics import Interval, Z

PUBLICATION = "A level and other 16 to 18 results"
BEST = 3
_points = partial(
    measure,
    unit="points",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=(SOURCE,),
    publication=PUBLICATION,
    not_owed_by=without_sixth_form,
)


@_points("Average points of an A level entry")
def ks5_a_level_points(context: Context) -> Iterable[Measurement]:
    """The points of all A level and AS entries (A* 60, A 50 and so on to E 10; an AS half of that)
    divided by their number in A levels, an AS counting a half. Over students at the end of 16 to 18
    study with such an entry; an AS in the subject of an A level does not count, nor does an entry
    without a result. The average is also given as a grade.

    Denominator: entries of students at the end of 16 to 18 study, in numbers of A levels.

    Leaves out: an AS in the subject of an A level; entries without a result.

    Interval: 95%, from the students' own spread.
    """
    return _per_entry(context, "ks5_a_level_points", "a level")


@_points("Average points of an academic entry")
def ks5_academic_points(context: Context) -> Iterable[Measurement]:
    """The points of all academic entries (A level, AS, extended project, core maths) divided by
    their number in A levels. Over students at the end of 16 to 18 study with such an entry; an
    entry without a result does not count. The average is also given as a grade.

    Denominator: entries of students at the end of 16 to 18 study, in numbers of A levels.

    Leaves out: entries without a result.

    Interval: 95%, from the students' own spread.
    """
    return _per_entry(context, "ks5_academic_points", "academic")


@_points("Average points of an applied general entry")
def ks5_applied_general_points(context: Context) -> Iterable[Measurement]:
    """The points of all applied general entries of the size of an A level divided by their number.
    Over students at the end of 16 to 18 study with such an entry. Larger diplomas, with double and
    triple grades, do not count and are named.

    Denominator: entries of students at the end of 16 to 18 study, in numbers of A levels.

    Leaves out: larger diplomas with double and triple grades, which are named; entries without a
    result.

    Interval: 95%, from the students' own spread.
    """
    return _per_entry(context, "ks5_applied_general_points", "applied general")


@_points("Average points of an entry, best three A levels")
def ks5_a_level_best_3(context: Context) -> Iterable[Measurement]:
    """The mean of each student's three best A levels, general studies and critical thinking aside,
    over the students with three or more. The department also counts some students with fewer who
    took nothing else, so its figure can be lower. The average is also given as a grade.

    Denominator: students with three A levels or more.

    Leaves out: general studies and critical thinking; students with fewer than three A levels.

    Interval: 95%, from the students' own spread.
    """
    found = entries(context)
    rows = found.of_cohort("a level")
    kinds = [name for name, kind in found.declared.types.items() if kind.best_three]
    shut_out = {plain(subject) for subject in found.declared.not_in_best_three}
    rows = rows[rows["kind"].isin(kinds) & ~rows["subject"].isin(shut_out)]
    rows = rows.sort_values("points", ascending=False, kind="stable")
    best = rows.groupby(["school", "upn"], sort=False).head(BEST)
    counts = best.groupby(["school", "upn"])["points"].transform("size")
    students = _by_student(best[counts.eq(BEST)])
    note = "only students with three or more A levels; the department also counts some with fewer"
    figure = _Figure(context, found, "ks5_a_level_best_3", "a level", note)
    return _figures(figure, students)


@dataclass(frozen=True, slots=True)
class _Figure:
    context: Context
    entries: Entries
    measure: str
    cohort: CohortName
    note: str = ""


def _per_entry(context: Context, name: str, cohort: CohortName) -> Iterator[Measurement]:
    found = entries(context)
    students = _by_student(found.of_cohort(cohort))
    return _figures(_Figure(context, found, name, cohort), students)


def _by_student(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a student with their points and their entries in A levels."""
    first = rows.drop_duplicates(["school", "upn"]).drop(columns=["points", "size"])
    sums = rows.groupby(["school", "upn"], sort=False)[["points", "size"]].sum().reset_index()
    return first.merge(sums, on=["school", "upn"], how="left")


def _figures(figure: _Figure, students: pd.DataFrame) -> Iterator[Measurement]:
    context, found = figure.context, figure.entries
    cautions = found.cautions(context.drop.year, figure.cohort)
    for entity, everybody in levels(context, students):
        said = (cautions, figure.note, found.notes.get(entity, ""))
        for group, frame in ((ALL, everybody), *parts(everybody)):
            points, size = math.fsum(frame["points"]), math.fsum(frame["size"])
            low, high = _interval(frame) or (None, None)
            yield Measurement(
                figure.measure,
                entity,
                context.drop.year,
                points / size,
                group,
                note="; ".join(filter(None, said)) if group == ALL else "",
                n=len(frame),
                numerator=points,
                denominator=size,
                low=low,
                high=high,
                coverage=found.coverage[entity] if group == ALL else None,
                rows=found.places[entity],
                details=_as_grade(figure, points / size) if group == ALL else (),
            )


def _as_grade(figure: _Figure, points: float) -> tuple[tuple[str, str], ...]:
    if figure.cohort == "applied general":
        return ()
    grade = figure.entries.declared.grade_of(points)
    return (("Average grade", grade or "Below E"),)


def _interval(students: pd.DataFrame) -> Interval | None:
    """The 95% interval of points for an entry, where students differ in how many they took."""
    count = len(students)
    if count < 2:
        return None
    points, sizes = students["points"].astype(float), students["size"].astype(float)
    # Summed exactly: the order of rows must not show in the last digit.
    total = math.fsum(sizes)
    ratio = math.fsum(points) / total
    spread = math.fsum((points - ratio * sizes) ** 2)
    half = Z * math.sqrt(spread * count / (count - 1)) / total
    return ratio - half, ratio + half
