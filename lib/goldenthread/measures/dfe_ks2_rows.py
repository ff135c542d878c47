"""The rows of the department's key stage 2 file, and where a school stands among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import Details, own_row, place, predecessors
from goldenthread.measures.measurement import ENGLAND
from goldenthread.measures.registry import Context
from goldenthread.measures.similar import (
    Characteristic,
    Similar,
    neighbours_wanted,
    pool_of,
    similar_schools,
    with_similar,
)
from goldenthread.sources.table import FILE, ROW, SHEET

SOURCE = "dfe_ks2"
# Of key stage 2 files; other key stages number their national rows differently.
MAINSTREAM, LOCAL_AUTHORITY, STATE_FUNDED = 1, 3, 5
KINDS = "mainstream schools"
_PLACED_AMONG = f"{KINDS} in the file"  # which may hold some of England's only
CHARACTERISTICS = (
    Characteristic("prior", "prior attainment", "key stage 1 averages of {}", 1),
    Characteristic("disadvantaged", "disadvantage", "{}% disadvantaged pupils"),
    Characteristic("size", "size", "{} pupils at the end of key stage 2"),
)


@dataclass(frozen=True, slots=True)
class Peers:
    """Whom a school is placed among: rows of the mainstream schools, by title."""

    areas: tuple[tuple[str, str, np.ndarray], ...]
    similar: Similar | None


def own_rows(context: Context) -> pd.DataFrame:
    """The few rows of the trust's schools, by their numbers now and earlier."""
    return context.once("key stage 2: own rows", lambda: _own_rows(context))


def _own_rows(context: Context) -> pd.DataFrame:
    earlier = predecessors(context)
    urns = [school.urn for school in context.trust.schools]
    wanted = {*urns, *(before for urn in urns for before in earlier.get(urn, ()))}
    frame = context.frame(SOURCE)
    return frame[frame["urn"].isin(wanted)]


def row_of_school(context: Context, urn: str) -> pd.DataFrame:
    """The one row of a school of the trust, or none."""
    return context.once(
        f"key stage 2: row of {urn}", lambda: own_row(context, own_rows(context), urn)
    )


def rows_with(context: Context, column: str) -> pd.DataFrame:
    """The trust's rows with one figure: a narrow frame is cut much faster than the whole."""
    return own_rows(context)[["urn", column, FILE, SHEET, ROW]]


def figure(context: Context, urn: str, column: str) -> float | None:
    """A figure of a school of the trust, None where it is missing."""
    return _figures(context, urn).get(column)


def _figures(context: Context, urn: str) -> dict[str, float]:
    def numbers_of_row() -> dict[str, float]:
        cells = row_of_school(context, urn).to_dict("records")
        known = cells[0].items() if cells else ()
        return {
            str(name): float(cell)
            for name, cell in known
            if isinstance(cell, int | float) and not pd.isna(cell)
        }

    return context.once(f"key stage 2: figures of {urn}", numbers_of_row)


def mainstream(context: Context) -> pd.DataFrame:
    """Mainstream schools that the state pays for: those that a school is placed among."""
    return context.once("key stage 2: mainstream schools", lambda: _mainstream(context))


def _mainstream(context: Context) -> pd.DataFrame:
    frame = context.frame(SOURCE)
    independent = text(frame, "school_type").str.startswith("IND")
    return frame[frame["record_type"].eq(MAINSTREAM).fillna(value=False) & ~independent]


def scores(context: Context, column: str) -> pd.Series:
    """A column of the mainstream schools, NaN where it is missing."""
    return context.once(
        f"key stage 2: {column} of all", lambda: numbers(mainstream(context), column)
    )


def holds_england(context: Context) -> bool:
    """Whether the file can be the whole country's: it has other schools than the trust's, of more
    than one authority. The trust's own rows, or those of one authority, would make it 3rd of 8."""
    return context.once("key stage 2: of England", lambda: _holds_england(context))


def _holds_england(context: Context) -> bool:
    schools = mainstream(context)
    authorities = set(text(schools, "la")) - {""}
    others = ~schools["urn"].isin(own_rows(context)["urn"])
    return len(authorities) != 1 and bool(others.any())


def why_not_placed(context: Context, urn: str) -> str:
    """Why a school of the trust has no place among England's, "" where it has one."""
    if not holds_england(context):
        return "the file holds only some of England's schools, so there is no place among them"
    placed = bool(_peers(context, urn).areas)
    return "" if placed else "not a mainstream school, so not placed among them"


def places(context: Context, urn: str, column: str) -> Details:
    """In England, in the authority and among similar schools; of those with a figure."""
    value, peers = figure(context, urn, column), _peers(context, urn)
    if value is None:
        return ()
    known = scores(context, column)
    found = [
        (title, place(known[chosen], value, higher_is_better=True, what=what))
        for title, what, chosen in peers.areas
    ]
    if peers.similar is None:
        return tuple(found)
    return with_similar(found[:-1], peers.similar, found[-1][1])


def _peers(context: Context, urn: str) -> Peers:
    return context.once(f"key stage 2: peers of {urn}", lambda: _find_peers(context, urn))


def _find_peers(context: Context, urn: str) -> Peers:
    row, schools = row_of_school(context, urn), mainstream(context)
    listed = schools["urn"].fillna("").astype(str)
    if row.empty or str(row["urn"].iloc[0]) not in set(listed):
        return Peers((), None)
    published_under = str(row["urn"].iloc[0])
    whole = holds_england(context)
    areas = (
        [("Place in England", _PLACED_AMONG, np.ones(len(schools), dtype=bool))] if whole else []
    )
    la = text(row, "la").iloc[0]
    if any(entity == f"la:{la}" and not own.empty for entity, own, _ in area_rows(context)):
        authorities = context.once("key stage 2: authorities", lambda: text(schools, "la"))
        areas.append(("Place in the local authority", _PLACED_AMONG, authorities.eq(la).to_numpy()))
    pool = context.once("key stage 2: pool", lambda: _pool(schools))
    wanted = neighbours_wanted(context)
    similar = None
    if whole:
        similar = similar_schools(pool, published_under, CHARACTERISTICS, wanted, KINDS)
    if similar is not None:
        like = listed.isin([*similar.urns, published_under]).to_numpy()
        areas.append(("Place among similar schools", "similar schools", like))
    return Peers(tuple(areas), similar)


def _pool(schools: pd.DataFrame) -> pd.DataFrame:
    columns = {"prior": "prior_average", "disadvantaged": "disadvantaged", "size": "pupils"}
    return pool_of(schools["urn"], {name: numbers(schools, of) for name, of in columns.items()})


def area_rows(context: Context) -> tuple[tuple[str, pd.DataFrame, str], ...]:
    """England and the schools' local authorities: entity, its row, and what it is the figure of."""
    return context.once("key stage 2: areas", lambda: tuple(_area_rows(context)))


def _area_rows(context: Context) -> Iterator[tuple[str, pd.DataFrame, str]]:
    frame = context.frame(SOURCE)
    kind = frame["record_type"]
    nation = frame[kind.eq(STATE_FUNDED).fillna(value=False)].head(1)
    yield ENGLAND, nation, "state-funded schools in England"
    authorities = frame[kind.eq(LOCAL_AUTHORITY).fillna(value=False)]
    for la in sorted(set(text(own_rows(context), "la")) - {""}):
        yield f"la:{la}", authorities[text(authorities, "la").eq(la)].head(1), "the local authority"
