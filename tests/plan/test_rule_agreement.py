"""Rules that no measure can meet, colours of steps that lead nowhere, names that nothing knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.plan import Plan
from goldenthread.plan_findings import unknown_groups, unknown_steps, unread_references
from goldenthread.rule_agreement import rule_faults
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
SCALE = {"id": "category", "title": "Category", "steps": {"A": "green", "D": None}}
SOURCE = Source.model_validate(
    {
        "source": "occasions",
        "title": "Log",
        "description": "A log.",
        "rows": "things",
        "files": ["*log*"],
        "school_from": "none",
        "columns": {"reference": {"title": "Reference", "type": "code"}},
    }
)


def plan(
    *tests: dict[str, Any],
    scales: Sequence[dict[str, Any]] = (SCALE,),
    actions: Sequence[dict[str, Any]] = (),
    **criterion: Any,
) -> Plan:
    own = {"id": "X-1", "number": "1.1", "text": "It is so.", "tests": tests} | criterion
    section = {"id": "s", "number": "1", "title": "S", "short_title": "S", "question": "Q?"}
    return Plan.model_validate(
        {
            "plan": "x",
            "title": "X",
            "trust": "t",
            "starts": dt.date(2021, 9, 1),
            "ends": dt.date(2022, 8, 31),
            "scales": scales,
            "objectives": [section | {"notebook": "n", "criteria": [own], "actions": actions}],
        }
    )


def trust(**settings: Any) -> Trust:
    school = {"urn": "100001", "name": "North", "short_name": "North", "phase": "primary"}
    schools = [school | {"joined": dt.date(2015, 9, 1)}]
    return Trust.model_validate(
        {"trust": "t", "name": "T", "schools": schools, "settings": settings}
    )


@pytest.mark.parametrize(
    ("test", "fault"),
    [
        ({"rule": "cadence", "every": "week", "measure": "progress_8"},
         "x.yml: X-1: the rule cadence reads cadence_kept; found 'progress_8'. "
         "Leave `measure` out."),
        ({"rule": "evidence", "measure": "cadence_kept"},
         "x.yml: X-1: the rule evidence reads evidence_in_place; found 'cadence_kept'. "
         "Leave `measure` out."),
        ({"rule": "national", "measure": "school_risk", "benchmark": "b", "above": True},
         "x.yml: X-1: school_risk is neither better when higher nor when lower. "
         "Use `in_line_within` instead."),
        ({"rule": "place", "measure": "school_risk"},
         "x.yml: X-1: school_risk is neither better when higher nor when lower"),
        ({"rule": "cadence", "every": "meeting", "body": "board"},
         "x.yml: X-1: there is no body 'board'"),
        ({"rule": "place", "measure": "network_actions_closed"},
         "x.yml: X-1: network_actions_closed is the trust's only; a trust has no place"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("inner", [False, True])
def test_a_rule_that_its_measure_cannot_meet(test: dict[str, Any], fault: str, inner: bool) -> None:
    wanted = {"rule": "schools", "test": test, "at_least": 50} if inner else test
    faults = rule_faults(plan(wanted), trust(), all_measures())
    assert [str(finding) for finding in faults] == [fault]


@pytest.mark.parametrize(
    ("colours", "fault"),
    [
        ({"category": {"D": "red"}}, None),
        ({"another": {"Z": "blue"}}, None),  # a trust may serve several plans
        ({"category": {"E": "red"}},
         "params/trusts/t.yml: settings.scale_colours.category.E: no such step on this scale. "
         "Allowed: A, D."),
        ({"category": {"D": "blue"}},
         "params/trusts/t.yml: settings.scale_colours.category.D: no colour; found 'blue'; "
         "allowed: green, amber, red"),
        ({"category": "red"},
         "params/trusts/t.yml: settings.scale_colours.category: no steps with their colours"),
        ("red", "params/trusts/t.yml: settings.scale_colours: not a list of scales with their "
         "steps; allowed: scale: {step: green, amber or red}"),
    ],
)  # fmt: skip
def test_colours_that_a_trust_gives_to_steps(colours: object, fault: str | None) -> None:
    faults = rule_faults(plan(), trust(scale_colours=colours), all_measures())
    assert [str(finding) for finding in faults] == ([] if fault is None else [fault])


@pytest.mark.parametrize(
    ("reference", "findings"),
    [
        ("X-1", []),
        ("1.1", []),
        ("X-2", ["warning: log.xlsx, sheet 'Log', row 2, column 'Reference': no criterion of the "
                 "plan is decided by this reference; found 'X-2'. Did you mean 'X-1'?"]),
        ("minutes", ["note: log.xlsx, sheet 'Log', row 2, column 'Reference': no criterion of the "
                     "plan is decided by this reference; found 'minutes'"]),
    ],
)  # fmt: skip
def test_a_reference_that_decides_nothing_is_told(reference: str, findings: list[str]) -> None:
    frame = pd.DataFrame({"reference": [reference] * 2, "_row": [2, 3]})
    table = Table(SOURCE, frame.assign(_file="log.xlsx", _sheet="Log"), ())
    found = unread_references(plan({"rule": "cadence", "every": "week"}), {"occasions": table})
    assert [f"{finding.severity}: {finding}" for finding in found] == findings


def exported(source: str, **columns: list[str]) -> dict[str, Table]:
    declared = load_sources(ROOT / "params" / "sources")[source]
    rows = range(2, 2 + len(columns["reference"]))
    frame = pd.DataFrame({**columns, "_row": rows}).assign(_file="x.xlsx", _sheet="Table")
    return {source: Table(declared, frame, ())}


RECORDED = {"rule": "recorded", "scale": "category", "reference": "X-R1"}
OF_TRACKER = "the plan has no action or milestone of this reference"


@pytest.mark.parametrize(
    ("source", "reference", "findings"),
    [
        ("recorded", "x-r1", []),
        ("recorded", "X-1", []),
        ("recorded", "X-R9",
         ["warning: x.xlsx, sheet 'Table', row 2, column 'Criterion': no criterion of the plan is "
          "decided by this reference; found 'X-R9'. Did you mean 'X-R1'?"]),
        ("milestones", "X-A.a1", []),
        ("milestones", "x-1", []),
        ("milestones", "X-A.a9",
         [f"warning: x.xlsx, sheet 'Table', row 2, column 'Ref': {OF_TRACKER}; found 'X-A.a9'. "
          "Did you mean 'X-A.a1'?"]),
        ("milestones", "Newsletter",
         [f"note: x.xlsx, sheet 'Table', row 2, column 'Ref': {OF_TRACKER}; found 'Newsletter'"]),
    ],
)  # fmt: skip
def test_a_judgement_or_action_that_the_plan_does_not_have_is_told(
    source: str, reference: str, findings: list[str]
) -> None:
    own = plan(RECORDED, {"rule": "milestone"}, actions=[{"id": "X-A.a1", "action": "Do it."}])
    found = unread_references(own, exported(source, reference=[reference]))
    assert [f"{finding.severity}: {finding}" for finding in found] == findings


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        ("secure", []),
        ("Well begun", []),
        ("", []),
        ("Secur",
         ["warning: x.xlsx, sheet 'Table', row 3, column 'Judgement': this is no step of the "
          "plan’s scale Standing, so nothing is judged by it; found 'Secur'; allowed: Secure, Well "
          "begun. Did you mean 'Secure'?"]),
    ],
)  # fmt: skip
def test_a_judgement_that_is_no_step_of_its_scale_is_told(said: str, findings: list[str]) -> None:
    standing = {"id": "standing", "title": "Standing", "steps": {"Secure": "green", "B": "amber"},
                "words": {"B": "Well begun"}}  # fmt: skip
    own = plan(RECORDED | {"scale": "standing"}, scales=[standing])
    tables = exported("recorded", reference=["X-1", "1.1"], judgement=["Secure", said])
    assert [f"{f.severity}: {f}" for f in unknown_steps(own, tables)] == findings


@pytest.mark.parametrize(
    ("group", "findings"),
    [
        ("Disadvantaged pupils", []),
        ("Disadvantage pupil",
         ["x.yml: X-1: attainment_8 has no group 'Disadvantage pupil' in this drop. "
          "Did you mean 'Disadvantaged pupils'?"]),
    ],
)  # fmt: skip
def test_a_group_that_the_measure_does_not_have_is_told(group: str, findings: list[str]) -> None:
    figures = Measurements(
        Measurement("attainment_8", "100001", "2021/22", 45.0, name)
        for name in ("all", "Disadvantaged pupils")
    )
    target = {"at_least": 40, "unit": "points"}
    test = {"rule": "target", "measure": "attainment_8", "group": group, "target": target}
    assert [str(finding) for finding in unknown_groups(plan(test), figures)] == findings


def test_without_any_group_nothing_is_said_of_it() -> None:
    test = {"rule": "place", "measure": "attainment_8", "group": "Girls"}
    figures = Measurements([Measurement("attainment_8", "100001", "2021/22", 45.0)])
    assert list(unknown_groups(plan(test), figures)) == []
