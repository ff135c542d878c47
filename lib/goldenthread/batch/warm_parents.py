"""The warm parent as the command knows it: forked from this process, or from one that is sound."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from typing import Any

from goldenthread.batch.processes import end_child
from goldenthread.batch.workshop import Workshop
from goldenthread.render.pdf.compiled import has_typeset

_PATIENCE = 2.0  # seconds until a warm parent that was hung up on is killed


def can_be_forked() -> bool:
    """Whether a fork of this process is a sound copy: no thread of Python's beside this one, and
    none of the typesetter's, which do not survive a fork."""
    return threading.active_count() == 1 and not has_typeset()


class Forked:
    """A warm parent forked from this process, with all that it holds."""

    def __init__(self, jobs: Sequence[Any], shop: Workshop, workers: int) -> None:
        from goldenthread.batch.preload import warm_up
        from goldenthread.batch.warm import serve

        warm_up()
        self.line, theirs = multiprocessing.Pipe()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                self.line.close()
                serve(theirs, jobs, shop, workers)
            finally:
                os._exit(0)
        theirs.close()

    def end(self) -> bool:
        """Hang up and wait; whether it has ended in order. A second time it does nothing."""
        self.line.close()
        pid, self._pid = self._pid, 0
        return not pid or end_child(pid, _PATIENCE) == 0


class Fresh:
    """A warm parent from a server of Python's own, which has imported everything and no more."""

    def __init__(self, jobs: Sequence[Any], shop: Workshop, workers: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["goldenthread.batch.warmed"])
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=_serve_afresh, args=(theirs, jobs, shop, workers))
        try:
            self._process.start()
        except (OSError, EOFError):  # the server was ended as well: as good as a lost parent
            self.line.close()
        theirs.close()

    def end(self) -> bool:
        """Hang up and wait; whether it has ended in order."""
        self.line.close()
        if self._process.pid is None:  # it never began
            return True
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        return self._process.exitcode == 0


def _serve_afresh(line: Any, jobs: Sequence[Any], shop: Workshop, workers: int) -> None:
    from goldenthread.batch.preload import warm_up
    from goldenthread.batch.warm import serve

    try:
        warm_up()
        serve(line, jobs, shop, workers)
    finally:
        os._exit(0)
