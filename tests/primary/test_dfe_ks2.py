"""The department's key stage 2 file: rows written here, read as a download is."""

from __future__ import annotations

import math
from typing import Any

import pytest

from goldenthread.measures.ks2_progress_tables import (
    BANDS,
    SUBJECTS,
    CutOffs,
    band_by_cut_offs,
    ks2_progress_years,
    published_band,
)
from goldenthread.measures.measurement import ENGLAND, TRUST, State
from goldenthread.measures.pupil_groups import BOYS, DISADVANTAGED, LOW

NORTH, SOUTH = "100001", "100002"
COLUMNS = (
    *("RECTYPE", "URN", "SCHNAME", "LEA", "NFTYPE", "TELIG", "TFSM6CLA1A", "TNOTFSM6CLA1A"),
    *("PTRWM_EXP", "PTRWM_HIGH", "PTRWM_EXP_FSM6CLA1A", "PTRWM_EXP_NotFSM6CLA1A", "BELIG"),
    *("PTRWM_EXP_B", "TKS1GROUP_L", "PTRWM_EXP_L", "DIFFN_RWM_EXP", "DIFFN_RWM_HIGH"),
    *("PTREAD_EXP", "READ_AVERAGE", "PTWRITTA_HIGH", "READCOV", "READPROG", "READPROG_LOWER"),
    *("READPROG_UPPER", "READPROG_DESCR", "READPROG_FSM6CLA1A", "READPROG_FSM6CLA1A_LOWER"),
    *("READPROG_FSM6CLA1A_UPPER", "DIFFN_READPROG", "MATPROG", "MATPROG_DESCR"),
)


def row(**cells: object) -> tuple[object, ...]:
    """A line of the file; a column that is not given is blank."""
    assert set(cells) <= set(COLUMNS)
    return tuple(cells.get(column, "") for column in COLUMNS)


NORTH_ROW: dict[str, object] = {
    "RECTYPE": 1, "URN": NORTH, "SCHNAME": "North", "LEA": 908, "NFTYPE": "AC", "TELIG": 60,
    "TFSM6CLA1A": 20, "TNOTFSM6CLA1A": 40, "PTRWM_EXP": "65%", "PTRWM_HIGH": "0%",
    "PTRWM_EXP_FSM6CLA1A": "50%", "PTRWM_EXP_NotFSM6CLA1A": "73%", "BELIG": 30,
    "PTRWM_EXP_B": "60%", "TKS1GROUP_L": 4, "PTRWM_EXP_L": "SUPP", "DIFFN_RWM_EXP": -21,
    "DIFFN_RWM_HIGH": -13, "PTREAD_EXP": "75%", "READ_AVERAGE": 105, "PTWRITTA_HIGH": "20%",
    "READCOV": "90%", "READPROG": 1.8, "READPROG_LOWER": 0.2, "READPROG_UPPER": 3.4,
    "READPROG_DESCR": 2, "READPROG_FSM6CLA1A": -0.5, "READPROG_FSM6CLA1A_LOWER": -3.2,
    "READPROG_FSM6CLA1A_UPPER": 2.2, "DIFFN_READPROG": -0.8, "MATPROG": 0, "MATPROG_DESCR": 3,
}  # fmt: skip
SOUTH_ROW: dict[str, object] = {
    "RECTYPE": 1, "URN": SOUTH, "SCHNAME": "South", "LEA": 908, "NFTYPE": "CY", "TELIG": 30,
    "PTRWM_EXP": "40%", "PTRWM_HIGH": "SUPP", "PTREAD_EXP": "LOWCOV", "READ_AVERAGE": 101,
    "READCOV": "100%", "READPROG": -2.9, "READPROG_LOWER": -5.1, "READPROG_UPPER": -0.7,
    "READPROG_DESCR": "SUPP", "MATPROG": "SUPP", "MATPROG_DESCR": "SUPP", "TFSM6CLA1A": 3,
    "PTRWM_EXP_FSM6CLA1A": "SUPP", "DIFFN_RWM_EXP": "SUPP",
}  # fmt: skip


