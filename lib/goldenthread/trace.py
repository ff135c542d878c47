"""From a figure in a report back to its rows: judgement, measurement, table, file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from goldenthread.audit.record import drop_folder
from goldenthread.batch import manifest as manifests
from goldenthread.errors import ParameterError, did_you_mean, nearest
from goldenthread.evidence.evidence import CriterionEvidence, criterion_evidence
from goldenthread.evidence.figure_rows import FigureRow
from goldenthread.evidence.source_rows import source_rows
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.registry import REGISTER
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Action, Criterion
from goldenthread.provenance import RowRange
from goldenthread.reported import Reported, figures_of, read_reported
from goldenthread.trust import ALL_SCHOOLS
from goldenthread.wording import day, join_words, plural


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way: what it is, and what is to be said of it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a run, and the record that the run's manifest holds of its report."""

    path: Path
    folder: Path
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]


def trace(report: str, criterion: str, rows: int = 0) -> tuple[Stage, ...]:
    """Follow a criterion's rating in a report to its source; `rows` shows so many rows of each.

    `report` is any file of the report; `criterion` its number or id, or an action's, of which it
    follows what the data say. Raises ParameterError where there is no such file, record, criterion
    or action, naming the nearest.
    """
    found = find_report(report)
    parameters = found.report["parameters"]
    judged = judge_drop(drop_folder(found.folder, parameters))
    chosen = _chosen(judged, parameters.get("objective", ""), criterion)
    row = chosen.as_criterion if isinstance(chosen, Action) else chosen
    if row is None:
        return (_report_stage(found), _row_stage(judged, chosen))
    judgements = _judgements(judged, chosen, str(parameters.get("school", ALL_SCHOOLS)))
    stages = [_report_stage(found), _row_stage(judged, chosen)]
    # What a run reported of actions is in its pages alone.
    reported = read_reported(found.folder) if isinstance(chosen, Criterion) else None
    for judgement in judgements:
        proof = criterion_evidence(judged, judgement, row)
        stages.append(_judgement_stage(judged, proof, reported))
        stages += _working_stages(judged, judgement)
        stages += _source_stages(judged, proof, found, rows)
    return tuple(stages)


def find_report(report: str) -> ReportFile:
    """The record of the report that a file belongs to."""
    path = Path(report).resolve()
    if not path.is_file():
        message = f"There is no file {report!r}. Give a report's page, PDF, workbook or notebook."
        beside = nearest(path.name, [other.name for other in path.parent.glob("*.*")])
        raise ParameterError(message + (f" Did you mean {beside!r}?" if beside else ""))
    for folder in path.parents:
        content = manifests.read_manifest(folder)
        if not content:
            continue
        name = path.relative_to(folder).as_posix()
        for record in content["reports"]:
            if any(output["path"] == name for output in record["outputs"]):
                return ReportFile(path, folder, content, record)
        message = f"The manifest in {folder} does not know {name}. "
        known = [o["path"] for record in content["reports"] for o in record["outputs"]]
        raise ParameterError(message + did_you_mean(name, known))
    message = f"{report} lies in no run: no folder above it holds a manifest.json."
    raise ParameterError(message)


def _chosen(judged: JudgedDrop, objective: str, wanted: str) -> Criterion | Action:
    part = judged.plan.objective(objective) if objective else judged.plan
    rows: tuple[Criterion | Action, ...] = (*part.criteria, *part.actions)
    for row in rows:
        if wanted.casefold() in (row.id.casefold(), row.number.casefold()):
            return row
    message = f"The report has no criterion {wanted!r}. "
    raise ParameterError(message + did_you_mean(wanted, [row.number for row in rows]))


def _judgements(judged: JudgedDrop, row: Criterion | Action, school: str) -> list[Judgement]:
    """The school's, or for the trust its own; the schools' where the trust has none."""
    whole = school.casefold() == ALL_SCHOOLS.casefold()
    entity = TRUST if whole else judged.trust.school(school).urn
    every = judged.of_actions if isinstance(row, Action) else judged.judgements
    own = every.one(row.id, entity)
    if own is not None:
        return [own]
    schools = [j for j in every if j.criterion == row.id] if whole else []
    if schools:
        return schools
    message = f"{row.number} is not judged for {school}; it is in the trust-wide report."
    raise ParameterError(message)


def _report_stage(found: ReportFile) -> Stage:
    name = found.path.relative_to(found.folder).as_posix()
    recorded = next(o["sha256"] for o in found.report["outputs"] if o["path"] == name)
    now = hashlib.sha256(found.path.read_bytes()).hexdigest()
    state = "as the run wrote it" if now == recorded else "CHANGED since the run wrote it"
    given = ", ".join(f"{key} = {value}" for key, value in found.report["parameters"].items())
    lines = [f"{name}: {state}", f"SHA-256 {now}"]
    lines += [f"the run wrote {recorded}"] if now != recorded else []
    return Stage("Report", (*lines, f"notebook {found.report['notebook']}, {given}"))


