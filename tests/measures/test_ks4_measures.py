"""GCSE measures over a small year group."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from typing import Any

import pytest

from goldenthread.measures import (
    ks4_attainment,
    ks4_gaps,
    ks4_indicative,
    ks4_progress,
    ks4_unadjusted,
)
from goldenthread.measures.ks4_tables import ProgressYear, official_band, progress_years
from goldenthread.measures.measurement import TRUST, Measurements, State
from goldenthread.measures.registry import REGISTER, compute_all
from goldenthread.project import Project

NORTH, SOUTH = "100001", "100002"
Rows = list[dict[str, object]]
ESTIMATE_105 = 49.66  # 2021/22: the average of pupils with 104.5 or 105 at key stage 2


def result_rows(school: str, upn: str, **grades: object) -> Rows:
    names = {"language": "English Language", "literature": "English Literature"}
    return [
        {"school": school, "upn": upn, "subject": names.get(name, name.title()), "grade": grade}
        for name, grade in grades.items()
    ]


def member(school: str, upn: str, reading: float | None, maths: float | None, **more: Any) -> Any:
    return {"school": school, "upn": upn, "ks2_reading": reading, "ks2_maths": maths, **more}


@pytest.fixture
def year_group(build: Any) -> Any:
    """North: 8 pupils who get 5 in English and maths and one with no results; South: 6 with 4."""
    results, targets, pupils = [], [], []
    for school, count, grade in ((NORTH, 8, "5"), (SOUTH, 6, "4")):
        for number in range(count):
            upn = f"{school}-{number}"
            results += result_rows(
                school, upn, language=grade, literature=grade, maths=grade, history=grade
            )
            targets.append(member(school, upn, 99, 101, target_attainment_8=40))
            pupils.append(
                {"school": school, "upn": upn, "pupil_premium": number < 3, "year_group": 11}
                | {"sex": "F" if number % 2 else "M", "sen": "N", "eal": False}
            )
    targets.append(member(NORTH, "none", None, 101))
    return lambda **more: build(
        **{"ks4_results": results, "ks4_targets": targets, "pupils": pupils, **more}
    )


def test_attainment_8_counts_a_pupil_without_results_as_0(year_group: Any) -> None:
    found = Measurements(ks4_attainment.attainment_8(year_group()))
    north, south = (found.one("attainment_8", urn) for urn in (NORTH, SOUTH))
    assert north is not None
    assert south is not None
    assert north.value == pytest.approx(8 * 30 / 9)
    assert south.value == 24
    assert (north.n, north.coverage and north.coverage.covered) == (9, 8)
    trust = found.one("attainment_8", TRUST)
    assert trust is not None
    assert trust.value == pytest.approx((8 * 30 + 6 * 24) / 15)
    files = [row.file for row in north.rows]
    assert files == ["ks4_results.xlsx", "ks4_targets.xlsx", "pupils.xlsx"]


def test_groups_and_the_gap_to_others_nationally(year_group: Any) -> None:
    context = year_group()
    found = Measurements(ks4_attainment.attainment_8(context))
    group = found.one("attainment_8", NORTH, "Disadvantaged pupils")
    assert group is not None
    assert (group.value, group.n) == (30, 3)
    gap = Measurements(ks4_gaps.gap_attainment_8(context)).one("gap_attainment_8", NORTH)
    assert gap is not None
    assert gap.value == pytest.approx(30 - 52.8)
    assert gap.detail("Not disadvantaged, nationally") == "52.80"


def test_shares_have_a_numerator_and_wilsons_interval(year_group: Any) -> None:
    found = Measurements(ks4_attainment.english_maths_5(year_group()))
    north = found.one("english_maths_5", NORTH)
    assert north is not None
    assert (north.numerator, north.denominator) == (8, 9)
    assert north.low is not None
    assert north.high is not None
    assert north.low < 100 * 8 / 9 < north.high < 100


def test_a_school_without_results_is_not_counted_as_0(year_group: Any) -> None:
    context = year_group()
    frame = context.tables["ks4_results"].frame
    kept = frame[frame["school"] == SOUTH].to_dict("records")
    context = year_group(ks4_results=kept)
    found = Measurements(ks4_attainment.attainment_8(context))
    trust = found.one("attainment_8", TRUST)
    assert found.one("attainment_8", NORTH) is None
    assert trust is not None
    assert trust.value == 24
    assert trust.coverage is not None
    assert (trust.coverage.covered, trust.coverage.expected) == (6, 15)


def test_progress_8_by_the_groups_of_prior_attainment(year_group: Any) -> None:
    context = year_group()
    found = Measurements(ks4_progress.progress_8(context))
    north = found.one("progress_8", NORTH)
    assert north is not None
    # key stage 2 average 100: estimates 40.33 in all, 8.99 English, 7.63 maths, 11.16, 12.55
    assert north.value == pytest.approx((30 - 40.33) / 10)
    assert north.n == 8
    assert north.coverage is not None
    assert north.coverage.expected == 9
    half = 1.96 * 1.408359 / math.sqrt(8)
    assert (north.low, north.high) == pytest.approx((-1.033 - half, -1.033 + half))
    assert north.detail("Official band") == "Well below average"
    elements = {
        name: (10 - est) / slots for name, est, slots in (("English", 8.99, 2), ("Maths", 7.63, 2))
    }
    elements["EBacc"] = (5 - 11.16) / 3
    for name, value in elements.items():
        element = found.one("progress_8", NORTH, name)
        assert element is not None
        assert element.value == pytest.approx(value)
    assert "1 of 9 pupils (11%) left out" in north.note


def test_grades_that_schools_assessed_themselves_are_said_to_be(year_group: Any) -> None:
    found = Measurements(ks4_attainment.attainment_8(year_group(year="2020/21")))
    north = found.one("attainment_8", NORTH)
    assert north is not None
    assert "schools assessed the grades" in north.note


def test_progress_8_is_withheld_under_half_coverage(year_group: Any) -> None:
    targets = [member(NORTH, f"{NORTH}-{n}", 99 if n < 3 else None, 101) for n in range(8)]
    found = Measurements(ks4_progress.progress_8(year_group(ks4_targets=targets)))
    north = found.one("progress_8", NORTH)
    assert north is not None
    assert (north.state, north.value) == (State.NO_DATA, None)
    assert "3 of 8 pupils (38%)" in north.note


@pytest.mark.parametrize(
    ("year", "word"), [("2020/21", "cancelled"), ("2019/20", "cancelled"), ("2024/25", "no key")]
)
@pytest.mark.parametrize("with_exports", [True, False])
def test_years_without_progress_8(
    year_group: Any, build: Any, year: str, word: str, with_exports: bool
) -> None:
    context = year_group(year=year) if with_exports else build(year=year)
    found = compute_all(context, {"progress_8": REGISTER["progress_8"]})
    assert {item.entity for item in found} == {NORTH, SOUTH, TRUST}
    assert {item.state for item in found} == {State.NOT_MEASURABLE}
    assert all(word in item.note for item in found)


def test_year_before_scaled_scores_has_no_estimates(year_group: Any) -> None:
    found = list(ks4_progress.progress_8(year_group(year="2018/19")))
    assert {item.state for item in found} == {State.NO_DATA}


@pytest.mark.parametrize(("known", "given"), [(3, False), (4, True), (5, True)])
def test_progress_8_needs_the_key_stage_2_results_of_half(
    year_group: Any, known: int, given: bool
) -> None:
    targets = [member(NORTH, f"{NORTH}-{n}", 99 if n < known else None, 101) for n in range(8)]
    found = Measurements(ks4_progress.progress_8(year_group(ks4_targets=targets)))
    north = found.one("progress_8", NORTH)
    assert north is not None
    assert (north.value is not None) == given
    assert bool(north.detail("Official band")) == given
    assert (found.one("progress_8", NORTH, "English") is not None) == given


@pytest.mark.parametrize(
    "name",
    [
        *("attainment_8", "english_maths_4", "english_maths_5", "ebacc_entry", "ebacc_aps"),
        *("ebacc_achieved_4", "ebacc_achieved_5", "progress_8"),
    ],
)
def test_every_measure_has_every_group(build: Any, name: str) -> None:
    """Six pupils of each group, who got what pupils of their group got, and the rest nothing."""
    characteristics: dict[str, dict[str, object]] = {
        "Disadvantaged pupils": {"pupil_premium": True},
        "Not disadvantaged": {"pupil_premium": False},
        "Girls": {"sex": "F"},
        "Boys": {"sex": "M"},
        "No special educational needs": {"sen": "N"},
        "SEN support": {"sen": "K"},
        "Education, health and care plan": {"sen": "E"},
        "English as an additional language": {"eal": True},
        "English as a first language": {"eal": False},
        "Low prior attainment": {"ks2": 90},
        "Middle prior attainment": {"ks2": 105},
        "High prior attainment": {"ks2": 115},
    }
    results, targets, pupils = [], [], []
    for place, facts in enumerate(characteristics.values()):
        for number in range(6):
            upn, ks2 = f"{place}-{number}", facts.get("ks2", 105)
            if number < place:
                results += result_rows(NORTH, upn, language="5", literature="5", maths="5")
                results += result_rows(NORTH, upn, history="5", french="5", biology="5")
                results += result_rows(NORTH, upn, chemistry="5", physics="5")
            targets.append(member(NORTH, upn, ks2, ks2))
            pupils.append({"school": NORTH, "upn": upn, "year_group": 11} | facts)
    context = build(ks4_results=results, ks4_targets=targets, pupils=pupils)
    found = Measurements(compute_all(context, {name: REGISTER[name]}))
    for place, group in enumerate(list(characteristics)[:9]):
        figure = found.one(name, NORTH, group)
        assert figure is not None, group
        best = {"attainment_8": 50, "progress_8": 50, "ebacc_aps": 5}.get(name, 100)
        expected = best * min(place, 6) / 6
        if name == "progress_8":
            expected = (best * min(place, 6) / 6 - ESTIMATE_105) / 10
        assert (figure.n, figure.value) == (6, pytest.approx(expected)), group
    for group in list(characteristics)[9:]:
        assert found.one(name, NORTH, group) is not None, group


def test_very_negative_scores_are_raised_only_where_the_minima_are_held(year_group: Any) -> None:
    """A pupil with nothing scores −4.033 where the average is 40.33."""
    targets = [member(NORTH, f"{NORTH}-{n}", 99, 101) for n in range(8)]
    targets.append(member(NORTH, "nothing", 99, 101))
    context = year_group(ks4_targets=targets)
    plain = Measurements(ks4_unadjusted.progress_8_unadjusted(context)).one(UNADJUSTED, NORTH)
    score = Measurements(ks4_progress.progress_8(context)).one("progress_8", NORTH)
    assert plain is not None
    assert score is not None
    assert score.value == pytest.approx((8 * -1.033 - 4.033) / 9)
    assert (plain.value, plain.state) == (None, State.NO_DATA)  # it would be the same figure
    assert "not published for this year" in plain.note
    assert "are not adjusted" in score.note

    with_minima(context)
    found = Measurements(ks4_progress.progress_8(context))
    score = found.one("progress_8", NORTH)
    plain = Measurements(ks4_unadjusted.progress_8_unadjusted(context)).one(UNADJUSTED, NORTH)
    assert score is not None
    assert plain is not None
    assert score.value == pytest.approx((8 * -1.033 - 3.5) / 9)
    assert plain.value == pytest.approx((8 * -1.033 - 4.033) / 9)
    assert "are adjusted" in score.note
    assert not plain.detail("Official band")
    half = 1.96 * 1.45 / math.sqrt(9)
    assert plain.low == pytest.approx(plain.value - half)
    assert score.low == pytest.approx(score.value - 1.96 * 1.408359 / math.sqrt(9))
    # the elements are never adjusted
    maths = found.one("progress_8", NORTH, "Maths")
    assert maths is not None
    assert maths.value == pytest.approx((8 * (10 - 7.63) - 7.63) / 2 / 9)


UNADJUSTED = "progress_8_unadjusted"
INDICATIVE = ks4_indicative.NAME


def with_minima(context: Any) -> None:
    """The year's tables with a lowest score in every group, as a trust that has them writes it."""
    year = progress_years(context.benchmarks.folder)["2021/22"].model_dump()
    for group in year["groups"]:
        group["minimum"] = -3.5
    year["standard_deviations"]["all_unadjusted"] = 1.45
    tables = {"2021/22": ProgressYear.model_validate(year)}
    context._kept["progress 8 tables"] = tables


