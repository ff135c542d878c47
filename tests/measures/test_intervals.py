"""Intervals against slow, obvious second implementations."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.measures import statistics

shares = st.integers(1, 2000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


def inside(share: float, true_share: float, count: int) -> bool:
    """Whether a true share would be within 1.96 standard errors of the share that was seen."""
    return abs(share - true_share) <= 1.96 * math.sqrt(true_share * (1 - true_share) / count)


def searched(numerator: int, denominator: int) -> tuple[float, float]:
    """The ends of all true shares that could have given this one, by halving."""
    share = numerator / denominator

    def edge(good: float, bad: float) -> float:
        if inside(share, bad, denominator):
            return bad
        for _ in range(200):
            middle = (good + bad) / 2
            good, bad = (middle, bad) if inside(share, middle, denominator) else (good, middle)
        return good

    return edge(share, 0.0), edge(share, 1.0)


@settings(deadline=None)
@given(shares)
def test_wilson_holds_every_share_that_could_have_given_this_one(share: tuple[int, int]) -> None:
    low, high = searched(*share)
    assert statistics.wilson(*share) == pytest.approx((100 * low, 100 * high), abs=1e-6)


@settings(deadline=None)
@given(shares, shares)
def test_newcombe_is_the_root_of_squared_distances(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    (a, n), (b, m) = now, before
    p, q = a / n, b / m
    (pl, ph), (ql, qh) = searched(a, n), searched(b, m)
    low = p - q - math.sqrt((p - pl) ** 2 + (qh - q) ** 2)
    high = p - q + math.sqrt((ph - p) ** 2 + (q - ql) ** 2)
    assert statistics.share_difference(now, before) == pytest.approx(
        (100 * low, 100 * high), abs=1e-6
    )


def test_published_example_of_newcombe() -> None:
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    low, high = statistics.share_difference((56, 70), (48, 80))
    assert (low, high) == pytest.approx((5.24, 33.39), abs=0.01)


@settings(deadline=None)
@given(st.lists(st.floats(-9, 9), min_size=2, max_size=60))
def test_own_mean_interval_agrees_with_sums_written_out(values: list[float]) -> None:
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
    half = 1.96 * math.sqrt(variance) / math.sqrt(len(values))
    interval = statistics.own_mean_interval(values)
    assert interval == pytest.approx((mean - half, mean + half), abs=1e-9)
    assert statistics.own_mean_interval(values[:1]) is None


@pytest.mark.parametrize(("n", "half"), [(30, 0.507), (60, 0.358), (150, 0.227), (240, 0.179)])
def test_half_widths_of_progress_8(n: int, half: float) -> None:
    low, high = statistics.mean_interval(0.0, 1.416, n)
    assert high == pytest.approx(half, abs=0.0006)
    assert low == -high


def test_differences_of_means_and_rates() -> None:
    now, before = (5.0, 2.0, 8.0), (1.0, -3.0, 5.0)
    assert statistics.interval_difference(now, before) == pytest.approx((-1.0, 9.0))
    low, high = statistics.rate_difference((100, 1000), (100, 1000))
    assert (low, high) == pytest.approx((-2.7719, 2.7719), abs=1e-4)


@pytest.mark.parametrize("share", [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        statistics.wilson(*share)
    with pytest.raises(ValueError, match="no interval"):
        statistics.mean_interval(1.0, 1.0, 0)
