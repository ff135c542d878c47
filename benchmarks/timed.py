"""Processes from start to end: by the clock, and by what they and their own have used of the
processor. The clock is what a user waits for; the processor is what a busy machine changes less.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from start to end, and seconds of processor of a process and all that it started."""

    seconds: float
    processor: float

    def __add__(self, other: Took) -> Took:
        return Took(self.seconds + other.seconds, self.processor + other.processor)

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.1f} s of processor)"


def median(took: Iterable[Took]) -> Took:
    every = list(took)
    return Took(
        statistics.median(t.seconds for t in every), statistics.median(t.processor for t in every)
    )


def took(project: Path, *words: str) -> Took:
    """What Python with these words takes in the project, this folder's modules at hand."""
    return _ended(project, words)[0]


def said(project: Path, *words: str) -> str:
    return _ended(project, words)[1]


def environment() -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": paths}


def _ended(project: Path, words: tuple[str, ...]) -> tuple[Took, str]:
    """A process that ends well; CalledProcessError with what it said otherwise."""
    command = [sys.executable, *words]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as wrong:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - these modules and what they are held against
            command, cwd=project, env=environment(), stdout=out, stderr=wrong
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # Ctrl-C: nothing goes on behind our back
            process.kill()
            process.wait()
            raise
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        wrong.seek(0)
        text = out.read()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, text, wrong.read())
    return Took(seconds, used.ru_utime + used.ru_stime), text


def processor_of(pid: int) -> float:
    """Seconds of processor of a process that goes on, of all that it has started, and of those of
    them that are gone."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_bytes()
        except OSError:  # ended meanwhile, and counted with its parent
            continue
        fields = text[text.rindex(b")") + 2 :].split()
        number = int(stat.parent.name)
        parents[number] = int(fields[1])
        used[number] = sum(map(int, fields[11:15])) / _TICKS
    family, grown = {pid}, True
    while grown:
        more = {number for number, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sum(used.get(number, 0.0) for number in family)
