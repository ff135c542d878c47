"""What a figure may be held against: a year against a year, and never a term."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from goldenthread import charts
from goldenthread.display.figure import Chart
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.report import report_on
from goldenthread.view import View

SPRING = {"drop": "2022-spring", "term": "spring", "as_of": dt.date(2022, 4, 8)}
RATES = [
    *(("Autumn", 6.56, 3.63), ("Spring", 6.41, 1.6), ("Summer", 5.69, 4.07), ("all", 18.66, 9.3)),
]


@pytest.fixture
def with_rates(judged):
    """The demo trust, with suspensions by term for each school."""

    def made(**drop):
        rows = [
            Measurement("suspension_rate", school.urn, period, value, group=group)
            for school in judged.trust.schools
            for group, now, past in RATES
            for period, value in (("2021/22", now), ("2020/21", past))
        ]
        kept = [m for m in judged.measurements if m.measure != "suspension_rate"]
        return replace(
            judged,
            drop=judged.drop.model_copy(update=drop),
            measurements=Measurements([*kept, *rows]),
        )

    return made


def chart_of(judged):
    report = report_on(judged, "objective", "standards")
    charts.by_term(report, "suspension_rate")
    return next(part for part in report.shown if isinstance(part, Chart))


def test_a_year_of_suspensions_stands_beside_englands_year(with_rates):
    chart = chart_of(with_rates())
    assert chart.title == (
        "Suspensions per 100 pupils this year: North 18.66, up from 9.30; "
        "South 18.66, up from 9.30; England 13.96"
    )
    assert "whole year, 13.96" in chart.caption
    assert "Broken line" not in chart.caption


def test_a_part_of_a_year_is_not_held_against_a_year(with_rates):
    judged = with_rates(**SPRING)
    chart = chart_of(judged)
    assert "so far this year" in chart.title
    assert "13.96" not in chart.title + chart.alt + chart.caption + (chart.svg or "")
    assert "figures are for whole years" in chart.caption
    assert View(judged).national("suspension_rate") is None
    assert View(judged).national("overall_absence") is not None


def test_an_autumn_is_held_against_the_same_autumn_only(with_rates):
    autumn = {"term": "autumn", "as_of": dt.date(2024, 12, 20), "year": "2024/25"}
    found = View(with_rates(**autumn)).national("suspension_rate")
    assert found is not None
    assert (found.value, found.label) == (7.81, "England, autumn term 2024/25")
    earlier = {"term": "autumn", "as_of": dt.date(2023, 12, 20), "year": "2023/24"}
    assert View(with_rates(**earlier)).national("suspension_rate") is None


def test_the_region_and_the_authority_stand_beside_england(judged):
    trust = judged.trust.model_copy(
        update={"region": "West Midlands", "local_authority": "Wolverhampton"}
    )
    report = report_on(replace(judged, trust=trust), "objective", "standards")
    report.figures("attainment_8", "progress_8")
    titles = [column.title for column in report.shown[-1].columns]
    assert titles[-3:] == ["England 2021/22", "West Midlands 2021/22", "Wolverhampton 2021/22"]
    assert report.shown[-1].rows[0][-2:] == ("47.6", "48.0")


def test_an_area_without_published_figures_is_quietly_absent(judged):
    trust = judged.trust.model_copy(update={"region": "Atlantis", "local_authority": ""})
    assert (
        View(replace(judged, trust=trust)).national_figures.nearby(
            View(judged).measure("attainment_8")
        )
        == ()
    )


def test_a_school_in_another_authority_is_not_held_against_the_trusts(judged):
    """Of Walsall nothing is held: Wolverhampton's figure is no comparison, and the gap is said."""
    first, *others = judged.trust.schools
    schools = (first.model_copy(update={"local_authority": "Walsall"}), *others)
    update = {"region": "West Midlands", "local_authority": "Wolverhampton", "schools": schools}
    moved = replace(judged, trust=judged.trust.model_copy(update=update))
    measure = View(moved).measure("attainment_8")
    alone = View(moved, school=schools[0]).national_figures
    assert [f.area for f in alone.nearby(measure)] == ["West Midlands"]
    assert alone.not_held(measure) == ("Walsall",)
    both = View(moved).national_figures
    assert [f.area for f in both.nearby(measure)] == ["West Midlands", "Wolverhampton"]
    report = report_on(moved, "objective", "standards")
    report.figures("attainment_8")
    said = f"No figure of Walsall is held: {first.name} cannot be compared with it."
    assert said in report.shown[-1].note
    report.figures("attainment_8", "progress_8")
    assert said in report.shown[-1].note
