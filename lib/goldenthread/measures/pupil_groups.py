"""The groups of pupils that figures are broken down by, from the pupil list.

A pupil whose cell is blank, or who is not on the list, is in neither half of a pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from goldenthread.measures.cells import rows_by
from goldenthread.measures.registry import Context

DISADVANTAGED, NOT_DISADVANTAGED = "Disadvantaged pupils", "Not disadvantaged"
GIRLS, BOYS = "Girls", "Boys"
NO_SEN, SEN_SUPPORT = "No special educational needs", "SEN support"
PLAN = "Education, health and care plan"
EAL, NOT_EAL = "English as an additional language", "English as a first language"
LOW, MIDDLE, HIGH = "Low prior attainment", "Middle prior attainment", "High prior attainment"
NO_PRIOR = "No key stage 2 results"
# What schools' systems call low, middle and high of key stage 1.
NO_KS1 = "No key stage 1 results"
KS1_PRIOR: Mapping[str, str] = {"L": LOW, "M": MIDDLE, "H": HIGH, "": NO_KS1}

# Column of the pupil list, and the group that each of its values puts a pupil in.
CHARACTERISTICS: Mapping[str, Mapping[object, str]] = {
    "pupil_premium": {True: DISADVANTAGED, False: NOT_DISADVANTAGED},
    "sex": {"F": GIRLS, "M": BOYS},
    "sen": {"N": NO_SEN, "K": SEN_SUPPORT, "E": PLAN},
    "eal": {True: EAL, False: NOT_EAL},
}

# Groups that make up a whole between them: from all but one and the whole the last is known.
PARTITIONS: tuple[tuple[str, ...], ...] = (
    *(tuple(groups.values()) for groups in CHARACTERISTICS.values()),
    (LOW, MIDDLE, HIGH, NO_PRIOR, NO_KS1),
    tuple(f"Year {year}" for year in range(15)),
)


def with_characteristics(context: Context, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` (columns school, upn) with each characteristic as the group's name, or missing."""
    if not context.has("pupils"):
        return frame.reindex(columns=[*frame.columns, *CHARACTERISTICS])
    listed = context.frame("pupils").dropna(subset=["upn"])
    named = listed[["school", "upn"]].copy()
    for column, groups in CHARACTERISTICS.items():
        named[column] = listed[column].map(lambda cell, names=groups: _named(cell, names))
    named = named.drop_duplicates(["school", "upn"])
    bare = frame.drop(columns=[c for c in CHARACTERISTICS if c in frame.columns])
    return bare.merge(named, on=["school", "upn"], how="left")


def _named(cell: object, names: Mapping[object, str]) -> object:
    if pd.isna(cell):  # type: ignore[call-overload]
        return pd.NA
    return names.get(bool(cell) if True in names else cell, pd.NA)


def parts(frame: pd.DataFrame, columns: tuple[str, ...] = ()) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each group that has pupils, with its rows of a frame `with_characteristics`.

    `columns` are further columns that hold names of groups.
    """
    for column, groups in CHARACTERISTICS.items():
        rows = rows_by(frame[column])
        for group in groups.values():
            if group in rows:
                yield group, frame.take(rows[group])
    for column in columns:
        found = {str(name): part for name, part in frame.groupby(column, sort=True)}
        for name in sorted(found, key=_rank):
            yield name, found[name]


def _rank(name: str) -> int:
    """Low before middle before high; names that are in no partition keep their order."""
    return next((names.index(name) for names in PARTITIONS if name in names), 0)
