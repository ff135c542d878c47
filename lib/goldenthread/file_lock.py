"""The system's own lock on an open file: it ends with the process that holds it, however that ends,
so none can stay behind."""

from __future__ import annotations

import os
import sys

if sys.platform != "win32":
    import fcntl

    def take(file: int) -> None:
        """Lock an open file for this process; an OSError where another has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
else:
    import msvcrt

    _BEYOND = 2**30  # Windows locks bytes, also against reading: one that the file does not have

    def take(file: int) -> None:
        os.lseek(file, _BEYOND, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
