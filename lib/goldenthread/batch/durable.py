"""Writing so that a file is whole or not there, whatever ends the run: a kill, a full disk, the
power. What stands in a run's folder was written beside it, synced, and then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goldenthread.errors import StorageError
from goldenthread.writing import OF_THE_DISK, reason_of


def write_aside(path: Path, content: bytes) -> None:
    """Write a file that will be renamed into its place; it is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there, also after the power went."""
    aside = path.with_name(f".{path.name}.part")
    try:
        write_aside(aside, content)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    sync_folders((path.parent,))


def put_in_place(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Rename each file to its place; the renames are on the disk when this returns."""
    folders = set()
    for aside, place in pairs:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.replace(place)
        folders.add(place.parent)
    sync_folders(folders)


def append_line(path: Path, line: str) -> None:
    """Add a line; a reader takes a last line without its end as not written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def sync_folders(folders: Iterable[Path]) -> None:
    """Bring renames to the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def storage(folder: Path) -> Iterator[None]:
    """Whatever the disk refuses inside is a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        raise storage_error(error.errno or 0, folder) from None


def storage_error(number: int, folder: Path) -> StorageError:
    message = (
        f"{folder}: the run stopped because {reason_of(number)}. What was finished is kept and "
        "nothing is half written. Mend that and run again: the rest is made then."
    )
    return StorageError(message)


def is_about_storage(error: OSError) -> bool:
    """Whether an error is the disk's rather than a report's own."""
    return error.errno in OF_THE_DISK
