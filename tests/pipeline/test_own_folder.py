"""A process's own folder is gone when it is done, and one that was killed leaves none for long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.own_folder import own_folder

WAITS = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from goldenthread.own_folder import own_folder
with own_folder("kind") as folder:
    (folder / "something").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def other(place: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process at work, and its folder."""
    command = [sys.executable, "-c", WAITS, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        yield it, Path(it.stdout.readline().strip())
        it.kill()


def test_it_is_gone_afterwards_also_after_an_error(place: Path) -> None:
    with own_folder("kind") as folder:
        (folder / "within").mkdir()
        assert folder.parent == place
    with pytest.raises(ZeroDivisionError), own_folder("kind"):
        _ = 1 / 0
    assert list(place.iterdir()) == []


def test_that_of_a_process_at_work_stays_and_that_of_a_killed_one_is_cleared(
    place: Path, other: tuple[subprocess.Popen[str], Path]
) -> None:
    process, theirs = other
    with own_folder("kind"), own_folder("kind"):
        assert (theirs / "something").is_file()
        assert len(list(place.iterdir())) == 3
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert theirs.is_dir()
    with own_folder("another kind"):
        assert theirs.is_dir()
    with own_folder("kind"):
        assert not theirs.exists()


def test_what_was_not_made_by_it_stays(place: Path) -> None:
    for name in ("kind-of-mine", "kind-old", "kind-empty"):
        (place / name).mkdir()
    (place / "kind-old/mine").touch()
    for name in ("kind-old", "kind-empty"):
        os.utime(place / name, (0, 0))
    with own_folder("kind"):
        assert (place / "kind-of-mine").is_dir()
        assert (place / "kind-old/mine").is_file()
        assert not (place / "kind-empty").exists(), "of a process killed as it began"
