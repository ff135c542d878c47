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


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_seconds_and_less_than_a_gigabyte(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    script = Path(__file__).with_name("open_each.py")
    ended = subprocess.run(
        [sys.executable, str(script), str(path)], capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stderr[-800:]
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["peak"] < MEMORY
    assert found["seconds"] < SECONDS
    assert found.get("refused") == REFUSED.get(name)
    assert found.get("sheets") == READ.get(name)
    assert "HOSTILE" not in ended.stdout  # no entity was followed to a file of the machine
