"""Ratings: three colours, and the states that are no colour, each with its own word."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Rating(StrEnum):
    """The value is the word a trustee reads."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NOT_YET_DUE = "Not yet due"
    NOT_MEASURABLE = "Not measurable this year"
    TARGET_NOT_SET = "Target not set"
    NO_DATA = "No data"
    SUPPRESSED = "Suppressed"
    AWAITING_JUDGEMENT = "Awaiting judgement"
    PAUSED = "Paused by plan"
    DOES_NOT_APPLY = "Does not apply"

    @property
    def is_colour(self) -> bool:
        return self in COLOURS


COLOURS = (Rating.GREEN, Rating.AMBER, Rating.RED)
# Where several tests have no colour, the state that says most about what to do is shown.
_STATES = (
    Rating.NO_DATA,
    Rating.AWAITING_JUDGEMENT,
    Rating.TARGET_NOT_SET,
    Rating.SUPPRESSED,
    Rating.NOT_MEASURABLE,
    Rating.NOT_YET_DUE,
    Rating.PAUSED,
    Rating.DOES_NOT_APPLY,
)


def worst(ratings: Iterable[Rating]) -> Rating:
    """The worst colour among `ratings`; without any colour, the most telling state."""
    given = set(ratings)
    for rating in (*reversed(COLOURS), *_STATES):
        if rating in given:
            return rating
    return Rating.NO_DATA
