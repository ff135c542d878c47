"""Seeded chance: the same numbers on every machine, a stream of its own for every theme."""

from __future__ import annotations

import datetime as dt
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import NormalDist

import numpy as np


def chance(seed: int, *theme: str) -> np.random.Generator:
    """A stream of its own for each theme, so that a change to one theme moves no other."""
    return np.random.default_rng([seed, *(zlib.crc32(word.encode()) for word in theme)])


def normal_scores(rng: np.random.Generator, size: int) -> list[float]:
    """Scores spread exactly as a normal curve over `size` people, in random order.

    Drawing each on its own would make the demo's shares drift from those that are meant.
    """
    curve = NormalDist()
    scores = [curve.inv_cdf((rank + 0.5) / size) for rank in range(size)]
    return [scores[place] for place in rng.permutation(size)]


def pick_days(rng: np.random.Generator, days: Sequence[dt.date], size: int) -> list[dt.date]:
    """`size` of the days, in order; a day may come up more than once."""
    return sorted(days[int(n)] for n in rng.integers(0, len(days), size))


def draw(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    """One of the names, each as often as its share says.

    What numpy's `choice` draws, without the checks that take it most of its time.
    """
    steps = _steps(tuple(shares.values()))
    return list(shares)[bisect_right(steps, rng.random())]


@cache
def _steps(shares: tuple[float, ...]) -> list[float]:
    sums = np.cumsum(shares)
    return [float(step) for step in sums / sums[-1]]
