"""Absence and exclusions: national rows, and figures by characteristic, against what is held."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from real_files import REAL, Read, needed

from goldenthread.measures import dfe_absence
from goldenthread.measures.dfe_rows import value_of
from goldenthread.measures.ees_figures import with_published
from goldenthread.measures.ees_rows import data_files, load_rules, pinned
from goldenthread.measures.registry import Context
from goldenthread.wording import round_half_up

EES = "ees_2016_17"
ABSENCE, EXCLUSIONS = "absence_natcharacteristics.csv", "exclusion_natcharacteristics.csv"
COUNTED_TO = 2.5  # counts are rounded to the nearest 5


def frame_of(name: str) -> pd.DataFrame:
    return pd.read_csv(needed(REAL / EES / name), dtype=str, keep_default_na=False)


def numbers(frame: pd.DataFrame, column: str) -> pd.Series:
    return pd.to_numeric(frame[column], errors="coerce")


@pytest.fixture(scope="module")
def absence(read: Read) -> Context:
    return read("2018/19", "ks4_and_absence_2018_19/england_abs.csv")


@pytest.mark.parametrize(
    ("phase", "column", "benchmark"),
    [
        ("primary", "absence", "absence_primary"),
        ("secondary", "absence", "absence_secondary"),
        ("primary", "persistent", "persistent_absence_primary"),
        ("secondary", "persistent", "persistent_absence_secondary"),
    ],
)
def test_national_rows_are_the_figures_held(
    absence: Context, phase: str, column: str, benchmark: str
) -> None:
    """One decimal there, two here: no further apart than half a unit of each."""
    frame = absence.frame("dfe_absence")
    rows = frame[frame["la"].eq("NAT") & frame["estab"].eq(dfe_absence.PHASES[phase])]
    assert len(rows) == 1
    held = absence.benchmarks.get(benchmark).figure("2018/19")
    assert held is not None
    assert held.value is not None
    value = value_of(rows, column)
    assert value is not None
    assert abs(value - held.value) <= 0.05 + 0.005 + 1e-9


def test_the_national_rows_are_no_schools(absence: Context) -> None:
    frame = absence.frame("dfe_absence")
    assert len(frame) == 21_217
    assert frame["urn"].notna().sum() == 21_214


@pytest.mark.parametrize(
    ("rate", "part", "whole"),
    [
        ("sess_overall_percent", "sess_overall", "sess_possible"),
        ("sess_authorised_percent", "sess_authorised", "sess_possible"),
        ("sess_unauthorised_percent", "sess_unauthorised", "sess_possible"),
    ],
)
def test_absence_by_characteristic_is_sessions_missed_of_possible(
    rate: str, part: str, whole: str
) -> None:
    """Every row of five years and all characteristics, rounded half up as the suite rounds."""
    frame = frame_of(ABSENCE)
    assert len(frame) == 1309
    cells = zip(*(numbers(frame, c) for c in (part, whole, rate)), strict=True)
    known = [cell for cell in cells if not any(pd.isna(x) for x in cell)]
    assert len(known) == 1308
    wrong = [c for c in known if float(round_half_up(100 * c[0] / c[1], 1)) != c[2]]
    assert wrong == []


def within_rounding(frame: pd.DataFrame, rate: str, part: str, whole: str, unit: float) -> Any:
    """Rows whose rate no counts that round to the published ones could give."""
    count, of, published = (numbers(frame, c) for c in (part, whole, rate))
    low = 100 * (count - COUNTED_TO).clip(lower=0) / (of + COUNTED_TO) - unit / 2 - 1e-9
    high = 100 * (count + COUNTED_TO) / (of - COUNTED_TO).clip(lower=1) + unit / 2 + 1e-9
    known = published.notna() & count.notna() & of.notna()
    return int(known.sum()), frame[known & ~published.between(low, high)]


def test_persistent_absence_by_characteristic_is_pupils_of_enrolments() -> None:
    rate, part = "enrolments_pa_10_exact_percent", "enrolments_PA_10_exact"
    compared, wrong = within_rounding(frame_of(ABSENCE), rate, part, "enrolments", 0.1)
    assert (compared, len(wrong)) == (1308, 0)


@pytest.mark.parametrize(
    ("rate", "part", "count"),
    [
        ("fixed_excl_rate", "fixed_excl", 4353),
        ("perm_excl_rate", "perm_excl", 3903),
        ("one_plus_fixed_rate", "one_plus_fixed", 4316),
    ],
)
def test_exclusions_by_characteristic_are_per_100_of_the_headcount(
    rate: str, part: str, count: int
) -> None:
    compared, wrong = within_rounding(frame_of(EXCLUSIONS), rate, part, "headcount", 0.01)
    assert (compared, len(wrong)) == (count, 0)


TAKEN = {
    ABSENCE: {
        *("absence_primary", "absence_secondary", "absence_authorised_primary"),
        *("absence_authorised_secondary", "absence_unauthorised_primary"),
        *("absence_unauthorised_secondary", "persistent_absence_primary"),
        "persistent_absence_secondary",
    },
    EXCLUSIONS: {
        *("suspension_rate_primary", "suspension_rate_secondary", "exclusion_rate_primary"),
        *("exclusion_rate_secondary", "pupils_suspended_primary", "pupils_suspended_secondary"),
    },
}
# Where the releases of the time and today's tables differ by more than their rounding.
REVISED: dict[str, set[str]] = {ABSENCE: set(), EXCLUSIONS: set()}


@pytest.mark.parametrize("name", TAKEN)
def test_one_row_of_a_data_file_for_each_figure_and_year(read: Read, name: str) -> None:
    context = read("2016/17", f"{EES}/{name}")
    rules = load_rules(context.benchmarks.folder)
    (file,) = data_files(context.frame("ees"))
    found = list(pinned(file, rules, ["West Midlands"]))
    assert {one.rule.benchmark for one in found} >= TAKEN[name]
    for one in found:
        if one.rule.benchmark in TAKEN[name]:
            assert len(one.rows) == 1, (one.rule.benchmark, one.year, one.loose)
    _, findings = with_published(context.benchmarks, context.tables, context.trust, context.drop)
    assert {f.rule for f in findings} <= {"figure-differs"}
    assert {f.message.split(":")[0] for f in findings} == REVISED[name]
