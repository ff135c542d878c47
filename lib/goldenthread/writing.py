"""Writing what a command was asked for: a place that cannot be written is told in plain words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goldenthread.errors import StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What is the disk's and nobody's mistake in a notebook.
OF_THE_DISK = {
    **dict.fromkeys(_FULL, "there is no room left (the disk, or what you may use of it, is full)"),
    errno.EROFS: "it can only be read",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EIO: "the disk reports an error",
}
_IN_THE_WAY = {
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "a file is there where a folder has to be"),
    errno.EISDIR: "it is a folder",
    errno.ENOENT: "such a folder can be neither found nor made",
    errno.ENAMETOOLONG: "the name is longer than this system allows",
}


def reason_of(number: int) -> str:
    """Why nothing can be written, from the number of the system's error (0 where it has none)."""
    known = OF_THE_DISK | _IN_THE_WAY
    return known.get(number, os.strerror(number) if number else "writing failed")


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Whatever the disk refuses inside is a StorageError that names the place."""
    try:
        yield
    except OSError as error:
        message = f"{place} cannot be written: {reason_of(error.errno or 0)}."
        raise StorageError(message) from None
