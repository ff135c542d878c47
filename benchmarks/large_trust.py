"""`python -m benchmarks.large_trust`: a trust of 30 schools and 30,000 pupils, from its exports to
its judgements, with a year of session marks (11 million rows).

Each run is a process of its own, with all that starting Python costs. The targets are those of
docs/performance.md; as everywhere here, figures depend on the machine and nothing passes or fails.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.trust_of_thirty import make_project

ROOT = Path(__file__).parent.parent
_SMALL = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Row:
    """One run: seconds from start to end and of processor, and the most memory it held, its
    children's included."""

    what: str
    seconds: float
    processor: float
    gigabytes: float
    detail: str = ""

    def __str__(self) -> str:
        detail = f"  ({self.detail})" if self.detail else ""
        used = f"{self.processor:.1f} s of processor, {self.gigabytes:.2f} GB"
        return f"{self.seconds:8.2f} s  {self.what}: {used}{detail}"


def rows() -> list[Row]:
    """The first run and the run from what it kept."""
    with tempfile.TemporaryDirectory() as folder:
        drop = make_project(Path(folder), ROOT / "params")
        first = _run("30 schools, 30,000 pupils: judge a year of session marks", drop)
        again = _run("the same again, from what was kept", drop)
    return [first, again]


def _run(what: str, drop: Path) -> Row:
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this module itself
        [sys.executable, "-m", "benchmarks.large_trust", str(drop)],
        cwd=ROOT,
        env=os.environ | dict.fromkeys(_SMALL, "2"),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - started
    told = json.loads(done.stdout)
    return Row(what, seconds, told["processor"], told["gigabytes"], told["detail"])


def _judge(drop: Path) -> None:
    from goldenthread.measures.measurement import ALL, TRUST
    from goldenthread.pipeline import judge_drop

    judged = judge_drop(drop)
    found = judged.measurements.one("overall_absence", TRUST, ALL)
    sessions = 0.0 if found is None else found.denominator or 0.0
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    count = sum(1 for _ in judged.measurements)
    detail = f"{sessions:,.0f} possible sessions, {count:,} measurements"
    told = {
        "gigabytes": sum(usage.ru_maxrss for usage in used) / 2**20,
        "processor": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "detail": detail,
    }
    sys.stdout.write(json.dumps(told))


def main() -> None:
    for row in rows():
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _judge(Path(sys.argv[1]))
    else:
        main()
