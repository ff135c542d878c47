"""Numbers of a row that contradict each other: a part that is more than its whole, and parts that
leave some of their whole out. A source declares which are which under `within`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.faults import Gaps
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Source, Within
from goldenthread.sources.table import FILE, ROW, SHEET, row_text
from goldenthread.wording import join_words

_NOTHING = 1e-9  # parts of a post may be thirds
_REASON = "unreadable: its parts are more than the whole"


def without_impossible(
    frame: pd.DataFrame, source: Source
) -> tuple[pd.DataFrame, tuple[Gaps, ...], tuple[Finding, ...]]:
    """The frame with the numbers of impossible rows missing, these as gaps, and what was wrong.

    A row with one impossible part is believed in none: nobody can say which number is the slip.
    """
    if not source.within or frame.empty:
        return frame, (), ()
    findings: list[Finding] = []
    refused = np.zeros(len(frame), dtype=bool)
    for within in source.within:
        parts = frame[list(within.parts)].apply(pd.to_numeric).astype(float)
        whole = pd.to_numeric(frame[within.whole]).astype(float)
        more = (parts.sum(axis=1) > whole + _NOTHING).to_numpy()
        findings += _beyond(frame[more], source, within)
        if within.beyond == "nothing":
            refused |= more
        if within.adds_up:
            left = whole - parts.sum(axis=1, skipna=False)
            rest = frame[within.rest].astype(float).fillna(0.0) if within.rest else 0.0
            findings += _short(frame, left - rest, source, within)
    if not refused.any():
        return frame, (), tuple(findings)
    told = [w for w in source.within if w.beyond == "nothing"]
    lost = list(dict.fromkeys(name for within in told for name in within.columns))
    gaps = tuple(_gaps(frame[refused], source, lost))
    return frame.assign(**{n: frame[n].mask(refused) for n in lost}), gaps, tuple(findings)


def _beyond(rows: pd.DataFrame, source: Source, within: Within) -> Iterator[Finding]:
    titles = [source.columns[name].title for name in within.parts]
    whole = source.columns[within.whole].title
    kept = within.beyond == "the whole"
    becomes = "it counts as the whole" if kept else "no number of this row counts"
    together = " together" if len(titles) > 1 else ""
    for row in rows.to_dict("records"):
        said = [
            f"{title} {_plain(row[name])}"
            for name, title in zip(within.parts, titles, strict=True)
            if pd.notna(row[name]) and row[name]
        ]
        yield Place(str(row[FILE]), source.source, str(row[SHEET])).finding(
            "warning" if kept else "stop",
            "part-beyond-whole",
            f"{join_words(titles)}{together} cannot be more than {whole}; {becomes}",
            row=int(row[ROW]),
            column=titles[0] if len(titles) == 1 else whole,
            found=", ".join([*said, f"{whole} {_plain(row[within.whole])}"]),
            allowed=f"at most {_plain(row[within.whole])}{together}",
            fix="Look the row up where it was exported from, and correct the number that is wrong.",
        )


def _short(
    frame: pd.DataFrame, left: pd.Series, source: Source, within: Within
) -> Iterator[Finding]:
    """One finding for each sheet: a whole export may lack the column that says the rest."""
    short = (left > _NOTHING).fillna(value=False)
    titles = join_words([source.columns[name].title for name in within.parts])
    whole = source.columns[within.whole].title
    rest = f", less {source.columns[within.rest].title}" if within.rest else ""
    for (file, sheet), rows in frame[short].groupby([FILE, SHEET], sort=True, observed=True):
        numbers = sorted({int(row) for row in rows[ROW]})
        which = f"row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
        yield Place(str(file), source.source, str(sheet)).finding(
            "warning",
            "parts-short-of-whole",
            f"{titles} do not add up to {whole}{rest}: {which}",
            row=numbers[0],
            column=whole,
            found=f"{_plain(left[rows.index].sum())} in none of them",
            allowed=f"{titles} add up to {whole}{rest}",
            fix="Check which of them is wrong. They are counted as they stand.",
        )


def _gaps(rows: pd.DataFrame, source: Source, lost: list[str]) -> Iterator[Gaps]:
    for (file, sheet), part in rows.groupby([FILE, SHEET], sort=True, observed=True):
        place = Place(str(file), source.source, str(sheet))
        for name in lost:
            filled = part.loc[part[name].notna(), ROW].to_numpy(dtype=np.int64)
            if filled.size:
                yield Gaps(place, name, filled, (_REASON,) * len(filled))


def _plain(value: object) -> str:
    return f"{float(str(value)):,.10g}"
