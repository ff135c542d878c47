"""What the example of a template shows goes together, and is the plan's own where it has it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from goldenthread.named import find_drop_or_plan
from goldenthread.plan import Plan
from goldenthread.sources.cell import Fault
from goldenthread.sources.parts import without_impossible
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import FILE, ROW, SHEET
from goldenthread.sources.values import LAST_YEAR_GROUP, read_year_group
from goldenthread.template.asked import Setting, allowed_in_words, asked_of, kind_in_words
from goldenthread.template.example import example_row

SOURCES = load_sources(Path(__file__).resolve().parents[2] / "params" / "sources")
WITHIN = [name for name, source in SOURCES.items() if source.within]
STEPS = {"Heard": "amber", "Acted": "green", "No": "red"}
SCALE = {"id": "voice", "title": "Voice", "steps": STEPS, "words": {"No": "Not yet"}}


@pytest.fixture(scope="module")
def setting(compass):
    named = find_drop_or_plan(str(compass("examples")))
    return Setting(named.trust, named.plan, named.drop)


def shown(source, setting):
    asked = asked_of(SOURCES[source], setting)
    return {item.key: item for item in asked}, dict(
        zip((i.key for i in asked), example_row(SOURCES[source], asked, setting), strict=True)
    )


@pytest.mark.parametrize("source", WITHIN)
def test_no_part_of_an_example_is_more_than_its_whole(source, setting):
    row = dict.fromkeys(SOURCES[source].columns) | shown(source, setting)[1]
    frame = pd.DataFrame([row | {FILE: "x.xlsx", SHEET: "Table", ROW: 2}])
    assert [str(f) for f in without_impossible(frame, SOURCES[source])[2]] == []


def test_an_action_in_progress_is_not_complete_and_not_overdue(setting):
    _, row = shown("milestones", setting)
    assert (row["reference"], row["status"], row["done_on"]) == ("CT-1.A1", "In progress", None)
    assert 0 < row["percent"] < 100
    assert row["start"] < row["updated"] <= setting.as_of < row["due"]


def test_judgements_are_offered_the_steps_of_the_plans_scale(setting):
    asked, row = shown("recorded", setting)
    assert (row["judgement"], allowed_in_words(asked["judgement"].column)) == ("Developing", "")

    stated = setting.plan.model_dump(exclude_unset=True)
    stated["scales"] = [SCALE]
    test = {"rule": "recorded", "scale": "voice", "reference": "CT-V"}
    stated["objectives"][0]["criteria"][1]["tests"] = [test]
    own = Setting(setting.trust, Plan.model_validate(stated), setting.drop)
    asked, row = shown("recorded", own)
    assert (row["reference"], row["judgement"]) == ("CT-V", "Heard")
    assert allowed_in_words(asked["judgement"].column) == "Heard, Acted, Not yet"


def test_a_template_and_a_reader_take_the_same_year_groups(setting):
    asked, _ = shown("tracking", setting)
    fault = read_year_group(str(LAST_YEAR_GROUP + 1))
    assert isinstance(fault, Fault)
    assert read_year_group(str(LAST_YEAR_GROUP)) == LAST_YEAR_GROUP
    told = kind_in_words(asked["year_group"].column).removeprefix("A year group: ").rstrip(".")
    assert fault.allowed == f"{told}, such as Year 11"
