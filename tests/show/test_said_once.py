"""What would be repeated row after row is said once: the endings of rules, a figure's title, who
recorded the evidence; and a table begins where its first rows have room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.display.room import beginning, heights, stays_together
from goldenthread.display.table import Column, DataTable
from goldenthread.judgement import judgement as judged_as
from goldenthread.judgement.logged_in_words import OPEN_PERIOD, WHICH_MEETINGS
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import SCHOOLS_RULE
from goldenthread.measures.measurement import Measurement, Measurements, State
from goldenthread.report.counted import definition
from goldenthread.report.deciding import deciding_figures
from goldenthread.report.figures import one_measure
from goldenthread.report.shared_rules import briefly, shared
from goldenthread.view import View

NORTH, SOUTH, YEAR = "100001", "100002", "2021/22"
MONTHLY = f"Green when one is held. {OPEN_PERIOD.format('month of term')}. Taken from the plan."
EVERY = judged_as.Comparator("every item", 100.0)


@pytest.mark.parametrize(
    ("rules", "terms"),
    [
        ([[MONTHLY, SCHOOLS_RULE], ["Green.", SCHOOLS_RULE]], ["The trust from its schools"]),
        ([[MONTHLY], [f"Green. {OPEN_PERIOD.format('half-term')}."]], ["Periods"]),
        ([[f"Green. {WHICH_MEETINGS}."]] * 2, ["Meetings"]),
        ([[MONTHLY, MONTHLY], ["Green.", SCHOOLS_RULE]], []),
    ],
)
def test_an_ending_of_more_than_one_criterion_is_told_above_them(rules, terms):
    assert [term for term, _ in shared(rules)] == terms


def test_a_rule_refers_to_the_ending_that_stands_above_and_says_others_in_full():
    said = {"Periods"}
    assert briefly([MONTHLY, SCHOOLS_RULE], said) == [
        "Green when one is held. Periods are counted as above. Taken from the plan.",
        SCHOOLS_RULE,
    ]
    assert briefly([SCHOOLS_RULE], said) == ["The trust from its schools, as above."]


def result(urn, value, group="D-1 annual", measure="evidence_in_place", rating=Rating.GREEN):
    figure = Measurement(measure, urn, YEAR, value, group, numerator=value / 100, denominator=1)
    return judged_as.TestResult(measure, f"Rule of {group}.", rating, "So.", figure, EVERY)


def decided(judged, *tests):
    """What the page shows of a criterion that these tests decide."""
    view = View(judged)
    criterion = judged.plan.criteria[0]
    judgement = replace(judged.judgements[0], rating=Rating.GREEN, tests=tests)
    return deciding_figures(view, criterion, [judgement])


def test_two_figures_of_one_title_say_which_is_which(judged):
    pairs, (table,) = decided(judged, result(NORTH, 100.0), result(NORTH, 0.0, "D-1 three-year"))
    assert pairs == []
    assert table.caption.endswith(": items in place with dated evidence")
    assert [column.title for column in table.columns][:2] == ["Which", "Where"]
    assert [row[0] for row in table.rows] == ["D-1 annual", "D-1 three-year"]


def test_a_schools_own_report_does_not_name_it_in_every_row(judged):
    view = View(judged, school=judged.trust.school(NORTH))
    tests = (result(NORTH, 100.0), result(NORTH, 0.0, "D-1 three-year"))
    judgement = replace(judged.judgements[0], rating=Rating.GREEN, tests=tests)
    _, (table,) = deciding_figures(view, judged.plan.criteria[0], [judgement])
    assert [column.title for column in table.columns][:2] == ["Which", "Value"]


def test_a_figure_that_all_rows_share_is_named_above_them(judged):
    _, (table,) = decided(judged, result(NORTH, 100.0), result(SOUTH, 0.0))
    assert isinstance(table, DataTable)
    assert table.columns[0].title == "Where"
    assert [row[:2] for row in table.rows] == [("North", "100%"), ("South", "0%")]


def test_one_figure_stands_on_a_line_and_names_its_rating_where_it_is_another(judged):
    pairs, tables = decided(judged, result(NORTH, 100.0))
    assert tables == []
    line = "Items in place with dated evidence, North: 100% (1 of 1); held against 100%, every item"
    assert pairs == [("Figure", f"{line}.")]
    pairs, _ = decided(judged, result(NORTH, 100.0, rating=Rating.AMBER))
    assert pairs == [("Figure", f"{line}; amber.")]


def test_without_a_figure_nothing_is_shown(judged):
    nothing = replace(result(NORTH, 0.0), measurement=None)
    assert decided(judged, nothing) == ([], [])


def test_a_share_of_money_is_told_in_pounds(judged):
    figure = Measurement(
        "staff_cost_share", NORTH, YEAR, 78.0, numerator=78000, denominator=1e5, n=9
    )
    test = judged_as.TestResult("staff_cost_share", "Rule.", Rating.GREEN, "So.", figure, EVERY)
    ((_, line),), _ = decided(judged, test)
    assert "78.0% (£78,000 of £100,000)" in line


def test_the_trust_has_no_row_of_what_only_its_schools_have(judged):
    figures = [Measurement("seats_filled", urn, YEAR, 100.0) for urn in (NORTH, SOUTH)]
    nothing = Measurement("seats_filled", "trust", YEAR, None, state=State.NO_DATA)
    view = View(replace(judged, measurements=Measurements([*figures, nothing]), judgements=()))
    assert len(one_measure(view, "seats_filled").rows) == 2
    none = View(replace(judged, measurements=Measurements([nothing]), judgements=()))
    assert len(one_measure(none, "seats_filled").rows) == 1


@pytest.mark.parametrize(
    ("rows", "together", "least"),
    [
        ([[["A"], ["Short"]]] * 7, True, 80),
        ([[["A"], ["Short"]]] * 12, False, 80),
        ([[["A"], ["letters " * 60]]] * 5, False, 150),
    ],
    ids=["short", "many", "tall"],
)
def test_a_table_begins_only_where_its_first_rows_have_room(rows, together, least):
    high = heights(("Name", "Words"), rows, ("auto", "1fr"))
    assert stays_together(high) is together
    if not together:
        assert beginning(high) == least


def test_a_column_of_sentences_keeps_its_width_on_a_small_screen():
    rows = (("North", "12", "A reason. " * 8), ("South", "9", "–"))
    page = DataTable("", (Column("School"), Column("Share", True), Column("Why")), rows).html()
    assert '<th scope="col">School</th>' in page
    assert '<th class="gt-n" scope="col">Share</th>' in page
    assert '<th class="gt-words" scope="col">Why</th>' in page


def test_a_definition_names_a_file_without_marks_of_code(judged):
    words = definition(View(judged), "overall_absence")
    assert "params/" in words
    assert "`" not in words


@pytest.mark.parametrize(
    ("name", "told"), [("In 2018/19", "57%, in 2018/19"), ("England", "57%, England")]
)
def test_what_a_figure_is_held_against_is_told_inside_a_sentence(judged, name, told):
    test = result(NORTH, 100.0)
    beside = judged_as.Comparator(name, 57.0)
    pairs, _ = decided(judged, replace(test, comparator=beside))
    assert told in pairs[0][1]
