"""The rules by which a criterion is decided, as a plan declares them. What each one does with a
measurement is in `goldenthread.judgement`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared
from goldenthread.trust import Target


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
    """A milestone: done, late, or not yet due. `measure` says which, when and on what evidence."""

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
