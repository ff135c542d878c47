"""A drop's folder judged, with the drop before it, and what is said where names lead nowhere."""

# ruff: noqa: E501 - a fault and its message stay on one line
from __future__ import annotations

import pytest

from goldenthread.errors import DeclarationError, DropError
from goldenthread.judgement.judgement import ActionState
from goldenthread.judgement.rating import Rating
from goldenthread.pipeline import judge_drop

NORTH, TRUST = "100001", "trust"
SPRING = "data/2022-spring"


def test_a_drop_is_read_measured_and_judged_with_the_one_before(project):
    judged = judge_drop(project / SPRING, cache=False)
    seats = judged.judgement("S-1", NORTH)
    assert (seats.rating, seats.previous) == (Rating.AMBER, Rating.RED)
    assert seats.reason.startswith("3 of 4 seats are filled (75.0%)")
    assert [(r.file, r.rows) for r in seats.rows] == [("governors list.csv", "2–5")]
    assert judged.judgement("S-2", TRUST).rating is Rating.NOT_YET_DUE
    assert judged.previous.drop.drop == "2021-autumn"
    assert [drop.drop.drop for drop in judged.series()] == ["2021-autumn", "2022-spring"]
    (action,) = judged.actions
    assert (action.state, action.previous) == (ActionState.OVERDUE, ActionState.ON_TRACK)
    assert {file.source for file in judged.inputs} == {"governors", "milestones"}
    assert [absent.source for absent in judged.absent] == ["oversight"]


def test_a_missing_previous_drop_is_a_warning_and_never_silent(project, change):
    change(project / SPRING / "drop.yml", lambda drop: drop.update(previous="2021-autum"))
    judged = judge_drop(project / SPRING, cache=False)
    (finding,) = [f for f in judged.findings if f.rule == "previous drop"]
    assert finding.severity == "warning"
    assert (finding.found, finding.fix) == ("2021-autum", "Did you mean '2021-autumn'?")
    assert judged.previous is None


@pytest.mark.parametrize(
    ("file", "key", "value", "message"),
    [
        (f"{SPRING}/drop.yml", "trust", "smal", "no trust 'smal' in params/trusts. Did you mean 'small'?"),
        (f"{SPRING}/drop.yml", "plan", "small-pla", "no plan 'small-pla' in params/plans. Did you mean 'small-plan'?"),
        (f"{SPRING}/drop.yml", "for_meeting", {"body": "lgbb", "date": "2022-05-01"}, "there is no body 'lgbb'. Did you mean 'lgb'?"),
        (f"{SPRING}/drop.yml", "previous", "2022-spring", "leads back to 2022-spring, in a circle"),
        ("params/plans/small-plan.yml", "trust", "other", "the plan 'small-plan' is of trust 'other', the drop of 'small'"),
        ("params/trusts/small.yml", "targets", {"S-11": {}}, "there is no criterion 'S-11'. Did you mean 'S-1'?"),
        ("params/trusts/small.yml", "targets", {"S-1": {"seats_fild": {"at_least": 9, "unit": "percent"}}}, "there is no tested measure 'seats_fild'. Did you mean 'seats_filled'?"),
        ("params/trusts/small.yml", "targets", {"S-1": {"seats_filled": {"at_least": 9, "unit": "points"}}}, "the target of seats_filled has the wrong unit; found 'points'; allowed: percent"),
    ],
)  # fmt: skip
def test_names_that_lead_nowhere_are_errors_with_the_nearest(
    project, change, file, key, value, message
):
    change(project / file, lambda content: content.update({key: value}))
    with pytest.raises(DeclarationError) as caught:
        judge_drop(project / SPRING, cache=False)
    assert message in str(caught.value)


def test_unknown_measures_and_benchmarks_of_the_plan_come_all_at_once(project, change):
    def spoil(plan):
        first, second = plan["objectives"][0]["criteria"]
        first["tests"][0]["measure"] = "seats_filed"
        first["shown_also"] = ["lapsed_term"]
        second["tests"] = [
            {"rule": "national", "measure": "attainment_8", "benchmark": "attainment_9"}
        ]

    change(project / "params/plans/small-plan.yml", spoil)
    with pytest.raises(DeclarationError) as caught:
        judge_drop(project / SPRING, cache=False)
    text = str(caught.value)
    assert "S-1: there is no measure 'seats_filed'. Did you mean 'seats_filled'?" in text
    assert "S-1: there is no measure 'lapsed_term'. Did you mean 'lapsed_terms'?" in text
    assert "S-2: there is no benchmark 'attainment_9'" in text


def test_a_target_for_another_plan_of_the_trust_is_no_fault(project, change):
    other = project / "params/plans/other.yml"
    other.write_text((project / "params/plans/small-plan.yml").read_text().replace("S-", "T-"))
    change(other, lambda plan: plan.update(plan="other"))
    target = {"T-1": {"seats_filled": {"at_least": 90, "unit": "percent"}}}
    change(project / "params/trusts/small.yml", lambda trust: trust.update(targets=target))
    assert judge_drop(project / SPRING, cache=False).judgement("S-1", NORTH) is not None


def test_a_previous_drop_of_another_trust_is_refused(project, change):
    trusts, plans = project / "params/trusts", project / "params/plans"
    (trusts / "else.yml").write_text((trusts / "small.yml").read_text())
    (plans / "else-plan.yml").write_text((plans / "small-plan.yml").read_text())
    change(trusts / "else.yml", lambda trust: trust.update(trust="else"))
    change(plans / "else-plan.yml", lambda plan: plan.update(plan="else-plan", trust="else"))
    autumn = project / "data/2021-autumn/drop.yml"
    change(autumn, lambda drop: drop.update(trust="else", plan="else-plan"))
    with pytest.raises(DeclarationError, match="2021-autumn is of trust 'else'"):
        judge_drop(project / SPRING, cache=False)


def test_a_folder_without_a_drop_names_the_nearest(project):
    with pytest.raises(DropError, match="Did you mean '2022-spring'"):
        judge_drop(project / "data/2022-sprin")
