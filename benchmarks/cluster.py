"""`python -m benchmarks.cluster [PAIRS]`: two workers of a cluster beside two processes of a local
run: all reports of the demonstration's summer drop, by `goldenthread run --force`.

The cluster (the scheduler and the two workers of `--cluster local:2`) is up and has made a report
once, as one that stays up between trusts has; the drop is judged before. Local and cluster take
turns. One more run, `--cluster local:2`, starts its processes itself and is told beside.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.row import Row
from benchmarks.timed import ROOT, Took, environment, median, processor_of, took

DROP = "data/demo/2022-summer"
WORKERS, PAIRS = 2, 2
_RUN = ("-m", "goldenthread", "run", DROP, "--force", "--workers", str(WORKERS))
_BAR = "not slower than 1.25 times"


def rows(pairs: int = PAIRS) -> Iterator[Row]:
    """By the clock, the median of the pairs' ratios; by processor, of all that either has used."""
    with _project() as project:
        with _cluster(project) as holder:
            took(project, *_RUN, "--only", "board", "--scheduler", holder.address)
            found = [(took(project, *_RUN), holder.took(project)) for _ in range(pairs)]
        local, there = (median(side) for side in zip(*found, strict=True))
        clock = statistics.median(t.seconds / here.seconds for here, t in found)
        processor = f"by processor {there.processor / local.processor:.2f} times"
        yield Row(
            "two workers of a standing cluster beside a local run in two processes",
            f"{clock:.2f} times",
            f"{there} beside {local}; {processor}",
            _BAR,
        )
        started = took(project, *_RUN, "--cluster", f"local:{WORKERS}")
        yield Row(
            "the same with the start of the cluster’s processes, beside the same local run",
            f"{started.seconds / local.seconds:.2f} times",
            f"{started} beside {local}",
        )


@contextmanager
def _project() -> Iterator[Path]:
    """A copy of the project, its drop judged."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        project = Path(folder, "project")
        for part in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / part, project / part)
        took(project, *_RUN, "--only", "board")
        yield project


class _Holder:
    """The process that holds the cluster, with what it and its workers have used so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None  # noqa: S101 - piped below
        self._pid = process.pid
        self.address = process.stdout.readline().strip()

    def took(self, project: Path) -> Took:
        """A run on the cluster, its workers' part included."""
        before = processor_of(self._pid)
        run = took(project, *_RUN, "--scheduler", self.address)
        return Took(run.seconds, run.processor + processor_of(self._pid) - before)


@contextmanager
def _cluster(project: Path) -> Iterator[_Holder]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.cluster", "hold"],
        cwd=project,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield _Holder(process)
        finally:
            assert process.stdin is not None  # noqa: S101 - piped above
            process.stdin.close()
            process.wait()


def hold() -> None:
    """Two workers and their scheduler, until standard input ends."""
    from goldenthread.batch.cluster import cluster_client

    with cluster_client(f"local:{WORKERS}") as client:
        sys.stdout.write(f"{client.scheduler.address}\n")
        sys.stdout.flush()
        sys.stdin.read()


def main(words: Sequence[str]) -> None:
    if words and words[0] == "hold":
        hold()
        return
    for row in rows(int(words[0]) if words else PAIRS):
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
