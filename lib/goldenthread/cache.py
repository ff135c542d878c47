"""What was computed is kept, under a name made from everything it depends on.

The cache lies in the project, is private, and holds aggregates only. An entry that cannot be read
back whole is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import platform
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import goldenthread

_PACKAGES = ("numpy", "pandas", "pydantic", "python-calamine", "scipy")
_DIGEST = hashlib.sha256().digest_size
_LONG_AGO = 400 * 24 * 3600  # seconds: more than a year's drops
_KEPT = 6  # entries of one name; older ones are of exports or code that have changed since


def key_of(folders: Iterable[Path]) -> str:
    """A name made from the content of every file in the folders, the library and its versions."""
    digest = hashlib.sha256(library_key().encode())
    for folder in folders:
        digest.update(f"\0folder {folder.name}\0".encode())
        _add_files(digest, folder, "*")
    return digest.hexdigest()


@cache
def library_key() -> str:
    """The library as it is installed: its sources, Python, and the packages that compute."""
    digest = hashlib.sha256(platform.python_version().encode())
    for package in _PACKAGES:
        digest.update(f"\0{package} {version(package)}".encode())
    _add_files(digest, Path(goldenthread.__file__).parent, "*.py")
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, folder: Path, pattern: str) -> None:
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())


def recall(folder: Path, name: str, key: str) -> object | None:
    """What was kept under that name and key; None where nothing whole was."""
    try:
        content = _entry(folder, name, key).read_bytes()
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        return _without_collecting(content[_DIGEST:])
    except Exception:  # pickle can raise anything; a spoilt entry is made again
        return None


def is_kept(folder: Path, name: str, key: str) -> bool:
    """Whether there is an entry of that name and key, without looking into it."""
    return _entry(folder, name, key).is_file()


def _without_collecting(content: bytes) -> object:
    """Unpickled in about half the time: nothing of what is being made can be garbage yet."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)  # type: ignore[no-any-return]
    finally:
        if collecting:
            gc.enable()


def keep(folder: Path, name: str, key: str, thing: object) -> None:
    """Written beside and moved into place, so that no reader ever meets half an entry.

    A cache that cannot be written (a folder that may only be read, a full disk) costs time and no
    result, so that is no error.
    """
    content = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(temporary).replace(_entry(folder, name, key))
        finally:
            Path(temporary).unlink(missing_ok=True)
        _clear_old(folder, name)


def _entry(folder: Path, name: str, key: str) -> Path:
    return folder / f"{name}-{key}.pickle"


def _clear_old(folder: Path, name: str) -> None:
    length = len(name) + 1 + 64 + len(".pickle")
    entries = [p for p in folder.glob(f"{name}-*.pickle") if len(p.name) == length]
    for path in sorted(entries, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        path.unlink(missing_ok=True)


def forget_long_ago(folder: Path, now: float) -> None:
    """Remove the notes of runs that were written so long ago that their reports have been made
    again since; `now` is in seconds. One too many removed costs time and no result."""
    for path in folder.glob("*.json"):
        with suppress(OSError):
            if now - path.stat().st_mtime > _LONG_AGO:
                path.unlink()
