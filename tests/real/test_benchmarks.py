"""Every national, regional and local figure that is held, against the department's data file."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from real_files import ROOT, SHARED, needed

from goldenthread.benchmarks import Benchmarks

HELD = Benchmarks(ROOT / "params" / "benchmarks")
AREAS = {
    "": "England",
    "west_midlands_": "West Midlands",
    "wolverhampton_": "Wolverhampton",
    "south_west_": "South West",
    "cornwall_": "Cornwall",
}
CODES = {
    "attainment_8": "AVG_Attain8_Score",
    "attainment_8_disadvantaged": "DAP_KS4_ATT8",
    "attainment_8_not_disadvantaged": "NonDAP_KS4_ATT8",
    "progress_8": "AVG_Prog8_Score",
    "progress_8_disadvantaged": "DAP_KS4_Prog8",
    "progress_8_not_disadvantaged": "NonDAP_KS4_Prog8",
    "english_maths_5": "EngMaths9-5",
    "english_maths_4": "EngMaths9-4",
    "ebacc_entry": "EngBacEntries",
    "ebacc_achieved_5": "EngBac9-5",
    "ebacc_achieved_4": "EngBac9-4",
    "ebacc_aps": "EngBacAvgPointScore",
    "absence_primary": "PriTotAbs",
    "absence_secondary": "SecTotAbs",
    "absence_authorised_primary": "PriAuth",
    "absence_authorised_secondary": "SecAuth",
    "absence_unauthorised_primary": "PriUnauth",
    "absence_unauthorised_secondary": "SecUnauth",
    "persistent_absence_primary": "SFPriPerAbNew",
    "persistent_absence_secondary": "SFSecPerAbNew",
    "severe_absence_primary": "SFPriSevPerAbNew",
    "severe_absence_secondary": "SFSecSevPerAbNew",
    "suspension_rate_primary": "PriFixedEx",
    "suspension_rate_secondary": "SecFixedEx",
    "exclusion_rate_primary": "PriPermEx",
    "exclusion_rate_secondary": "SecPermEx",
    "pupils_suspended_primary": "Pri_ Pup_FixedEx",
    "pupils_suspended_secondary": "Sec_ Pup_FixedEx",
    "ks2_expected": "KS2RWM_Expected_STD",
    "ks2_higher": "KS2RWM_Higher_STD",
}
# Figures that the data file does not have: each names the publication that it is from.
ELSEWHERE = (
    *("progress_8_mainstream", "suspension_rate_autumn", "suspension_rate_secondary_autumn"),
    *("exclusion_rate_secondary_autumn", "teacher_leavers", "teacher_leavers_primary"),
    "teacher_leavers_secondary",
)


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    path = needed(SHARED / "domain" / "national_benchmarks_lait.csv")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return frame.assign(year=frame["period"].map(academic), figure=pd.to_numeric(frame["value"]))


def academic(period: str) -> str:
    """`2018/19` for 2018/19, or for 2019, the year it ended in."""
    if "/" in period:
        return period[:7]
    ended = int(period[:4])
    return f"{ended - 1}/{ended % 100:02d}"


def held() -> Iterator[tuple[str, str, str]]:
    for name, code in CODES.items():
        for start, area in AREAS.items():
            if f"{start}{name}" in HELD.ids:
                yield f"{start}{name}", code, area


@pytest.mark.parametrize(("name", "code", "area"), list(held()))
def test_every_figure_is_the_published_one(
    published: pd.DataFrame, name: str, code: str, area: str
) -> None:
    rows = published[published["measure_code"].eq(code) & published["area"].eq(area)]
    theirs = {y: v for y, v in zip(rows["year"], rows["figure"], strict=True) if pd.notna(v)}
    ours = {y: f.value for y, f in HELD.get(name).figures.items() if f.value is not None}
    assert ours == theirs
    assert HELD.get(name).area == area


def test_every_figure_carries_basis_status_publication_and_source() -> None:
    for name in HELD.ids:
        benchmark = HELD.get(name)
        assert benchmark.publication, name
        assert benchmark.source, name
        known = ("state-funded", "all schools", "all pupils in schools in England")
        assert any(words in benchmark.basis for words in known), name
        for year, figure in benchmark.figures.items():
            assert figure.status, (name, year)
            assert figure.value is not None or figure.why, (name, year)


def test_what_the_data_file_lacks_names_where_it_is_from() -> None:
    for name in ELSEWHERE:
        assert "Local authority interactive tool" not in HELD.get(name).source, name


@pytest.mark.parametrize(
    ("name", "year", "status"),
    [("attainment_8", "2024/25", "revised"), ("progress_8", "2023/24", "as published")],
)
def test_the_status_is_the_file_s(name: str, year: str, status: str) -> None:
    figure = HELD.get(name).figure(year)
    assert figure is not None
    assert figure.status == status


def test_both_bases_of_a_year_are_never_mixed() -> None:
    """All schools and state-funded schools have different averages: one basis a benchmark."""
    for name in HELD.ids:
        basis = HELD.get(name).basis
        assert not ("state-funded" in basis and "all schools" in basis), name
