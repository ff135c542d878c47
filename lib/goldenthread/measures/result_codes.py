"""What the columns of results may hold: each cell read as the measures read it, and what it may be.

The codes and grades stand in `params/assessments` and `params/qualifications`, with the publication
and the years that each holds for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from goldenthread.errors import Severity
from goldenthread.measures import early_years, ks1, ks2_attainment, ks5_entries, phonics
from goldenthread.measures.assessments import Assessment, Standard, assessment, read_result
from goldenthread.measures.cells import text
from goldenthread.measures.ks4_qualifications import (
    Kind,
    Qualifications,
    Subject,
    qualifications,
    read_grade,
)
from goldenthread.measures.ks5_qualifications import Level3, level_3, plain_grade
from goldenthread.measures.registry import Context

KS4 = "ks4_results"


@dataclass(frozen=True, slots=True)
class Codes:
    """Some cells of a column that allow the same. `rows` holds the cells as typed under `cell` and
    where each stands; `reads` says whether the measures can tell what a cell means, and `message`
    what is said of one that they cannot."""

    source: str
    column: str
    rows: pd.DataFrame
    reads: Callable[[str], bool]
    allowed: str
    message: str
    declared_in: str
    severity: Severity = "stop"


def result_columns(context: Context) -> Iterator[Codes]:
    """Every column of results that the drop's year reads, with what it allows."""
    goals = assessment(context, early_years.EYFS).subjects(context.drop.year)
    for source, name, subjects in (
        (ks2_attainment.SOURCE, ks2_attainment.KS2, ks2_attainment.SUBJECTS),
        (ks1.SOURCE, ks1.KS1, (*ks1.SUBJECTS, "science")),
        (early_years.MTC, early_years.MTC, (early_years.MTC,)),
        (early_years.EYFS, early_years.EYFS, goals),
    ):
        if context.has(source):
            yield from _assessed(context, source, name, {s: (s,) for s in subjects})
    if context.has(phonics.PHONICS):
        outcomes = tuple(f"year_{taken}_outcome" for taken in (1, 2))
        yield from _assessed(context, phonics.PHONICS, phonics.PHONICS, {phonics.PHONICS: outcomes})
        yield from _marks(context)
    if context.has(KS4):
        yield from _grades(context)
    if context.has(ks5_entries.SOURCE):
        yield from _entries(context)


def _assessed(
    context: Context, source: str, name: str, columns: Mapping[str, tuple[str, ...]]
) -> Iterator[Codes]:
    declared, year = assessment(context, name), context.drop.year
    if declared.why_not(year):
        return
    for subject, held in columns.items():
        standard = declared.standard(subject, year)
        if standard is not None:
            for column in held:
                rows = _cells(context, source, column)
                yield _of_assessment(declared, standard, year, source, column, rows)


def _of_assessment(
    declared: Assessment,
    standard: Standard,
    year: str,
    source: str,
    column: str,
    rows: pd.DataFrame,
) -> Codes:
    return Codes(
        source,
        column,
        rows,
        lambda cell: read_result(declared, standard, cell).standing != "unread",
        allowed_results(declared, standard),
        f"there is no such result of the {declared.title} in {year}, so no figure counts it",
        f"params/assessments/{declared.assessment}.yml",
    )


def _marks(context: Context) -> Iterator[Codes]:
    """Marks of the phonics check. One beside an outcome decides nothing, and must be a mark; one
    alone decides, so its year must say which mark is enough."""
    name, year = phonics.PHONICS, context.drop.year
    declared = assessment(context, name)
    standard = declared.standard(name, year)
    if standard is None or declared.why_not(year):
        return
    ranged = standard if standard.scores else declared.latest_scored(name, year) or standard
    for taken in (1, 2):
        column = f"year_{taken}_mark"
        rows = _cells(context, name, column)
        alone = text(rows, f"year_{taken}_outcome").eq("")
        yield _of_assessment(declared, standard, year, name, column, rows[alone])
        yield _of_assessment(declared, ranged, year, name, column, rows[~alone])


