"""GCSE measures from the department's school-level file, where there are no pupils' grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

# Imported for their measures, to which these are second ways.
from goldenthread.measures import (
    ks4_attainment,  # noqa: F401
    ks4_ebacc,  # noqa: F401
    ks4_gaps,  # noqa: F401
    ks4_progress,
)
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import (
    Field,
    place,
    row_of,
    schools,
    status,
    value_of,
    weighted,
)
from goldenthread.measures.ks4_tables import progress_year
from goldenthread.measures.measurement import ENGLAND, TRUST, Coverage, Measurement
from goldenthread.measures.registry import Compute, Context, also_from
from goldenthread.measures.statistics import mean_interval, wilson
from goldenthread.sources.table import rows_of

SOURCE = "dfe_ks4"
MAINSTREAM, LOCAL_AUTHORITY, STATE_FUNDED = 1, 4, 7
FIELDS = (
    Field("attainment_8", "attainment_8"),
    Field("english_maths_4", "english_maths_4", share=True),
    Field("english_maths_5", "english_maths_5", share=True),
    Field("ebacc_entry", "ebacc_entry", share=True),
    Field("ebacc_aps", "ebacc_aps"),
)
PROGRESS = Field("progress_8", "progress_8")
# The band is a digit in some years' files and words in others.
BANDS = {
    "1": "Well above average",
    "2": "Above average",
    "3": "Average",
    "4": "Below average",
    "5": "Well below average",
}


def _provider(field: Field) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        return _figures(context, field)

    return compute


for _field in FIELDS:
    also_from(_field.measure, needs=(SOURCE,))(_provider(_field))


@also_from("progress_8", needs=(SOURCE,))
def published_progress_8(context: Context) -> Iterable[Measurement]:
    """The published score with its interval and band; a band that is withheld is not made up."""
    reason = ks4_progress.not_published(context)
    if reason:
        yield from ks4_progress.withheld(context, reason)
        return
    urns = {school.urn for school in context.trust.schools}
    for item in _figures(context, PROGRESS):
        if item.entity in urns:
            yield _with_interval(context, item)
        else:
            yield _with_national_deviation(context, item)


def _figures(context: Context, field: Field) -> Iterator[Measurement]:
    """Each school of the trust, the trust, then England and the schools' local authorities."""
    frame = context.frame(SOURCE)
    own = [_completed(frame, item, field) for item in schools(context, SOURCE, field)]
    yield from own
    pooled = weighted(context, own)
    if pooled is not None:
        yield _share_of_all(pooled, own) if field.share else pooled
    yield from _area(context, frame, frame["record_type"].eq(STATE_FUNDED), ENGLAND, field)
    listed = frame[frame["urn"].isin([s.urn for s in context.trust.schools])]
    for la in sorted(set(text(listed, "la")) - {""}):
        chosen = frame["record_type"].eq(LOCAL_AUTHORITY) & text(frame, "la").eq(la)
        yield from _area(context, frame, chosen, f"la:{la}", field)


def _completed(frame: pd.DataFrame, item: Measurement, field: Field) -> Measurement:
    """With how many pupils it rests on, and its place among other schools."""
    if item.value is None:
        return item
    row = row_of(frame, item.entity)
    pupils = _pupils(row, field)
    details = (*item.details, *_places(frame, row, item.value, field))
    counted = replace(item, n=pupils, details=details)
    if not field.share or not pupils:
        return counted
    return _counted(counted, round(item.value * pupils / 100), pupils)


def _pupils(row: pd.DataFrame, field: Field) -> int | None:
    count = value_of(row, "progress_pupils" if field == PROGRESS else "pupils")
    return None if count is None else int(count)


def _counted(item: Measurement, met: float, pupils: int) -> Measurement:
    """A percentage that was published rounded, with the whole number of pupils behind it."""
    low, high = wilson(min(met, pupils), pupils)
    return replace(item, numerator=float(met), denominator=float(pupils), low=low, high=high)


def _share_of_all(pooled: Measurement, schools: list[Measurement]) -> Measurement:
    """From the pupils behind the schools' percentages, which are only published rounded."""
    met, pupils = sum(item.numerator or 0 for item in schools), pooled.n or 0
    return _counted(replace(pooled, value=100 * met / pupils), met, pupils)


def _places(
    frame: pd.DataFrame, own: pd.DataFrame, value: float, field: Field
) -> tuple[tuple[str, str], ...]:
    """Among mainstream state-funded schools with a figure, in England and in the authority."""
    state_funded = ~text(frame, "school_type").str.startswith("IND")
    mainstream = frame[frame["record_type"].eq(MAINSTREAM) & state_funded]
    if own["urn"].iloc[0] not in set(mainstream["urn"].dropna()):
        return ()
    near = mainstream[mainstream["la"].eq(own["la"].iloc[0])]
    better = field.higher_is_better
    return tuple(
        (title, place(numbers(area, field.column), value, higher_is_better=better, what=what))
        for title, area, what in (
            ("Place in England", mainstream, "mainstream schools"),
            ("Place in the local authority", near, "mainstream schools"),
        )
    )


def _area(
    context: Context, frame: pd.DataFrame, chosen: pd.Series, entity: str, field: Field
) -> Iterator[Measurement]:
    row = frame[chosen.fillna(value=False)].head(1)
    value = value_of(row, field.column)
    if value is None:
        return
    basis = "state-funded schools in England" if entity == ENGLAND else "the local authority"
    if field == PROGRESS:
        basis += ", special schools included; mainstream schools average 0 nationally"
    yield Measurement(
        field.measure,
        entity,
        context.drop.year,
        value,
        n=_pupils(row, field),
        rows=rows_of(row),
        details=(*status(context), ("Basis", basis)),
    )


def _with_interval(context: Context, item: Measurement) -> Measurement:
    """Interval and band as the file gives them, and how many pupils the score covers."""
    row = row_of(context.frame(SOURCE), item.entity)
    everybody, covered = value_of(row, "pupils"), value_of(row, "progress_pupils")
    coverage = None
    if everybody is not None and covered is not None:
        coverage = Coverage(int(covered), int(everybody), "pupils at the end of key stage 4")
    if item.value is None:
        return replace(item, coverage=coverage)
    low, high = value_of(row, "progress_8_low"), value_of(row, "progress_8_high")
    band = text(row, "progress_8_band").iloc[0]
    known = {**BANDS, **{words.casefold(): words for words in BANDS.values()}}
    said = known.get(band.casefold(), "Withheld by the department")
    details = (("Official band", said), *item.details)
    return replace(item, low=low, high=high, coverage=coverage, details=details)


def _with_national_deviation(context: Context, item: Measurement) -> Measurement:
    """For the trust the interval by the department's formula, where the year's deviation is known.

    England and the authority are no samples, and get none.
    """
    if item.entity != TRUST or item.value is None or not item.n:
        return item
    tables = progress_year(context)
    if tables is None:
        return item
    low, high = mean_interval(item.value, tables.standard_deviations.all, item.n)
    derived = " that was worked out from published intervals" if tables.status == "derived" else ""
    note = f"{item.note}; the interval uses a national standard deviation{derived}"
    return replace(item, low=low, high=high, note=note)
