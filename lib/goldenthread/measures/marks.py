"""Session marks counted: how often each code stands in each half-term of each enrolment.

Millions of marks are counted by whole-number codes of their cells, a stretch of rows at a time;
nothing here goes row by row. Marks that count as nothing are counted too, by why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from goldenthread.attendance_codes import Code, CodeTable, MarkClass, load_codes, sub_codes
from goldenthread.measures.mark_cells import AT_ONCE, coded, days_of, mark_frame, rows_by_school
from goldenthread.measures.mark_holes import holes_of
from goldenthread.measures.pupil_dates import Enrolled, enrolled
from goldenthread.measures.registry import Context
from goldenthread.measures.school_days import PERIODS, SchoolDays, all_school_days
from goldenthread.provenance import RowRange

Counts = npt.NDArray[np.int64]

# Why a mark counts as nothing, in the order of the last places of `Marks.counts`.
MISSING, UNKNOWN, NOT_VALID = "no mark entered", "no national code", "code not valid on its day"
CLOSED, NOT_ENROLLED = "school closed that day", "before joining or after leaving"
OUTSIDE, NOTHING = "outside the year so far", ""
OUTCOMES = (MISSING, UNKNOWN, NOT_VALID, CLOSED, NOT_ENROLLED, OUTSIDE, NOTHING)


@dataclass(frozen=True, slots=True)
class Marks:
    """`enrolments` has a row for each pupil at each school: school, upn, year_group (NaN where
    unknown), guest. `counts[e, p, k]` is how many marks of kind k enrolment e has in the p-th of
    PERIODS; the kinds are the `codes` and then OUTCOMES. `unread` counts rows without a pupil,
    day or session, by school; `odd` the marks of no national code, as they are typed; `holes` the
    sessions that a school held between a pupil's first mark and last, for which there is none."""

    enrolments: pd.DataFrame
    counts: Counts
    codes: tuple[Code, ...]
    halves: frozenset[str]
    rows: dict[str, tuple[RowRange, ...]]
    unread: dict[str, int]
    odd: dict[str, int]
    holes: dict[str, int]

    def of_class(self, *classes: MarkClass) -> Counts:
        """Sessions whose code is of one of the classes: an array of enrolments by periods."""
        return self._sum([code.counts_as in classes for code in self.codes])

    def of_codes(self, *codes: str) -> Counts:
        return self._sum([code.code in codes for code in self.codes])

    def late(self) -> Counts:
        return self._sum([code.late is not None for code in self.codes])

    def outcome(self, why: str) -> Counts:
        """Marks that count as nothing for one reason, as an array of enrolments by periods."""
        return self.counts[:, :, len(self.codes) + OUTCOMES.index(why)]

    def _sum(self, wanted: Sequence[bool]) -> Counts:
        places = np.flatnonzero(np.array(wanted, dtype=np.bool_))
        total: Counts = self.counts[:, :, places].sum(axis=2)
        return total


def marks(context: Context) -> Marks | None:
    """The drop's session marks, counted once for all measures; None where it holds none."""
    return context.once("marks", lambda: _counted(context))


