"""`make bench`: everything side by side in one run, printed as ratios and written into
docs/performance.md. `--quick` takes fewer notebooks, leaves the large exports out and writes no
page; words take only the parts that have them in their names (`python -m benchmarks cluster`).

Figures depend on the machine, so nothing here passes or fails. A part that cannot be measured says
so in its row and costs no other; Ctrl-C writes down what there is.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import batch
from benchmarks.row import Row

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
FAILED, STOPPED = "not measured: it failed", "not measured: stopped before"
_START, _END = "<!-- measured by make bench -->", "<!-- end of what was measured -->"
_INTERRUPTED = 130  # as shells have it
Part = tuple[str, Callable[[], Iterable[Row]]]


def main(words: Sequence[str]) -> int:
    quick, chosen = "--quick" in words, [word for word in words if word != "--quick"]
    with ExitStack() as stack:
        parts = _parts(stack, quick=quick)
        parts = [p for p in parts if not chosen or any(word in p[0] for word in chosen)]
        rows = []
        for row in measured(parts):
            rows.append(row)
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
    if not quick and not chosen:
        write(PAGE, rows)
    if any(row.figure == STOPPED for row in rows):
        return _INTERRUPTED
    return int(any(row.figure == FAILED for row in rows))


def measured(parts: Sequence[Part]) -> Iterator[Row]:
    """The rows of each part; one row that says so for a part that fails, and after Ctrl-C for each
    that is left."""
    stopped = False
    for name, part in parts:
        if stopped:
            yield Row(name, STOPPED, "")
            continue
        try:
            yield from part()
        except KeyboardInterrupt:
            stopped = True
            yield Row(name, STOPPED, "")
        except Exception as error:  # whatever it is, the others are measured
            yield Row(name, FAILED, _why(error))


def _why(error: Exception) -> str:
    """In one line; of a process, the last that it said."""
    said = str(error)
    if isinstance(error, subprocess.CalledProcessError):
        lines = f"{error.stdout or ''}\n{error.stderr or ''}".strip().splitlines()
        said = f"exit code {error.returncode}: {lines[-1] if lines else 'nothing said'}"
    return f"{type(error).__name__}, {' '.join(said.split())}".replace("|", "/")[:200]


def _parts(stack: ExitStack, *, quick: bool) -> list[Part]:
    """What is measured, by name, in order: what a user waits for first, what takes longest last.
    The demonstration's run is made ready once, by the first of its parts."""
    ready: list[batch.Stage] = []

    def on_stage(part: Callable[[batch.Stage], Iterable[Row]]) -> Callable[[], Iterable[Row]]:
        def rows() -> Iterable[Row]:
            if not ready:
                ready.append(stack.enter_context(batch.stage(quick=quick)))
            return part(ready[0])

        return rows

    parts: list[Part] = [(name, on_stage(part)) for name, part in batch.PARTS]
    others: list[Part] = [
        ("two workers of a cluster", _cluster),
        ("reading a workbook", _reading),
        ("10, 100 and 1,000 schools", _schools),
        ("thirty schools with session marks", _large_trust),
    ]
    return parts if quick else [*parts, *others]


def _cluster() -> Iterable[Row]:
    from benchmarks import cluster

    return cluster.rows()


def _schools() -> Iterable[Row]:
    from benchmarks import schools

    return schools.rows()


def _reading() -> Iterator[Row]:
    from benchmarks import reading

    for row in reading.rows():
        figure = f"{row.ratio:.2f} times the suite"
        said = f"{row.seconds:.2f} s of processor"
        yield Row(row.what, figure, said, row.target.removeprefix("target: "))


def _large_trust() -> Iterator[Row]:
    from benchmarks import large_trust

    for row in large_trust.rows():
        seconds = f"{row.seconds:.1f} s ({row.processor:.1f} s of processor)"
        yield Row(row.what, f"{row.gigabytes:.1f} GB", f"{seconds}, {row.detail}".rstrip(", "))


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, under what they were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{platform.system()} on {platform.machine()}, {cores} cores"
    lines = [f"Measured on {machine}, Python {platform.python_version()}{_load()}.", ""]
    lines += ["| What | Measured | From | At least |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.figure} | {row.seconds} | {row.bar} |" for row in rows]
    return "\n".join(lines)


def _load() -> str:
    """How busy the machine was; with nothing else to do, about as many as it has cores."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f", {os.getloadavg()[2]:.1f} processes at work on average in the last quarter of an hour"


def write(page: Path, rows: Sequence[Row]) -> None:
    """Put the table between its two marks on the page."""
    text = page.read_text("utf-8")
    marks = re.compile(f"{re.escape(_START)}.*{re.escape(_END)}", re.DOTALL)
    new = f"{_START}\n{table(rows)}\n{_END}"
    page.write_text(marks.sub(lambda _: new, text), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
