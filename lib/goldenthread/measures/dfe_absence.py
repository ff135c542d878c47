"""Absence from the department's school-level file, where there is no attendance export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

# Imported for its measures, to which these are second ways.
from goldenthread.measures import attendance  # noqa: F401
from goldenthread.measures import dfe_ks4_rows as ks4
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import (
    Field,
    of_year,
    own_row,
    place,
    row_of,
    schools,
    status,
    value_of,
    weighted,
)
from goldenthread.measures.measurement import ENGLAND, TRUST, Measurement, State
from goldenthread.measures.registry import Compute, Context, also_from
from goldenthread.measures.similar import (
    Characteristic,
    Similar,
    neighbours_wanted,
    pool_of,
    similar_schools,
    with_similar,
)
from goldenthread.sources.table import rows_of
from goldenthread.wording import without_capital

SOURCE, CENSUS = "dfe_absence", "dfe_census"
NATIONAL = "NAT"
CHARACTERISTICS = (
    ks4.CHARACTERISTICS[0],
    ks4.BY_MEALS,
    Characteristic("size", "size", "{} pupils on roll"),
)
# Which national row belongs to a phase; a school of all ages has none.
PHASES = {"primary": "PRI", "secondary": "SEC", "special": "SPE"}
FIELDS = (
    Field("overall_absence", "absence", higher_is_better=False),
    Field("persistent_absence", "persistent", higher_is_better=False),
)


def _provider(field: Field) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        return _figures(context, field)

    return compute


for _field in FIELDS:
    also_from(_field.measure, needs=(SOURCE,))(_provider(_field))


def _figures(context: Context, field: Field) -> Iterator[Measurement]:
    """Each school, the trust by pupils on roll, and England's row of the schools' phase."""
    frame = context.once("dfe absence rows", lambda: _rows(context))
    listed = schools(context, SOURCE, field, frame)
    own = [_completed(context, frame, item, field) for item in listed]
    yield from own
    pooled = weighted(context, own)
    if pooled is not None:
        yield pooled
    elif any(item.value is not None for item in own):
        note = "how many pupils each school has is not in the exports, so they cannot be pooled"
        yield Measurement(field.measure, TRUST, context.drop.year, state=State.NO_DATA, note=note)
    yield from _england(context, frame, field)


def _rows(context: Context) -> pd.DataFrame:
    return of_year(context.frame(SOURCE), context.drop.year)


def _completed(
    context: Context, frame: pd.DataFrame, item: Measurement, field: Field
) -> Measurement:
    """With the pupils on roll and the place among schools of its type, where a census has them."""
    if item.value is None or not context.has(CENSUS):
        return item
    row = own_row(context, frame, item.entity)
    on_roll = value_of(row_of(context.frame(CENSUS), str(row["urn"].iloc[0])), "pupils")
    places = _places(context, frame, row, item.value, field)
    pupils = None if on_roll is None else int(on_roll)
    return replace(item, n=pupils, details=(*item.details, *places))


def _places(
    context: Context, frame: pd.DataFrame, own: pd.DataFrame, value: float, field: Field
) -> tuple[tuple[str, str], ...]:
    """Among the schools that the census calls the same type."""
    census, urn = context.frame(CENSUS), str(own["urn"].iloc[0])
    kinds = text(row_of(census, urn), "school_type")
    if kinds.empty:
        return ()
    same = census[text(census, "school_type").eq(kinds.iloc[0])]
    peers = frame[frame["urn"].isin(same["urn"].dropna())]
    near = peers[text(peers, "la").eq(text(own, "la").iloc[0])]
    what = f"{without_capital(kinds.iloc[0])} schools"
    what = what.replace("school schools", "schools")
    areas = (("Place in England", peers), ("Place in the local authority", near))
    found = [(title, _place(area, value, field, f"{what} in the file")) for title, area in areas]
    similar = context.once(f"absence similar to {urn}", lambda: _similar(context, same, urn, what))
    if similar is None:
        return tuple(found)
    like = peers[peers["urn"].isin([*similar.urns, urn])]
    return with_similar(found, similar, _place(like, value, field, "similar schools"))


def _place(area: pd.DataFrame, value: float, field: Field, what: str) -> str:
    return place(numbers(area, field.column), value, higher_is_better=False, what=what)


def _similar(context: Context, same: pd.DataFrame, urn: str, what: str) -> Similar | None:
    """By the census; prior attainment comes from the key stage 4 file, where there is one."""
    prior = numbers(same, "prior_average")
    if context.has(ks4.SOURCE):
        known = ks4.mainstream(ks4.published_rows(context)).dropna(subset=["urn"])
        known = known.drop_duplicates("urn")
        prior = same["urn"].map(
            dict(zip(known["urn"], numbers(known, "prior_average"), strict=True))
        )
    pool = pool_of(
        same["urn"],
        {
            "prior": prior,
            "disadvantaged": numbers(same, "fsm_ever"),
            "size": numbers(same, "pupils"),
        },
    )
    return similar_schools(pool, urn, CHARACTERISTICS, neighbours_wanted(context), what)


def _england(context: Context, frame: pd.DataFrame, field: Field) -> Iterator[Measurement]:
    """One row, and so only where all schools of the trust are of one phase."""
    phases = sorted({school.phase for school in context.trust.schools})
    phase = phases[0] if len(phases) == 1 else ""
    code = PHASES.get(phase, "?")
    row = frame[text(frame, "la").eq(NATIONAL) & text(frame, "estab").eq(code)].head(1)
    value = value_of(row, field.column)
    if value is not None:
        yield Measurement(
            field.measure,
            ENGLAND,
            context.drop.year,
            value,
            rows=rows_of(row),
            details=(
                *status(context, SOURCE),
                ("Basis", f"state-funded {phase} schools in England"),
            ),
        )
