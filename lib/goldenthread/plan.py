"""The plan as data: its text word for word, and per criterion what decides it.

Nothing here knows of seven objectives or of red, amber and green: a plan has sections (objectives,
aims, priorities, categories), each with criteria and actions, and a criterion is decided by one or
more tests. Design of the rules: `goldenthread.judgement`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.calendar import Term
from goldenthread.declaration import Declared
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.trust import Target

Level = Literal["school", "trust"]
Outcome = Literal["green", "amber", "red"]


class Due(Declared):
    """When a promise falls due: on a date, or so long after a school joined the trust."""

    date: dt.date | None = None
    years_after_joining: int | None = None
    months_after_joining: int | None = None
    as_printed: str = ""

    @model_validator(mode="after")
    def _one_clock(self) -> Due:
        clock = self.years_after_joining is not None or self.months_after_joining is not None
        if clock and self.date is not None:
            message = "give a date or a time after joining, not both"
            raise ValueError(message)
        return self


class AgainstTarget(Declared):
    """Value against a threshold: the plan's own, a school's KPI, or one that the trust sets.

    `target` in the plan; else `kpi: true` reads the school's `kpis`; else the trust's `targets`.
    """

    rule: Literal["target"]
    measure: str
    target: Target | None = None
    kpi: bool = False


class AgainstNational(Declared):
    """Value against a national figure of the same year. `in_line_within` is what "in line" means.

    Without `in_line_within` in the plan the trust's `targets` must give it: a target's `at_most`
    is how far short of the figure still is in line, its `amber_within` how much further is amber.
    Until then the state is "target not set".
    """

    rule: Literal["national"]
    measure: str
    benchmark: str
    in_line_within: float | None = None
    amber_within: float = 0.0


class AgainstBefore(Declared):
    """A change: against the previous drop, or the same point last year.

    `least_change` is in the measure's own unit. With `beyond_chance` a change is a colour only
    where its 95% interval leaves out zero; else it is amber ("no clear change").
    """

    rule: Literal["change"]
    measure: str
    since: Literal["previous drop", "same point last year"]
    wanted: Literal["higher", "lower", "no lower", "no higher"]
    least_change: float = 0.0
    beyond_chance: bool = False


class AllItems(Declared):
    """A checklist: green when every item is in place, amber from `amber_from` per cent of them."""

    rule: Literal["checklist"]
    measure: str
    amber_from: float = 50.0


class ByDate(Declared):
    """A milestone: done, late, or not yet due. `measure` says whether, when and on what evidence."""

    rule: Literal["milestone"]
    measure: str = "milestone"
    reference: str = ""


class ShareOfSchools(Declared):
    """How many schools pass: other criteria of the plan, or one test, counted over schools.

    `share` is a percentage of the schools that have a colour; `more_than` is strict (more than
    half), `at_least` is not (half or more).
    """

    rule: Literal["schools"]
    criteria: tuple[str, ...] = ()
    test: (
        Annotated[
            AgainstTarget | AgainstNational | AgainstBefore | AllItems, Field(discriminator="rule")
        ]
        | None
    ) = None
    at_least: float | None = None
    more_than: float | None = None
    amber_from: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> ShareOfSchools:
        if (self.at_least is None) == (self.more_than is None):
            message = "give at_least or more_than, one of them"
            raise ValueError(message)
        if bool(self.criteria) == (self.test is not None):
            message = "give criteria or a test, one of them"
            raise ValueError(message)
        return self


class Recorded(Declared):
    """A judgement that a person made and recorded; `scale` names the plan's scale it is on."""

    rule: Literal["recorded"]
    measure: str = "recorded_judgement"
    scale: str
    reference: str = ""


Test = Annotated[
    AgainstTarget | AgainstNational | AgainstBefore | AllItems | ByDate | ShareOfSchools | Recorded,
    Field(discriminator="rule"),
]


