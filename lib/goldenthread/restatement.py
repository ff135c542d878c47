"""A restatement: a figure of an earlier drop that is no longer what its own run reported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A rating and the figure behind it, in the words of a report; "" where there was no figure."""

    rating: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Restatement:
    """`drop` is the earlier drop's id and `title` what it is called; `entity` is a URN, "trust" or
    a body. `then` is what its own run reported, `now` what the same exports and rules give today;
    `because` is what has changed since, as a clause with its file."""

    drop: str
    title: str
    criterion: str
    entity: str
    measure: str
    then: Said
    now: Said
    because: str
