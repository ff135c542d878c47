"""What session marks say beyond absence: why pupils were away, and which marks count as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.measures.marks import NOTHING, OUTCOMES, Marks, marks
from goldenthread.measures.measurement import ALL, TRUST
from goldenthread.measures.registry import Context
from goldenthread.measures.sessions import of_school_age
from goldenthread.provenance import RowRange
from goldenthread.wording import number

ABSENT = ("authorised", "unauthorised")


@dataclass(frozen=True, slots=True)
class Reason:
    """Sessions missed for one reason at a school or in the trust, of all possible ones, by how
    many pupils."""

    entity: str
    group: str
    sessions: int
    possible: int
    pupils: int
    rows: tuple[RowRange, ...]


def reasons(context: Context) -> Iterator[Reason]:
    """Of each school with marks, then of the trust: all absence, then each reason there was."""
    counted = marks(context)
    if counted is None:
        return
    age = of_school_age(counted.enrolments["year_group"]) & ~counted.enrolments["guest"]
    schools = counted.enrolments["school"].to_numpy()
    # Over the year: enrolments by kinds.
    totals = counted.counts.sum(axis=1)
    for entity in [*sorted(set(schools)), TRUST]:
        here = age.to_numpy() & ((schools == entity) | (entity == TRUST))
        yield from _of(entity, counted, totals[here])


def _of(entity: str, counted: Marks, totals: npt.NDArray[np.int64]) -> Iterator[Reason]:
    kinds = [k for k, code in enumerate(counted.codes) if code.counts_as in ABSENT]
    possible = [
        k
        for k, code in enumerate(counted.codes)
        if code.counts_as in (*ABSENT, "present", "approved activity")
    ]
    whole = int(totals[:, possible].sum())
    if not whole:
        return
    rows = _rows(entity, counted)
    on_roll = int((totals[:, possible].sum(axis=1) > 0).sum())
    yield Reason(entity, ALL, int(totals[:, kinds].sum()), whole, on_roll, rows)
    # Two codes of one meaning, such as interviews before and after a change, are one reason.
    for meaning in sorted({counted.codes[k].meaning for k in kinds}):
        same = [k for k in kinds if counted.codes[k].meaning == meaning]
        each = totals[:, same].sum(axis=1)
        if each.any():
            yield Reason(entity, meaning, int(each.sum()), whole, int((each > 0).sum()), rows)


def _rows(entity: str, counted: Marks) -> tuple[RowRange, ...]:
    if entity != TRUST:
        return counted.rows.get(entity, ())
    return tuple(row for urn in sorted(counted.rows) for row in counted.rows[urn])


def left_out(counted: Marks, urn: str) -> dict[str, int]:
    """How many marks of a school (or of the trust) count as nothing, by why."""
    schools = counted.enrolments["school"].to_numpy()
    here = (schools == urn) | (urn == TRUST)
    found = {why: int(counted.outcome(why)[here].sum()) for why in OUTCOMES if why is not NOTHING}
    return {why: count for why, count in found.items() if count}


def not_counted(context: Context, entity: str) -> str:
    """`12 no mark entered, 3 code not valid on its day`; "" where every mark counts."""
    counted = marks(context)
    found = left_out(counted, entity) if counted is not None else {}
    return ", ".join(f"{number(count)} {why}" for why, count in found.items())
