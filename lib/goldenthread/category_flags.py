"""When results speak against a school's category: the trust's own rule, in its settings.

A flag asks people to look again. It changes no category and gives none.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from goldenthread.declaration import Declared, check
from goldenthread.trust import Trust

WHOLE = "all"


class Sign(Declared):
    """One thing that would speak against a category, in words and as a condition on a figure."""

    says: str
    measure: str
    group: str = WHOLE
    national: Literal["above", "below"] | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> Sign:
        if sum(c is not None for c in (self.national, self.above, self.below)) != 1:
            message = "give national, above or below, one of them"
            raise ValueError(message)
        return self

    def holds(self, value: float, national: float | None) -> bool | None:
        """Whether a figure meets the condition; None where the national figure is not known."""
        if self.national is None:
            return value > self.above if self.above is not None else value < float(self.below or 0)
        if national is None:
            return None
        return value > national if self.national == "above" else value < national


class FlagRule(Declared):
    """Categories, and how many signs have to hold together for a flag."""

    categories: tuple[str, ...] = Field(min_length=1)
    at_least: int = Field(default=1, ge=1)
    signs: tuple[Sign, ...] = Field(min_length=1)
    why: str = ""

    @model_validator(mode="after")
    def _can_hold(self) -> FlagRule:
        if self.at_least > len(self.signs):
            message = f"at_least is {self.at_least}, of {len(self.signs)} signs"
            raise ValueError(message)
        return self


class _Rules(Declared):
    category_flags: tuple[FlagRule, ...] = ()


def flag_rules(trust: Trust) -> tuple[FlagRule, ...]:
    """The rules that the trust has set; a DeclarationError carries every fault in them."""
    given = trust.settings.get("category_flags", ())
    return check({"category_flags": given}, _Rules, f"{trust.file}: settings").category_flags
