"""The department's key stage 2 file of 2018/19, every school of England.

The copy that stands beside the project was cut to the progress scores and their bands by whoever
stored it. It has no limits of intervals, no numbers of pupils, no authorities and no national
rows, so of intervals only what the bands say of them can be checked here: a school above or below
average has an interval that leaves out zero, and so a score on that side of it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from goldenthread.measures.ks2_progress_tables import (
    BANDS,
    SUBJECTS,
    CutOffs,
    Subject,
    band_by_cut_offs,
    ks2_progress_years,
)
from goldenthread.measures.measurement import State
from goldenthread.trust import Trust

FILE = Path(__file__).parents[3] / "shared/real/ks2_2018_19/england_ks2final.csv"
PREFIX: dict[Subject, str] = {"reading": "READ", "writing": "WRIT", "maths": "MAT"}
MARKERS = ("", "SUPP", "LOWCOV")
# What the file says in a cell and what of a figure that must become.
STATES = {"": State.NO_DATA, "SUPP": State.SUPPRESSED, "LOWCOV": State.NO_DATA}

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the department's key stage 2 file is not beside the project"
)
Row = dict[str, str]


@pytest.fixture(scope="module")
def england() -> list[Row]:
    """The file by the plainest of readers."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def scored(england: list[Row], subject: Subject) -> list[tuple[Row, float]]:
    column = f"{PREFIX[subject]}PROG"
    return [(row, float(row[column])) for row in england if row[column] not in MARKERS]


@pytest.fixture(scope="module")
def chosen(england: list[Row]) -> dict[str, Row]:
    """A school of every kind that the file has, of reading."""
    kinds: dict[str, Row] = {}
    for row in england:
        score, band = row["READPROG"], row["READPROG_DESCR"]
        kind = f"marker {score}" if score in MARKERS else f"band {band or 'none'}"
        kinds.setdefault(f"{kind}, special" if row["RECTYPE"] == "2" else kind, row)
        if score == "0":
            kinds.setdefault("zero", row)
    return kinds


@pytest.fixture(scope="module")
def figures(read: Any, measured: Any, chosen: dict[str, Row]) -> Any:
    """What the suite makes of the file for a trust of those schools."""
    schools = {row["URN"]: row for row in chosen.values()}
    trust = Trust.model_validate(
        {
            "trust": "test",
            "name": "Test Trust",
            "schools": [
                {"urn": urn, "name": f"{row['SCHNAME']} {urn}", "short_name": urn}
                | {"phase": "primary", "joined": dt.date(2015, 9, 1)}
                for urn, row in schools.items()
            ],
        }
    )
    context = read({FILE.name: FILE}, year="2018/19", trust=trust)
    names = [f"ks2_{s}_progress{more}" for s in SUBJECTS for more in ("", "_rank")]
    return measured(context, *names)


def test_the_file_holds_a_school_of_every_kind(chosen: dict[str, Row]) -> None:
    wanted = {f"band {band}" for band in (*"12345", "none")}
    wanted |= {f"marker {marker}" for marker in MARKERS} | {"zero"}
    assert wanted <= set(chosen)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_figure_is_the_file_s_and_no_marker_becomes_one(
    figures: Any, chosen: dict[str, Row], subject: Subject
) -> None:
    for kind, row in chosen.items():
        item = figures.one(f"ks2_{subject}_progress", row["URN"])
        cell, band = (row[f"{PREFIX[subject]}PROG{end}"] for end in ("", "_DESCR"))
        if cell in MARKERS:
            assert (item.value, item.state) == (None, STATES[cell]), kind
        else:
            assert (item.value, item.state) == (float(cell), State.MEASURED), kind
            assert item.detail("Official band") == BANDS.get(band, "None published"), kind


