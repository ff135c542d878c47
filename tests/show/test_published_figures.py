"""Every published figure that a report shows says its year, basis, status and source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.display.table import DataTable
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.national_figures import National
from goldenthread.report import report_on
from goldenthread.report.published import places, statuses
from goldenthread.view import View

ENGLAND = National(
    48.8,
    "2021/22",
    status="revised",
    publication="Key stage 4 performance",
    basis="state-funded schools in England",
    source="Department for Education",
)


def region(**more: str) -> National:
    basis = "state-funded schools in the West Midlands"
    return replace(ENGLAND, **{"area": "West Midlands", "basis": basis} | more)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (
            [ENGLAND, region()],
            "Published figures: England and West Midlands 2021/22, state-funded schools, revised "
            "(Key stage 4 performance).",
        ),
        (
            [ENGLAND, region(period="2020/21", status="final")],
            "Published figures: England 2021/22, state-funded schools, revised (Key stage 4 "
            "performance); West Midlands 2020/21, state-funded schools, final (Key stage 4 "
            "performance).",
        ),
        ([], ""),
    ],
)
def test_a_table_says_what_its_published_figures_are(figures: list[National], words: str) -> None:
    assert statuses(figures) == words


def tables(judged, kind="objective", objective="standards", *, show):
    report = report_on(judged, kind, objective)
    show(report)
    return [part for part in report.shown if isinstance(part, DataTable)]


@pytest.mark.parametrize("names", [("attainment_8",), ("attainment_8", "english_maths_5")])
def test_every_comparator_of_a_table_is_told_about(judged, names):
    table = tables(judged, show=lambda report: report.figures(*names))[0]
    assert "England" in table.note + " ".join(column.title for column in table.columns)
    assert "2021/22, state-funded schools, as published (Key stage 4 performance)" in table.note


def attainment_and_evidence(report) -> None:
    """What no criterion of the plan is decided by is listed too, once it was shown."""
    report.figures("attainment_8")
    report.appendix()


def test_the_evidence_lists_every_published_figure_with_its_source(judged):
    areas = {"region": "West Midlands", "local_authority": "Wolverhampton"}
    judged = replace(judged, trust=judged.trust.model_copy(update=areas))
    (table,) = [
        t
        for t in tables(judged, show=attainment_and_evidence)
        if t.caption.startswith("Key stage 4 performance: ")
    ]
    areas = ["England 2021/22", "West Midlands 2021/22", "Wolverhampton 2021/22"]
    assert [column.title for column in table.columns][1:-1] == areas
    (row,) = [row for row in table.rows if row[0] == "Attainment 8"]
    assert "–" not in row
    assert row[-1] == "state-funded schools, as published"
    _, source = table.caption.split(": ", 1)
    assert source.startswith("Department for Education, Local authority interactive tool")


def placed(judged, *methods: str) -> View:
    urns = [school.urn for school in judged.trust.schools]
    rows = [
        Measurement(
            name,
            urn,
            judged.drop.year,
            50.0,
            details=(
                ("Place in England", "2nd of 9 schools"),
                *((("Place among similar schools", "1st of 3 similar schools"),) if method else ()),
                *((("Similar schools", method),) if method else ()),
            ),
        )
        for name, method in zip(("attainment_8", "english_maths_5"), methods, strict=True)
        for urn in urns
    ]
    return View(replace(judged, measurements=Measurements(rows)))


def test_places_show_how_similar_schools_were_chosen_once(judged):
    (table,) = places(
        placed(judged, "the 2 nearest", "the 2 nearest"), ["attainment_8", "english_maths_5"]
    )
    assert [c.title for c in table.columns] == [
        *("Figure", "School", "Place in England, of 9 schools", "Place among similar schools"),
    ]
    assert [row[2:] for row in table.rows] == [("2nd", "1st of 3")] * len(table.rows)
    assert table.note.startswith("Similar schools of ")
    assert table.note.count("the 2 nearest") == len(judged.trust.schools)


def test_places_say_which_method_is_whose_where_they_differ(judged):
    (table,) = places(placed(judged, "by size", "by both"), ["attainment_8", "english_maths_5"])
    assert "(Attainment 8): by size" in table.note
    assert ": by both" in table.note


def test_without_similar_schools_there_is_no_column_for_them(judged):
    (table,) = places(placed(judged, "", ""), ["attainment_8", "english_maths_5"])
    assert [c.title for c in table.columns] == [
        "Figure",
        "School",
        "Place in England, of 9 schools",
    ]
    assert table.note == ""
