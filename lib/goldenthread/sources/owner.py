"""Which school an export belongs to, where its rows do not say so themselves."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding, did_you_mean
from goldenthread.sources.header import Header
from goldenthread.sources.matching import ExportFile
from goldenthread.sources.names import Names
from goldenthread.sources.place import Place
from goldenthread.sources.spelling import shown
from goldenthread.sources.workbook import Grid

_SCHOOL_FIX = "Name the school in the file's name, or in drop.yml under exports."


class Unusable(Exception):
    """A file or a sheet that cannot be used; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def file_school(export: ExportFile, names: Names, sheets: list[tuple[Grid, Header]]) -> str | None:
    """The URN that drop.yml, the file's name or its title says; None where none is needed."""
    declared = export.declared.school if export.declared else None
    if declared:
        urn = names.school(declared)
        if urn is None:
            known = [school.name for school in names.trust.schools]
            message = f"exports gives {export.input.name!r} to the school {declared!r}"
            raise Unusable(
                Place("drop.yml", export.source.source).finding(
                    "stop", "unknown-school", message, fix=did_you_mean(declared, known)
                )
            )
        return urn
    if export.source.school_from == "none":
        return None
    named = names.schools_in(export.input.name.rsplit(".", 1)[0])
    if export.source.school_from != "file":
        return named[0] if len(named) == 1 else None
    titled = {urn for grid, header in sheets for urn in _titled(grid, header, names)}
    return _agreed_school(export, names, named, titled)


def _agreed_school(
    export: ExportFile, names: Names, named: tuple[str, ...], titled: set[str]
) -> str:
    place, fix = export.place, _SCHOOL_FIX
    if len(named) > 1:
        found = ", ".join(names.school_name(urn) for urn in named)
        message = f"the file's name speaks of more than one school: {found}"
        raise Unusable(place.finding("stop", "school-unclear", message, fix=fix))
    if named and titled and named[0] not in titled:
        found = ", ".join(sorted(names.school_name(urn) for urn in titled))
        message = f"the file's name says {names.school_name(named[0])}, its title says {found}"
        raise Unusable(place.finding("stop", "school-mismatch", message, fix=fix))
    if named or len(titled) == 1:
        return named[0] if named else titled.pop()
    if len(names.trust.schools) == 1:
        return names.trust.schools[0].urn
    allowed = ", ".join(school.name for school in names.trust.schools)
    message = "nothing says which school this file is from"
    raise Unusable(place.finding("stop", "school-unclear", message, allowed=allowed, fix=fix))


def _titled(grid: Grid, header: Header, names: Names) -> Iterator[str]:
    """The schools that the rows above a header speak of."""
    for row in grid.rows[: header.row]:
        for cell in row:
            if isinstance(cell, str) and cell:
                yield from names.schools_in_full(cell)


def sheet_school(
    export: ExportFile, names: Names, grid: Grid, file_school: str | None
) -> str | None:
    """The URN for the rows of a sheet that have no school of their own."""
    if export.source.school_from != "sheet":
        return file_school
    urn = names.school(grid.sheet)
    if urn is None:
        found = names.schools_in(grid.sheet)
        urn = found[0] if len(found) == 1 else None
    if urn is None and (export.book.visible == ("",) or len(names.trust.schools) == 1):
        urn = file_school
    if urn is not None:
        return urn
    known = [school.name for school in names.trust.schools]
    raise Unusable(
        export.place.on(grid.sheet).finding(
            "stop",
            "unknown-school",
            f"this sheet is named after no school of {names.trust.name}, so it was not read",
            found=shown(grid.sheet),
            allowed=", ".join(known),
            fix="Rename the sheet, or list it under ignore in "
            f"params/sources/{export.source.source}.yml.",
        )
    )