def test_the_minima_are_of_every_group_or_of_none(build: Any) -> None:
    year = progress_years(build().benchmarks.folder)["2021/22"].model_dump()
    year["groups"][3]["minimum"] = -3.0
    with pytest.raises(ValueError, match="minimum of every group, or of none"):
        ProgressYear.model_validate(year)


@pytest.mark.parametrize("year", ["2021/22", "2020/21", "2024/25"])
def test_a_school_s_own_estimate_is_indicative_and_no_progress_8(
    year_group: Any, year: str
) -> None:
    targets = [
        member(NORTH, f"{NORTH}-{n}", None, None, estimated_progress=0.4 if n < 6 else None)
        for n in range(8)
    ]
    context = year_group(year=year, ks4_targets=targets)
    register = {name: REGISTER[name] for name in ("progress_8", INDICATIVE)}
    found = Measurements(compute_all(context, register))
    own = found.one("indicative_progress", NORTH)
    assert own is not None
    assert (own.value, own.n) == (pytest.approx(0.4), 6)
    assert own.coverage is not None
    assert (own.coverage.covered, own.coverage.expected) == (6, 8)
    assert own.note.startswith("indicative")
    assert own.detail("Status") == "indicative"
    assert (own.low, own.high, own.detail("Official band")) == (None, None, "")
    assert "Progress 8" not in REGISTER["indicative_progress"].title
    national = found.one("progress_8", NORTH)
    assert national is not None
    assert national.value is None  # whatever the export offers
    if year != "2021/22":
        assert national.state == State.NOT_MEASURABLE


