"""Sessions that should have a mark and have none: what a partial export or register looks like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goldenthread.measures.mark_cells import AT_ONCE
from goldenthread.measures.school_days import SchoolDays

Codes = npt.NDArray[np.int32]


def holes_of(
    school: Codes,
    slot: Codes,
    enrolment: Codes,
    whole: npt.NDArray[np.bool_],
    calendars: Sequence[SchoolDays],
) -> npt.NDArray[np.int64]:
    """How many there are at each school. `slot` is twice the day, and one more in the afternoon.

    A session was held where any pupil of the school has a mark for it on an open day; a pupil
    should have one from the first session that he or she has a mark for to the last.
    """
    counted = np.stack([np.repeat(days.open & days.counted, 2) for days in calendars])
    held = np.zeros_like(counted)
    people = int(enrolment.max(initial=-1)) + 1
    first, last = np.full(people, counted.shape[1]), np.full(people, -1)
    marks, owner = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for at in range(0, len(whole), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        keep = np.flatnonzero(whole[part]) + at
        keep = keep[counted[school[keep], slot[keep]]]
        held[school[keep], slot[keep]] = True
        np.minimum.at(first, enrolment[keep], slot[keep])
        np.maximum.at(last, enrolment[keep], slot[keep])
        marks += np.bincount(enrolment[keep], minlength=people)
        owner[enrolment[keep]] = school[keep]
    before = np.concatenate([np.zeros((len(held), 1), dtype=np.int64), held.cumsum(axis=1)], axis=1)
    known = np.flatnonzero(last >= 0)
    due = before[owner[known], last[known] + 1] - before[owner[known], first[known]]
    # Two files may give one mark twice; that makes up for no other.
    missing = (due - marks[known]).clip(min=0)
    return np.bincount(owner[known], weights=missing, minlength=len(calendars)).astype(np.int64)
