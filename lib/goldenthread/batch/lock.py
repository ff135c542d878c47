"""One run at a time in one outputs folder.

The lock ends with the process that holds it, however that ends. What the file says is only for
people.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goldenthread.batch.durable import storage
from goldenthread.errors import RunningError
from goldenthread.file_lock import take
from goldenthread.wording import day


@contextmanager
def alone_in(folder: Path) -> Iterator[int]:
    """Hold the lock of a run's folder; gives the number of the open file that holds it.

    Raises RunningError, naming who holds it and since when, where another run does. What of the
    folders above it was not there, and has nothing in it afterwards, is taken away again: a drop
    that is refused leaves no trace.
    """
    path = _path(folder)
    new = [above for above in path.parents if not above.exists()]
    with storage(folder.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    file = _taken(path, folder)
    try:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with storage(folder.parent):
            os.truncate(file, 0)
            os.write(file, json.dumps({"pid": os.getpid(), "since": now}).encode())
        yield file
    finally:
        with suppress(OSError):  # Windows removes no open file; an empty one locks nobody out
            path.unlink()
        os.close(file)
        with suppress(OSError):  # as far as they are empty
            for above in new:
                above.rmdir()


def refuse_if_running(folder: Path) -> None:
    """Raise the same RunningError now, before anything is read, where another run is at work."""
    path = _path(folder)
    if path.exists():
        os.close(_taken(path, folder))


def _path(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lock")


def _taken(path: Path, folder: Path) -> int:
    while True:
        with storage(folder.parent):
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            take(file)
            # Whoever held it before may have removed it: then this is not the one that others see.
            if path.exists() and os.path.samestat(os.fstat(file), path.stat()):
                return file
        except OSError:
            words = _holder(path)
            os.close(file)
            message = (
                f"Another run{words} is writing to {folder}. Wait until it has ended, or end it, "
                "then run again. Nothing was changed."
            )
            raise RunningError(message) from None
        os.close(file)


def _holder(path: Path) -> str:
    """` (process 123, since 21 November 2026, 14:05)`, as far as the file says so."""
    try:
        said = json.loads(path.read_text("utf-8"))
        since = dt.datetime.fromisoformat(said["since"]).astimezone()
        return f" (process {int(said['pid'])}, since {day(since.date())}, {since:%H:%M})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
