"""docs/your-plan.md, word for word: from nothing to the ratings of a plan of another kind."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from hollies import fill_in

from goldenthread.pipeline import judge_drop

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "your-plan.md").read_text("utf-8")
DROP = "data/hollies/2023-autumn"
# Holly Bank, Fern Lea, Rowan House, the trust; worked out by hand from what hollies.py types.
RATINGS = {
    "H-1a-autumn": ["Green", "Amber", "Red", "Amber"],  # 88.6%, 85.0%, 78.6% against 86%
    "H-1a-spring": ["Not yet due"] * 4,
    "H-1a-summer": ["Not yet due"] * 4,
    "H-1b": ["Green"],  # nobody was suspended twice
    "H-2a": ["Green", "Red", "No data", "Amber"],  # 2, 1 and no row of 2 half-terms
    "H-2b": ["Green", "Amber", "Red", "Amber"],  # 3, 2 and 1 of 3 items
    "H-2c": ["Not yet due"],
    "H-3a": ["No data", "No data", "Red", "Amber"],  # 90%, 80%, 60%, 77% and no last year
    "H-3b": ["Green", "Green", "Red", "Amber"],  # 0, 1 and 3 of 20 posts vacant, 4 of 60
    "H-3c": ["Not yet due"],
}


def _blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [block for word, block in found if word == language]


def _commands() -> list[list[str]]:
    """Every command of the page, in its order, without the name of the program."""
    lines = [line for block in _blocks("") for line in block.replace("\\\n", " ").splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("goldenthread ")]


def _write_examples(root: Path) -> list[str]:
    """The files that the page shows, each under the name in its first line."""
    names = []
    for block in _blocks("yaml"):
        name = block.splitlines()[0].removeprefix("# ")
        (root / name).write_text(block, encoding="utf-8")
        names.append(name)
    return names


@pytest.fixture(scope="module")
def project(make_project):
    return make_project("hollies")


def test_the_page_leads_from_nothing_to_the_ratings_that_its_reader_expects(project, run_cli):
    asked, begun, explained, template, check, run, rolled = _commands()
    assert asked == ["init", "hollies"]
    assert run_cli(project, begun)[0] == 0
    assert (project / DROP / "drop.yml").is_file()
    assert _write_examples(project) == [
        "params/plans/hollies-2023.yml", "params/trusts/hollies.yml",
    ]  # fmt: skip

    code, said = run_cli(project, explained)
    assert code == 0
    (counts,) = re.findall(r"plan ends with `([^`]*)`", PAGE)
    assert said.rstrip().endswith(f"Our Pledges 2023–26: {counts}")

    assert run_cli(project, template)[0] == 0
    assert run_cli(project, check)[0] == 4  # templates that nobody has filled in
    fill_in(project / DROP)
    code, said = run_cli(project, check)
    assert code == 0, said
    assert "11 files read, 0 faults and 0 warnings." in said

    judged = judge_drop(project / DROP)
    places = [*(school.urn for school in judged.trust.schools), "trust"]
    found: dict[str, dict[str, str]] = {}
    for judgement in judged.judgements:
        found.setdefault(judgement.criterion, {})[judgement.entity] = judgement.rating.value
    assert {c: [of[p] for p in places if p in of] for c, of in found.items()} == RATINGS

    code, said = run_cli(project, [*run, "--only", "promises", "--school", "Holly Bank School"])
    assert code == 0, said
    assert "1 report made." in said

    code, said = run_cli(project, rolled)
    assert code == 0
    assert "Goes on: add to the last drop's file" in said
    assert (project / "data" / "hollies" / "2024-spring" / "drop.yml").is_file()


def test_every_rule_of_a_plan_is_in_the_page(every_rule):
    listed = set(re.findall(r"^\|.*\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert listed == every_rule
