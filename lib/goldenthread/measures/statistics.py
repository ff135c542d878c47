"""How sure a figure is: 95% intervals of percentages, of means and of their differences.

Percentages are 0 to 100, as in every measurement. A pupil's result is taken as one draw from what
the school might have got; an interval therefore says what chance alone can do to so few pupils.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Interval = tuple[float, float]

# The department's intervals use 1.96 and not 1.959964; so do these, to agree with them.
Z = 1.96


def wilson(numerator: float, denominator: float) -> Interval:
    """The 95% interval of `numerator` of `denominator` as a percentage (Wilson's score method).

    Unlike the textbook interval it never leaves 0 to 100 and does not shrink to a point at 0 or
    100 of a few.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        message = f"{numerator} of {denominator} is no share"
        raise ValueError(message)
    share = numerator / denominator
    scale = 1 + Z**2 / denominator
    centre = (share + Z**2 / (2 * denominator)) / scale
    spread = math.sqrt(share * (1 - share) / denominator + Z**2 / (4 * denominator**2))
    half = Z * spread / scale
    return 100 * max(0.0, centre - half), 100 * min(1.0, centre + half)


def share_difference(now: tuple[float, float], before: tuple[float, float]) -> Interval:
    """The 95% interval of a change between two shares, in percentage points (Newcombe's method).

    Each share is a numerator and a denominator.
    """
    share_now, share_before = (100 * part / whole for part, whole in (now, before))
    low_now, high_now = wilson(*now)
    low_before, high_before = wilson(*before)
    change = share_now - share_before
    down = math.hypot(share_now - low_now, high_before - share_before)
    up = math.hypot(high_now - share_now, share_before - low_before)
    return change - down, change + up


def mean_interval(mean: float, deviation: float, count: int) -> Interval:
    """The 95% interval of a mean of `count` pupils with a known national standard deviation."""
    if count < 1:
        message = "a mean of nothing has no interval"
        raise ValueError(message)
    half = Z * deviation / math.sqrt(count)
    return mean - half, mean + half


def own_mean_interval(values: Sequence[float]) -> Interval | None:
    """The 95% interval of a mean from the spread of the values themselves; None under two."""
    count = len(values)
    if count < 2:
        return None
    mean = math.fsum(values) / count
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    return mean_interval(mean, spread, count)


def rate_difference(now: tuple[float, float], before: tuple[float, float]) -> Interval:
    """The 95% interval of a change between two rates per 100, each a count and a headcount.

    The counts are taken as Poisson, which understates what chance can do where one pupil makes
    many of the events.
    """
    rate_now, rate_before = (100 * count / heads for count, heads in (now, before))
    half = 100 * Z * math.sqrt(now[0] / now[1] ** 2 + before[0] / before[1] ** 2)
    return rate_now - rate_before - half, rate_now - rate_before + half


def rate_interval(count: float, squares: float, heads: float) -> Interval:
    """The 95% interval of a rate per 100: `count` events among `heads` pupils.

    `squares` is the sum of the squares of each pupil's number of events: where a few pupils make
    many of the events these tell less than so many pupils' would, and the interval is as much
    wider (the exact Poisson interval of count² ÷ squares events, scaled). Of no events at all the
    interval says how many there could have been.
    """
    if heads <= 0 or count < 0 or squares < count:
        message = f"{count} events, squares {squares}, of {heads} are no rate"
        raise ValueError(message)
    # Here, for scipy takes longer to load than a whole drop from the cache.
    from scipy.special import gammaincinv

    weight = squares / count if count else 1.0
    telling = count / weight
    tail = (1 - 0.95) / 2
    low = float(gammaincinv(telling, tail)) if telling else 0.0
    high = float(gammaincinv(telling + 1, 1 - tail))
    return 100 * weight * low / heads, 100 * weight * high / heads


def interval_difference(
    now: tuple[float, float, float], before: tuple[float, float, float]
) -> Interval:
    """The 95% interval of a change between two independent figures, from each one's own.

    Each is a value with the low and high end of its interval; they need not lie in the middle.
    The ends are as far from the change as the squares of the two distances add up to, which is
    what Newcombe does for shares (Zou and Donner's method for any two figures).
    """
    change = now[0] - before[0]
    down = math.hypot(now[0] - now[1], before[2] - before[0])
    up = math.hypot(now[2] - now[0], before[0] - before[1])
    return change - down, change + up


def effective_size(met: Sequence[float], of: Sequence[float]) -> float:
    """How many answers of different people would be as telling as these.

    Each person has met `met` of `of`. One person's answers (or sessions) go together, so they tell
    less than so many people's would: the ratio estimator's variance by person, put into the
    binomial formula. Never fewer than the people, never more than the answers.
    """
    people, total = len(of), math.fsum(of)
    share = math.fsum(met) / total
    if people < 2 or share in (0, 1):
        return float(people)
    spread = math.fsum((part - share * whole) ** 2 for part, whole in zip(met, of, strict=True))
    variance = spread * people / (people - 1) / total**2
    telling = share * (1 - share) / variance if variance else total
    return min(max(telling, float(people)), total)
