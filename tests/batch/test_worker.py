"""A worker of a cluster has each piece made by a process that holds the drop and stays for more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.batch import cluster
from goldenthread.batch.engine import CAN_FORK

# A drop that is nothing but a folder, on a worker that is nothing but this script.
SCRIPT = """
import json, os, pathlib, pickle, signal, sys
from goldenthread import worker

worker._PRELOAD = "json"

class Opened:
    def __init__(self, folder):
        self.folder, self.made = folder, 0

    def make(self, piece):
        self.made += 1
        if piece == "error":
            raise ValueError("not this one")
        if piece == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if piece == "killed once" and not pathlib.Path("once").exists():
            pathlib.Path("once").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if piece == "environment":
            return sorted(os.environ)
        return [os.getpid(), self.made, self.folder]

class Packed:
    def opened(self, folder):
        return Opened(folder)

def make(name, piece):
    try:
        sent = worker.Sent(name, pickle.dumps(Packed()))
        return pickle.loads(worker.make(sent, pickle.dumps(piece)))
    except Exception as error:
        return type(error).__name__

if __name__ == "__main__":
    worker.get_ready()
    pieces = [piece.split(":") for piece in sys.argv[1:]]
    print(json.dumps([make(*piece) for piece in pieces]), flush=True)
    if pieces[-1][1] == "last":
        os.kill(os.getpid(), signal.SIGKILL)
"""
needs_forks = pytest.mark.skipif(not CAN_FORK, reason="workers fork")


def made(folder: Path, *pieces: str) -> list[Any]:
    script = folder / "a_worker.py"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *pieces],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,  # a hang; the machine may be busy
        check=False,
    )
    return list(json.loads(done.stdout))


@needs_forks
def test_a_drop_is_opened_once_and_held_for_the_pieces_that_follow(tmp_path: Path) -> None:
    """Also after an error; and another drop's holder does not take its place."""
    told = made(tmp_path, "a:one", "b:one", "a:error", "a:two", "b:two")
    one, other, error, two, another = told
    assert error == "ValueError"
    assert (one[0], one[2]) == (two[0], two[2]) != (other[0], other[2])
    assert (one[1], two[1]) == (1, 3)
    assert another[:2] == [other[0], 2]
    assert not Path(one[2]).exists(), "a holder's folder is gone with its worker"


@needs_forks
def test_a_holder_that_is_killed_is_replaced_once(tmp_path: Path) -> None:
    first, second, lost, after = made(tmp_path, "a:one", "a:killed once", "a:killed", "a:two")
    assert second[:2] != first[:2]
    assert second[1] == 1
    assert lost == "HolderLostError"
    assert after[1] == 1


@needs_forks
def test_a_holder_frees_memory_as_a_local_run_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask's workers are told to give back each freed page at once."""
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")
    monkeypatch.setenv("OF_THE_WORKER", "1")
    (names,) = made(tmp_path, "a:environment")
    assert "OF_THE_WORKER" in names
    assert "MALLOC_TRIM_THRESHOLD_" not in names


@needs_forks
def test_a_holder_ends_with_its_worker(tmp_path: Path) -> None:
    """However that ends: here it is killed. Its folder the next worker clears."""
    ((pid, _, folder),) = made(tmp_path, "a:last")
    deadline = time.monotonic() + 240  # a hang: it takes less than a second
    while is_alive(pid):
        assert time.monotonic() < deadline, "the holder goes on without its worker"
        time.sleep(0.02)
    made(tmp_path, "a:one")
    assert not Path(folder).exists()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return False


@pytest.mark.parametrize(
    ("reports", "workers", "sizes"),
    [
        (1, 2, [1]),
        (4, 2, [1, 1, 1, 1]),
        (29, 2, [3, 3, 2, 2, 2, 2] + [1] * 15),
        (100, 2, [8] * 5 + [7, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 2, 1]),
    ],
)
def test_pieces_grow_smaller_to_single_reports(
    reports: int, workers: int, sizes: list[int]
) -> None:
    tasks: list[Any] = list(range(reports))
    pieces = list(cluster._pieces(tasks, workers))
    assert [task for piece in pieces for task in piece] == tasks
    assert [len(piece) for piece in pieces][: len(sizes)] == sizes
    assert {len(piece) for piece in pieces[-4:]} == {1}


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ({"goldenthread": "other", "pandas": "2"}, "another version of Golden Thread"),
        ({"goldenthread": "own", "pandas": "1"}, r"another pandas \(1; here 2\)"),
        (ImportError("no module"), r"no Golden Thread, or an old one \(ImportError\)"),
    ],
)
def test_a_worker_that_would_make_other_reports_is_refused(
    there: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = json.dumps({"goldenthread": "own", "pandas": "2"})
    answer = there if isinstance(there, Exception) else json.dumps(there)
    monkeypatch.setattr("goldenthread.worker.here", lambda: own)
    client: Any = SimpleNamespace(
        run=lambda *_, **__: {"tcp://one": own, "tcp://two": answer},
    )
    with pytest.raises(cluster.ParameterError, match=f"1 of 2 workers have {words}, and would"):
        cluster._workers(client)
