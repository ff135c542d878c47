"""What a worker of a cluster does: it hands each piece of work to a process that holds the drop.

A worker has threads and sockets and so cannot be forked soundly. Beside it runs a process that has
neither, which has imported everything and opened the drop, and which stays for the pieces that
follow: its holder. The worker itself imports nothing of what makes reports and carries bytes alone,
so it is ready at once.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any, Protocol

from goldenthread.installed import all_versions, library_hash
from goldenthread.own_folder import own_folder

_FORKS = sys.platform == "linux"
_PRELOAD = "goldenthread.batch.warmed"
# Dask has its workers give back every freed page at once. What makes a report would ask for half as
# many pages again, and take a tenth longer.
_TRIMMED = "MALLOC_TRIM_THRESHOLD_"
_ATTEMPTS = 2
_MOST = 2  # holders that wait for more work: of the runs that share a worker
_PATIENCE = 5.0  # seconds until a holder that was told to end is killed


@dataclass(frozen=True, slots=True)
class Sent:
    """What every piece of a run needs: pickled, something with `opened`; `name` is its hash."""

    name: str
    content: bytes


class Opened(Protocol):
    def make(self, piece: Any) -> Any: ...


class HolderLostError(Exception):
    """The process that makes the reports was ended from outside, as often as it was tried."""


def dask_setup(_: object) -> None:
    """As dask calls it when a worker starts with `--preload goldenthread.worker`."""
    _import_beside()


def get_ready() -> str:
    """Have a server begin to import what holders need; which library and versions are here."""
    _import_beside()
    return here()


def _import_beside() -> None:
    """Done once, it costs nothing."""
    context = _context()
    if _FORKS:
        from multiprocessing import forkserver

        os.environ.pop(_TRIMMED, None)
        context.set_forkserver_preload([_PRELOAD])
        forkserver.ensure_running()


def here() -> str:
    """Everything beside the drop that the bytes of a report depend on, to be compared."""
    return json.dumps({"goldenthread": library_hash()[:12], **all_versions()})


def same(sent: Sent) -> Sent:
    """What was sent, as the result of a task of its own: each worker fetches it once."""
    return sent


def make(sent: Sent, piece: bytes) -> bytes:
    """On a worker: what the holder makes of a piece, both pickled.

    Raises what the holder raised, and HolderLostError where it was ended from outside twice.
    """
    for _ in range(_ATTEMPTS):
        holder = _taken(sent)
        try:
            told = holder.ask(piece)
        except (EOFError, OSError):
            holder.end()
            continue
        _kept(holder)
        made, fault = pickle.loads(told)
        if fault is not None:
            raise fault
        return bytes(made)
    message = f"The process that holds the drop was ended from outside {_ATTEMPTS} times."
    raise HolderLostError(message)


class _Holder:
    """A process with a drop, in a folder of its own that is gone when it ends."""

    def __init__(self, sent: Sent) -> None:
        _may_have_children()
        self.name = sent.name
        self._folder = ExitStack()
        folder = str(self._folder.enter_context(own_folder("goldenthread-worker")))
        self._line, theirs = multiprocessing.Pipe()
        self._process = _context().Process(
            target=_hold, args=(theirs, sent.content, folder), daemon=True
        )
        with suppress(OSError, EOFError):  # the server was ended: as good as a lost holder
            self._process.start()
        theirs.close()

    def ask(self, piece: bytes) -> bytes:
        self._line.send_bytes(piece)
        return self._line.recv_bytes()

    def end(self) -> None:
        self._line.close()
        if self._process.pid is not None:
            self._process.join(_PATIENCE)
            self._process.kill()
            self._process.join()
        self._folder.close()


def _hold(line: Any, content: bytes, folder: str) -> None:
    """In the holder: open what was sent, and make piece after piece until the worker hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the command
    _may_have_children()
    opened: Opened = pickle.loads(content).opened(folder)
    with suppress(EOFError, OSError):
        while True:
            piece = line.recv_bytes()
            line.send_bytes(_answer(opened, piece))


def _answer(opened: Opened, piece: bytes) -> bytes:
    """The pickle of a pair: what was made, pickled itself, or else the error."""
    try:
        return pickle.dumps((pickle.dumps(opened.make(pickle.loads(piece))), None))
    except Exception as error:  # told by whoever asked
        return pickle.dumps((b"", error))


_IDLE: list[_Holder] = []
_LOCK = threading.Lock()  # a worker may have several threads, each with a holder of its own


def _taken(sent: Sent) -> _Holder:
    with _LOCK:
        for holder in reversed(_IDLE):
            if holder.name == sent.name:
                _IDLE.remove(holder)
                return holder
    return _Holder(sent)


def _kept(holder: _Holder) -> None:
    with _LOCK:
        _IDLE.append(holder)
        ended = _IDLE[:-_MOST]
        del _IDLE[:-_MOST]
    for other in ended:
        other.end()


@atexit.register
def _end_all() -> None:
    while _IDLE:
        _IDLE.pop().end()


def _context() -> Any:
    return multiprocessing.get_context("forkserver" if _FORKS else "spawn")


def _may_have_children() -> None:
    """A worker under a nanny is a daemon to multiprocessing, which then allows it no processes.
    Those that reports are made in end with the worker by themselves."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
