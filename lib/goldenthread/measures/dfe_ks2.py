"""Key stage 2 attainment from the department's school-level file, where there are no pupils'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from goldenthread.measures.assessed import withheld
from goldenthread.measures.assessments import assessment
from goldenthread.measures.dfe_ks2_rows import SOURCE, area_rows, figure, places, rows_with
from goldenthread.measures.dfe_rows import (
    PRIMARY,
    Field,
    schools,
    status,
    value_of,
    weighted,
)
from goldenthread.measures.ks2_attainment import ATTAINED, KS2
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.pupil_groups import (
    BOYS,
    DISADVANTAGED,
    EAL,
    GIRLS,
    HIGH,
    LOW,
    MIDDLE,
    NOT_DISADVANTAGED,
)
from goldenthread.measures.registry import Compute, Context, also_from
from goldenthread.measures.statistics import wilson
from goldenthread.sources.table import rows_of

GROUPS = {
    DISADVANTAGED: "disadvantaged",
    NOT_DISADVANTAGED: "not_disadvantaged",
    BOYS: "boys",
    GIRLS: "girls",
    EAL: "eal",
    LOW: "low",
    MIDDLE: "middle",
    HIGH: "high",
}


@dataclass(frozen=True, slots=True)
class Published:
    """A column of the file; `groups` where it has further columns for groups of pupils."""

    measure: str
    column: str
    share: bool
    groups: bool = False

    @property
    def field(self) -> Field:
        return Field(self.measure, self.column, share=self.share)


PUBLISHED = tuple(
    Published(
        row.id,
        row.column.removeprefix("combined_"),
        share=row.unit == "percent",
        groups=row.column.startswith("combined_"),
    )
    for row in ATTAINED
)


def _provider(published: Published) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        declared = assessment(context, KS2)
        why = declared.why_not(context.drop.year)
        if why:
            return withheld(context, published.measure, declared, why)
        return figures(context, published)

    return compute


for _published in PUBLISHED:
    also_from(_published.measure, needs=(SOURCE,))(_provider(_published))


def figures(context: Context, published: Published) -> Iterator[Measurement]:
    """Each school of the trust, the trust, then England and the schools' local authorities."""
    own = []
    remark = assessment(context, KS2).remarks.get(context.drop.year, "")
    for item in schools(context, SOURCE, published.field, rows_with(context, published.column)):
        pupils = figure(context, item.entity, "pupils")
        whole = _counted(item, pupils, share=published.share)
        if whole.value is not None:
            note = "; ".join(filter(None, (whole.note, remark)))
            details = (*whole.details, *places(context, item.entity, published.column))
            whole = replace(whole, note=note, details=details)
        own.append(whole)
        yield whole
        if published.groups and whole.value is not None:
            yield from _by_group(context, whole, published)
    pooled = weighted(context, own, PRIMARY)
    if pooled is not None:
        met = sum(item.numerator or 0 for item in own)
        count = float(pooled.n or 0)
        value = 100 * met / count if published.share else pooled.value
        yield _counted(replace(pooled, value=value), count, share=published.share)
    yield from areas(context, published.field)


def _by_group(context: Context, whole: Measurement, published: Published) -> Iterator[Measurement]:
    for group, suffix in GROUPS.items():
        value = figure(context, whole.entity, f"{published.column}_{suffix}")
        if value is not None:
            base = replace(
                whole, value=value, group=group, note="", details=status(context, SOURCE)
            )
            count = figure(context, whole.entity, f"pupils_{suffix}")
            yield _counted(base, count, share=published.share)


def _counted(item: Measurement, pupils: float | None, *, share: bool) -> Measurement:
    """With how many pupils it rests on; a percentage is published rounded, its pupils are not."""
    if item.value is None or not pupils:
        return replace(item, n=None, numerator=None, denominator=None, low=None, high=None)
    if not share:
        return replace(item, n=int(pupils))
    met = float(min(round(item.value * pupils / 100), pupils))
    low, high = wilson(met, pupils)
    return replace(
        item, n=int(pupils), numerator=met, denominator=float(pupils), low=low, high=high
    )


def areas(context: Context, field: Field) -> Iterator[Measurement]:
    """England's state-funded schools and the schools' local authorities, from the file's rows."""
    for entity, row, basis in area_rows(context):
        value, count = value_of(row, field.column), value_of(row, "pupils")
        if value is not None:
            yield Measurement(
                field.measure,
                entity,
                context.drop.year,
                value,
                n=None if count is None else int(count),
                rows=rows_of(row),
                details=(*status(context, SOURCE), ("Basis", basis)),
            )
