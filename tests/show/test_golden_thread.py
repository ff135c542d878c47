"""The golden thread: what schools say they serve is read as they write it, and every break is
named, counted and shown, or said not to be known."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from goldenthread import charts
from goldenthread.display.figure import Chart
from goldenthread.display.opening import Opening
from goldenthread.display.table import DataTable
from goldenthread.display.thread import StrandLine
from goldenthread.errors import ParameterError
from goldenthread.judgement.judgement import ActionState
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import ALL, Measurement, Measurements
from goldenthread.plan import Plan
from goldenthread.render.thread_book import thread_workbook
from goldenthread.report import report_on
from goldenthread.sources.table import Absent
from goldenthread.thread.breaks import Kind, breaks, followed
from goldenthread.thread.serves import Names
from goldenthread.thread.strands import Thread
from goldenthread.view import View

NORTH, SOUTH = "100001", "100002"


def aim(number, title, short):
    criterion = {"id": f"AIM-{number}.SC1", "number": f"{number}.1", "text": "It is."}
    section = {"id": f"AIM-{number}", "number": number, "title": title, "short_title": short}
    return {**section, "question": "?", "notebook": "growth", "criteria": [criterion]}


AIMS = Plan.model_validate(
    {
        "plan": "aims",
        "title": "Aims",
        "trust": "demo",
        "starts": "2020-09-01",
        "ends": "2023-08-31",
        "section_word": "Aim",
        "objectives": [
            aim("1", "To raise standards, quickly", "Standards"),
            aim("2", "Health and wellbeing", "Wellbeing"),
            aim("3", "Staff development", "Staff development"),
        ],
    }
)


@pytest.mark.parametrize(
    ("written", "sections", "unknown"),
    [
        ("Standards", ["AIM-1"], []),
        ("  STANDARDS ", ["AIM-1"], []),
        ("1", ["AIM-1"], []),
        ("Aim 1", ["AIM-1"], []),
        ("Trust aim 2.", ["AIM-2"], []),
        ("AIM-3", ["AIM-3"], []),
        ("To raise standards, quickly", ["AIM-1"], []),
        ("2. Wellbeing of pupils", ["AIM-2"], []),
        ("2 – Wellbeing", ["AIM-2"], []),
        ("2.1", ["AIM-2"], []),
        ("AIM-2.SC1", ["AIM-2"], []),
        ("1; 3", ["AIM-1", "AIM-3"], []),
        ("1, 2 and 3", ["AIM-1", "AIM-2", "AIM-3"], []),
        ("Health & wellbeing", ["AIM-2"], []),
        ("Standards in English", ["AIM-1"], []),
        ("Attendance", [], ["Attendance"]),
        ("4", [], ["4"]),
        ("1; Attendance", ["AIM-1"], ["Attendance"]),
        ("12", [], ["12"]),
        ("", [], []),
    ],
)
def test_what_a_school_writes_is_read_as_people_write_it(written, sections, unknown):
    found = Names(AIMS).read(written)
    assert (list(found.sections), list(found.unknown)) == (sections, unknown)


def test_a_number_with_another_aims_name_is_not_guessed():
    assert Names(AIMS).read("1. Wellbeing").unknown == ("1. Wellbeing",)


def measured(measure, urn, value, **given):
    return Measurement(measure, urn, "2021/22", value, **given)


def priority(urn, reference, words, serves):
    details = (("Priority", words), ("Serves", serves), ("Last reviewed", "1 July 2022"))
    return measured("plan_priorities", urn, 1.0, group=reference, details=details)


PRIORITIES = [
    priority(NORTH, "N1", "Read more", "Standards"),
    priority(NORTH, "N2", "Calm <b>corridors</b>", "Behaviour"),
    measured("plan_priorities", NORTH, 2.0),
    priority(SOUTH, "S1", "Good food", ""),
    priority(SOUTH, "S2", "New friends", "2"),
    measured("plan_priorities", SOUTH, 2.0),
]


@pytest.fixture(scope="module")
def threaded(judged):
    found = Measurements([*judged.measurements, *PRIORITIES])
    return replace(judged, measurements=found)


def kinds(judged, school=None):
    return [(b.kind, b.place) for b in breaks(Thread(View(judged, school)))]


def test_every_break_is_of_a_kind_and_has_a_place(threaded):
    assert kinds(threaded) == [
        (Kind.SOME_SCHOOLS, "Standards, South"),
        (Kind.NO_UPDATE, "Standards action 1.A1"),
        (Kind.NOBODY, "1.2"),
        (Kind.NOBODY, "1.3"),
        (Kind.NOBODY, "2.1"),
        (Kind.NO_AIM, "North N2"),
        (Kind.NO_AIM, "South S1"),
    ]


def test_a_schools_thread_is_its_own(threaded):
    found = kinds(threaded, threaded.trust.school("South"))
    assert (Kind.NO_SCHOOL, "Standards") in found
    assert (Kind.NO_AIM, "South S1") in found
    assert not [place for _, place in found if "North" in place]
    assert (Kind.NOBODY, "1.2") not in found  # judged for the trust alone


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        ({}, False),
        ({"updated": dt.date(2022, 8, 1)}, False),
        ({"updated": dt.date(2022, 4, 8)}, False),
        ({"updated": dt.date(2022, 4, 7)}, True),
        ({"updated": None}, True),
        ({"updated": None, "state": ActionState.DONE}, False),
        ({"updated": None, "state": ActionState.STOPPED}, False),
        ({"state": ActionState.NO_DATA}, True),
    ],
)
def test_an_open_action_is_without_update_since_the_drop_before(threaded, given, broken):
    first, second = threaded.actions
    moved = replace(first, **{"updated": dt.date(2022, 8, 20), **given})
    judged = replace(threaded, actions=(moved, second))
    assert ((Kind.NO_UPDATE, "Standards action 1.A1") in kinds(judged)) is broken


@pytest.mark.parametrize(
    ("now", "before", "broken"),
    [
        (Rating.NO_DATA, Rating.NO_DATA, True),
        (Rating.AWAITING_JUDGEMENT, Rating.NO_DATA, True),
        (Rating.NO_DATA, Rating.GREEN, False),
        (Rating.NO_DATA, None, False),
        (Rating.SUPPRESSED, Rating.SUPPRESSED, False),
        (Rating.NOT_YET_DUE, Rating.NOT_YET_DUE, False),
        (Rating.AMBER, Rating.NO_DATA, False),
    ],
)
def test_a_criterion_is_without_evidence_only_after_two_drops(threaded, now, before, broken):
    rated = tuple(
        replace(j, rating=now, previous=before) if j.criterion == "D-1.SC2" else j
        for j in threaded.judgements
    )
    judged = replace(threaded, judgements=rated)
    assert ((Kind.NO_EVIDENCE, "1.2") in kinds(judged)) is broken


def test_one_school_without_evidence_is_named(threaded):
    rated = tuple(
        replace(j, rating=Rating.NO_DATA, previous=Rating.NO_DATA)
        if (j.criterion, j.entity) == ("D-1.SC1", NORTH)
        else j
        for j in threaded.judgements
    )
    found = breaks(Thread(View(replace(threaded, judgements=rated))))
    (words,) = [b.words for b in found if b.kind is Kind.NO_EVIDENCE]
    assert "for North School in this drop" in words


def test_without_the_export_of_school_plans_nothing_is_said_to_be_broken(judged):
    without = replace(judged, absent=(Absent("improvement_plans", "no file is named like it"),))
    assert {kind for kind, _ in kinds(without)} == {Kind.NOBODY, Kind.NO_UPDATE}
    report = report_on(without, "golden-thread")
    report.opening()
    report.thread_breaks()
    opening, table = report.shown[1], report.shown[3]
    assert "is not known: the export ‘School improvement plan priorities’" in opening.text()
    assert [row[1] for row in table.rows][:4] == ["not known"] * 4


def test_a_school_without_any_priority_is_one_break_and_not_one_for_each_objective(threaded):
    kept = [m for m in threaded.measurements if (m.measure, m.entity) != ("plan_priorities", SOUTH)]
    found = kinds(replace(threaded, measurements=Measurements(kept)))
    assert (Kind.NO_PLAN, "South") in found
    assert not [kind for kind, _ in found if kind in (Kind.SOME_SCHOOLS, Kind.NO_SCHOOL)]


def test_priorities_that_name_no_aim_at_all_say_nothing_of_links(threaded):
    silent = [
        replace(m, details=(("Priority", "Something"),)) if m.measure == "plan_priorities" else m
        for m in threaded.measurements
    ]
    thread = Thread(View(replace(threaded, measurements=Measurements(silent))))
    assert "does not say which objectives they serve" in thread.plans_unknown
    assert thread.loose == ()


def shown(report, kind):
    return [part for part in report.shown if isinstance(part, kind)]


@pytest.fixture
def page(threaded):
    report = report_on(threaded, "golden-thread")
    report.opening()
    charts.golden_thread(report)
    report.thread_breaks()
    report.thread()
    return report


def test_the_page_answers_first_and_counts_every_break(page, threaded):
    answer = " ".join(shown(page, Opening)[0].answer)
    assert answer.startswith("Not yet: something is missing in each of 2 objectives. 7 breaks: ")
    assert "2 school priorities that serve no objective of the plan" in answer
    table = shown(page, DataTable)[0]
    counts = {row[0]: row[1] for row in table.rows}
    assert counts["Criterion that nobody is responsible for"] == "3"
    assert sum(int(n) for n in counts.values()) == len(breaks(Thread(View(threaded))))


def test_each_line_can_be_followed_in_every_form(page):
    first, second = shown(page, StrandLine)
    for form in (first.text(), first.html(), first.typst()):
        assert "Read more" in form
        assert "South &lt;script&gt;" in form or "South <script>" in form
        assert "Moderate work together" in form
    assert "<script>" not in first.html()
    assert first.text().splitlines()[2] == "╳ Schools’ improvement plans"
    assert "╳ Actions" in first.text()
    assert "[▲ Amber]" in first.text()
    assert 'class="gt-thread-broken"' in first.html()
    assert "● Schools’ improvement plans\n│   - South: S2 New friends" in second.text()
    assert "The plan gives it no actions." in second.text()


def test_loose_priorities_say_why_they_hang_loose(page):
    table = shown(page, DataTable)[-1]
    assert (
        table.rows[0][2]
        == "‘Calm <b>corridors</b>’ serves ‘Behaviour’, which is no objective of the plan."
    )
    assert table.rows[1][2] == "‘Good food’ names no objective of the trust’s plan."
    assert "<b>corridors" not in table.html()


def test_the_chart_gives_its_lines_in_words(page):
    (chart,) = shown(page, Chart)
    assert chart.title.startswith(
        "The thread is whole in none of 2 objectives; it breaks most often"
    )
    assert "1 Standards, schools’ plans: 1 of 2 schools (broken)" in chart.alt
    assert "actions: 1 of 2: no update (broken)" in chart.alt
    assert "latest judgement: Amber" in chart.alt
    assert "2 Growth, schools’ plans: 1 of 2 schools, actions: no actions" in chart.alt


def test_a_whole_thread_says_yes(threaded):
    plan = threaded.plan.model_dump()
    for section in plan["objectives"]:
        section["responsible"] = "Chief executive"
    good = [p for p in PRIORITIES if p.group in ("N1", ALL)]
    good.append(priority(SOUTH, "S1", "Write more", "1"))
    found = Measurements([*(m for m in threaded.measurements if m not in PRIORITIES), *good])
    fresh = tuple(replace(a, updated=dt.date(2022, 8, 20)) for a in threaded.actions)
    judged = replace(threaded, plan=Plan.model_validate(plan), measurements=found, actions=fresh)
    assert kinds(judged) == []
    report = report_on(judged, "golden-thread")
    report.opening()
    charts.golden_thread(report)
    assert shown(report, Opening)[0].answer[0].startswith("Yes, as far as can be told: nothing")
    assert shown(report, Chart)[0].title == "The thread is whole in both objectives"


def test_the_workbook_holds_every_line(threaded):
    content = thread_workbook(threaded, "Golden thread", "trust")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Contents", "Breaks", "School plans", "Actions", "Criteria"]
    breaks_sheet = [[c.value for c in row] for row in book["Breaks"].iter_rows()]
    assert [
        "2 Growth",
        "nobody",
        "2.1",
        "The plan names nobody who is responsible.",
    ] in breaks_sheet
    plans = [[c.value for c in row] for row in book["School plans"].iter_rows()]
    assert any(row[:4] == ["North School", "N1", "Read more", "Standards"] for row in plans)
    assert content == thread_workbook(threaded, "Golden thread", "trust")


def test_a_schools_page_and_workbook_show_no_other_school(threaded):
    report = report_on(threaded, "golden-thread", school="North")
    report.opening()
    charts.golden_thread(report)
    report.thread_breaks()
    report.thread()
    assert "South" not in "".join(part.html() + part.typst() for part in report.shown)
    content = thread_workbook(threaded, "Golden thread", NORTH)
    book = openpyxl.load_workbook(io.BytesIO(content))
    words = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [text for text in words if "South" in text]


@pytest.mark.parametrize(
    ("rating", "counted", "told"),
    [
        (Rating.GREEN, ["Standards"], "Not yet: something is missing."),
        (Rating.DOES_NOT_APPLY, [], "Nothing in the plan is judged of the school"),
    ],
)
def test_of_a_school_only_what_it_is_judged_by_is_counted(threaded, rating, counted, told):
    """The fixture's second objective is judged for the trust alone."""
    plan = threaded.plan.model_dump()
    if not counted:
        plan["objectives"][0]["responsible"] = "Chief executive"
    rated = tuple(replace(j, rating=rating) for j in threaded.judgements)
    serving = [p for p in PRIORITIES if p.group == "N1" or (p.entity, p.group) == (NORTH, ALL)]
    found = Measurements([*(m for m in threaded.measurements if m not in PRIORITIES), *serving])
    judged = replace(
        threaded, plan=Plan.model_validate(plan), judgements=rated, measurements=found, actions=()
    )
    report = report_on(judged, "golden-thread", school="North")
    thread = Thread(report.view)
    assert [strand.section.short_title for strand in followed(thread)] == counted
    report.opening()
    charts.golden_thread(report)
    assert shown(report, Opening)[0].answer[0].startswith(told)
    assert " 2 objectives" not in shown(report, Chart)[0].title


