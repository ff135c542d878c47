"""Files that were made to harm whoever opens them: each is refused or read, in seconds and in less
than 1 GB, by a child process that would die of anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE
from run_cases import MEMORY

SECONDS = 30  # a busy machine takes ten times what an idle one does
READ = {
    "sheet of 200 MB.xlsx": {"Sheet": [165_000, 40, 6_600_000]},
    "claims.xlsx": {"Sheet": [1, 1, 1]},
    "nested.xlsx": {"Sheet": [0, 0, 0]},
    "entities.xlsx": {"Sheet": "not-a-spreadsheet"},
    "old claims.xls": {"Pupils": [4, 10, 40]},
}
REFUSED = {
    "zip bomb.xlsx": "too-large",
    "far cell.xlsx": "too-large",
    "short claims.xlsx": "too-large",
    "shared strings.xlsx": "too-large",
    "long text.xlsx": "too-large",
    "repeated far.ods": "too-large",
    "repeated near.ods": "not-a-spreadsheet",
    "circle.xls": "not-a-spreadsheet",
    "one line.csv": "not-a-spreadsheet",
    "quotes.csv": "not-a-spreadsheet",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """What the opening of every file gave, by its name; and all that was said of it."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, made in HOSTILE.items():
        (folder / name).write_bytes(made())
    script = Path(__file__).with_name("open_each.py")
    ended = subprocess.run(
        [sys.executable, str(script), "--apart", *(str(folder / name) for name in HOSTILE)],
        capture_output=True, text=True, check=False, timeout=120 * len(HOSTILE),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-800:]
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    found = {Path(line["file"]).name: line for line in lines if "file" in line}
    assert list(found) == list(HOSTILE)
    return found, ended.stdout + ended.stderr


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_seconds_and_less_than_a_gigabyte(opened, name):
    found, said = opened[0][name], opened[1]

    assert "ended" not in found, said[-3000:]
    assert found["peak"] < MEMORY
    assert found["seconds"] < SECONDS
    assert found.get("refused") == REFUSED.get(name)
    assert found.get("sheets") == READ.get(name)


def test_no_entity_is_followed_to_a_file_of_the_machine(opened):
    assert "entities.xlsx" in opened[1]
    assert "HOSTILE" not in opened[1]


def test_a_process_that_dies_is_told_and_costs_no_other(tmp_path):
    """Else a file that ends its process would be none of those above."""
    (tmp_path / "sound.csv").write_text("School,Academic Year\nNorth,2021/22\n")
    names = [str(tmp_path / name) for name in ("is not there.csv", "sound.csv")]
    script = Path(__file__).with_name("open_each.py")
    ended = subprocess.run(
        [sys.executable, str(script), "--apart", *names], capture_output=True, text=True, check=True
    )
    _, died, _, sound = map(json.loads, ended.stdout.splitlines())
    assert died == {"file": names[0], "ended": 1}
    assert list(sound["sheets"].values()) == [[2, 2, 4]]
