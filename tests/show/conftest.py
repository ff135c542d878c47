"""A small judged drop made by hand: two schools, one of them called so that it must be escaped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import (
    ActionState,
    ActionStatus,
    Comparator,
    Judgement,
    Step,
    TestResult,
)
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Coverage, Measurement, Measurements, State
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.provenance import InputFile, RowRange
from goldenthread.report import Report, report_on
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
NORTH, SOUTH = "100001", "100002"
HOSTILE = "South <script>alert(1)</script> & #panic() School"
YEAR, BEFORE = "2021/22", "2020/21"
ROWS = (RowRange("results.xlsx", "Results", "2–121", 120),)

TRUST = Trust.model_validate(
    {
        "trust": "demo",
        "name": "Demo Trust",
        "schools": [
            {
                "urn": NORTH,
                "name": "North School",
                "short_name": "North",
                "phase": "secondary",
                "joined": "2015-09-01",
                "kpis": {"progress_8": {"at_least": 0.1, "unit": "score"}},
            },
            {
                "urn": SOUTH,
                "name": HOSTILE,
                "short_name": "South",
                "phase": "secondary",
                "joined": "2017-09-01",
            },
        ],
        "bodies": [
            {"id": "board", "name": "Trust Board", "kind": "trustees", "seats": 5},
            {"id": "lgb-north", "name": "North Governors", "kind": "local", "school": NORTH},
            {"id": "lgb-south", "name": "South Governors", "kind": "local", "school": SOUTH},
        ],
        "settings": {"skills_people": 2, "skills_level": 4, "required_skills": ["Finance", "Data"]},
    }
)
PLAN = Plan.model_validate(
    {
        "plan": "demo-plan",
        "title": "Demo Plan 2020-2023",
        "trust": "demo",
        "starts": "2020-09-01",
        "ends": "2023-08-31",
        "words": {"MAT": "Multi-academy trust"},
        "objectives": [
            {
                "id": "standards",
                "number": "1",
                "title": "Raise standards",
                "short_title": "Standards",
                "question": "Are standards rising?",
                "notebook": "standards",
                "criteria": [
                    {
                        "id": "D-1.SC1",
                        "number": "1.1",
                        "text": "Progress in every school of the MAT",
                        "responsible": "Headteachers",
                        "tests": [{"rule": "target", "measure": "progress_8", "kpi": True}],
                    },
                    {
                        "id": "D-1.SC2",
                        "number": "1.2",
                        "text": "Accounts on time",
                        "levels": ["trust"],
                        "tests": [{"rule": "target", "measure": "packs_on_time"}],
                    },
                    {
                        "id": "D-1.SC3",
                        "number": "1.3",
                        "text": "Pupils feel well",
                        "tests": [{"rule": "target", "measure": "pupil_wellbeing"}],
                    },
                ],
                "actions": [
                    {"id": "D-1.A1", "action": "Moderate work together", "responsible": "Heads"},
                    {"id": "D-1.A2", "action": "Review the calendar", "responsible": "Deputies"},
                ],
            },
            {
                "id": "growth",
                "number": "2",
                "title": "Grow",
                "short_title": "Growth",
                "question": "How do we grow?",
                "notebook": "growth",
                "criteria": [
                    {
                        "id": "D-2.SC1",
                        "number": "2.1",
                        "text": "A school joins",
                        "levels": ["trust"],
                        "tests": [{"rule": "milestone"}],
                    }
                ],
            },
        ],
    }
)


def measured(measure: str, entity: str, value: float | None, **given: object) -> Measurement:
    return replace(Measurement(measure, entity, YEAR, value, rows=ROWS), **given)


def _figures() -> list[Measurement]:
    progress = [
        measured("progress_8", NORTH, 0.314, low=0.08, high=0.55, n=138),
        measured("progress_8", SOUTH, -0.243, low=-0.5, high=0.015, n=117),
        measured("progress_8", "trust", 0.06, low=-0.1, high=0.22, n=255),
        measured("progress_8", NORTH, 0.12, period=BEFORE),
        measured("progress_8", NORTH, 0.4, group="Girls", n=70),
        measured(
            "progress_8", SOUTH, None, group="Girls", state=State.SUPPRESSED,
            note="fewer than 6 pupils",
        ),
    ]  # fmt: skip
    attainment = [
        measured("attainment_8", NORTH, 51.25, low=48.0, high=54.0, n=142),
        measured("attainment_8", SOUTH, 43.9, low=40.6, high=47.3, n=123),
        measured("attainment_8", NORTH, 41.0, group="Disadvantaged pupils", n=38),
        measured("attainment_8", NORTH, 53.0, group="Not disadvantaged", n=104),
        measured("attainment_8", SOUTH, 33.0, group="Disadvantaged pupils", n=40),
    ]
    absence = [
        measured("overall_absence", school, value, group=term)
        for school, values in ((NORTH, (8.1, 7.7, 6.9)), (SOUTH, (9.3, 10.0, 10.1)))
        for term, value in zip(("Autumn", "Spring", "Summer"), values, strict=True)
    ]
    absence += [
        measured("overall_absence", NORTH, 9.0, group="Summer", period=BEFORE),
        measured("overall_absence", NORTH, 7.6, coverage=Coverage(700, 705, "pupils")),
    ]
    answers = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree")
    survey = [
        measured("pupil_survey_answers", entity, value, group=f"I feel safe · {answer}", n=200)
        for entity in (NORTH, SOUTH, "trust")
        for answer, value in zip((*answers, "Strongly agree"), (5, 9, 14, 44, 28), strict=True)
    ]
    wellbeing = [
        measured("pupil_wellbeing", e, 62.0, n=400, low=60.0, high=64.0)
        for e in (NORTH, SOUTH, "trust")
    ]
    return [*progress, *attainment, *absence, *survey, *wellbeing, *_governance(), *_business()]


def _governance() -> list[Measurement]:
    seats = [
        measured("term_ending", "body:board", 90.0, group="Seat 1", details=(("State", "Held"),)),
        measured("term_ending", "body:board", 700.0, group="Seat 2", details=(("State", "Held"),)),
        measured(
            "term_ending", "body:lgb-north", None, group="Seat 1", state=State.NO_DATA,
            details=(("State", "Vacant"),),
        ),
    ]  # fmt: skip
    skills = [
        measured("skill_level", f"body:{body}", value, group=skill)
        for body, values in (("board", (3, 2)), ("lgb-north", (1, 4)), ("lgb-south", (2, 2)))
        for skill, value in zip(("Finance", "Data"), values, strict=True)
    ]
    oversight = [
        measured("oversight_in_place", school, value, group=area)
        for school, values in ((NORTH, (100.0, 100.0)), (SOUTH, (100.0, 0.0)))
        for area, value in zip(("Safeguarding", "Training"), values, strict=True)
    ]
    cells = [
        measured("curriculum_cell", school, value, group=f"{subject} · {item}")
        for school in (NORTH, SOUTH)
        for subject, values in (("Art", (1.0, 0.5)), ("Music", (1.0, 0.0)))
        for item, value in zip(("Intent", "Map Y7"), values, strict=True)
    ]
    roles = [
        measured("leadership_roles_held", school, value, group=pathway)
        for school, values in ((NORTH, (12, 7)), (SOUTH, (9, 0)))
        for pathway, value in zip(("Sports", "Literacy"), values, strict=True)
    ]
    return [*seats, *skills, *oversight, *cells, *roles]


def _business() -> list[Measurement]:
    money = [
        measured(name, entity, value, group=group)
        for entity in (NORTH, SOUTH, "trust")
        for name, group, value in (
            ("budget_variance_percent", "all", 1.3),
            ("budget_variance_percent", "Income", 0.5),
            ("budget_variance_percent", "Staff costs", 2.9),
            ("budget_variance", "Income", 17016.0),
            ("budget_variance", "Staff costs", 97202.0),
            ("spent_to_date", "September 2021", 400000.0),
            ("spending_budget", "September 2021", 397000.0),
            ("spent_to_date", "October 2021", 810000.0),
            ("spending_budget", "October 2021", 800000.0),
        )
    ]
    ages = [
        measured("audit_actions_age", entity, value, group=band)
        for entity, values in ((SOUTH, (1, 1, 5)), ("trust", (2, 1, 5)))
        for band, value in zip(
            ("Not yet due", "Up to 90 days overdue", "Over 90 days overdue"), values, strict=True
        )
    ]
    risk = (
        ("Risk", "Roof"),
        ("Likelihood before controls", "5"),
        ("Impact before controls", "4"),
        ("Likelihood after controls", "4"),
        ("Impact after controls", "4"),
    )
    risks = [
        measured("risk_score", entity, 16.0, group="R07", details=risk)
        for entity in (NORTH, "trust")
    ]
    packs = [measured("packs_on_time", "trust", 81.8, numerator=9, denominator=11, n=11)]
    retention = [
        measured("retention", NORTH, 87.6, low=76.6, high=93.9, n=59),
        measured("retention", SOUTH, 82.0, low=69.2, high=90.2, n=52),
    ]
    milestone = measured(
        "milestone", "trust", 1.0, group="D-2.SC1", details=(("Done on", "27 June 2022"),)
    )
    return [*money, *ages, *risks, *packs, *retention, milestone]


def _judgements(figures: Measurements, earlier: bool) -> tuple[Judgement, ...]:
    target = Comparator("the school’s target", 0.1, YEAR)

    def of(
        objective: str, criterion: str, entity: str, rating: Rating, reason: str,
        measure: str, previous: Rating | None,
    ) -> Judgement:  # fmt: skip
        m = figures.one(measure, entity) or figures.one(measure, entity, "D-2.SC1")
        steps = (Step("Difference", "0.314 − 0.1", "0.214"),)
        test = TestResult(measure, "Green at the target.", rating, reason, m, target, None, steps)
        previous = None if earlier else previous
        return Judgement(
            objective, criterion, entity, rating, reason, "Green at the target.", (test,), previous
        )

    red = "Progress 8 is −0.24, below the target of 0.10."
    return (
        of("standards", "D-1.SC1", NORTH, Rating.GREEN, "Progress 8 is +0.31.", "progress_8",
           Rating.AMBER),
        of("standards", "D-1.SC1", SOUTH, Rating.RED, red, "progress_8", Rating.AMBER),
        of("standards", "D-1.SC1", "trust", Rating.AMBER, "One of two schools is green.",
           "progress_8", Rating.AMBER),
        of("standards", "D-1.SC2", "trust", Rating.AMBER, "9 of 11 packs came on time.",
           "packs_on_time", Rating.RED),
        of("standards", "D-1.SC3", NORTH, Rating.TARGET_NOT_SET, "No target is set.",
           "pupil_wellbeing", None),
        of("standards", "D-1.SC3", SOUTH, Rating.TARGET_NOT_SET, "No target is set.",
           "pupil_wellbeing", None),
        of("standards", "D-1.SC3", "trust", Rating.TARGET_NOT_SET, "No target is set.",
           "pupil_wellbeing", None),
        of("growth", "D-2.SC1", "trust", Rating.GREEN, "It was done on 27 June 2022.",
           "milestone", Rating.NOT_YET_DUE),
    )  # fmt: skip


def _drop(name: str, title: str, as_of: str) -> Drop:
    return Drop.model_validate(
        {
            "drop": name, "title": title, "trust": "demo", "plan": "demo-plan", "year": YEAR,
            "term": "summer", "as_of": as_of, "synthetic": True,
        }
    )  # fmt: skip


def make(figures: list[Measurement] | None = None) -> JudgedDrop:
    found = Measurements(_figures() if figures is None else figures)
    actions = (
        ActionStatus(
            "standards", "D-1.A1", ActionState.OVERDUE, "Overdue by 31 days.", dt.date(2022, 7, 31)
        ),
        ActionStatus(
            "standards",
            "D-1.A2",
            ActionState.DONE,
            "Done.",
            dt.date(2022, 5, 1),
            dt.date(2022, 6, 1),
        ),
    )
    now = JudgedDrop(
        project=Project(ROOT),
        folder=ROOT / "data",
        trust=TRUST,
        plan=PLAN,
        drop=_drop("summer", "Summer 2022 data drop", "2022-08-31"),
        benchmarks=Benchmarks(ROOT / "params" / "benchmarks"),
        sources=load_sources(ROOT / "params" / "sources"),
        inputs=(InputFile("results.xlsx", "9f3c" + "0" * 56 + "e21a", 2048, "ks4_results"),),
        findings=(Finding("warning", "results.xlsx", "two rows alike", sheet="Results", row=14),),
        absent=(Absent("accounts_packs", "the drop holds no file named like *pack*"),),
        measurements=found,
        judgements=_judgements(found, False),
        actions=actions,
    )
    before = replace(
        now,
        drop=_drop("spring", "Spring 2022 data drop", "2022-04-08"),
        judgements=_judgements(found, True),
    )
    return replace(now, previous=before)


@pytest.fixture(scope="session")
def judged() -> JudgedDrop:
    return make()


@pytest.fixture(scope="session")
def bare() -> JudgedDrop:
    """The same drop without a single figure."""
    return make([])


@pytest.fixture
def report(judged: JudgedDrop) -> Report:
    return report_on(judged, "objective", "standards")


@pytest.fixture
def north(judged: JudgedDrop) -> Report:
    return report_on(judged, "objective", "standards", "North School")
