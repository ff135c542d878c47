"""No personal value of any export comes out anywhere.

Every pupil and member of staff of all three drops has another name, number, birthday and comment
before the run; none of these may be in any file of it, nor in what it printed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from planting import PLANTED
from reading_outputs import find, texts_of
from running import DEMO, Run, goldenthread

pytestmark = pytest.mark.slow


def test_no_planted_name_number_birthday_or_comment_is_in_any_file(planted: Run) -> None:
    assert planted.code == 0, planted.printed
    assert len(list(planted.folder.rglob("*.pdf"))) > 20
    assert find(planted.folder.parent, PLANTED) == []


def test_none_is_in_what_the_run_printed(planted: Run) -> None:
    assert not re.search("|".join(PLANTED), planted.printed, re.IGNORECASE)


def test_a_fault_in_a_personal_cell_is_told_by_its_place_alone(planted: Run) -> None:
    said = goldenthread(planted.project, "check", DEMO)
    broken = json.loads((planted.project / "broken.json").read_text("utf-8"))
    assert len(broken) == 5
    for file, row in broken.items():
        told = said.out.split(f"{file}\n", 1)[1].split("\n\n", 1)[0]
        assert re.search(rf"\brow {row}\b", told), f"{file}, row {row} is not told:\n{told}"
    assert not re.search("|".join(PLANTED), said.printed, re.IGNORECASE)


def test_the_search_would_find_what_it_looks_for(planted: Run, tmp_path: Path) -> None:
    """The exports hold planted values of each kind, and the search finds them there."""
    files = ("Aldersley pupil list.xlsx", "Aldersley behaviour log.csv")
    found = set()
    for file in files:
        content = (planted.project / DEMO / file).read_bytes()
        (tmp_path / file).write_bytes(content)
        assert len(list(texts_of(file, content))) > 1
    for line in find(tmp_path, PLANTED):
        found |= {n for n, pattern in enumerate(PLANTED) if re.search(pattern, line, re.I)}
    assert {0, 1} <= found


def test_the_search_reads_what_a_pdf_prints_and_what_is_attached_to_it(planted: Run) -> None:
    report = planted.folder / "reports/wellbeing/trust.pdf"
    printed = find(report, ["Suspensions per 100 pupils"])
    assert [line for line in printed if "!page" in line]
    # What a chart says to those who cannot see it, in a string of the document's structure.
    assert [line for line in printed if "!objects" in line]
    assert [line for line in find(report, ["Aldersley behaviour log"]) if ".xlsx!" in line]