def test_a_vendors_school_figures_are_pooled_by_pupils(build: Any) -> None:
    rows = [
        {"school": NORTH, "estimate": 0.5, "pupils": 100, "model": "2023/24 model values"},
        {"school": SOUTH, "estimate": -0.1, "pupils": 50, "model": "2023/24 model values"},
    ]
    register = {INDICATIVE: REGISTER[INDICATIVE]}
    found = Measurements(compute_all(build(year="2024/25", ks4_estimates=rows), register))
    trust = found.one("indicative_progress", TRUST)
    assert trust is not None
    assert trust.value == pytest.approx((50 - 5) / 150)
    assert trust.detail("Model values") == "2023/24 model values"
    rows[1]["pupils"] = None
    found = Measurements(compute_all(build(year="2024/25", ks4_estimates=rows), register))
    trust = found.one("indicative_progress", TRUST)
    assert trust is not None
    assert trust.value is None


def test_a_subject_outside_its_years_does_not_count_and_is_named(build: Any, tmp_path: Any) -> None:
    params = build().project.params
    shutil.copytree(params / "qualifications", tmp_path / "params/qualifications")
    path = tmp_path / "params/qualifications/ks4.yml"
    dated = "animal_care: {years: {until: 2020/21}, type"
    path.write_text(path.read_text("utf-8").replace("animal_care: {type", dated), "utf-8")
    results = result_rows(NORTH, "a", maths="5", **{"animal care": "L2D"})
    for year, value in (("2020/21", 17), ("2021/22", 10)):
        context = build(year=year, ks4_results=results, ks4_targets=[member(NORTH, "a", 100, 100)])
        context = replace(context, project=Project(tmp_path))
        found = Measurements(ks4_attainment.attainment_8(context)).one("attainment_8", NORTH)
        assert found is not None
        assert found.value == value
        named = "not a qualification of this year: Animal Care" in found.note
        assert named == (year == "2021/22")


