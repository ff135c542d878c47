"""Which file of a drop's folder is an export of which source."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from goldenthread.drop import Drop, Export
from goldenthread.errors import Finding, did_you_mean
from goldenthread.provenance import InputFile
from goldenthread.sources.container import ENDINGS
from goldenthread.sources.header import find_header
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Source
from goldenthread.sources.workbook import Grid, Workbook, open_workbook

_NOT_EXPORTS = frozenset({"drop.yml", "drop.yaml", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of the folder, opened, with the source it belongs to."""

    input: InputFile
    source: Source
    book: Workbook
    declared: Export | None

    @property
    def place(self) -> Place:
        return Place(self.input.name, self.source.source)


@dataclass(frozen=True, slots=True)
class Matched:
    exports: tuple[ExportFile, ...]
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]


def match_files(folder: Path, drop: Drop, sources: Mapping[str, Source]) -> Matched:
    """Every file of the folder with its source; a file that is left over is a finding."""
    exports: list[ExportFile] = []
    inputs: list[InputFile] = []
    findings: list[Finding] = list(_wrong_declarations(folder, drop, sources))
    seen: dict[str, str] = {}
    for path, name in _files(folder):
        if _is_ignored(name, drop):
            continue
        if path.name.startswith("~$"):
            findings.append(_lock_file(name))
            continue
        try:
            data = path.read_bytes()
        except OSError:
            findings.append(_locked(name))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in seen and data:
            findings.append(_same_file(name, seen[sha256]))
            inputs.append(InputFile(name, sha256, len(data), ""))
            continue
        seen[sha256] = name
        export, problems = _match(path, name, data, sha256, drop, sources)
        findings += problems
        inputs.append(export.input if export else _left_over(name, sha256, data, problems))
        if export:
            exports.append(export)
    return Matched(tuple(exports), tuple(inputs), tuple(findings))


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files with their names relative to the folder, in an order that no machine changes."""
    found = [(path, path.relative_to(folder).as_posix()) for path in folder.rglob("*")]
    for path, name in sorted(found, key=lambda item: (item[1].casefold(), item[1])):
        hidden = any(part.startswith(".") for part in name.split("/"))
        if path.is_file() and not hidden and path.name.casefold() not in _NOT_EXPORTS:
            yield path, name


def _is_ignored(name: str, drop: Drop) -> bool:
    return any(
        fnmatch.fnmatchcase(part.casefold(), pattern.casefold())
        for pattern in drop.ignore
        for part in (name, name.rsplit("/", 1)[-1])
    )


def _match(
    path: Path, name: str, data: bytes, sha256: str, drop: Drop, sources: Mapping[str, Source]
) -> tuple[ExportFile | None, list[Finding]]:
    declared = next((e for e in drop.exports if e.file.casefold() == name.casefold()), None)
    if declared:
        choices = [sources[declared.source]] if declared.source in sources else []
        if not choices:
            return None, []  # said once, by _wrong_declarations
    else:
        if not name.casefold().endswith(ENDINGS):
            if name.casefold().endswith(".gsheet"):
                return None, [_shortcut(name)]
            return None, [_unrecognised(name, "files of this kind are not read")]
        choices = list(claimants(name, sources))
    if not choices:
        return None, [_unrecognised(name, "its name fits no source")]
    place = Place(name, choices[0].source if len(choices) == 1 else "")
    book = open_workbook(data, place, path)
    if isinstance(book, Finding):
        return None, [book]
    source = choices[0] if len(choices) == 1 else _by_content(book, choices)
    if source is None:
        return None, [_ambiguous(name, choices)]
    if declared and declared.header_row:
        source = source.model_copy(update={"header_row": declared.header_row})
    return ExportFile(InputFile(name, sha256, len(data), source.source), source, book, declared), []


def claimants(name: str, sources: Mapping[str, Source]) -> Iterator[Source]:
    """The sources with a pattern that fits; a pattern that says more beats one that says less."""
    file = name.rsplit("/", 1)[-1].casefold()
    words: dict[str, list[frozenset[str]]] = {}
    for source in sources.values():
        for pattern in source.files:
            if _fits(file, pattern.casefold()):
                words.setdefault(source.source, []).append(_words(pattern))
    for own, patterns in words.items():
        others = [p for other, found in words.items() if other != own for p in found]
        if not all(any(mine < other for other in others) for mine in patterns):
            yield sources[own]


def _fits(file: str, pattern: str) -> bool:
    # "Pupil list.csv", "pupil_list.csv" and "pupil-list.csv" are one name.
    plain = re.sub(r"[\s_\-]+", " ", file)
    fits = _pattern(pattern).match
    return any(fits(name) for name in (file, plain, file.rsplit(".", 1)[0]))


@lru_cache(maxsize=2000)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Asked of every file of a drop for every pattern of every source."""
    spaced = re.sub(r"[_\-]", " ", pattern)
    return re.compile("|".join(fnmatch.translate(p) for p in dict.fromkeys((pattern, spaced))))


