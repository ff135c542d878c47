"""Processes as Linux shows them: who belongs to whom, how much memory they hold, and their end."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SET_PARENT_DEATH_SIGNAL = 1
_SET_CHILD_SUBREAPER = 36
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_STAT = 2048  # bytes, more than one line of /proc/PID/stat ever has


@dataclass(frozen=True, slots=True)
class Process:
    """`memory` is resident, in bytes; `started` is in clock ticks since the machine's start."""

    pid: int
    parent: int
    group: int
    started: int
    memory: int


def all_processes() -> dict[int, Process]:
    """Every process that there is now; one that ends meanwhile is left out."""
    found = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - numbers, not paths
        if name.isdigit():
            with suppress(OSError):
                process = _read(int(name))
                found[process.pid] = process
    return found


def _read(pid: int) -> Process:
    # By number, not through a file object: this is read of every process, five times a second.
    handle = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
    try:
        text = os.read(handle, _STAT)
    finally:
        os.close(handle)
    # The name, in brackets, may hold spaces and brackets itself.
    fields = text[text.rindex(b")") + 2 :].split(None, 22)
    parent, group, started, pages = (int(fields[n]) for n in (1, 2, 19, 21))
    return Process(pid, parent, group, started, pages * _PAGE)


def family(pid: int, among: Mapping[int, Process]) -> list[Process]:
    """A process, those of its group, and whatever any of them has started."""
    members = {p.pid for p in among.values() if pid in (p.pid, p.group)}
    grown = True
    while grown:
        more = {p.pid for p in among.values() if p.parent in members} - members
        members |= more
        grown = bool(more)
    return [among[member] for member in members]


def share_of_memory(pid: int) -> int:
    """Bytes that a process holds, a page that n processes share counted as an nth of one (the
    proportional set size); 0 for one that has ended, or that is another user's."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def data_now() -> int:
    """Bytes of this process that count against RLIMIT_DATA."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    message = "The system does not say how large this process is."
    raise OSError(message)


def kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def die_with_parent(parent: int) -> None:
    """End this process when its parent does, however that ends."""
    _prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the system was told
        os._exit(1)


def adopt_orphans(*, adopt: bool = True) -> None:
    """Make this process the parent of whatever its children leave behind, so that it can end it;
    or no longer."""
    _prctl(_SET_CHILD_SUBREAPER, int(adopt))


def children() -> set[int]:
    """The numbers of this process's children, with those that it has adopted."""
    own = os.getpid()
    return {p.pid for p in all_processes().values() if p.parent == own}


def end_orphans(kept: Collection[int], groups: Collection[int] | None = None) -> None:
    """Kill and reap the children of this process, but for those `kept`; where `groups` are given,
    only those in one of them. What a killed one leaves behind is adopted, and ends next.
    """
    own = os.getpid()
    while orphans := {
        p.pid
        for p in all_processes().values()
        if p.parent == own and p.pid not in kept and (groups is None or p.group in groups)
    }:
        kill(orphans)
        for pid in orphans:
            with suppress(ChildProcessError):  # somebody else's thread has reaped it
                os.waitpid(pid, 0)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def end_child(pid: int, patience: float) -> int:
    """Wait for a child of this process to end, and kill it when that takes too long; its exit
    code, negative for a signal."""
    deadline = time.monotonic() + patience
    while (ended := os.waitpid(pid, os.WNOHANG)) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            ended = os.waitpid(pid, 0)
            break
        time.sleep(0.005)
    return os.waitstatus_to_exitcode(ended[1])
