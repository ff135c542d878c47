"""What the check of a plan finds: one fault at a time in a plan that has none."""

from __future__ import annotations

import re

import pytest
import yaml

from goldenthread.errors import DeclarationError, ParameterError
from goldenthread.planning.plan_check import check_plan, told
from goldenthread.planning.plan_page import render_plan, write_plan_page

ROLES = {"responsible": "Chief executive", "monitored_by": "Trust Board"}
PLAN = "compass-2021"


def _criterion(number, text, *tests, **more):
    return {
        "id": f"CT-{number}",
        "number": number,
        "text": text,
        "tests": list(tests),
        **ROLES,
        **more,
    }


def _by(responsible, monitored_by="", **more):
    """A criterion that a test decides, with those roles."""
    roles = {"responsible": responsible, "monitored_by": monitored_by}
    return _criterion("1.1", "Staff stay.", STAYS, **more) | roles


def _target(measure, **more):
    return {"rule": "target", "measure": measure, **more}


STAYS = _target("retention", target={"at_least": 85, "unit": "percent"})


@pytest.fixture(scope="module")
def project(compass):
    return compass("plans").parents[2]


@pytest.fixture
def checked(project, monkeypatch):
    """Checks a plan of those criteria and actions; other keys of the plan and trust by name."""
    monkeypatch.chdir(project)
    plan_file = project / "params" / "plans" / f"{PLAN}.yml"
    trust_file = project / "params" / "trusts" / "compass.yml"
    before = plan_file.read_text("utf-8"), trust_file.read_text("utf-8")

    def check(criteria=(), actions=(), trust=None, section=None, **plan):
        content = yaml.safe_load(before[0])
        content["objectives"][0] |= {
            "criteria": list(criteria) or [_criterion("1.1", "Staff stay.", STAYS)],
            "actions": list(actions), **(section or {}),
        }  # fmt: skip
        plan_file.write_text(yaml.safe_dump(content | plan), encoding="utf-8")
        trust_file.write_text(yaml.safe_dump(yaml.safe_load(before[1]) | (trust or {})), "utf-8")
        return check_plan(PLAN)

    yield check
    plan_file.write_text(before[0], encoding="utf-8")
    trust_file.write_text(before[1], encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    ["Board", "Finance report - Board", "Reported to the Board", "Each Board meeting",
     "Compass Board", "Staff voice; Board", "Bishops Board report to the Board"],
)  # fmt: skip
def test_the_trusts_own_board_may_be_called_the_board(checked, said):
    found = checked([_by("Clerk", said)], trust={"bodies": [CALLED_BOARD]})
    assert found.findings == ()


def test_a_plan_without_a_fault_has_no_finding(checked):
    result = checked()
    assert result.findings == ()
    assert result.exit_code == 0
    assert result.counts == "1 objective, 1 criterion, 0 actions: 0 faults and 0 warnings."


NATIONAL = {"rule": "national", "measure": "overall_absence", "benchmark": "absence_{phase}"}
SICKNESS = {
    "rule": "national", "measure": "sickness_days", "benchmark": "sickness_days",
    "in_line_within": 1,
}  # fmt: skip
MILESTONE = {"rule": "milestone"}
LOCAL = {"id": "lgb", "name": "North LGB", "kind": "local", "school": "990001"}
BOARD = {"id": "board", "name": "Trust Board", "kind": "trustees"}
CALLED_BOARD = BOARD | {"aliases": ["Board"], "meetings": ["2021-10-14"]}


