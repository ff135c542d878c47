"""National and local figures of the primary years and of 16 to 18."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.measures.catalogue import all_measures

BENCHMARKS = Benchmarks(Path(__file__).parents[2] / "params" / "benchmarks")
AREAS = {
    "": "England",
    "south_west_": "South West",
    "west_midlands_": "West Midlands",
    "cornwall_": "Cornwall",
    "wolverhampton_": "Wolverhampton",
}
# Measures of this part that no national figure is held for, and why there is none.
WITHOUT = {
    "phonics_by_year_2": "published, but in none of the tables that the figures are taken from",
    "mtc_average": "published, but in none of the tables that the figures are taken from",
    "mtc_full_marks": "published, but in none of the tables that the figures are taken from",
    "ks5_academic_points": "in none of the tables that the figures are taken from",
}
MEASURES = [
    name
    for name, measure in all_measures().items()
    if name.startswith(("ks1_", "ks2_", "ks5_", "phonics_", "good_level", "mtc_"))
    and not name.endswith("_rank")
]


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_figure_or_none_is_held(name: str) -> None:
    assert (name in BENCHMARKS.ids) is (name not in WITHOUT)
    if name in WITHOUT:
        return
    benchmark, measure = BENCHMARKS.get(name), all_measures()[name]
    assert (benchmark.area, benchmark.unit) == ("England", measure.unit)
    assert benchmark.publication == measure.publication
    assert benchmark.basis.endswith("in England") or "in England" in benchmark.basis


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("ks2_expected", (54, 62, 65, 65, None, None, 59, 60, 61, 63)),
        ("ks2_higher", (5, 9, 10, 11, None, None, 7, 8, 8, 8)),
        ("ks2_reading_expected", (66, 72, 76, 74, None, None, 75, 73, 75, 76)),
        ("ks2_reading_higher", (19, 25, 28, 27, None, None, 28, 29, 29, 34)),
        ("ks2_maths_expected", (70, 75, 76, 79, None, None, 72, 73, 74, 75)),
        ("ks2_writing_higher", (15, 18, 20, 20, None, None, 13, 13, 13, 13)),
        ("ks2_gps_score", (104, 106, 106, 106, None, None, 105, 105, 105, 105)),
        ("ks2_expected_disadvantaged", (39, 48, 51, 51, None, None, 43, 44, 46, 48)),
        ("ks2_expected_not_disadvantaged", (61, 68, 71, 72, None, None, 66, 67, 68, 70)),
        ("ks1_reading_expected", (74, 76, 75, 75, None, None, 67, 68, None, None)),
        ("phonics_year_1", (81, 81, 82, 82, None, None, 75, 79, 80, 80)),
        ("good_level_of_development", (69.3, 70.7, 71.5, 71.8, None, None, 65.2, 67.2, 67.7, 68.3)),
        ("cornwall_ks2_expected", (51, 58, 61, 61, None, None, 55, 58, 60, 60)),
        ("ks2_reading_progress", (0, 0, 0, 0, None, None, 0, 0, None, None)),
    ],
)
def test_figures_as_published(name: str, years: tuple[float | None, ...]) -> None:
    """2015/16 to 2024/25; a year without a figure says why."""
    benchmark = BENCHMARKS.get(name)
    found = [benchmark.figure(f"{year}/{(year + 1) % 100}") for year in range(2015, 2025)]
    assert tuple(figure and figure.value for figure in found) == years
    assert all(figure.value is not None or figure.why for figure in found if figure)
    assert None not in found


def test_provisional_and_revised_figures_say_so() -> None:
    assert BENCHMARKS.get("phonics_year_1").figures["2024/25"].status == "provisional"
    assert BENCHMARKS.get("ks5_a_level_points").figures["2022/23"].status == "revised"
    assert "schools assessed" in BENCHMARKS.get("ks5_a_level_points").figures["2020/21"].why


@pytest.mark.parametrize("prefix", AREAS)
@pytest.mark.parametrize("name", ["ks2_expected", "ks1_maths_expected", "phonics_year_1"])
def test_every_area_of_the_trusts_has_its_own(prefix: str, name: str) -> None:
    benchmark = BENCHMARKS.get(f"{prefix}{name}")
    assert benchmark.area == AREAS[prefix]
    assert benchmark.area in benchmark.basis
