"""`make bench`: everything side by side in one run, printed as ratios and written into
docs/performance.md. `--quick` takes fewer notebooks and leaves the large exports out.

Figures depend on the machine, so nothing here passes or fails.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import batch
from benchmarks.row import Row

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_START, _END = "<!-- measured by make bench -->", "<!-- end of what was measured -->"


def rows(*, quick: bool) -> Iterator[Row]:
    yield from batch.rows(quick=quick)
    if not quick:
        yield from _reading()
        yield from _large_trust()
        yield from _scale()


def _reading() -> Iterator[Row]:
    from benchmarks import reading

    for row in reading.rows():
        figure = f"{row.ratio:.2f} times the suite"
        yield Row(row.what, figure, f"{row.seconds:.2f} s", row.target.removeprefix("target: "))


def _large_trust() -> Iterator[Row]:
    from benchmarks import large_trust

    for row in large_trust.rows():
        seconds = f"{row.seconds:.1f} s"
        yield Row(row.what, f"{row.gigabytes:.1f} GB", f"{seconds}, {row.detail}".rstrip(", "))


def _scale() -> Iterator[Row]:
    from benchmarks import cluster, schools

    yield from cluster.rows()
    yield from schools.rows()


def table(measured: Sequence[Row]) -> str:
    """The rows as Markdown, under what they were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{platform.system()} on {platform.machine()}, {cores} cores"
    lines = [f"Measured on {machine}, Python {platform.python_version()}.", ""]
    lines += ["| What | Measured | From | At least |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.figure} | {row.seconds} | {row.bar} |" for row in measured]
    return "\n".join(lines)


def write(page: Path, measured: Sequence[Row]) -> None:
    """Put the table between its two marks on the page."""
    text = page.read_text("utf-8")
    marks = re.compile(f"{re.escape(_START)}.*{re.escape(_END)}", re.DOTALL)
    new = f"{_START}\n{table(measured)}\n{_END}"
    page.write_text(marks.sub(lambda _: new, text), "utf-8")


def main(words: Sequence[str]) -> None:
    measured = []
    for row in rows(quick="--quick" in words):
        measured.append(row)
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
    write(PAGE, measured)


if __name__ == "__main__":
    main(sys.argv[1:])
