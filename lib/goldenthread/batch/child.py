"""What a forked process leaves behind, so that a notebook finds what a fresh kernel would."""

from __future__ import annotations

import asyncio
import atexit
import contextvars
import faulthandler
import gc
import importlib
import logging
import os
import random
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Collection
from pathlib import Path

import jupyter_core.utils
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Application

from goldenthread.batch.limits import MB
from goldenthread.batch.processes import data_now, die_with_parent
from goldenthread.batch.shell import INLINE

_SELDOM = (50_000, 20, 20)
_DEFAULT_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGQUIT, signal.SIGALRM)


def leave_parent(parent: int, keep: Collection[int]) -> None:
    """Undo, in a process just forked from `parent`, what a fork copies and a fresh process has not;
    of its open files only the numbers in `keep` stay open.

    It is in a process group of its own, so that whatever it starts can be ended with it, and it
    ends when its parent does.
    """
    die_with_parent(parent)
    os.setpgid(0, 0)
    _signals()
    let_go(keep)
    _loops()
    _shells()
    _python()
    _chance()
    _garbage()
    _pictures()


def run_afresh(what: Callable[[], None]) -> None:
    """Run without the parent's context variables, in which libraries keep loops and requests."""
    contextvars.Context().run(what)


def limit_memory(megabytes: int) -> None:
    """A second line behind the parent's watch: one request for far too much fails at once, as a
    MemoryError in the cell that makes it."""
    allowed = data_now() + megabytes * MB
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or allowed < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))


def _signals() -> None:
    # A crash is said in one sentence by the parent, not in a dump of every thread.
    faulthandler.disable()
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in _DEFAULT_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0)


def let_go(keep: Collection[int]) -> None:
    """Let go of the parent's files, sockets and locks.

    Each is put in the hands of the null device rather than closed: Python objects that hold its
    number are copied too, and one that closes it later must not close a file opened since.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, not paths
        number = int(name)
        if number not in keep and number != null and _is_open(number):
            os.dup2(null, number, inheritable=number <= 2)
    os.close(null)


def _is_open(number: int) -> bool:
    """The folder's listing holds the number of the listing itself, which is closed by now."""
    return Path(f"/proc/self/fd/{number}").exists() or os.path.lexists(f"/proc/self/fd/{number}")


def _loops() -> None:
    """An event loop that is copied waits for files that are the parent's, and its thread is not
    copied with it."""
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(None)
    jupyter_core.utils._runner_map.clear()  # loops in threads, which the fork has not


def _shells() -> None:
    """There is one of each in a process: a parent that is a notebook itself, or a kernel, has its
    own."""
    for single in (InteractiveShell, Application):
        if single.initialized():
            type(single.instance()).clear_instance()


def _python() -> None:
    atexit._clear()  # the parent's
    os.environ["MPLBACKEND"] = INLINE
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # there is no debugger to warn about
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.argv[:] = ["ipykernel_launcher.py"]
    # A parent that catches or records warnings would go on catching the notebook's.
    importlib.reload(warnings)
    logging.disable(logging.NOTSET)
    logging.root.setLevel(logging.WARNING)
    for handler in tuple(logging.root.handlers):
        logging.root.removeHandler(handler)


def _chance() -> None:
    """Generators whose state is copied would give every report the same numbers."""
    random.seed()
    import numpy as np

    np.random.seed()


def _garbage() -> None:
    """A report lives for a second: Python's search for garbage in it, every 700 objects, costs a
    fifth of that and finds next to nothing. It goes on, but seldom."""
    gc.set_threshold(*_SELDOM)


def _pictures() -> None:
    import matplotlib
    from matplotlib import pyplot as plt

    plt.close("all")
    # What somebody has set for the parent's charts is not set in a new kernel.
    matplotlib.rc_file_defaults()
