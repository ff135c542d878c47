"""England's key stage 4 file of 2018/19: every interval and band, by the suite's own functions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from real_files import REAL, Read, needed

from goldenthread.measures import dfe_ks4, dfe_ks4_progress, dfe_ks4_rows
from goldenthread.measures.ks4_progress import LEAST_COVERAGE
from goldenthread.measures.ks4_tables import official_band, progress_years
from goldenthread.measures.measurement import ENGLAND, TRUST, Measurements
from goldenthread.measures.registry import REGISTER, Context, compute_all
from goldenthread.measures.similar import PLACE
from goldenthread.measures.statistics import Z, mean_interval

FOLDER = "ks4_and_absence_2018_19"
ALDERSLEY, MORETON = "139138", "144278"
ROUNDED = 0.005  # half a unit of the last of two decimals


@pytest.fixture(scope="module")
def context(read: Read) -> Context:
    names = ("england_ks4provisional.csv", "england_abs.csv", "england_census.csv")
    return read("2018/19", *(f"{FOLDER}/{name}" for name in names))


@pytest.fixture(scope="module")
def schools(context: Context) -> pd.DataFrame:
    frame = context.frame("dfe_ks4")
    return frame[frame["record_type"].isin([1, 2])]


@pytest.fixture(scope="module")
def scored(schools: pd.DataFrame) -> pd.DataFrame:
    columns = ["progress_8", "progress_8_low", "progress_8_high", "progress_pupils"]
    return schools.dropna(subset=columns)


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    path = needed(REAL / FOLDER / "england_ks4provisional.csv")
    return pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def half_widths(scored: pd.DataFrame, column: str) -> pd.Series:
    return (scored[f"{column}_high"] - scored[f"{column}_low"]) / 2


@pytest.mark.parametrize(
    ("column", "name", "bounds"),
    [
        ("progress_8", "all", (1.2825, 1.2832)),
        ("progress_8_unadjusted", "all_unadjusted", (1.3071, 1.3078)),
    ],
)
def test_one_standard_deviation_explains_every_interval(
    context: Context, scored: pd.DataFrame, column: str, name: str, bounds: tuple[float, float]
) -> None:
    """Each published half-width allows a range of deviations; one lies in all 3,525 of them."""
    assert len(scored) == 3525
    half, root = half_widths(scored, column), scored["progress_pupils"].astype(float).pow(0.5)
    least = float(((half - ROUNDED) * root / Z).max())
    most = float(((half + ROUNDED) * root / Z).min())
    assert (round(least, 3), round(most, 3)) == (round(bounds[0], 3), round(bounds[1], 3))
    years = progress_years(context.benchmarks.folder)
    held = getattr(years["2018/19"].standard_deviations, name)
    assert least <= held <= most


def test_every_interval_is_ours(context: Context, scored: pd.DataFrame) -> None:
    """Half-widths to half a unit, bounds to one: the score they are drawn around is rounded too."""
    deviation = progress_years(context.benchmarks.folder)["2018/19"].standard_deviations.all
    columns = ["progress_8", "progress_pupils"]
    rows = scored[columns].itertuples(index=False)
    ours = np.array([mean_interval(value, deviation, int(n)) for value, n in rows])
    half = (ours[:, 1] - ours[:, 0]) / 2
    assert np.abs(half - half_widths(scored, "progress_8")).max() <= ROUNDED + 1e-9
    assert np.abs(ours[:, 0] - scored["progress_8_low"]).max() <= 2 * ROUNDED + 1e-9
    assert np.abs(ours[:, 1] - scored["progress_8_high"]).max() <= 2 * ROUNDED + 1e-9


def test_every_band_is_ours(context: Context) -> None:
    """Schools and the 150 authorities that have one; nothing is let pass."""
    frame = context.frame("dfe_ks4")
    banded = frame[frame["progress_8_band"].isin(list(dfe_ks4_progress.BANDS))]
    assert len(banded) == 3551
    assert banded["record_type"].value_counts().to_dict() == {1: 3058, 2: 343, 4: 150}
    figures = banded[["progress_8", "progress_8_low", "progress_8_high"]].to_numpy()
    ours = [official_band(*row) for row in figures]
    published = banded["progress_8_band"].map(dfe_ks4_progress.BANDS)
    wrong = banded[published.ne(pd.Series(ours, banded.index))]
    assert wrong.empty, wrong[["urn", "progress_8", "progress_8_band"]]


def test_a_withheld_band_is_not_made_up(schools: pd.DataFrame, raw: pd.DataFrame) -> None:
    own = raw[raw["RECTYPE"].isin(["1", "2"])]
    withheld = set(own[own["P8_BANDING"].eq("SUPP")]["URN"])
    rows = schools[schools["urn"].isin(withheld) & schools["progress_8"].notna()]
    assert len(rows) == 124
    said = {dfe_ks4_progress.band(cell) for cell in rows["progress_8_band"].fillna("")}
    assert said == {"Withheld by the department"}


def test_what_is_no_score_is_missing_with_its_reason(context: Context, raw: pd.DataFrame) -> None:
    table: Any = context.tables["dfe_ks4"]
    gaps = table.gaps[table.gaps["column"].eq("progress_8")]["reason"].value_counts().to_dict()
    cells = raw["P8MEA"].value_counts()
    assert gaps == {
        "not available": cells["NA"],
        "no entries": cells["NE"],
        "withheld by whoever published it": cells["SUPP"],
        "covers too few pupils to publish": cells["LOWCOV"],
    }
    told = pd.to_numeric(raw["P8MEA"], errors="coerce").notna().sum()
    assert context.frame("dfe_ks4")["progress_8"].notna().sum() == told


def test_scores_are_published_from_half_coverage_on(
    schools: pd.DataFrame, raw: pd.DataFrame
) -> None:
    """The rule the suite applies to its own scores is the one behind LOWCOV."""
    share = 100 * schools["progress_pupils"] / schools["pupils"]
    low = set(raw[raw["P8MEA"].eq("LOWCOV")]["URN"])
    assert len(low) == 7
    assert (share[schools["urn"].isin(low)] < LEAST_COVERAGE).all()
    assert (share[schools["progress_8"].notna()] >= LEAST_COVERAGE).all()


def test_adjusting_only_ever_raises_a_score(scored: pd.DataFrame) -> None:
    assert (scored["progress_8"] >= scored["progress_8_unadjusted"]).all()
    untouched = scored[scored["progress_8_adjusted"].eq(0)]
    assert len(untouched) > 1000
    assert untouched["progress_8"].eq(untouched["progress_8_unadjusted"]).all()


# The file is provisional (October 2019); params hold the final figures of the authorities' tables.
PROVISIONAL = {
    "attainment_8": (46.5, 46.7),
    "english_maths_4": (64.4, 64.6),
    "english_maths_5": (43.0, 43.2),
    "ebacc_entry": (40.0, 40.0),
    "ebacc_aps": (4.06, 4.07),
    "ebacc_achieved_4": (24.8, 24.9),
    "ebacc_achieved_5": (17.0, 17.1),
    "progress_8": (-0.03, -0.03),
}


@pytest.mark.parametrize("name", PROVISIONAL)
def test_england_s_row_differs_from_the_final_figure_as_known(context: Context, name: str) -> None:
    found = Measurements(compute_all(context, {name: REGISTER[name]}))
    england = found.one(name, ENGLAND)
    final = context.benchmarks.get(name).figure("2018/19")
    assert england is not None
    assert final is not None
    assert (england.value, final.value) == PROVISIONAL[name]
    assert england.detail("Status") == "Provisional"
    assert england.detail("Basis").startswith("state-funded schools in England")


PUBLISHED = {
    ALDERSLEY: ("124th of 3,182", "2nd of 19", "2nd of 51"),
    MORETON: ("2,426th of 3,182", "15th of 19", "23rd of 51"),
}


def test_places_in_england_the_authority_and_among_similar_schools(context: Context) -> None:
    found = Measurements(compute_all(context, {"progress_8": REGISTER["progress_8"]}))
    rows = dfe_ks4_rows.mainstream(dfe_ks4_rows.published_rows(context))
    for urn, starts in PUBLISHED.items():
        own = found.one("progress_8", urn)
        assert own is not None
        for title, start in zip(
            ("Place in England", "Place in the local authority", PLACE), starts, strict=True
        ):
            assert own.detail(title).startswith(start)
        better = int((rows["progress_8"] > own.value).sum()) + 1
        assert own.detail("Place in England").startswith(f"{better:,}")
        assert "disadvantage and size (prior attainment is not known)" in own.detail(
            "Similar schools"
        )


def test_the_trust_pools_pupils(context: Context) -> None:
    found = Measurements(compute_all(context, {"progress_8": REGISTER["progress_8"]}))
    trust = found.one("progress_8", TRUST)
    assert trust is not None
    assert trust.value == pytest.approx((140 * 0.82 - 123 * 0.34) / 263)
    fields = (*dfe_ks4.FIELDS, dfe_ks4_rows.PROGRESS)
    assert {field.measure for field in fields} == set(PROVISIONAL)
