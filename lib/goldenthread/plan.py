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
    AsCriterion,
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
from goldenthread.wording import sentence

__all__ = [
    "Action",
    "AgainstBefore",
    "AgainstNational",
    "AgainstTarget",
    "AllItems",
    "AmongSchools",
    "AppliesWhere",
    "AsCriterion",
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
    "ShownBy",
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
    `thresholds_of` is the criterion whose thresholds hold, where the trust sets them for that one.
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
    thresholds_of: str = ""
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


class ShownBy(Declared):
    """What the data say of an action, beside the status that people record: tests as those of a
    criterion, judged by the same rules. They decide nothing.

    `thresholds_of` is the criterion whose thresholds hold. `not_held` names what no export holds
    of what would show the action; without tests it is why nothing stands beside the status.
    """

    tests: tuple[Test, ...] = ()
    thresholds_of: str = ""
    levels: tuple[Level, ...] = ("school", "trust")
    trust: Literal["pooled", "schools"] = "pooled"
    judged_in: tuple[Term, ...] = ()
    not_before: str = ""
    minimum_coverage: float | None = Field(default=None, ge=0, le=100)
    not_held: str = ""

    @model_validator(mode="after")
    def _tests_or_why_none(self) -> ShownBy:
        if not self.tests and not self.not_held:
            message = "give tests, or say by not_held what no export holds"
            raise ValueError(message)
        if self.tests and not any(test.decides for test in self.tests):
            message = "no test decides: leave out `decides: false` in one of them"
            raise ValueError(message)
        return self


class Action(Declared):
    """One row of a plan's action table, as printed; `due` is its timescale read as a date, and
    `criteria` are those that it serves, where the document links them. `paused` is what the
    document says where it puts the action off. `remark` says what a reader has to know of the
    printed text itself. `shown_by` is what the data say of it."""

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
    shown_by: ShownBy | None = None

    @property
    def number(self) -> str:
        """`1.A1` of AM-1.A1: actions have no printed number."""
        return self.id.partition("-")[2] or self.id

    @property
    def lacking(self) -> str:
        """What no export holds of what would show it, as a sentence; "" where nothing is said."""
        lacking = self.shown_by.not_held if self.shown_by is not None else ""
        return sentence(f"no export holds {lacking}") if lacking else ""

    @property
    def as_criterion(self) -> Criterion | None:
        """The row as rules judge it; None where no test shows it, or the plan puts it off."""
        shown = self.shown_by
        if shown is None or not shown.tests or self.paused:
            return None
        return Criterion(
            id=self.id,
            number=self.number,
            text=self.action,
            tests=shown.tests,
            levels=shown.levels,
            trust=shown.trust,
            judged_in=shown.judged_in,
            not_before=shown.not_before,
            minimum_coverage=shown.minimum_coverage,
            thresholds_of=shown.thresholds_of,
        )


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

    def step_of(self, said: str) -> str | None:
        """The step that is named by its key or its words, whatever their capitals."""
        wanted = said.strip().casefold()
        for step in self.steps:
            if wanted and wanted in (step.casefold(), self.words.get(step, "").casefold()):
                return step
        return None


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

    @property
    def shown_actions(self) -> tuple[Criterion, ...]:
        """The actions that data speak of, each as the row that the rules judge."""
        found = (action.as_criterion for action in self.actions)
        return tuple(row for row in found if row is not None)

    @property
    def judged_rows(self) -> tuple[Criterion, ...]:
        """The criteria, then the actions that data speak of."""
        return (*self.criteria, *self.shown_actions)

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

    def section_of(self, name: str) -> Section:
        """The section of a criterion or an action, by its id."""
        return next(
            section
            for section in self.objectives
            if any(criterion.id == name for criterion in section.criteria)
            or any(action.id == name for action in section.actions)
        )

    def called(self, section: Section) -> str:
        """`Objective 3`: what the plan calls a section, and its number."""
        return f"{section.word or self.section_word} {section.number}"

    def scale(self, name: str) -> Scale:
        return next(scale for scale in self.scales if scale.id == name)
