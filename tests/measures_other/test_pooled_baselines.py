"""The trust's figure of an earlier year, from what its schools typed of it."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.pooled_baselines import pooled_baselines
from goldenthread.measures.statistics import wilson
from goldenthread.trust import School, Trust

NORTH, SOUTH = "100001", "100002"
NOW, THEN = "2021/22", "2018/19"
_TRUST = Trust(
    trust="test",
    name="Test Trust",
    schools=tuple(
        School(urn=urn, name=name, short_name=name, phase="primary", joined=dt.date(2015, 9, 1))
        for urn, name in ((NORTH, "North School"), (SOUTH, "South School"))
    ),
)


def share(entity, met, of):
    """This year's share of pupils, as a measure gives it."""
    value = 100 * met / of
    return Measurement("ks2_expected", entity, NOW, value, n=of, numerator=met, denominator=of)


def mean(entity, value, pupils):
    """This year's mean of points, whose numerator is points and no pupils."""
    points = value * pupils
    return Measurement(
        "attainment_8", entity, NOW, value, n=pupils, numerator=points, denominator=pupils
    )


def typed(measure, school, value, pupils, half=None):
    ends = (None, None) if half is None else (value - half, value + half)
    return Measurement(measure, school, THEN, value, n=pupils, low=ends[0], high=ends[1])


SHARES = [share(NORTH, 18, 30), share(SOUTH, 12, 20), share("trust", 30, 50)]
MEANS = [mean(NORTH, 48.0, 100), mean(SOUTH, 42.0, 50), mean("trust", 46.0, 150)]


def pooled(now, then):
    return list(pooled_baselines(now, then, _TRUST, NOW))


def test_a_share_is_pooled_by_pupils_with_wilson_s_interval() -> None:
    then = [typed("ks2_expected", NORTH, 70.0, 30), typed("ks2_expected", SOUTH, 50.0, 20)]
    (one,) = pooled(SHARES, then)
    assert (one.entity, one.period, one.n) == ("trust", THEN, 50)
    assert one.value == pytest.approx(100 * (21 + 10) / 50)
    assert (one.low, one.high) == pytest.approx(wilson(31, 50))


def test_a_mean_is_weighted_by_pupils_and_its_interval_from_the_schools_own() -> None:
    then = [typed("attainment_8", NORTH, 45.0, 60, 3.0), typed("attainment_8", SOUTH, 39.0, 40, 4)]
    (one,) = pooled(MEANS, then)
    assert one.value == pytest.approx((45 * 60 + 39 * 40) / 100)
    half = math.hypot(0.6 * 3, 0.4 * 4)
    assert (one.low, one.high) == pytest.approx((one.value - half, one.value + half))


def test_without_the_schools_intervals_there_is_none() -> None:
    then = [typed("attainment_8", NORTH, 45.0, 60, 3.0), typed("attainment_8", SOUTH, 39.0, 40)]
    (one,) = pooled(MEANS, then)
    assert (one.value is not None, one.low, one.high) == (True, None, None)


@pytest.mark.parametrize(
    ("then", "note"),
    [
        (
            [typed("ks2_expected", NORTH, 70.0, 30)],
            "the export of earlier figures has none of South School",
        ),
        (
            [typed("ks2_expected", NORTH, 70.0, 30), typed("ks2_expected", SOUTH, 50.0, None)],
            "the export of earlier figures gives no number of pupils for South School",
        ),
    ],
)
def test_a_school_without_its_figure_or_its_pupils_leaves_the_trust_without(then, note) -> None:
    (one,) = pooled(SHARES, then)
    assert (one.value, one.state, one.note) == (None, State.NO_DATA, note)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(SHARES[:2], id="the trust has no figure now"),
        pytest.param([*SHARES[:2], share("trust", 20, 50)], id="the trust's is no mean of them"),
        pytest.param([], id="nobody has a figure now"),
        pytest.param(
            [Measurement("ks2_expected", e, NOW, v) for e, v in ((NORTH, 1.0), ("trust", 1.0))],
            id="nobody counts pupils",
        ),
    ],
)
def test_what_is_no_mean_over_pupils_is_not_pooled(now) -> None:
    then = [typed("ks2_expected", NORTH, 70.0, 30), typed("ks2_expected", SOUTH, 50.0, 20)]
    assert pooled(now, then) == []


def test_nothing_typed_is_nothing_pooled() -> None:
    assert pooled(SHARES, []) == []
