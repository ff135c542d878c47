"""What one report may see of a judged drop, and nothing else.

A report on one school sees that school, its bodies and national figures. Neither another school
nor the trust's own figures: with two schools, one school and the trust give away the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from goldenthread.calendar import (
    closed_to_most,
    same_day_last_year,
    year_before,
    year_starts,
)
from goldenthread.drop import Drop
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionStatus, Judgement, TestResult
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import (
    ALL,
    ENGLAND,
    TRUST,
    Measurement,
    Measurements,
    State,
    is_published,
)
from goldenthread.measures.registry import Measure
from goldenthread.national_figures import National, NationalFigures
from goldenthread.plan import Criterion, Section
from goldenthread.rules import inner_tests
from goldenthread.trust import ALL_SCHOOLS, Body, School
from goldenthread.wording import MISSING, in_unit, number

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class View:
    """`school` is None for a report on the whole trust; `section` is the objective, if any."""

    judged: JudgedDrop
    school: School | None = None
    section: Section | None = None

    @property
    def drop(self) -> Drop:
        return self.judged.drop

    @property
    def whole(self) -> bool:
        return self.school is None

    @cached_property
    def schools(self) -> tuple[School, ...]:
        return self.judged.trust.schools if self.school is None else (self.school,)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        if self.school is None:
            return self.judged.trust.bodies
        return tuple(b for b in self.judged.trust.bodies if b.school == self.school.urn)

    @cached_property
    def urns(self) -> tuple[str, ...]:
        return tuple(school.urn for school in self.schools)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Schools, then the trust where the report may show it."""
        return (*self.urns, TRUST) if self.whole else self.urns

    @cached_property
    def _answers(self) -> dict[tuple[object, ...], Any]:
        return {}

    def _once(
        self, key: tuple[object, ...], answer: Callable[..., _Answer], *asked: object
    ) -> _Answer:
        """What a report asks again and again is looked up once for each view: of a judged drop
        nothing changes."""
        known = self._answers
        if key not in known:
            known[key] = answer(*asked)
        return known[key]  # type: ignore[no-any-return]

    @cached_property
    def _visible(self) -> frozenset[str]:
        return frozenset((*self.entities, *(f"body:{b.id}" for b in self.bodies)))

    def may_show(self, entity: str) -> bool:
        return entity in self._visible or is_published(entity)

    @cached_property
    def measurements(self) -> Measurements:
        """All that the report may show."""
        return self.judged.measurements.seen_by(self._visible)

    @cached_property
    def previous(self) -> View | None:
        """The same view of the drop before."""
        before = self.judged.previous
        return replace(self, judged=before) if before is not None else None

    @property
    def when(self) -> str:
        """What the report calls its drop: `Summer 2022`."""
        return self.drop.title.removesuffix(" data drop")

    @property
    def closed_last_year(self) -> bool:
        """Whether schools were closed to most pupils on some day of last year to the same date."""
        past = same_day_last_year(self.drop.as_of)
        return closed_to_most(year_starts(year_before(self.drop.year)), past)

    @property
    def provisional(self) -> bool:
        """Whether the drop says that its figures may still change."""
        return "provisional" in self.drop.data_status.casefold()

    @property
    def stamp(self) -> str:
        """When, as the caption of a table says it: `Summer 2022, provisional`."""
        return f"{self.when}, provisional" if self.provisional else self.when

    @property
    def scope(self) -> str:
        return self.school.name if self.school else ALL_SCHOOLS

    def name(self, entity: str, short: bool = False) -> str:
        """What the report calls an entity."""
        return self._once(("name", entity, short), self._named, entity, short)

    def _named(self, entity: str, short: bool) -> str:
        if entity == TRUST:
            return "The trust" if short else self.judged.trust.name
        if entity == ENGLAND:
            return "England"
        school = self.judged.trust.find_school(entity) if entity.isdecimal() else None
        if school is not None and school.urn == entity:
            return school.short_name if short else school.name
        return self.judged.trust.entity_name(entity)

    def measure(self, name: str) -> Measure:
        """The measure of that id; a ParameterError names the nearest."""
        register = all_measures()
        if name in register:
            return register[name]
        message = f"There is no measure {name!r}. {did_you_mean(name, register)}"
        raise ParameterError(message)

    def title(self, measure: str) -> str:
        """A measure's short title; a rule that counts schools has no measure."""
        return self.measure(measure).short if measure else "Schools counted"

    def one(
        self, measure: str, entity: str, group: str = ALL, period: str | None = None
    ) -> Measurement | None:
        return self.measurements.one(measure, entity, group, period or self.drop.year)

    def last_year(self, measure: str, entity: str, group: str = ALL) -> Measurement | None:
        return self.measurements.one(measure, entity, group, year_before(self.drop.year))

    def groups(self, measure: str) -> tuple[str, ...]:
        """The groups that a measure is given for, in the order they were measured."""
        found = (m.group for m in self.measurements.of(measure) if m.entity in self._visible)
        return tuple(dict.fromkeys(group for group in found if group != ALL))

    def figure(self, measurement: Measurement | None, test: TestResult | None = None) -> str:
        """A measurement in words: its value in its unit, or why there is none. Beside the rating of
        a test it has as many decimals as the test shows it with."""
        if measurement is None:
            return MISSING
        if measurement.value is None:
            return state_word(measurement.state)
        return self.value(self.measure(measurement.measure), measurement.value, test)

    def value(self, measure: Measure, value: float | None, test: TestResult | None = None) -> str:
        """A value where the unit is said elsewhere: in the head of a column, on an axis."""
        own = test.places if test is not None else None
        decimals = measure.decimals if own is None else own
        if measure.unit in ("points", "days", "per 100", "percentage points"):
            return number(value, decimals)
        return in_unit(value, measure.unit, decimals)

    @cached_property
    def national_figures(self) -> NationalFigures:
        return NationalFigures(self.judged, self.schools)

    def national(self, measure: str, *, stem: str = "", group: str = "") -> National | None:
        """The national figure that a figure of this drop may be held against."""
        return self.national_figures.to_date(self.measure(measure), stem=stem, group=group)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Of the objective, or of the whole plan."""
        return self.section.criteria if self.section else self.judged.plan.criteria

    def judgement(self, criterion: str, entity: str) -> Judgement | None:
        if not self.may_show(entity):
            return None
        key = ("judgement", criterion, entity)
        return self._once(key, self.judged.judgement, criterion, entity)

    def of_action(self, action: str) -> Judgement | None:
        """What the data say of an action: for the trust, or for the report's school."""
        return self.judged.of_action(action, TRUST if self.whole else self.urns[0])

    def disagreement_on(self, status: ActionStatus) -> str:
        """Where its status and what the data say here do not go together."""
        return self.judged.disagreement_on(status, TRUST if self.whole else self.urns[0])

    def judgements_of_action(self, action: str) -> tuple[Judgement, ...]:
        """The same of the schools, then the trust, as far as the report may show them."""
        found = (self.judged.of_action(action, entity) for entity in self.entities)
        return tuple(j for j in found if j is not None)

    def test(self, measure: str, entity: str) -> TestResult | None:
        """The test of the report's criteria that an entity's own figure of everybody decided."""
        return self._once(("test", measure, entity), self._test, measure, entity)

    def _test(self, measure: str, entity: str) -> TestResult | None:
        for criterion in self.criteria:
            judgement = self.judgement(criterion.id, entity)
            tests = judgement.tests if judgement else ()
            for test in (each for whole in tests for each in (whole, *whole.parts)):
                figure = test.measurement
                own = figure is None or (figure.entity, figure.group) == (entity, ALL)
                if test.measure == measure and own and not test.counts_schools:
                    return test
        return None

    def judgements(self, criterion: str) -> tuple[Judgement, ...]:
        """Of one criterion: the schools', then the trust's, as far as the report may show them."""
        return self._once(("judgements", criterion), self._judgements, criterion)

    def _judgements(self, criterion: str) -> tuple[Judgement, ...]:
        found = (self.judgement(criterion, entity) for entity in self.entities)
        return tuple(j for j in found if j is not None)


def state_word(state: State) -> str:
    """`No data`, `Suppressed`: said in a cell where a figure would stand."""
    return state.value[:1].upper() + state.value[1:]


def deciding_measures(criterion: Criterion) -> tuple[str, ...]:
    """The measures whose figures decide a criterion."""
    names: dict[str, None] = {}
    for test in criterion.tests:
        for each in (test, *inner_tests(test)):
            names[getattr(each, "measure", "")] = None
    return tuple(name for name in names if name)
