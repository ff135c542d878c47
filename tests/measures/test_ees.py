"""Data files of Explore education statistics: one row for a figure, or a finding that says why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.ees_figures import with_published
from goldenthread.measures.ees_rows import FigureRule, load_rules
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
BENCHMARKS = Benchmarks(ROOT / "params" / "benchmarks")
TRUST = Trust.model_validate(
    {
        "trust": "t",
        "name": "T",
        "region": "West Midlands",
        "local_authority": "Wolverhampton",
        "schools": [
            {"urn": "100001", "name": "North School", "short_name": "North"}
            | {"phase": "secondary", "joined": "2015-09-01"}
        ],
    }
)
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_name,la_name,"
    "version,establishment_type_group,breakdown_topic,breakdown,sex,disadvantage_status,"
    "pupil_count,attainment8_average,engmath_95_percent,progress8_average"
)


def row(**cells: str) -> str:
    """A row of England, all pupils, 2024/25, unless it says otherwise."""
    usual = {
        "time_period": "202425",
        "time_identifier": "Academic year",
        "geographic_level": "National",
        "country_code": "E92000001",
        "country_name": "England",
        "version": "Final",
        "establishment_type_group": "All state-funded",
        "breakdown_topic": "Total",
        "breakdown": "Total",
        "sex": "Total",
        "disadvantage_status": "Total",
        "pupil_count": "625673",
        "attainment8_average": "46.2",
        "engmath_95_percent": "45.4",
        "progress8_average": "z",
    }
    return ",".join((usual | cells).get(name, "") for name in HEAD.split(","))


@pytest.fixture
def published(tmp_path: Path) -> Any:
    def take(*rows: str, name: str = "ees_ks4.csv", head: str = HEAD, **export: str) -> Any:
        (tmp_path / name).write_text("\n".join((head, *rows)) + "\n", "utf-8")
        exports = [{"file": name, "source": "ees"} | export]
        drop = Drop.model_validate(
            {"drop": "d", "title": "D", "trust": "t", "plan": "p", "year": "2024/25"}
            | {"term": "summer", "as_of": dt.date(2025, 8, 31), "exports": exports}
        )
        read = read_drop(Project(ROOT), TRUST, drop, tmp_path)
        return with_published(BENCHMARKS, read.tables, TRUST, drop)

    return take


def test_the_row_of_all_pupils_is_taken_with_year_status_and_source(published: Any) -> None:
    found, findings = published(
        row(),
        row(sex="Girls", attainment8_average="48.0"),
        row(establishment_type_group="All independent", attainment8_average="60.0"),
        row(disadvantage_status="Disadvantaged", attainment8_average="34.7"),
        row(disadvantage_status="Not known to be disadvantaged", attainment8_average="50.6"),
        row(geographic_level="Regional", region_name="West Midlands", attainment8_average="44.9"),
        row(geographic_level="Local authority", la_name="Wolverhampton", engmath_95_percent="40.1"),
        row(geographic_level="Local authority", la_name="Cornwall", engmath_95_percent="1.0"),
    )
    for name, value in (
        ("attainment_8", 46.2),
        ("attainment_8_disadvantaged", 34.7),
        ("attainment_8_not_disadvantaged", 50.6),
        ("west_midlands_attainment_8", 44.9),
        ("wolverhampton_english_maths_5", 40.1),
    ):
        figure = found.get(name).figure("2024/25")
        assert (figure.value, figure.status) == (value, "final")
        assert figure.source.endswith("Explore education statistics, ees_ks4.csv")
    assert found.get("attainment_8").figure("2023/24").value == 45.9  # as params hold it
    assert found.get("progress_8").figure("2024/25").value is None  # z: there is no such measure
    assert {f.severity for f in findings} == {"note"}
    assert any("46.2 (final), params hold 46.0 (revised)" in f.message for f in findings)


def test_a_filter_that_is_not_pinned_is_named_and_nothing_is_taken(published: Any) -> None:
    found, findings = published(row(), row(sex="All"))
    assert found.get("attainment_8").figure("2024/25").value == 46.0
    (finding,) = (f for f in findings if f.rule == "filter-not-pinned")
    assert finding.severity == "warning"
    assert "more than one row is left" in finding.message
    assert "sex (All, Total)" in finding.message
    assert "ees.yml" in finding.fix


def test_a_file_without_a_total_names_the_filter_that_has_none(published: Any) -> None:
    _, findings = published(row(sex="Girls"), row(sex="Boys"))
    (finding,) = (
        f for f in findings if f.rule == "filter-not-pinned" and "points" not in f.message
    )
    assert "no row is left" in finding.message
    assert "sex (Boys, Girls)" in finding.message


@pytest.mark.parametrize(
    ("name", "version", "declared", "status", "value"),
    [
        ("ees_ks4.csv", "Provisional", {}, "revised", 46.0),  # what is held is more final
        ("ees_ks4_final.csv", "", {}, "final", 45.5),
        ("ees_ks4.csv", "", {"status": "provisional"}, "revised", 46.0),
        ("ees_ks4.csv", "", {}, "as published", 45.5),
    ],
)
def test_the_more_final_figure_stands(
    published: Any, name: str, version: str, declared: Any, status: str, value: float
) -> None:
    found, _ = published(row(version=version, attainment8_average="45.5"), name=name, **declared)
    figure = found.get("attainment_8").figure("2024/25")
    assert (figure.value, figure.status) == (value, status)


def test_of_several_versions_the_most_final_is_taken(published: Any) -> None:
    rows = [
        row(version=version, attainment8_average=value)
        for version, value in (("Provisional", "45.9"), ("Revised", "46.1"), ("Final", "46.3"))
    ]
    found, _ = published(*rows)
    assert found.get("attainment_8").figure("2024/25").value == 46.3


def test_a_figure_that_rounds_to_the_file_s_keeps_its_decimals(published: Any) -> None:
    head = "time_period,geographic_level,country_name,school_type,sess_overall_percent"
    rows = [
        "201617,National,England,State-funded secondary,5.4",
        "201617,National,England,Total,4.7",
    ]
    found, findings = published(*rows, head=head)
    assert found.get("absence_secondary").figure("2016/17").value == 5.35
    assert findings == ()


def test_a_file_of_none_of_the_figures_says_so(published: Any) -> None:
    head = "time_period,geographic_level,country_name,school_type,pupils"
    _, findings = published("201617,National,England,Total,4", head=head)
    assert [f.rule for f in findings] == ["no-figure-known"]


def test_every_rule_is_of_a_figure_that_params_hold() -> None:
    rules = load_rules(BENCHMARKS.folder)
    for rule in rules.figures:
        assert BENCHMARKS.get(rule.benchmark).unit == rule.unit, rule.benchmark
    with pytest.raises(ValueError, match="one_of names columns without a filter: sex"):
        FigureRule(benchmark="x", indicators=("a",), unit="percent", one_of=("sex",))
