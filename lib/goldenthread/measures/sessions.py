"""Half-day sessions of every enrolment: what attendance and absence are counted in.

An enrolment is one pupil at one school; a pupil who moves is counted at each. Only pupils of
compulsory school age count, up to Year 11, and only where a session was possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import TERMS
from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.measurement import ALL, TRUST, Coverage
from goldenthread.measures.pupil_groups import parts, with_characteristics
from goldenthread.measures.registry import Context
from goldenthread.sources.table import FILE, ROW, SHEET

LAST_YEAR_GROUP = 11
COUNTS = ("possible", "authorised", "unauthorised")
KEY = ["school", "upn"]
PLACES = ["school", FILE, SHEET, ROW]


@dataclass(frozen=True, slots=True)
class Sessions:
    """`terms`: a row an enrolment and term, with counts and groups. `missing`: how many pupils of
    a school are in the export without usable counts, or on the pupil list and not in it."""

    terms: pd.DataFrame
    missing: dict[str, int]

    def entities(self) -> Iterator[tuple[str, pd.DataFrame]]:
        for school, part in self.terms.groupby("school", sort=False):
            yield str(school), part
        if not self.terms.empty:
            yield TRUST, self.terms

    def coverage(self, entity: str, frame: pd.DataFrame) -> Coverage:
        """Enrolments with usable counts, of those and the pupils that are missing."""
        covered = len(enrolments(frame))
        lost = sum(self.missing.values()) if entity == TRUST else self.missing.get(entity, 0)
        return Coverage(covered, covered + lost, "pupils")


def sessions(context: Context) -> Sessions:
    """The drop's attendance export, one row an enrolment and term."""
    frame = context.frame("attendance")
    frame = frame[~(numbers(frame, "year_group") > LAST_YEAR_GROUP)]
    # Without a UPN a row cannot be joined to another: it stands for a pupil of its own.
    row = frame[FILE].astype(str) + "/" + frame[SHEET].astype(str) + "/" + frame[ROW].astype(str)
    frame = frame.assign(upn=frame["upn"].astype("object").where(frame["upn"].notna(), row))
    counted = frame.assign(**{name: numbers(frame, name) for name in COUNTS})
    usable = counted[list(COUNTS)].notna().all(axis=1)
    known = counted[usable & (counted["possible"] > 0)]
    named = known.assign(
        term=text(known, "term").str.capitalize(),
        year=numbers(known, "year_group").map(lambda year: f"Year {year:.0f}", na_action="ignore"),
    )[["upn", "term", "year", *COUNTS, *PLACES]]
    return Sessions(
        with_characteristics(context, named), _missing(context, counted[~usable], known)
    )


def _missing(context: Context, unusable: pd.DataFrame, known: pd.DataFrame) -> dict[str, int]:
    """Pupils of whom no term is usable or who are on the pupil list only, by school."""
    expected = pd.concat([unusable[KEY], _listed(context)]).drop_duplicates()
    here = pd.MultiIndex.from_frame(known[KEY])
    lost = expected[~pd.MultiIndex.from_frame(expected).isin(here)]
    return {str(school): len(part) for school, part in lost.groupby("school")}


def _listed(context: Context) -> pd.DataFrame:
    """Who is on roll and of compulsory school age, as far as there is a pupil list."""
    if not context.has("pupils"):
        return pd.DataFrame(columns=KEY)
    frame = context.frame("pupils").dropna(subset=["upn"])
    of_age = ~(numbers(frame, "year_group") > LAST_YEAR_GROUP)
    guest = text(frame, "enrolment_status").isin(["S", "G"])
    return frame[of_age & ~guest & dates(frame, "leaving_date").isna()][KEY]


def groups(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Everybody, then each term in its order, year group and group of pupils."""
    yield ALL, frame
    for term in TERMS:
        part = frame[frame["term"] == term.capitalize()]
        if not part.empty:
            yield term.capitalize(), part
    by_year = sorted(parts(frame, ("year",)), key=lambda item: _year_number(item[0]))
    yield from by_year


def _year_number(group: str) -> int:
    """Characteristics keep their order before the year groups, which go by number."""
    return int(group.removeprefix("Year ")) if group.startswith("Year ") else -1


def enrolments(frame: pd.DataFrame) -> pd.DataFrame:
    """The counts of each enrolment over the terms of a frame."""
    return frame.groupby(KEY, sort=False)[list(COUNTS)].sum()
