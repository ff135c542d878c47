"""The register of schools and Ofsted's file, whatever the framework names its columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from goldenthread.measures import ofsted, school_register
from goldenthread.measures.measurement import TRUST, Measurements, State
from goldenthread.measures.registry import REGISTER, Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.table import Table

ROOT = Path(__file__).parents[2]
NORTH, SOUTH = "100001", "100002"


def link(urn: str, joined: dt.date = dt.date(2015, 9, 1), **more: object) -> dict[str, object]:
    return {
        **{"urn": urn, "group_uid": "2095", "group_name": "TEST TRUST LIMITED", "joined": joined},
        **{"group_type": "Multi-academy trust", "group_status": "Open", "name": f"School {urn}"},
    } | more


def sponsor(urn: str) -> dict[str, object]:
    return link(urn, group_uid="16590", group_type="School sponsor", group_name="Test Trust")


def agreement(context: Context) -> Measurements:
    return Measurements(compute_all(context, {"register_agrees": REGISTER["register_agrees"]}))


def test_a_school_counts_once_though_the_register_has_it_twice(build: Any) -> None:
    rows = [link(NORTH), sponsor(NORTH), link(SOUTH), sponsor(SOUTH)]
    context = build(gias_groups=rows)
    trust = agreement(context).one("register_agrees", TRUST)
    assert trust is not None
    assert (trust.value, trust.numerator, trust.denominator) == (100, 2, 2)
    assert school_register.register_findings(context) == ()
    assert list(school_register.trust_rows(context)["urn"]) == [NORTH, SOUTH]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([link(NORTH), sponsor(SOUTH)], "South School: the register does not list the school"),
        (
            [link(NORTH), link(SOUTH, dt.date(2017, 3, 1))],
            "the register has another date of joining (joined, in the trust's file: 1 September "
            "2015; group in the register: TEST TRUST LIMITED; joined, in the register: 1 March",
        ),
        ([link(NORTH), link(SOUTH), link("100003")], "School 100003 (100003) is under this trust"),
        ([link(NORTH), link(SOUTH, group_status="Closed")], "South School: the register does not"),
        # no group has the trust's name: the one that most of its schools are in
        (
            [link(u, group_name="Other Name", joined=dt.date(2015, 9, 1)) for u in (NORTH, SOUTH)]
            + [link("100003", group_name="Other Name")],
            "School 100003 (100003) is under this trust",
        ),
    ],
)
def test_what_does_not_agree_is_a_finding(build: Any, rows: Any, said: str) -> None:
    (finding,) = school_register.register_findings(build(gias_groups=rows))
    assert said in finding.message
    assert finding.severity == "warning"
    assert "params/trusts/test.yml" in finding.fix


def test_without_the_register_nothing_is_said(build: Any) -> None:
    assert school_register.register_findings(build()) == ()


def good(context: Context) -> Measurements:
    return Measurements(compute_all(context, {"ofsted_good": REGISTER["ofsted_good"]}))


@pytest.mark.parametrize(
    ("cells", "value", "grade"),
    [
        ({"overall": "1"}, 100, "Outstanding"),
        ({"overall": "2"}, 100, "Good"),
        ({"overall": "3"}, 0, "Requires improvement"),
        ({"overall": "4", "concern": "SM"}, 0, "Inadequate"),
        ({"overall": "2.0"}, 100, "Good"),
        ({"overall": "Good"}, 100, "Good"),
        ({"overall": "9"}, None, ""),
        ({"overall": None}, None, ""),
    ],
)
def test_grades(build: Any, cells: Any, value: float | None, grade: str) -> None:
    row = {"urn": NORTH, "inspected": dt.date(2022, 3, 1)} | cells
    found = good(build(ofsted=[row]))
    north = found.one("ofsted_good", NORTH)
    assert north is not None
    assert (north.value, north.detail("Grade")) == (value, grade)
    assert north.detail("Inspected") == "1 March 2022"
    assert (north.state == State.NO_DATA) == (value is None)
    assert north.detail("Category of concern") == ("special measures" if "concern" in cells else "")


def test_the_trust_pools_the_schools_that_have_a_grade(build: Any) -> None:
    rows = [{"urn": NORTH, "overall": "2"}, {"urn": SOUTH, "overall": "3", "inspected_urn": "99"}]
    found = good(build(ofsted=rows))
    trust, south = found.one("ofsted_good", TRUST), found.one("ofsted_good", SOUTH)
    assert trust is not None
    assert south is not None
    assert (trust.value, trust.numerator, trust.denominator) == (50, 1, 2)
    assert south.detail("Inspected as") == "99"


def test_a_report_card_is_not_a_grade_and_a_grade_is_no_report_card(build: Any) -> None:
    areas = {"inclusion": "Strong standard", "teaching": "Expected standard"} | {
        "achievement": "Needs attention",
        "behaviour": "Exceptional",
        "wellbeing": "Urgent improvement",
        "leadership": "expected standard",
    }
    rows = [
        {"urn": NORTH, "safeguarding": "Met", "card_date": dt.date(2026, 1, 20)} | areas,
        {"urn": SOUTH, "overall": "2"},
    ]
    context = build(ofsted=rows)
    graded = good(context).one("ofsted_good", NORTH)
    assert graded is not None
    assert graded.value is None
    assert "not comparable with the grades before" in graded.note
    name = "ofsted_report_card"
    cards = Measurements(compute_all(context, {name: REGISTER[name]}))
    north, south = cards.one(name, NORTH), cards.one(name, SOUTH)
    assert north is not None
    assert south is not None
    assert (north.numerator, north.denominator) == (4, 6)
    assert north.detail("Achievement") == "Needs attention"
    assert north.detail("Safeguarding standards") == "Met"
    assert south.value is None


FRAMEWORKS = {
    "2019": (
        "URN,School name,Overall effectiveness,Inspection start date,Publication date,"
        "URN at time of latest full inspection",
        f"{NORTH},St Anne\u2019s,2,12/03/2020,30/03/2020,NULL",
    ),
    "2025": (
        "URN,School name,Latest OEIF overall effectiveness,"
        "Inspection start date of latest OEIF graded inspection,"
        "Ungraded inspection overall outcome,Date of latest ungraded inspection",
        f"{NORTH},St Anne\u2019s,2,12/03/2020,School remains Good,05/06/2024",
    ),
    "ratings": ("Rating,URN", f"Good,{NORTH}"),
}


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("title", ["", "State-funded schools inspections as at 31 August 2024\n"])
def test_files_of_several_frameworks_in_windows_letters(
    build: Any, tmp_path: Path, framework: str, title: str
) -> None:
    head, row = FRAMEWORKS[framework]
    other = row.replace(NORTH, "100077").replace(",2,", ",NULL,").replace("Good,", "Unknown,", 1)
    path = tmp_path / "ofsted latest_inspections.csv"
    path.write_bytes(f"{title}{head}\n{row}\n{other}\n".encode("cp1252"))
    context = build()
    read = read_drop(Project(ROOT), context.trust, context.drop, tmp_path)
    table = read.tables["ofsted"]
    assert isinstance(table, Table), table
    held = Context(context.project, context.trust, context.drop, read.tables, context.benchmarks)
    north = good(held).one("ofsted_good", NORTH)
    assert north is not None
    assert (north.value, north.detail("Grade")) == (100, "Good")
    assert north.detail("Inspected") == ("" if framework == "ratings" else "12 March 2020")
    if framework == "2025":
        assert north.detail("Ungraded inspection") == "School remains Good"
    assert [str(f) for f in table.findings if f.severity != "note"] == []


def test_both_are_registered() -> None:
    assert REGISTER["ofsted_good"].providers[0].needs == (ofsted.SOURCE,)
    assert REGISTER["register_agrees"].providers[0].needs == (school_register.SOURCE,)