def _counted(context: Context) -> Marks | None:
    frame = mark_frame(context)
    if frame is None or frame.empty:
        return None
    schools, urns = coded(frame["school"])
    pupils, upns = coded(frame["upn"])
    sessions, names = coded(frame["session"])
    typed, texts = coded(frame["mark"])
    # A day on either side stands for all that lie outside the year; a school may begin in August.
    year = int(context.drop.year[:4])
    first, last = dt.date(year, 7, 31), dt.date(year + 1, 9, 1)
    days = days_of(frame["date"], first, last)
    whole = (schools >= 0) & (pupils >= 0) & (sessions >= 0) & (days >= 0)
    pair = np.where(whole, pupils.astype(np.int64) * len(urns) + schools, -1)
    there = np.zeros(len(upns) * len(urns) + 1, dtype=np.bool_)
    there[pair] = True
    there[-1] = False
    order = _sorted_pairs(np.flatnonzero(there), urns, upns)
    place = np.full(len(there), -1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    enrolments = pd.DataFrame(
        {
            "school": [urns[pair] for pair in order % len(urns)],
            "upn": [upns[pair] for pair in order // len(urns)],
        },
        dtype="object",
    )
    spans = enrolled(context, enrolments)
    table = load_codes(context.project.params)
    calendars = all_school_days(context, urns, first, last)
    own = sub_codes(context.setting("attendance_sub_codes"), table)
    kinds = _kinds(table, texts, calendars, own)
    rows = _Rows(schools, days, typed, place[pair], whole)
    slots = (sessions == names.index("pm")).astype(np.int32) if "pm" in names else 0 * sessions
    holes = holes_of(rows.school, days * 2 + slots, rows.enrolment, whole, calendars)
    counts = _count(rows, kinds, calendars, spans, len(order), len(table.codes))
    years = _years(frame, rows, len(order))
    enrolments["year_group"] = np.where(np.isnan(years), spans.year_group, years)
    enrolments["guest"] = spans.guest
    lost = np.bincount(schools[~whole & (schools >= 0)], minlength=len(urns))
    return Marks(
        enrolments,
        counts,
        table.codes,
        frozenset(urn for urn, days in zip(urns, calendars, strict=True) if days.halves),
        rows_by_school(frame, schools, urns),
        {urn: int(count) for urn, count in zip(urns, lost, strict=True) if count},
        _odd(typed, texts, table, own),
        dict(zip(urns, holes.tolist(), strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Whole-number codes of the cells of every row; `whole` where none of its keys is missing."""

    school: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    mark: npt.NDArray[np.int32]
    enrolment: npt.NDArray[np.int32]
    whole: npt.NDArray[np.bool_]

    def stretches(self) -> Iterator[_Rows]:
        for start in range(0, len(self.whole), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            keep = self.whole[part]
            yield _Rows(
                self.school[part][keep],
                self.day[part][keep],
                self.mark[part][keep],
                self.enrolment[part][keep],
                keep[keep],
            )


def _sorted_pairs(
    pairs: npt.NDArray[np.int64], urns: Sequence[str], upns: Sequence[str]
) -> npt.NDArray[np.int64]:
    """By school and pupil, so that no order of rows or files shows in anything."""
    urn_rank = np.argsort(np.argsort(np.array(urns, dtype=object)))
    upn_rank = np.argsort(np.argsort(np.array(upns, dtype=object)))
    order = np.lexsort((upn_rank[pairs // len(urns)], urn_rank[pairs % len(urns)]))
    return pairs[order]


def _kinds(
    table: CodeTable,
    texts: Sequence[str],
    calendars: Sequence[SchoolDays],
    own: dict[str, str],
) -> npt.NDArray[np.int8]:
    """What each mark is on each day at each school: kinds[school, day, mark]. The last place of
    `mark` is the blank cell, so that the code -1 of a missing cell finds it."""
    length = len(calendars[0].open)
    days = [calendars[0].first + dt.timedelta(days=n) for n in range(length)]
    at = {why: len(table.codes) + place for place, why in enumerate(OUTCOMES)}
    plain = np.full((length, len(texts) + 1), at[MISSING], dtype=np.int8)
    for place, text in enumerate(texts):
        entries = table.of(_national(text, own))
        plain[:, place] = at[NOT_VALID if entries else UNKNOWN]
        for entry in entries:
            kind = at[MISSING] if entry.counts_as == "missing" else table.codes.index(entry)
            plain[[entry.valid_on(day) for day in days], place] = kind
    needs_school = np.array(
        [code.counts_as not in ("not possible", "missing") for code in table.codes]
        + [why in (UNKNOWN, NOT_VALID) for why in OUTCOMES]
    )
    unexpected = needs_school[plain]
    kinds = np.empty((len(calendars), *plain.shape), dtype=np.int8)
    for number, calendar in enumerate(calendars):
        shut = ~calendar.open[:, None]
        # A closed day's "#" or blank is as it should be; only a mark of a pupil is not.
        kinds[number] = np.where(shut & unexpected, at[CLOSED], plain)
        kinds[number][shut & (plain == at[MISSING])] = at[NOTHING]
        kinds[number][~calendar.counted] = at[OUTSIDE]
    return kinds


def _national(text: str, own: dict[str, str]) -> str:
    """The code as the national table writes it; a school's own sub-code as its trust declares."""
    code = "".join(text.split()).upper()
    return own.get(code, code)


def _count(
    rows: _Rows,
    kinds: npt.NDArray[np.int8],
    calendars: Sequence[SchoolDays],
    spans: Enrolled,
    enrolments: int,
    codes: int,
) -> Counts:
    width = codes + len(OUTCOMES)
    periods = np.stack([calendar.period for calendar in calendars])
    size = enrolments * len(PERIODS) * width
    total = np.zeros(size, dtype=np.int64)
    first = np.datetime64(calendars[0].first, "D").astype(np.int64)
    for part in rows.stretches():
        kind = kinds[part.school, part.day, part.mark]
        if spans.any:
            day = part.day + first
            away = (day < spans.first[part.enrolment]) | (day > spans.last[part.enrolment])
            counted = kind < codes + OUTCOMES.index(CLOSED)
            kind = np.where(away & counted, codes + OUTCOMES.index(NOT_ENROLLED), kind)
        key = part.enrolment.astype(np.int64) * len(PERIODS) + periods[part.school, part.day]
        total += np.bincount(key * width + kind, minlength=size)
    return total.reshape(enrolments, len(PERIODS), width)


def _years(frame: pd.DataFrame, rows: _Rows, enrolments: int) -> npt.NDArray[np.float64]:
    """The year group of each enrolment, the highest where the export says several."""
    found = np.full(enrolments, -np.inf)
    if "year_group" in frame.columns and frame["year_group"].notna().any():
        typed = frame["year_group"].to_numpy(dtype=np.float64, na_value=np.nan)
        known = rows.whole & ~np.isnan(typed)
        np.maximum.at(found, rows.enrolment[known], typed[known])
    return np.where(np.isinf(found), np.nan, found)


def _odd(
    typed: npt.NDArray[np.int32], texts: Sequence[str], table: CodeTable, own: dict[str, str]
) -> dict[str, int]:
    counts = np.bincount(typed[typed >= 0], minlength=len(texts))
    found = {text: int(count) for text, count in zip(texts, counts, strict=True) if count}
    return {t: found[t] for t in sorted(found) if not table.of(_national(t, own))}
