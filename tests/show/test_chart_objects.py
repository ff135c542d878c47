"""Charts: a finding as the title, the figures as alt text, a clean drawing, the axes returned."""

# ruff: noqa: E501 - a title in a table stays on its line
from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matplotlib.axes import Axes

from goldenthread import charts
from goldenthread.display.figure import Chart
from goldenthread.errors import ParameterError
from goldenthread.measures.measurement import TRUST, Measurement, Measurements
from goldenthread.report import report_on

# Chart, its arguments, what its title and alt text must hold.
KINDS = [
    ("intervals", ["progress_8"], "North is above the national average", "+0.31"),
    ("against_national", ["attainment_8"], "South is below the national figure", "51.3"),
    ("against_national", ["retention"], "87.6%", "82.0%"),
    ("gap", ["attainment_8"], "behind other pupils nationally by", "41.0"),
    ("by_term", ["overall_absence"], "North 6.9% and South 10.1%", "10.1%"),
    ("survey", ["pupil_survey_answers"], "have hardly moved since", "I feel safe: 72% agree"),
    ("skills", [], "Finance (North Governors)", "Trust Board, Finance: 3"),
    ("terms_of_office", [], "1 seat is empty", "Trust Board: 0 empty"),
    ("checklist", ["oversight_in_place"], "oversight: 3 of 4; missing or partly", "Training"),
    ("coverage_grid", [], "4 of 8 parts", "Music Map Y7 not in place"),
    ("roles", [], "1 pathway has no pupil in a role", "Sports, North School: 12"),
    ("budget", [], "over budget", "staff costs +2.9%"),
    ("spending", [], "£810,000", "£800,000"),
    ("ageing", [], "6 of 8 open audit actions are overdue", "5 over 90 days overdue"),
    (
        "risk_map",
        [],
        "The only risk scores 15 or more after controls",
        "R07: 20 before controls, 16 after",
    ),
    ("milestones", [], "overdue: Action 1.A1", "Action 1.A2: done on 1 June 2022"),
]
IDS = [f"{name}-{'-'.join(arguments)}" for name, arguments, *_ in KINDS]


def draw(report, name, arguments):
    axes = getattr(charts, name)(report, *arguments)
    return axes, report.shown[-1]


@pytest.mark.parametrize(("name", "arguments", "title", "alt"), KINDS, ids=IDS)
def test_a_chart_states_its_finding_and_gives_its_figures(report, name, arguments, title, alt):
    axes, chart = draw(report, name, arguments)
    assert isinstance(axes, Axes)
    assert isinstance(chart, Chart)
    assert title in chart.title
    assert alt in chart.alt
    page = chart.html()
    assert 'role="img"' in page
    assert f'<title id="{chart.anchor}-title">' in page
    assert f'<desc id="{chart.anchor}-desc">' in page


@pytest.mark.parametrize(("name", "arguments", "title", "alt"), KINDS, ids=IDS)
def test_a_drawing_is_the_same_twice_and_free_of_styles(judged, name, arguments, title, alt):
    first, second = (
        draw(report_on(judged, "objective", "standards"), name, arguments)[1] for _ in range(2)
    )
    assert first.svg == second.svg
    assert first.anchor == second.anchor
    assert "style" not in first.svg
    assert "xlink" not in first.svg
    assert "<script" not in first.html()


def test_no_id_is_used_twice_on_a_page(report):
    for name, arguments, *_ in (*KINDS, KINDS[0]):
        draw(report, name, arguments)
    ids = re.findall(r'\bid="([^"]+)"', "".join(shown.html() for shown in report.shown))
    assert len(ids) == len(set(ids))
    references = re.findall(r'(?:href="#|url\(#)([^")]+)', "".join(s.html() for s in report.shown))
    assert set(references) <= set(ids)


@pytest.mark.parametrize(("name", "arguments", "title", "alt"), KINDS[:-1], ids=IDS[:-1])
def test_without_figures_a_sentence_says_so(bare, name, arguments, title, alt):
    report = report_on(bare, "objective", "standards")
    axes, chart = draw(report, name, arguments)
    assert isinstance(axes, Axes)
    assert chart.svg is None
    assert "<svg" not in chart.html()
    assert chart.caption.endswith(".")


def test_charts_of_one_kind_share_one_scale(judged, report):
    whole = charts.intervals(report, "progress_8")
    north = charts.intervals(report_on(judged, "objective", "standards", "North"), "progress_8")
    assert whole.get_xlim() == north.get_xlim() == (-1.0, 1.0)


