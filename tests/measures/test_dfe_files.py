"""The department's files: a few rows written here, and England's real ones where they are."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from goldenthread.drop import Export
from goldenthread.measures import dfe_absence, dfe_ks4, dfe_ks4_progress, dfe_ks4_rows, dfe_rows
from goldenthread.measures.measurement import ENGLAND, TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import REGISTER, Context, compute_all
from goldenthread.provenance import InputFile

NORTH, SOUTH = "100001", "100002"


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
    assert north.detail("Place in England") == "1st of 3 mainstream schools in the file"
    assert north.detail("Place in the local authority") == "1st of 2 mainstream schools in the file"
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


def test_a_school_s_own_figure_has_its_place_among_the_published_ones(build: Any) -> None:
    """The file's figure of the school itself (50) is no rival of the one worked out here (10)."""
    results = [{"school": NORTH, "upn": "a", "subject": "Maths", "grade": "5"}]
    targets = [{"school": NORTH, "upn": "a", "ks2_reading": 100, "ks2_maths": 100}]
    published = [{**row, "progress_8": None} for row in ROWS]
    context = build(ks4_results=results, ks4_targets=targets, dfe_ks4=published)
    item = one(found(context, "attainment_8"), NORTH)
    assert item.value == 10
    assert item.detail("Place in England") == "3rd of 3 mainstream schools in the file"
    assert item.detail("Place in the local authority") == "2nd of 2 mainstream schools in the file"
    progress = one(found(context, "progress_8"), NORTH)
    assert progress.value is not None
    assert progress.detail("Place in England") == ""  # the file has no figure of the kind
    assert "Published by" not in dict(progress.details)


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
        "1st lowest of 2 state-funded secondary schools in the file"
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


def test_second_ways_are_registered() -> None:
    for field in (*dfe_ks4.FIELDS, dfe_ks4_rows.PROGRESS, dfe_ks4_progress.UNADJUSTED):
        assert ("dfe_ks4",) in [p.needs for p in REGISTER[field.measure].providers]
    for field in dfe_absence.FIELDS:
        assert ("dfe_absence",) in [p.needs for p in REGISTER[field.measure].providers]


def with_files(context: Context, source: str, name: str) -> Context:
    """The context, its table read from a file of that name."""
    table = context.tables[source]
    named = replace(table, files=(InputFile(name, "0" * 64, 1, source),))
    return Context(
        context.project,
        context.trust,
        context.drop,
        {**context.tables, source: named},
        context.benchmarks,
    )


@pytest.mark.parametrize(
    ("name", "declared", "status"),
    [
        ("england_ks4provisional.csv", None, "Provisional"),
        ("england_ks4final.csv", None, "Final"),
        ("202425_performance_tables_schools_revised.csv", None, "Revised"),
        ("england_ks4.csv", "revised", "Revised"),
        ("england_ks4provisional.csv", "final", "Final"),  # what the analyst says comes first
        ("england_ks4.csv", None, "As the drop says"),
        ("final_copy_of_provisional.csv", None, "As the drop says"),
    ],
)
def test_how_final_a_file_is(build: Any, name: str, declared: Any, status: str) -> None:
    context = build(**YEAR, dfe_ks4=ROWS)
    exports = (Export(file=name, source="dfe_ks4", status=declared),)
    drop = context.drop.model_copy(update={"data_status": "As the drop says", "exports": exports})
    context = with_files(replace(context, drop=drop), "dfe_ks4", name)
    items = found(context, "attainment_8")
    for entity in (NORTH, TRUST, ENGLAND):
        assert one(items, entity).detail("Status") == status


GROUPED = [
    school(NORTH, 100, 50.0, attainment_8_disadvantaged=42.0, pupils_disadvantaged=30)
    | {"attainment_8_not_disadvantaged": 53.4, "attainment_8_girls": 51.0, "pupils_girls": 55}
    | {"attainment_8_prior_low": 30.1, "progress_8": 0.2, "progress_8_low": 0.0}
    | {"progress_8_high": 0.4, "progress_8_band": "3", "progress_pupils": 90}
    | {"progress_8_disadvantaged": -0.1, "progress_pupils_disadvantaged": 28}
    | {"progress_8_disadvantaged_low": -0.58, "progress_8_disadvantaged_high": 0.38}
    | {"progress_8_maths": 0.31, "progress_8_maths_low": 0.1, "progress_8_maths_high": 0.52}
    | {"progress_8_unadjusted": 0.15, "progress_8_unadjusted_low": -0.06, "progress_8_adjusted": 2}
    | {"progress_8_unadjusted_high": 0.36, "english_maths_5_disadvantaged": 30.0},
    school("", 8000, 46.7, record_type=7, la=None, attainment_8_not_disadvantaged=50.3)
    | {"progress_8_not_disadvantaged": 0.13},
]


