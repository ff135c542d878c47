"""A judgement: a criterion applied to measurements, with everything it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Measurement, share_texts
from goldenthread.provenance import RowRange
from goldenthread.shelf import opened_fast

SHARE_OF_SCHOOLS = "share of schools"  # what a count of schools is held against


@opened_fast("name", "period", "area", "basis", "status", "publication", "source")
@dataclass(frozen=True, slots=True)
class Comparator:
    """What a value was held against: a target, a national figure, an earlier figure."""

    name: str
    value: float | None
    period: str = ""
    area: str = ""
    basis: str = ""
    status: str = ""
    publication: str = ""
    source: str = ""


@opened_fast("what", "figures", "result")
@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: what was done, with which figures, giving what."""

    what: str
    figures: str
    result: str

    def __post_init__(self) -> None:
        share_texts(self, ("what", "figures", "result"))


@opened_fast("measure", "rule", "sentence", "set_because", "reading", "level")
@dataclass(frozen=True, slots=True)
class TestResult:
    """One test of a criterion for one entity: the rule in words, the figure, the outcome.

    `set_because` is why its threshold is what it is, in the words of whoever set it; `reading` the
    words of the plan that it takes. One that does not decide is shown and gives no colour. `level`
    is the step of a scale that was reached, and `parts` the tests of the steps that it rests on.
    `places` are the decimals that show its figure on its own side of what it is judged by; None
    where the measure's own do.
    """

    measure: str
    rule: str
    rating: Rating
    sentence: str
    measurement: Measurement | None = None
    comparator: Comparator | None = None
    previous: Measurement | None = None
    steps: tuple[Step, ...] = ()
    set_because: str = ""
    reading: str = ""
    decides: bool = True
    level: str = ""
    parts: tuple[TestResult, ...] = ()
    places: int | None = None

    def __post_init__(self) -> None:
        share_texts(self, ("measure", "rule", "sentence", "set_because", "reading", "level"))

    @property
    def leaves(self) -> tuple[TestResult, ...]:
        """The tests with a figure each: itself, or its parts', where it is made of some."""
        return tuple(leaf for part in self.parts for leaf in part.leaves) or (self,)

    @property
    def counts_schools(self) -> bool:
        """Whether its colour is of a number of schools and not of the trust's own figure."""
        return self.comparator is not None and self.comparator.name == SHARE_OF_SCHOOLS

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """The figures that it rests on."""
        found = (self.measurement, *(leaf.measurement for leaf in self.leaves))
        return tuple(dict.fromkeys(figure for figure in found if figure is not None))


@opened_fast("objective", "criterion", "entity", "reason", "rule", "level")
@dataclass(frozen=True, slots=True)
class Judgement:
    """`entity` is a URN or "trust". `reason` is one plain sentence; `previous` is the rating that
    the same criterion and entity had in the previous drop, None where there is none. `counted` are
    the rows behind other judgements that a share of schools counts. The tests of a trust that is
    rated from its schools are its schools' tests."""

    objective: str
    criterion: str
    entity: str
    rating: Rating
    reason: str
    rule: str
    tests: tuple[TestResult, ...]
    previous: Rating | None = None
    level: str = ""
    due: dt.date | None = None
    counted: tuple[RowRange, ...] = ()

    def __post_init__(self) -> None:
        share_texts(self, ("objective", "criterion", "entity", "reason", "rule", "level"))

    @property
    def rows(self) -> tuple[RowRange, ...]:
        """Every row the judgement rests on."""
        seen: dict[RowRange, None] = {}
        for test in self.tests:
            for figure in test.measurements:
                seen.update(dict.fromkeys(figure.rows))
        seen.update(dict.fromkeys(self.counted))
        return tuple(seen)


class ActionState(StrEnum):
    DONE = "Done"
    ON_TRACK = "On track"
    OVERDUE = "Overdue"
    STOPPED = "Stopped"
    NO_DATE = "No date"
    PAUSED = "Paused by plan"
    NO_DATA = "No data"


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """One action row of the plan, as the tracker says it stands. `due` is the tracker's date, or
    else the plan's. `done_on` is the date it was completed. `place` is the school that the tracker
    names for it, "" where it names none: the status is then the trust's."""

    objective: str
    action: str
    state: ActionState
    sentence: str
    due: dt.date | None = None
    done_on: dt.date | None = None
    percent: float | None = None
    updated: dt.date | None = None
    previous: ActionState | None = None
    rows: tuple[RowRange, ...] = ()
    place: str = ""
