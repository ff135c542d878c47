"""A judged drop: everything that the notebooks of a drop show, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.judgement.judgement import ActionStatus, Judgement
from goldenthread.measures.measurement import ALL, Coverage, Measurements
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.provenance import InputFile, RowRange
from goldenthread.restatement import Restatement
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class JudgedDrop:
    """`previous` is the drop before, judged by today's rules; None for the first one.

    Its own `previous` is followed as far as the drops name one, so that charts can show a series.
    `of_actions` is what the data say of the plan's actions, beside the status of each.
    `restated` are the figures of earlier drops that their own runs reported otherwise.
    """

    project: Project
    folder: Path
    trust: Trust
    plan: Plan
    drop: Drop
    benchmarks: Benchmarks
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]
    absent: tuple[Absent, ...]
    measurements: Measurements
    judgements: tuple[Judgement, ...]
    actions: tuple[ActionStatus, ...]
    of_actions: tuple[Judgement, ...] = ()
    previous: JudgedDrop | None = None
    restated: tuple[Restatement, ...] = ()

    def judgement(self, criterion: str, entity: str) -> Judgement | None:
        return next(
            (j for j in self.judgements if j.criterion == criterion and j.entity == entity), None
        )

    def of_action(self, action: str, entity: str) -> Judgement | None:
        """What the data say of an action for a school or the trust."""
        return next(
            (j for j in self.of_actions if j.criterion == action and j.entity == entity), None
        )

    def judgements_of(self, objective: str, entity: str | None = None) -> tuple[Judgement, ...]:
        return tuple(
            j
            for j in self.judgements
            if j.objective == objective and (entity is None or j.entity == entity)
        )

    @property
    def sources(self) -> Mapping[str, Source]:
        """What the exports are declared to be."""
        return load_sources(self.project.params / "sources")

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
