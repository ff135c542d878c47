"""A small trust, and its tables from rows written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurements
from goldenthread.measures.registry import Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.columns import typed
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import Absent, Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
SOURCES = load_sources(ROOT / "params" / "sources")
AS_OF = dt.date(2022, 4, 8)

Rows = Sequence[Mapping[str, object]]
Measure = Callable[..., Measurements]

TRUST = {
    "trust": "test",
    "name": "Test Trust",
    "schools": [
        {
            "urn": "100001",
            "name": "North School",
            "short_name": "North",
            "phase": "secondary",
            "joined": dt.date(2015, 9, 1),
        },
        {
            "urn": "100002",
            "name": "South School",
            "short_name": "South",
            "phase": "secondary",
            "joined": dt.date(2015, 9, 1),
        },
    ],
    "bodies": [
        {"id": "board", "name": "Trust Board", "kind": "trustees", "seats": 3}
        | {"meetings": [dt.date(2021, 10, 14), dt.date(2022, 2, 17), dt.date(2022, 6, 30)]},
        {"id": "finance", "name": "Finance Committee", "kind": "committee"}
        | {"meetings": [dt.date(2021, 9, 30)]},
        {"id": "north", "name": "North LGB", "kind": "local", "school": "100001", "seats": 3},
        {"id": "south", "name": "South LGB", "kind": "local", "school": "100002", "seats": 2},
    ],
}


def _kinds(source: Source) -> dict[str, str]:
    """Every column of a source and its type."""
    found = {"school": "school"} | {name: c.type for name, c in source.columns.items()}
    if source.unpivot:
        found[source.unpivot.name] = "date" if source.unpivot.columns == "dates" else "text"
        found[source.unpivot.value] = source.unpivot.value_type
    return found


def table(name: str, rows: Rows) -> Table:
    """As the reader hands it over: every column, typed, and where each row stands."""
    source = SOURCES[name]
    unknown = {key for row in rows for key in row} - set(_kinds(source))
    assert not unknown, f"{name} has no columns {unknown}"
    columns = {
        column: typed([row.get(column) for row in rows], kind)  # type: ignore[arg-type]
        for column, kind in _kinds(source).items()
    }
    frame = pd.DataFrame(columns)
    if source.school_from == "none":
        frame["school"] = pd.Series([""] * len(rows), dtype="string")
    frame = frame.assign(_file=f"{name}.xlsx", _sheet="Sheet1", _row=range(2, len(rows) + 2))
    return Table(source, frame, ())


def context_of(
    as_of: dt.date = AS_OF,
    settings: Mapping[str, object] | None = None,
    phases: Sequence[str] = ("secondary", "secondary"),
    **tables: Rows,
) -> Context:
    """What a measure sees of a drop whose tables are given as rows."""
    schools = [s | {"phase": p} for s, p in zip(TRUST["schools"], phases, strict=True)]
    trust = Trust.model_validate(TRUST | {"settings": dict(settings or {}), "schools": schools})
    drop = Drop(
        drop="d", title="D", trust="test", plan="p", year="2021/22", term="spring", as_of=as_of
    )
    held = {name: table(name, rows) for name, rows in tables.items()}
    absent = {name: Absent(name, f"no {name}") for name in SOURCES if name not in held}
    benchmarks = Benchmarks(ROOT / "params" / "benchmarks")
    return Context(Project(ROOT), trust, drop, {**held, **absent}, benchmarks)


@pytest.fixture
def context() -> Callable[..., Context]:
    return context_of


@pytest.fixture
def measured() -> Measure:
    """Computes one measure from tables given as rows: `measured("seats_filled", governors=[...])`.

    `as_of` and `settings` are the drop's day and the trust's settings, `phases` those of its
    schools where they are not all secondary.
    """

    def compute(
        measure: str,
        as_of: dt.date = AS_OF,
        settings: Mapping[str, object] | None = None,
        phases: Sequence[str] = ("secondary", "secondary"),
        **tables: Rows,
    ) -> Measurements:
        context = context_of(as_of, settings, phases, **tables)
        return Measurements(compute_all(context, {measure: all_measures()[measure]}))

    return compute
