"""A measurement: one figure for one school, body or trust, and all that is needed to trust it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pandas as pd

from goldenthread.provenance import RowRange
from goldenthread.shelf import opened_fast

ALL = "all"
TRUST = "trust"
ENGLAND = "england"
NOT_YET_DUE = "Not yet due"  # the detail that says of whom a promise is not due, and until when


class State(StrEnum):
    """Whether there is a figure, and if not, why. Missing and suppressed are never 0."""

    MEASURED = "measured"
    NO_DATA = "no data"
    NOT_MEASURABLE = "not measurable this year"
    NOT_YET_DUE = "not yet due"
    DOES_NOT_APPLY = "does not apply"
    SUPPRESSED = "suppressed"


@opened_fast("what")
@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the denominator the data covers: `covered` of `expected` `what` (pupils ...)."""

    covered: int
    expected: int
    what: str

    @property
    def percent(self) -> float:
        return 100 * self.covered / self.expected if self.expected else 0.0


def share_texts(thing: object, names: Iterable[str]) -> None:
    """Have these fields of a frozen thing hold one copy of each text: most say the same of school
    after school, and every process of a large trust's run holds them all."""
    for name in names:
        text = getattr(thing, name)
        if type(text) is str:
            object.__setattr__(thing, name, sys.intern(text))


@opened_fast("measure", "entity", "period", "group", "note")
@dataclass(frozen=True, slots=True)
class Measurement:
    """`entity` is a URN, "trust", "england" or "body:<id>"; `group` is "all" or a label in words.

    `value` is in the measure's unit, unrounded; a yes/no is 1.0 or 0.0. `n` is how many pupils,
    staff, answers or things it rests on; `low` and `high` bound its 95% interval. `note` says in
    one sentence what a reader must know (for a state without a value: why). `details` are further
    facts in words, such as ("Official band", "Average") or ("Judged by", "Chief executive").
    """

    measure: str
    entity: str
    period: str
    value: float | None = None
    group: str = ALL
    state: State = State.MEASURED
    note: str = ""
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    coverage: Coverage | None = None
    rows: tuple[RowRange, ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        share_texts(self, ("measure", "entity", "period", "group", "note"))

    def detail(self, name: str) -> str:
        return dict(self.details).get(name, "")


def is_published(entity: str) -> bool:
    """Whether figures of an entity are public: the country's and the local authorities'."""
    return entity == ENGLAND or entity.startswith("la:")


class Measurements:
    """All measurements of a drop, found by measure, entity, group and period."""

    def __init__(self, items: Iterable[Measurement]) -> None:
        self.items = tuple(items)
        self._index: dict[tuple[str, str], list[Measurement]] = {}
        self._of_all: dict[str, list[Measurement]] = {}
        for item in self.items:
            self._index.setdefault((item.measure, item.entity), []).append(item)
            self._of_all.setdefault(item.measure, []).append(item)

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self.items)

    def seen_by(self, entities: Collection[str]) -> Measurements:
        """Those of some entities, and what is published of the country and the authorities."""
        wanted = frozenset(entities)
        return Measurements(m for m in self.items if m.entity in wanted or is_published(m.entity))

    def of(
        self,
        measure: str,
        entity: str | None = None,
        *,
        group: str | None = None,
        period: str | None = None,
    ) -> tuple[Measurement, ...]:
        """Those that match, in the order they were measured."""
        return chosen(self._pool(measure, entity), group, period)

    def _pool(self, measure: str, entity: str | None) -> Sequence[Measurement]:
        if entity is None:
            return self._of_all.get(measure, ())
        return self._index.get((measure, entity), ())

    def one(
        self, measure: str, entity: str, group: str = ALL, period: str | None = None
    ) -> Measurement | None:
        """The one that matches; the first where several periods do (the drop's own comes first)."""
        return next(iter(chosen(self._pool(measure, entity), group, period)), None)

    def frame(self, measure: str | None = None) -> pd.DataFrame:
        """As a tidy data frame, one row per measurement, without the row references."""
        columns = [
            "measure",
            "entity",
            "period",
            "group",
            "value",
            "state",
            "n",
            "numerator",
            "denominator",
            "low",
            "high",
            "note",
        ]
        chosen = self.items if measure is None else self.of(measure)
        return pd.DataFrame([[getattr(m, c) for c in columns] for m in chosen], columns=columns)


def chosen(
    pool: Iterable[Measurement], group: str | None, period: str | None
) -> tuple[Measurement, ...]:
    """Those of a group and a period; None is any."""
    return tuple(
        m
        for m in pool
        if (group is None or m.group == group) and (period is None or m.period == period)
    )


Counts = Literal[
    "pupils", "staff", "pupil answers", "staff answers", "parent answers", "people", "things"
]