@pytest.mark.parametrize(
    ("rule", "message", "given"),
    [
        ("no-test", "nothing decides criterion 1.1", {"criteria": [_criterion("1.1", "Words.")]}),
        (
            "no-threshold",
            "criterion 1.1 has no threshold for retention: neither the plan nor the trust has set "
            "one, so it will say ‘Target not set’",
            {"criteria": [_criterion("1.1", "Words.", _target("retention"))]},
        ),
        (
            "no-threshold",
            "criterion 1.1 has no threshold for retention: not North School or South School has "
            "set one, so it will say ‘Target not set’",
            {"criteria": [_criterion("1.1", "Words.", _target("retention", kpi=True))]},
        ),
        (
            "no-threshold",
            "criterion 1.1 has no threshold for overall_absence: neither the plan nor the trust "
            "has set one, so it will say ‘Target not set’",
            {"criteria": [_criterion("1.1", "Words.", NATIONAL)]},
        ),
        (
            "due-outside-plan",
            "criterion 1.1 is due on 1 September 2024, after the plan has ended",
            {"criteria": [_criterion("1.1", "Words.", STAYS, due={"date": "2024-09-01"})]},
        ),
        (
            "due-outside-plan",
            "action A1 is due on 31 July 2021, before the plan starts",
            {"actions": [{"id": "A1", "action": "a", "responsible": "x", "due": "2021-07-31"}]},
        ),
        (
            "action-without-owner",
            "nobody is responsible for actions A1 and A2",
            {"actions": [{"id": "A1", "action": "a"}, {"id": "A2", "action": "b"}]},
        ),
        (
            "nobody-responsible",
            "nobody is responsible for criterion 1.1",
            {"criteria": [_by("")]},
        ),
        (
            "unknown-body",
            "‘Standards Committee’ is to monitor 1.1, and the trust has no body of that name",
            {"criteria": [_by("Clerk", "Standards Committee")]},
        ),
        (
            "unknown-body",
            "‘Bishops Board’ is to monitor 1.1, and the trust has no body of that name",
            {"criteria": [_by("Clerk", "Bishops Board")], "trust": {"bodies": [CALLED_BOARD]}},
        ),
        (
            "unknown-body",
            "‘Bishops Board’ is to monitor 1.1, and the trust has no body of that name",
            {"criteria": [_by("Clerk", "Report to Trust Board; Bishops Board")]},
        ),
        (
            "body-does-not-meet",
            "Trust Board is to monitor 1.1, and no meeting of it is declared",
            {"trust": {"bodies": [BOARD]}},
        ),
        (
            "body-does-not-meet",
            "Trust Board is to monitor 1.1, and no meeting of it lies in the plan's years",
            {"trust": {"bodies": [BOARD | {"meetings": ["2019-10-14"]}]}},
        ),
        (
            "body-does-not-meet",
            "North LGB is to monitor 1.1, and no meeting of it is declared",
            {
                "trust": {"bodies": [LOCAL]},
                "criteria": [_by("Clerk", "Local governing bodies")],
            },
        ),
        (
            "milestone-without-date",
            "criterion 1.1 is a milestone without a date in the plan: the date in the tracker "
            "decides",
            {"criteria": [_criterion("1.1", "Words.", MILESTONE)]},
        ),
        (
            "same-words",
            "criteria 1.1 and 1.2 have the same words",
            {"criteria": [_by("Clerk"), _criterion("1.2", "Staff  stay", STAYS)]},
        ),
        (
            "benchmark-without-years",
            "criterion 1.1 is held against sickness_days, which has no figure of 2021/22 to "
            "2023/24, the plan's years",
            {"criteria": [_criterion("1.1", "W.", SICKNESS)]},
        ),
        (
            "no-such-school",
            "criterion 1.1 has a test for schools of a phase that the trust has none of",
            {"criteria": [_criterion("1.1", "Words.", STAYS | {"phases": ["special"]})]},
        ),
        (
            "unknown-notebook",
            "section 'people' is reported by a notebook 'staf_development' that there is not",
            {"section": {"notebook": "staf_development"}},
        ),
        (
            "dates",
            "the plan ends (1 September 2020) before it starts (1 September 2021)",
            {"ends": "2020-09-01"},
        ),
    ],
)  # fmt: skip
def test_each_contradiction_is_found_alone(checked, rule, message, given):
    result = checked(**given)
    found = [f for f in result.findings if f.rule == rule]
    assert [f.message for f in found] == [message]
    assert [f for f in result.findings if f not in found and f.rule != "body-does-not-meet"] == []
    assert result.exit_code == (3 if found[0].severity == "stop" else 0)
    assert found[0].fix


@pytest.mark.parametrize(
    "given",
    [
        # a threshold that the trust sets, or one school's own where only it is judged
        {
            "criteria": [_criterion("1.1", "W.", _target("retention"))],
            "trust": {"targets": {"CT-1.1": {"retention": {"at_least": 85, "unit": "percent"}}}},
        },
        {"criteria": [_criterion("1.1", "W.", NATIONAL | {"above": True})]},
        {"criteria": [_criterion("1.1", "W.", MILESTONE, due={"years_after_joining": 2})]},
        {"criteria": [_criterion("1.1", "W.", paused="Paused by the board in May.")]},
        {"section": {"responsible": "Clerk"}, "criteria": [_by("")]},
        # what somebody does is no body: nothing is said of it
        {"criteria": [_by("Clerk", "Termly review of books")]},
        {"criteria": [_by("Clerk", "Clerk to the trust board")]},
        {"criteria": [_by("Clerk", kind="KPI"), _criterion("1.2", "Staff stay.", STAYS)]},
    ],
)  # fmt: skip
def test_what_is_as_it_should_be_raises_no_alarm(checked, given):
    assert checked(**given).findings == ()


def test_a_name_that_leads_nowhere_is_a_fault_with_the_nearest(checked):
    result = checked([_criterion("1.1", "Words.", STAYS | {"measure": "retension"})])
    assert result.exit_code == 3
    assert [(f.severity, f.message, f.fix) for f in result.findings] == [
        ("stop", "CT-1.1: there is no measure 'retension'", "Did you mean 'retention'?")
    ]
    assert not result.sections