def other(urn: int, progress: object, expected: object, **more: object) -> tuple[object, ...]:
    cells = {"RECTYPE": 1, "URN": urn, "SCHNAME": "Other", "LEA": 801, "NFTYPE": "CY"}
    return row(**{**cells, "READPROG": progress, "PTRWM_EXP": expected, **more})


FILE = [
    COLUMNS,
    row(**NORTH_ROW),
    row(**SOUTH_ROW),
    other(100003, 4.0, "90%"),
    other(100004, 1.8, "65%"),
    other(100005, 9.9, "99%", NFTYPE="IND"),
    other(100006, 9.9, "99%", RECTYPE=2),
    other(100007, "SUPP", "SUPP"),
    row(RECTYPE=3, LEA=908, SCHNAME="Authority", TELIG=5000, PTRWM_EXP="61%", READPROG=0.1),
    row(RECTYPE=4, SCHNAME="England, all schools", TELIG=640000, PTRWM_EXP="64%", READPROG=0.0),
    row(RECTYPE=5, SCHNAME="England, state-funded", TELIG=600000, PTRWM_EXP="65%", READPROG=0.03),
]
NAMES = (
    *("ks2_expected", "ks2_higher", "ks2_reading_expected", "ks2_reading_score"),
    *("ks2_writing_higher", "ks2_reading_progress", "ks2_maths_progress"),
    *("ks2_reading_progress_rank", "gap_ks2_expected", "gap_ks2_expected_in_school"),
    *("gap_ks2_higher", "gap_ks2_reading_progress"),
)


@pytest.fixture(scope="module")
def figures(read: Any, measured: Any) -> Any:
    return measured(read({"england_ks2final.csv": FILE}), *NAMES)


def test_published_shares_keep_their_pupils_and_place(figures: Any) -> None:
    north = figures.one("ks2_expected", NORTH)
    assert (north.value, north.n, north.numerator) == (65, 60, 39)
    assert north.low < 65 < north.high
    assert north.detail("Place in England") == "2nd of 4 mainstream schools in the file"
    assert north.detail("Place in the local authority") == "1st of 2 mainstream schools in the file"
    assert figures.one("ks2_reading_score", NORTH).value == 105
    assert figures.one("ks2_writing_higher", NORTH).value == 20


def test_the_trust_pools_the_pupils_behind_the_percentages(figures: Any) -> None:
    trust = figures.one("ks2_expected", TRUST)
    assert (trust.numerator, trust.denominator) == (39 + 12, 90)
    assert trust.value == pytest.approx(100 * 51 / 90)
    scores = figures.one("ks2_reading_score", TRUST)
    assert scores.value == pytest.approx((60 * 105 + 30 * 101) / 90)


def test_national_and_local_rows_are_those_of_state_funded_schools(figures: Any) -> None:
    assert figures.one("ks2_expected", ENGLAND).value == 65
    assert figures.one("ks2_expected", "la:908").value == 61
    england = figures.one("ks2_reading_progress", ENGLAND)
    assert (england.value, england.low) == (0.03, None)
    assert figures.one("ks2_expected", "la:801") is None


def test_a_zero_is_a_figure_and_a_marker_is_none(figures: Any) -> None:
    zero = figures.one("ks2_higher", NORTH)
    assert (zero.value, zero.state) == (0, State.MEASURED)
    assert figures.one("ks2_maths_progress", NORTH).value == 0
    for name in ("ks2_higher", "ks2_maths_progress", "gap_ks2_expected"):
        item = figures.one(name, SOUTH)
        assert (item.value, item.state) == (None, State.SUPPRESSED), name
    covered = figures.one("ks2_reading_expected", SOUTH)
    assert (covered.value, covered.state) == (None, State.NO_DATA)
    assert "covers too few pupils" in covered.note


