"""Session marks held against the attendance summaries of the same school and term.

Both come from one register, so nothing may differ: the tolerance is no session. Where something
does, what the marks hold tells which of the usual causes explains it to the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from goldenthread.calendar import TERMS
from goldenthread.measures.mark_cells import LONG, WIDE
from goldenthread.measures.marks import (
    CLOSED,
    MISSING,
    NOT_ENROLLED,
    NOT_VALID,
    UNKNOWN,
    Marks,
    marks,
)
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.measures.pupil_dates import NEVER, enrolled
from goldenthread.measures.registry import Context, also_from, measure
from goldenthread.measures.school_days import PERIODS
from goldenthread.measures.sessions import NEEDED, SUMMARIES, marked_sessions, summary_rows
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import number

COMPARED = ("possible", "attended", "authorised", "unauthorised")
KEY = ["school", "term", "upn"]
# What else the marks of an enrolment hold in a term, that one system counts and the other does not.
DUAL, INTERVIEW = "dual", "interview"
_OUTCOMES = {"away": NOT_ENROLLED, "closed": CLOSED, "blank": MISSING}


@dataclass(frozen=True, slots=True)
class Difference:
    """One school's (or the trust's) term, or all its terms: both counts of each of COMPARED, how
    many pupils were compared and how many differ, and the sessions that differ by likely cause."""

    entity: str
    group: str
    marked: dict[str, int]
    summarised: dict[str, int]
    pupils: int
    pupils_apart: int
    causes: dict[str, int]
    rows: tuple[RowRange, ...]

    @property
    def sessions(self) -> int:
        return sum(self.causes.values())


@measure(
    "Sessions on which marks and summaries differ",
    unit="count",
    decimals=0,
    better="lower",
    counts="pupils",
    needs=(LONG, SUMMARIES),
)
def attendance_differences(context: Context) -> Iterable[Measurement]:
    """Sessions that the session marks and the attendance summaries of a school count differently,
    pupil by pupil and term by term, in the terms that both hold: possible in only one of them, or
    attended, authorised or unauthorised in one and another of these in the other. A check of the
    data with no tolerance, not a measure of attendance. The figures of attendance rest on the
    marks.

    Denominator: none; it is a number of sessions.

    Leaves out: terms that only one of the two exports holds.

    Interval: none; every session is known.
    """
    for found in differences(context):
        yield Measurement(
            "attendance_differences",
            found.entity,
            context.drop.year,
            float(found.sessions),
            found.group,
            n=found.pupils,
            numerator=float(found.sessions),
            rows=found.rows,
            details=tuple(_details(found)),
        )


also_from("attendance_differences", needs=(WIDE, SUMMARIES))(attendance_differences)


def _details(found: Difference) -> Iterator[tuple[str, str]]:
    for name in COMPARED:
        here, there = found.marked[name], found.summarised[name]
        yield f"{name.capitalize()} sessions", f"{number(here)} marked, {number(there)} summarised"
    for cause, count in found.causes.items():
        yield f"Differ: {cause}", f"{number(count)} session{'s' * (count != 1)}"


def differences(context: Context) -> list[Difference]:
    """Of each school that has both, then of the trust: all terms, then each."""
    return context.once("attendance differences", lambda: list(_differences(context)))


def _differences(context: Context) -> Iterator[Difference]:
    counted = marks(context)
    if counted is None or not context.has(SUMMARIES):
        return
    summaries = summary_rows(context)
    both = _joined(context, _by_term(counted), summaries)
    schools = [(str(urn), part) for urn, part in both.groupby("school", sort=True)]
    for entity, part in [*schools, (TRUST, both)] if schools else []:
        here = summaries if entity == TRUST else summaries[summaries["school"].eq(entity)]
        marked = sorted(counted.rows) if entity == TRUST else [entity]
        rows = (*(row for urn in marked for row in counted.rows.get(urn, ())), *rows_of(here))
        yield _difference(entity, ALL, part, rows)
        for term in TERMS:
            of_term = part[part["term"] == term.capitalize()]
            if not of_term.empty:
                yield _difference(entity, term.capitalize(), of_term, rows)


def _by_term(counted: Marks) -> pd.DataFrame:
    """Each enrolment and term with a mark: the counts and what else the marks hold."""
    extra = {
        DUAL: counted.of_codes("D"),
        INTERVIEW: counted.of_codes("J1"),
        **{name: counted.outcome(why) for name, why in _OUTCOMES.items()},
        "unknown": counted.outcome(UNKNOWN) + counted.outcome(NOT_VALID),
    }
    frame = marked_sessions(counted)
    sums = frame.groupby(KEY, sort=False)[list(COMPARED)].sum()
    others = {name: _of_terms(counted, counts) for name, counts in extra.items()}
    return sums.join(pd.DataFrame(others), how="left").reset_index()


def _of_terms(counted: Marks, counts: npt.NDArray[np.int64]) -> pd.Series:
    """Counts of enrolments by periods as one number for each school, term and pupil."""
    at, period = counts.nonzero()
    frame = counted.enrolments.take(at)[["school", "upn"]].reset_index(drop=True)
    frame["term"] = [PERIODS[place][0].capitalize() for place in period]
    frame["count"] = counts[at, period].astype(float)
    return frame.groupby(KEY, sort=False)["count"].sum()


def _joined(context: Context, marked: pd.DataFrame, summaries: pd.DataFrame) -> pd.DataFrame:
    """Pupils of the schools and terms that both hold, with the difference and its likely cause."""
    usable = summaries[summaries[list(NEEDED)].notna().all(axis=1) & (summaries["possible"] > 0)]
    summed = usable.groupby(KEY, sort=False)[list(COMPARED)].sum().reset_index()
    shared = marked[KEY[:2]].drop_duplicates().merge(summed[KEY[:2]].drop_duplicates())
    both = marked.merge(summed, on=KEY, how="outer", suffixes=("", "_s"), indicator="held")
    both = both.merge(shared, on=KEY[:2])
    numbers = [name for name in both.columns if name not in (*KEY, "held")]
    both[numbers] = both[numbers].fillna(0.0)
    for name in COMPARED:
        both[f"{name}_d"] = both[f"{name}_s"] - both[name]
    parts = both[[f"{name}_d" for name in COMPARED[1:]]].to_numpy()
    # A session moved from one class to another is one that differs, and not two.
    more, less = parts.clip(min=0).sum(axis=1), -parts.clip(max=0).sum(axis=1)
    both["apart"] = np.maximum(more, less)
    spans = enrolled(context, both[["school", "upn"]])
    left = (spans.last < NEVER) | (context.has("pupils") & np.isnan(spans.year_group))
    both["cause"] = _causes(both, spans.guest, left)
    return both


def _causes(
    both: pd.DataFrame, guest: npt.NDArray[np.bool_], left: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    """The first usual cause that explains a pupil's difference to the session."""
    possible, attended = both["possible_d"], both["attended_d"]
    only_one = (both["held"] != "both").to_numpy()
    tests = {
        "": both["apart"] == 0,
        "guest pupils, in only one of the two": only_one & guest,
        "leavers, in only one of the two": only_one & left,
        "pupils who are not in the session marks": both["held"] == "right_only",
        "pupils who are not in the summaries": both["held"] == "left_only",
        "dual registration (D) counted as attending in the summaries": (
            (both[DUAL] > 0) & (possible == both[DUAL]) & (attended == both[DUAL])
        ),
        "marks before joining or after leaving": (both["away"] > 0) & (possible == both["away"]),
        "marks on days when the school was closed": (
            (both["closed"] > 0) & (possible == both["closed"])
        ),
        "sessions without a mark": (both["blank"] > 0) & (possible == both["blank"]),
        "codes that were not valid on their day": (
            (both["unknown"] > 0) & (possible == both["unknown"])
        ),
        "interviews (J1) counted as attending in the summaries": (
            (both[INTERVIEW] > 0)
            & (attended == both[INTERVIEW])
            & (both["authorised_d"] == -both[INTERVIEW])
        ),
        "codes changed after one of the two was exported": possible == 0,
    }
    conditions = [np.asarray(test, dtype=np.bool_) for test in tests.values()]
    return np.select(conditions, list(tests), default="no usual cause explains it")


def _difference(
    entity: str, group: str, part: pd.DataFrame, rows: tuple[RowRange, ...]
) -> Difference:
    apart = part[part["apart"] > 0]
    causes = apart.groupby("cause", sort=True)["apart"].sum().sort_values(ascending=False)
    return Difference(
        entity,
        group,
        {name: int(part[name].sum()) for name in COMPARED},
        {name: int(part[f"{name}_s"].sum()) for name in COMPARED},
        len(part[["school", "upn"]].drop_duplicates()),
        len(apart[["school", "upn"]].drop_duplicates()),
        {str(cause): int(count) for cause, count in causes.items()},
        rows,
    )