def test_a_threshold_of_a_criterion_that_is_gone_is_found_in_the_trusts_file(checked):
    targets = {"CT-1.2": {"retention": {"at_least": 85, "unit": "percent"}}}
    result = checked(trust={"targets": targets})
    lines = [
        "  FAULT    params/trusts/compass.yml, targets: there is no criterion 'CT-1.2'. Did you "
        "mean 'CT-1.1'? If the criterion is gone, delete its entry there."
    ]
    assert [line for line in told(result) if "FAULT" in line] == lines
    assert "params/trusts/compass.yml, targets: there is no criterion" in render_plan(result)


def test_an_id_given_twice_stops_the_plan_from_loading(checked):
    with pytest.raises(DeclarationError, match=r"criteria\[1\]\.id: the id 'CT-1.1' is used more"):
        checked([_criterion("1.1", "One.", STAYS), _criterion("1.1", "Two.", STAYS)])


def test_a_plan_is_told_in_words_with_what_it_needs_from_whom(checked):
    lines = list(told(checked(actions=[{"id": "A1", "action": "a", "responsible": "Clerk"}])))
    text = "\n".join(lines)
    assert "Objective 1: People\n  1.1 Staff stay.\n      Green when " in text
    assert "is at least 85%, otherwise red. Set by the plan." in text
    assert "Judged for each school, and for the trust from its own figure." in text
    assert "Responsible: Chief executive. Monitored by: Trust Board." in text
    assert re.search(
        r"  Trust HR lead\n    Staff list with starters and leavers \(staff\), for criterion 1\.1; "
        r"columns: Employee ID, Site, Post, Start date,", text,
    )  # fmt: skip
    assert "Milestone and action tracker (milestones), for how 1 action stands;" in text


def test_the_page_says_the_same_and_needs_nothing_else(checked, tmp_path):
    result = checked([_criterion("1.1", "Keep < and & safe.", _target("retention"))])
    page = render_plan(result)
    assert "Keep &lt; and &amp; safe." in page
    assert "Nothing is open" not in page
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Warning Criterion 1.1 has no threshold for retention" in words
    assert "Trust HR lead Staff list with starters and leavers for criterion 1.1" in words
    assert not re.search(r"(?:src|href)=\"https?:", page)
    assert write_plan_page(result, tmp_path / "said").read_text("utf-8") == page
    with pytest.raises(ParameterError, match=r"a name that ends in \.html"):
        write_plan_page(result, tmp_path / "said.pdf")


SAME = {"rule": "criterion", "criterion": "CT-1.1"}


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ([SAME], "for each school and for the trust, as that criterion is."),
        ([SAME, SAME], "for each school and for the trust, as those criteria are."),
        ([SAME, STAYS], "for the trust: as that criterion is, the rest from its own figure."),
        ([STAYS], "for each school, and for the trust from its own figure."),
    ],
)
def test_an_action_that_stands_as_a_criterion_takes_its_rating(checked, tests, said):
    action = {"id": "A1", "action": "a", "responsible": "Clerk", "shown_by": {"tests": tests}}
    criterion = _criterion("1.1", "Staff stay.", STAYS, trust="schools")
    (section,) = checked([criterion], [action]).sections
    assert section.shown[0].facts[0].endswith(said)


def test_an_action_is_told_with_what_will_stand_beside_its_status(checked):
    actions = [
        {"id": "CT-1.A1", "action": "Keep staff.", "responsible": "Heads",
         "shown_by": {"tests": [{"rule": "criterion", "criterion": "CT-1.1"}]}},
        {"id": "CT-1.A2", "action": "Thank them.", "responsible": "Heads",
         "shown_by": {"not_held": "letters of thanks"}},
        {"id": "CT-1.A3", "action": "Train them.", "responsible": "Heads",
         "shown_by": {"tests": [_target("training_sufficient")]}},
        {"id": "CT-1.A4", "action": "Ask them.", "responsible": "Heads"},
    ]  # fmt: skip
    check = checked(actions=actions)
    lines = "\n".join(told(check))
    assert "4 actions: the tracker says how they stand; what the data say of them" in lines
    assert (
        "    Action 1.A1 is shown with: Keep staff.\n      As criterion 1.1 is judged.\n" in lines
    )
    alone = "    Action 1.A2 is shown with its status alone: Thank them.\n      No export holds "
    assert f"{alone}letters of thanks.\n" in lines
    assert "Action 1.A4 is shown" not in lines
    assert "for what stands beside action 1.A3" in lines
    (warning,) = (f for f in check.findings if f.rule == "no-threshold")
    assert warning.message.startswith("action 1.A3 has no threshold for training_sufficient")
    page = render_plan(check)
    assert "<td>As criterion 1.1 is judged.<br>" in page
    assert "No export holds letters of thanks." in page
