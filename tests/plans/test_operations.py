"""The commitments in the text of the Amethyst plan: its words, and what the demo shows of them."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Plan

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "amethyst-2020-2023.yml", Plan)
COMMITMENTS = PLAN.objectives[7]
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("000_*.txt"))
# The exports that the commitments rest on; the others of the drop would only take time.
EXPORTS = (
    "Evidence log.xlsx",
    "Governors and terms of office.xlsx",
    "Log of meetings and reviews.xlsx",
    "Meetings log.xlsx",
    "Milestone and action tracker.xlsx",
)
# What is joined from cells of a table, or from headings: held against the document piece by piece.
JOINED = {
    "AM-OP.3": r"(?<=\d{4})\. |(?<=on): | (?=Meeting on:)",
    "AM-OP.21": r"; |: ",
}


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


@pytest.fixture(scope="module")
def document() -> str:
    if not DOCUMENTS:
        pytest.skip("the plan's document is not beside the project")
    text = html.unescape(DOCUMENTS[0].read_text(encoding="utf-8"))
    return plain(re.sub(r"</?\w+>", " ", text))


@pytest.mark.parametrize("criterion", COMMITMENTS.criteria, ids=lambda c: c.id)
def test_every_commitment_is_printed_in_the_document(criterion, document) -> None:
    pieces = re.split(JOINED.get(criterion.id, "$^"), plain(criterion.text))
    assert [piece for piece in pieces if piece not in document] == []


def test_there_are_21_commitments_and_no_action_among_them() -> None:
    assert [c.id for c in COMMITMENTS.criteria] == [f"AM-OP.{n}" for n in range(1, 22)]
    assert [c.number for c in COMMITMENTS.criteria] == [f"OP.{n}" for n in range(1, 22)]
    assert {c.kind for c in COMMITMENTS.criteria} == {"Commitment"}
    assert COMMITMENTS.actions == ()
    assert all(c.tests for c in COMMITMENTS.criteria)
    assert PLAN.called(COMMITMENTS) == "Section OP"
    assert PLAN.called(PLAN.objectives[2]) == "Objective 3"


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> JudgedDrop:
    root = tmp_path_factory.mktemp("operations")
    (root / "params").symlink_to(ROOT / "params", target_is_directory=True)
    folder = root / "2022-summer"
    folder.mkdir()
    made = ROOT / "data" / "demo" / "2022-summer"
    for name in EXPORTS:
        shutil.copy(made / name, folder / name)
    lines = (made / "drop.yml").read_text(encoding="utf-8").splitlines()
    alone = "\n".join(line for line in lines if not line.startswith("previous:"))
    (folder / "drop.yml").write_text(alone + "\n", encoding="utf-8")
    return judge_drop(folder, cache=False)


# Aldersley, Moreton and the trust; "" where it is not judged for schools.
STATES = {
    "AM-OP.1": ("Green", "Green", "Green"),
    "AM-OP.2": ("Green", "Green", "Green"),
    "AM-OP.3": ("", "", "Green"),
    "AM-OP.4": ("Amber", "Red", "Amber"),
    "AM-OP.5": ("Green", "Green", "Green"),
    "AM-OP.6": ("", "", "Green"),
    "AM-OP.7": ("Green", "Green", "Green"),
    "AM-OP.8": ("Green", "Green", "Green"),
    "AM-OP.9": ("Green", "Amber", "Amber"),
    "AM-OP.10": ("", "", "Green"),
    "AM-OP.11": ("Green", "Amber", "Amber"),
    "AM-OP.12": ("Green", "Green", "Green"),
    "AM-OP.13": ("Amber", "Red", "Red"),
    "AM-OP.14": ("", "", "Amber"),
    "AM-OP.15": ("", "", "Green"),
    "AM-OP.16": ("Amber", "Amber", "Amber"),
    "AM-OP.17": ("Green", "Red", "Amber"),
    "AM-OP.18": ("", "", "Not yet due"),
    "AM-OP.19": ("", "", "Target not set"),
    "AM-OP.20": ("", "", "Not yet due"),
    "AM-OP.21": ("", "", "Amber"),
}


@pytest.mark.parametrize("criterion", STATES)
def test_the_demo_shows_how_each_commitment_stands(judged, criterion) -> None:
    found = {
        judgement.entity: judgement.rating.value
        for judgement in judged.judgements
        if judgement.criterion == criterion
    }
    assert tuple(found.get(e, "") for e in ("139138", "144278", "trust")) == STATES[criterion]


@pytest.mark.parametrize(
    ("criterion", "entity", "said"),
    [
        ("AM-OP.4", "144278", "The papers of 2 of 4 meetings went out in time (50.0%)"),
        ("AM-OP.11", "144278", "missed in the first half of the spring term"),
        ("AM-OP.14", "trust", "10 of 11 months of term (91%) this year"),
        ("AM-OP.17", "144278", "its evidence is of 22 March 2019"),
        ("AM-OP.19", "trust", "neither plan nor tracker gives a date"),
        ("AM-OP.20", "trust", "Not due until 31 December 2023"),
        ("AM-OP.21", "trust", "Marketing/Reprographics (not in place)"),
    ],
)
def test_the_reason_says_what_is_missing(judged, criterion, entity, said) -> None:
    (reason,) = [
        j.reason for j in judged.judgements if (j.criterion, j.entity) == (criterion, entity)
    ]
    assert said in reason
