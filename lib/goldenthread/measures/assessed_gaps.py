"""Disadvantage gaps of an assessment: against pupils nationally, and within the school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.ks4_gaps import gaps_to_national
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED
from goldenthread.measures.registry import Context
from goldenthread.measures.statistics import Interval, interval_difference, share_difference
from goldenthread.wording import number


def national_gaps(
    context: Context, figures: Iterable[Measurement], measure: str, benchmark: str
) -> Iterator[Measurement]:
    """Disadvantaged pupils against a national figure of pupils who are not; years without results
    keep their reason."""
    found = [replace(item, measure=measure) for item in figures]
    yield from (i for i in found if i.group == ALL and i.state != State.MEASURED)
    yield from gaps_to_national(context, found, benchmark)


def in_school_gaps(
    figures: Iterable[Measurement], measure: str, *, shares: bool = True
) -> Iterator[Measurement]:
    """Disadvantaged pupils against the other pupils of the same school.

    `n` is the smaller group: with fewer than may be shown in either, the gap is not shown. Two
    shares have Newcombe's interval, two means one from the intervals of both.
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
        low, high = _interval(item, other, shares=shares) or (None, None)
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


def _interval(item: Measurement, other: Measurement, *, shares: bool) -> Interval | None:
    """None where the figures do not say how many pupils, or how sure, they are."""
    if shares:
        if not item.denominator or not other.denominator:
            return None
        return share_difference(
            (item.numerator or 0.0, item.denominator), (other.numerator or 0.0, other.denominator)
        )
    if item.value is None or item.low is None or item.high is None:
        return None
    if other.value is None or other.low is None or other.high is None:
        return None
    own, others = (item.value, item.low, item.high), (other.value, other.low, other.high)
    return interval_difference(own, others)
