"""Value against target: value, target, tolerance -> rating and sentence."""

# ruff: noqa: E501 - a sentence in a rule table stays on its line
from __future__ import annotations

import pytest

from goldenthread.judgement.rating import Rating

NORTH = "100001"
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


def _points(bound: float, within: float = 0.0, key: str = "at_least", unit: str = "points"):
    return {key: bound, "amber_within": within, "unit": unit}


@pytest.mark.parametrize(
    ("value", "target", "rating", "sentence"),
    [
        (46.0, _points(46, 2), GREEN, "Attainment 8 is 46.0 points, exactly at the plan’s target of 46.0."),
        (47.3, _points(46, 2), GREEN, "Attainment 8 is 47.3 points, above the plan’s target of 46.0."),
        (45.9, _points(46, 2), AMBER, "Attainment 8 is 45.9 points, just below the plan’s target of 46.0 (amber from 44.0)."),
        # Exactly at the tolerance is still amber; a hair under it is red.
        (44.0, _points(46, 2), AMBER, "Attainment 8 is 44.0 points, just below the plan’s target of 46.0 (amber from 44.0)."),
        (43.9, _points(46, 2), RED, "Attainment 8 is 43.9 points, below the plan’s target of 46.0."),
        # Judged unrounded; one more decimal where rounding would hide the shortfall.
        (45.96, _points(46, 0), RED, "Attainment 8 is 45.96 points, below the plan’s target of 46.00."),
        (43.98, _points(46, 2), RED, "Attainment 8 is 43.98 points, below the plan’s target of 46.00."),
        (45.9996, _points(46, 2), AMBER, "Attainment 8 is 45.9996 points, just below the plan’s target of 46.0000 (amber from 44.0000)."),
    ],
)  # fmt: skip
def test_at_least(world, value, target, rating, sentence):
    world.criterion({"rule": "target", "measure": "attainment_8", "target": target})
    world.figure("attainment_8", value)
    judgement = world.of()
    assert (judgement.rating, judgement.reason) == (rating, sentence)
