"""A folder for what a process needs while it works: gone when it is done, and where it was killed
before that, cleared by the next process that has such a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goldenthread.file_lock import take

_IN_USE = ".in-use"  # locked as long as the process lives


@contextmanager
def own_folder(kind: str) -> Iterator[Path]:
    """A new folder among the system's temporary ones, which only this user can open; `kind` begins
    its name, and folders of the same kind whose processes are no more are removed."""
    _clear(kind)
    folder, lock = _new(kind)
    try:
        yield folder
    finally:
        os.close(lock)  # first: Windows removes no open file
        shutil.rmtree(folder, ignore_errors=True)


def _clear(kind: str) -> None:
    """What cannot be opened (another user's, one just begun) or locked (at work) stays."""
    for mark in Path(tempfile.gettempdir()).glob(f"{kind}-*/{_IN_USE}"):
        with suppress(OSError):
            lock = os.open(mark, os.O_RDWR)
            try:
                take(lock)
            finally:
                os.close(lock)
            shutil.rmtree(mark.parent, ignore_errors=True)


def _new(kind: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{kind}-"))
        try:
            lock = os.open(folder / _IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            folder.rmdir()
            raise
        with suppress(OSError):  # somebody who clears has come between: another one then
            take(lock)
            if (folder / _IN_USE).exists():
                return folder, lock
        os.close(lock)
