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
from goldenthread.provenance import RowRange
from goldenthread.sources.table import FILE, ROW, SHEET, rows_of

LAST_YEAR_GROUP = 11
COUNTS = ("possible", "authorised", "unauthorised")
KEY = ["school", "upn"]
PLACES = ["school", FILE, SHEET, ROW]


@dataclass(frozen=True, slots=True)
class Enrolments:
    """The counts of each enrolment (`each`, a row for each) of a school or the trust, over the
    terms of a group. `rows` are all rows of the school or trust."""

    entity: str
    group: str
    each: pd.DataFrame
    rows: tuple[RowRange, ...]
    coverage: Coverage | None


def enrolments(context: Context) -> list[Enrolments]:
    """Of each school, then of the trust: everybody, each term, year group and group of pupils."""
    return context.once("enrolments", lambda: list(_enrolments(context)))


def _enrolments(context: Context) -> Iterator[Enrolments]:
    terms, missing = _sessions(context)
    schools = [(str(urn), part) for urn, part in terms.groupby("school", sort=False)]
    for entity, frame in [*schools, (TRUST, terms)] if schools else []:
        rows = rows_of(frame)
        for group, part in _groups(frame):
            each = part.groupby(KEY, sort=False)[list(COUNTS)].sum()
            coverage = None
            if group == ALL:
                lost = sum(missing.values()) if entity == TRUST else missing.get(entity, 0)
                coverage = Coverage(len(each), len(each) + lost, "pupils")
            yield Enrolments(entity, group, each, rows, coverage)


def _sessions(context: Context) -> tuple[pd.DataFrame, dict[str, int]]:
    """A row for each enrolment and term, with its groups; and how many pupils of each school are
    in the export without usable counts, or on the pupil list and not in it."""
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
    )[["upn", "term", "year", *COUNTS, *PLACES]].astype({"school": "object", "upn": "object"})
    return with_characteristics(context, named), _missing(context, counted[~usable], known)


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


def _groups(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
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
