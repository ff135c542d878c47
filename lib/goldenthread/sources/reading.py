"""One file read as one source: which sheets, which school, all rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from goldenthread.errors import Finding, did_you_mean
from goldenthread.sources.cell import Fault, as_text
from goldenthread.sources.columns import ColumnCells, repeated, spread
from goldenthread.sources.faults import Gaps
from goldenthread.sources.header import LOOK_AT, Header, find_header, rival_rows, suggestion
from goldenthread.sources.matching import ExportFile
from goldenthread.sources.names import TRUST, Names
from goldenthread.sources.owner import Unusable, file_school, sheet_school
from goldenthread.sources.questions import header_unclear, sheet_unclear
from goldenthread.sources.sheet import read_sheet
from goldenthread.sources.spec import Source
from goldenthread.sources.spelling import shown
from goldenthread.sources.template_rows import example_lost, is_guide, template_of
from goldenthread.sources.unseen_findings import of_the_book, of_the_sheet
from goldenthread.sources.values import choice_reader
from goldenthread.sources.workbook import Grid


@dataclass(frozen=True, slots=True)
class FileRows:
    """What one file gave: a frame for each sheet that was read. `school` is the school that the
    whole file belongs to, where it belongs to one; `template`, whether it began as a template."""

    export: ExportFile
    frames: tuple[pd.DataFrame, ...]
    filled: int
    gaps: tuple[Gaps, ...]
    findings: tuple[Finding, ...]
    school: str | None = None
    template: bool = False


def read_export(export: ExportFile, names: Names) -> FileRows:
    """All rows of a file; a file that cannot be used gives no frame and the findings why."""
    findings: list[Finding] = []
    try:
        sheets = list(_sheets(export, findings))
        school = file_school(export, names, sheets)
    except Unusable as stop:
        return FileRows(export, (), 0, (), (*findings, stop.finding))
    findings += of_the_book(export.book.parts, export.place)
    frames: list[pd.DataFrame] = []
    gaps: list[Gaps] = []
    filled = 0
    template = template_of(export.book)
    for grid, header in sheets:
        if template and (lost := example_lost(export.place.on(grid.sheet), header)):
            findings.append(lost)
            continue
        try:
            urn, into = sheet_school(export, names, grid, school), _sheet_value(export, grid)
        except Unusable as stop:
            findings.append(stop.finding)
            continue
        missing = list(_missing_columns(export, header, grid, named_school=urn))
        findings += [finding for _, finding in missing]
        if any(essential for essential, _ in missing):
            continue
        records = export.book.records(grid.sheet, header.row + 1)
        if isinstance(records, Finding):
            findings.append(records)
            continue
        read = read_sheet(grid, records, header, export.source, names, export.place, template)
        findings += read.findings
        gaps += read.gaps
        place = export.place.on(grid.sheet)
        behind = of_the_sheet(export.book.parts, place, header, export.source, read.frame)
        findings += behind[0]
        gaps += behind[1]
        filled += read.filled
        frame = _with_school(read.frame, export.source, header, urn)
        if export.source.sheet.into:
            bulk, kind = export.source.bulk, export.source.sheet.into_type
            said = ColumnCells((into,), np.zeros(len(frame), dtype="int32"))
            frame[export.source.sheet.into] = spread(said, kind, bulk=bulk)
        frames.append(frame)
    return FileRows(
        export, tuple(frames), filled, tuple(gaps), tuple(findings), school, template is not None
    )


def _sheets(export: ExportFile, findings: list[Finding]) -> Iterator[tuple[Grid, Header]]:
    """The sheets to read, each with its header."""
    book, source = export.book, export.source
    wanted = _wanted_sheets(export)
    grids: list[Grid] = []
    for name in wanted:
        grid = book.top(name)
        if isinstance(grid, Finding):
            raise Unusable(grid)
        grids.append(grid)
    with_header = [(grid, find_header(grid, source)) for grid in grids]
    found = [(grid, header) for grid, header in with_header if header is not None]
    if not found:
        raise Unusable(_no_header(export, grids))
    if source.sheet.every:
        for grid, header in with_header:
            if header is None and any(map(any, grid.rows)):
                message = "this sheet was not read: it has no header of this export"
                fix = "List it in the source's file under ignore, if that is right."
                place = export.place.on(grid.sheet)
                findings.append(place.finding("warning", "sheet-not-read", message, fix=fix))
    else:
        grid, header = max(found, key=lambda item: len(item[1].columns) + len(item[1].block))
        if (unclear := sheet_unclear(export.place, found, header)) is not None:
            raise Unusable(unclear)
        found = [(grid, header)]
    for grid, header in found:
        if rivals := rival_rows(grid, source, header):
            raise Unusable(header_unclear(export.place.on(grid.sheet), header, rivals))
    yield from found


def _wanted_sheets(export: ExportFile) -> tuple[str, ...]:
    book, spec = export.book, export.source.sheet
    everything = [sheet.name for sheet in book.sheets]
    if everything == [""]:  # a CSV file has no sheets
        return ("",)
    if export.declared and export.declared.sheet:
        patterns: tuple[str, ...] = (export.declared.sheet,)
    else:
        patterns = spec.names
    ignored = {*book.matching(spec.ignore), *filter(is_guide, everything)}
    names = book.matching(patterns) if patterns else book.visible
    names = tuple(name for name in names if name not in ignored)
    if not names:
        wanted = ", ".join(patterns) or "a sheet that is not hidden"
        raise Unusable(
            export.place.finding(
                "stop",
                "missing-sheet",
                f"the sheet is missing: {wanted}",
                found=", ".join(shown(name) for name in everything),
                fix=f"Rename the sheet. {did_you_mean(patterns[0], everything)}"
                if patterns
                else "Unhide the sheet that holds the table.",
            )
        )
    return names


def _no_header(export: ExportFile, grids: list[Grid]) -> Finding:
    place = export.place
    if not any(cell != "" for grid in grids for row in grid.rows for cell in row):
        message = "the export is empty: it has no filled cell"
        return place.finding("stop", "empty-export", message, fix="Export it again.")
    titles = [column.title for column in export.source.columns.values() if column.required]
    return place.on(grids[0].sheet if len(grids) == 1 else "").finding(
        "stop",
        "no-header",
        f"none of the first {LOOK_AT} rows is the header of this export",
        allowed=f"a row with the columns {', '.join(titles)}",
        fix="Check that it is the right file, and that its header was not deleted.",
    )


def _missing_columns(
    export: ExportFile, header: Header, grid: Grid, named_school: str | None
) -> Iterator[tuple[bool, Finding]]:
    """Each missing column, and whether the sheet is of no use without it."""
    source, place = export.source, export.place.on(grid.sheet)
    columns = {name: source.columns[name] for name in header.missing}
    if named_school is not None:
        columns.pop("school", None)
    block = source.unpivot
    items = {name: block.items[name] for name in header.missing_items} if block else {}
    for essential, found in ((True, columns), (not header.block, items)):
        for column in found.values():
            near = suggestion(column, header)
            fix = f"Is it {near!r}? Rename the column to {column.title!r}" if near else "Add it"
            names = ", ".join((column.title, *column.aliases))
            yield essential, place.finding(
                "stop", "missing-column", "the column is missing", row=header.row + 1,
                column=column.title, allowed=names,
                fix=f"{fix}, or add its header to the aliases in {_declared_in(source)}.",
            )  # fmt: skip
    if block and block.columns != "listed" and block.required and not header.block:
        what = "no column is headed by a date" if block.columns == "dates" else "no further columns"
        yield True, place.finding(
            "stop", "missing-column", f"{what}, so there is no {block.name}", row=header.row + 1,
            fix="Export the table with these columns.",
        )  # fmt: skip


def _sheet_value(export: ExportFile, grid: Grid) -> object:
    """What the sheet's name says, as the source reads it."""
    spec = export.source.sheet
    if not spec.into:
        return None
    text = as_text(grid.sheet) or export.input.name.rsplit(".", 1)[0]
    found = choice_reader(spec.into_choices)(text) if spec.into_choices else text
    if isinstance(found, Fault):
        raise Unusable(
            export.place.on(grid.sheet).finding(
                "stop",
                "unknown-sheet",
                f"the sheet's name gives no {spec.into}",
                found=shown(grid.sheet),
                allowed=found.allowed,
                fix="Rename the sheet.",
            )
        )
    return found


def _declared_in(source: Source) -> str:
    return f"params/sources/{source.source}.yml"


def _with_school(
    frame: pd.DataFrame, source: Source, header: Header, urn: str | None
) -> pd.DataFrame:
    """`school` in every row; a row whose school cannot be read is nobody's and is left out."""
    if "school" not in header.columns:
        text = TRUST if urn is None else urn
        frame["school"] = repeated(text, len(frame), bulk=source.bulk)
        return frame
    if not source.columns["school"].nullable:
        return frame[frame["school"].notna()].reset_index(drop=True)
    return frame