def test_groups_that_the_file_gives(figures: Any) -> None:
    disadvantaged = figures.one("ks2_expected", NORTH, DISADVANTAGED)
    assert (disadvantaged.value, disadvantaged.n) == (50, 20)
    assert figures.one("ks2_expected", NORTH, BOYS).n == 30
    assert figures.one("ks2_expected", NORTH, LOW) is None
    assert figures.one("ks2_expected", SOUTH, DISADVANTAGED) is None


def test_progress_keeps_its_limits_band_and_coverage(figures: Any) -> None:
    north = figures.one("ks2_reading_progress", NORTH)
    assert (north.value, north.low, north.high, north.n) == (1.8, 0.2, 3.4, 54)
    assert north.detail("Official band") == "Above average"
    assert north.coverage.percent == 90
    group = figures.one("ks2_reading_progress", NORTH, DISADVANTAGED)
    assert (group.value, group.low, group.high, group.n) == (-0.5, -3.2, 2.2, 20)
    south = figures.one("ks2_reading_progress", SOUTH)
    # published without a band, and none is made up
    assert south.detail("Official band") == "Withheld by the department"


def test_the_trust_s_progress_has_the_department_s_interval(figures: Any) -> None:
    trust = figures.one("ks2_reading_progress", TRUST)
    value = (54 * 1.8 - 30 * 2.9) / 84
    half = 1.96 * 6.17 / math.sqrt(84)
    assert (trust.value, trust.low, trust.high) == pytest.approx(
        (value, value - half, value + half)
    )
    assert "worked out from published limits" in trust.note


def test_ranks_are_among_mainstream_schools_with_a_score(figures: Any) -> None:
    # 4.0, then 1.8 twice, then -2.9
    north, south = (figures.one("ks2_reading_progress_rank", urn) for urn in (NORTH, SOUTH))
    assert (north.value, north.numerator, north.denominator) == (50, 2, 4)
    assert south.value == 100


@pytest.mark.parametrize(
    ("kept", "local"),
    [
        (("North", "South"), ""),  # a trust's own rows
        (("North", "South", "Authority"), "1st of 2 mainstream schools in the file"),
        # A download of one authority has England's rows too, and the schools of nobody else.
        (
            ("North", "South", "Authority", "England, state-funded"),
            "1st of 2 mainstream schools in the file",
        ),
    ],
    ids=["own rows", "with the authority", "with the authority and England"],
)
def test_a_file_of_some_schools_gives_no_place_among_all(
    read: Any, measured: Any, kept: tuple[str, ...], local: str
) -> None:
    rows = [FILE[0], *(row for row in FILE[1:] if row[2] in kept)]
    names = ("ks2_expected", "ks2_reading_progress_rank")
    found = measured(read({"england_ks2final.csv": rows}), *names)
    north = found.one("ks2_expected", NORTH)
    assert north.detail("Place in England") == ""
    assert north.detail("Place in the local authority") == local
    assert north.detail("Place among similar schools") == ""
    rank = found.one("ks2_reading_progress_rank", NORTH)
    assert (rank.value, rank.state) == (None, State.NO_DATA)
    assert "only some of England's schools" in rank.note


def test_similar_schools_are_the_nearest_by_start_disadvantage_and_size(
    read: Any, measured: Any
) -> None:
    columns = ("RECTYPE", "URN", "SCHNAME", "TELIG", "TKS1AVERAGE", "PTFSM6CLA1A", "PTRWM_EXP")
    alike = [
        (1, 100100 + i, "Alike", 60, 16 + i / 100, "30%", f"{60 + i % 10}%") for i in range(50)
    ]
    unlike = [(1, 100200 + i, "Unlike", 20, 12, "70%", "99%") for i in range(40)]
    rows = [columns, (1, NORTH, "North", 60, 16, "30%", "65%"), *alike, *unlike]
    rows.append((5, "", "England", 600000, 16, "31%", "65%"))
    found = measured(read({"england_ks2final.csv": rows}), "ks2_expected")
    north = found.one("ks2_expected", NORTH)
    assert north.detail("Place in England").startswith("61st of 91 mainstream schools in the file")
    # of ten figures five times each, four are better
    assert north.detail("Place among similar schools").startswith("21st of 51 similar schools")
    method = north.detail("Similar schools")
    assert "the 50 schools nearest by prior attainment, disadvantage and size" in method
    assert "key stage 1 averages of 16.0 to 16.5" in method


