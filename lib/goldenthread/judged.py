"""A judged drop: everything that the notebooks of a drop show, computed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.judgement.judgement import ActionStatus, Judgement
from goldenthread.measures.measurement import Measurements
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.provenance import InputFile
from goldenthread.restatement import Restatement
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class JudgedDrop:
    """`previous` is the drop before, judged by today's rules; None for the first one.

    Its own `previous` is followed as far as the drops name one, so that charts can show a series.
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
    previous: JudgedDrop | None = None
    restated: tuple[Restatement, ...] = ()

    def judgement(self, criterion: str, entity: str) -> Judgement | None:
        return next(
            (j for j in self.judgements if j.criterion == criterion and j.entity == entity), None
        )

    def judgements_of(self, objective: str, entity: str | None = None) -> tuple[Judgement, ...]:
        return tuple(
            j
            for j in self.judgements
            if j.objective == objective and (entity is None or j.entity == entity)
        )

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
