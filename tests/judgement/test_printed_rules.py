"""The rule as it is printed: threshold, tolerance and who set them; and why, beside it."""

from __future__ import annotations

import pytest

TRUST_TARGETS = {
    "C1": {
        "attainment_8": {
            "at_most": 1,
            "amber_within": 2,
            "unit": "points",
            "why": "A tenth of a grade.",
        },
        "seats_filled": {"at_least": 90, "unit": "percent", "why": "Nine in ten."},
    }
}


@pytest.mark.parametrize(
    ("test", "rule"),
    [
        (
            {
                "rule": "target",
                "measure": "seats_filled",
                "target": {
                    "at_least": 100,
                    "amber_within": 10,
                    "unit": "percent",
                    "why": "Full complement.",
                },
            },
            "Green when seats filled is at least 100%, amber when at least 90%, otherwise red. "
            "Set by the plan.",
        ),
        (
            {"rule": "target", "measure": "seats_filled"},
            "Green when seats filled is at least 90%, otherwise red. "
            "Set by the trust; the plan leaves it open.",
        ),
        (
            {"rule": "target", "measure": "progress_8", "kpi": True},
            "Green when Progress 8 is at least 0.00, amber when at least −0.10, otherwise red. "
            "The school’s own target.",
        ),
        (
            {"rule": "national", "measure": "attainment_8", "benchmark": "attainment_8"},
            "Green when Attainment 8 is no more than 1.0 point below the national figure of the "
            "same year, amber up to 3.0 points below it, otherwise red. Set by the trust; the plan "
            "leaves it open.",
        ),
        (
            {
                "rule": "national",
                "measure": "suspension_rate",
                "benchmark": "attainment_8",
                "in_line_within": 0,
            },
            "Green when suspension rate is no higher than the national figure of the same year, "
            "otherwise red. Set by the plan.",
        ),
        (
            {
                "rule": "change",
                "measure": "pupil_wellbeing",
                "since": "previous drop",
                "wanted": "higher",
                "least_change": 1,
                "beyond_chance": True,
            },
            "Green when pupil wellbeing is higher than in the previous drop, red when lower. A "
            "change counts only if it is at least 1.0 percentage point and more than chance "
            "explains (the 95% interval of the change, which lets one person’s answers go "
            "together, leaves out zero); otherwise amber.",
        ),
        (
            {
                "rule": "change",
                "measure": "suspension_rate",
                "since": "same point last year",
                "wanted": "no higher",
                "beyond_chance": True,
            },
            "Green when suspension rate is no higher than at the same point last year; red when "
            "higher and the change is more than chance explains (the 95% interval of the "
            "change, wider where a few pupils make many of the events, leaves out zero), "
            "otherwise amber.",
        ),
        (
            {"rule": "checklist", "measure": "handbook_met", "amber_from": 90},
            "Green when every item is in place (duties met), amber from 90% of them, "
            "otherwise red.",
        ),
        (
            {"rule": "checklist", "measure": "audit_opinion_clean"},
            "Green when the answer is yes (clean audit), otherwise red.",
        ),
        (
            {"rule": "milestone"},
            "Green when done by the date in the tracker, amber when done later, "
            "red when the date has passed without it.",
        ),
        (
            {"rule": "schools", "criteria": ["C2"], "more_than": 50, "amber_from": 25},
            "Green when the school is green in criterion 1.2, otherwise rated as that is. "
            "For the trust more than 50% of the schools have to be green.",
        ),
        (
            {"rule": "recorded", "scale": "rag"},
            "A person’s recorded judgement on the scale Own rating: "
            "strong is green and weak has no colour.",
        ),
    ],
)
def test_a_rule_in_words(world, test, rule):
    world.trust["targets"] = TRUST_TARGETS
    world.schools[0]["kpis"] = {"progress_8": {"at_least": 0, "amber_within": 0.1, "unit": "score"}}
    world.plan["scales"] = [
        {"id": "rag", "title": "Own rating", "steps": {"strong": "green", "weak": None}}
    ]
    world.benchmark("attainment_8", {"2021/22": {"value": 48.8}})
    world.criterion(test).criterion()
    assert world.of().rule == rule


@pytest.mark.parametrize(
    ("test", "amber"),
    [
        ({"rule": "checklist", "measure": "handbook_met"}, "amber from 50% of them by default,"),
        ({"rule": "checklist", "measure": "handbook_met", "amber_from": 50}, "from 50% of them,"),
        ({"rule": "cadence", "every": "term", "amber_from": 80}, "amber from 80% of them,"),
        ({"rule": "evidence", "amber_from": 50}, "amber from 50% of that,"),
        ({"rule": "place", "measure": "progress_8"}, "amber among the best 50% by default,"),
        ({"rule": "place", "measure": "progress_8", "amber_top": 50}, "among the best 50%,"),
    ],
)
def test_what_the_plan_leaves_open_is_said_to_be_the_default(world, test, amber):
    world.criterion(test).criterion()
    assert f" {amber} otherwise red" in world.of().rule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"rule": "evidence"}, "every item that the evidence log lists under ‘{}’ is in place"),
        ({"rule": "cadence", "every": "term"}, "shows one under ‘{}’ in every term"),
        (
            {"rule": "cadence", "every": "meeting", "body": "trust-board"},
            "shows one under ‘{}’ on the day of every meeting",
        ),
    ],
)
def test_a_criterion_that_looks_for_two_references_says_which_rule_is_whose(world, rule, said):
    names = ("C1 annual", "C1 three-year")
    world.criterion(*({**rule, "reference": name} for name in names))
    for test, name in zip(world.of().tests, names, strict=True):
        assert said.format(name) in test.rule


def test_the_rule_for_all_schools_lists_their_own_targets(world):
    target = {"at_least": 0, "unit": "score"}
    world.schools[0]["kpis"] = {"progress_8": target}
    world.schools[1]["kpis"] = {"progress_8": target | {"at_least": 0.1, "amber_within": 0.1}}
    world.criterion({"rule": "target", "measure": "progress_8", "kpi": True})
    assert world.of(entity="trust").rule == (
        "Green when Progress 8 reaches the school’s own target: "
        "North School at least 0.00, otherwise red; "
        "South School at least +0.10, amber when at least 0.00, otherwise red."
    )


def test_why_a_threshold_is_what_it_is_stands_beside_the_rule(world):
    world.trust["targets"] = TRUST_TARGETS
    world.criterion({"rule": "target", "measure": "seats_filled"})
    world.figure("seats_filled", 95)
    (test,) = world.of().tests
    assert test.set_because == "Nine in ten."
    assert "Nine in ten" not in test.rule + test.sentence


def test_the_schools_own_reasons_are_given_school_by_school(world):
    target = {"at_least": 0, "unit": "score"}
    world.schools[0]["kpis"] = {"progress_8": target | {"why": "To reach the average."}}
    world.schools[1]["kpis"] = {"progress_8": target}
    world.criterion({"rule": "target", "measure": "progress_8", "kpi": True})
    assert world.of().tests[0].set_because == "To reach the average."
    (test,) = world.of(entity="trust").tests
    assert test.set_because == "North School: To reach the average."
