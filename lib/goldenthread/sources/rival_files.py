"""Two files that tell of the same pupils or things: which of them counts is not guessed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.reading import FileRows
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, SHEET

# A pupil who stands in two lists is a duplicate; a tenth of a file in another is another version.
_SHARE = 10
Keys = frozenset[tuple[object, ...]]


def without_rivals(files: Sequence[FileRows], source: Source) -> tuple[FileRows, ...]:
    """The files, without the rows of those that are versions of each other. Copies that differ in
    nothing but their bytes are one file; the first of them is read."""
    if len(files) < 2 or not source.key or source.bulk:
        return tuple(files)
    kept = list(files)
    keys = [_keys(file, source) for file in files]
    for a, b in itertools.combinations(range(len(files)), 2):
        both = keys[a] & keys[b]
        if not both or len(both) * _SHARE < min(len(keys[a]), len(keys[b])):
            continue
        if _same(files[a], files[b]):
            kept[b] = _refused(kept[b], _copy(files[b], files[a]))
        else:
            kept[a] = _refused(kept[a], _version(files[a], files[b], len(both), source))
            kept[b] = _refused(kept[b], _version(files[b], files[a], len(both), source))
    return tuple(kept)


def _keys(file: FileRows, source: Source) -> Keys:
    names = list(dict.fromkeys(("school", *source.key)))
    found: set[tuple[object, ...]] = set()
    for frame in file.frames:
        rows = frame[names].dropna()
        found.update(zip(*(rows[name].tolist() for name in names), strict=True))
    return frozenset(found)


def _same(one: FileRows, other: FileRows) -> bool:
    return len(one.frames) == len(other.frames) and all(
        _without_place(a).equals(_without_place(b))
        for a, b in zip(one.frames, other.frames, strict=True)
    )


def _without_place(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[FILE, SHEET])


def _refused(file: FileRows, finding: Finding) -> FileRows:
    return replace(file, frames=(), gaps=(), findings=(*file.findings, finding))


def _copy(file: FileRows, other: FileRows) -> Finding:
    message = f"left out: it holds the same rows as {other.export.input.name}"
    return file.export.place.finding(
        "warning", "same-table-twice", message, fix="Delete one of the two."
    )


def _version(file: FileRows, other: FileRows, both: int, source: Source) -> Finding:
    own, others = file.export.input.name, other.export.input.name
    rows = "1 of its rows is" if both == 1 else f"{both} of its rows are"
    return file.export.place.finding(
        "stop", "which-file", f"{rows} also in {others}, with other figures, so neither is read",
        allowed=f"one file of {source.title} for each school and row",
        fix=f'Write `ignore: ["{own}"]` or `ignore: ["{others}"]` in drop.yml, or delete the one '
        "that does not count.",
    )  # fmt: skip
