"""What the demo is meant to show is in its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import load_drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.registry import Context
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables
from goldenthread.sources.table import Table
from goldenthread.trust import Trust

ALDERSLEY, MORETON = "139138", "144278"
SUMMER = "2022-summer"
Tables = Mapping[str, DropTables]


@pytest.fixture(scope="module")
def context(demo_tables: Tables, committed: Path, demo_trust: Trust) -> Context:
    project = Project.around(committed)
    benchmarks = Benchmarks(project.params / "benchmarks")
    drop = load_drop(committed / SUMMER)
    return Context(project, demo_trust, drop, demo_tables[SUMMER].tables, benchmarks)


def _values(context: Context, measure: str, group: str = "all") -> dict[str, float]:
    (provider, *_) = all_measures()[measure].providers
    year = context.drop.year
    return {
        m.entity: m.value
        for m in provider.compute(context)
        if m.group == group and m.period == year and m.value is not None
    }


def _frame(demo_tables: Tables, source: str, drop: str = SUMMER) -> pd.DataFrame:
    table = demo_tables[drop].tables[source]
    assert isinstance(table, Table)
    return table.frame


@pytest.mark.parametrize(
    ("measure", "aldersley", "moreton", "within"),
    [
        ("attainment_8", 50.0, 44.0, 0.7),
        ("progress_8", 0.30, -0.28, 0.05),
        ("overall_absence", 7.8, 9.9, 0.3),
        ("persistent_absence", 24.0, 31.5, 1.5),
        ("retention", 88.5, 83.0, 1.5),
    ],
)
def test_figures_lie_where_the_demo_means_them(
    context: Context, measure: str, aldersley: float, moreton: float, within: float
) -> None:
    values = _values(context, measure)
    assert values[ALDERSLEY] == pytest.approx(aldersley, abs=within)
    assert values[MORETON] == pytest.approx(moreton, abs=within)


def test_the_gap_is_wide_at_moreton(context: Context) -> None:
    gap = _values(context, "gap_attainment_8")
    assert gap[MORETON] < gap[ALDERSLEY] - 3


def test_cohorts_and_their_prior_attainment(demo_tables: Tables) -> None:
    targets = _frame(demo_tables, "ks4_targets")
    scored = targets.dropna(subset=["ks2_reading", "ks2_maths"])
    assert targets.groupby("school").size().to_dict() == {ALDERSLEY: 142, MORETON: 123}
    assert scored.groupby("school").size().to_dict() == {ALDERSLEY: 138, MORETON: 117}


def test_suspensions_double_at_moreton_and_fall_at_aldersley(demo_tables: Tables) -> None:
    events = _frame(demo_tables, "suspensions")
    events = events[events["type"] == "suspension"]
    this_year = pd.to_datetime(events["start"]) >= pd.Timestamp(2021, 9, 1)
    now, before = events[this_year]["school"], events[~this_year]["school"]
    assert (now == MORETON).sum() == 2 * (before == MORETON).sum()
    assert (now == ALDERSLEY).sum() < (before == ALDERSLEY).sum()


@pytest.mark.parametrize("drop", ["2021-autumn", "2022-spring", SUMMER])
def test_some_pupils_stand_at_exactly_ten_per_cent(demo_tables: Tables, drop: str) -> None:
    sums = (
        _frame(demo_tables, "attendance", drop)
        .groupby(["school", "upn"])[["possible", "authorised", "unauthorised"]]
        .sum()
    )
    absent = sums["authorised"] + sums["unauthorised"]
    at_edge = (10 * absent == sums["possible"]) & (sums["possible"] > 0)
    assert at_edge.groupby("school").sum().min() >= 6


def test_a_seat_stood_empty_for_214_days_and_two_terms_end_soon(demo_tables: Tables) -> None:
    seats = _frame(demo_tables, "governors")
    empty = pd.to_datetime(seats.loc[seats["body"] == "lgb-moreton", "vacant_since"]).dropna()
    assert [(pd.Timestamp(2022, 8, 31) - day).days for day in empty] == [214]
    ends = pd.to_datetime(seats["term_end"])
    soon = ends.between(pd.Timestamp(2022, 9, 1), pd.Timestamp(2022, 12, 31))
    assert soon.sum() == 2


def test_seats_are_those_of_the_plan(demo_tables: Tables, demo_trust: Trust) -> None:
    for drop in ("2021-autumn", "2022-spring", SUMMER):
        counts = _frame(demo_tables, "governors", drop).groupby("body").size().to_dict()
        assert counts == {body.id: body.seats for body in demo_trust.bodies}


def test_two_packs_were_late(demo_tables: Tables) -> None:
    packs = _frame(demo_tables, "accounts_packs")
    late = pd.to_datetime(packs["to_chair"]) > pd.to_datetime(packs["due"])
    assert late.sum() == 2


def test_one_tracking_upload_was_late(demo_tables: Tables) -> None:
    uploads = _frame(demo_tables, "tracking")
    late = uploads[pd.to_datetime(uploads["uploaded"]) > pd.to_datetime(uploads["due"])]
    assert set(zip(late["school"], late["data_point"], late["year_group"], strict=True)) == {
        (MORETON, "Data point 2", 10)
    }


def test_every_milestone_and_action_is_tracked(demo_tables: Tables) -> None:
    tracker = _frame(demo_tables, "milestones")
    counts = {1: 4, 2: 6, 3: 6, 4: 4, 5: 4, 6: 4, 7: 3}
    actions = {f"AM-{o}.A{n}" for o, count in counts.items() for n in range(1, count + 1)}
    milestones = {f"AM-7.SC{n}" for n in (1, 2, 3)} | {f"AM-OP.{n}" for n in (18, 19, 20)}
    assert set(tracker["reference"]) == actions | milestones
    done = tracker.set_index("reference").loc["AM-7.SC1", "done_on"]
    assert pd.Timestamp(done).date() == dt.date(2022, 6, 27)