def test_the_page_takes_no_objective(threaded):
    with pytest.raises(ParameterError, match="no school"):
        report_on(threaded, "golden-thread", school="Nowhere")


def test_the_first_drop_cannot_tell_of_two(threaded):
    first = replace(threaded, previous=None)
    report = report_on(first, "golden-thread")
    report.thread_breaks()
    (table,) = shown(report, DataTable)
    assert [column.title for column in table.columns][1:] == ["Summer 2022", "Where"]
    assert table.rows[-1][1] == "not known"


def test_the_plan_may_have_nothing_to_follow(bare):
    empty = replace(bare, plan=bare.plan.model_copy(update={"objectives": ()}))
    report = report_on(empty, "golden-thread")
    charts.golden_thread(report)
    report.thread()
    assert report.shown[0].svg is None
    assert "has no objectives" in report.shown[-1].text()


def test_a_plan_without_actions_says_nothing_of_them(threaded):
    plan = threaded.plan.model_dump()
    for section in plan["objectives"]:
        section["actions"] = []
    absent = (*threaded.absent, Absent("milestones", "no file is named like it"))
    judged = replace(threaded, plan=Plan.model_validate(plan), absent=absent)
    report = report_on(judged, "golden-thread")
    report.opening()
    report.thread_breaks()
    report.thread()
    everything = "\n".join(part.text() for part in report.shown)
    assert "tracker" not in everything.casefold()
    assert "without an owner" not in everything
    assert everything.count("○ Actions\n│   The plan gives it no actions.") == 2


