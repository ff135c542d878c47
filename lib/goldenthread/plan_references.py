"""What a plan says of itself: ids given once, and every id and scale that it names is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from goldenthread.errors import did_you_mean
from goldenthread.rules import (
    AsCriterion,
    Maturity,
    Recorded,
    SectionsMet,
    ShareOfSchools,
    StepTest,
    Test,
)

if TYPE_CHECKING:
    from goldenthread.plan import Action, AppliesWhere, Criterion, Plan, Scale

Place = tuple[str | int, ...]
Fault = tuple[Place, str]


def ids_used_twice(plan: Plan) -> Iterator[Fault]:
    """A fault for each id of a section, criterion, action or scale that was given before."""
    places: list[tuple[Place, str]] = []
    for s, section in enumerate(plan.objectives):
        here: Place = ("objectives", s)
        places.append((here, section.id))
        places += [((*here, "criteria", i), c.id) for i, c in enumerate(section.criteria)]
        places += [((*here, "actions", i), a.id) for i, a in enumerate(section.actions)]
    yield from _twice(places)
    yield from _twice([(("scales", i), scale.id) for i, scale in enumerate(plan.scales)])


def _twice(places: Iterable[tuple[Place, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, name in places:
        if name in seen:
            yield (*place, "id"), f"the id {name!r} is used more than once"
        seen.add(name)


def unknown_references(plan: Plan) -> Iterator[Fault]:
    """A fault for each criterion, scale or step that the plan names and does not have."""
    known = _Known(plan)
    for s, section in enumerate(plan.objectives):
        for c, criterion in enumerate(section.criteria):
            here: Place = ("objectives", s, "criteria", c)
            for t, test in enumerate(criterion.tests):
                yield from known.in_test(test, (*here, "tests", t))
            if criterion.applies_where is not None:
                place = (*here, "applies_where")
                yield from known.in_condition(criterion.applies_where, criterion, place)
            if criterion.thresholds_of:
                yield from known.criterion(criterion.thresholds_of, (*here, "thresholds_of"))
        for a, action in enumerate(section.actions):
            here = ("objectives", s, "actions", a)
            for i, name in enumerate(action.criteria):
                yield from known.criterion(name, (*here, "criteria", i))
            yield from known.in_action(action, (*here, "shown_by"))


class _Known:
    """What a plan has that its tests may name."""

    def __init__(self, plan: Plan) -> None:
        self.scales: dict[str, Scale] = {scale.id: scale for scale in plan.scales}
        self.criteria = list(dict.fromkeys(criterion.id for criterion in plan.criteria))
        self.kinds = {
            s.id: list(dict.fromkeys(c.kind for c in s.criteria)) for s in plan.objectives
        }
        self.recorded_on = {
            scale: [c.id for c in plan.criteria if _records(c, scale)] for scale in self.scales
        }

    def criterion(self, name: str, place: Place) -> Iterator[Fault]:
        if name not in self.criteria:
            yield place, f"no criterion {name!r}. {did_you_mean(name, self.criteria)}"

    def section(self, name: str, kind: str, place: Place) -> Iterator[Fault]:
        if name not in self.kinds:
            yield place, f"no section {name!r}. {did_you_mean(name, self.kinds)}"
        elif kind and kind not in self.kinds[name]:
            fix = did_you_mean(kind, self.kinds[name])
            yield place, f"the section {name!r} has no criterion of the kind {kind!r}. {fix}"

    def scale(self, name: str, place: Place) -> Iterator[Fault]:
        if name not in self.scales:
            fix = did_you_mean(name, self.scales)
            yield (*place, "scale"), f"no scale {name!r} in this plan. {fix}"

    def step(self, scale: str, step: str, place: Place) -> Iterator[Fault]:
        known = self.scales.get(scale)
        if known is not None and step not in known.steps:
            fix = did_you_mean(step, known.steps)
            yield place, f"no step {step!r} on the scale {scale!r}. {fix}"

    def in_test(self, test: Test | StepTest, place: Place) -> Iterator[Fault]:
        if isinstance(test, Recorded):
            yield from self.scale(test.scale, place)
        if isinstance(test, Maturity):
            yield from self.in_maturity(test, place)
        if isinstance(test, ShareOfSchools):
            for i, name in enumerate(test.criteria):
                yield from self.criterion(name, (*place, "criteria", i))
            if test.test is not None:
                yield from self.in_test(test.test, (*place, "test"))
            for i, inner in enumerate(test.tests):
                yield from self.in_test(inner, (*place, "tests", i))
        if isinstance(test, AsCriterion):
            yield from self.criterion(test.criterion, (*place, "criterion"))
        if isinstance(test, SectionsMet):
            for i, name in enumerate(test.sections):
                yield from self.section(name, test.kind, (*place, "sections", i))

    def in_action(self, action: Action, place: Place) -> Iterator[Fault]:
        shown = action.shown_by
        if shown is None:
            return
        for t, test in enumerate(shown.tests):
            yield from self.in_test(test, (*place, "tests", t))
        if shown.thresholds_of:
            yield from self.criterion(shown.thresholds_of, (*place, "thresholds_of"))

    def in_maturity(self, test: Maturity, place: Place) -> Iterator[Fault]:
        yield from self.scale(test.scale, place)
        for key, step in (("now", test.now), ("needed", test.needed)):
            yield from self.step(test.scale, step, (*place, key))
        for step in dict.fromkeys((*test.texts, *test.tests)):
            if step not in (test.now, test.needed):
                key = "tests" if step in test.tests else "texts"
                yield from self.step(test.scale, step, (*place, key, step))
        for step, inner in test.tests.items():
            yield from self.in_test(inner, (*place, "tests", step))

    def in_condition(self, where: AppliesWhere, own: Criterion, place: Place) -> Iterator[Fault]:
        if where.criterion:
            yield from self.criterion(where.criterion, (*place, "criterion"))
        if not where.scale:
            return
        yield from self.scale(where.scale, place)
        for i, step in enumerate(where.steps):
            yield from self.step(where.scale, step, (*place, "steps", i))
        records = [name for name in self.recorded_on.get(where.scale, []) if name != own.id]
        if where.scale not in self.scales:
            return
        if where.criterion in self.criteria and where.criterion not in records:
            message = f"{where.criterion!r} has no recorded judgement on the scale {where.scale!r}"
            fix = did_you_mean(where.criterion, records)
            yield (*place, "criterion"), f"{message}. {fix}".rstrip()
        elif not where.criterion and not records:
            message = f"no other criterion is a recorded judgement on the scale {where.scale!r}"
            yield (*place, "scale"), f"{message}, so that nobody could say where this one applies"
        elif not where.criterion and len(records) > 1:
            message = f"several criteria are recorded judgements on the scale {where.scale!r}"
            yield (*place, "scale"), f"{message}: say by `criterion` which one counts"


def _records(criterion: Criterion, scale: str) -> bool:
    return any(isinstance(t, Recorded) and t.scale == scale for t in criterion.tests)
