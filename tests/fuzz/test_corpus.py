"""150 workbooks that were made by others, some of them to crash a reader, are opened as the suite
opens an export: each gives the sheets and the cells that are in it, or one clear finding."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from run_cases import MEMORY

CORPUS = Path(__file__).parents[3] / "shared" / "real" / "workbooks"
BASELINE = CORPUS / "baseline.csv"
pytestmark = pytest.mark.skipif(
    not BASELINE.is_file(), reason="the public workbooks are not beside the project"
)

REFUSED = {
    "calamine/OOM_alloc3.xls": "not-a-spreadsheet",
    "calamine/issue252.xlsx": "not-a-spreadsheet",  # a part is longer than it says
    "calamine/issue_385.xls": "password",
    "calamine/issue_594_dos.ods": "too-large",  # one cell repeated to 17,179,869,184
    "calamine/pass_protected.ods": "password",
    "calamine/pass_protected.xlsb": "password",
    "calamine/pass_protected.xlsx": "password",
}
# The one text file of the corpus; it is named .xls.
TEXT = {"calamine/too_small.xls": [[1, 1, 1]]}
# Sheets that hold a chart, a macro or a dialogue and no cells are not offered for reading.
OTHER_SHEETS = {
    "calamine/any_sheets.ods": 0,
    "calamine/any_sheets.xls": 1,
    "calamine/any_sheets.xlsb": 1,
    "calamine/any_sheets.xlsx": 1,
    "calamine/issue438.xlsx": 1,
}
# The old macro sheet holds six cells that the baseline counts.
OTHER_CELLS = {"calamine/any_sheets.xls": 6}


@cache
def baseline() -> dict[str, dict[str, str]]:
    with BASELINE.open(encoding="utf-8", newline="") as lines:
        return {_path(row["file"]): row for row in csv.DictReader(lines)}


def _path(name: str) -> str:
    """The folder of the department's files was renamed after the baseline was taken."""
    return name.replace("dfe_and_gov/", "dfe/")


@cache
def opened() -> dict[str, dict[str, object]]:
    """What every file gave, read by as many child processes as it takes."""
    files = sorted(p for p in CORPUS.rglob("*") if p.is_file() and p != BASELINE)
    found: dict[str, dict[str, object]] = {}
    script = Path(__file__).with_name("open_each.py")
    while files:
        ended = subprocess.run(
            [sys.executable, str(script), "-"], input="\n".join(map(str, files)), text=True,
            capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        lines = [json.loads(line) for line in ended.stdout.splitlines()]
        for line in lines:
            name = str(Path(line.get("file") or line["opens"]).relative_to(CORPUS).as_posix())
            found[name] = line
        if ended.returncode == 0:
            break
        last = Path(lines[-1].get("file") or lines[-1]["opens"])
        found[last.relative_to(CORPUS).as_posix()] = {"died": ended.stderr[-600:]}
        files = files[files.index(last) + 1 :]
    return found


def test_every_file_of_the_corpus_is_opened_and_none_ends_the_program():
    found = opened()

    assert len(found) >= 150
    assert set(found) <= set(baseline())
    assert {name: line["died"] for name, line in found.items() if "died" in line} == {}
    assert [name for name, line in found.items() if line["peak"] >= MEMORY] == []
    assert [name for name, line in found.items() if line["seconds"] > 5] == []


def test_files_that_cannot_be_read_are_refused_with_the_reason():
    refused = {n: line["refused"] for n, line in opened().items() if "refused" in line}
    refused |= {
        name: rule
        for name, line in opened().items()
        for rule in line.get("sheets", {}).values()
        if isinstance(rule, str)
    }

    assert refused == {name: rule for name, rule in REFUSED.items() if name in opened()}
    unread = {name for name, row in baseline().items() if row["calamine_ok"] == "0"}
    assert unread & set(opened()) == (set(REFUSED) | set(TEXT)) & set(opened())


def test_every_other_file_gives_the_cells_that_are_in_it():
    wrong = []
    for name, line in opened().items():
        if "refused" in line or name in TEXT:
            continue
        row, sheets = baseline()[name], list(line["sheets"].values())
        expected = (
            int(row["calamine_sheets"]) - OTHER_SHEETS.get(name, 0),
            int(row["calamine_max_rows"]),
            int(row["calamine_max_cols"]),
            int(row["calamine_nonempty"]) - OTHER_CELLS.get(name, 0),
        )
        found = (
            len(sheets),
            max((rows for rows, _, _ in sheets), default=0),
            max((columns for _, columns, _ in sheets), default=0),
            sum(filled for _, _, filled in sheets),
        )
        if found != expected:
            wrong.append((name, found, expected))

    assert wrong == []
    for name, sheets in TEXT.items():
        assert list(opened()[name]["sheets"].values()) == sheets


def test_hidden_sheets_are_known_as_such():
    for name, row in baseline().items():
        if row["openpyxl_ok"] == "1" and name in opened() and "sheets" in opened()[name]:
            assert opened()[name]["hidden"] == int(row["hidden_sheets"]), name
