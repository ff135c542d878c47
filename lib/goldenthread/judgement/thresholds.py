"""Which threshold holds for a test, and who set it: the plan, the school or the trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldenthread.judgement.rating import Rating
from goldenthread.plan import AgainstNational, AgainstTarget, Criterion
from goldenthread.trust import School, Target, Trust

SetBy = Literal["plan", "school", "trust"]
# Figures that are equal on paper may differ in the last binary digit: 100 * 0.57 is not 57.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Threshold:
    """A target and whose it is."""

    target: Target
    set_by: SetBy

    @property
    def bound(self) -> float:
        target = self.target
        return target.at_least if target.at_least is not None else float(target.at_most or 0)

    @property
    def amber_bound(self) -> float:
        """The figure from which it is amber."""
        within = self.target.amber_within
        return self.bound - within if self.target.at_least is not None else self.bound + within

    @property
    def whose(self) -> str:
        return f"the {self.set_by}’s target"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far short of a national figure is still in line, and how much further is amber."""

    in_line: float
    amber: float
    set_by: SetBy
    why: str = ""


def threshold_of(
    test: AgainstTarget, criterion: Criterion, trust: Trust, school: School | None
) -> Threshold | None:
    """The plan's own target, else the school's KPI, else the trust's; None where none is set."""
    if test.target is not None:
        return Threshold(test.target, "plan")
    if test.kpi and school is not None and test.measure in school.kpis:
        return Threshold(school.kpis[test.measure], "school")
    own = _set_by_trust(test.measure, criterion, trust)
    return None if own is None else Threshold(own, "trust")


def tolerance_of(test: AgainstNational, criterion: Criterion, trust: Trust) -> Tolerance | None:
    """The plan's tolerance, else the trust's. A trust's `at_least` asks for a lead instead.

    Where the plan asks for better than the figure, none is needed.
    """
    if test.in_line_within is not None:
        return Tolerance(test.in_line_within, test.amber_within, "plan")
    own = _set_by_trust(test.measure, criterion, trust)
    if own is None:
        strict = test.above or test.significantly
        return Tolerance(0.0, test.amber_within, "plan") if strict else None
    in_line = own.at_most if own.at_most is not None else -float(own.at_least or 0)
    return Tolerance(in_line, own.amber_within, "trust", own.why)


def _set_by_trust(measure: str, criterion: Criterion, trust: Trust) -> Target | None:
    """For the row itself, else for the criterion whose thresholds it takes."""
    for name in (criterion.id, criterion.thresholds_of):
        found = trust.targets.get(name, {}).get(measure)
        if found is not None:
            return found
    return None


def reaches(value: float, bound: float) -> bool:
    """At or above, on unrounded figures."""
    return value >= bound - _NOISE * max(1.0, abs(bound))


def rate(value: float, threshold: Threshold) -> Rating:
    """The colour of a value: green at or beyond the target, amber within its tolerance."""
    if threshold.target.at_least is not None:
        return colour(value, threshold.bound, threshold.amber_bound)
    return colour(-value, -threshold.bound, -threshold.amber_bound)


def colour(value: float, green_from: float, amber_from: float) -> Rating:
    """Green from one figure on, amber from another, else red."""
    if reaches(value, green_from):
        return Rating.GREEN
    return Rating.AMBER if reaches(value, amber_from) else Rating.RED
