"""Schools like a school: the nearest by prior attainment, disadvantage and size.

Each characteristic is standardised (divided by its spread over all schools of the file that have
it), so that none weighs more than another, and the nearest are those with the smallest straight
distance over the characteristics that are there. Schools as far away as the last of them belong
to them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from goldenthread.measures.registry import Context
from goldenthread.wording import join_words, number, plural

NEIGHBOURS = 50
# Distances that differ by no more than this are the same: sums of floats are not exact.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Characteristic:
    """`column` of the pool; `name` as a sentence says it; `theirs` with the range put in."""

    column: str
    name: str
    theirs: str
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Similar:
    """The nearest schools by URN, and how they were found, as a sentence without a dot."""

    urns: frozenset[str]
    method: str


def neighbours_wanted(context: Context) -> int:
    """How many schools a school is placed among: the trust's setting `similar_schools`."""
    wanted = context.setting("similar_schools", NEIGHBOURS)
    return wanted if isinstance(wanted, int) and wanted > 0 else NEIGHBOURS


def similar_schools(
    pool: pd.DataFrame, urn: str, characteristics: Sequence[Characteristic], wanted: int, what: str
) -> Similar | None:
    """The schools of `pool` (indexed by URN, a column a characteristic) nearest to one of them.

    A characteristic counts where the school has it and schools differ in it; a school without one
    that counts is not compared. None where the school is not in the pool, or nothing counts.
    """
    if urn not in pool.index:
        return None
    own = pool.loc[urn]
    known = [c for c in characteristics if pd.notna(own[c.column])]
    compared = pool.dropna(subset=[c.column for c in known])
    used = [c for c in known if compared[c.column].std(ddof=0) > 0]
    if not used or len(compared) < 2:
        return None
    columns = [c.column for c in used]
    spread = compared[columns].std(ddof=0)
    away = ((compared[columns] - own[columns].astype(float)) / spread).pow(2).sum(axis=1).pow(0.5)
    others = away.drop(urn)
    last = float(np.sort(others.to_numpy())[min(wanted, len(others)) - 1])
    near = compared.loc[others.index[others <= last + _SAME]]
    return Similar(
        frozenset(near.index), _method(characteristics, known, used, near, len(compared), what)
    )


def _method(
    characteristics: Sequence[Characteristic],
    known: Sequence[Characteristic],
    used: Sequence[Characteristic],
    near: pd.DataFrame,
    compared: int,
    what: str,
) -> str:
    names = join_words([c.name for c in used])
    unknown = [c.name for c in characteristics if c not in known]
    alike = [c.name for c in known if c not in used]
    reasons = ((unknown, "not known"), (alike, "the same everywhere"))
    said = [f"{join_words(n)} {'is' if len(n) == 1 else 'are'} {why}" for n, why in reasons if n]
    missing = f" ({'; '.join(said)})" if said else ""
    ranges = join_words([_range(c, near) for c in used])
    return (
        f"the {plural(len(near), 'school')} nearest by {names}{missing}, each standardised over "
        f"{number(compared)} {what}; they have {ranges}"
    )


def _range(characteristic: Characteristic, near: pd.DataFrame) -> str:
    cells = near[characteristic.column]
    low, high = (number(float(x), characteristic.decimals) for x in (cells.min(), cells.max()))
    return characteristic.theirs.format(low if low == high else f"{low} to {high}")


def with_similar(
    places: Sequence[tuple[str, str]], similar: Similar | None, words: str
) -> tuple[tuple[str, str], ...]:
    """The places of a school with that among similar schools, and how those were chosen."""
    if similar is None:
        return tuple(places)
    return (*places, (PLACE, words), (METHOD, similar.method))


PLACE, METHOD = "Place among similar schools", "Similar schools"
Pool = Mapping[str, pd.Series]


def pool_of(urns: pd.Series, columns: Pool) -> pd.DataFrame:
    """A pool from a frame's columns: one row a URN, the first of equals.

    Rows without one are no schools: a file's national totals would make every school look alike.
    """
    frame = pd.DataFrame({name: cells.to_numpy() for name, cells in columns.items()}, dtype=float)
    frame.index = pd.Index(urns.astype("object"))
    known = frame.index.to_series().astype("string").str.fullmatch(r"\d{6}").fillna(value=False)
    frame = frame[known.to_numpy(dtype=bool)]
    return frame[~frame.index.duplicated()]
