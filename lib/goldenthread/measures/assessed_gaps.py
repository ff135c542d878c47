"""Disadvantage gaps of an assessment: against pupils nationally, and within the school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.ks4_gaps import gaps_to_national
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED
from goldenthread.measures.registry import Context
from goldenthread.measures.statistics import share_difference
from goldenthread.wording import number


def national_gaps(
    context: Context, figures: Iterable[Measurement], measure: str, benchmark: str
) -> Iterator[Measurement]:
    """Disadvantaged pupils against a national figure of pupils who are not; years without results
    keep their reason."""
    found = [replace(item, measure=measure) for item in figures]
    yield from (i for i in found if i.group == ALL and i.state != State.MEASURED)
    yield from gaps_to_national(context, found, benchmark)


def in_school_gaps(figures: Iterable[Measurement], measure: str) -> Iterator[Measurement]:
    """Disadvantaged pupils against the other pupils of the same school.

    `n` is the smaller group: with fewer than may be shown in either, the gap is not shown.
    """
    found = tuple(figures)
    yield from (
        replace(i, measure=measure) for i in found if i.group == ALL and i.state != State.MEASURED
    )
    others = {item.entity: item for item in found if item.group == NOT_DISADVANTAGED}
    for item in found:
        other = others.get(item.entity)
        if item.group != DISADVANTAGED or other is None:
            continue
        if item.value is None or other.value is None:
            continue
        low, high = share_difference(_share(item), _share(other))
        yield replace(
            item,
            measure=measure,
            group=ALL,
            value=item.value - other.value,
            n=min(item.n or 0, other.n or 0),
            numerator=None,
            denominator=None,
            low=low,
            high=high,
            details=(
                ("Disadvantaged pupils", number(item.value, 2)),
                ("Other pupils of the school", number(other.value, 2)),
            ),
        )


def _share(item: Measurement) -> tuple[float, float]:
    return item.numerator or 0.0, item.denominator or 0.0
