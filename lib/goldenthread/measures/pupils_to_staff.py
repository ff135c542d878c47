"""Pupils for each teacher, and what is spent on each pupil."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import numbers, text, total
from goldenthread.measures.ledgers import ledgers
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.places import ENTITY
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.staff_in_post import at_a_school, in_post
from goldenthread.measures.year_to_date import Base, base
from goldenthread.sources.table import rows_of
from goldenthread.wording import number


def _bases(context: Context) -> dict[str, Base]:
    """The headcount of each school that has one."""
    found = {s.urn: base(context, s.urn, context.drop.year) for s in context.trust.schools}
    return {urn: own for urn, own in found.items() if own is not None}


@measure(
    "Pupils for each teacher",
    unit="pupils",
    decimals=1,
    better="neither",
    counts="things",
    needs=("staff", "census"),
    publication="School workforce in England",
)
def pupil_teacher_ratio(context: Context) -> Iterator[Measurement]:
    """Pupils on roll for each full-time equivalent teacher or leader in post on the drop's day.

    Pupils are the January census headcount of the year, or the latest before it. Follows the
    department's pupil to teacher ratio, which takes full-time equivalent pupils and qualified
    teachers in November. The trust's figure is of the schools together that have both numbers.

    Denominator: full-time equivalents of teachers and leaders at a school, whatever their contract.

    Leaves out: teachers of the trust office; rows without full-time equivalents; schools without a
    headcount or without teachers.

    Interval: none; everybody is counted.
    """
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    staff = staff[at_a_school(staff) & text(staff, "staff_group").isin(["teacher", "leader"])]
    staff = staff[numbers(staff, "fte").notna()]
    bases = {urn: own for urn, own in _bases(context).items() if (staff[ENTITY] == urn).any()}
    for entity in [*bases, *([TRUST] if bases else [])]:
        urns = list(bases) if entity == TRUST else [entity]
        rows = staff[staff[ENTITY].isin(urns)]
        pupils = sum(bases[urn].headcount for urn in urns)
        teachers = total(numbers(rows, "fte"))
        if not teachers:
            continue
        yield Measurement(
            "pupil_teacher_ratio",
            entity,
            context.drop.year,
            pupils / teachers,
            note=f"{number(pupils)} pupils, {number(teachers, 1)} full-time equivalent teachers",
            n=pupils,
            numerator=float(pupils),
            denominator=teachers,
            rows=(*rows_of(rows), *(row for urn in urns for row in bases[urn].rows)),
        )


@measure(
    "Spent on each pupil so far",
    unit="pounds",
    decimals=0,
    better="neither",
    counts="things",
    needs=("accounts", "census"),
)
def spent_per_pupil(context: Context) -> Iterator[Measurement]:
    """Staff and other costs of the year so far, for each pupil on roll.

    To the end of the latest month of the accounts. Pupils are the January census headcount of the
    year, or the latest before it. The trust adds up every sheet of the accounts and every school's
    pupils, so that the trust office's costs are spread over all.

    Denominator: pupils on roll.

    Leaves out: schools without a headcount; the trust, where one of its schools has none.

    Interval: none; every pound and pupil is counted.
    """
    bases = _bases(context)
    for entity, months in ledgers(context):
        urns = [school.urn for school in context.trust.schools] if entity == TRUST else [entity]
        if not all(urn in bases for urn in urns):
            continue
        ledger = months[-1]
        pupils = sum(bases[urn].headcount for urn in urns)
        spent = ledger.costs("actual_to_date")
        yield Measurement(
            "spent_per_pupil",
            entity,
            context.drop.year,
            spent / pupils,
            note=f"{ledger.note}; {number(pupils)} pupils",
            n=pupils,
            numerator=spent,
            denominator=float(pupils),
            rows=(*rows_of(ledger.rows), *(row for urn in urns for row in bases[urn].rows)),
        )
