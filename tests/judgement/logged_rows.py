"""Rows of the two logs, measured as a drop's are and put into a world to be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.measures.registry import REGISTER, Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.columns import typed
from goldenthread.sources.spec import Source
from goldenthread.sources.table import Absent, Table

ROOT = Path(__file__).parents[2]
MEASURED_FROM = {"occasions": "cadence_kept", "evidence_log": "evidence_in_place"}
# Read beside a log, where a board's meetings are asked for.
BESIDE = ("meetings", "meeting_attendance")
SOURCES = {
    name: load(ROOT / "params" / "sources" / f"{name}.yml", Source)
    for name in (*MEASURED_FROM, *BESIDE)
}

Rows = Sequence[Mapping[str, object]]


def held(*days: str, place: str = "North School", reference: str = "C1") -> list[dict[str, Any]]:
    """Occasions on some days of a year, written as 10-08; a school year begins in September."""
    return [
        {"reference": reference, "occasion": "Meeting", "place": place, "held": _day(day)}
        for day in days
    ]


def item(
    name: str,
    in_place: str = "full",
    date: str = "2022-05-03",
    place: str = "North School",
    reference: str = "C1",
) -> dict[str, Any]:
    """A row of the evidence log; without a date where `date` is ""."""
    row = {"reference": reference, "item": name, "place": place, "in_place": in_place}
    return row | {"date": dt.date.fromisoformat(date) if date else None, "evidence": "Minutes"}


def log(world: Any, **tables: Rows) -> Any:
    """The world with what the logs measure: `log(world, occasions=held("09-08"))`."""
    found: dict[str, Table | Absent] = {
        name: _table(name, tables[name]) if name in tables else Absent(name, f"no {name} supplied")
        for name in (*MEASURED_FROM, *BESIDE)
    }
    benchmarks = Benchmarks(world.benchmarks_folder)
    context = Context(Project(ROOT), world.the_trust(), world.the_drop(), found, benchmarks)
    register = {name: REGISTER[name] for name in MEASURED_FROM.values()}
    world.figures += compute_all(context, register)
    return world


def _table(name: str, rows: Rows) -> Table:
    source = SOURCES[name]
    columns = {
        column: typed([row.get(column) for row in rows], spec.type)
        for column, spec in source.columns.items()
    }
    if source.unpivot:
        columns |= {
            "meeting": typed([row["meeting"] for row in rows], "date"),
            "mark": typed([row["mark"] for row in rows], "choice"),
        }
    frame = pd.DataFrame(columns).assign(_file=f"{name}.xlsx", _sheet="Log")
    return Table(source, frame.assign(_row=range(2, len(rows) + 2)), ())


def _day(text: str) -> dt.date:
    return dt.date(2021 if text >= "09" else 2022, int(text[:2]), int(text[3:]))
