"""The rows of the department's key stage 2 file, and where a school stands among them."""

from __future__ import annotations

import pandas as pd

from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import Details, place, value_of
from goldenthread.measures.registry import Context
from goldenthread.measures.similar import (
    Characteristic,
    Similar,
    neighbours_wanted,
    pool_of,
    similar_schools,
    with_similar,
)

SOURCE = "dfe_ks2"
# Of key stage 2 files; other key stages number their national rows differently.
MAINSTREAM, LOCAL_AUTHORITY, STATE_FUNDED = 1, 3, 5
KINDS = "mainstream schools"
CHARACTERISTICS = (
    Characteristic("prior", "prior attainment", "key stage 1 averages of {}", 1),
    Characteristic("disadvantaged", "disadvantage", "{}% disadvantaged pupils"),
    Characteristic("size", "size", "{} pupils at the end of key stage 2"),
)


def mainstream(context: Context) -> pd.DataFrame:
    """Mainstream schools that the state pays for: those that a school is placed among."""
    return context.once("key stage 2: mainstream schools", lambda: _mainstream(context))


def _mainstream(context: Context) -> pd.DataFrame:
    frame = context.frame(SOURCE)
    independent = text(frame, "school_type").str.startswith("IND")
    return frame[frame["record_type"].eq(MAINSTREAM).fillna(value=False) & ~independent]


def places(context: Context, own: pd.DataFrame, column: str) -> Details:
    """In England, in the authority and among similar schools; of those with a figure."""
    value, schools = value_of(own, column), mainstream(context)
    urn = str(own["urn"].iloc[0])
    if value is None or urn not in set(schools["urn"].dropna()):
        return ()
    found = [("Place in England", _place(schools, column, value, KINDS))]
    la = text(own, "la").iloc[0]
    if la:
        near = schools[text(schools, "la").eq(la)]
        found.append(("Place in the local authority", _place(near, column, value, KINDS)))
    similar = context.once(f"key stage 2: similar to {urn}", lambda: _similar(context, urn))
    if similar is None:
        return tuple(found)
    like = schools[schools["urn"].isin([*similar.urns, urn])]
    return with_similar(found, similar, _place(like, column, value, "similar schools"))


def _place(area: pd.DataFrame, column: str, value: float, what: str) -> str:
    return place(numbers(area, column), value, higher_is_better=True, what=what)


def _similar(context: Context, urn: str) -> Similar | None:
    pool = context.once("key stage 2: pool", lambda: _pool(context))
    return similar_schools(pool, urn, CHARACTERISTICS, neighbours_wanted(context), KINDS)


def _pool(context: Context) -> pd.DataFrame:
    schools = mainstream(context)
    columns = {"prior": "prior_average", "disadvantaged": "disadvantaged", "size": "pupils"}
    return pool_of(schools["urn"], {name: numbers(schools, of) for name, of in columns.items()})
