"""Sentences that end the rules of many criteria: on one page each is said in full once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.judgement.logged_in_words import OPEN_PERIOD, PERIODS, WHICH_MEETINGS
from goldenthread.judgement.rules_in_words import SCHOOLS_RULE


@dataclass(frozen=True)
class _Ending:
    """`full` are its forms in a rule, `general` what it says of all of them, `brief` what stands
    where it was said before."""

    term: str
    full: tuple[str, ...]
    general: str
    brief: str


_ENDINGS = (
    _Ending(
        "The trust from its schools",
        (SCHOOLS_RULE,),
        SCHOOLS_RULE,
        "The trust from its schools, as above.",
    ),
    _Ending(
        "Periods",
        tuple(f"{OPEN_PERIOD.format(period)}." for period in PERIODS),
        "A period that is not over, or that began before the school joined, counts only where the "
        "log shows something held in it.",
        "Periods are counted as above.",
    ),
    _Ending(
        "Meetings",
        (f"{WHICH_MEETINGS}.",),
        f"{WHICH_MEETINGS}.",
        "Meetings are taken as above.",
    ),
)


def shared(rules: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """(term, what it says) of each ending that the rules of more than one criterion have."""
    given = [" ".join(own) for own in rules]
    return [
        (ending.term, ending.general)
        for ending in _ENDINGS
        if sum(any(words in own for words in ending.full) for own in given) > 1
    ]


def briefly(rules: Sequence[str], said: set[str]) -> list[str]:
    """The rules, each ending that `said` names in brief; what they say in full is added to it."""
    words = []
    for rule in rules:
        words.append(_brief(rule, said))
        said |= {e.term for e in _ENDINGS if any(full in rule for full in e.full)}
    return words


def _brief(rule: str, said: set[str]) -> str:
    for ending in _ENDINGS:
        if ending.term in said:
            for full in ending.full:
                rule = rule.replace(full, ending.brief)
    return rule