def allowed_results(declared: Assessment, standard: Standard) -> str:
    """`80 to 120, AS, NS, A, B ...`: what a cell may hold, blanks aside."""
    scores, words = standard.scores, standard.words
    judged = (*words.higher, *words.expected, *words.below) if words else ()
    ranged = (f"{scores.lowest:g} to {scores.highest:g}",) if scores else ()
    return ", ".join((*ranged, *judged, *declared.counted, *declared.left_out))


def _grades(context: Context) -> Iterator[Codes]:
    """Grades of the subjects that count in the year, by the type of the qualification."""
    declared, year = qualifications(context), context.drop.year
    rows = _cells(context, KS4, "grade")
    names = text(rows, "subject").map(declared.subject)
    for name in sorted(set(names.dropna())):
        subject = declared.subjects[name]
        if subject.years.hold(year):
            for header, part in rows[names.eq(name)].groupby("subject", sort=True):
                yield Codes(
                    KS4,
                    str(header),
                    part,
                    partial(_is_grade, declared, year, subject),
                    allowed_grades(declared, subject.type, year),
                    f"there is no such grade in {year}, so it counts as no result in the subject",
                    "params/qualifications/ks4.yml",
                )


def _is_grade(declared: Qualifications, year: str, subject: Subject, cell: str) -> bool:
    return read_grade(declared, year, subject, cell) is not None


def allowed_grades(declared: Qualifications, kind: Kind, year: str) -> str:
    """The grades of a type of qualification in a year, and the codes for no result."""
    wanted = "vocational" if kind == "vocational" else "gcse"
    scales = [s for s in declared.scales if s.type == wanted and s.years.hold(year)]
    grades = list(dict.fromkeys(grade for scale in scales for grade in scale.points))
    if kind == "combined science":
        grades = ["two grades such as 5-4", "U"]
    return ", ".join((*grades, *declared.absent, *declared.pending))


def _entries(context: Context) -> Iterator[Codes]:
    """Grades of students at the end of their study, by qualification."""
    declared, year = level_3(context), context.drop.year
    rows = ks5_entries.of_final_years(_cells(context, ks5_entries.SOURCE, "grade"))
    kinds = text(rows, "qualification").map(declared.type_of)
    yield Codes(
        ks5_entries.SOURCE,
        "qualification",
        rows.assign(cell=text(rows, "qualification")),
        lambda cell: declared.type_of(cell) is not None,
        ", ".join(found.aliases[0] for found in declared.types.values()),
        "this qualification is not listed, so the entry does not count",
        "params/qualifications/ks5.yml",
        "warning",
    )
    for kind in sorted(set(kinds.dropna())):
        yield Codes(
            ks5_entries.SOURCE,
            "grade",
            rows[kinds.eq(kind)],
            _level_3_reader(declared, kind, year),
            allowed_level_3(declared, kind, year),
            f"{declared.types[kind].aliases[0]} has no such grade in {year}, so the entry does not "
            "count",
            "params/qualifications/ks5.yml",
        )


def _level_3_reader(declared: Level3, kind: str, year: str) -> Callable[[str], bool]:
    scale = declared.scale(kind, year)

    def reads(cell: str) -> bool:
        grade = plain_grade(cell)
        return grade in declared.without_result or (
            scale is not None and scale.worth(grade) is not None
        )

    return reads


def allowed_level_3(declared: Level3, kind: str, year: str) -> str:
    """The grades of a qualification of 16 to 18 in a year, and the codes for no result."""
    scale = declared.scale(kind, year)
    return ", ".join((*(scale.points if scale else ()), *declared.without_result))


def _cells(context: Context, source: str, column: str) -> pd.DataFrame:
    frame = context.frame(source)
    return frame.assign(cell=text(frame, column))
