"""The rules by which a criterion is decided, as a plan declares them. What each one does with a
measurement is in `goldenthread.judgement`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared
from goldenthread.trust import Phase, Target

Every = Literal["week", "six weeks", "month", "half term", "term", "year", "meeting"]
Among = Literal["england", "la", "similar"]
WHOLE = "all"  # the group of a measure that stands for everybody


class Rule(Declared):
    """What every test may say: the words of the document that it takes (`reading`), where the
    document says two things; and the phases of the schools that it is applied to. A test with
    `decides: false` is shown with its outcome, and gives the criterion no colour."""

    reading: str = ""
    decides: bool = True
    phases: tuple[Phase, ...] = ()


class AgainstTarget(Rule):
    """Value against a threshold: the plan's own, a school's KPI, or one that the trust sets.

    `target` in the plan; else `kpi: true` reads the school's `kpis`; else the trust's `targets`.
    `group` is judged instead of all. With `bodies` the figure is that of those boards and
    committees together; a school's is that of its own among them.
    """

    rule: Literal["target"]
    measure: str
    group: str = WHOLE
    target: Target | None = None
    kpi: bool = False
    bodies: tuple[str, ...] = ()


class AgainstNational(Rule):
    """Value against a national figure of the same year. `in_line_within` is what "in line" means.

    Without `in_line_within` in the plan the trust's `targets` must give it: a target's `at_most`
    is how far short of the figure still is in line, its `amber_within` how much further is amber.
    Until then the state is "target not set". With `above` the value has to be better than the
    figure, with `significantly` its 95% interval has to leave the figure behind; in line is then
    amber, and no tolerance is asked for.
    """

    rule: Literal["national"]
    measure: str
    benchmark: str
    group: str = WHOLE
    in_line_within: float | None = None
    amber_within: float = 0.0
    above: bool = False
    significantly: bool = False


class AgainstBefore(Rule):
    """A change: against the previous drop, the same point last year, the last year that has such a
    figure (years without tests have none), or the year of joining.

    `least_change` is in the measure's own unit. With `beyond_chance` a change is a colour only
    where its 95% interval leaves out zero; else it is amber ("no clear change").
    """

    rule: Literal["change"]
    measure: str
    since: Literal[
        "previous drop", "same point last year", "last year with a figure", "year of joining"
    ]
    wanted: Literal["higher", "lower", "no lower", "no higher"]
    group: str = WHOLE
    least_change: float = 0.0
    beyond_chance: bool = False


class AllItems(Rule):
    """A checklist: green when every item is in place, amber from `amber_from` per cent of them."""

    rule: Literal["checklist"]
    measure: str
    group: str = WHOLE
    amber_from: float = 50.0


class ByDate(Rule):
    """A milestone: done, late, or not yet due. `measure` says which, when and on what evidence."""

    rule: Literal["milestone"]
    measure: str = "milestone"
    reference: str = ""


class Recorded(Rule):
    """A judgement that a person made and recorded; `scale` names the plan's scale it is on."""

    rule: Literal["recorded"]
    measure: str = "recorded_judgement"
    scale: str
    reference: str = ""


class Cadence(Rule):
    """Something is done as often as promised: the share of the year's periods so far with an
    occasion in the log of meetings and reviews; with `every: meeting` the share of the meetings of
    `body` at which one was held.

    `reference` is what the log calls it, else the criterion's id. Green from `at_least` per cent of
    the periods, amber from `amber_from`.
    """

    rule: Literal["cadence"]
    every: Every
    body: str = ""
    measure: str = "cadence_kept"
    reference: str = ""
    at_least: float = Field(default=100.0, gt=0, le=100)
    amber_from: float = Field(default=80.0, ge=0, le=100)

    @model_validator(mode="after")
    def _amber_below_green(self) -> Cadence:
        if self.amber_from > self.at_least:
            message = "amber_from is more than at_least, so that nothing could be amber"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _a_meeting_is_a_body_s(self) -> Cadence:
        if (self.every == "meeting") != bool(self.body):
            message = "every: meeting and body (whose meeting) go together"
            raise ValueError(message)
        return self