class Criterion(Declared):
    """One success criterion, KPI or promise, and the tests that decide it.

    The criterion takes the worst colour of its tests. `trust` says how the trust's own rating
    comes about: "pooled" (the trust's own measurement is tested), "schools" (green when all
    schools are, red when none is, else amber). `shown_also` names measures that stand beside the
    criterion and decide nothing.
    """

    id: str
    number: str
    text: str
    tests: tuple[Test, ...] = ()
    levels: tuple[Level, ...] = ("school", "trust")
    trust: Literal["pooled", "schools"] = "pooled"
    responsible: str = ""
    monitored_by: str = ""
    timescale: str = ""
    due: Due | None = None
    judged_in: tuple[Term, ...] = ()
    not_before: str = ""
    minimum_coverage: float | None = Field(default=None, ge=0, le=100)
    paused: str = ""
    shown_also: tuple[str, ...] = ()


class Action(Declared):
    """One row of a plan's action table, as printed; `due` is its timescale read as a date."""

    id: str
    action: str
    responsible: str = ""
    resources: str = ""
    budget: str = ""
    timescale: str = ""
    cpd: str = ""
    monitoring: str = ""
    due: dt.date | None = None


class Section(Declared):
    """An objective, aim or priority of the plan, and the notebook that reports on it."""

    id: str
    number: str
    title: str
    short_title: str
    question: str
    notebook: str
    focus_areas: tuple[str, ...] = ()
    success_heading: str = "Success criteria"
    criteria: tuple[Criterion, ...] = ()
    actions: tuple[Action, ...] = ()
    responsible: str = ""
    monitored_by: str = ""


class Scale(Declared):
    """A scale of judgement of the plan's own, and the colour (if any) of each of its steps."""

    id: str
    title: str
    steps: dict[str, Outcome | None]
    words: dict[str, str] = {}


class Plan(Declared):
    """`params/plans/<id>.yml`. `section_word` is what the plan calls its sections; `words` says what
    the short forms that it prints stand for."""

    plan: str
    title: str
    trust: str
    starts: dt.date
    ends: dt.date
    section_word: str = "Objective"
    minimum_coverage: float | None = None
    scales: tuple[Scale, ...] = ()
    words: dict[str, str] = {}
    objectives: tuple[Section, ...]

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Plan:
        ids = [c.id for s in self.objectives for c in s.criteria]
        ids += [a.id for s in self.objectives for a in s.actions]
        ids += [s.id for s in self.objectives]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            message = f"ids used more than once: {', '.join(twice)}"
            raise ValueError(message)
        scales = {scale.id for scale in self.scales}
        for criterion in self.criteria:
            for test in criterion.tests:
                if isinstance(test, Recorded) and test.scale not in scales:
                    message = f"{criterion.id}: no scale {test.scale!r} in this plan"
                    raise ValueError(message)
                unknown = set(getattr(test, "criteria", ())) - set(ids)
                if unknown:
                    message = (
                        f"{criterion.id}: counts unknown criteria {', '.join(sorted(unknown))}"
                    )
                    raise ValueError(message)
        return self

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(c for section in self.objectives for c in section.criteria)

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(a for section in self.objectives for a in section.actions)

    def objective(self, name: str) -> Section:
        """The section with that id or number; a ParameterError names the nearest."""
        for section in self.objectives:
            if name.casefold() in (section.id.casefold(), section.number.casefold()):
                return section
        message = f"The plan has no objective {name!r}. "
        raise ParameterError(message + did_you_mean(name, [s.id for s in self.objectives]))

    def criterion(self, name: str) -> Criterion:
        """The criterion with that id or printed number."""
        for criterion in self.criteria:
            if name.casefold() in (criterion.id.casefold(), criterion.number.casefold()):
                return criterion
        message = f"The plan has no criterion {name!r}. "
        raise ParameterError(message + did_you_mean(name, [c.id for c in self.criteria]))

    def section_of(self, criterion: str) -> Section:
        return next(s for s in self.objectives if any(c.id == criterion for c in s.criteria))

    def scale(self, name: str) -> Scale:
        return next(scale for scale in self.scales if scale.id == name)