def test_without_a_cohort_list_year_11_of_the_pupil_list_is_the_cohort(build: Any) -> None:
    pupils = [
        {"school": NORTH, "upn": "a", "year_group": 11},
        {"school": NORTH, "upn": "b", "year_group": 11},
        {"school": NORTH, "upn": "c", "year_group": 10},
        {"school": NORTH, "upn": "d", "year_group": 11, "enrolment_status": "G"},
        {"school": NORTH, "upn": "e", "year_group": 11, "leaving_date": "2021-10-01"},
    ]
    context = build(ks4_results=result_rows(NORTH, "a", maths="5"), pupils=pupils)
    found = Measurements(compute_all(context, {"attainment_8": REGISTER["attainment_8"]}))
    north = found.one("attainment_8", NORTH)
    assert north is not None
    assert (north.n, north.value) == (2, 5)


def test_what_did_not_count_is_said(build: Any) -> None:
    results = [
        *result_rows(NORTH, "a", maths="5+", law="6", history="Q"),
        *result_rows(NORTH, "z", maths="4"),
    ]
    context = build(ks4_results=results, ks4_targets=[member(NORTH, "a", 100, 100)])
    found = Measurements(ks4_attainment.attainment_8(context)).one("attainment_8", NORTH)
    assert found is not None
    assert found.note == (
        "not counted, because not listed: Law; 1 grade not recognised and not counted (Maths); "
        "1 result still to come; 1 pupil with results not in the cohort"
    )