class Evidence(Rule):
    """Items in place with dated evidence, in the evidence log.

    `reference` is what the log calls it, else the criterion's id. Evidence counts for
    `within_months` before the drop. `at_least` so many items are wanted, or every item that the log
    lists; amber from `amber_from` per cent of those. With `example` an item only shows what the
    criterion says: without enough of them there is no data, and never amber or red.
    """

    rule: Literal["evidence"]
    measure: str = "evidence_in_place"
    reference: str = ""
    within_months: int = Field(default=12, ge=1)
    at_least: int | None = Field(default=None, ge=1)
    amber_from: float = Field(default=50.0, ge=0, le=100)
    example: bool = False


class AmongSchools(Rule):
    """A place among schools by the figures that are published for all of them: green in the best
    `top` per cent, amber in the best `amber_top`."""

    rule: Literal["place"]
    measure: str
    among: Among = "england"
    group: str = WHOLE
    top: float = Field(default=25.0, gt=0, le=100)
    amber_top: float = Field(default=50.0, gt=0, le=100)

    @model_validator(mode="after")
    def _amber_beyond_green(self) -> AmongSchools:
        if self.amber_top < self.top:
            message = "amber_top is less than top, so that nothing could be amber"
            raise ValueError(message)
        return self


_OfOneSchool = (
    AgainstTarget
    | AgainstNational
    | AgainstBefore
    | AllItems
    | ByDate
    | Recorded
    | Cadence
    | Evidence
    | AmongSchools
)
OfOneSchool = Annotated[_OfOneSchool, Field(discriminator="rule")]


class ShareOfSchools(Rule):
    """How many schools pass: other criteria of the plan, or one test, or every one of several
    `tests`, counted over schools.

    `share` is a percentage of the schools that have a colour; `more_than` is strict (more than
    half), `at_least` is not (half or more). `phases` are those of the schools that are counted.
    """

    rule: Literal["schools"]
    criteria: tuple[str, ...] = ()
    test: OfOneSchool | None = None
    tests: tuple[OfOneSchool, ...] = ()
    at_least: float | None = None
    more_than: float | None = None
    amber_from: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> ShareOfSchools:
        if (self.at_least is None) == (self.more_than is None):
            message = "give at_least or more_than, one of them"
            raise ValueError(message)
        if sum((bool(self.criteria), self.test is not None, bool(self.tests))) != 1:
            message = "give criteria, a test or tests, one of them"
            raise ValueError(message)
        return self

    @property
    def each(self) -> tuple[OfOneSchool, ...]:
        """What a school has to pass; nothing where criteria are counted."""
        return self.tests if self.test is None else (self.test,)


_OfAStep = _OfOneSchool | ShareOfSchools
StepTest = Annotated[_OfAStep, Field(discriminator="rule")]


class Maturity(Rule):
    """A step of maturity: the highest whose text the evidence makes true.

    `texts` are the document's own, by step of the scale, and `tests` say what makes each one true.
    Green when `needed` is reached, amber when only the step before it is, else red.
    """

    rule: Literal["maturity"]
    scale: str
    now: str
    needed: str
    texts: dict[str, str]
    tests: dict[str, StepTest]

    @model_validator(mode="after")
    def _each_step_has_its_text(self) -> Maturity:
        if self.now == self.needed:
            message = "now and needed are the same step"
            raise ValueError(message)
        for step in dict.fromkeys((self.now, self.needed, *self.tests)):
            for name, given in (("text", self.texts), ("test", self.tests)):
                if step not in given:
                    message = f"the step {step!r} has no {name}"
                    raise ValueError(message)
        return self


class SectionsMet(Rule):
    """How many of the plan's own objectives, aims or priorities are met: those whose criteria are
    all green. `kind` counts the criteria of one kind only; the criterion that asks is left out.

    With `each: criterion` the criteria themselves are counted: those that are green, of all.
    """

    rule: Literal["sections"]
    sections: tuple[str, ...] = Field(min_length=1)
    each: Literal["section", "criterion"] = "section"
    kind: str = ""
    at_least: float = Field(default=100.0, gt=0, le=100)
    amber_from: float | None = Field(default=None, ge=0, le=100)


class AsCriterion(Rule):
    """As another criterion of the plan is judged: for an action that promises the same."""

    rule: Literal["criterion"]
    criterion: str


Test = Annotated[_OfAStep | SectionsMet | Maturity | AsCriterion, Field(discriminator="rule")]


def inner_tests(test: Test) -> tuple[StepTest, ...]:
    """The tests inside a share of schools, or of a maturity's steps."""
    if isinstance(test, ShareOfSchools):
        return test.each
    if isinstance(test, Maturity):
        return tuple(each for step in test.tests.values() for each in (step, *inner_tests(step)))
    return ()
