"""What Ofsted found, from its management information. Old grades and report cards stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.cells import dates, text
from goldenthread.measures.dfe_rows import own_row
from goldenthread.measures.measurement import TRUST, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import day

SOURCE = "ofsted"
PUBLICATION = "State-funded schools: management information (Ofsted)"
GRADES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}
GOOD = ("Outstanding", "Good")
CONCERN = {"SM": "special measures", "SWK": "serious weaknesses"}
# The report card's grades, best first, and its areas by column.
CARD_GRADES = (
    *("Exceptional", "Strong standard", "Expected standard"),
    *("Needs attention", "Urgent improvement"),
)
EXPECTED = frozenset(grade.casefold() for grade in CARD_GRADES[:3])
AREAS: Mapping[str, str] = {
    "inclusion": "Inclusion",
    "teaching": "Curriculum and teaching",
    "achievement": "Achievement",
    "behaviour": "Attendance and behaviour",
    "wellbeing": "Personal development and wellbeing",
    "leadership": "Leadership and governance",
    "early_years": "Early years",
    "sixth_form": "Post-16",
}
Details = tuple[tuple[str, str], ...]
SAID: Details = (("Published by", "Ofsted, management information"),)


@measure(
    "Graded good or outstanding by Ofsted",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
    publication=PUBLICATION,
    short="Good or outstanding",
)
def ofsted_good(context: Context) -> Iterable[Measurement]:
    """Schools whose latest graded inspection judged overall effectiveness good or outstanding, of
    those that have such a grade; a school alone is 0 or 100. State schools get no overall grade
    since September 2024, and report cards since 10 November 2025 are not comparable with grades: a
    school that has only those is not counted. The grade of a school that became an academy is its
    predecessor's until it is inspected itself.

    Denominator: schools with a grade for overall effectiveness.

    Leaves out: schools without one, and those that have only a report card.

    Interval: none; every school is known.
    """
    return pooled(context, "ofsted_good", graded)


@measure(
    "Areas of the Ofsted report card at the expected standard or above",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
    publication=PUBLICATION,
    short="Report card areas",
)
def ofsted_report_card(context: Context) -> Iterable[Measurement]:
    """Of the areas that the school's report card grades, those at the expected standard, strong
    standard or exceptional. Report cards began on 10 November 2025. They have no overall grade, and
    nothing in them can be compared with the grades before.

    Denominator: areas that the school's report card grades.

    Leaves out: safeguarding, which is met or not; schools without a report card.

    Interval: none; every area is known.
    """
    return pooled(context, "ofsted_report_card", card)


@dataclass(frozen=True, slots=True)
class Found:
    """What the file has of one school: `met` of `of`, or why there is nothing to count."""

    met: int = 0
    of: int = 0
    why: str = ""
    details: Details = ()


def pooled(
    context: Context, name: str, read: Callable[[pd.DataFrame], Found]
) -> Iterator[Measurement]:
    met, of = 0, 0
    rows: list[RowRange] = []
    for school in context.trust.schools:
        row = own_row(context, context.frame(SOURCE), school.urn)
        if row.empty:
            continue
        found = read(row)
        met, of = met + found.met, of + found.of
        rows += rows_of(row)
        yield _measurement(context, name, school.urn, found, rows_of(row))
    if of:
        whole = Found(met, of, details=SAID)
        yield _measurement(context, name, TRUST, whole, tuple(dict.fromkeys(rows)))


def _measurement(
    context: Context, name: str, entity: str, found: Found, rows: tuple[RowRange, ...]
) -> Measurement:
    year = context.drop.year
    if not found.of:
        state = State.NO_DATA
        details = found.details
        return Measurement(
            name, entity, year, state=state, note=found.why, rows=rows, details=details
        )
    return Measurement(
        name,
        entity,
        year,
        100 * found.met / found.of,
        n=found.of,
        numerator=float(found.met),
        denominator=float(found.of),
        rows=rows,
        details=found.details,
    )


def grades(frame: pd.DataFrame) -> pd.Series:
    """The grade for overall effectiveness of each row in words, "" where it has none."""
    known = {**GRADES, **{grade.casefold(): grade for grade in GRADES.values()}}
    cells = text(frame, "overall").str.removesuffix(".0").str.casefold()
    return cells.map(lambda cell: known.get(cell, ""))


def graded(row: pd.DataFrame) -> Found:
    known = str(grades(row).iloc[0])
    dated = _dated(row, "Inspected", "inspected")
    ungraded = text(row, "ungraded").iloc[0]
    if ungraded:
        dated += (("Ungraded inspection", ungraded), *_dated(row, "on", "ungraded_date"))
    if not known:
        has_card = bool(text(row, "inclusion").iloc[0])
        why = "Ofsted's file has no overall grade of this school"
        if has_card:
            why += "; it has a report card, which is not comparable with the grades before"
        return Found(why=why, details=dated)
    inspected_as = text(row, "inspected_urn").iloc[0].removesuffix(".0")
    own = str(row["urn"].iloc[0])
    before = (("Inspected as", inspected_as),) if inspected_as not in ("", own) else ()
    concern = CONCERN.get(text(row, "concern").iloc[0].upper(), "")
    worry = (("Category of concern", concern),) if concern else ()
    return Found(int(known in GOOD), 1, details=(("Grade", known), *dated, *before, *worry, *SAID))


def card(row: pd.DataFrame) -> Found:
    said = {title: text(row, column).iloc[0] for column, title in AREAS.items()}
    known = {grade.casefold(): grade for grade in CARD_GRADES}
    graded = {title: known[g.casefold()] for title, g in said.items() if g.casefold() in known}
    if not graded:
        return Found(why="Ofsted's file has no report card of this school")
    met = sum(grade.casefold() in EXPECTED for grade in graded.values())
    safe = text(row, "safeguarding").iloc[0]
    more = (("Safeguarding standards", safe),) if safe else ()
    details = (*graded.items(), *more, *_dated(row, "Inspected", "card_date"), *SAID)
    return Found(met, len(graded), details=details)


def _dated(row: pd.DataFrame, title: str, column: str) -> Details:
    found = dates(row, column).iloc[0]
    return () if pd.isna(found) else ((title, day(found.date())),)
