"""The national figures: all there, all cited, and missing where none was published."""

from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.errors import DeclarationError

BENCHMARKS = Benchmarks(Path(__file__).parents[2] / "params" / "benchmarks")

NATIONAL = (
    *("attainment_8", "english_maths_5", "english_maths_4", "ebacc_aps", "ebacc_entry"),
    *("progress_8", "progress_8_mainstream"),
    *("attainment_8_disadvantaged", "attainment_8_not_disadvantaged"),
    *("progress_8_disadvantaged", "progress_8_not_disadvantaged"),
    *(
        f"{name}_{phase}"
        for phase in ("primary", "secondary")
        for name in (
            *("absence", "absence_authorised", "absence_unauthorised", "persistent_absence"),
            *("severe_absence", "suspension_rate", "exclusion_rate", "pupils_suspended"),
            "teacher_leavers",
        )
    ),
    *("suspension_rate_secondary_autumn", "exclusion_rate_secondary_autumn", "teacher_leavers"),
)
LOCAL = ("attainment_8", "english_maths_5", "progress_8", "absence_secondary")


@pytest.mark.parametrize("name", NATIONAL)
def test_every_national_figure_is_there_and_cited(name: str) -> None:
    benchmark = BENCHMARKS.get(name)
    assert benchmark.benchmark == name
    assert benchmark.area == "England"
    assert benchmark.basis.endswith("schools in England")
    assert benchmark.publication
    assert benchmark.source.startswith("Department for Education")


def test_local_figures_name_their_area() -> None:
    for area, words in (("wolverhampton", "Wolverhampton"), ("west_midlands", "West Midlands")):
        for name in LOCAL:
            assert BENCHMARKS.get(f"{area}_{name}").area == words


def test_a_figure_that_was_not_published_says_why() -> None:
    for name in BENCHMARKS.ids:
        for year, figure in BENCHMARKS.get(name).figures.items():
            assert figure.value is not None or figure.why, f"{name}, {year}"


@pytest.mark.parametrize("year", ["2019/20", "2020/21", "2024/25", "2025/26"])
def test_years_without_progress_8(year: str) -> None:
    for name in BENCHMARKS.ids:
        if "progress_8" in name:
            figure = BENCHMARKS.get(name).figure(year)
            assert figure is not None
            assert figure.value is None
            assert year in figure.why


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("attainment_8", "2021/22", 48.8),
        ("attainment_8_not_disadvantaged", "2021/22", 52.8),
        ("english_maths_5", "2021/22", 49.8),
        ("ebacc_aps", "2021/22", 4.27),
        ("progress_8", "2021/22", -0.03),
        ("progress_8_not_disadvantaged", "2022/23", 0.17),
        ("absence_secondary", "2021/22", 8.99),
        ("persistent_absence_secondary", "2021/22", 27.71),
        ("severe_absence_secondary", "2021/22", 2.74),
        ("teacher_leavers_secondary", "2022/23", 9.5),
        ("wolverhampton_attainment_8", "2022/23", 45.7),
        ("suspension_rate_secondary_autumn", "2024/25", 7.81),
    ],
)
def test_figures_as_published(name: str, year: str, value: float) -> None:
    figure = BENCHMARKS.get(name).figure(year)
    assert figure is not None
    assert figure.value == value


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("suspension_rate_secondary", "2021/22", 13.96),
        ("exclusion_rate_secondary", "2021/22", 0.159),
        ("pupils_suspended_secondary", "2021/22", 6.02),
    ],
)
def test_rates_are_kept_unrounded(name: str, year: str, value: float) -> None:
    figure = BENCHMARKS.get(name).figure(year)
    assert figure is not None
    assert figure.value is not None
    assert figure.value == pytest.approx(value, abs=0.005 if value > 1 else 0.0005)
    assert figure.value != value


def test_what_is_wrong_with_a_file_is_told_when_its_figure_is_asked_for(tmp_path) -> None:
    figures = tmp_path / "benchmarks" / "figures"
    figures.mkdir(parents=True)
    good = (BENCHMARKS.folder / "figures" / "attainment_8.yml").read_text("utf-8")
    (figures / "attainment_8.yml").write_text(good, "utf-8")
    (figures / "progress_8.yml").write_text(good, "utf-8")
    benchmarks = Benchmarks(figures.parent)
    benchmarks.read_all()
    assert benchmarks.get("attainment_8") == BENCHMARKS.get("attainment_8")
    with pytest.raises(DeclarationError, match="a benchmark has the name of its file"):
        benchmarks.get("progress_8")