def _row_stage(judged: JudgedDrop, row: Criterion | Action) -> Stage:
    section = judged.plan.section_of(row.id)
    where = f"{judged.plan.title}, {section.number} {section.short_title}"
    if isinstance(row, Criterion):
        return Stage(f"Criterion {row.number}", (row.text, where))
    shown = "" if row.as_criterion else row.lacking or "No test of the plan shows it."
    told = [f"Status: {s.state.value}. {s.sentence}" for s in judged.actions if s.action == row.id]
    return Stage(f"Action {row.number}", tuple(x for x in (row.action, where, *told, shown) if x))


def _judgement_stage(
    judged: JudgedDrop, proof: CriterionEvidence, reported: Reported | object
) -> Stage:
    lines = [f"{proof.rating.value}: {proof.reason}", f"Rule: {proof.rule}"]
    for figure in proof.figures:
        if figure.decides:
            lines += _figure_lines(figure)
    if isinstance(reported, Reported):
        lines.append(_as_reported(judged, proof, reported))
    return Stage(f"Judgement for {proof.entity_name}", tuple(lines))


def _figure_lines(figure: FigureRow) -> Iterator[str]:
    counted = f"n {figure.n}" if figure.n else ""
    interval = f"95% interval {figure.interval}" if figure.interval else ""
    parts = (figure.value, counted, interval, figure.period, figure.note)
    yield f"{figure.title}, {figure.entity_name}: {', '.join(p for p in parts if p)}"
    if figure.comparator:
        held = (figure.comparator_value, figure.comparator_period, figure.comparator_status)
        told = "".join((": " * any(held), ", ".join(part for part in held if part)))
        source = f" ({figure.comparator_source})" if figure.comparator_source else ""
        yield f"held against {figure.comparator}{told}{source}"


def _as_reported(judged: JudgedDrop, proof: CriterionEvidence, reported: Reported) -> str:
    """Whether today's figures are what the run reported."""
    key = (proof.criterion, proof.entity)
    then = {k: said for k, (said, _) in reported.figures.items() if k[:2] == key}
    now = {k: said for k, (said, _) in figures_of(judged).items() if k[:2] == key}
    if then == now:
        return "The run reported the same."
    told = [f"{said.figure}, {said.rating.lower()}" for said in then.values()]
    return f"THE RUN REPORTED OTHERWISE: {join_words(told) or 'nothing'}."


def _worked_out(test: TestResult) -> tuple[TestResult, ...]:
    """Itself; of what an action takes over from a criterion, that criterion's tests."""
    taken_over = test.parts and not test.measure and test.comparator is None
    return test.parts if taken_over else (test,)


def _working_stages(judged: JudgedDrop, judgement: Judgement) -> Iterator[Stage]:
    """How each figure came about, one stage for each test; the rule and the rating are said
    above."""
    for test in (each for whole in judgement.tests for each in _worked_out(whole)):
        if not test.steps:
            continue
        where = f", {judged.trust.entity_name(test.measurement.entity)}" if test.measurement else ""
        lines = []
        for step in test.steps:
            result = f" → {step.result}" if step.result else ""
            lines.append(f"{step.what}: {step.figures}{result}")
        # A rule that counts schools has no measure of its own.
        title = REGISTER[test.measure].title if test.measure else "schools counted"
        yield Stage(f"Working: {title}{where}", tuple(lines))


def _source_stages(
    judged: JudgedDrop, proof: CriterionEvidence, found: ReportFile, rows: int
) -> Iterator[Stage]:
    if not proof.sources:
        yield Stage("Source", ("It rests on no rows of an export.",))
    sources = judged.sources
    then = _recorded_exports(found.manifest, judged.drop.drop)
    for source in proof.sources:
        known = sources.get(source.source)
        title = known.title if known else source.source
        before = then.get(source.range.file, "")
        state = "as the run read it" if before == source.sha256 else "CHANGED since the run"
        lines = [source.place, f"{source.range.file}: {state}", f"SHA-256 {source.sha256}"]
        if rows:
            lines += _rows_in_words(judged, source.range, rows)
        yield Stage(f"Source: {title}", tuple(lines))


def _recorded_exports(manifest: Mapping[str, Any], drop: str) -> dict[str, str]:
    return {
        file["name"]: file["sha256"]
        for given in manifest["made_from"]["inputs"]
        if given["drop"] == drop
        for file in given["files"]
    }


def _rows_in_words(judged: JudgedDrop, place: RowRange, most: int) -> list[str]:
    """The rows themselves, without personal columns; exports about people have none to show."""
    if place.withheld:
        return ["Its figure is suppressed, so its rows are not told: they would tell how few."]
    frame = source_rows(judged, place)
    if frame is None:
        return ["Its rows are about people one by one, so they are shown in the export alone."]
    lines = []
    for record in frame.head(most).to_dict("records"):
        cells = {str(name): value for name, value in record.items() if name != "Row"}
        told = "; ".join(f"{k}: {_cell(v)}" for k, v in cells.items() if not pd.isna(v))
        lines.append(f"row {record['Row']}: {told}")
    if place.count > most:
        lines.append(f"and {plural(place.count - most, 'more row')}")
    return lines


def _cell(value: object) -> str:
    return day(value.date()) if isinstance(value, pd.Timestamp) else str(value)
