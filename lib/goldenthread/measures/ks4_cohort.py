"""The pupils at the end of key stage 4 with their scores: what every GCSE measure starts from.

The cohort is the list of prior attainment and targets, or else Year 11 of the pupil list. A pupil
of it without results counts as 0; a school without any results is not counted at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import year_ends
from goldenthread.measures import pupil_groups
from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.ks4_qualifications import PriorBands, qualifications
from goldenthread.measures.ks4_results import SCORES, Faults, scored
from goldenthread.measures.measurement import TRUST, Coverage
from goldenthread.measures.registry import Context
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of


@dataclass(frozen=True, slots=True)
class Cohort:
    """`pupils`: a row a pupil of the schools that have results, with scores and groups.

    `expected` is the size of every school's cohort, whether or not it has results.
    """

    pupils: pd.DataFrame
    expected: dict[str, int]
    rows: dict[str, tuple[RowRange, ...]]
    notes: dict[str, str]

    def entities(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Each school that has results with its pupils, then the trust with all of them."""
        for school, part in self.pupils.groupby("school", sort=False):
            yield str(school), part
        if not self.pupils.empty:
            yield TRUST, self.pupils

    def rows_for(self, entity: str) -> tuple[RowRange, ...]:
        if entity != TRUST:
            return self.rows.get(entity, ())
        return tuple(row for rows in self.rows.values() for row in rows)

    def with_results(self, entity: str) -> int:
        frame = self.pupils
        own = frame if entity == TRUST else frame[frame["school"].eq(entity)]
        return int(own["results"].sum())

    def coverage(self, entity: str, covered: int) -> Coverage:
        """For the trust, of the pupils of all its schools."""
        expected = sum(self.expected.values()) if entity == TRUST else self.expected[entity]
        return Coverage(covered, expected, "pupils at the end of key stage 4")


def cohort(context: Context) -> Cohort:
    """Everyone at the end of key stage 4 of the schools that have results, with scores."""
    return context.once("key stage 4 cohort", lambda: _with_scores(context))


def year_11(context: Context) -> Cohort:
    """Everyone at the end of key stage 4, whether or not there are results."""
    frames = [listed[["school", "upn", "ks2", "target"]] for listed in _members(context).values()]
    rows = {urn: _rows(context, urn, listed) for urn, listed in _members(context).items()}
    return _cohort(context, frames, rows, {})


def _with_scores(context: Context) -> Cohort:
    declared = qualifications(context)
    results = context.frame("ks4_results").dropna(subset=["upn"])
    frames, rows, notes = [], {}, {}
    for urn, listed in _members(context).items():
        own = results[results["school"].eq(urn)]
        if own.empty:
            continue
        faults = Faults(strangers=int((~own["upn"].drop_duplicates().isin(listed["upn"])).sum()))
        frames.append(scored(declared, context.drop.year, listed, own, faults))
        rows[urn] = _rows(context, urn, listed, own)
        notes[urn] = faults.sentence()
    named = [f"{context.trust.entity_name(urn)}: {note}" for urn, note in notes.items() if note]
    return _cohort(context, frames, rows, notes | {TRUST: "; ".join(named)})


def _cohort(
    context: Context,
    frames: list[pd.DataFrame],
    rows: dict[str, tuple[RowRange, ...]],
    notes: dict[str, str],
) -> Cohort:
    pupils = pd.concat(frames, ignore_index=True) if frames else _empty()
    bands = qualifications(context).prior_bands(context.drop.year)
    prior = pd.Series([prior_band(bands, a) for a in pupils["ks2"]], pupils.index, dtype=object)
    pupils = pupils.assign(prior=prior)
    expected = {urn: len(listed) for urn, listed in _members(context).items()}
    return Cohort(pupil_groups.with_characteristics(context, pupils), expected, rows, notes)


def _members(context: Context) -> dict[str, pd.DataFrame]:
    """The cohort of each school that has one."""
    schools = [school.urn for school in context.trust.schools]
    found = context.once(
        "key stage 4 members", lambda: {urn: _school_members(context, urn) for urn in schools}
    )
    return {urn: listed for urn, listed in found.items() if not listed.empty}


def _school_members(context: Context, urn: str) -> pd.DataFrame:
    """The cohort of a school: columns school, upn, ks2, target and where the row stands."""
    for source, chosen in (("ks4_targets", _all), ("pupils", _year_11)):
        if not context.has(source):
            continue
        frame = context.frame(source)
        listed = chosen(frame[frame["school"].eq(urn)], context)
        listed = listed.dropna(subset=["upn"]).drop_duplicates("upn")
        if not listed.empty:
            reading, maths = numbers(listed, "ks2_reading"), numbers(listed, "ks2_maths")
            return listed.assign(
                ks2=(reading + maths) / 2, target=numbers(listed, "target_attainment_8")
            )
    return _empty()


def _all(frame: pd.DataFrame, _context: Context) -> pd.DataFrame:
    return frame


def _year_11(frame: pd.DataFrame, context: Context) -> pd.DataFrame:
    """On roll at the January census, and not only as a guest."""
    census = dt.date(year_ends(context.drop.year).year, 1, 20)
    left = dates(frame, "leaving_date")
    stayed = left.isna() | (left >= pd.Timestamp(census))
    guest = text(frame, "enrolment_status").isin(["S", "G"])
    return frame[(numbers(frame, "year_group") == 11) & stayed & ~guest]


def _rows(
    context: Context, urn: str, listed: pd.DataFrame, *results: pd.DataFrame
) -> tuple[RowRange, ...]:
    """The rows of the results, of the cohort, and of the pupil list that names the groups."""
    frames = [*results, listed]
    if context.has("pupils"):
        frame = context.frame("pupils")
        frames.append(frame[frame["school"].eq(urn) & frame["upn"].isin(listed["upn"])])
    return tuple(dict.fromkeys(row for frame in frames for row in rows_of(frame)))


def prior_band(bands: PriorBands | None, average: float) -> str | None:
    """The department's band of a key stage 2 average; None in a year that has no such bands."""
    if bands is None:
        return None
    if pd.isna(average):
        return pupil_groups.NO_PRIOR
    if average < bands.middle_from:
        return pupil_groups.LOW
    return pupil_groups.MIDDLE if average < bands.high_from else pupil_groups.HIGH


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=["school", "upn", "ks2", "target", *SCORES, "results"])
