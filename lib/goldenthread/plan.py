"""The plan as data: its text word for word, and per criterion what decides it.

Nothing here knows of seven objectives or of red, amber and green: a plan has sections (objectives,
aims, priorities, categories), each with criteria and actions, and a criterion is decided by one or
more tests. Design of the rules: `goldenthread.judgement`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.calendar import Term
from goldenthread.declaration import Declared, Faults
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.plan_references import ids_used_twice, unknown_references
from goldenthread.rules import (
    AgainstBefore,
    AgainstNational,
    AgainstTarget,
    AllItems,
    AmongSchools,
    ByDate,
    Cadence,
    Evidence,
    Maturity,
    Recorded,
    SectionsMet,
    ShareOfSchools,
    Test,
)
from goldenthread.trust import Phase

__all__ = [
    "Action",
    "AgainstBefore",
    "AgainstNational",
    "AgainstTarget",
    "AllItems",
    "AmongSchools",
    "AppliesWhere",
    "ByDate",
    "Cadence",
    "Criterion",
    "Due",
    "Evidence",
    "Level",
    "Maturity",
    "Outcome",
    "Plan",
    "Recorded",
    "Scale",
    "Section",
    "SectionsMet",
    "ShareOfSchools",
    "Test",
]

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


class AppliesWhere(Declared):
    """The schools that a criterion is for: those whose latest recorded judgement on a scale is one
    of `steps`, those of some phases, or both. `criterion` is the one whose judgement counts, where
    several are recorded on that scale."""

    scale: str = ""
    steps: tuple[str, ...] = ()
    criterion: str = ""
    phases: tuple[Phase, ...] = ()

    @model_validator(mode="after")
    def _says_where(self) -> AppliesWhere:
        if bool(self.scale) != bool(self.steps):
            message = "give scale and steps, both of them"
            raise ValueError(message)
        if not self.scale and not self.phases:
            message = "give a scale with its steps, or phases"
            raise ValueError(message)
        if self.criterion and not self.scale:
            message = "criterion says whose judgement on the scale counts, and no scale is given"
            raise ValueError(message)
        return self


class Criterion(Declared):
    """One success criterion, KPI or promise, and the tests that decide it.

    The criterion takes the worst colour of its tests. `trust` says how the trust's own rating
    comes about: "pooled" (the trust's own measurement is tested), "schools" (green when all
    schools are, red when none is and at least one is red, else amber). `not_before` is what the
    terms of `judged_in` wait for, in words. `shown_also` names measures that stand beside the
    criterion and decide nothing. `kind` is what the document calls such a row; `remark` says what
    a reader has to know of the printed text itself (it contradicts itself, or is cut off).
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
    kind: str = ""
    remark: str = ""
    applies_where: AppliesWhere | None = None

    @model_validator(mode="after")
    def _something_decides(self) -> Criterion:
        if self.tests and not any(test.decides for test in self.tests):
            message = "no test decides: leave out `decides: false` in one of them"
            raise ValueError(message)
        return self


class Action(Declared):
    """One row of a plan's action table, as printed; `due` is its timescale read as a date, and
    `criteria` are those that it serves, where the document links them. `paused` is what the
    document says where it puts the action off. `remark` says what a reader has to know of the
    printed text itself."""

    id: str
    action: str
    responsible: str = ""
    resources: str = ""
    budget: str = ""
    timescale: str = ""
    cpd: str = ""
    monitoring: str = ""
    due: dt.date | None = None
    criteria: tuple[str, ...] = ()
    paused: str = ""
    remark: str = ""


class Section(Declared):
    """An objective, aim or priority of the plan, and the notebook that reports on it. `link_note`
    says how its rows are linked to each other in the document; `word` is what the section is
    called where that is not the plan's `section_word`."""

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
    link_note: str = ""
    word: str = ""


class Scale(Declared):
    """A scale of judgement of the plan's own, and the colour (if any) of each of its steps."""

    id: str
    title: str
    steps: dict[str, Outcome | None]
    words: dict[str, str] = Field(default_factory=dict)


class Plan(Declared):
    """`params/plans/<id>.yml`. `section_word` is what the plan calls its sections; `words` says
    what the short forms that it prints stand for. `evidence_base` is what the plan says it was
    made from."""

    plan: str
    title: str
    trust: str
    starts: dt.date
    ends: dt.date
    section_word: str = "Objective"
    minimum_coverage: float | None = None
    scales: tuple[Scale, ...] = ()
    words: dict[str, str] = Field(default_factory=dict)
    evidence_base: tuple[str, ...] = ()
    objectives: tuple[Section, ...]

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Plan:
        faults = [*ids_used_twice(self), *unknown_references(self)]
        if faults:
            raise Faults(faults)
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

    def called(self, section: Section) -> str:
        """`Objective 3`: what the plan calls a section, and its number."""
        return f"{section.word or self.section_word} {section.number}"

    def scale(self, name: str) -> Scale:
        return next(scale for scale in self.scales if scale.id == name)
