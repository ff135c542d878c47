"""The check of a drop: every export is read against its source, registers against their codes and
summaries, and plan and trust against each other; no measure is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.agreement import check_agreement, load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import DropError, Finding, count_of
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.data_findings import data_findings
from goldenthread.measures.ees_figures import with_published
from goldenthread.measures.registry import Context
from goldenthread.measures.school_register import register_findings
from goldenthread.missed_exports import in_one_line, missed_optional
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.plan_findings import unknown_steps, unread_references
from goldenthread.project import Project, find_drop_folder
from goldenthread.provenance import InputFile
from goldenthread.settings import unknown_settings
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import FILE, Table, row_text
from goldenthread.trust import Trust

# Worst first: what each is called.
SEVERITIES = {"stop": "Fault", "warning": "Warning", "note": "Note"}


@dataclass(frozen=True, slots=True)
class DropCheck:
    """What a drop holds and every fault of it. `rows` counts the rows read from each file."""

    project: Project
    folder: Path
    trust: Trust
    plan: Plan
    drop: Drop
    sources: Mapping[str, Source]
    inputs: tuple[InputFile, ...]
    rows: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> int:
        return count_of(self.findings, "stop")

    @property
    def warnings(self) -> int:
        return count_of(self.findings, "warning")

    @property
    def exit_code(self) -> int:
        return DropError.exit_code if self.stops else 0


def check_drop(name: str) -> DropCheck:
    """Read every export of the drop; what is wrong with one is a finding, never an exception."""
    folder = find_drop_folder(name)
    project = Project.around(folder)
    drop = load_drop(folder)
    trust = load_named(project.params / "trusts", drop.trust, Trust, "trust")
    plan = load_named(project.params / "plans", drop.plan, Plan, "plan")
    benchmarks, register = Benchmarks(project.params / "benchmarks"), all_measures()
    check_agreement(drop, trust, plan, register, benchmarks, project.params / "plans")
    read = read_drop(project, trust, drop, folder)
    benchmarks, published = with_published(benchmarks, read.tables, trust, drop)
    context = Context(project, trust, drop, read.tables, benchmarks)
    sources = load_sources(project.params / "sources")
    there = {file.source for file in read.inputs}
    findings = (
        *in_one_line(seen_by_plan(read.findings, plan, register, read.tables), sources),
        *missed_optional(plan, register, read.tables, sources, trust, drop, there),
        *published,
        *register_findings(context),
        *data_findings(context),
        *unknown_settings(trust),
        *unread_references(plan, read.tables),
        *unknown_steps(plan, read.tables),
    )
    return DropCheck(
        project, folder, trust, plan, drop, sources,
        read.inputs, _rows_read(read), findings,
    )  # fmt: skip


def _rows_read(read: DropTables) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in read.tables.values():
        if isinstance(table, Table):
            for file, count in table.frame[FILE].value_counts().items():
                counts[str(file)] = counts.get(str(file), 0) + int(count)
    return counts


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings under the file that each is in: the worst file first, and of each file the worst
    first and then from the top of the sheet."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.file or "The drop as a whole", []).append(finding)
    for group in grouped.values():
        group.sort(key=lambda f: (order[f.severity], f.sheet, f.row or 0, f.column))
    return dict(sorted(grouped.items(), key=lambda item: (order[item[1][0].severity], item[0])))


@dataclass(frozen=True, slots=True)
class SameFault:
    """One fault that several rows of a column have: the first of them, and all their numbers."""

    first: Finding
    rows: tuple[int, ...]

    @property
    def where(self) -> str:
        """Sheet, rows and column, without the file."""
        sheet = f"sheet ‘{self.first.sheet}’" if self.first.sheet else ""
        word = "rows" if len(self.rows) > 1 else "row"
        count = f" ({len(self.rows)} of them)" if len(self.rows) > 1 else ""
        rows = f"{word} {row_text(self.rows)}{count}" if self.rows else ""
        column = f"column ‘{self.first.column}’" if self.first.column else ""
        return ", ".join(part for part in (sheet, rows, column) if part)


def alike(findings: Iterable[Finding]) -> list[SameFault]:
    """Findings that differ in nothing but their row, as one; in the order of the first of each."""
    grouped: dict[Finding, list[int]] = {}
    for finding in findings:
        rows = grouped.setdefault(replace(finding, row=None), [])
        if finding.row is not None:
            rows.append(finding.row)
    return [SameFault(first, tuple(sorted(set(rows)))) for first, rows in grouped.items()]


def in_words(same: SameFault) -> str:
    """A fault under the name of its file: where in it, what is wrong, what is allowed."""
    first = same.first
    where = same.where.translate({ord("‘"): "'", ord("’"): "'"})  # as the rest of a terminal's line
    parts = [f"{where}: {first.message}" if where else first.message]
    parts += [f"found {first.found!r}"] if first.found else []
    parts += [f"allowed: {first.allowed}"] if first.allowed else []
    fix = f". {first.fix}" if first.fix else ""
    return f"  {SEVERITIES[first.severity].upper():<8} {'; '.join(parts)}{fix}"