@pytest.mark.parametrize(("most", "lines"), [(3, ["1.1, 1.2 and 1.3"]), (2, 3)])
def test_criteria_that_do_not_apply_share_a_line(threaded, most, lines):
    led = [s.model_copy(update={"responsible": "CEO"}) for s in threaded.plan.objectives]
    plan = threaded.plan.model_copy(update={"objectives": tuple(led)})
    template = next(j for j in threaded.judgements if j.entity == NORTH)
    ratings = [Rating.DOES_NOT_APPLY] * most + [Rating.GREEN] * (3 - most)
    own = [
        replace(template, objective="standards", criterion=c.id, rating=rating)
        for c, rating in zip(led[0].criteria, ratings, strict=True)
    ]
    report = report_on(replace(threaded, plan=plan, judgements=tuple(own)), "golden-thread",
                       school="North")  # fmt: skip
    report.thread()
    words = [knot.words for knot in shown(report, StrandLine)[0].stages[-1].knots]
    assert (words if most == 3 else len(words)) == lines


def test_an_overdue_action_without_an_update_says_both(threaded):
    report = report_on(threaded, "golden-thread")
    report.thread()
    text = "\n".join(part.text() for part in report.shown if isinstance(part, StrandLine))
    assert "1.A1 Moderate work together" in text
    assert "Overdue by 31 days." in text
    assert "The tracker gives no day of an update." in text


def test_an_action_that_the_tracker_has_not_is_said_to_lack_it_once(threaded):
    words = "The tracker has no row for this action."
    first = replace(threaded.actions[0], state=ActionState.NO_DATA, sentence=words)
    report = report_on(replace(threaded, actions=(first,)), "golden-thread")
    report.thread()
    assert sum(part.text().count(words) for part in report.shown) == 1