@pytest.mark.parametrize("subject", SUBJECTS)
def test_places_by_counting_the_schools_that_did_better(
    figures: Any, england: list[Row], chosen: dict[str, Row], subject: Subject
) -> None:
    peers = [score for row, score in scored(england, subject) if row["RECTYPE"] == "1"]
    placed = 0
    for row in chosen.values():
        rank = figures.one(f"ks2_{subject}_progress_rank", row["URN"])
        cell = row[f"{PREFIX[subject]}PROG"]
        if cell in MARKERS or row["RECTYPE"] != "1":
            assert rank.value is None
            continue
        better = sum(score > float(cell) for score in peers)
        assert rank.value == pytest.approx(100 * (better + 1) / len(peers))
        among = rank.detail("Place in England").split()
        assert among[0][:-2].replace(",", "") == str(better + 1)
        assert among[2:5] == [f"{len(peers):,}", "mainstream", "schools"]
        placed += 1
    assert placed > 5


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_published_band_is_that_of_the_year_s_cut_offs(
    read: Any, england: list[Row], subject: Subject
) -> None:
    """Every school with a score and a band, mainstream and special, without exception."""
    year = ks2_progress_years(read({}).benchmarks.folder)["2018/19"]
    cut = year.cut_offs[subject]
    banded = [
        (row, score)
        for row, score in scored(england, subject)
        if row[f"{PREFIX[subject]}PROG_DESCR"] in BANDS
    ]
    assert len(banded) == {"reading": 15_217, "writing": 15_244, "maths": 15_217}[subject]
    wrong = [
        (row["URN"], score)
        for row, score in banded
        if not _fits(row[f"{PREFIX[subject]}PROG_DESCR"], score, cut)
    ]
    assert wrong == []


def _fits(band: str, score: float, cut: CutOffs) -> bool:
    """Whether some interval around the score gives the published band."""
    wide, narrow = (score - 99, score + 99), (score - 0.01, score + 0.01)
    possible = {band_by_cut_offs(score, *limits, cut) for limits in (wide, narrow)}
    return BANDS[band] in possible


def test_the_schools_that_have_a_score_and_no_band_are_of_two_classes(england: list[Row]) -> None:
    """The disagreement between scores and bands, by class: 110 mainstream schools, the same in
    every subject, that take pupils across 11 (middle and junior high schools, upper schools of
    three-tier areas: 81 of them are called a middle school), and about 20 special schools. Their
    cell for the band is blank, not a marker, and no rule gives them a band."""
    mainstream, special = [], []
    for subject in SUBJECTS:
        without = [
            row
            for row, _ in scored(england, subject)
            if row[f"{PREFIX[subject]}PROG_DESCR"] not in BANDS
        ]
        assert {row[f"{PREFIX[subject]}PROG_DESCR"] for row in without} == {""}
        mainstream.append({row["URN"] for row in without if row["RECTYPE"] == "1"})
        special.append(sum(row["RECTYPE"] == "2" for row in without))
    assert mainstream[0] == mainstream[1] == mainstream[2]
    named = [row["SCHNAME"] for row in england if row["URN"] in mainstream[0]]
    assert len(named) == 110
    assert sum("Middle" in name for name in named) == 81
    assert special == [20, 21, 19]


@pytest.mark.parametrize(
    ("subject", "shares"),
    [
        ("reading", (10.0, 9.1, 64.6, 7.2, 9.0)),
        ("writing", (9.8, 8.0, 67.4, 5.7, 9.0)),
        ("maths", (10.3, 11.4, 58.2, 10.7, 9.4)),
    ],
)
def test_shares_of_mainstream_schools_by_band(
    england: list[Row], subject: Subject, shares: tuple[float, ...]
) -> None:
    bands = Counter(
        row[f"{PREFIX[subject]}PROG_DESCR"]
        for row, _ in scored(england, subject)
        if row["RECTYPE"] == "1"
    )
    total = sum(bands[band] for band in BANDS)
    assert [round(100 * bands[band] / total, 1) for band in BANDS] == list(shares)