def test_gaps_as_published_and_within_the_school(figures: Any) -> None:
    assert figures.one("gap_ks2_expected", NORTH).value == -21
    assert figures.one("gap_ks2_higher", NORTH).value == -13
    assert figures.one("gap_ks2_reading_progress", NORTH).value == -0.8
    inside = figures.one("gap_ks2_expected_in_school", NORTH)
    assert (inside.value, inside.n) == (-23, 20)


@pytest.mark.parametrize("year", ["2019/20", "2020/21", "2023/24", "2024/25"])
def test_progress_of_a_year_without_it_is_not_measurable_whatever_a_file_offers(
    read: Any, measured: Any, year: str
) -> None:
    names = ("ks2_reading_progress", "ks2_reading_progress_rank", "gap_ks2_reading_progress")
    found = measured(read({"england_ks2final.csv": FILE}, year=year), *names, "ks2_expected")
    for name in names:
        for entity in (NORTH, SOUTH, TRUST):
            item = found.one(name, entity)
            assert (item.state, item.value) == (State.NOT_MEASURABLE, None)
            assert year in item.note
    expected = found.one("ks2_expected", NORTH)
    tests = year not in ("2019/20", "2020/21")
    assert expected.state == (State.MEASURED if tests else State.NOT_MEASURABLE)


def test_a_file_without_bands_is_banded_by_the_year_s_cut_offs(read: Any, measured: Any) -> None:
    rows = [COLUMNS, row(**{**NORTH_ROW, "READPROG_DESCR": ""})]

    def band(year: str) -> str:
        found = measured(read({"england_ks2final.csv": rows}, year=year), "ks2_reading_progress")
        item = found.one("ks2_reading_progress", NORTH)
        assert (item.low, item.high) == (0.2, 3.4)
        return item.detail("Official band")

    assert band("2018/19") == "Above average (by the year's cut-offs)"
    # the cut-offs of this year are not known, and none are made up
    assert band("2022/23") == "Not in the department's file"


READING_2019 = CutOffs(well_above=3.2, well_below=-2.9)


@pytest.mark.parametrize(
    ("score", "low", "high", "band"),
    [
        (3.2, 0.1, 6.3, "1"), (3.1, 0.1, 6.1, "2"), (1.1, 0.1, 2.1, "2"),
        # the interval decides first, however high or low the score
        (5.0, -0.1, 10.1, "3"), (5.0, 0.0, 10.0, "3"), (-4.6, -9.2, 0.0, "3"), (0, -1, 1, "3"),
        (-2.8, -5.5, -0.1, "4"), (-2.9, -5.7, -0.1, "5"), (-11.5, -14, -9, "5"),
    ],
)  # fmt: skip
def test_bands_by_cut_offs(score: float, low: float, high: float, band: str) -> None:
    assert band_by_cut_offs(score, low, high, READING_2019) == BANDS[band]


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("1", "Well above average"), ("5", "Well below average"), ("average", "Average"),
        ("Well Above Average", "Well above average"), ("SUPP", ""), ("LOWCOV", ""), ("", ""),
        ("6", ""), ("0", ""),
    ],
)  # fmt: skip
def test_published_bands(text: str, band: str) -> None:
    assert published_band(text) == band


def test_what_is_known_of_each_year(read: Any) -> None:
    years = ks2_progress_years(read({}).benchmarks.folder)
    assert sorted(years) == ["2016/17", "2017/18", "2018/19"]
    # the ranges that published limits leave for the deviations of 2018/19
    ranges = {"reading": (6.15, 6.185), "writing": (5.68, 5.71), "maths": (5.38, 5.41)}
    for subject in SUBJECTS:
        low, high = ranges[subject]
        assert low <= years["2018/19"].standard_deviations[subject] <= high
    assert years["2016/17"].cut_offs == {}
