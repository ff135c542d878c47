"""An action's status, what the data say beside it, and where the two do not go together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import DataTable
from goldenthread.display.thread import StrandLine
from goldenthread.display.words import Terms
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
    assert overdue[0][:2] == ("1.A1 Moderate work together", "Heads, due 31 July 2022")
    assert overdue[1] == ("Overdue", "Overdue by 31 days.", "")
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


def test_the_status_of_the_trust_is_held_against_no_school(told):
    """South's own data are green and the action is overdue: of the trust that is a flag."""
    _, table = _table(told, "South")
    assert table.rows[0][2] == (RatingMark(Rating.GREEN), "Work was moderated, at 100002.")
    assert (
        "recorded for the trust, unless it says otherwise; the data are the school’s" in table.note
    )


def test_the_status_of_one_school_is_held_against_that_school_alone(told):
    actions = tuple(replace(a, place="South") for a in told.actions)
    own = replace(told, actions=actions)
    _, table = _table(own, "South")
    assert table.rows[0][1][-1].startswith("Recorded for South ")
    assert table.rows[0][2][1] == "Look again: still overdue, and the data already show it."
    for school in (ALL_SCHOOLS, "North School"):
        report, _ = _table(own, school)
        assert "Look again" not in "\n".join(part.text() for part in report.shown), school


def _attention(judged, page="objective", school=ALL_SCHOOLS):
    section = "standards" if page == "objective" else None
    report = report_on(judged, page, section, school=school)
    report.exceptions()
    return [part.text() for part in report.shown]


def _without_reds(judged):
    kept = tuple(j for j in judged.judgements if j.rating is not Rating.RED)
    return replace(judged, judgements=kept)


LATE = "1 action is overdue: 1.A1 (Moderate work together)."
AGAIN = "Look again at 2 actions whose status and data do not go together: 1.A1"


def test_what_needs_attention_names_the_actions_where_no_criterion_is_red(told):
    _, none, late, again = _attention(_without_reds(told))
    assert (none, late) == ("No criterion is red.", LATE)
    assert again.startswith(f"{AGAIN} (Moderate work together) and 1.A2 (")


def test_an_overdue_action_that_a_red_criterion_tells_is_told_once(told):
    texts = _attention(told)
    assert sum("Moderate work together (Heads, due" in text for text in texts) == 1
    assert not any("is overdue: 1.A1 (" in text for text in texts)
    assert texts[-1].startswith(AGAIN)


def test_the_board_is_told_what_is_overdue_where_no_red_criterion_tells_so(told):
    plan = told.plan.model_dump()
    plan["objectives"][1]["actions"] = [{"id": "D-2.A1", "action": "Build", "responsible": "CEO"}]
    late = replace(told.actions[0], objective="growth", action="D-2.A1")
    more = replace(told, plan=Plan.model_validate(plan), actions=(*told.actions, late))
    line = "1 action is overdue, besides those counted above: 2.A1."
    assert line in _attention(more, "board")


def test_the_board_is_told_of_the_flags_in_one_line(told):
    line = _attention(told, "board")[-1]
    assert line == f"{AGAIN} and 1.A2; why is in the report on each objective."


def test_a_school_s_page_says_whose_the_overdue_action_is(told):
    texts = _attention(_without_reds(told), school="South")
    assert texts[1:] == [
        "No criterion is red.",
        "1 action of the trust is overdue: 1.A1 (Moderate work together).",
    ]


def test_the_measures_that_show_an_action_are_defined_with_those_of_the_criteria(told):
    plan = told.plan.model_dump()
    tests = [{"rule": "target", "measure": "attainment_8"}]
    plan["objectives"][0]["actions"][0]["shown_by"] = {"tests": tests}
    report = report_on(replace(told, plan=Plan.model_validate(plan)), "objective", "standards")
    report.appendix()
    (terms,) = [p for p in report.shown if isinstance(p, Terms) and p.kind == "glossary"]
    titles = [title for title, _ in terms.pairs]
    assert (titles[0], titles[-1], len(titles)) == ("Progress 8", "Attainment 8", 4)


def test_a_measure_that_decides_for_other_schools_alone_is_not_defined(judged):
    plan = judged.plan.model_dump(mode="json")
    plan["objectives"][0]["criteria"][0]["tests"].append(
        {"rule": "target", "measure": "attainment_8"}
    )
    report = report_on(replace(judged, plan=Plan.model_validate(plan)), "school", school="North")
    report.appendix()
    (terms,) = [p for p in report.shown if isinstance(p, Terms) and p.kind == "glossary"]
    assert "Progress 8" in dict(terms.pairs)
    assert "Attainment 8" not in dict(terms.pairs)  # no test of the school is of it


def test_a_measure_of_a_table_is_defined_and_one_of_the_trust_alone_is_not(judged):
    report = report_on(judged, "school", school="North")
    report.figures("retention", "overall_absence")
    report.appendix()
    (terms,) = [p for p in report.shown if isinstance(p, Terms) and p.kind == "glossary"]
    titles = [title for title, _ in terms.pairs]
    assert titles == [report.view.measure(name).short for name in (
        "progress_8", "pupil_wellbeing", "retention", "overall_absence"
    )]  # fmt: skip


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
    assert ("recorded for the trust; what the data say is the school’s own" in text) is (
        school != ALL_SCHOOLS
    )


def test_the_workbook_has_a_sheet_of_actions_with_tests_and_rows(told, tmp_path, monkeypatch):
    monkeypatch.setattr("goldenthread.render.evidence_book.listed_rows", lambda *_: None)
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
    words = "2 actions, 1 overdue, 2 whose status and data do not go together."
    assert any(words in row for row in contents)


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
