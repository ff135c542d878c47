"""Signs that a file is not whole, or is an old one: as many rows or letters as a program can hold,
the very bytes of the previous drop."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from goldenthread.errors import Finding
from goldenthread.provenance import InputFile
from goldenthread.sources.cell import Cell
from goldenthread.sources.place import Place

_MOST_ROWS = (65_536, 1_048_576)  # of an .xls, of an .xlsx
_MOST_LETTERS = (255, 32_767)  # of what old drivers export, of a cell


def rows_cut(place: Place, length: int) -> Iterator[Finding]:
    if length in _MOST_ROWS:
        message = f"the sheet has {length:,} rows, the most that this kind of file can hold"
        yield place.finding(
            "warning", "rows-cut-off", message, row=length,
            fix="Export it as CSV, or in parts, in case rows are missing.",
        )  # fmt: skip


def texts_cut(place: Place, title: str, cells: Iterable[Cell]) -> Iterator[Finding]:
    for length in _MOST_LETTERS:
        count = sum(isinstance(cell, str) and len(cell) == length for cell in cells)
        if count:
            what = "text of exactly" if count == 1 else f"{count} texts of exactly"
            yield place.finding(
                "warning", "text-cut-off", f"{what} {length:,} letters, so the rest may be missing",
                column=title, fix="Look at the end of the longest texts.",
            )  # fmt: skip


def unchanged(previous: Path, inputs: Sequence[InputFile]) -> Iterator[Finding]:
    """Files that are the same, byte for byte, as one of the previous drop."""
    earlier: dict[int, list[Path]] = {}
    for path in sorted(previous.rglob("*")) if previous.is_dir() else ():
        if path.is_file():
            earlier.setdefault(path.stat().st_size, []).append(path)
    for file in inputs:
        for path in earlier.get(file.size, ()) if file.size and file.source else ():
            if hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256:
                old = path.relative_to(previous).as_posix()
                yield Place(file.name, file.source).finding(
                    "warning", "same-as-previous",
                    f"the same, byte for byte, as {old} of the previous drop",
                    fix="Export it again, if anything in it should have changed.",
                )  # fmt: skip
                break
