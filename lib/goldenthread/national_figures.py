"""Figures of the country, the region and the local authority to stand beside a school's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from goldenthread.benchmarks import Benchmark
from goldenthread.calendar import year_is_over
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.national_figure import published_in
from goldenthread.measures.measurement import ALL, ENGLAND
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational
from goldenthread.rules import inner_tests
from goldenthread.trust import School

_WORDS = re.compile("[a-z0-9]+")
_PHASES: dict[str, str] = {"all-through": "secondary"}
# Benchmarks are called as their publication calls them, which is not always the measure's name.
_STEMS = {
    "overall_absence": "absence",
    "authorised_absence": "absence_authorised",
    "unauthorised_absence": "absence_unauthorised",
}


_GROWING = ("pupils_suspended", "repeat_suspensions", "sickness_taken", "sickness_days")


@dataclass(frozen=True, slots=True)
class National:
    """A published figure: its value, and how a label names it (`England 2021/22`)."""

    value: float
    period: str
    area: str = "England"
    status: str = ""
    publication: str = ""
    basis: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        return f"{self.area} {self.period}".strip()


def adds_up(measure: Measure) -> bool:
    """Whether a year's figure grows from term to term, as that of events does.

    So does the share of people to whom something happened at least once in the year.
    """
    return measure.unit == "per 100" or measure.id in _GROWING


@dataclass(frozen=True)
class NationalFigures:
    """What was published for the drop's year, or before, for schools of this phase."""

    judged: JudgedDrop
    schools: tuple[School, ...]

    @cached_property
    def year_is_over(self) -> bool:
        """Whether what adds up over the year has done so."""
        return year_is_over(self.judged.drop.year, self.judged.drop.as_of)

    def to_date(self, measure: Measure, *, stem: str = "", group: str = "") -> National | None:
        """The national figure that a figure of this drop may be held against.

        What adds up over a year (suspensions per 100 pupils) is held against England's year only
        when the year is over; in autumn against England's autumn, where that was published.
        """
        if group or self.year_is_over or not adds_up(measure):
            return self.whole_year(measure, stem=stem, group=group)
        autumn = self.judged.drop.term == "autumn"
        return self.in_term(measure, "autumn", stem) if autumn else None

    def in_term(self, measure: Measure, term: str, stem: str = "") -> National | None:
        """England in one term of the drop's year."""
        found = self.whole_year(measure, stem=stem, group=term)
        if found is None or found.period != self.judged.drop.year:
            return None
        return replace(found, area=f"{found.area}, {term} term")

    def whole_year(self, measure: Measure, *, stem: str = "", group: str = "") -> National | None:
        """The national figure of a year, for the schools' phase.

        England's own rows in the drop's files come first; then the benchmark that the plan names
        for the measure; then one called after it (or after `stem`). The year is the drop's, or
        else the latest before it that was published.
        """
        key = (measure.id, stem, group)
        if key not in self._of_years:
            self._of_years[key] = self._whole_year(measure, stem, group)
        return self._of_years[key]

    @cached_property
    def _of_years(self) -> dict[tuple[str, str, str], National | None]:
        return {}

    def _whole_year(self, measure: Measure, stem: str, group: str) -> National | None:
        year = self.judged.drop.year
        own = self.judged.measurements.one(measure.id, ENGLAND, group or ALL, year)
        if own is not None and own.value is not None:
            return National(
                own.value,
                own.period,
                status=own.detail("Status").casefold() or "published with the schools’ figures",
                publication=measure.publication,
                basis=own.detail("Basis"),
                source=published_in(own),
            )
        return self._published(self._names(measure, stem, group))

    def nearby(self, measure: Measure) -> tuple[National, ...]:
        """The figures of the region and of the schools' local authorities, where published."""
        if adds_up(measure) and not self.year_is_over:
            return ()
        if measure.id not in self._nearby:
            areas = (self.judged.trust.region, *self.authorities)
            found = (self._of_area(area, measure) for area in areas)
            self._nearby[measure.id] = tuple(figure for figure in found if figure is not None)
        return self._nearby[measure.id]

    @cached_property
    def _nearby(self) -> dict[str, tuple[National, ...]]:
        return {}

    def not_held(self, measure: Measure) -> tuple[str, ...]:
        """The schools' local authorities without a published figure, where the trust's has one.

        Another authority's figure is no comparison for a school, so the gap has to be said.
        """
        own = self.judged.trust.local_authority
        if (adds_up(measure) and not self.year_is_over) or not self._of_area(own, measure):
            return ()
        return tuple(a for a in self.authorities if not self._of_area(a, measure))

    def _of_area(self, area: str, measure: Measure) -> National | None:
        start = "_".join(_WORDS.findall(area.lower()))
        names = [f"{start}_{name}" for name in self._names(measure, "", "")]
        return self._published(names) if start else None

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The local authorities of the schools, the trust's own first."""
        trust = self.judged.trust
        found = dict.fromkeys(trust.authority_of(school) for school in self.schools)
        return tuple(sorted(filter(None, found), key=lambda area: area != trust.local_authority))

    def _names(self, measure: Measure, stem: str, group: str) -> list[str]:
        """What the benchmark may be called, the likeliest first."""
        base = stem or _STEMS.get(measure.id, measure.id)
        end = f"_{group}" if group else ""
        named = [] if group or stem else self._named_by_plan(measure.id)
        phases = {school.phase for school in self.schools}
        if len(phases) > 1:
            return [*(name for name in named if "{phase}" not in name), f"{base}{end}"]
        only = phases.pop()
        phase = _PHASES.get(only, only)
        named = [name.replace("{phase}", phase) for name in named]
        return [*named, f"{base}_{phase}{end}", f"{base}{end}"]

    def _named_by_plan(self, measure: str) -> list[str]:
        return [test.benchmark for test in self._tests.get(measure, ())]

    @cached_property
    def _tests(self) -> Mapping[str, list[AgainstNational]]:
        """By measure, the plan's tests that hold it against what was published."""
        tests = [test for row in self.judged.plan.judged_rows for test in row.tests]
        found: dict[str, list[AgainstNational]] = {}
        for each in (*tests, *(inner for test in tests for inner in inner_tests(test))):
            if isinstance(each, AgainstNational):
                found.setdefault(each.measure, []).append(each)
        return found

    def _published(self, names: Iterable[str]) -> National | None:
        """Of the first benchmark that exists, the latest figure up to the drop's year."""
        found = map(self.judged.benchmarks.find, names)
        benchmark = next((b for b in found if b is not None), None)
        return None if benchmark is None else self._latest(benchmark)

    def _latest(self, benchmark: Benchmark) -> National | None:
        known = (year for year in benchmark.figures if year <= self.judged.drop.year)
        for year in sorted(known, reverse=True):
            figure = benchmark.figures[year]
            if figure.value is not None:
                return National(
                    figure.value,
                    year,
                    benchmark.area,
                    figure.status,
                    benchmark.publication,
                    benchmark.basis,
                    figure.source or benchmark.source,
                )
        return None
