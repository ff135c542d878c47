"""What one report may see of a judged drop, and nothing else.

A report on one school sees that school, its bodies and national figures. Neither another school
nor the trust's own figures: with two schools, one school and the trust give away the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from goldenthread.benchmarks import Benchmark
from goldenthread.calendar import year_before
from goldenthread.drop import Drop
from goldenthread.errors import DeclarationError, ParameterError, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import ALL, ENGLAND, TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational, Criterion, Section, ShareOfSchools
from goldenthread.trust import ALL_SCHOOLS, Body, School
from goldenthread.wording import MISSING, in_unit, number

_PHASES: dict[str, str] = {"all-through": "secondary"}
# Benchmarks are called as their publication calls them, which is not always the measure's name.
_STEMS = {
    "overall_absence": "absence",
    "authorised_absence": "absence_authorised",
    "unauthorised_absence": "absence_unauthorised",
}


@dataclass(frozen=True, slots=True)
class National:
    """A national figure: its value, and how a label names it (`England 2021/22`)."""

    value: float
    period: str
    area: str = "England"
    status: str = ""
    publication: str = ""

    @property
    def label(self) -> str:
        return f"{self.area} {self.period}".strip()


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

    @property
    def schools(self) -> tuple[School, ...]:
        return self.judged.trust.schools if self.school is None else (self.school,)

    @property
    def bodies(self) -> tuple[Body, ...]:
        if self.school is None:
            return self.judged.trust.bodies
        return tuple(b for b in self.judged.trust.bodies if b.school == self.school.urn)

    @property
    def urns(self) -> tuple[str, ...]:
        return tuple(school.urn for school in self.schools)

    @property
    def entities(self) -> tuple[str, ...]:
        """Schools, then the trust where the report may show it."""
        return (*self.urns, TRUST) if self.whole else self.urns

    @cached_property
    def _visible(self) -> frozenset[str]:
        return frozenset((*self.entities, *(f"body:{b.id}" for b in self.bodies)))

    def may_show(self, entity: str) -> bool:
        return entity in self._visible or entity == ENGLAND or entity.startswith("la:")

    @cached_property
    def measurements(self) -> Measurements:
        """All that the report may show."""
        return Measurements(m for m in self.judged.measurements if self.may_show(m.entity))

    @property
    def previous(self) -> View | None:
        """The same view of the drop before."""
        before = self.judged.previous
        return replace(self, judged=before) if before is not None else None

    @property
    def when(self) -> str:
        """What the report calls its drop: `Summer 2022`."""
        return self.drop.title.removesuffix(" data drop")

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
        if entity == TRUST:
            return "The trust" if short else self.judged.trust.name
        if entity == ENGLAND:
            return "England"
        for school in self.judged.trust.schools:
            if school.urn == entity:
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

    def figure(self, measurement: Measurement | None) -> str:
        """A measurement in words: its value in its unit, or why there is none."""
        if measurement is None:
            return MISSING
        if measurement.value is None:
            return state_word(measurement.state)
        return self.value(self.measure(measurement.measure), measurement.value)

    def value(self, measure: Measure, value: float | None) -> str:
        """A value where the unit is said elsewhere: in the head of a column, on an axis."""
        if measure.unit in ("points", "days", "per 100", "percentage points"):
            return number(value, measure.decimals)
        return in_unit(value, measure.unit, measure.decimals)

    def national(
        self, measure: str, *, stem: str = "", group: str = "", school: School | None = None
    ) -> National | None:
        """The national figure to hold a measure against, for a school's phase.

        England's own rows in the drop's files come first; then the benchmark that the plan names
        for the measure; then one called after it (or after `stem`). The year is the drop's, or
        else the latest before it that was published.
        """
        own = self.measurements.one(measure, ENGLAND, group or ALL)
        if own is not None and own.value is not None:
            return National(own.value, own.period, status="published with the schools’ figures")
        base = stem or _STEMS.get(measure, measure)
        names = [f"{base}_{group}" if group else base]
        if not group and not stem:
            names = [*self._named_by_plan(measure), *names]
        phases = {school.phase} if school else {s.phase for s in self.schools}
        if len(phases) == 1:
            found = phases.pop()
            phase = _PHASES.get(found, found)
            names = [name.replace("{phase}", phase) for name in names]
            names.append(f"{base}_{phase}_{group}" if group else f"{base}_{phase}")
        for name in names:
            benchmark = self._benchmark(name)
            if benchmark is not None:
                return self._latest(benchmark)
        return None

    def _named_by_plan(self, measure: str) -> list[str]:
        tests = [test for criterion in self.judged.plan.criteria for test in criterion.tests]
        inner = [test.test for test in tests if isinstance(test, ShareOfSchools)]
        return [
            test.benchmark
            for test in (*tests, *inner)
            if isinstance(test, AgainstNational) and test.measure == measure
        ]

    def _benchmark(self, name: str) -> Benchmark | None:
        try:
            return self.judged.benchmarks.get(name)
        except DeclarationError:
            return None

    def _latest(self, benchmark: Benchmark) -> National | None:
        years = sorted((y for y in benchmark.figures if y <= self.drop.year), reverse=True)
        for year in years:
            figure = benchmark.figures[year]
            if figure.value is not None:
                return National(
                    figure.value, year, benchmark.area, figure.status, benchmark.publication
                )
        return None

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Of the objective, or of the whole plan."""
        return self.section.criteria if self.section else self.judged.plan.criteria

    def judgement(self, criterion: str, entity: str) -> Judgement | None:
        return self.judged.judgement(criterion, entity) if self.may_show(entity) else None

    def test(self, measure: str, entity: str) -> TestResult | None:
        """The test of the report's criteria that an entity's own figure decided."""
        for criterion in self.criteria:
            judgement = self.judgement(criterion.id, entity)
            for test in judgement.tests if judgement else ():
                own = test.measurement is None or test.measurement.entity == entity
                if test.measure == measure and own:
                    return test
        return None

    def judgements(self, criterion: str) -> tuple[Judgement, ...]:
        """Of one criterion: the schools', then the trust's, as far as the report may show them."""
        found = (self.judgement(criterion, entity) for entity in self.entities)
        return tuple(j for j in found if j is not None)


def state_word(state: State) -> str:
    """`No data`, `Suppressed`: said in a cell where a figure would stand."""
    return state.value[:1].upper() + state.value[1:]


def deciding_measures(criterion: Criterion) -> tuple[str, ...]:
    """The measures whose figures decide a criterion."""
    names: dict[str, None] = {}
    for test in criterion.tests:
        inner = test.test if isinstance(test, ShareOfSchools) else test
        if inner is not None and hasattr(inner, "measure"):
            names[inner.measure] = None
    return tuple(names)
