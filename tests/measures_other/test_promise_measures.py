"""The measures that promises with a clock rest on: worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.baselines import baseline_figures, baseline_findings
from goldenthread.measures.former_floor import _held_to_floor
from goldenthread.measures.measurement import NOT_YET_DUE, Measurement, State

AS_OF = dt.date(2022, 4, 8)
NORTH, SOUTH = "100001", "100002"
MAINSTREAM = 1
FILES = ("dfe_ks4.xlsx", "ofsted.xlsx")


def visit(teacher, judgement, day=AS_OF, school=NORTH):
    return {"date": day, "school": school, "teacher": teacher, "judgement": judgement}


def test_one_visit_below_good_is_enough_not_to_be_consistent(measured):
    rows = [
        visit("Lee, Ann", "green"),
        visit("Ms Ann Lee", "green"),
        visit("Bo Kay", "green"),
        visit("Bo Kay", "amber"),
        visit("Cy May", "red"),
        visit("Di Ray", "green", dt.date(2021, 4, 8)),
        visit("Ed Fay", "amber", dt.date(2021, 4, 7)),  # a day more than twelve months ago
    ]
    one = measured("teachers_consistently_good", qa_visits=rows).one(
        "teachers_consistently_good", NORTH
    )
    assert (one.numerator, one.denominator, one.n, one.value) == (2, 4, 4, 50)


def test_visits_without_a_teacher_show_in_the_coverage(measured):
    rows = [visit("Ann Lee", "green"), visit(None, "red"), visit("Bo Kay", None)]
    found = measured("teachers_consistently_good", qa_visits=rows)
    one = found.one("teachers_consistently_good", "trust")
    assert (one.numerator, one.denominator) == (1, 1)
    assert (one.coverage.covered, one.coverage.expected) == (1, 3)


def staff(number, started, plan=None, **more):
    row = {"employee_id": str(number), "place": "North", "post": f"Post {number}", "fte": 1.0}
    row |= {"staff_group": "teacher", "contract": "permanent", "started": started}
    return row | {"development_plan": plan} | more


A_YEAR_AGO = dt.date(2021, 4, 8)


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (staff(9, A_YEAR_AGO, AS_OF), (2, 2)),
        (staff(9, A_YEAR_AGO, AS_OF + dt.timedelta(days=1)), (1, 2)),
        (staff(9, A_YEAR_AGO), (1, 2)),
        (staff(9, A_YEAR_AGO + dt.timedelta(days=1)), (1, 1)),
        (staff(9, A_YEAR_AGO, staff_group="support"), (1, 1)),
        (staff(9, A_YEAR_AGO, place="Trust office"), (1, 1)),
        (staff(9, A_YEAR_AGO, left=AS_OF - dt.timedelta(days=1)), (1, 1)),
    ],
)
def test_each_colleague_has_a_clock_of_their_own(measured, row, counted):
    rows = [staff(1, dt.date(2019, 9, 1), dt.date(2019, 10, 1)), row]
    one = measured("development_programmes", staff=rows).one("development_programmes", "trust")
    assert (one.numerator, one.denominator) == counted


def test_the_clock_starts_with_the_first_post_in_the_trust(measured):
    before = staff(1, dt.date(2020, 1, 1), left=dt.date(2022, 1, 31), place="South")
    now = staff(1, dt.date(2022, 2, 1), post="Head of year")
    other = staff(2, dt.date(2022, 1, 1), AS_OF)
    found = measured("development_programmes", staff=[before, now, other])
    one = found.one("development_programmes", NORTH)
    assert (one.numerator, one.denominator) == (0, 1)
    said = "1 colleague joined less than twelve months ago: not due until 1 January 2023"
    assert (one.note, one.detail(NOT_YET_DUE)) == (said, said)


def test_of_several_the_first_and_the_last_day_are_told(measured):
    rows = [
        staff(1, A_YEAR_AGO, AS_OF),
        *(staff(n, dt.date(2021, 9 + n, 1)) for n in (0, 2, 3)),
        staff(3, dt.date(2022, 2, 1), post="Head of year"),  # a second post of one of them
    ]
    one = measured("development_programmes", staff=rows).one("development_programmes", NORTH)
    assert one.detail(NOT_YET_DUE) == (
        "3 colleagues joined less than twelve months ago: the first not due until "
        "1 September 2022, the last not until 1 December 2022"
    )


def test_where_nobody_is_due_the_school_is_not_either(measured):
    rows = [staff(1, A_YEAR_AGO, AS_OF), staff(2, dt.date(2022, 1, 4), place="South")]
    found = measured("development_programmes", staff=rows)
    south = found.one("development_programmes", SOUTH)
    assert (south.state, south.value) == (State.NOT_YET_DUE, None)
    assert south.note == (
        "1 colleague joined less than twelve months ago: not due until 4 January 2023"
    )
    assert found.one("development_programmes", "trust").value == 100


def course(number, day=AS_OF, title="Appraisal skills", **more):
    row = {"date": day, "course": title, "category": "Leadership", "audience": "staff"}
    return row | {"place": "North", "employee_id": str(number), "status": "attended"} | more


@pytest.mark.parametrize(
    ("place", "trained"),
    [
        (course(1), 1),
        (course(1, title="Getting better", category="Performance management"), 1),
        (course(1, dt.date(2017, 9, 4)), 1),  # once is enough where it never runs out
        (course(1, dt.date(2020, 4, 8), expires=AS_OF), 1),
        (course(1, dt.date(2020, 4, 8), expires=AS_OF - dt.timedelta(days=1)), 0),
        (course(1, AS_OF + dt.timedelta(days=1)), 0),
        (course(1, status="booked"), 0),
        (course(1, audience="governor"), 0),
        (course(1, title="Behaviour"), 0),
        (course(3), 0),  # manages nobody
        (course("", name="Hill, Ann"), 1),
    ],
)
def test_a_line_manager_has_come_to_a_course_on_appraisal(measured, place, trained):
    rows = [
        staff(1, A_YEAR_AGO, manages=True, surname="Hill", forename="Ann"),
        staff(2, A_YEAR_AGO, manages=True, surname="Dale", forename="Bob"),
        staff(3, A_YEAR_AGO, manages=False, surname="Moor", forename="Cas"),
        staff(4, A_YEAR_AGO, manages=True, left=AS_OF - dt.timedelta(days=1)),
    ]
    found = measured("line_managers_trained", staff=rows, training=[place])
    one = found.one("line_managers_trained", NORTH)
    assert (one.numerator, one.denominator) == (trained, 2)


def test_a_list_that_marks_no_line_manager_gives_no_figure(measured):
    found = measured("line_managers_trained", staff=[staff(1, A_YEAR_AGO)], training=[course(1)])
    assert found.one("line_managers_trained", NORTH).state is State.NO_DATA


def subject(school, name, syllabus):
    return {"school": school, "subject": name, "item": "intent", "state": "yes"} | {
        "syllabus": syllabus
    }


@pytest.mark.parametrize(
    ("north", "south", "met", "of", "expected"),
    [
        ("AQA 8300", "AQA 8300", 2, 2, 2),
        ("AQA 8300", " aqa  8300", 2, 2, 2),
        ("AQA 8300", "Edexcel 1MA1", 1, 2, 2),
        ("AQA 8300", None, 1, 1, 2),  # not said at one school
        (None, None, 1, 1, 1),  # no examination
    ],
)
def test_a_syllabus_is_common_where_every_school_names_it(
    measured, north, south, met, of, expected
):
    rows = [
        *(subject(at, "English", "AQA 8700") for at in (NORTH, SOUTH)),
        subject(NORTH, "Mathematics", north),
        subject(SOUTH, "mathematics", south),
        subject(NORTH, "Latin", "OCR J282"),  # nobody to have it in common with
    ]
    one = measured("syllabi_common", curriculum=rows).one("syllabi_common", "trust")
    assert (one.numerator, one.denominator, one.coverage.expected) == (met, of, expected)
    assert one.note == ("not the same at every school: Mathematics" if met < of else "")


def test_a_checklist_without_a_syllabus_gives_no_figure(measured):
    rows = [subject(at, "English", None) for at in (NORTH, SOUTH)]
    one = measured("syllabi_common", curriculum=rows).one("syllabi_common", "trust")
    assert one.state is State.NO_DATA


def test_pupils_of_year_11_have_a_target_or_none(measured):
    rows = [
        {"school": NORTH, "upn": f"u{n}", "target_attainment_8": target}
        for n, target in enumerate((45.5, 0.0, None, 60.0))
    ]
    found = measured("targets_agreed", ks4_targets=rows)
    one = found.one("targets_agreed", NORTH)
    assert (one.numerator, one.denominator, one.value) == (3, 4, 75)
    assert found.one("targets_agreed", SOUTH).state is State.NO_DATA


def test_a_list_without_any_plan_gives_no_figure(measured):
    found = measured("development_programmes", staff=[staff(1, A_YEAR_AGO)])
    assert found.one("development_programmes", NORTH).state is State.NO_DATA


def entry(year, places, first, school=NORTH):
    return {"school": school, "entry": year, "places": places, "first_preferences": first}


def test_first_preferences_are_held_against_the_latest_places(measured):
    rows = [
        entry("2021/22", 180, 150),
        entry("2022/23", 180, 192),
        entry("2023/24", 180, 400),  # nobody can have applied yet
        entry("2022/23", 150, 141, SOUTH),
    ]
    found = measured("first_preferences_above_pan", admissions=rows)
    values = {e: found.one("first_preferences_above_pan", e).value for e in (NORTH, SOUTH, "trust")}
    assert values == {NORTH: 12, SOUTH: -9, "trust": 3}
    earlier = found.one("first_preferences_above_pan", NORTH, "Entry 2021/22")
    assert earlier.value == -30
    assert found.one("first_preferences_above_pan", NORTH).note == (
        "192 first preferences for 180 places, entry 2022/23"
    )


def test_the_trust_says_of_how_many_schools_it_adds_up_the_year(measured):
    rows = [
        entry("2022/23", 180, 192),
        entry("2021/22", 180, 150),
        entry("2021/22", 150, 90, SOUTH),
    ]
    found = measured("first_preferences_above_pan", admissions=rows)
    for group, covered in (("all", 1), ("Entry 2022/23", 1), ("Entry 2021/22", 2)):
        coverage = found.one("first_preferences_above_pan", "trust", group).coverage
        assert (coverage.covered, coverage.expected) == (covered, 2)


def test_a_year_of_entry_without_both_figures_is_left_out(measured):
    rows = [entry("2021/22", 180, 150), entry("2022/23", None, 192)]
    found = measured("first_preferences_above_pan", admissions=rows)
    assert found.one("first_preferences_above_pan", NORTH).value == -30


@pytest.mark.parametrize(
    ("score", "high", "above"),
    [
        (-0.5, -0.2, 1),  # at the floor is not below it
        (-0.51, -0.2, 0),
        (-0.51, 0.0, 1),  # the interval reaches the national figure
        (-0.9, 0.1, 1),
        (-0.9, -0.1, 0),
        (0.4, 0.6, 1),
    ],
)
def test_the_floor_needs_a_low_score_and_an_interval_below_zero(score, high, above):
    item = Measurement("progress_8", NORTH, "2021/22", score, low=score - 0.2, high=high)
    (found,) = _held_to_floor([item])
    assert found.value == above


@pytest.mark.parametrize(("score", "value"), [(-0.51, None), (-0.5, 1)])
def test_below_the_floor_without_an_interval_nobody_can_tell(score, value):
    (found,) = _held_to_floor([Measurement("progress_8", NORTH, "2021/22", score)])
    assert found.value == value
    assert found.state is (State.NO_DATA if value is None else State.MEASURED)


def test_a_year_without_progress_8_has_no_floor():
    item = Measurement(
        "progress_8", NORTH, "2020/21", state=State.NOT_MEASURABLE, note="no tests were taken"
    )
    (found,) = _held_to_floor([item])
    assert (found.state, found.note) == (State.NOT_MEASURABLE, "no tests were taken")


def published(urn, attainment, progress, **more):
    row = {"record_type": MAINSTREAM, "urn": urn, "la": "336", "pupils": 100}
    row |= {"attainment_8": attainment, "progress_8": progress, "progress_pupils": 90}
    row |= {"progress_8_low": progress - 0.3, "progress_8_high": progress + 0.3}
    return row | {"progress_8_band": "3"} | more


def graded(urn, grade="2"):
    return {"urn": urn, "overall": grade}


def good(count):
    """Schools with Attainment 8 of 40, 41 ... and Progress 8 of 0, 0.1 ..."""
    urns = [str(200001 + n) for n in range(count)]
    rows = [published(urn, 40.0 + n, n / 10) for n, urn in enumerate(urns)]
    return rows, [graded(urn) for urn in urns]


def test_the_mean_is_that_of_the_other_schools_graded_good(measured):
    rows, grades = good(11)  # means 45 and 0.5
    rows += [
        published(NORTH, 47.0, 0.2),
        published("300001", 90.0, 2.0),  # outstanding
        published("300002", 90.0, 2.0),  # not inspected
        published("300003", 90.0, 2.0, school_type="INDEP"),
    ]
    grades += [graded(NORTH, "Good"), graded("300001", "1"), graded("300003")]
    for name, gap in (("attainment_8_to_good_schools", 2.0), ("progress_8_to_good_schools", -0.3)):
        one = measured(name, dfe_ks4=rows, ofsted=grades).one(name, NORTH)
        assert one.value == pytest.approx(gap)
        assert one.detail("Schools graded good") == "11"
        assert "no such average is published" in one.note
    assert (one.low, one.high) == (pytest.approx(-0.6), pytest.approx(0.0))
    # Its own row, those of the eleven good schools, and where Ofsted grades them.
    counted = {file: sum(r.count for r in one.rows if r.file == file) for file in FILES}
    assert counted == {"dfe_ks4.xlsx": 12, "ofsted.xlsx": 11}


def test_ten_good_schools_are_needed(measured):
    rows, grades = good(9)
    rows.append(published(NORTH, 47.0, 0.2))
    found = measured("attainment_8_to_good_schools", dfe_ks4=rows, ofsted=grades)
    one = found.one("attainment_8_to_good_schools", NORTH)
    assert one.state is State.NO_DATA
    assert one.note == (
        "the table has 9 schools graded good with a figure; ten are needed for a mean"
    )


CARD = dict.fromkeys(
    ("inclusion", "teaching", "achievement", "behaviour", "wellbeing", "leadership"),
    "Expected standard",
)


@pytest.mark.parametrize(
    ("row", "chosen", "value"),
    [
        ({"overall": "2"}, "", 1),
        ({"overall": "Requires improvement"}, "", 0),
        ({"overall": "3"} | CARD | {"safeguarding": "Met"}, "Expected standard", 1),
        (CARD | {"safeguarding": "Met"}, "Strong standard", 0),
        (CARD | {"safeguarding": "Not met"}, "Expected standard", 0),
        (CARD | {"teaching": "Needs attention", "safeguarding": "Met"}, "Expected standard", 0),
        (CARD | {"teaching": "Exceptional", "safeguarding": "Met"}, "Expected standard", 1),
        (CARD | {"safeguarding": "Met"}, "", None),
        ({}, "Expected standard", None),
    ],
)
def test_what_is_good_on_a_report_card_is_the_trusts_choice(measured, row, chosen, value):
    settings = {"report_card_good": chosen} if chosen else {}
    found = measured("ofsted_good_or_chosen", settings=settings, ofsted=[{"urn": NORTH} | row])
    one = found.one("ofsted_good_or_chosen", NORTH)
    assert one.value == value
    if value is None and row:
        assert "the trust has not said what counts as good" in one.note


def post(reference, advertised, considered):
    row = {"reference": reference, "place": "North", "post": "Teacher", "fte": 1.0}
    return row | {"filled_fte": 0.0, "advertised": advertised, "job_share": considered}


def test_a_job_share_is_considered_before_the_advertisement(measured):
    day = dt.date(2022, 2, 1)
    later, earlier = day + dt.timedelta(days=1), day - dt.timedelta(days=30)
    rows = [
        post("P1", day, day),
        post("P2", day, earlier),
        post("P3", day, later),
        post("P4", day, None),
        post("P5", dt.date(2021, 8, 31), earlier),  # advertised last year
        post("P6", None, earlier),
    ]
    one = measured("job_share_considered", posts=rows).one("job_share_considered", NORTH)
    assert (one.numerator, one.denominator, one.value) == (2, 4, 50)
    none = measured("job_share_considered", posts=[post("P1", day, None)])
    assert none.one("job_share_considered", NORTH).state is State.NO_DATA


def baseline(measure, year, value=-9.5, **more):
    row = {"school": SOUTH, "measure": measure, "year": year, "value": value}
    return row | {"low": -13.0, "high": -6.0, "pupils": 41, "found_in": "Report of 2017"} | more


@pytest.mark.parametrize(
    "name", ["gap_attainment_8", "Disadvantage gap in Attainment 8", "GAP_ATTAINMENT_8 "]
)
def test_a_baseline_is_a_figure_of_its_own_year(context, name):
    (one,) = baseline_figures(context(baselines=[baseline(name, "2016/17")]))
    assert (one.measure, one.entity, one.period) == ("gap_attainment_8", SOUTH, "2016/17")
    assert (one.value, one.low, one.high, one.n) == (-9.5, -13.0, -6.0, 41)
    assert one.detail("Taken from") == "Report of 2017"
    assert [row.file for row in one.rows] == ["baselines.xlsx"]


@pytest.mark.parametrize(
    ("row", "message", "fix"),
    [
        (
            baseline("gap_attainment8", "2016/17"),
            "no measure is called 'gap_attainment8'",
            "Did you mean 'gap_attainment_8'?",
        ),
        (
            baseline("gap_attainment_8", "2021/22"),
            "2021/22 is not before the year of the drop, 2021/22",
            "Give the figure of an earlier year; this year's comes from the other exports.",
        ),
    ],
)
def test_a_baseline_that_no_measure_can_take_is_a_warning(context, row, message, fix):
    held = context(baselines=[row])
    assert list(baseline_figures(held)) == []
    (found,) = baseline_findings(held)
    assert (found.severity, found.message, found.fix, found.row) == ("warning", message, fix, 2)


def test_a_figure_typed_under_both_names_of_its_measure_counts_once(context):
    typed = [
        baseline("gap_attainment_8", "2016/17"),
        baseline("Disadvantage gap in Attainment 8", "2016/17"),
    ]
    held = context(baselines=[typed[0], typed[1] | {"value": -1.0}])
    assert [figure.value for figure in baseline_figures(held)] == [typed[0]["value"]]
    (found,) = baseline_findings(held)
    assert (found.row, found.message) == (
        3, "row 2 has this figure by another name; that one is used",
    )  # fmt: skip


def half_term(half, pupils, persistent, school=NORTH):
    return {"school": school, "half_term": half, "pupils": pupils, "persistent": persistent}


def test_persistent_absence_is_counted_half_term_by_half_term(measured):
    rows = [
        half_term("spring_1", 200, 50),
        half_term("autumn_2", 200, 40),
        half_term("spring_2", 210, None),
        half_term("autumn_2", 100, 40, SOUTH),
    ]
    found = measured("persistent_absence_half_term", absence_half_terms=rows)
    groups = {m.group: m.value for m in found.of("persistent_absence_half_term", NORTH)}
    assert groups == {"Autumn, second half": 20, "Spring, first half": 25}
    (trust,) = found.of("persistent_absence_half_term", "trust")  # what both schools have
    assert (trust.numerator, trust.denominator, trust.group) == (80, 300, "Autumn, second half")
