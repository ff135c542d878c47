"""The proof of each rating: its rule, its figures, what they were held against, their source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from goldenthread.evidence.figure_rows import FigureRow, figure_rows
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.usable import count_of
from goldenthread.judgement.working import working
from goldenthread.measures.catalogue import all_measures
from goldenthread.plan import Criterion
from goldenthread.provenance import RowRange
from goldenthread.wording import join_words, percent, sentence


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Rows of one sheet that a judgement rests on; `range` finds them again."""

    range: RowRange
    sha256: str
    source: str
    title: str

    @property
    def place(self) -> str:
        """`ks4_results.xlsx, sheet Results, rows 2–266`."""
        sheet = f", sheet {self.range.sheet}" if self.range.sheet else ""
        word = "row" if self.range.count == 1 else "rows"
        return f"{self.range.file}{sheet}, {word} {self.range.rows}"


@dataclass(frozen=True, slots=True)
class CriterionEvidence:
    """Everything that one rating rests on. `tests` are pairs of a test's rule and its outcome;
    `set_because` says of each threshold that has a reason why it is what it is."""

    objective: str
    criterion: str
    number: str
    text: str
    entity: str
    entity_name: str
    rating: Rating
    previous: Rating | None
    reason: str
    rule: str
    tests: tuple[tuple[str, str, Rating], ...]
    figures: tuple[FigureRow, ...]
    coverage: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    judgement: Judgement
    set_because: tuple[str, ...] = ()

    def working(self) -> pd.DataFrame:
        """The calculation, step by step."""
        return working(self.judgement)


def evidence_for(judged: JudgedDrop, objective: str, entity: str) -> tuple[CriterionEvidence, ...]:
    """The evidence of each criterion of the objective for a school (its URN) or "trust".

    `objective` is a section's id; a criterion that is not judged for the entity is left out.
    """
    return tuple(
        criterion_evidence(judged, judgement)
        for judgement in judged.judgements_of(judged.plan.objective(objective).id, entity)
    )


def criterion_evidence(
    judged: JudgedDrop, judgement: Judgement, row: Criterion | None = None
) -> CriterionEvidence:
    """The evidence of one judgement; of an action with the `row` that was judged."""
    criterion = row or judged.plan.criterion(judgement.criterion)
    return CriterionEvidence(
        objective=judgement.objective,
        criterion=criterion.id,
        number=criterion.number,
        text=criterion.text,
        entity=judgement.entity,
        entity_name=judged.trust.entity_name(judgement.entity),
        rating=judgement.rating,
        previous=judgement.previous,
        reason=judgement.reason,
        rule=judgement.rule,
        tests=tuple((test.rule, test.sentence, test.rating) for test in judgement.tests),
        figures=figure_rows(judged, judgement, criterion),
        coverage=_coverage(judged, judgement),
        sources=_sources(judged, judgement),
        judgement=judgement,
        set_because=reasons_of_thresholds([judgement]),
    )


def reasons_of_thresholds(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Why each threshold is what it is, once each; of several, with the name of the figure."""
    register = all_measures()
    found: dict[str, dict[str, None]] = {}
    for test in (test for judgement in judgements for test in judgement.tests):
        if test.set_because:
            title = register[test.measure].title if test.measure in register else ""
            found.setdefault(test.set_because, {})[title] = None
    if len(found) < 2:
        return tuple(found)
    return tuple(
        sentence(f"{join_words([t for t in titles if t])}: {why}") if any(titles) else why
        for why, titles in found.items()
    )


def _coverage(judged: JudgedDrop, judgement: Judgement) -> tuple[str, ...]:
    """`Attainment 8, Moreton School: 256 of 265 pupils (96.6%)`, once each."""
    register = all_measures()
    lines: dict[str, None] = {}
    for test in [leaf for whole in judgement.tests for leaf in whole.leaves]:
        figure = test.measurement
        if figure is None or figure.coverage is None or test.measure not in register:
            continue
        where = judged.trust.entity_name(figure.entity)
        cover = figure.coverage
        text = f"{count_of(cover)} ({percent(cover.percent)})"
        lines[f"{register[test.measure].title}, {where}: {text}"] = None
    return tuple(lines)


def _sources(judged: JudgedDrop, judgement: Judgement) -> tuple[SourceRef, ...]:
    return tuple(
        SourceRef(rows, file.sha256, file.source, _title(judged, rows.file, file.source))
        for rows in judgement.rows
        if (file := judged.input(rows.file)) is not None
    )


def _title(judged: JudgedDrop, file: str, source: str) -> str:
    """What people call the export; the file's own name where it is none that is declared."""
    known = judged.source(source)
    return known.title if known is not None else file
