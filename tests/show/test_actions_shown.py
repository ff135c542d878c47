"""An action's status, what the data say beside it, and where the two do not go together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import DataTable
from goldenthread.display.thread import StrandLine
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.plan import Plan
from goldenthread.render.action_sheet import action_sheet
from goldenthread.render.evidence_book import evidence_workbook
from goldenthread.render.thread_book import thread_workbook
from goldenthread.report import report_on
from goldenthread.report.standing import ratings_of
from goldenthread.trust import ALL_SCHOOLS

NORTH, SOUTH = "100001", "100002"
OVERDUE, DONE = "D-1.A1", "D-1.A2"


def _workbook(data, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    return load_workbook(path)


@pytest.fixture(scope="module")
def told(judged):
    """The drop with what the data say of its two actions: one overdue, one recorded as done."""
    plan = judged.plan.model_dump()
    overdue, done = plan["objectives"][0]["actions"]
    test = {"rule": "criterion", "criterion": "D-1.SC1"}
    overdue["shown_by"] = {"tests": [test]}
    done["shown_by"] = {"tests": [test], "not_held": "minutes", "levels": ["trust"]}
    first = next(j for j in judged.judgements if j.criterion == "D-1.SC1" and j.entity == "trust")

    def say(action: str, entity: str, rating: Rating) -> Judgement:
        reason = f"{rating} because work was moderated, at {entity}."
        return replace(first, criterion=action, entity=entity, rating=rating, reason=reason)

    said = (
        *(say(OVERDUE, NORTH, Rating.AMBER), say(OVERDUE, SOUTH, Rating.GREEN)),
        *(say(OVERDUE, "trust", Rating.GREEN), say(DONE, "trust", Rating.RED)),
    )
    return replace(judged, plan=Plan.model_validate(plan), of_actions=said)


def _table(told, school=ALL_SCHOOLS):
    report = report_on(told, "objective", "standards", school)
    report.actions()
    return report, next(part for part in report.shown if isinstance(part, DataTable))


def test_the_table_has_the_status_and_beside_it_the_data_with_a_flag(told):
    _, table = _table(told)
    overdue, done = table.rows
    assert overdue[0][:2] == ("Moderate work together", "Heads, due 31 July 2022")
    assert overdue[1] == ("Overdue", "Overdue by 31 days.")
    assert overdue[2] == (
        RatingMark(Rating.GREEN),
        "Look again: still overdue, and the data already show it.",
        "Work was moderated, at trust.",
    )
    assert done[2] == (
        RatingMark(Rating.RED),
        "Look again: recorded as done, and the data do not show it.",
        "Work was moderated, at trust.",
        "No export holds minutes.",
    )
    assert "it changes neither the status nor any rating" in table.note


def test_a_school_s_report_has_its_own_data_and_none_of_the_trust_s(told):
    report, table = _table(told, "North School")
    overdue, done = table.rows
    assert overdue[2] == (RatingMark(Rating.AMBER), "Work was moderated, at 100001.")
    assert done[2] == (
        "For the trust as a whole; see the trust-wide report.", "No export holds minutes.",
    )  # fmt: skip
    text = "\n".join(part.text() for part in report.shown)
    assert "at trust" not in text
    assert SOUTH not in text


def test_a_plan_whose_actions_no_data_show_has_the_table_as_before(judged):
    _, table = _table(judged)
    assert [column.title for column in table.columns] == ["Action", "Who", "Due", "Where it stands"]
    assert (table.rows[0][1:3], table.note) == (("Heads", "31 July 2022"), "")


def test_no_count_and_no_rating_of_the_page_changes(told, judged):
    pages = [report_on(each, "objective", "standards") for each in (told, judged)]
    ratings = [ratings_of(page.view, page.view.criteria) for page in pages]
    assert ratings[0] == ratings[1]
    for page in pages:
        page.opening()
    first, second = (page.shown[1:] for page in pages)
    assert [part.text() for part in first] == [part.text() for part in second]


@pytest.mark.parametrize(
    ("school", "words"),
    [
        (
            ALL_SCHOOLS,
            ["By the data green. Look again: still overdue", "By the data red. Look again"],
        ),
        ("North School", ["By the data amber."]),
    ],
)
def test_the_golden_thread_says_it_at_the_action(told, school, words):
    page = report_on(told, "golden-thread", school=school)
    page.thread()
    text = "\n".join(part.text() for part in page.shown if isinstance(part, StrandLine))
    assert [each in text for each in words] == [True] * len(words)
    assert text.count("By the data") == len(words)


def test_the_workbook_has_a_sheet_of_actions_with_tests_and_rows(told, tmp_path, monkeypatch):
    monkeypatch.setattr("goldenthread.render.evidence_book.source_rows", lambda *_: None)
    book = _workbook(evidence_workbook(told, "Standards", ["standards"], "trust"), tmp_path)
    assert book.sheetnames[-1] == "Actions 1"
    rows = [[cell.value for cell in row] for row in book["Actions 1"].iter_rows()]
    done = next(row for row in rows if row[0] == "1.A2" and row[3] == "Done")
    assert done[6:10] == [
        "Red", "Red because work was moderated, at trust.",
        "Recorded as done, and the data do not show it.", "No export holds minutes.",
    ]  # fmt: skip
    assert any(row[:2] == ["1.A1", "results.xlsx"] for row in rows)
    contents = [[cell.value for cell in row] for row in book["Contents"].iter_rows()]
    assert any("2 actions, 2 to look at again." in row for row in contents)


def test_a_school_s_workbook_has_no_sheet_where_the_data_speak_of_the_trust_alone(told):
    only = replace(told, of_actions=tuple(j for j in told.of_actions if j.criterion == DONE))
    (section, _) = told.plan.objectives
    assert action_sheet(only, section, NORTH) is None
    assert action_sheet(only, section, "trust") is not None


def test_the_workbook_of_the_thread_has_it_beside_each_action(told, tmp_path):
    book = _workbook(thread_workbook(told, "Golden thread", "trust"), tmp_path)
    rows = [[cell.value for cell in row] for row in book["Actions"].iter_rows()]
    overdue = next(row for row in rows if row[1] == OVERDUE)
    assert overdue[-3:] == [
        "Green", "Green because work was moderated, at trust.",
        "Still overdue, and the data already show it.",
    ]  # fmt: skip
