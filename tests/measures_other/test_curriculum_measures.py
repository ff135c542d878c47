"""The curriculum checklist, deep dives, visits to lessons, PSHE, pupils who lead."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

AS_OF = dt.date(2022, 4, 8)


def cells(subject, states, school="100001"):
    return [
        {"school": school, "subject": subject, "item": item, "state": state}
        for item, state in states.items()
    ]


def test_maps_in_progress_are_not_in_place_and_blanks_show_in_the_coverage(measured):
    rows = cells("Art", {"map_7": "yes", "map_8": "yes", "map_9": "partly", "map_10": "no"})
    rows += cells("Music", {"map_7": "yes", "intent": "yes"})
    rows += cells("Art", {"map_7": "no"}, "100002")
    found = measured("curriculum_maps", curriculum=rows)
    one = found.one("curriculum_maps", "100001")
    assert (one.numerator, one.denominator) == (3, 5)
    assert (one.coverage.covered, one.coverage.expected) == (5, 10)
    assert found.one("curriculum_maps", "100001", "Music").value == 100
    assert found.one("curriculum_maps", "trust").value == 50


def test_a_primary_school_owes_no_map_of_years_it_does_not_teach(measured):
    rows = cells("Art", {f"map_{year}": "yes" for year in range(7, 12)})
    rows += cells("Art", {"intent": "yes"}, "100002")
    phases = ("secondary", "primary")
    found = measured("curriculum_maps", phases=phases, curriculum=rows)
    trust = found.one("curriculum_maps", "trust")
    assert (trust.value, trust.coverage.covered, trust.coverage.expected) == (100, 5, 5)
    assert found.one("curriculum_maps", "100002").state is State.NO_DATA


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        ({"intent": "yes", "implementation": "yes", "impact": "yes"}, (1, 1)),
        ({"intent": "yes", "implementation": "yes", "impact": "partly"}, (0, 1)),
        ({"intent": "yes", "implementation": "yes", "impact": "no"}, (0, 1)),
        ({"intent": "yes", "implementation": "yes"}, (None, None)),
        ({"intent": "no", "implementation": "yes"}, (0, 1)),
        ({"map_7": "yes"}, (None, None)),
    ],
)
def test_a_subject_needs_all_three_statements(measured, states, counts):
    found = measured("curriculum_statements", curriculum=cells("Art", states))
    one = found.one("curriculum_statements", "100001")
    assert (one.numerator, one.denominator) == counts


def test_a_subject_with_a_blank_shows_in_the_coverage(measured):
    rows = cells("Art", {"assessment": "yes", "age_related": "yes"})
    rows += cells("Music", {"assessment": "yes"})
    one = measured("assessment_plans", curriculum=rows).one("assessment_plans", "100001")
    assert (one.value, one.coverage.covered, one.coverage.expected) == (100, 1, 2)


def test_links_to_pshe(measured):
    rows = cells("Art", {"pshe": "yes"}) + cells("Music", {"pshe": "partly"})
    assert measured("pshe_links", curriculum=rows).one("pshe_links", "100001").value == 50


def test_every_cell_has_its_own_figure(measured):
    rows = cells("Art", {"intent": "yes", "map_7": "partly", "impact": "no"})
    found = measured("curriculum_cell", curriculum=rows)
    by_group = {m.group: m.value for m in found.of("curriculum_cell", "100001")}
    assert by_group == {"all": 0.5, "Art · Intent": 1, "Art · Map Y7": 0.5, "Art · Impact": 0}
    assert [m.group for m in found.of("curriculum_cell", "trust")] == ["all"]


DUTIES = (
    *("leads_cpd", "monitors_standards", "monitors_experiences"),
    *("monitors_coverage", "monitors_outcomes"),
)


def dive(subject="Art", judgement="green", day=AS_OF, **duties):
    row = {"school": "100001", "subject": subject, "date": day, "judgement": judgement}
    return row | {"judged_by": "Executive leader"} | dict.fromkeys(DUTIES, True) | duties


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([dive()], (1, 1)),
        ([dive(judgement="amber")], (0, 1)),
        ([dive(leads_cpd=False)], (0, 1)),
        ([dive(monitors_outcomes=None)], (0, 1)),
        ([dive(judgement=None)], (None, None)),
        ([dive(day=dt.date(2022, 4, 9))], (None, None)),
        ([dive(day=dt.date(2021, 1, 1), judgement="red"), dive()], (1, 1)),
        ([dive(), dive("art ", day=dt.date(2021, 1, 1), judgement="red")], (1, 1)),
    ],
)
def test_a_subject_is_led_with_confidence_by_its_latest_deep_dive(measured, rows, counts):
    one = measured("subject_leadership", deep_dives=rows).one("subject_leadership", "100001")
    assert (one.numerator, one.denominator) == counts


def test_a_recorded_judgement_names_its_judge_and_no_subject_alone(measured):
    rows = [dive("Art"), dive("Music", day=dt.date(2022, 1, 31))]
    curriculum = cells("Art", {"intent": "yes"}) + cells("Drama", {"intent": "yes"})
    found = measured("subject_leadership", deep_dives=rows, curriculum=curriculum)
    one = found.one("subject_leadership", "100001")
    assert one.detail("Judged by") == "Executive leader"
    assert one.detail("Latest deep dive") == "8 April 2022"
    groups = {m.group for m in found.of("subject_leadership", "100001")}
    assert not groups & {"Art", "Music"}


def visit(judgement, day=AS_OF, school="100001", subject="Maths"):
    row = {"school": school, "date": day, "judgement": judgement, "subject": subject}
    return row | {"observer": "Ann Lee"}


def test_teaching_counts_judged_visits_of_this_year(measured):
    rows = [
        visit("green"),
        visit("amber"),
        visit(None),
        visit("green", dt.date(2021, 9, 1)),
        visit("green", dt.date(2021, 8, 31)),
        visit("green", dt.date(2022, 4, 9)),
        visit("red", school="100002"),
    ]
    found = measured("teaching_judged_green", qa_visits=rows)
    one = found.one("teaching_judged_green", "100001")
    assert (one.numerator, one.denominator) == (2, 3)
    assert (one.coverage.covered, one.coverage.expected) == (3, 4)
    assert one.low < one.value < one.high
    assert found.one("teaching_judged_green", "trust").value == 50


def year_group(year, hours=30.0, scheme=True, lead_time=True):
    row = {"school": "100001", "year_group": year, "hours": hours}
    return row | {"scheme": scheme, "lead_time": lead_time}


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (year_group(7), (1, 1)),
        (year_group(7, 29.5), (0, 1)),
        (year_group(7, None), (0, 1)),
        (year_group(7, scheme=False), (0, 1)),
        (year_group(7, lead_time=None), (0, 1)),
        (year_group(7, None, None, None), (None, None)),
    ],
)
def test_a_year_group_needs_hours_scheme_and_a_lead(measured, row, counts):
    one = measured("pshe_in_place", pshe=[row]).one("pshe_in_place", "100001")
    assert (one.numerator, one.denominator) == counts


def test_year_groups_stand_below_in_words(measured):
    found = measured("pshe_in_place", pshe=[year_group(7), year_group(8, 10)])
    by_group = {m.group: m.value for m in found.of("pshe_in_place", "100001")}
    assert by_group == {"all": 50, "Year 7": 100, "Year 8": 0}


def role(pathway, roles, disadvantaged=None, school="100001"):
    row = {"school": school, "pathway": pathway, "roles": roles}
    return row | {"disadvantaged": disadvantaged}


PATHWAYS = {"leadership_pathways": ["Sports", "Student council"]}


def test_a_pathway_needs_a_role_held(measured):
    rows = [role("sports", 3), role("Student council", 0), role("Chess", 9)]
    rows += [role("Sports", 1, school="100002"), role("Student council", 2, school="100002")]
    found = measured("leadership_pathways", settings=PATHWAYS, leadership_roles=rows)
    assert found.one("leadership_pathways", "100001").value == 50
    assert found.one("leadership_pathways", "trust").value == 75
    assert found.one("leadership_pathways", "trust", "Student council").value == 50
    assert found.one("leadership_pathways", "100001").note == "no role held: Student council"


def test_a_pathway_that_is_not_listed_has_no_role(measured):
    found = measured("leadership_pathways", settings=PATHWAYS, leadership_roles=[role("Sports", 1)])
    assert found.one("leadership_pathways", "100001", "Student council").value == 0
    assert found.one("leadership_pathways", "100002").state is State.NO_DATA


def test_roles_held_and_by_whom(measured):
    rows = [role("Sports", 8, 2), role("Literacy", 10), role("Chess", None)]
    held = measured("leadership_roles_held", leadership_roles=rows)
    assert held.one("leadership_roles_held", "100001").value == 18
    share = measured("leadership_disadvantaged", leadership_roles=rows)
    assert share.one("leadership_disadvantaged", "100001").value == 25
