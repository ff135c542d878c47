"""`python -m benchmarks.cluster [PAIRS]`: two workers of a cluster beside two processes of a local
run, over the same reports of the demonstration's summer drop.

The cluster (a scheduler and two workers on this machine) is up and has made the reports once, as
one that stays up between trusts has; the drop is judged before. Each run is a process of its own,
and local and cluster take turns.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.row import Row

ROOT = Path(__file__).parent.parent
DROP = "data/demo/2022-summer"
WORKERS, PAIRS, EVERY = 2, 3, 3
_ROWS = "two workers of a cluster beside a local run in two processes"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from start to end, and of processor: on a cluster without what its workers' own
    processes still have in hand, so the two are not to be compared."""

    seconds: float
    processor: float


def rows(pairs: int = PAIRS) -> list[Row]:
    """The table's row: the median of the pairs' ratios by the clock."""
    found = list(measured(pairs))
    clock = statistics.median(there.seconds / here.seconds for here, there in found)
    local, cluster = (
        f"{statistics.median(t.seconds for t in took):.1f} s" for took in zip(*found, strict=True)
    )
    said = f"{cluster} beside {local}"
    return [Row(_ROWS, f"{clock:.2f} times", said, "not slower than 1.25 times")]


def measured(pairs: int) -> Iterator[tuple[Took, Took]]:
    """Local, then cluster, for each pair."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        for part in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / part, project / part)
        with _cluster(project) as holder:
            _took(project, "", holder)
            _took(project, holder.address, holder)
            for _ in range(pairs):
                yield _took(project, "", holder), _took(project, holder.address, holder)


class _Holder:
    """The process that holds the cluster; asked, it says what its workers have used so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.address = self._line()

    def processor(self) -> float:
        assert self._process.stdin is not None  # noqa: S101 - piped below
        self._process.stdin.write("used\n")
        self._process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None  # noqa: S101 - piped below
        return self._process.stdout.readline().strip()


@contextmanager
def _cluster(project: Path) -> Iterator[_Holder]:
    process = subprocess.Popen(  # noqa: S603 - this module itself
        _words("hold"),
        cwd=project,
        env=_environment(),
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


def _took(project: Path, address: str, holder: _Holder) -> Took:
    before, started = holder.processor(), time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this module itself
        _words("run", address),
        cwd=project,
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - started
    return Took(seconds, float(json.loads(done.stdout)) + holder.processor() - before)


def _words(*given: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.cluster", *given]


def _environment() -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": paths}


def hold() -> None:
    """Two workers and their scheduler, until standard input ends."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        _say(cluster.scheduler_address)
        for _ in sys.stdin:
            used: dict[str, float] = client.run(_processor)
            _say(sum(used.values()) + _processor())


def run(address: str) -> None:
    """Every third report, whether or not it is there, on the cluster at `address` or here."""
    from goldenthread.batch.matrix import all_tasks
    from goldenthread.batch.run import Order
    from goldenthread.report.opened import judged_for_reports
    from goldenthread.website import publish

    judged = judged_for_reports(Path(DROP).resolve())
    tasks = all_tasks(judged.project, judged.trust, judged.plan, DROP)
    chosen = tuple(task.id for task in tasks[::EVERY])
    order = Order(
        DROP,
        reports=chosen,
        workers=WORKERS,
        engine="goldenthread",
        force=True,
        cluster=address,
        outputs=Path("outputs-cluster" if address else "outputs-local"),
    )
    result = publish(order)
    if not result.is_whole:
        raise RuntimeError([outcome.message for outcome in result.failed])
    _say(_processor())


def _processor() -> float:
    """Of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _say(what: Any) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(words: Sequence[str]) -> None:
    if words and words[0] == "hold":
        hold()
    elif words and words[0] == "run":
        run(words[1])
    else:
        for row in rows(int(words[0]) if words else PAIRS):
            sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
