"""The department's ready reckoner: its averages and deviations are the ones the suite holds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from real_files import REAL, ROOT, needed

from goldenthread.measures.ks4_progress import pupil_scores
from goldenthread.measures.ks4_tables import ProgressYear, progress_years

FOLDER = REAL / "ks4_ready_reckoner"
YEARS = {
    "2021/22": "2022_revised_Feb2023",
    "2022/23": "2023_revised_Feb2024",
    "2023/24": "2024_Dec2024",
}
# Superseded by the revised ones, and so not held; the checks of the file itself hold for them too.
SUPERSEDED = ("2023_provisional_Oct2023",)
ELEMENTS = ("English", "Maths", "EBacc", "Open")
RANGE = "KS2 average scaled score range"


def splits(name: str) -> pd.DataFrame:
    frame = pd.read_csv(needed(FOLDER / name / "p8_att8_splits.csv"), encoding="utf-8-sig")
    return frame.rename(columns=lambda title: " ".join(title.split()))


@pytest.fixture(params=YEARS)
def held(request: pytest.FixtureRequest) -> ProgressYear:
    return progress_years(ROOT / "params/benchmarks")[request.param]


@pytest.mark.parametrize("name", [*YEARS.values(), *SUPERSEDED])
def test_the_elements_add_up_and_all_rise(name: str) -> None:
    frame = splits(name)
    assert len(frame) == 34
    parts = sum(frame[f"{element} average"] for element in ELEMENTS)
    assert (parts - frame["Attainment 8 average"]).abs().max() <= 0.02 + 1e-9
    assert frame["Attainment 8 average"].is_monotonic_increasing


def test_every_average_of_every_group_is_held(held: ProgressYear) -> None:
    frame = splits(YEARS[held.year])
    columns = ["Attainment 8 average", *(f"{element} average" for element in ELEMENTS)]
    ours = [[g.attainment_8, g.english, g.maths, g.ebacc, g.open] for g in held.groups]
    assert ours == frame[columns].to_numpy().tolist()


def test_a_score_at_either_end_of_a_range_is_in_its_group(held: ProgressYear) -> None:
    for number, words in enumerate(splits(YEARS[held.year])[RANGE]):
        ends = [float(end) for end in str(words).replace("+", "").split(" to ")]
        for average in ends:
            assert held.groups.index(held.group(average)) == number, words


def test_the_deviations_are_held(held: ProgressYear) -> None:
    name = FOLDER / YEARS[held.year] / "p8_stdev_file.csv"
    row = pd.read_csv(needed(name), encoding="utf-8-sig").iloc[0]
    known = held.standard_deviations
    ours = [known.all, known.english, known.maths, known.ebacc, known.open]
    names = ("p8stdev", "p8engstdev", "p8matstdev", "p8ebacstdev", "p8openstdev")
    assert ours == [row[name] for name in names]


def test_pupils_scores_are_the_reckoner_s(held: ProgressYear) -> None:
    """(Attainment 8 less the group's average) by 10; the elements by 2, 2, 3 and 3."""
    frame = pd.read_csv(
        needed(FOLDER / YEARS[held.year] / "p8_pupil_coefficients_file.csv"), encoding="utf-8-sig"
    )
    tops = [group.up_to for group in held.groups]
    pupils = pd.DataFrame({"ks2": tops, "english": 10.0, "maths": 11.0, "ebacc": 15.5})
    pupils = pupils.assign(open=13.0, attainment_8=49.5)
    found = pupil_scores(held, pupils)
    for column, average, points, slots in (
        ("attainment_8", "p8est", 49.5, 10),
        ("english", "p8esteng", 10.0, 2),
        ("maths", "p8estmat", 11.0, 2),
        ("ebacc", "p8estebac", 15.5, 3),
        ("open", "p8estopen", 13.0, 3),
    ):
        theirs = (points - frame[average]) / slots
        assert (found[f"progress_{column}"] - theirs).abs().max() < 1e-12
    # 0.2 English + 0.2 maths + 0.3 EBacc + 0.3 open, within the rounding of the averages
    weights = {"english": 0.2, "maths": 0.2, "ebacc": 0.3, "open": 0.3}
    together = sum(weight * found[f"progress_{name}"] for name, weight in weights.items())
    assert (together - found["progress_attainment_8"]).abs().max() <= 0.0021


def test_the_years_held_are_the_reckoner_s() -> None:
    needed(FOLDER)
    years = progress_years(ROOT / "params/benchmarks")
    assert {year for year, tables in years.items() if tables.groups} == set(YEARS)
    folders = {path.name for path in Path(FOLDER).iterdir() if path.is_dir()}
    assert folders == {*YEARS.values(), *SUPERSEDED, "2022_provisional_Oct2022"}
