"""The demo drops as an analyst would check them: whole, readable, and of their own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.demo.amethyst.setting import DROPS
from goldenthread.demo.exports.pupils import upn_with_check_letter
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.drop_tables import DropTables
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Absent, Table

BY_NAME = pytest.mark.parametrize("drop", DROPS, ids=lambda drop: drop.id)
# Not asked of every trust, or of no secondary school.
OPTIONAL = {
    name: source.optional or bool(source.phases and "secondary" not in source.phases)
    for name, source in load_sources(Path(__file__).parents[2] / "params/sources").items()
}
# What a drop lacks on purpose, of the exports that every trust needs: results come in August, and
# one report is late in autumn.
LACKING = {
    "2021-autumn": {"ks4_results", "deep_dives"},
    "2022-spring": {"ks4_results"},
    "2022-summer": set(),
}
# Days that may well lie ahead: what is planned, falls due, or runs out.
AHEAD = {
    "due",
    "revised_due",
    "planned",
    "term_end",
    "expires",
    "review_due",
    "follow_up",
    "meeting",
    "start",
}

Tables = Mapping[str, DropTables]


@BY_NAME
def test_every_source_has_its_export(demo_tables: Tables, drop: DemoDrop) -> None:
    tables = demo_tables[drop.id].tables
    absent = {name for name, table in tables.items() if not isinstance(table, Table)}
    assert {name for name in absent if not OPTIONAL[name]} == LACKING[drop.id]


@BY_NAME
def test_the_reader_stops_only_at_the_report_that_is_late(
    demo_tables: Tables, drop: DemoDrop
) -> None:
    stops = {f.source for f in demo_tables[drop.id].findings if f.severity == "stop"}
    assert stops == ({"deep_dives"} if drop.id == "2021-autumn" else set())
    warnings = [str(f) for f in demo_tables[drop.id].findings if f.severity == "warning"]
    assert warnings == []


def test_results_are_not_missed_before_they_are_out(demo_tables: Tables) -> None:
    absent = demo_tables["2022-spring"].tables["ks4_results"]
    assert isinstance(absent, Absent)
    assert absent.reason == "it is not due before the summer drop"


@BY_NAME
def test_both_schools_are_in_every_export_of_schools(demo_tables: Tables, drop: DemoDrop) -> None:
    for name, table in demo_tables[drop.id].tables.items():
        if not isinstance(table, Table) or not table.source.each_school:
            continue
        if table.source.school_from != "none":
            assert {"139138", "144278"} <= set(table.frame["school"]), name


@BY_NAME
def test_nothing_has_happened_after_the_day_of_the_drop(
    demo_tables: Tables, drop: DemoDrop
) -> None:
    seen = 0
    for name, table in demo_tables[drop.id].tables.items():
        if not isinstance(table, Table):
            continue
        for column, spec in table.source.columns.items():
            if spec.type not in ("date", "datetime") or _is_ahead(name, column):
                continue
            days = pd.to_datetime(table.frame[column])
            late = days.dropna() > pd.Timestamp(dt.datetime.combine(drop.as_of, dt.time.max))
            assert not late.any(), f"{name}.{column}"
            seen += 1
    assert seen > 25


def _is_ahead(source: str, column: str) -> bool:
    # The start of a suspension has been; the start of an action may be to come.
    return column in AHEAD and (source, column) != ("suspensions", "start")


@BY_NAME
def test_pupil_numbers_are_valid_and_of_no_real_authority(
    demo_tables: Tables, drop: DemoDrop
) -> None:
    upns = _frame(demo_tables, drop.id, "pupils")["upn"]
    assert len(upns) > 1400
    assert upns.is_unique
    for upn in upns:
        assert upn[1:4] == "999"
        assert upn_with_check_letter(upn[1:]) == upn


def test_check_letter_is_the_weighted_sum_modulo_23() -> None:
    # 2×9 + 3×9 + 4×9 + 5×4 + 6×1 + 7×0 + 8×1 + 9×1 + 10×0 + 11×0 + 12×0 + 13×1 = 137 = 5×23 + 22
    assert upn_with_check_letter("999410110001") == "Z999410110001"


def _frame(demo_tables: Tables, drop: str, source: str) -> pd.DataFrame:
    table = demo_tables[drop].tables[source]
    assert isinstance(table, Table)
    return table.frame
