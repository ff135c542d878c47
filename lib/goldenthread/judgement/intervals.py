"""The 95% interval of a change between two figures."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.measures.statistics import (
    interval_difference,
    rate_difference,
    share_difference,
)

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


def change_interval(
    now: Measurement, before: Measurement, measure: Measure
) -> ChangeInterval | None:
    """By Newcombe for shares of people, else from the two figures' own intervals.

    None where neither is known, and for things: every seat and every pound is counted, so that
    chance has no part in a change. A share of something that people have several of (sessions,
    answers to several statements) is no share of people; it has an interval only where the figure
    brings its own. The two figures are taken as independent, which makes the interval wide where
    the same people were asked twice.
    """
    if measure.counts == "things":
        return None
    counts, counts_before = _people(now), _people(before)
    if measure.unit == "percent" and counts is not None and counts_before is not None:
        return ChangeInterval(*share_difference(counts, counts_before), "Newcombe, two shares")
    whole, whole_before = _interval(now), _interval(before)
    if whole is not None and whole_before is not None:
        ends = interval_difference(whole, whole_before)
        return ChangeInterval(*ends, "Zou and Donner, from both 95% intervals")
    if measure.unit == "per 100":
        return _rates(now, before)
    return None


def _people(figure: Measurement) -> Counts | None:
    """So many of so many people; None where it is a share of something else."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or not bottom or not 0 <= top <= bottom:
        return None
    # Full-time equivalents are fewer than the people who share them.
    return (top, bottom) if figure.n is None or bottom <= figure.n else None


def _interval(figure: Measurement) -> tuple[float, float, float] | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return figure.value, figure.low, figure.high


def _rates(now: Measurement, before: Measurement) -> ChangeInterval | None:
    """From two counts of events, where the figures bring no interval of their own."""
    pairs = [
        (figure.numerator, figure.denominator)
        for figure in (now, before)
        if figure.numerator is not None and figure.denominator
    ]
    if len(pairs) < 2 or not any(count for count, _ in pairs):
        return None
    method = "normal, from two Poisson counts"
    return ChangeInterval(*rate_difference(*pairs), method)
