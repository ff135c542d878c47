"""The check of a drop: every export is read against its source, and plan and trust against each
other; nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.agreement import check_agreement, load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import DropError, Finding
from goldenthread.measures.catalogue import all_measures
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.project import Project, find_drop_folder
from goldenthread.provenance import InputFile
from goldenthread.settings import unknown_settings
from goldenthread.sources.drop_tables import read_drop
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class DropCheck:
    """What a drop holds and every fault of it."""

    drop: Drop
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> int:
        return sum(finding.severity == "stop" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return sum(finding.severity == "warning" for finding in self.findings)

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
    findings = (
        *seen_by_plan(read.findings, plan, register, read.tables),
        *unknown_settings(trust),
    )
    return DropCheck(drop, read.inputs, findings)


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings under the file that each is in, worst first and then from the top of the sheet."""
    order = {"stop": 0, "warning": 1, "note": 2}
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.file or "The drop as a whole", []).append(finding)
    for group in grouped.values():
        group.sort(key=lambda f: (order[f.severity], f.sheet, f.row or 0, f.column))
    return dict(sorted(grouped.items()))


def in_words(finding: Finding) -> str:
    """A finding under the name of its file: where in it, what is wrong, what is allowed."""
    words = {"stop": "FAULT", "warning": "WARNING", "note": "NOTE"}
    text = str(finding)
    place = finding.place
    if place.startswith(finding.file) and finding.file:
        text = text.removeprefix(finding.file).lstrip(",: ")
    return f"  {words[finding.severity]:<8} {text}"
