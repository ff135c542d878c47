"""Processes forked to work beside this one, which hears what they have to say and ends them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from goldenthread.batch.processes import die_with_parent


class Beside(AbstractContextManager["Beside"]):
    """Processes in the order they were begun, each with a pipe that ends when the process does.

    Only on Linux, and only in a process that may be forked. What goes wrong in one of them is for
    whoever asked for its work to find out: it says nothing.
    """

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._pids: list[int] = []

    def begin(self, work: Callable[[], bytes]) -> None:
        """Begin one more; it knows those before it, and says at its end what `work` gives."""
        end, theirs = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                die_with_parent(parent)
                os.close(end)
                said = work()
                with open(theirs, "wb") as file:  # noqa: PTH123 - a number, not a path
                    file.write(said)
            finally:
                os._exit(0)
        os.close(theirs)
        self._ends.append(end)
        self._pids.append(pid)

    def __len__(self) -> int:
        return len(self._pids)

    def heard(self, number: int) -> bytes:
        """What the process with that number, from 0, had to say, when it has ended; nothing of one
        that came to grief. It says it once."""
        with open(self._ends[number], "rb", closefd=False) as file:
            return file.read()

    def __exit__(self, *_: object) -> None:
        for pid in self._pids:
            with suppress(ProcessLookupError):  # not reaped, its number is nobody else's
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for end in self._ends:
            os.close(end)
