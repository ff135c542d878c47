"""What the shared builders make of a profile, read as a user's exports are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from goldenthread.demo.exports.log import log
from goldenthread.demo.exports.published import Progress, progress_book
from goldenthread.demo.exports.schools import school_books, surveys
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import Conduct, Demo, DemoDrop, DemoSchool, DemoTrust
from goldenthread.demo.world import World, make_world
from goldenthread.demo.writing import generate, made_books
from goldenthread.drop import load_drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.sources.table import Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
OAK = DemoSchool(
    "990901",
    "Oak Primary School",
    "Oak",
    2901,
    years=tuple((year, 4 if year == 6 else 30) for year in range(7)),
    gap=6.0,
    conduct=Conduct(suspensions=((2, 0, 1), (3, 2, 0))),
)
ELM = DemoSchool("990902", "Elm High School", "Elm", 4901, years=((10, 60), (11, 60)), smaller=True)
TRUST = DemoTrust("Invented Trust", "2022/23", (OAK, ELM), late_packs=(3,))
SPRING = DemoDrop(0, "spring", "Spring", "spring", dt.date(2023, 3, 31), None)
SUMMER = DemoDrop(1, "summer", "Summer", "summer", dt.date(2023, 8, 31), "spring")


def _books(seed: int, drop: DemoDrop) -> Iterator[Book]:
    world = make_world(TRUST, seed)
    yield from school_books(world, drop)
    yield from surveys(world, drop)
    if drop.term == "summer":
        own = [Progress(OAK, (1.0, 0.0, -1.0))]
        yield progress_book(world, "synthetic ks2final.csv", own, others=20)


DEMO = Demo("invented", "invented", "a-plan", "2022/23", "invented", 3, (SPRING, SUMMER), _books)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(TRUST, 3)


@pytest.fixture(scope="module")
def summer(tmp_path_factory: pytest.TempPathFactory) -> DropTables:
    """What the reader makes of the summer drop."""
    schools = [
        {"urn": s.urn, "name": s.name, "short_name": s.short, "phase": p, "joined": "2019-09-01"}
        for s, p in ((OAK, "primary"), (ELM, "secondary"))
    ]
    trust = Trust.model_validate({"trust": "invented", "name": TRUST.name, "schools": schools})
    _, folder = generate(tmp_path_factory.mktemp("demo"), [DEMO])
    return read_drop(Project(ROOT), trust, load_drop(folder), folder)


def _frame(tables: DropTables, source: str) -> pd.DataFrame:
    table = tables.tables[source]
    assert isinstance(table, Table), source
    return table.frame


def test_the_reader_has_nothing_against_what_is_there(summer: DropTables) -> None:
    absent = {name for name, table in summer.tables.items() if not isinstance(table, Table)}
    findings = [f for f in summer.findings if f.source not in absent]
    assert [str(f) for f in findings if f.severity in ("stop", "warning")] == []
    made = {book.source for book in _books(3, SUMMER)}
    assert len(made) > 18
    assert made.isdisjoint(absent)


def test_each_phase_has_its_own_results(summer: DropTables) -> None:
    for source in ("ks2_results", "ks1_results", "phonics", "eyfs", "mtc"):
        assert set(_frame(summer, source)["school"]) == {OAK.urn}, source
    for source in ("ks4_results", "ks4_targets"):
        assert set(_frame(summer, source)["school"]) == {ELM.urn}, source


def test_results_are_of_the_pupils_of_their_year_group(summer: DropTables) -> None:
    pupils = _frame(summer, "pupils")
    for source, year in (("ks2_results", 6), ("ks1_results", 2), ("eyfs", 0), ("ks4_targets", 11)):
        tested = set(_frame(summer, source)["upn"])
        assert tested
        assert tested <= set(pupils.loc[pupils["year_group"] == year, "upn"]), source
    assert len(_frame(summer, "ks2_results")) == 4


def test_results_follow_prior_attainment(summer: DropTables, world: World) -> None:
    prior = {pupil.upn: sum(pupil.ks2) for pupil in world.pupils}
    marks = _frame(summer, "phonics")
    level = marks["upn"].map(prior).astype(float)
    assert level.corr(marks["year_1_mark"].astype(float)) > 0.75


def test_a_gap_of_the_profile_is_in_the_results(summer: DropTables, world: World) -> None:
    poorer = {pupil.upn for pupil in world.pupils if pupil.disadvantaged}
    scores = _frame(summer, "mtc").assign(mtc=lambda f: pd.to_numeric(f["mtc"], errors="coerce"))
    means = scores.groupby(scores["upn"].isin(poorer))["mtc"].mean()
    assert means[True] < means[False] - 1.5


def test_events_are_as_many_as_the_profile_says(summer: DropTables) -> None:
    events = _frame(summer, "suspensions")
    oak = events[events["school"] == OAK.urn]
    this_year = pd.to_datetime(oak["start"]) >= pd.Timestamp(2022, 9, 1)
    assert (this_year.sum(), (~this_year).sum()) == (5, 3)


def test_the_late_pack_is_late(summer: DropTables) -> None:
    packs = _frame(summer, "accounts_packs")
    late = packs[pd.to_datetime(packs["to_chair"]) > pd.to_datetime(packs["due"])]
    assert [f"{month:%B}" for month in pd.to_datetime(late["month"])] == ["December"]


def test_spring_has_no_results_yet(world: World) -> None:
    sources = {book.source for book in school_books(world, SPRING)}
    assert "ks4_targets" in sources
    assert sources.isdisjoint({"ks2_results", "phonics", "ks4_results"})


def test_a_demo_writes_a_source_itself_where_it_says_so(world: World) -> None:
    without = {book.source for book in school_books(world, SUMMER, {"staff", "census"})}
    everything = {book.source for book in school_books(world, SUMMER)}
    assert everything - without == {"staff", "census"}


def test_two_exports_of_one_name_are_refused() -> None:
    def twice(seed: int, drop: DemoDrop) -> Iterator[Book]:
        yield from [next(school_books(make_world(TRUST, seed), drop))] * 2

    demo = Demo("twice", "invented", "a-plan", "2022/23", "twice", 3, (SUMMER,), twice)
    with pytest.raises(ValueError, match="two exports are called 'Oak pupil list"):
        made_books(demo, SUMMER, 3)


RECORDED = ("reference", "place", "judgement", "judged_by", "date")
JUDGED: tuple[tuple[Cell, ...], ...] = (
    ("A.1", "Oak", "Green", "Chief executive", "2023-03-30"),
    ("A.1", "Oak", "Amber", "Chief executive", "2023-04-01"),
    ("A.1", "Elm", "Amber", "Chief executive", None),
)


@pytest.mark.parametrize(("drop", "rows"), [(SPRING, 2), (SUMMER, 3)], ids=["spring", "summer"])
def test_a_log_shows_what_had_happened_by_the_drop(world: World, drop: DemoDrop, rows: int) -> None:
    book = log(world.sources, drop, "recorded", RECORDED, JUDGED, until="date")
    lines = [line for line in book.sheets[0].lines if line and line[0] == "A.1"]
    assert len(lines) == rows
    assert lines[0][4] == dt.date(2023, 3, 30)


def test_a_log_leaves_blank_what_is_still_to_come(world: World) -> None:
    columns = ("reference", "action", "owner", "due", "status", "done_on", "updated")
    row = ("A.1", "Write", "Head", "2023-07-01", "Done", "2023-06-20", "2023-03-01")
    lines = [
        log(world.sources, drop, "milestones", columns, [row], blank=("done_on",)).sheets[0].lines
        for drop in (SPRING, SUMMER)
    ]
    done = lines[0][4].index("Completed on")
    assert (lines[0][5][done], lines[1][5][done]) == (None, dt.date(2023, 6, 20))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rows": [("A.1", "Oak")]}, "a row has 2 cells for 5 columns"),
        ({"file": "Judgements.xlsx"}, "'Judgements.xlsx' matches none of"),
        ({"columns": (*RECORDED[:4], "day")}, "a row has cells for no column"),
    ],
    ids=["cells", "file", "column"],
)
def test_a_wrong_log_is_refused(world: World, given: dict[str, object], said: str) -> None:
    words = {"columns": RECORDED, "rows": JUDGED, **given}
    with pytest.raises(ValueError, match=said):
        log(world.sources, SUMMER, "recorded", **words)  # type: ignore[arg-type]
