"""The department's files: a few rows written here, and England's real ones where they are."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from goldenthread.measures import dfe_absence, dfe_ks4, dfe_rows
from goldenthread.measures.ks4_tables import official_band, progress_years
from goldenthread.measures.measurement import ENGLAND, TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import REGISTER, Context, compute_all

NORTH, SOUTH = "100001", "100002"
REAL = Path(__file__).parents[3] / "shared" / "real" / "ks4_and_absence_2018_19"


def school(urn: str, pupils: int, a8: float | None, **more: object) -> dict[str, object]:
    return {
        "record_type": 1,
        "urn": urn,
        "la": "336",
        "school_type": "AC",
        "pupils": pupils,
        "attainment_8": a8,
        "english_maths_5": 50.0,
    } | more


ROWS = [
    school(NORTH, 100, 50.0, progress_pupils=90, progress_8=0.82)
    | {"progress_8_low": 0.61, "progress_8_high": 1.03, "progress_8_band": "1"},
    school(SOUTH, 50, 41.0, progress_pupils=45, progress_8=-0.8)
    | {"progress_8_low": -1.3, "progress_8_high": -0.3, "progress_8_band": "SUPP"},
    school("100003", 80, 60.0, school_type="IND"),
    school("100004", 80, 45.0, la="201"),
    school("100005", 80, 30.0, la="201", record_type=2),
    school("", 900, 44.9, record_type=4),
    school("", 9000, 44.5, record_type=5, la=None),
    school("", 8000, 46.5, record_type=7, la=None, progress_8=-0.03),
]
YEAR = {"year": "2018/19", "as_of": dt.date(2019, 10, 17)}


def found(context: Context, name: str) -> Measurements:
    return Measurements(compute_all(context, {name: REGISTER[name]}))


def one(items: Measurements, entity: str) -> Measurement:
    item = items.one(items.items[0].measure, entity)
    assert item is not None
    return item


def test_published_figures_with_their_place_and_the_national_row(build: Any) -> None:
    items = found(build(**YEAR, dfe_ks4=ROWS), "attainment_8")
    north = one(items, NORTH)
    assert (north.value, north.n) == (50, 100)
    assert north.detail("Place in England") == "1st of 3 mainstream schools"
    assert north.detail("Place in the local authority") == "1st of 2 mainstream schools"
    assert one(items, TRUST).value == pytest.approx((5000 + 2050) / 150)
    assert "own calculation" in one(items, TRUST).note
    assert one(items, ENGLAND).value == 46.5
    assert one(items, "la:336").value == 44.9


def test_published_progress_8_keeps_its_interval_and_band(build: Any) -> None:
    items = found(build(**YEAR, dfe_ks4=ROWS), "progress_8")
    north, south, trust = (one(items, entity) for entity in (NORTH, SOUTH, TRUST))
    assert (north.low, north.high, north.n) == (0.61, 1.03, 90)
    assert north.detail("Official band") == "Well above average"
    assert north.coverage is not None
    assert north.coverage.percent == 90
    # published without a band, and none is made up
    assert south.detail("Official band") == "Withheld by the department"
    value = (90 * 0.82 - 45 * 0.8) / 135
    half = 1.96 * 1.283 / math.sqrt(135)
    assert (trust.value, trust.low, trust.high) == pytest.approx(
        (value, value - half, value + half)
    )
    assert "worked out" in trust.note
    assert one(items, ENGLAND).low is None


def test_a_file_of_a_year_without_progress_8_is_not_missing_data(build: Any) -> None:
    rows = [{**row, "progress_8": None} for row in ROWS]
    items = found(build(year="2020/21", as_of=dt.date(2021, 10, 1), dfe_ks4=rows), "progress_8")
    assert {item.state for item in items} == {State.NOT_MEASURABLE}


def test_shares_pool_the_pupils_behind_them(build: Any) -> None:
    rows = [school(NORTH, 152, 50, english_maths_5=46.7), school(SOUTH, 129, 40)]
    rows[1]["english_maths_5"] = 23.3
    trust = one(found(build(**YEAR, dfe_ks4=rows), "english_maths_5"), TRUST)
    assert (trust.numerator, trust.denominator) == (71 + 30, 281)
    assert trust.value == pytest.approx(100 * 101 / 281)


def test_a_withheld_figure_is_suppressed_and_any_other_gap_is_no_data(build: Any) -> None:
    context = build(**YEAR, dfe_ks4=[school(NORTH, 4, None), school(SOUTH, 50, None)])
    table = context.tables["dfe_ks4"]
    reasons = ("withheld by whoever published it", "not published")
    gaps = [
        {"_file": "dfe_ks4.xlsx", "_sheet": "Sheet1", "_row": row, "column": "attainment_8"}
        | {"reason": reason}
        for row, reason in zip((2, 3), reasons, strict=True)
    ]
    tables = dict(context.tables) | {
        "dfe_ks4": type(table)(table.source, table.frame, (), (), pd.DataFrame(gaps))
    }
    held = Context(context.project, context.trust, context.drop, tables, context.benchmarks)
    items = found(held, "attainment_8")
    assert one(items, NORTH).state == State.SUPPRESSED
    assert one(items, SOUTH).state == State.NO_DATA
    assert "not published" in one(items, SOUTH).note


def test_pupils_own_grades_come_first(build: Any) -> None:
    results = [{"school": NORTH, "upn": "a", "subject": "Maths", "grade": "5"}]
    context = build(ks4_results=results, ks4_targets=[{"school": NORTH, "upn": "a"}], dfe_ks4=ROWS)
    assert one(found(context, "attainment_8"), NORTH).value == 10


ABSENCE = [
    {"la": "336", "estab": "1", "urn": NORTH, "absence": 4.9, "persistent": 12.7},
    {"la": "336", "estab": "2", "urn": SOUTH, "absence": 6.2, "persistent": 14.7},
    {"la": "201", "estab": "3", "urn": "100009", "absence": 2.0, "persistent": 4.0},
    {"la": "NAT", "estab": "PRI", "absence": 4.0, "persistent": 8.2},
    {"la": "NAT", "estab": "SEC", "absence": 5.5, "persistent": 13.7},
]
CENSUS = [
    {"urn": urn, "school_type": kind, "pupils": pupils}
    for urn, kind, pupils in (
        (NORTH, "State-funded secondary", 900),
        (SOUTH, "State-funded secondary", 100),
        ("100009", "Independent school", 100),
    )
]


def test_absence_of_schools_trust_and_england(build: Any) -> None:
    items = found(build(**YEAR, dfe_absence=ABSENCE, dfe_census=CENSUS), "overall_absence")
    assert one(items, NORTH).detail("Place in England") == (
        "1st lowest of 2 state-funded secondary schools"
    )
    assert one(items, TRUST).value == pytest.approx(4.9 * 0.9 + 6.2 * 0.1)
    assert one(items, ENGLAND).value == 5.5


def test_without_a_census_absence_is_not_pooled(build: Any) -> None:
    items = found(build(**YEAR, dfe_absence=ABSENCE), "persistent_absence")
    assert one(items, NORTH).value == 12.7
    assert one(items, TRUST).state == State.NO_DATA
    assert one(items, ENGLAND).value == 13.7


@pytest.mark.parametrize(
    ("own", "higher", "text"),
    [
        (99, True, "1st of 99 x (top 2%)"),
        (1, True, "99th of 99 x (bottom 2%)"),
        (50, True, "50th of 99 x (middle)"),
        (1, False, "1st lowest of 99 x (lowest 2%)"),
        (99, False, "99th lowest of 99 x (highest 2%)"),
    ],
)
def test_places(own: float, higher: bool, text: str) -> None:
    values = pd.Series([*range(1, 100), None], dtype=float)
    assert dfe_rows.place(values, own, higher_is_better=higher, what="x") == text


@pytest.fixture(scope="module")
def england() -> pd.DataFrame:
    if not REAL.is_dir():
        pytest.skip("the department's real files are not beside this project")
    frame = pd.read_csv(REAL / "england_ks4provisional.csv", encoding="utf-8-sig", dtype=str)
    names = ["P8PUP", "P8MEA", "P8CILOW", "P8CIUPP"]
    numbers = frame[names].apply(pd.to_numeric, errors="coerce")
    return numbers.assign(band=frame["P8_BANDING"], kind=frame["RECTYPE"])


def test_intervals_of_every_school_of_england(england: pd.DataFrame, build: Any) -> None:
    rows = england[england["kind"].isin(["1", "2"])].dropna(subset=["P8MEA", "P8CILOW", "P8PUP"])
    assert len(rows) == 3525
    deviation = progress_years(build().benchmarks.folder)["2018/19"].standard_deviations.all
    half = 1.96 * deviation / rows["P8PUP"].pow(0.5)
    published = (rows["P8CIUPP"] - rows["P8CILOW"]) / 2
    assert (half - published).abs().max() <= 0.0055
    assert (rows["P8MEA"] - half - rows["P8CILOW"]).abs().max() <= 0.0105


def test_bands_of_every_school_of_england(england: pd.DataFrame) -> None:
    rows = england[england["band"].isin(list("12345"))].dropna(subset=["P8MEA"])
    assert len(rows) == 3551
    ours = [official_band(*row) for row in rows[["P8MEA", "P8CILOW", "P8CIUPP"]].to_numpy()]
    wrong = [
        (place, own)
        for place, own, band in zip(rows.index, ours, rows["band"], strict=True)
        if own != dfe_ks4.BANDS[band]
    ]
    assert wrong == []


def test_second_ways_are_registered() -> None:
    for field in (*dfe_ks4.FIELDS, dfe_ks4.PROGRESS):
        assert ("dfe_ks4",) in [p.needs for p in REGISTER[field.measure].providers]
    for field in dfe_absence.FIELDS:
        assert ("dfe_absence",) in [p.needs for p in REGISTER[field.measure].providers]
