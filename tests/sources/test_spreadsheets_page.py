"""docs/spreadsheets.md: every mess of the list has its row, and every test it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from goldenthread.drop import Export
from goldenthread.sources.spec import Column, Sheet, Source

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (\d+) \| (.+) \|$", PAGE, re.MULTILINE))


def written_tests() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found.update(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_the_page_has_a_row_for_each_of_the_sixty():
    assert [int(number) for number in ROWS] == list(range(1, 61))


@pytest.mark.parametrize("number", ROWS)
def test_every_row_names_a_test_that_exists(number):
    shown_by = ROWS[number].rsplit("|", 1)[-1]
    named = re.findall(r"`(test_\w+)`", shown_by)

    assert named, f"row {number} names no test"
    assert set(named) <= written_tests()


def test_tests_named_in_the_text_exist():
    assert set(re.findall(r"`(test_\w+)`", PAGE)) <= written_tests()


@pytest.mark.parametrize(
    ("line", "model"),
    [
        ("nth: 2", Column),
        ("header: NC Year", Column),
        ("aliases: [Pupils in cohort]", Column),
        ("date_order: month/day", Column),
        ("percent_as: fraction", Column),
        ("percent_as: per hundred", Column),
        ("thousands: true", Column),
        ("header_row: 5", Source),
        ('sheet: {names: ["Autumn"]}', Source),
        ("sheet: {every: true}", Source),
        ("sheet: Autumn", Export),
    ],
)
def test_every_answer_of_the_page_is_one_that_the_yaml_takes(line, model):
    assert f"`{line}`" in PAGE
    answer = yaml.safe_load(line)
    needed = {Column: {"title": "C", "type": "text"}, Export: {"file": "f", "source": "s"}}
    if model is Source:
        assert set(answer) <= set(Source.model_fields)
        if "sheet" in answer:
            Sheet.model_validate(answer["sheet"])
    else:
        model.model_validate({**needed[model], **answer})