def test_published_groups_and_elements(build: Any) -> None:
    context = build(**YEAR, dfe_ks4=GROUPED)
    attainment = found(context, "attainment_8")
    for group, value, count in (
        ("Disadvantaged pupils", 42.0, 30),
        ("Not disadvantaged", 53.4, None),
        ("Girls", 51.0, 55),
        ("Low prior attainment", 30.1, None),
    ):
        item = attainment.one("attainment_8", NORTH, group)
        assert item is not None
        assert (item.value, item.n) == (value, count)
    share = found(context, "english_maths_5").one("english_maths_5", NORTH, "Disadvantaged pupils")
    assert share is not None
    assert (share.numerator, share.denominator) == (9, 30)
    progress = found(context, "progress_8")
    item = progress.one("progress_8", NORTH, "Disadvantaged pupils")
    assert item is not None
    assert (item.value, item.low, item.high, item.n) == (-0.1, -0.58, 0.38, 28)
    item = progress.one("progress_8", NORTH, "Maths")
    assert item is not None
    assert (item.value, item.low, item.high, item.n) == (0.31, 0.1, 0.52, 90)
    assert one(progress, NORTH).detail("Very negative scores adjusted") == "2 pupils"


def test_published_gaps_are_to_others_nationally_in_the_same_file(build: Any) -> None:
    context = build(**YEAR, dfe_ks4=GROUPED)
    for name, gap in (("gap_attainment_8", 42.0 - 50.3), ("gap_progress_8", -0.1 - 0.13)):
        item = one(found(context, name), NORTH)
        assert item.value == pytest.approx(gap)
        assert item.detail("Held against").startswith("England 2018/19, state-funded schools")
    without = build(**YEAR, dfe_ks4=GROUPED[:1])
    item = one(found(without, "gap_attainment_8"), NORTH)
    assert item.value == pytest.approx(42.0 - 50.3)  # the benchmark of the year
    assert item.detail("Held against").endswith("as published")


def test_unadjusted_scores_are_pooled_by_the_pupils_they_are_of(build: Any) -> None:
    rows = [
        school(NORTH, 100, 50.0, progress_pupils=90, progress_8_unadjusted=0.5),
        school(SOUTH, 100, 50.0, progress_pupils=10, progress_8_unadjusted=-0.5),
    ]
    trust = one(found(build(**YEAR, dfe_ks4=rows), "progress_8_unadjusted"), TRUST)
    assert (trust.value, trust.n) == (pytest.approx(0.4), 100)


def test_the_score_before_adjustment_has_its_own_interval_and_no_band(build: Any) -> None:
    item = one(found(build(**YEAR, dfe_ks4=GROUPED), "progress_8_unadjusted"), NORTH)
    assert (item.value, item.low, item.high, item.n) == (0.15, -0.06, 0.36, 90)
    assert item.detail("Official band") == ""


def test_whatever_a_file_offers_there_is_no_progress_8_in_some_years(build: Any) -> None:
    for name in ("progress_8", "progress_8_unadjusted", "gap_progress_8"):
        items = found(build(year="2024/25", as_of=dt.date(2025, 10, 1), dfe_ks4=GROUPED), name)
        assert {item.state for item in items} == {State.NOT_MEASURABLE}
        assert {item.value for item in items} == {None}


def test_a_school_is_found_under_its_earlier_number(build: Any) -> None:
    links = [{"urn": "100009", "linked_urn": NORTH, "link": None}]
    register = [{"urn": NORTH, "linked_urn": "100009", "link": "Predecessor - amalgamated"}]
    rows = [school("100009", 100, 50.0)]
    for held in (links, register):
        item = one(found(build(**YEAR, dfe_ks4=rows, gias_links=held), "attainment_8"), NORTH)
        assert item.value == 50
        assert item.note == "published under 100009, the school's earlier number"
    rows.append(school(NORTH, 90, 44.0))  # its own number comes first
    item = one(found(build(**YEAR, dfe_ks4=rows, gias_links=links), "attainment_8"), NORTH)
    assert (item.value, item.note) == (44, "")


def test_a_file_of_several_years_and_groups_gives_one_row(build: Any) -> None:
    def row(urn: str, year: str, breakdown: str, a8: float, level: str) -> dict[str, object]:
        return {"urn": urn, "time_period": year, "breakdown": breakdown, "pupils": 100} | {
            "attainment_8": a8,
            "geographic_level": level,
        }

    rows = [
        row(NORTH, "201718", "Total", 40, "School"),
        row(NORTH, "201819", "Girls", 41, "School"),
        row(NORTH, "201819", "Total", 42, "School"),
        row("", "201819", "Total", 46.7, "National"),
        row("", "201718", "Total", 46.6, "National"),
    ]
    items = found(build(**YEAR, dfe_ks4=rows), "attainment_8")
    assert one(items, NORTH).value == 42
    assert one(items, ENGLAND).value == 46.7
