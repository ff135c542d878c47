"""The department's key stage 4 file as one shape, whatever the year, and where schools stand in it.

The performance tables have a row a school with RECTYPE; Explore education statistics has a row a
school and group of pupils, with the geographic level in words, and may hold several years.
"""

from __future__ import annotations

import pandas as pd

from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import Details, Field, of_year, own_row, place, value_of
from goldenthread.measures.registry import Context
from goldenthread.measures.similar import (
    Characteristic,
    Similar,
    neighbours_wanted,
    pool_of,
    similar_schools,
    with_similar,
)

SOURCE, CENSUS = "dfe_ks4", "dfe_census"
MAINSTREAM, LOCAL_AUTHORITY, STATE_FUNDED = 1, 4, 7
LEVELS = {"school": MAINSTREAM, "local authority": LOCAL_AUTHORITY, "national": STATE_FUNDED}
EVERYBODY = {"", "total", "all", "all pupils"}
PROGRESS = Field("progress_8", "progress_8")
KINDS = "mainstream schools"
CHARACTERISTICS = (
    Characteristic("prior", "prior attainment", "key stage 2 averages of {}", 1),
    Characteristic("disadvantaged", "disadvantage", "{}% disadvantaged pupils"),
    Characteristic("size", "size", "{} pupils at the end of key stage 4"),
)
BY_MEALS = Characteristic(
    "disadvantaged", "disadvantage", "{}% of pupils ever eligible for free meals"
)
BY_BANDS = Characteristic(
    "prior", "prior attainment", "{} points between the shares of high and low prior attainment"
)


def published_rows(context: Context) -> pd.DataFrame:
    """The rows of the drop's year and of all pupils, each with its record type."""
    return context.once("dfe key stage 4 rows", lambda: _rows(context))


def _rows(context: Context) -> pd.DataFrame:
    frame = of_year(context.frame(SOURCE), context.drop.year)
    frame = frame[text(frame, "breakdown").str.casefold().isin(EVERYBODY)]
    said = text(frame, "geographic_level").str.casefold().map(LEVELS)
    return frame.assign(record_type=numbers(frame, "record_type").fillna(said))


def mainstream(frame: pd.DataFrame) -> pd.DataFrame:
    """Mainstream schools that the state pays for: those that a school is placed among."""
    paid = ~text(frame, "school_type").str.startswith("IND")
    return frame[frame["record_type"].eq(MAINSTREAM) & paid]


def pupils_behind(row: pd.DataFrame, field: Field) -> int | None:
    of_progress = field.measure.startswith(PROGRESS.measure)
    count = value_of(row, "progress_pupils" if of_progress else "pupils")
    return None if count is None else int(count)


def places(
    context: Context, frame: pd.DataFrame, own: pd.DataFrame, value: float, field: Field
) -> Details:
    """In England, in the authority and among similar schools; of those with a figure.

    `value` is the school's figure, whether or not it is the one that the file has of it.
    """
    schools = mainstream(frame)
    urn = str(own["urn"].iloc[0])
    if urn not in set(schools["urn"].dropna()):
        return ()
    near = schools[text(schools, "la").eq(text(own, "la").iloc[0])]
    areas = (("Place in England", schools), ("Place in the local authority", near))
    found = [
        (title, _place(area, urn, value, field, f"{KINDS} in the file")) for title, area in areas
    ]
    similar = context.once(f"similar to {urn}", lambda: _similar(context, schools, urn))
    if similar is None:
        return tuple(found)
    like = schools[schools["urn"].isin([*similar.urns, urn])]
    return with_similar(found, similar, _place(like, urn, value, field, "similar schools"))


def own_places(context: Context, urn: str, value: float, measure: str) -> Details:
    """The places of a figure that the school worked out itself, where the drop has the file."""
    if not context.has(SOURCE):
        return ()
    frame = published_rows(context)
    row = own_row(context, frame, urn)
    if row.empty or numbers(frame, measure).isna().all():
        return ()
    return places(context, frame, row, value, Field(measure, measure))


def _place(area: pd.DataFrame, urn: str, value: float, field: Field, what: str) -> str:
    others = numbers(area[area["urn"].ne(urn).fillna(value=True)], field.column)
    values = pd.Series([*others, value], dtype=float)
    return place(values, value, higher_is_better=field.higher_is_better, what=what)


def _similar(context: Context, schools: pd.DataFrame, urn: str) -> Similar | None:
    pool, characteristics = context.once("key stage 4 pool", lambda: _pool(context, schools))
    return similar_schools(pool, urn, characteristics, neighbours_wanted(context), KINDS)


def _pool(
    context: Context, schools: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Characteristic, ...]]:
    """Prior attainment is the average where the file has one, else high less low; disadvantage is
    the file's, or else the share ever eligible for free meals in the census."""
    average = numbers(schools, "prior_average")
    bands = numbers(schools, "share_high") - numbers(schools, "share_low")
    by_average = bool(average.notna().any())
    prior, disadvantage, size = CHARACTERISTICS
    poorer = numbers(schools, "disadvantaged")
    if poorer.isna().all() and context.has(CENSUS):
        census = context.frame(CENSUS).dropna(subset=["urn"]).drop_duplicates("urn")
        ever = dict(zip(census["urn"], numbers(census, "fsm_ever"), strict=True))
        poorer, disadvantage = schools["urn"].map(ever), BY_MEALS
    pool = pool_of(
        schools["urn"],
        {
            "prior": average if by_average else bands,
            "disadvantaged": poorer,
            "size": numbers(schools, "pupils"),
        },
    )
    return pool, (prior if by_average else BY_BANDS, disadvantage, size)
