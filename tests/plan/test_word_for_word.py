"""The plan's text against the document it was taken from, where that document is at hand."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.plan import Plan, Section

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "amethyst-2020-2023.yml", Plan)
# The commitments of the eighth section: tests/plans/test_operations.py.
OBJECTIVES = PLAN.objectives[:7]
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("000_*.txt"))
pytestmark = pytest.mark.skipif(
    not DOCUMENTS, reason="the plan's document is not beside the project"
)


def words(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


@pytest.fixture(scope="module")
def cells() -> list[str]:
    """The document's table cells, list items and paragraphs, without markup."""
    text = DOCUMENTS[0].read_text(encoding="utf-8")
    start = text.index("Objectives 2020 - 2023\n")
    body = text[start : text.index("Our Services", start)]
    parts = re.split(r"\t|\n|<br ?/?>|</?(?:p|ul|li)\b[^>]*>|•", body)
    plain = (words(re.sub(r"</?\w+>", "", html.unescape(part))) for part in parts)
    return [re.sub(r"^- ", "", part) for part in plain if part.strip("- ")]


def is_printed(text: str, cells: list[str], *, first: bool = True) -> bool:
    """Whether `text` stands in one cell, or runs on from the end of one to the start of another:
    cells that a page break divided."""
    if any(text in cell if first else cell.startswith(text) for cell in cells):
        return True
    for at in (place.start() for place in re.finditer(" ", text)):
        head, tail = text[:at], text[at + 1 :]
        joins = any(cell.endswith(head) if first else cell == head for cell in cells)
        if joins and is_printed(tail, cells, first=False):
            return True
    return False


def texts(section: Section) -> Iterator[tuple[str, str]]:
    yield section.id, section.title
    for number, area in enumerate(section.focus_areas):
        yield f"{section.id} focus area {number + 1}", area
    for criterion in section.criteria:
        yield criterion.id, criterion.text
    for action in section.actions:
        for name, text in action.model_dump(exclude={"id", "due", "shown_by"}).items():
            if text:
                yield f"{action.id} {name}", text


@pytest.mark.parametrize("section", OBJECTIVES, ids=lambda s: s.id)
def test_every_text_is_printed_in_the_document(section: Section, cells: list[str]) -> None:
    missing = [place for place, text in texts(section) if not is_printed(words(text), cells)]
    assert missing == []


def test_no_sentence_of_the_detailed_plan_is_left_out(cells: list[str]) -> None:
    """Every cell from the first objective's heading on is in the plan's texts."""
    start = next(i for i, cell in enumerate(cells) if cell.startswith("Detailed Plan"))
    ours = words(" ".join(text for section in PLAN.objectives for _, text in texts(section)))
    columns = {
        *("Actions", "Person Responsible", "Resources", "Budget", "Timescale", "CPD"),
        *("Monitoring", "Success Criteria", "Detailed Plan 2020 - 2023"),
    }
    left = [cell for cell in cells[start:] if cell not in columns and cell not in ours]
    left = [re.sub(r"^Objective \d:\s*", "", cell) for cell in left]
    assert [cell for cell in left if cell and cell not in ours] == []


def test_the_spelling_of_the_document_is_kept() -> None:
    texts_of_plan = " ".join(text for section in PLAN.objectives for _, text in texts(section))
    assert "PHSE" in texts_of_plan
    assert "PSHE" not in texts_of_plan
    assert "peer -to-peer" in texts_of_plan
