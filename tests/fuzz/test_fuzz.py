"""Whatever is done to an export, it gives a sound table or a finding that says what is wrong: no
traceback, no hang, no personal value, no 0 for what is no number, less than 1 GB of memory.

Each case is made from its seed. The cases are read in child processes, so that one which ends its
process is known by its number. More cases than the usual ones: `GOLDENTHREAD_FUZZ=100000 pytest
tests/fuzz`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from originals import ORIGINALS, built
from run_cases import MEMORY, SECONDS_PER_CASE, read_files

CASES = int(os.environ.get("GOLDENTHREAD_FUZZ", "2000"))
A_BATCH = 500  # a process each, which takes as long to start as to read fifty
# What a sound export of one school may still say.
SOUND = {"missing-school", "rows-left-out", "upn-check-letter", "pupil-at-two-schools"}
SCRIPT = Path(__file__).with_name("run_cases.py")


def run_batch(first: int, count: int) -> tuple[list[str], int]:
    """What went wrong, a line each with how to see it again, and the most memory in bytes."""
    wrong: list[str] = []
    most, last = 0, first + count
    while first < last:
        command = [sys.executable, "-W", "error", str(SCRIPT), str(first), str(last - first)]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=count * SECONDS_PER_CASE, check=False,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        seed = first
        for line in ended.stdout.splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "seed":
                seed = int(rest)
            elif kind == "broken":
                wrong.append(f"{again(seed)}\n  {rest[:1500]}")
            elif kind == "done":
                most = max(most, int(rest))
        if ended.returncode:
            said = ended.stderr.strip().splitlines()[-12:]
            wrong.append("\n  ".join([f"{again(seed)}\n  ended with {ended.returncode}", *said]))
        first = seed + 1 if ended.returncode else last
    return wrong, most


def again(seed: int) -> str:
    return f"python tests/fuzz/run_cases.py {seed} 1 --keep spoilt-drop"


@pytest.mark.parametrize("first", range(0, CASES, A_BATCH))
def test_spoilt_exports_give_a_sound_table_or_a_finding(first):
    wrong, most = run_batch(first, min(A_BATCH, CASES - first))

    assert wrong == [], "\n".join(wrong)
    assert 0 < most < MEMORY


def test_the_same_seed_spoils_the_same_way():
    from mutations import spoilt

    for seed in range(40):
        once, again_ = spoilt(seed), spoilt(seed)
        assert (once.file, once.how) == (again_.file, again_.how)
        if once.how.startswith(("csv", "ods", "xls:")):  # an .xlsx holds the time it was saved
            assert once.data == again_.data


def test_a_broken_promise_is_noticed(tmp_path, monkeypatch):
    """The checks themselves: a marker read as 0 and a quoted name are both found."""
    import mutations
    import run_cases
    from originals import ATTENDANCE, ORIGINALS, as_csv

    from goldenthread.sources import amounts, faults

    attendance = next(o for o in ORIGINALS if o.source == "attendance")
    rows = [list(row) for row in ATTENDANCE]
    rows[2][3], rows[3][7], rows[4][3] = "withheld", rows[3][1], 0
    case = mutations.Spoilt(attendance, "Autumn attendance North.csv", as_csv(rows).encode(), "csv")
    monkeypatch.setattr(run_cases, "spoilt", lambda _: case)
    assert run_cases.read_case(1, tmp_path) == []

    monkeypatch.setattr(amounts, "read_whole", lambda _: 0)
    monkeypatch.setattr(faults.Faults, "_quotable", lambda _, cell, __: str(cell))
    found = " ".join(run_cases.read_case(1, tmp_path))
    assert "'withheld' became 0" in found
    monkeypatch.undo()
    monkeypatch.setattr(run_cases, "spoilt", lambda _: case)
    monkeypatch.setattr(faults.Faults, "_quotable", lambda _, cell, __: str(cell))
    assert "a personal value is quoted" in " ".join(run_cases.read_case(1, tmp_path))


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.source)
def test_sound_exports_are_read_alike_from_every_kind_of_file(original, tmp_path):
    """Also that the fuzz test spoils exports that were sound."""
    frames = []
    for ending in ("xlsx", "xls", "ods", "csv"):
        if ending == "csv" and len(original.sheets) > 1:
            continue
        data = built(original.sheets, ending, original.name)
        drop = read_files(tmp_path / ending, original, f"{original.name}.{ending}", data)
        assert {f.rule for f in drop.findings} <= SOUND, [str(f) for f in drop.findings]
        frame = drop.tables[original.source].frame
        own = frame[frame["_file"] == f"{original.name}.{ending}"]
        frames.append(own.drop(columns=["_file", "_sheet"]).reset_index(drop=True))
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])
