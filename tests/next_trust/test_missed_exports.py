"""What a drop lacks: one line for what nobody misses, a warning for what criteria rest on."""

from __future__ import annotations

import pytest

from goldenthread.drop_check import check_drop
from goldenthread.named import find_drop_or_plan
from goldenthread.planning.plan_check import check_plan
from goldenthread.template.written import write_templates

LOGS = """\
      - id: CT-2.1
        number: "2.1"
        text: Leaders meet.
        {more}
        tests:
          - {{rule: cadence, every: term}}
"""


def _missing(result):
    return [f for f in result.findings if f.rule == "missing-export"]


def _with_log(folder, more=""):
    plan = folder.parents[2] / "params" / "plans" / "compass-2021.yml"
    text = plan.read_text("utf-8").replace(
        "    actions:\n", LOGS.format(more=more) + "    actions:\n"
    )
    plan.write_text(text, encoding="utf-8")


def test_exports_that_nobody_misses_share_a_line(compass):
    found = _missing(check_drop(str(compass("nothing"))))
    assert [f.severity for f in found] == ["stop", "stop", "note"]  # staff, the tracker, the rest
    assert (
        "kinds of export that other plans use are not here: Academy Trust Handbook"
        in found[2].message
    )
    assert "Staff list" not in found[2].message


@pytest.mark.parametrize(
    ("more", "missed"),
    [
        ("timescale: termly", True),
        ("judged_in: [autumn]", False),  # the drop is a summer's
        ("paused: Paused by the board.", False),
    ],
)
def test_a_log_that_no_trust_has_to_keep_is_missed_where_criteria_rest_on_it(compass, more, missed):
    folder = compass("log")
    _with_log(folder, more)
    warned = [f for f in _missing(check_drop(str(folder))) if f.severity == "warning"]
    assert bool(warned) is missed
    if missed:
        assert warned[0].source == "occasions"
        assert "1 criterion of the plan rests on it (2.1)" in warned[0].message


def test_a_log_whose_template_is_blank_is_told_once(compass):
    folder = compass("blank-log")
    _with_log(folder, "timescale: termly")
    write_templates(find_drop_or_plan(str(folder)), only=["occasions"])
    told = [f.rule for f in check_drop(str(folder)).findings if f.source == "occasions"]
    assert told == ["empty-template"]


def test_the_command_says_what_can_be_typed(compass, run_cli):
    folder = compass("said")
    code, said = run_cli(folder, ["check", str(folder)])
    assert code == 4
    assert f"What no system of yours exports can be typed: goldenthread template {folder}" in said


SHIPPED = [
    "amethyst-2020-2023",
    "amethyst-vision",
    "amadeus",
    "mlp-2019-2022",
    "an-daras-2017-2018",
]
# What is true of printed documents: they name nobody, or a day that is over.
OF_DOCUMENTS = {
    "nobody-responsible", "action-without-owner", "due-outside-plan", "milestone-without-date",
    "body-does-not-meet",
}  # fmt: skip

# The vision speaks of all academies, and its trust has no primary school yet.
OF_ONE = {"amethyst-vision": {"no-such-school"}}


@pytest.mark.parametrize("plan", SHIPPED)
def test_the_plans_that_come_along_raise_no_alarm_but_what_their_documents_say(plan):
    result = check_plan(plan)
    assert result.stops == 0
    assert {f.rule for f in result.findings} <= OF_DOCUMENTS | OF_ONE.get(plan, set())
    assert len(result.sections) == len(result.planned.plan.objectives)
