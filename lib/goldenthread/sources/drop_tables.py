"""Every export of a drop as a checked table, and every fault of every file."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from goldenthread.calendar import Term
from goldenthread.drop import Drop
from goldenthread.errors import Finding, Severity
from goldenthread.project import Project
from goldenthread.provenance import InputFile
from goldenthread.sources.checks import (
    check_past,
    check_pupils,
    check_schools,
    schools_with,
    without_duplicates,
)
from goldenthread.sources.cut_off import unchanged
from goldenthread.sources.faults import Gaps
from goldenthread.sources.joined import joined
from goldenthread.sources.matching import Matched, match_files
from goldenthread.sources.names import Names
from goldenthread.sources.parts import without_impossible
from goldenthread.sources.place import Place
from goldenthread.sources.reading import FileRows, read_export
from goldenthread.sources.rival_files import without_rivals
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import FILE, ROW, SHEET, Absent, Table
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class DropTables:
    """`tables` has an entry for every declared source; `inputs` are the files of the folder,
    with source "" where no source claims one."""

    tables: Mapping[str, Table | Absent]
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]


def read_drop(project: Project, trust: Trust, drop: Drop, folder: Path) -> DropTables:
    """Read and check every export in `folder`. A wrong spreadsheet is a finding, never an error."""
    sources = load_sources(project.params / "sources")
    names = Names(trust)
    matched = match_files(folder, drop, sources)
    files: dict[str, list[FileRows]] = {source: [] for source in sources}
    for export in matched.exports:
        with _collection_paused():
            files[export.source.source].append(read_export(export, names))
            export.book.close()
    findings: list[Finding] = list(matched.findings)
    tables: dict[str, Table | Absent] = {}
    for name, source in sources.items():
        table, found = _table(source, files[name], matched, names, drop.term)
        tables[name] = table
        findings += found
    findings += check_pupils(tables)
    for table in tables.values():
        if isinstance(table, Table):
            findings += check_past(table, drop.as_of)
    if drop.previous:
        findings += unchanged(folder.parent / drop.previous, matched.inputs)
    return DropTables(tables, tuple(findings), matched.inputs)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """A sheet of 100,000 rows is millions of cells, none of them garbage while it is read: looking
    for any among them takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _table(
    source: Source, files: Sequence[FileRows], matched: Matched, names: Names, term: Term
) -> tuple[Table | Absent, tuple[Finding, ...]]:
    files = without_rivals(files, source)
    findings = [finding for file in files for finding in _told(file)]
    findings += check_schools(files, source, names)
    frames = [frame for file in files for frame in file.frames if len(frame)]
    for file in files:
        if file.frames and not file.filled:
            findings.append(_no_rows(file, beside=bool(frames)))
    if not frames:
        reason, missing = _absence(source, files, matched, names, term)
        return Absent(source.source, reason), (*findings, *missing)
    frame, repeats = without_duplicates(_complete(frames, source), source)
    frame, beyond, impossible = without_impossible(frame, source)
    found = (*findings, *repeats, *impossible)
    gaps = _gap_frame([*(gap for file in files for gap in file.gaps), *beyond])
    inputs = tuple(file.export.input for file in files if file.frames)
    return Table(source, frame, inputs, found, gaps), found


def _complete(frames: Sequence[pd.DataFrame], source: Source) -> pd.DataFrame:
    """One frame with every declared column, in the order they are declared."""
    order = list(source.columns)
    if source.unpivot:
        order += [source.unpivot.name, source.unpivot.value]
    if source.sheet.into:
        order.append(source.sheet.into)
    order += [name for name in ("school",) if name not in order]
    return joined(frames, [*order, FILE, SHEET, ROW])


def _gap_frame(gaps: Sequence[Gaps]) -> pd.DataFrame:
    """A row for each cell that is missing for a reason."""
    order = [FILE, SHEET, ROW, "column", "reason"]
    if not gaps:
        return pd.DataFrame(columns=order)
    counts = [len(gap.rows) for gap in gaps]
    columns: dict[str, Any] = {
        FILE: np.repeat([gap.place.file for gap in gaps], counts),
        SHEET: np.repeat([gap.place.sheet for gap in gaps], counts),
        ROW: np.concatenate([gap.rows for gap in gaps]),
        "column": np.repeat([gap.column for gap in gaps], counts),
        "reason": [reason for gap in gaps for reason in gap.reasons],
    }
    return pd.DataFrame(columns, columns=order)


def _told(file: FileRows) -> tuple[Finding, ...]:
    """The findings of a file; of a blank template it is said once that it is blank."""
    if file.template and not file.filled:
        return tuple(f for f in file.findings if f.rule != "rows-left-out")
    return file.findings


def _no_rows(file: FileRows, *, beside: bool) -> Finding:
    """An export without rows; a template is not missed `beside` files that have some."""
    if file.template:
        message = "this template has not been filled in"
        fix = "Fill it in below the example, or delete it if the rows come in another file."
        # A school whose template is blank is missed, whatever the other schools supplied.
        severity: Severity = "note" if beside and file.school is None else "stop"
        return file.export.place.finding(severity, "empty-template", message, fix=fix)
    message = "the export is empty: it has a header and no rows"
    return file.export.place.finding("stop", "empty-export", message, fix="Export it again.")


def _absence(
    source: Source, files: Sequence[FileRows], matched: Matched, names: Names, term: Term
) -> tuple[str, tuple[Finding, ...]]:
    """Why there is no table, and the finding that says so where nothing else has."""
    refused = [finding for finding in matched.findings if finding.source == source.source]
    refused += [f for file in files for f in file.findings if f.severity == "stop"]
    if refused:
        first = refused[0]
        count = len(refused) - 1
        more = f", and {count} more fault{'s' * (count > 1)}" if count else ""
        where = f", column '{first.column}'" if first.column else ""
        return f"{first.file}{where}: {first.message}{more}", ()
    if files:
        why = "the template has not been filled in" if files[0].template else "it has no rows"
        return f"{files[0].export.input.name}: {why}", ()
    if source.terms and term not in source.terms:
        return f"it is not due before the {' or '.join(source.terms)} drop", ()
    if not schools_with(source, names):
        return f"no school of the trust is of a phase that has the export ‘{source.title}’", ()
    patterns = " or ".join(source.files)
    # A reader of a report is told which export is missing; who supplies it, what to call the file.
    reason = f"the export ‘{source.title}’ was not supplied"
    if source.optional:
        return reason, ()
    supplier = f" Supplied by: {source.supplied_by}." if source.supplied_by else ""
    finding = Place("", source.source).finding(
        "stop",
        "missing-export",
        f"{source.title}: the drop holds no file named like {patterns}",
        fix=f"Put the export into the folder.{supplier}",
    )
    return reason, (finding,)
