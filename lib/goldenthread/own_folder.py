"""A folder for what a process needs while it works: gone when it is done, and where it was killed
before that, cleared by the next process that has such a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goldenthread.file_lock import take

_IN_USE = ".in-use"  # locked as long as the process lives
_LONG = 3600  # seconds; an empty folder without that mark is by then nobody's


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
        _remove(folder)


def _clear(kind: str) -> None:
    """What cannot be opened (another user's, one just begun) or locked (at work) stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"{kind}-*"):
        with suppress(OSError):
            if not (folder / _IN_USE).exists():
                if time.time() - folder.stat().st_mtime > _LONG:
                    folder.rmdir()  # which takes an empty one alone
                continue
            lock = os.open(folder / _IN_USE, os.O_RDWR)
            try:
                take(lock)
            finally:
                os.close(lock)
            _remove(folder)


def _remove(folder: Path) -> None:
    """The mark goes last: whoever is killed in between leaves a folder that is known by it."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _IN_USE:
                path.unlink(missing_ok=True)
        (folder / _IN_USE).unlink(missing_ok=True)
        folder.rmdir()


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
