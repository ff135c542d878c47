"""What was computed is kept, under a name made from everything it depends on.

The cache lies in the project, is private, and holds aggregates only. An entry that cannot be read
back whole is as good as none. An entry is one file: the hash of what follows, the sizes of its
parts, the thing as a pickle, and the buffers that a pickle keeps apart (what lies on shelves). Of a
large one the buffers stay in the file until they are looked into.
"""

from __future__ import annotations

import gc
import hashlib
import mmap
import os
import pickle
import platform
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import goldenthread

_PACKAGES = ("numpy", "pandas", "pydantic", "python-calamine", "scipy")
_DIGEST = hashlib.sha256().digest_size
_LONG_AGO = 400 * 24 * 3600  # seconds: more than a year's drops
_LARGE = 4_000_000  # bytes of an entry that is not read as a whole
_CHUNK = 1_000_000
_NUMBER = 8  # bytes of a number in an entry
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
        content = _whole(_entry(folder, name, key))
        return _without_collecting(*_parts(content[_DIGEST:])) if content else None
    except Exception:  # pickle can raise anything; a spoilt entry is made again
        return None


def _whole(path: Path) -> memoryview | None:
    """The content of an entry; None where it is not what was written.

    A large one is mapped: its pages are read when they are looked at, and given back when there is
    no room, whatever happens to its name. Where a mapped file can be neither replaced nor removed,
    it is read.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        if size < _LARGE or sys.platform == "win32":
            content = memoryview(file.read())
            found = hashlib.sha256(content[_DIGEST:]).digest()
            return content if found == content[:_DIGEST] else None
        told, digest = file.read(_DIGEST), hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        if digest.digest() != told:
            return None
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _parts(content: memoryview) -> list[memoryview]:
    """The pickle and its buffers."""
    numbers = 1 + _number(content)
    start, parts = numbers * _NUMBER, []
    for place in range(1, numbers):
        end = start + _number(content[place * _NUMBER :])
        parts.append(content[start:end])
        start = end
    return parts


def _number(content: memoryview) -> int:
    return int.from_bytes(content[:_NUMBER], "big")


def is_kept(folder: Path, name: str, key: str) -> bool:
    """Whether there is an entry of that name and key, without looking into it."""
    return _entry(folder, name, key).is_file()


def _without_collecting(content: memoryview, *buffers: memoryview) -> object:
    """Unpickled in about half the time: nothing of what is being made can be garbage yet."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content, buffers=buffers)  # type: ignore[no-any-return]
    finally:
        if collecting:
            gc.enable()


def keep(folder: Path, name: str, key: str, thing: object) -> None:
    """Written beside and moved into place, so that no reader ever meets half an entry.

    A cache that cannot be written (a folder that may only be read, a full disk) costs time and no
    result, so that is no error.
    """
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
    parts: list[Any] = [head, *(buffer.raw() for buffer in buffers)]
    numbers = (number.to_bytes(_NUMBER, "big") for number in (len(parts), *map(len, parts)))
    content = [b"".join(numbers), *parts]
    digest = hashlib.sha256()
    for part in content:
        digest.update(part)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines([digest.digest(), *content])
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