def _words(pattern: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[^a-z0-9]+", pattern.casefold()) if word)


def _by_content(book: Workbook, choices: list[Source]) -> Source | None:
    """The one source all of whose required columns the file has."""
    fitting = [source for source in choices if _has_header(book, source)]
    return fitting[0] if len(fitting) == 1 else None


def _has_header(book: Workbook, source: Source) -> bool:
    for sheet in book.visible:
        grid = book.grid(sheet)
        header = find_header(grid, source) if isinstance(grid, Grid) else None
        if header and not header.missing and not header.missing_items:
            return True
    return False


def _left_over(name: str, sha256: str, data: bytes, problems: list[Finding]) -> InputFile:
    source = next((finding.source for finding in problems if finding.source), "")
    return InputFile(name, sha256, len(data), source)


def _wrong_declarations(
    folder: Path, drop: Drop, sources: Mapping[str, Source]
) -> Iterator[Finding]:
    names = [name for _, name in _files(folder)]
    present = {name.casefold() for name in names}
    place = Place("drop.yml")
    for export in drop.exports:
        if export.file.casefold() not in present:
            message = f"exports names the file {export.file!r}, which is not in the folder"
            fix = did_you_mean(export.file, names)
            yield place.finding("stop", "declared-file-missing", message, fix=fix)
        if export.source not in sources:
            message = f"exports gives {export.file!r} to the source {export.source!r}"
            fix = did_you_mean(export.source, sources)
            yield place.finding(
                "stop", "unknown-source", f"{message}, which is not declared", fix=fix
            )


def _lock_file(name: str) -> Finding:
    message = "left out: Excel keeps this file while a workbook is open"
    fix = "Close the workbook in Excel, in case it was not saved."
    return Place(name).finding("note", "lock-file", message, fix=fix)


def _locked(name: str) -> Finding:
    message = "the file cannot be opened"
    return Place(name).finding("stop", "locked-file", message, fix="Close it in other programs.")


def _same_file(name: str, other: str) -> Finding:
    message = f"left out: it is the same, byte for byte, as {other}"
    return Place(name).finding("warning", "same-file-twice", message, fix="Delete one of the two.")


def _unrecognised(name: str, why: str) -> Finding:
    fix = "Rename it, name its source in drop.yml under exports, or list it under ignore."
    return Place(name).finding("warning", "unrecognised-file", f"not read: {why}", fix=fix)


def _shortcut(name: str) -> Finding:
    message = "this is only a shortcut to Google Sheets, and holds no table"
    fix = "Open it there, then File, Download, Microsoft Excel (.xlsx)."
    return Place(name).finding("stop", "google-shortcut", message, fix=fix)


def _ambiguous(name: str, choices: list[Source]) -> Finding:
    message = "not read: its name fits more than one source and its columns do not decide"
    return Place(name).finding(
        "stop",
        "ambiguous-file",
        message,
        allowed=", ".join(sorted(source.source for source in choices)),
        fix="Name its source in drop.yml under exports.",
    )
