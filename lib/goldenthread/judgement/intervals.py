"""The 95% interval of a change between two figures."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.measures.measurement import Measurement
from goldenthread.measures.statistics import mean_difference, rate_difference, share_difference

Counts = tuple[float, float]


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
    counts, counts_before = _counts(now), _counts(before)
    if counts is not None and counts_before is not None:
        if unit == "percent" and _is_share(counts) and _is_share(counts_before):
            method = "Newcombe, two shares"
            return ChangeInterval(*share_difference(counts, counts_before), method)
        if unit == "per 100" and (counts[0] or counts_before[0]):
            method = "normal, from two Poisson counts"
            return ChangeInterval(*rate_difference(counts, counts_before), method)
    mean, mean_before = _mean(now), _mean(before)
    if mean is None or mean_before is None:
        return None
    method = "normal, from both 95% intervals"
    return ChangeInterval(*mean_difference(mean, mean_before), method)


def _counts(figure: Measurement) -> Counts | None:
    if figure.numerator is None or not figure.denominator:
        return None
    if figure.n is not None and figure.low is not None and figure.denominator > figure.n:
        # Several answers of one person go together: the figure's own interval allows for it.
        return None
    return figure.numerator, figure.denominator


def _is_share(counts: Counts) -> bool:
    return 0 <= counts[0] <= counts[1]


def _mean(figure: Measurement) -> tuple[float, float] | None:
    """The value and half the width of its interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return figure.value, (figure.high - figure.low) / 2
