"""The Amethyst plan is whole, and every criterion has something that decides it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goldenthread.agreement import check_agreement, measures_of
from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.drop import Drop
from goldenthread.judgement.thresholds import threshold_of
from goldenthread.measures.catalogue import all_measures
from goldenthread.plan import AgainstNational, AgainstTarget, Criterion, Plan, ShareOfSchools, Test
from goldenthread.settings import unknown_settings
from goldenthread.trust import Trust

PARAMS = Path(__file__).parents[2] / "params"
PLAN = load(PARAMS / "plans" / "amethyst-2020-2023.yml", Plan)
TRUST = load(PARAMS / "trusts" / "amethyst.yml", Trust)


OBJECTIVES = PLAN.objectives[:7]  # the eighth section holds the commitments of the plan's text
CRITERIA = [criterion for section in OBJECTIVES for criterion in section.criteria]


def rules_of(criterion: Criterion) -> list[Test]:
    nested = [t.test for t in criterion.tests if isinstance(t, ShareOfSchools) and t.test]
    return [*criterion.tests, *nested]


def test_it_has_seven_objectives_with_34_criteria_and_31_actions() -> None:
    assert [s.id for s in OBJECTIVES] == [
        "governance",
        "standards",
        "wellbeing",
        "staff-development",
        "finance",
        "curriculum",
        "growth",
    ]
    assert [len(s.criteria) for s in OBJECTIVES] == [4, 7, 7, 5, 4, 4, 3]
    assert [len(s.actions) for s in OBJECTIVES] == [4, 6, 6, 4, 4, 4, 3]
    assert (len(CRITERIA), len(PLAN.actions)) == (34, 31)


def test_ids_and_numbers_count_up_inside_each_objective() -> None:
    for number, section in enumerate(OBJECTIVES, start=1):
        assert section.number == str(number)
        for place, criterion in enumerate(section.criteria, start=1):
            assert criterion.id == f"AM-{number}.SC{place}"
            assert criterion.number == f"{number}.{place}"
        ids = [action.id for action in section.actions]
        assert ids == [f"AM-{number}.A{place}" for place in range(1, len(ids) + 1)]


def test_each_objective_asks_a_question_in_a_notebook_of_its_own() -> None:
    assert [s.notebook for s in OBJECTIVES] == [
        "governance",
        "standards",
        "wellbeing",
        "staff_development",
        "finance",
        "curriculum",
        "growth",
    ]
    assert all(s.question.endswith("?") for s in PLAN.objectives)
    assert all(len(s.short_title) <= 20 for s in PLAN.objectives)


def test_every_criterion_has_a_test() -> None:
    assert [c.id for c in PLAN.criteria if not c.tests] == []


def test_plan_and_trust_speak_only_of_what_can_be_measured() -> None:
    drop = Drop(
        drop="2022-summer",
        title="Summer 2022",
        trust="amethyst",
        plan="amethyst-2020-2023",
        year="2021/22",
        term="summer",
        as_of=dt.date(2022, 8, 31),
    )
    benchmarks = Benchmarks(PARAMS / "benchmarks")
    check_agreement(drop, TRUST, PLAN, all_measures(), benchmarks, PARAMS / "plans")
    assert unknown_settings(TRUST) == ()


def test_attainment_is_held_against_national_figures() -> None:
    named = {
        t.benchmark for c in PLAN.criteria for t in rules_of(c) if isinstance(t, AgainstNational)
    }
    gcses = {"attainment_8", "english_maths_5", "english_maths_4", "ebacc_aps"}
    assert named == {*gcses, "ks5_a_level_points"}


def open_thresholds() -> list[tuple[str, str]]:
    """Criterion (or action) and measure of every threshold that the plan leaves to the trust."""
    return [
        (row.id, test.measure)
        for row in PLAN.judged_rows
        for test in rules_of(row)
        if not row.thresholds_of
        and (
            (isinstance(test, AgainstTarget) and test.target is None and not test.kpi)
            or (isinstance(test, AgainstNational) and test.in_line_within is None)
        )
    ]


def test_an_action_that_takes_a_criterion_s_thresholds_finds_them_there() -> None:
    taken = [(row, test) for row in PLAN.shown_actions if row.thresholds_of
             for test in row.tests if isinstance(test, AgainstTarget)]  # fmt: skip
    assert len(taken) == 5
    lacking = [
        (row.id, test.measure)
        for row, test in taken
        if threshold_of(test, row, TRUST, None) is None
    ]
    assert lacking == []


def test_every_action_has_what_shows_it_or_a_reason_why_nothing_does() -> None:
    """No row of the plan is left to itself: a measure, a criterion, or what no export holds."""
    assert [a.id for a in PLAN.actions if a.shown_by is None] == []
    alone = [a.id for a in PLAN.actions if a.as_criterion is None and not a.lacking]
    assert alone == []
    shown = [row for row in PLAN.shown_actions if not measures_of(row.tests)]
    as_criteria = {row.id: [getattr(t, "criterion", "") for t in row.tests] for row in shown}
    assert all(all(names) for names in as_criteria.values()), as_criteria


def test_the_trust_sets_every_threshold_that_the_plan_leaves_open_and_no_other() -> None:
    # The trust's vision is a plan of its own.
    own_plan = {c: own for c, own in TRUST.targets.items() if not c.startswith("AV-")}
    given = [(criterion, measure) for criterion, own in own_plan.items() for measure in own]
    assert sorted(given) == sorted(open_thresholds())


def test_every_threshold_of_the_trust_says_why() -> None:
    targets = [t for own in TRUST.targets.values() for t in own.values()]
    targets += [t for school in TRUST.schools for t in school.kpis.values()]
    assert all(target.why.endswith(".") for target in targets)
    assert all("demonstration" in target.why for target in targets)


def test_every_school_has_every_kpi_that_the_plan_speaks_of() -> None:
    named = {t.measure for c in PLAN.criteria for t in rules_of(c) if getattr(t, "kpi", False)}
    assert named == {"progress_8", "retention"}
    assert all(set(school.kpis) == named for school in TRUST.schools)


@pytest.mark.parametrize(
    ("criterion", "due"),
    [
        ("AM-7.SC1", dt.date(2022, 7, 31)),
        ("AM-7.SC2", None),
        ("AM-7.SC3", dt.date(2022, 12, 31)),
    ],
)
def test_milestones_fall_due_on_the_last_day_of_the_month_printed(
    criterion: str, due: dt.date | None
) -> None:
    declared = PLAN.criterion(criterion).due
    assert (declared.date if declared else None) == due


def test_a_timescale_is_a_date_where_the_plan_prints_a_month() -> None:
    dated = {action.id: str(action.due) for action in PLAN.actions if action.due}
    assert dated == {
        "AM-1.A2": "2020-07-31",
        "AM-1.A4": "2021-07-31",
        "AM-3.A2": "2020-07-31",
        "AM-3.A4": "2021-07-31",
        "AM-5.A3": "2020-07-31",
        "AM-5.A4": "2020-07-31",
        "AM-6.A3": "2021-07-31",
        "AM-7.A1": "2021-04-30",
        "AM-7.A2": "2021-09-30",
    }
    without = [a.timescale for a in PLAN.actions if a.due is None]
    assert not any(month in text for text in without for month in ("July", "April", "September"))


def test_criteria_on_results_are_judged_in_summer_only() -> None:
    summer = [c.id for c in CRITERIA if c.judged_in == ("summer",)]
    assert summer == ["AM-2.SC1", "AM-2.SC2", "AM-2.SC3"]
    assert all(PLAN.criterion(name).not_before for name in summer)


def test_what_belongs_to_the_trust_alone_is_not_judged_by_school() -> None:
    trust_only = [c.id for c in CRITERIA if c.levels == ("trust",)]
    assert trust_only == [
        "AM-2.SC3",
        "AM-2.SC6",
        "AM-4.SC3",
        "AM-5.SC2",
        "AM-5.SC4",
        "AM-7.SC1",
        "AM-7.SC2",
        "AM-7.SC3",
    ]


def test_a_name_of_a_person_stands_only_where_the_plan_prints_it() -> None:
    texts = [
        (PARAMS / folder / name).read_text(encoding="utf-8")
        for folder, name in (("plans", "amethyst-2020-2023.yml"), ("trusts", "amethyst.yml"))
    ]
    assert "".join(texts).count("Blewitt") == 1
    assert not any(name in text for text in texts for name in ("Davis", "Mr ", "Mrs ", "Ms "))


def test_the_short_forms_that_the_plan_prints_are_explained() -> None:
    printed = " ".join(
        part
        for section in PLAN.objectives
        for part in (
            section.title,
            *section.focus_areas,
            *(c.text for c in section.criteria),
            *(
                " ".join(map(str, a.model_dump(exclude={"id", "shown_by"}).values()))
                for a in section.actions
            ),
        )
    )
    words = {w.strip(".,;:()/’'") for w in printed.replace("/", " ").split()}
    short = {w for w in words if len(w) > 1 and w[:2].isupper() and w.isalnum()}
    assert sorted(short - set(PLAN.words) - {"MATs"}) == []


def test_an_objective_or_criterion_is_found_by_its_printed_number() -> None:
    assert PLAN.objective("3").id == "wellbeing"
    assert PLAN.criterion("2.3").id == "AM-2.SC3"
