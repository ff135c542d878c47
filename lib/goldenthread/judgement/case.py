"""What a rule may look at when it judges one criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import DeclarationError, did_you_mean
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.judgement.judgements import Judgements
from goldenthread.measures.cells import folded
from goldenthread.measures.measurement import ALL, TRUST, Measurement, Measurements
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan, Test
from goldenthread.rules import StepTest
from goldenthread.trust import School, Trust


class EarlierDrop(Protocol):
    """The drop before, as far as a judgement looks back at it."""

    @property
    def drop(self) -> Drop: ...

    @property
    def measurements(self) -> Measurements: ...

    @property
    def judgements(self) -> Judgements: ...

    @property
    def of_actions(self) -> Judgements: ...


@dataclass(frozen=True, slots=True)
class Case:
    """A drop and its plan. `judged` gives the judgement of another criterion, `apply` a test."""

    plan: Plan
    trust: Trust
    drop: Drop
    measurements: Measurements
    benchmarks: Benchmarks
    previous: EarlierDrop | None
    register: Mapping[str, Measure]
    judged: Callable[[str, str], Judgement]
    apply: Callable[[Test | StepTest, Criterion, str], TestResult]

    def measure(self, name: str) -> Measure:
        """The measure of that id; a DeclarationError names the nearest."""
        try:
            return self.register[name]
        except KeyError:
            message = f"There is no measure {name!r}. "
        raise DeclarationError(message + did_you_mean(name, self.register))

    def figure(self, measure: str, entity: str, group: str = ALL) -> Measurement | None:
        """The drop's own figure; one of an earlier year never stands in for it.

        A group that the export writes with other capitals or blanks than the plan is the same.
        """
        year, known = self.drop.year, self.measurements
        found = known.one(measure, entity, group, year)
        if found is not None or group == ALL:
            return found
        own = known.of(measure, entity, period=year)
        return next((figure for figure in own if folded(figure.group) == folded(group)), None)

    def school(self, entity: str) -> School | None:
        """The school whose figure `entity` is; None for the trust."""
        return next((s for s in self.trust.schools if s.urn == entity), None)

    def name(self, entity: str) -> str:
        return "the trust" if entity == TRUST else self.trust.entity_name(entity)
