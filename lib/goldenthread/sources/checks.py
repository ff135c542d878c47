"""Checks of a whole table, and of tables against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from goldenthread.errors import Finding
from goldenthread.sources.joined import shared_keys
from goldenthread.sources.names import Names
from goldenthread.sources.place import Place
from goldenthread.sources.reading import FileRows
from goldenthread.sources.reconciling import doubtful_numbers, pupils_missing_from
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, Absent, Table, row_text
from goldenthread.trust import School


def without_duplicates(
    frame: pd.DataFrame, source: Source
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """The first row of each key, and a warning for each later one, which is left out.

    Two schools may use one number for different things: the key counts within a school.
    """
    if not source.key or frame.empty or frame[source.key[0]].is_unique:
        return frame, ()
    key = list(dict.fromkeys(("school", *source.key)))
    shared = shared_keys(frame, key) if source.bulk else np.arange(len(frame))
    if not shared.size:
        return frame, ()
    part = frame.take(shared)
    known = part[list(source.key)].notna().all(axis=1)
    again = part.duplicated(key, keep="first") & known
    if not again.any():
        return frame, ()
    first = part[known].drop_duplicates(key)[[*key, FILE, SHEET, ROW]]
    places = part.loc[again, [*key, FILE, SHEET, ROW]].merge(first, on=key, suffixes=("", "_first"))
    places = places.drop_duplicates([FILE, SHEET, ROW])
    findings = tuple(_repeat(dict(place), source) for place in places.to_dict("records"))
    return frame.drop(index=again.index[again]).reset_index(drop=True), findings


def _repeat(place: Mapping[Hashable, object], source: Source) -> Finding:
    where = f"row {place[f'{ROW}_first']}"
    if place[f"{SHEET}_first"] != place[SHEET]:
        where += f" of sheet '{place[f'{SHEET}_first']}'"
    if place[f"{FILE}_first"] != place[FILE]:
        where += f" of {place[f'{FILE}_first']}"
    titles = [source.columns[name].title for name in source.key if name in source.columns]
    return Place(str(place[FILE]), source.source, str(place[SHEET])).finding(
        "warning",
        "duplicate",
        f"this row has the same {' and '.join(titles) or 'key'} as {where}; that one is used",
        row=int(str(place[ROW])),
        column=titles[0] if titles else "",
        fix="Delete the row that is wrong.",
    )


def check_schools(files: Sequence[FileRows], source: Source, names: Names) -> Iterator[Finding]:
    """Where each school has a file or a sheet: those without one, and two files of one school."""
    if source.school_from == "sheet":
        yield from _sheets_left_out(files, source, names)
    if source.school_from != "file":
        return
    by_school: dict[str, list[str]] = {}
    for file in files:
        if file.school is not None and file.frames:
            by_school.setdefault(file.school, []).append(file.export.input.name)
    for urn, found in by_school.items():
        if len(found) > 1:
            message = f"{names.school_name(urn)} has another file of this export: {found[0]}"
            for name in found[1:]:
                # With a key it is known that the files have no rows in common.
                yield Place(name, source.source).finding(
                    "note" if source.key else "warning", "two-files-one-school",
                    f"{message}; both are read", fix="Delete one of them if it is an older one.",
                )  # fmt: skip
    if not by_school:
        return
    for school in schools_with(source, names):
        if school.urn not in by_school:
            yield _without_file(source, school)


def _without_file(source: Source, school: School) -> Finding:
    """Nothing goes on without a file that every school has; one that some have is only missed."""
    supplier = f"Supplied by: {source.supplied_by}." if source.supplied_by else ""
    here = Place("", source.source)
    if not source.each_school:
        message = f"{source.title}: no file of this export is from {school.name}"
        fix = f"Nothing needs to be done if the school has none. {supplier}".strip()
        return here.finding("note", "missing-school", message, fix=fix)
    message = f"{source.title}: no usable file of this export is from {school.name}"
    allowed = f"a file for each school, named like {' or '.join(source.files)}"
    return here.finding("stop", "missing-school", message, allowed=allowed, fix=supplier)


def schools_with(source: Source, names: Names) -> list[School]:
    """The schools that have such an export."""
    return [s for s in names.trust.schools if not source.phases or s.phase in source.phases]


def _sheets_left_out(files: Sequence[FileRows], source: Source, names: Names) -> Iterator[Finding]:
    there = {
        urn for file in files for frame in file.frames for urn in frame["school"].dropna().unique()
    }
    for place in [file.export.place for file in files if file.filled][-1:]:
        for school in schools_with(source, names):
            if school.urn not in there:
                yield place.finding(
                    "stop", "missing-school", f"no usable sheet of this export is of {school.name}",
                    allowed="a sheet for each school, named after it",
                    fix=f"Supplied by: {source.supplied_by}." if source.supplied_by else "",
                )  # fmt: skip


def check_past(table: Table, as_of: dt.date) -> Iterator[Finding]:
    """Days after the drop in columns of what is done."""
    for name, column in table.source.columns.items():
        if not column.past:
            continue
        later = table.frame[table.frame[name] >= pd.Timestamp(as_of) + pd.Timedelta(days=1)]
        for (file, sheet), part in later.groupby([FILE, SHEET], sort=True, observed=True):
            numbers = sorted({int(row) for row in part[ROW]})
            message = f"a day after the drop: row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
            yield Place(str(file), table.source.source, str(sheet)).finding(
                "warning", "future-date", message, row=numbers[0], column=column.title,
                allowed=f"days up to {as_of:%d/%m/%Y}",
                fix="Check the year, and whether the drop's as_of is right.",
            )  # fmt: skip


def check_pupils(tables: Mapping[str, Table | Absent]) -> Iterator[Finding]:
    """Pupils of an export who are not on their school's pupil list; only rows are named."""
    pupils = tables.get("pupils")
    if not isinstance(pupils, Table) or "upn" not in pupils.frame:
        return
    listed = pupils.frame[["school", "upn"]].dropna().drop_duplicates()
    schools = set(listed["school"])
    yield from _at_two_schools(pupils)
    yield from doubtful_numbers(pupils)
    for table in tables.values():
        if not isinstance(table, Table) or not _lists_pupils(table.source):
            continue
        yield from pupils_missing_from(table, pupils)
        rows = table.frame[table.frame["upn"].notna() & table.frame["school"].isin(schools)]
        joined = rows.merge(listed, on=["school", "upn"], how="left", indicator=True)
        unknown = joined[joined["_merge"] == "left_only"]
        for (file, sheet), part in unknown.groupby([FILE, SHEET], sort=True):
            numbers = sorted({int(row) for row in part[ROW]})
            pupils_text = "1 pupil is" if len(numbers) == 1 else f"{len(numbers)} pupils are"
            message = f"{pupils_text} not on the pupil list: rows {row_text(numbers)}"
            yield Place(str(file), table.source.source, str(sheet)).finding(
                "warning", "pupil-not-listed", message, row=numbers[0],
                column=table.source.columns["upn"].title,
                fix="Check for leavers, for mistyped numbers, and that both are of one date.",
            )  # fmt: skip


def _lists_pupils(source: Source) -> bool:
    """An export with one row a pupil; logs of events rightly name pupils who have left."""
    return source.source != "pupils" and source.key[:1] == ("upn",) and not _has_day(source)


def _has_day(source: Source) -> bool:
    return any(source.columns[name].type == "date" for name in source.key if name in source.columns)


def _at_two_schools(pupils: Table) -> Iterator[Finding]:
    frame = pupils.frame[pupils.frame["upn"].notna()]
    both = frame[frame.duplicated("upn", keep="first")]
    for (file, sheet), part in both.groupby([FILE, SHEET], sort=True):
        numbers = sorted({int(row) for row in part[ROW]})
        message = (
            f"also on another school's list: row{'s' * (len(numbers) > 1)} {row_text(numbers)}"
        )
        yield Place(str(file), pupils.source.source, str(sheet)).finding(
            "warning", "pupil-at-two-schools", message, row=numbers[0],
            column=pupils.source.columns["upn"].title,
            fix="Check that the pupil is registered at both.",
        )  # fmt: skip
