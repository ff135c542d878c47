"""A copy of the analyst's own workbook with the faulty cells marked and commented.

The copy holds what the export holds, pupils' names included: it is for the analyst who has the
export anyway, and is never written among the outputs of a run.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.drop_check import SEVERITIES, DropCheck, by_file
from goldenthread.errors import Finding, ParameterError
from goldenthread.provenance import InputFile
from goldenthread.render.cells import legal
from goldenthread.render.text_cells import put
from goldenthread.render.workbook import sheet_names
from goldenthread.sources.header import find_header
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Source
from goldenthread.sources.spelling import folded
from goldenthread.sources.workbook import Grid, open_workbook
from goldenthread.sources.workbook import Workbook as Export
from goldenthread.writing import writing

_LIST = "What the check found"
_COLUMNS = ("Kind", "Sheet", "Cell", "Column", "What was found", "Allowed", "What to do")
_WIDTHS = (10, 18, 9, 24, 60, 40, 60)
_FILLS = {
    "stop": PatternFill("solid", fgColor="F4A6A6"),
    "warning": PatternFill("solid", fgColor="FCE08A"),
    "note": PatternFill("solid", fgColor="DCE3EA"),
}
_PLAIN, _BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
_LINK = Font(name="Calibri", size=11, color="1D4F8C", underline="single")


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding and the cell it is about; "" for one that is about no cell of this workbook."""

    finding: Finding
    sheet: str = ""
    cell: str = ""


def mark_copies(result: DropCheck, into: Path) -> tuple[Path, ...]:
    """Write a marked copy of every file that has a fault or a warning; where they were written.

    Raises ParameterError where `into` lies among the outputs or in a drop, whose files are read,
    StorageError where it cannot be written.
    """
    into = into.resolve()
    _refuse(result, into)
    with writing(into):
        into.mkdir(parents=True, exist_ok=True)
    found = by_file(result.findings)
    written = []
    for file in result.inputs:
        findings = found.get(file.name, [])
        if any(finding.severity != "note" for finding in findings):
            copy = marked_copy(result, file, findings)
            if copy is not None:
                written.append(into / _name(file.name))
                with writing(written[-1]):
                    written[-1].write_bytes(copy)
    return tuple(written)


def _refuse(result: DropCheck, into: Path) -> None:
    if into.is_relative_to(result.project.outputs.resolve()):
        message = (
            f"{into}: a marked copy holds what the export holds, names included, and so does not "
            "belong among the outputs. Choose a folder of your own, outside outputs/."
        )
        raise ParameterError(message)
    for folder in (into, *into.parents):
        if (folder / "drop.yml").is_file():
            message = (
                f"{into}: a copy in the folder of a drop would be read as an export of it. "
                "Choose another folder."
            )
            raise ParameterError(message)


def _name(name: str) -> str:
    """`schools/pupils.csv` -> `schools - pupils.csv (checked).xlsx`."""
    return f"{name.replace('/', ' - ').removesuffix('.xlsx')} (checked).xlsx"


def marked_copy(result: DropCheck, file: InputFile, findings: Sequence[Finding]) -> bytes | None:
    """The copy as an .xlsx file; None where the export cannot be opened at all."""
    data = (result.folder / file.name).read_bytes()
    export = open_workbook(data, Place(file.name), result.folder / file.name)
    if isinstance(export, Finding):
        return None
    source = result.sources.get(file.source)
    grids = dict(_grids(export))
    book, names = _as_it_is(data, grids) or _made_anew(grids)
    marked = [_placed(finding, grids, source, names) for finding in findings]
    _mark_cells(book, marked)
    _list_first(book, file.name, marked)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _grids(export: Export) -> Iterator[tuple[str, Grid]]:
    for sheet in export.sheets:
        grid = export.grid(sheet.name)
        if isinstance(grid, Grid):
            yield sheet.name, grid


def _as_it_is(data: bytes, grids: Mapping[str, Grid]) -> tuple[Any, dict[str, str]] | None:
    """The workbook with its own look, where it is of the kind that openpyxl can keep."""
    if not data.startswith(b"PK"):
        return None
    # What it cannot open is written anew from the cells that were read: nothing is lost but looks.
    with contextlib.suppress(Exception):
        book = load_workbook(io.BytesIO(data))
        if set(grids) <= set(book.sheetnames):
            return book, {name: name for name in grids}
    return None


