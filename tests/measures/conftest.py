"""Contexts from tables written by hand: a list of rows for each source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.registry import Context
from goldenthread.project import Project
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Absent, Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
SOURCES = load_sources(ROOT / "params" / "sources")
BENCHMARKS = Benchmarks(ROOT / "params" / "benchmarks")  # read once for all tests
NORTH, SOUTH = "100001", "100002"

Rows = Sequence[Mapping[str, object]]
Build = Callable[..., Context]


def table(source: str, rows: Rows) -> Table:
    """As the reader hands it over: every column of the source, and where each row stands."""
    declared = SOURCES[source]
    columns = ["school", *declared.columns]
    if declared.unpivot:
        columns += [declared.unpivot.name, declared.unpivot.value]
    if declared.sheet.into:
        columns.append(declared.sheet.into)
    frame = pd.DataFrame(list(rows)).convert_dtypes()
    # Only the filled columns are converted: a published file may have a hundred others.
    frame = frame.reindex(columns=pd.Index(dict.fromkeys(columns))).astype(
        dict.fromkeys(set(columns) - set(frame), "object")
    )
    frame = frame.assign(_file=f"{source}.xlsx", _sheet="Sheet1", _row=range(2, len(frame) + 2))
    return Table(declared, frame, ())


@pytest.fixture
def build() -> Build:
    def context(
        year: str = "2021/22",
        as_of: dt.date = dt.date(2022, 8, 31),
        phase: str = "secondary",
        **tables: Rows,
    ) -> Context:
        schools = [
            {"urn": urn, "name": f"{name} School", "short_name": name, "phase": phase}
            | {"joined": dt.date(2015, 9, 1)}
            for urn, name in ((NORTH, "North"), (SOUTH, "South"))
        ]
        trust = Trust.model_validate({"trust": "test", "name": "Test Trust", "schools": schools})
        drop = Drop(
            drop="d", title="D", trust="test", plan="p", year=year, term="summer", as_of=as_of
        )
        held = {name: table(name, rows) for name, rows in tables.items()}
        absent = {name: Absent(name, f"no {name}") for name in SOURCES if name not in held}
        return Context(Project(ROOT), trust, drop, {**held, **absent}, BENCHMARKS)

    return context