def test_a_schools_chart_shows_no_other_school(north):
    for name, arguments, *_ in KINDS:
        getattr(charts, name)(north, *arguments)
    pages = "".join(shown.html() for shown in north.shown)
    assert "North" in pages
    assert "South" not in pages
    assert "Demo Trust" not in pages


@pytest.mark.parametrize(
    ("north", "south", "said"),
    [
        # (figure, its 95% interval), against the national figure of 48.8
        ((49, 46, 52), (48, 45, 51), "North and South cannot be told apart from {}"),
        ((52, 49, 55), (49, 46, 52), "North is above {}; South cannot be told apart from it"),
        ((44, 41, 48.8), (44, 41, 47), "South is below {}; North cannot be told apart from it"),
        ((52, None, None), (44, None, None), "North is above {}; South is below it"),
        ((48.8, None, None), (48.8, None, None), "every school is at {}"),
    ],
)
def test_a_school_is_above_or_below_the_nation_only_beyond_chance(judged, north, south, said):
    found = Measurements(
        Measurement("attainment_8", urn, "2021/22", value, low=low, high=high, n=100)
        for urn, (value, low, high) in (("100001", north), ("100002", south))
    )
    report = report_on(replace(judged, measurements=found), "objective", "standards")
    charts.against_national(report, "attainment_8")
    assert report.shown[-1].title == f"Attainment 8: {said.format('the national figure')}"


def _answers(agree):
    """Of each statement the answers of a wave in which so many per cent agree."""
    answers = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree")
    return Measurements(
        Measurement(
            "pupil_survey_answers", TRUST, "2021/22", value, group=f"{item} · {answer}", n=9
        )
        for item, share in zip("ABC", agree, strict=False)
        for answer, value in zip(
            (*answers, "Strongly agree"), (5, 5, 80 - share, share, 10), strict=True
        )
    )


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        ((53, 51), (50, 50), "Most changed is “A”: 63% agree, 60% in {}"),
        ((53, 47.9), (50, 50), "No statement has changed clearly more than the others since {}"),
        ((45, 52), (50, 50), "Most changed is “A”: 55% agree, 60% in {}"),
        ((52.63, 52.56), (50, 50), "Agreement is up on both statements since {}, by 3 percentage points"),
        ((52.4, 52.1, 53.2), (50, 50, 50), "Agreement is up on all 3 statements since {}, by 2 or 3 percentage points"),
        ((49.2, 49.6), (50, 50), "No statement has changed clearly more than the others since {}"),
        ((49.1, 49), (50, 50), "Agreement is down on both statements since {}, by 1 percentage point"),
        ((50.3, 50.2), (50, 50), "Answers have hardly moved since {}"),
        ((52,), (50,), "Most changed is “A”: 62% agree, 60% in {}"),
    ],
)  # fmt: skip
def test_a_statement_is_named_only_where_it_leads(judged, now, before, title):
    earlier = replace(judged.previous, measurements=_answers(before))
    drop = replace(judged, measurements=_answers(now), previous=earlier)
    report = report_on(drop, "objective", "standards")
    charts.survey(report, "pupil_survey_answers")
    assert report.shown[-1].title == title.format("spring 2022")


def test_an_analyst_can_go_on_from_the_axes(report):
    axes = charts.intervals(report, "progress_8")
    axes.set_xlabel("Changed by hand")
    charts.show_again(report, axes, title="Another finding")
    assert report.shown[-1].title == "Another finding"
    assert "Changed by hand" in report.shown[-1].svg


def test_a_misspelt_measure_is_told_so(report):
    with pytest.raises(ParameterError, match="progress_8"):
        charts.intervals(report, "progres_8")


def test_figures_below_zero_have_a_true_minus(report):
    _, chart = draw(report, "intervals", ["progress_8"])
    assert "−0.24" in chart.alt
    assert ">−0.24<" in chart.svg


def test_axes_without_a_chart_are_made_when_an_analyst_draws_on_them(bare):
    page = report_on(bare, "school", school="North")
    axes = charts.intervals(page, "progress_8")
    assert isinstance(axes, Axes)
    assert type(axes) is not Axes
    axes.plot([1, 2], [3, 4])
    assert type(axes) is Axes
    assert axes.get_figure().axes == [axes]
    assert axes.get_figure().get_figheight() == 1
    charts.show_again(page, axes, title="Drawn by hand")
    assert page.shown[-1].svg.count("<path") > 1
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = charts.intervals(page, "progress_8").nonsense


def test_what_is_set_of_axes_without_a_chart_stays(bare):
    axes = charts.intervals(report_on(bare, "school", school="North"), "progress_8")
    axes.set_axis_off()
    assert type(axes) is Axes
    assert not axes.axison
