"""Gaps at key stage 4 between the two groups of one school, worked by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from goldenthread.measures.disclosure import disclose
from goldenthread.measures.ks4_gaps_in_school import GAPS
from goldenthread.measures.measurement import TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import REGISTER, compute_all

NORTH = "100001"
FIVE, FOUR, POINTS = (gap.id for gap in GAPS)


def year_group(build: Any, disadvantaged: str, others: str) -> Any:
    """Pupils of North by their grade in English, maths and history, a digit each."""
    results, targets, pupils = [], [], []
    for number, grade in enumerate(disadvantaged + others):
        upn = f"pupil-{number}"
        for subject in ("English Language", "English Literature", "Mathematics", "History"):
            results.append({"school": NORTH, "upn": upn, "subject": subject, "grade": grade})
        targets.append({"school": NORTH, "upn": upn, "ks2_reading": 100, "ks2_maths": 100})
        poor = number < len(disadvantaged)
        pupils.append({"school": NORTH, "upn": upn, "year_group": 11, "pupil_premium": poor})
    return build(ks4_results=results, ks4_targets=targets, pupils=pupils)


def measured(context: Any, *names: str) -> Measurements:
    return Measurements(compute_all(context, {name: REGISTER[name] for name in names}))


def wilson(met: int, of: int) -> tuple[float, float]:
    """The two shares that lie 1.96 of their own standard errors from the one that was found."""
    a, b, c = of + 1.96**2, -(2 * met + 1.96**2), met**2 / of
    root = math.sqrt(b * b - 4 * a * c)
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


def test_shares_have_newcombes_interval(build: Any) -> None:
    """2 of 6 disadvantaged and 6 of 8 other pupils have grade 5; 4 of 6 and 7 of 8 grade 4."""
    found = measured(year_group(build, "554433", "55555543"), FIVE, FOUR)
    for name, (met, of), (met_others, of_others) in (
        (FIVE, (2, 6), (6, 8)),
        (FOUR, (4, 6), (7, 8)),
    ):
        item = found.one(name, NORTH)
        own, others = 100 * met / of, 100 * met_others / of_others
        (low, high), (low_others, high_others) = wilson(met, of), wilson(met_others, of_others)
        assert item.value == pytest.approx(own - others)
        assert item.low == pytest.approx(item.value - math.hypot(own - low, high_others - others))
        assert item.high == pytest.approx(item.value + math.hypot(high - own, others - low_others))
        assert item.n == 6
        assert item.detail("Other pupils of the school") == f"{others:.2f}"


def test_points_have_an_interval_from_both_means(build: Any) -> None:
    """Three slots of six, for science has two: grade 5 is 2.5 points, grade 3 is 1.5."""
    found = measured(year_group(build, "553333", "55555533"), POINTS)
    item = found.one(POINTS, NORTH)
    gap = (2.5 + 2 * 1.5) / 3 - (3 * 2.5 + 1.5) / 4
    assert item.value == pytest.approx(gap)
    errors = [math.sqrt(p * (1 - p) / (n - 1)) for p, n in ((1 / 3, 6), (0.75, 8))]
    half = 1.96 * math.hypot(*errors)
    assert (item.low, item.high) == pytest.approx((gap - half, gap + half))
    assert found.one(POINTS, TRUST).value == pytest.approx(gap)


@pytest.mark.parametrize("groups", [("55", "55555533"), ("55555533", "55")])
def test_a_gap_of_too_small_a_group_is_withheld_as_the_group_is(build: Any, groups: Any) -> None:
    context = year_group(build, *groups)
    register = {name: REGISTER[name] for name in (FIVE, "english_maths_5")}
    shown = Measurements(disclose(compute_all(context, register), register, context.trust))
    assert shown.one(FIVE, NORTH).state == State.SUPPRESSED
    assert shown.one("english_maths_5", NORTH, "Disadvantaged pupils").state == State.SUPPRESSED


def test_published_figures_of_both_groups_make_the_gap(build: Any) -> None:
    row = {"record_type": 1, "urn": NORTH, "name": "N", "la": 336, "pupils": 100}
    row |= {
        "attainment_8": 50.0,
        "english_maths_4": 60.0,
        "english_maths_5": 40.0,
        "ebacc_aps": 4.0,
    }
    row |= {"pupils_disadvantaged": 30, "pupils_not_disadvantaged": 70}
    row |= {"english_maths_5_disadvantaged": 30.0, "english_maths_5_not_disadvantaged": 50.0}
    row |= {"ebacc_aps_disadvantaged": 3.1, "ebacc_aps_not_disadvantaged": 4.4}
    found = measured(build(dfe_ks4=[row]), FIVE, FOUR, POINTS)
    five, points = (found.one(name, NORTH) for name in (FIVE, POINTS))
    assert (five.value, five.n) == (-20.0, 30)
    assert five.low < -20.0 < five.high
    assert points.value == pytest.approx(-1.3)
    assert (points.low, points.high) == (None, None)  # the department publishes no spread
    assert isinstance(found.one(FOUR, NORTH), Measurement)
    assert found.one(FOUR, NORTH).state == State.NO_DATA
