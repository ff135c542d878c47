"""The 95% interval of a change between two figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

from goldenthread.measures.measurement import Measurement

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class ChangeInterval:
    """`method` is named in the working."""

    low: float
    high: float
    method: str

    @property
    def leaves_out_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def change_interval(now: Measurement, before: Measurement, unit: str) -> ChangeInterval | None:
    """By Newcombe for shares, by Poisson counts for rates, else from the figures' own intervals.

    None where neither counts nor intervals are known, or nothing was counted at all. The two
    figures are taken as independent, which makes the interval wide where the same people were
    asked twice.
    """
    counts = _counts(now), _counts(before)
    if unit == "percent" and all(counts) and _is_share(now) and _is_share(before):
        return _newcombe(*counts[0], *counts[1])  # type: ignore[misc]
    if unit == "per 100" and all(counts):
        return _poisson(*counts[0], *counts[1])  # type: ignore[misc]
    return _from_intervals(now, before)


def _counts(figure: Measurement) -> tuple[float, float] | None:
    if figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator, figure.denominator


def _is_share(figure: Measurement) -> bool:
    top, bottom = figure.numerator or 0.0, figure.denominator or 1.0
    return 0 <= top <= bottom


def wilson(count: float, total: float) -> tuple[float, float]:
    """The 95% interval of a share, as fractions."""
    share, square = count / total, _Z**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    spread /= 1 + square / total
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _newcombe(top: float, bottom: float, top_before: float, bottom_before: float) -> ChangeInterval:
    """Newcombe's hybrid score interval (1998, method 10) of the difference of two shares."""
    now, before = top / bottom, top_before / bottom_before
    low, high = wilson(top, bottom)
    low_before, high_before = wilson(top_before, bottom_before)
    change = now - before
    down = math.hypot(now - low, high_before - before)
    up = math.hypot(high - now, before - low_before)
    return ChangeInterval(100 * (change - down), 100 * (change + up), "Newcombe, two shares")


def _poisson(
    count: float, people: float, count_before: float, people_before: float
) -> ChangeInterval | None:
    """Normal interval of the difference of two rates whose counts vary as Poisson counts do."""
    spread = _Z * math.sqrt(count / people**2 + count_before / people_before**2)
    if spread == 0:
        return None
    change = count / people - count_before / people_before
    method = "normal, from two Poisson counts"
    return ChangeInterval(100 * (change - spread), 100 * (change + spread), method)


def _from_intervals(now: Measurement, before: Measurement) -> ChangeInterval | None:
    ends = (now.low, now.high, before.low, before.high, now.value, before.value)
    if any(end is None for end in ends):
        return None
    low, high, low_before, high_before, value, value_before = (float(end or 0) for end in ends)
    spread = math.hypot((high - low) / 2, (high_before - low_before) / 2)
    change = value - value_before
    return ChangeInterval(change - spread, change + spread, "normal, from both 95% intervals")
