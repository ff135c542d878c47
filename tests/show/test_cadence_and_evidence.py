"""Cadences show each period, evidence each item, criteria stand under what the document calls them,
and the risk register shows its overdue reviews and what only one side knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from goldenthread.display.criterion import CriterionHeading
from goldenthread.display.periods import PeriodStrips
from goldenthread.display.table import DataTable
from goldenthread.display.words import Heading, Prose
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.plan import Plan
from goldenthread.report import report_on
from goldenthread.report.cadences import strips
from goldenthread.report.remaining import plural_of
from goldenthread.term_dates import SchoolYear
from goldenthread.view import View

NORTH, SOUTH, YEAR = "100001", "100002", "2021/22"
TERMS = SchoolYear.model_validate(
    {
        "autumn": {
            "first": "2021-09-06", "last": "2021-12-17",
            "half_term": {"first": "2021-10-25", "last": "2021-10-29"},
        },
        "spring": {
            "first": "2022-01-04", "last": "2022-04-08",
            "half_term": {"first": "2022-02-14", "last": "2022-02-18"},
        },
        "summer": {
            "first": "2022-04-25", "last": "2022-07-22",
            "half_term": {"first": "2022-05-30", "last": "2022-06-03"},
        },
    }
)  # fmt: skip


def log(urn, held, of, missed, **given):
    details = ((("Missed", missed),) if missed else ()) + (("Last held", "1 July 2022"),)
    return Measurement(
        "cadence_kept", urn, YEAR, 100 * held / of, "D-9.1, every half-term",
        numerator=held, denominator=of, details=details, **given,
    )  # fmt: skip


def item(urn, name, standing, dated, document):
    details = (("Standing", standing), ("Date of evidence", dated), ("Evidence", document))
    given = tuple((title, words) for title, words in details if words)
    return Measurement("evidence_in_place", urn, YEAR, 0.0, f"D-9.2 · {name}", details=given)


def risk(urn, reference, category, due, reviewed, score=9.0):
    details = (("Risk", f"Risk {reference}"), ("Category", category), ("Owner", "Clerk"))
    details += (("Review due", due), ("Last reviewed", reviewed))
    return Measurement("risk_score", urn, YEAR, score, reference, details=details)


RISKS = [
    ("R1", "Finance", "1 July 2022", "1 March 2022"),
    ("R2", "Safety", "1 August 2022", "15 August 2022"),
    ("R3", "Safety", "1 October 2022", "1 March 2022"),
    ("R4", "Estates", "31 May 2022", "not recorded"),
]
FIGURES = [
    log(NORTH, 6, 6, ""),
    log(SOUTH, 4, 6, "the first half of the autumn term; the second half of the spring term"),
    item(NORTH, "Policy <i>", "In place", "1 May 2022", "Policy, page 2"),
    item(SOUTH, "Policy <i>", "Partly in place", "", ""),
    *(risk("trust", *given) for given in RISKS),
    risk(NORTH, *RISKS[1]),
    risk(NORTH, *RISKS[3]),
]


def criterion(number, kind, test, **given):
    return {
        "id": f"D-{number}", "number": number, "text": f"Criterion {number}", "kind": kind,
        "tests": [test], **given,
    }  # fmt: skip


SECTION = {
    "id": "done",
    "number": "9",
    "title": "Done",
    "short_title": "Done",
    "question": "Is it done?",
    "notebook": "operations",
    "link_note": "The plan links nothing.",
    "criteria": [
        criterion("9.1", "Promise", {"rule": "cadence", "every": "half term"}),
        criterion("9.2", "Duty", {"rule": "evidence"}, remark="The printed line is cut off."),
        criterion("9.3", "Promise", {"rule": "target", "measure": "packs_on_time"}),
    ],
}


@pytest.fixture(scope="module")
def done(judged):
    plan = judged.plan.model_dump()
    plan["objectives"] = [*plan["objectives"], SECTION]
    trust = judged.trust.model_copy(update={"term_dates": {YEAR: TERMS}})
    template = judged.judgements[0]
    rated = tuple(
        replace(template, objective="done", criterion=f"D-{number}", entity=urn, tests=())
        for number in ("9.1", "9.2")
        for urn in (NORTH, SOUTH)
    )
    kept = [m for m in judged.measurements if m.measure != "risk_score"]
    return replace(
        judged, plan=Plan.model_validate(plan), trust=trust, previous=None,
        judgements=(*judged.judgements, *rated), measurements=Measurements([*kept, *FIGURES]),
    )  # fmt: skip


def shown(report, kind):
    return [part for part in report.shown if isinstance(part, kind)]


@pytest.fixture
def report(done):
    report = report_on(done, "objective", "done")
    report.other_criteria()
    return report


def test_criteria_stand_under_what_the_document_calls_them(report):
    heads = [p for p in report.shown if isinstance(p, Heading | CriterionHeading)]
    words = [p.words if isinstance(p, Heading) else p.number for p in heads]
    assert words == ["Promises", "9.1", "9.3", "Duties", "9.2"]


@pytest.mark.parametrize(
    ("one", "several"),
    [("Success criterion", "Success criteria"), ("Duty", "Duties"), ("KPI", "KPIs")],
)
def test_several_of_a_kind(one, several):
    assert plural_of(one) == several


def test_a_remark_and_how_rows_are_linked_are_shown(done, report):
    assert "On the plan’s text: The printed line is cut off." in [
        p.words for p in shown(report, Prose)
    ]
    opened = report_on(done, "objective", "done")
    opened.opening()
    assert "The plan links nothing." in [p.words for p in shown(opened, Prose)]


def test_each_period_of_each_place_is_kept_or_missed(report):
    (strips,) = shown(report, PeriodStrips)
    north, south = strips.strips
    assert [s.state for s in north.stretches] == ["kept"] * 6
    assert [s.state for s in south.stretches] == ["missed", "kept", "kept", "missed", *["kept"] * 2]
    assert (north.count, north.words) == ("6 of 6 half-terms", "–")
    assert south.words.startswith("The first half of the autumn term and the second half")
    assert south.stretches[0].first == dt.date(2021, 9, 6)
    assert "×■■×■■  4 of 6 half-terms. The first half" in strips.text()
    for form in (strips.html(), strips.typst()):
        assert "South &lt;script&gt;" in form or "South <script>" in form
        assert "4 of 6 half-terms" in form
    assert "<script>" not in strips.html()


def test_a_period_that_is_not_over_is_still_to_come(done):
    early = replace(done, drop=done.drop.model_copy(update={"as_of": dt.date(2022, 2, 1)}))
    quiet = [replace(m, details=()) for m in FIGURES[:1]]
    page = report_on(replace(early, measurements=Measurements(quiet)), "objective", "done")
    page.other_criteria()
    (strips,) = shown(page, PeriodStrips)
    assert [s.state for s in strips.strips[0].stretches] == ["kept"] * 2 + ["to come"] * 4


def test_each_item_of_evidence_says_where_since_when_and_what_shows_it(report):
    (table,) = [t for t in shown(report, DataTable) if t.caption.startswith("Evidence of 9.2")]
    assert [c.title for c in table.columns][:3] == ["Item", "Where", "How it stands"]
    assert table.rows == (
        ("Policy <i>", "North", "In place", "1 May 2022", "Policy, page 2"),
        ("Policy <i>", "South", "Partly in place", "–", "–"),
    )


def test_a_schools_report_shows_its_own_periods_and_items(done):
    page = report_on(done, "objective", "done", "North School")
    page.other_criteria()
    assert "South" not in "".join(part.html() for part in page.shown)
    (strips,) = shown(page, PeriodStrips)
    assert len(strips.strips) == 1


def test_overdue_reviews_are_listed_the_longest_first(done):
    page = report_on(done, "objective", "done")
    page.overdue_reviews()
    (table,) = shown(page, DataTable)
    assert [row[0] for row in table.rows] == ["R4", "R1"]
    assert table.rows[1][3] == ("1 July 2022", "overdue by 61 days")


def test_the_boards_register_stands_beside_the_schools(done):
    page = report_on(done, "objective", "done")
    page.registers()
    (table,), (quiet,) = shown(page, DataTable), shown(page, Prose)
    assert {row[0]: row[3] for row in table.rows} == {
        "Finance": "on no school’s register",
        "Safety": "on both",
        "Estates": "not on the board’s register",
    }
    assert "No risk is registered for 1 school: South" in quiet.words
    school = report_on(done, "objective", "done", "North School")
    school.registers()
    assert school.shown == []


def test_each_meeting_of_a_board_is_kept_or_missed(done):
    """The board's own days, and not periods of the school year."""
    plan = done.plan.model_dump()
    rule = {"rule": "cadence", "every": "meeting", "body": "some-board"}
    section = SECTION | {"criteria": [criterion("9.1", "Promise", rule, levels=["trust"])]}
    plan["objectives"] = [*plan["objectives"][:-1], section]
    figure = Measurement(
        "cadence_kept", "trust", YEAR, 50.0, "D-9.1, every meeting of the some-board",
        numerator=1, denominator=2,
        details=(
            ("Missed", "the meeting on 14 October"),
            ("Meetings that took place", "14 October 2021; 10 February 2022"),
        ),
    )  # fmt: skip
    known = Measurements([*done.measurements, figure])
    board = replace(done, plan=Plan.model_validate(plan), measurements=known)
    view = View(board, section=board.plan.objective("done"))
    (drawn,) = strips(view, board.plan.criterion("D-9.1"))
    assert drawn.caption.startswith("9.1: held at every meeting of the some-board, ")
    (strip,) = drawn.strips
    assert [(s.first, s.state) for s in strip.stretches] == [
        (dt.date(2021, 10, 14), "missed"),
        (dt.date(2022, 2, 10), "kept"),
    ]
    assert (strip.count, strip.words) == ("1 of 2 meetings", "The meeting on 14 October")
