"""Contexts of session marks written by hand, in the dtypes of an ordinary and of a bulk reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.registry import Context
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Absent, Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
SOURCES = load_sources(ROOT / "params" / "sources")
BENCHMARKS = Benchmarks(ROOT / "params" / "benchmarks")
NORTH, SOUTH = "100001", "100002"
# Dates of 2024/25 of a trust whose schools begin in August.
TERM_DATES = {
    "2024/25": {
        "autumn": {
            "first": dt.date(2024, 8, 12),
            "last": dt.date(2024, 12, 20),
            "half_term": {"first": dt.date(2024, 10, 28), "last": dt.date(2024, 11, 1)},
        },
        "spring": {
            "first": dt.date(2025, 1, 6),
            "last": dt.date(2025, 4, 11),
            "half_term": {"first": dt.date(2025, 2, 17), "last": dt.date(2025, 2, 21)},
        },
        "summer": {
            "first": dt.date(2025, 4, 28),
            "last": dt.date(2025, 7, 22),
            "half_term": {"first": dt.date(2025, 5, 26), "last": dt.date(2025, 5, 30)},
        },
        "closed": [dt.date(2024, 9, 2), dt.date(2025, 5, 5)],
    }
}

Rows = Sequence[Mapping[str, object]]


def table(source: str, rows: Rows, bulk: bool = False) -> Table:
    """As the reader hands it over: every column of the source, and where each row stands."""
    declared = SOURCES[source]
    columns = ["school", *declared.columns]
    if declared.unpivot:
        columns += [declared.unpivot.name, declared.unpivot.value]
    if declared.sheet.into:
        columns.append(declared.sheet.into)
    frame = pd.DataFrame(rows, columns=pd.Index(dict.fromkeys(columns))).convert_dtypes()
    for name, column in declared.columns.items():
        if column.type == "date":
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    frame = frame.assign(_file=f"{source}.csv", _sheet="", _row=range(2, len(frame) + 2))
    return Table(declared, as_bulk(frame) if bulk else frame, ())


def as_bulk(frame: pd.DataFrame) -> pd.DataFrame:
    """Text as categories and row numbers in 32 bits."""
    texts = [
        name
        for name in frame.columns
        if isinstance(frame[name].dtype, pd.StringDtype) or frame[name].dtype == object
    ]
    return frame.astype(dict.fromkeys(texts, "category") | {"_row": "int32"})


def mark(upn: str, day: str, code: str | None, session: str = "am", **more: object) -> dict:
    return {
        "school": NORTH,
        "upn": upn,
        "date": dt.date.fromisoformat(day),
        "session": session,
        "mark": code,
    } | more


def context(
    *,
    bulk: bool = False,
    year: str = "2024/25",
    as_of: dt.date = dt.date(2025, 8, 31),
    term_dates: Mapping[str, object] | None = None,
    settings: Mapping[str, object] | None = None,
    phase: str = "secondary",
    **tables: Rows,
) -> Context:
    schools = [
        {"urn": urn, "name": f"{name} School", "short_name": name, "phase": phase}
        | {"joined": dt.date(2015, 9, 1)}
        for urn, name in ((NORTH, "North"), (SOUTH, "South"))
    ]
    trust = Trust.model_validate(
        {"trust": "test", "name": "Test Trust", "schools": schools}
        | {"term_dates": term_dates or {}, "settings": settings or {}}
    )
    drop = Drop(drop="d", title="D", trust="test", plan="p", year=year, term="summer", as_of=as_of)
    held = {
        name: table(name, rows, bulk and name == "attendance_marks")
        for name, rows in tables.items()
    }
    absent = {name: Absent(name, f"no {name}") for name in SOURCES if name not in held}
    return Context(Project(ROOT), trust, drop, {**held, **absent}, BENCHMARKS)


def context_of(folder: Path, **given: object) -> Context:
    """The context of exports that lie in a folder, read as a drop's are."""
    empty = context(**given)
    read = read_drop(empty.project, empty.trust, empty.drop, folder)
    return Context(empty.project, empty.trust, empty.drop, read.tables, BENCHMARKS)