def _made_anew(grids: Mapping[str, Grid]) -> tuple[Any, dict[str, str]]:
    """A workbook of the same cells, for .csv, .xls and .ods."""
    book = Workbook()
    book.remove(book.active)
    names = dict(zip(grids, sheet_names(name or "Export" for name in grids), strict=True))
    for name, grid in grids.items():
        page = book.create_sheet(names[name])
        for row, cells in enumerate(grid.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell != "":
                    put(page.cell(row, column), cell, _PLAIN)  # type: ignore[arg-type]
    return book, names


def _placed(
    finding: Finding, grids: Mapping[str, Grid], source: Source | None, names: Mapping[str, str]
) -> Marked:
    only = next(iter(grids), "") if len(grids) == 1 else None
    sheet = finding.sheet if finding.sheet in grids else only
    if sheet is None or (finding.row is None and not finding.column):
        return Marked(finding)
    header, column = _header_cell(grids[sheet], finding, source)
    row = finding.row if finding.row is not None else header
    if row is None:
        return Marked(finding, names[sheet])
    return Marked(finding, names[sheet], f"{get_column_letter((column or 0) + 1)}{row}")


def _header_cell(
    grid: Grid, finding: Finding, source: Source | None
) -> tuple[int | None, int | None]:
    """The header's row as Excel numbers it, and the place of the finding's column, from 0."""
    header = find_header(grid, source) if source else None
    if header is None:
        return None, None
    wanted = folded(finding.column)
    place = next((at for at, title in header.titles.items() if folded(title) == wanted), None)
    return header.row + 1, place


def _mark_cells(book: Any, marked: Sequence[Marked]) -> None:
    cells: dict[tuple[str, str], list[Finding]] = {}
    for item in marked:
        if item.cell:
            cells.setdefault((item.sheet, item.cell), []).append(item.finding)
    for (sheet, place), findings in cells.items():
        cell = book[sheet][place]
        worst = min(findings, key=lambda finding: list(SEVERITIES).index(finding.severity))
        if type(cell).__name__ == "MergedCell":  # only a merge's first cell can be written to
            cell = _first_of_merge(book[sheet], place)
        cell.fill = _FILLS[worst.severity]
        words = "\n\n".join(map(_words, findings))
        cell.comment = Comment(legal(words), "Golden Thread", height=140, width=340)


def _first_of_merge(page: Worksheet, place: str) -> Any:
    area = next(area for area in page.merged_cells.ranges if place in area)
    return page.cell(area.min_row, area.min_col)


def _words(finding: Finding) -> str:
    parts = [f"{SEVERITIES[finding.severity]}: {finding.message}."]
    parts += [f"Allowed: {finding.allowed}."] if finding.allowed else []
    parts += [finding.fix] if finding.fix else []
    return " ".join(parts)


def _list_first(book: Any, name: str, marked: Sequence[Marked]) -> None:
    """A first sheet that lists everything, with a link to each cell."""
    title = sheet_names([*book.sheetnames, _LIST])[-1]
    page = book.create_sheet(title, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    put(page.cell(1, 1), f"{name}: what the check found", _TITLE)
    words = "A copy to work from: mend the export itself, then check the drop again."
    put(page.cell(2, 1), words, _PLAIN)
    for column, (heading, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), 1):
        put(page.cell(4, column), heading, _BOLD)
        page.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(marked, 5):
        _list_row(page, row, item)
    page.freeze_panes = "A5"


def _list_row(page: Worksheet, row: int, item: Marked) -> None:
    f = item.finding
    values = (
        SEVERITIES[f.severity], item.sheet or f.sheet, item.cell, f.column,
        f"{f.message}; found: {f.found}" if f.found else f.message, f.allowed, f.fix,
    )  # fmt: skip
    for column, value in enumerate(values, 1):
        cell = put(page.cell(row, column), value, _PLAIN)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(row, 1).fill = _FILLS[f.severity]
    if item.cell:
        link = page.cell(row, 3)
        sheet = item.sheet.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{sheet}'!{item.cell}")
        link.font = _LINK
