"""Half-day sessions of every enrolment: what attendance and absence are counted in.

An enrolment is one pupil at one school; a pupil who moves is counted at each. Only pupils of
compulsory school age count (years 1 to 11), no guests, and only where a session was possible.
Where a school's session marks are there they decide, and the summaries of its system only where
they are not: marks can be counted again by anybody, by one table of codes for all schools.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from goldenthread.calendar import TERMS
from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.marks import Marks, marks
from goldenthread.measures.measurement import ALL, TRUST, Coverage
from goldenthread.measures.pupil_dates import GUEST
from goldenthread.measures.pupil_groups import CHARACTERISTICS, with_characteristics
from goldenthread.measures.registry import Context
from goldenthread.measures.school_days import PERIODS
from goldenthread.provenance import RowRange
from goldenthread.sources.table import FILE, ROW, SHEET, rows_of

SUMMARIES = "attendance"
FIRST_YEAR_GROUP, LAST_YEAR_GROUP = 1, 11
# `late_of` is the possible sessions of the rows that say how many were late.
COUNTS = ("possible", "attended", "authorised", "unauthorised", "late", "late_of")
NEEDED = ("possible", "authorised", "unauthorised")
KEY = ["school", "upn"]
ENROLMENT = "enrolment"
Each = Mapping[str, npt.NDArray[np.float64]]
HALF_TERMS = tuple(f"{term.capitalize()} {half}" for term, half in PERIODS)


@dataclass(frozen=True, slots=True)
class Enrolments:
    """The counts of each enrolment of a school or the trust, over the terms of a group: `each` has
    an array for each of COUNTS, with a place for each of the `count` enrolments. `rows` are all
    rows of the school or trust. `basis` says what was counted: session marks or attendance
    summaries."""

    entity: str
    group: str
    each: Each
    count: int
    rows: tuple[RowRange, ...]
    coverage: Coverage | None
    basis: tuple[str, ...]


def enrolments(context: Context) -> list[Enrolments]:
    """Of each school, then of the trust: everybody, each term, half-term, year group and group of
    pupils."""
    return context.once("enrolments", lambda: list(_enrolments(context)))


def of_school_age(year_group: pd.Series) -> pd.Series:
    """True in years 1 to 11, and where nothing says which year a pupil is in."""
    return ~(year_group < FIRST_YEAR_GROUP) & ~(year_group > LAST_YEAR_GROUP)


def _enrolments(context: Context) -> Iterator[Enrolments]:
    counted = marks(context)
    measured = set(counted.rows) if counted else set()
    summarised = _summarised(context, measured)
    terms = _terms(_from_marks(counted), summarised.usable)
    if terms.empty:
        return
    places = _places(counted, summarised.usable)
    missing = _missing(context, summarised.unusable, terms)
    groups = list(_groups(with_characteristics(context, terms)))
    columns = {name: terms[name].to_numpy(dtype=np.float64) for name in (*COUNTS, ENROLMENT)}
    schools = terms["school"].to_numpy()
    starts = np.flatnonzero(np.r_[True, schools[1:] != schools[:-1]]).tolist()
    ends = [*starts[1:], len(terms)]
    spans = [(str(schools[a]), slice(a, b)) for a, b in zip(starts, ends, strict=True)]
    for entity, span in [*spans, (TRUST, slice(0, len(terms)))]:
        here = [entity] if entity != TRUST else [urn for urn, _ in spans]
        lost = sum(missing.values()) if entity == TRUST else missing.get(entity, 0)
        rows = tuple(row for urn in here for row in places.get(urn, ()))
        basis = tuple(dict.fromkeys(_basis(urn, measured) for urn in here))
        for group, mask in groups:
            if not mask[span].any():
                continue
            each = _each(columns, span, mask[span])
            count = len(each["possible"])
            coverage = None
            if group == ALL:
                coverage = Coverage(count, count + lost, "pupils")
            yield Enrolments(entity, group, each, count, rows, coverage, basis)


def _terms(marked: pd.DataFrame, summarised: pd.DataFrame) -> pd.DataFrame:
    """Both together, by school and pupil, with the number of each enrolment."""
    filled = [part for part in (marked, summarised) if not part.empty]
    if not filled:
        return pd.DataFrame(columns=[*_COLUMNS, "enrolment"])
    terms = pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]
    terms = terms.sort_values(KEY, kind="stable", ignore_index=True)
    late = terms["late"].notna()
    return terms.assign(
        late_of=terms["possible"].where(late, 0.0),
        late=terms["late"].where(late, 0.0),
        enrolment=terms.groupby(KEY, sort=False).ngroup(),
    )


def _each(columns: Each, span: slice, wanted: npt.NDArray[np.bool_]) -> Each:
    """The counts of each enrolment over the wanted rows of a stretch of them, added up."""
    numbers_of = columns[ENROLMENT][span]
    at = (numbers_of - numbers_of[0])[wanted].astype(np.int64)
    there = np.bincount(at) > 0
    return {
        name: np.bincount(at, weights=columns[name][span][wanted])[there].astype(np.float64)
        for name in COUNTS
    }


def _basis(urn: str, measured: set[str]) -> str:
    return "session marks" if urn in measured else "attendance summaries"


def marked_sessions(counted: Marks) -> pd.DataFrame:
    """A row for each enrolment and half-term with a possible session: school, upn, term, half,
    year_group, guest, and the counts but `late_of`."""
    authorised, unauthorised = counted.of_class("authorised"), counted.of_class("unauthorised")
    attended = counted.of_class("present", "approved activity")
    columns = {
        "possible": attended + authorised + unauthorised,
        "attended": attended,
        "authorised": authorised,
        "unauthorised": unauthorised,
        "late": counted.late(),
    }
    at, period = columns["possible"].nonzero()
    frame = counted.enrolments.take(at).reset_index(drop=True)
    for name, counts in columns.items():
        frame[name] = counts[at, period].astype(float)
    halves = frame["school"].isin(list(counted.halves))
    terms = np.array([term.capitalize() for term, _ in PERIODS], dtype=object)
    frame["term"] = terms[period]
    names = pd.Series(np.array(HALF_TERMS, dtype=object)[period], dtype=object)
    frame["half"] = names.where(halves)
    return frame


def _from_marks(counted: Marks | None) -> pd.DataFrame:
    if counted is None:
        return pd.DataFrame()
    frame = marked_sessions(counted)
    frame = frame[of_school_age(frame["year_group"]) & ~frame["guest"]]
    return frame.assign(year=_year_names(frame["year_group"]))[_COLUMNS]


_COLUMNS = [*KEY, "term", "half", "year", *COUNTS[:-1]]


@dataclass(frozen=True, slots=True)
class _Summaries:
    usable: pd.DataFrame
    unusable: pd.DataFrame


def _summarised(context: Context, measured: set[str]) -> _Summaries:
    """Of the schools that have no marks: a row for each enrolment and term, and the rows whose
    counts are missing."""
    counted = summary_rows(context)
    counted = counted[~counted["school"].isin(list(measured))]
    counted = counted[of_school_age(counted["year_group"]) & ~_is_guest(context, counted)]
    usable = counted[list(NEEDED)].notna().all(axis=1)
    known = counted[usable & (counted["possible"] > 0)]
    known = known.assign(half=None, year=_year_names(known["year_group"]))
    return _Summaries(known[[*_COLUMNS, FILE, SHEET, ROW]], counted[~usable])


def summary_rows(context: Context) -> pd.DataFrame:
    """The attendance summaries with their counts as numbers, NaN where a cell is missing."""
    if not context.has(SUMMARIES):
        return pd.DataFrame(columns=[*_COLUMNS, "year_group", FILE, SHEET, ROW])
    frame = context.frame(SUMMARIES)
    # Without a UPN a row cannot be joined to another: it stands for a pupil of its own.
    row = frame[FILE].astype(str) + "/" + frame[SHEET].astype(str) + "/" + frame[ROW].astype(str)
    counts = {name: numbers(frame, name) for name in NEEDED}
    present = numbers(frame, "present") + numbers(frame, "educational_activity")
    missed = counts["authorised"] + counts["unauthorised"]
    return frame.assign(
        **counts,
        attended=present.where(present.notna(), counts["possible"] - missed),
        late=numbers(frame, "late_before") + numbers(frame, "late_after"),
        school=frame["school"].astype("object"),
        upn=frame["upn"].astype("object").where(frame["upn"].notna(), row),
        term=text(frame, "term").str.capitalize(),
        year_group=numbers(frame, "year_group"),
    )


def _is_guest(context: Context, frame: pd.DataFrame) -> pd.Series:
    if not context.has("pupils"):
        return pd.Series(data=False, index=frame.index)
    listed = context.frame("pupils")
    guests = listed[text(listed, "enrolment_status").eq(GUEST)][KEY].dropna()
    here = pd.MultiIndex.from_frame(frame[KEY]).isin(pd.MultiIndex.from_frame(guests))
    return pd.Series(here, index=frame.index)


def _year_names(year_group: pd.Series) -> pd.Series:
    names = {year: f"Year {year:.0f}" for year in year_group.dropna().unique()}
    return year_group.map(names).astype(object)


def _places(counted: Marks | None, summaries: pd.DataFrame) -> dict[str, tuple[RowRange, ...]]:
    found = dict(counted.rows) if counted else {}
    for urn, part in summaries.groupby("school", sort=False):
        found[str(urn)] = rows_of(part)
    return found


def _missing(context: Context, unusable: pd.DataFrame, known: pd.DataFrame) -> dict[str, int]:
    """Pupils of whom no term is usable or who are on the pupil list only, by school."""
    expected = pd.concat([unusable[KEY], _listed(context)]).astype(object).drop_duplicates()
    here = pd.MultiIndex.from_frame(known[KEY])
    lost = expected[~pd.MultiIndex.from_frame(expected).isin(here)]
    return {str(school): len(part) for school, part in lost.groupby("school")}


def _listed(context: Context) -> pd.DataFrame:
    """Who is on roll and of compulsory school age, as far as there is a pupil list."""
    if not context.has("pupils"):
        return pd.DataFrame(columns=KEY)
    frame = context.frame("pupils").dropna(subset=["upn"])
    of_age = of_school_age(numbers(frame, "year_group"))
    guest = text(frame, "enrolment_status").isin(["S", "G"])
    return frame[of_age & ~guest & dates(frame, "leaving_date").isna()][KEY]


def _groups(terms: pd.DataFrame) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
    """Everybody, then each term and half-term in its order, group of pupils and year group, with
    which rows are theirs."""
    yield ALL, np.ones(len(terms), dtype=np.bool_)
    for column, names in (
        ("term", [term.capitalize() for term in TERMS]),
        ("half", HALF_TERMS),
        *((name, list(groups.values())) for name, groups in CHARACTERISTICS.items()),
        ("year", [f"Year {year}" for year in range(FIRST_YEAR_GROUP, LAST_YEAR_GROUP + 1)]),
    ):
        codes, found = pd.factorize(terms[column].astype(object))
        places = {str(name): place for place, name in enumerate(found)}
        for name in names:
            if name in places:
                yield name, codes == places[name]