def test_targets(year_group: Any) -> None:
    found = Measurements(ks4_attainment.target_attainment_8(year_group()))
    north = found.one("target_attainment_8", NORTH)
    assert north is not None
    assert (north.value, north.n) == (40, 8)
    assert north.coverage is not None
    assert north.coverage.expected == 9


GOLDEN = [
    (-1.75, -2.41, -1.10, "Well below average"),
    (-1.90, -2.70, -1.10, "Well below average"),
    (-2.64, -3.44, -1.84, "Well below average"),
    (-2.04, -2.76, -1.33, "Well below average"),
    (-1.20, -2.04, -0.37, "Well below average"),
    (-1.09, -2.23, 0.04, "Average"),
    (0.5, 0.01, 0.99, "Well above average"),
    (0.5, 0.0, 1.0, "Average"),
    (0.49, 0.1, 0.8, "Above average"),
    (-0.5, -0.9, -0.1, "Below average"),
    (-0.51, -0.9, -0.1, "Well below average"),
    (-0.3, -0.6, 0.0, "Average"),
]


@pytest.mark.parametrize(("score", "low", "high", "band"), GOLDEN)
def test_official_bands(score: float, low: float, high: float, band: str) -> None:
    assert official_band(score, low, high) == band


def test_tables_add_up_and_rise(build: Any) -> None:
    years = progress_years(build().benchmarks.folder)
    for year in ("2021/22", "2022/23", "2023/24"):
        groups = years[year].groups
        assert len(groups) == 34
        for group in groups:
            total = group.english + group.maths + group.ebacc + group.open
            assert total == pytest.approx(group.attainment_8, abs=0.021)
        averages = [group.attainment_8 for group in groups]
        assert averages == sorted(averages)
    first = years["2021/22"]
    bounds = {59: 1, 82: 1, 82.5: 2, 100: 14, 100.5: 15, 110: 24, 119: 33, 119.5: 34, 120: 34}
    assert {key: first.groups.index(first.group(key)) + 1 for key in bounds} == bounds
