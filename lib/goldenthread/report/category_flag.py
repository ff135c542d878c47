"""Whether results speak against a school's category, by the trust's own rule. It asks for a second
look; the category stays what people judged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from goldenthread.category_flags import FlagRule, Sign, flag_rules
from goldenthread.judgement.verdict import in_words
from goldenthread.view import View
from goldenthread.wording import join_words, plural, sentence

Outcome = Literal["flagged", "no flag", "cannot be told", "no rule"]


@dataclass(frozen=True, slots=True)
class Flag:
    """`holds` are the signs that hold, with their figures; `unknown` those without a figure."""

    outcome: Outcome
    rule: FlagRule | None = None
    holds: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is said of it in a table."""
        if self.rule is None:
            return "the trust has set none for this category"
        if self.outcome == "flagged":
            return "the data speak against it"
        if self.outcome == "cannot be told":
            return f"cannot be told: no figure for {len(self.unknown)} of {self._signs}"
        held = f"{len(self.holds)} of {self._signs}, a flag needs {self.rule.at_least}"
        return f"no flag: {held}" if self.holds else "no flag: no sign holds"

    @property
    def _signs(self) -> str:
        return plural(len(self.rule.signs) if self.rule else 0, "sign")


def flag_of(view: View, urn: str, step: str) -> Flag:
    """The flag of a school in a category; a sign without a figure is never taken to hold or not."""
    rule = rule_for(view, step)
    if rule is None:
        return Flag("no rule")
    holds, unknown = [], []
    for sign in rule.signs:
        held, words = _tried(view, urn, sign)
        if held is None:
            unknown.append(words)
        elif held:
            holds.append(words)
    outcome: Outcome = "no flag"
    if len(holds) >= rule.at_least:
        outcome = "flagged"
    elif len(holds) + len(unknown) >= rule.at_least:
        outcome = "cannot be told"
    return Flag(outcome, rule, tuple(holds), tuple(unknown))


def rule_for(view: View, step: str) -> FlagRule | None:
    """The first of the trust's rules that names the category."""
    rules = flag_rules(view.judged.trust)
    return next((rule for rule in rules if step in rule.categories), None)


def rules_in_words(view: View, steps: Collection[str]) -> list[str]:
    """Each rule for one of these categories as a sentence, with why it is what it is."""
    return [
        _rule_in_words(rule)
        for rule in flag_rules(view.judged.trust)
        if not set(rule.categories).isdisjoint(steps)
    ]


def _rule_in_words(rule: FlagRule) -> str:
    categories = join_words(list(rule.categories), "or")
    signs = "; ".join(sign.says for sign in rule.signs)
    if len(rule.signs) == 1:
        return f"Category {categories} is flagged where this is so: {signs}. {rule.why}".strip()
    total = in_words(len(rule.signs))
    least = f"at least {in_words(rule.at_least)} of these {total}"
    if rule.at_least == len(rule.signs):
        least = f"all of these {total}"
    return f"Category {categories} is flagged where {least} are so: {signs}. {rule.why}".strip()


def _tried(view: View, urn: str, sign: Sign) -> tuple[bool | None, str]:
    """Whether a sign holds of a school, and the sign with its figures; None where one is missing.

    A national figure of another year is none to compare with.
    """
    figure = view.one(sign.measure, urn, sign.group)
    if figure is None or figure.value is None:
        return None, sign.says
    national = None
    if sign.national is not None:
        found = view.national(sign.measure)
        national = found if found is not None and found.period == figure.period else None
    held = sign.holds(figure.value, national.value if national else None)
    shown = view.figure(figure)
    if national is not None:
        beside = view.value(view.measure(sign.measure), national.value)
        shown = f"{shown}, {national.area} {beside}"
    elif place := figure.detail("Place in England"):
        shown = f"the {place.replace(' (', ', ').removesuffix(')')}"
    return held, f"{sign.says} ({shown})"


def flag_sentence(flag: Flag, step: str) -> str:
    """What speaks against the category, in one sentence."""
    return sentence(f"category {step}, and {'; '.join(flag.holds)}")
