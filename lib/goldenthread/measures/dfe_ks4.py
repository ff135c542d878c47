"""GCSE measures from the department's school-level file, where there are no pupils' grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

# Imported for their measures, to which these are second ways.
from goldenthread.measures import ks4_attainment, ks4_ebacc  # noqa: F401
from goldenthread.measures.cells import text
from goldenthread.measures.dfe_ks4_groups import group_figures
from goldenthread.measures.dfe_ks4_rows import (
    LOCAL_AUTHORITY,
    PROGRESS,
    SOURCE,
    STATE_FUNDED,
    places,
    published_rows,
    pupils_behind,
)
from goldenthread.measures.dfe_rows import (
    SECONDARY,
    Field,
    own_row,
    schools,
    status,
    value_of,
    weighted,
)
from goldenthread.measures.measurement import ENGLAND, Measurement
from goldenthread.measures.registry import Compute, Context, also_from
from goldenthread.measures.statistics import wilson
from goldenthread.sources.table import rows_of

FIELDS = (
    Field("attainment_8", "attainment_8"),
    Field("english_maths_4", "english_maths_4", share=True),
    Field("english_maths_5", "english_maths_5", share=True),
    Field("ebacc_entry", "ebacc_entry", share=True),
    Field("ebacc_achieved_4", "ebacc_achieved_4", share=True),
    Field("ebacc_achieved_5", "ebacc_achieved_5", share=True),
    Field("ebacc_aps", "ebacc_aps"),
)


def _provider(field: Field) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        return figures(context, field)

    return compute


for _field in FIELDS:
    also_from(_field.measure, needs=(SOURCE,))(_provider(_field))


def figures(context: Context, field: Field) -> Iterator[Measurement]:
    """Each school with its groups, the trust, England and the schools' local authorities."""
    frame = published_rows(context)
    listed = schools(context, SOURCE, field, frame)
    own = [_completed(context, frame, item, field) for item in listed]
    yield from own
    pooled = weighted(context, own, SECONDARY)
    if pooled is not None:
        yield _share_of_all(pooled, own) if field.share else pooled
    for item in own:
        yield from group_figures(context, own_row(context, frame, item.entity), item, field)
    yield from _area(context, frame["record_type"].eq(STATE_FUNDED), ENGLAND, field)
    rows = [own_row(context, frame, item.entity) for item in own]
    for la in sorted({text(row, "la").iloc[0] for row in rows} - {""}):
        chosen = frame["record_type"].eq(LOCAL_AUTHORITY) & text(frame, "la").eq(la)
        yield from _area(context, chosen, f"la:{la}", field)


def _completed(
    context: Context, frame: pd.DataFrame, item: Measurement, field: Field
) -> Measurement:
    """With how many pupils it rests on, and its place among other schools."""
    if item.value is None:
        return item
    row = own_row(context, frame, item.entity)
    pupils = pupils_behind(row, field)
    details = (*item.details, *places(context, frame, row, item.value, field))
    counted = replace(item, n=pupils, details=details)
    if not field.share or not pupils:
        return counted
    return _counted(counted, round(item.value * pupils / 100), pupils)


def _counted(item: Measurement, met: float, pupils: int) -> Measurement:
    """A percentage that was published rounded, with the whole number of pupils behind it."""
    low, high = wilson(min(met, pupils), pupils)
    return replace(item, numerator=float(met), denominator=float(pupils), low=low, high=high)


def _share_of_all(pooled: Measurement, own: list[Measurement]) -> Measurement:
    """From the pupils behind the schools' percentages, which are only published rounded."""
    met, pupils = sum(item.numerator or 0 for item in own), pooled.n or 0
    return _counted(replace(pooled, value=100 * met / pupils), met, pupils)


def _area(context: Context, chosen: pd.Series, entity: str, field: Field) -> Iterator[Measurement]:
    row = published_rows(context)[chosen.fillna(value=False)].head(1)
    value = value_of(row, field.column)
    if value is None:
        return
    basis = "state-funded schools in England" if entity == ENGLAND else "the local authority"
    if field == PROGRESS:
        basis += ", special schools included; mainstream schools average 0 nationally"
    whole = Measurement(
        field.measure,
        entity,
        context.drop.year,
        value,
        n=pupils_behind(row, field),
        rows=rows_of(row),
        details=(*status(context, SOURCE), ("Basis", basis)),
    )
    yield whole
    yield from group_figures(context, row, whole, field)
