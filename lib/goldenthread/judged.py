"""A judged drop: everything that the notebooks of a drop show, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.judgement.disagreement import disagreement
from goldenthread.judgement.judgement import ActionStatus, Judgement
from goldenthread.judgement.judgements import Judgements, ShelvedJudgements
from goldenthread.kept_rows import Rows
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurements
from goldenthread.measures.shelved import ShelvedMeasurements
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.provenance import InputFile, RowRange
from goldenthread.restatement import Restatement
from goldenthread.shelf import Shelf
from goldenthread.sources.spec import Source
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust

SMALL = 4_000_000  # bytes on shelves that a process may as well have open altogether


@dataclass(frozen=True, slots=True)
class JudgedDrop:
    """`previous` is the drop before, judged by today's rules; None for the first one.

    Its own `previous` is followed as far as the drops name one, so that charts can show a series.
    `sources` are what the exports are declared to be, by id.
    `of_actions` is what the data say of the plan's actions, beside the status of each.
    `restated` are the figures of earlier drops that their own runs reported otherwise. `rows` are
    those that evidence may list; None where they would have to be read again.
    """

    project: Project
    folder: Path
    trust: Trust
    plan: Plan
    drop: Drop
    benchmarks: Benchmarks
    sources: Mapping[str, Source]
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]
    absent: tuple[Absent, ...]
    measurements: Measurements
    judgements: Judgements
    actions: tuple[ActionStatus, ...]
    of_actions: Judgements = field(default_factory=lambda: Judgements(()))
    previous: JudgedDrop | None = None
    restated: tuple[Restatement, ...] = ()
    rows: Rows | None = None

    def __post_init__(self) -> None:
        for name in ("judgements", "of_actions"):
            given = getattr(self, name)
            if not isinstance(given, Judgements):
                object.__setattr__(self, name, Judgements(given))

    def judgement(self, criterion: str, entity: str) -> Judgement | None:
        return self.judgements.one(criterion, entity)

    def of_action(self, action: str, entity: str) -> Judgement | None:
        """What the data say of an action for a school or the trust."""
        return self.of_actions.one(action, entity)

    def judgements_of(self, objective: str, entity: str | None = None) -> tuple[Judgement, ...]:
        return self.judgements.of(objective, entity)

    def source(self, name: str) -> Source | None:
        """What the exports of that source are declared to be."""
        return self.sources.get(name)

    def input(self, name: str) -> InputFile | None:
        """The drop's file of that name."""
        return next((file for file in self.inputs if file.name == name), None)

    def actions_on(self, names: Iterable[str]) -> tuple[ActionStatus, ...]:
        """Where those actions of the plan stand, in the plan's order."""
        wanted = frozenset(names)
        return tuple(status for status in self.actions if status.action in wanted)

    def disagreement_on(self, status: ActionStatus, entity: str) -> str:
        """Where an action's status and what the data say for the same place do not go together;
        "" for any other place: the status of the whole trust is held against no one school."""
        school = self.trust.find_school(status.place) if status.place else None
        if entity != (school.urn if school is not None else TRUST):
            return ""
        shown = self.of_action(status.action, entity)
        return disagreement(status.state, shown.rating if shown is not None else None)

    def rows_used(self) -> tuple[RowRange, ...]:
        """The rows that figures rest on, each once."""
        return tuple(dict.fromkeys(row for m in self.measurements for row in m.rows))

    def coverages(self) -> tuple[tuple[str, str, Coverage], ...]:
        """Measure, entity and coverage of each figure of a whole group that has one."""
        return tuple(
            (m.measure, m.entity, m.coverage)
            for m in self.measurements
            if m.coverage is not None and m.group == ALL
        )

    def lacks(self, source: str) -> bool:
        """Whether the drop holds no export of that source."""
        return any(absent.source == source for absent in self.absent)

    def restated_on(
        self, criteria: Iterable[str], entities: Iterable[str]
    ) -> tuple[Restatement, ...]:
        """What was restated of some criteria for some entities."""
        known, seen = frozenset(criteria), frozenset(entities)
        return tuple(r for r in self.restated if r.criterion in known and r.entity in seen)

    def series(self) -> tuple[JudgedDrop, ...]:
        """This drop and those before it, oldest first."""
        drops: list[JudgedDrop] = []
        drop: JudgedDrop | None = self
        while drop is not None:
            drops.append(drop)
            drop = drop.previous
        return tuple(reversed(drops))

    def hashes(self, files: Iterable[str]) -> dict[str, str]:
        """SHA-256 of each of the drop's files named."""
        wanted = set(files)
        return {i.name: i.sha256 for i in self.inputs if i.name in wanted}

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Whatever of the drop, and of those before it, is opened only when it is asked for."""
        held = (self.measurements, self.judgements, self.of_actions, self.rows)
        kinds = (ShelvedMeasurements, ShelvedJudgements, Rows)
        own = tuple(each.shelf for each in held if isinstance(each, kinds))
        return own if self.previous is None else (*own, *self.previous.shelves)

    @property
    def is_small(self) -> bool:
        """Whether a process may as well have all of it open: what shelves hold is not much."""
        return sum(map(len, self.shelves)) <= SMALL

    def at_hand(self) -> None:
        """Have what is small open, for this process and those forked from it; of a large trust each
        opens what it asks for."""
        if self.is_small:
            for shelf in self.shelves:
                shelf.open_all()

    def let_go(self) -> None:
        """Close what was opened and is not small: what a process need not hold that forks off
        others, each of which opens what it asks for."""
        if not self.is_small:
            for shelf in self.shelves:
                shelf.let_go()


def shelved(judged: JudgedDrop) -> JudgedDrop:
    """The same judged drop, its figures and judgements on shelves. Of the drop before it there are
    no rows: evidence lists a drop's own."""
    figures = judged.measurements
    if not isinstance(figures, ShelvedMeasurements):
        figures = ShelvedMeasurements.of_all(figures)
    previous = judged.previous
    if previous is not None:
        previous = replace(shelved(previous), rows=None)
    return replace(
        judged,
        measurements=figures,
        judgements=ShelvedJudgements.of_all(judged.judgements),
        of_actions=ShelvedJudgements.of_all(judged.of_actions),
        previous=previous,
    )
