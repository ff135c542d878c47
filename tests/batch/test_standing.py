"""On a worker of a cluster, one warm parent makes the reports of every piece of a run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.batch.engine import CAN_FORK

# Reports that only say whose fork they are; a process without threads, as the holder of a drop is.
SCRIPT = """
import json, os, pathlib, signal, sys, types
from goldenthread.batch import pool, report_process
from goldenthread.batch.execute import Bench
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.workshop import Workshop, have_judged
from goldenthread.errors import StorageError
from goldenthread.render.document import About

here = pathlib.Path.cwd()

def make(task, shop, watch):
    if task.id == "ends-it" and not pathlib.Path("once").exists():
        pathlib.Path("once").touch()
        os.kill(os.getppid(), signal.SIGKILL)
        signal.pause()
    if task.id == "no-room":
        raise StorageError("There is no room.")
    return Outcome(task, "succeeded", message=str(os.getppid()))

def made(outcomes, *ids):
    tasks = [Task(name, "board", name, here / "board.ipynb", {}) for name in ids]
    try:
        return [(o.task.id, o.status, o.attempts, o.message) for o in outcomes(tasks)]
    except StorageError as error:
        return str(error)

if __name__ == "__main__":
    report_process.make = make
    bench = Bench(here, here / "run", here / "part", About(""), "jupyter")
    have_judged(types.SimpleNamespace(folder=here, rows=None, at_hand=lambda: None))
    shop = Workshop(bench, here, stays=True)
    with pool.standing(shop, lambda *_, **__: None) as outcomes:
        told = [made(outcomes, "one", "two"), made(outcomes), made(outcomes, "three")]
        os.kill(int(told[-1][0][3]), signal.SIGKILL)
        told += [made(outcomes, "four"), made(outcomes, "ends-it", "five")]
        told += [made(outcomes, "no-room", "six"), made(outcomes, "seven")]
    print(json.dumps(told))
"""


@pytest.mark.skipif(not CAN_FORK, reason="the warm parent is forked")
def test_a_warm_parent_stays_for_the_next_piece_and_is_replaced_when_it_is_lost(
    tmp_path: Path,
) -> None:
    script = tmp_path / "holder.py"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,  # a hang; the machine may be busy
        check=True,
    )
    first, nothing, third, fourth, last, refused, after = json.loads(done.stdout)
    assert [report[:3] for report in first] == [["one", "succeeded", 1], ["two", "succeeded", 1]]
    assert nothing == []
    parents = {report[3] for report in (*first, *third)}
    assert len(parents) == 1
    # Killed between two pieces, and while a report is made, which is then made again.
    assert fourth[0][:3] == ["four", "succeeded", 1]
    assert fourth[0][3] not in parents
    assert [report[:3] for report in last] == [
        ["ends-it", "succeeded", 2],
        ["five", "succeeded", 1],
    ]
    assert last[0][3] == last[1][3] != fourth[0][3]
    # A piece that could not be made to its end leaves nothing to the next, and does not stop it.
    assert refused == "There is no room."
    assert [report[:3] for report in after] == [["seven", "succeeded", 1]]
