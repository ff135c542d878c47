"""`python -m benchmarks.schools [COUNT ...]`: does a report cost more when its trust is larger?

A made-up trust of 10, 100 and 1,000 schools, each judged in a process of its own; then a fixed
number of its reports are made by a run, in another. A report on one school is to cost the same in
each of them. A report on the whole trust has as many rows as the trust has schools, so it is told
by itself, and not made of a thousand. Seconds are of the processor, since that is what a busy
machine changes least.
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.row import Row
from benchmarks.trust_of_many import make_project

ROOT = Path(__file__).parent.parent
COUNTS = (10, 100, 1000)
_SPREAD = 4  # schools, evenly over the list, whose reports are made
_ON_TRUST = ("wellbeing/trust", "trust/board")
_LARGEST_TRUST = 100  # schools; England has none larger, and reports on a thousand nobody reads
_BAR = "flat within 15%"
_SMALL = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Size:
    """What a trust of so many schools costs. Processor seconds to judge it and for one report (the
    median) on one school and on the whole trust; of a run's other work (opening what was judged,
    deciding, putting in place, manifest, index); megabytes that the judging process, the warm
    parent and a school report's own pages take at most."""

    schools: int
    judging: float
    judging_memory: float
    on_school: float
    on_trust: float | None
    rest: float
    parent: float
    own: float

    def __str__(self) -> str:
        on_trust = "" if self.on_trust is None else f"{self.on_trust:.2f} s on the trust, "
        return (
            f"{self.schools:5} schools: {self.on_school:.2f} s a report on one school, "
            f"{on_trust}{self.rest:.1f} s for the run around them; "
            f"warm parent {self.parent:.0f} MB, a report’s own pages {self.own:.0f} MB; judged in "
            f"{1000 * self.judging / self.schools:.0f} ms a school, {self.judging_memory:.0f} MB"
        )


def sizes(counts: Sequence[int] = COUNTS) -> Iterator[Size]:
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            drop = make_project(Path(folder), ROOT, count)
            judged = _call("judge", drop)
            run = _call("run", drop)
        yield Size(schools=count, **judged, **run)


def rows(counts: Sequence[int] = COUNTS) -> list[Row]:
    """The table's rows: how the largest trust compares with the smallest."""
    found = list(sizes(counts))
    names = ", ".join(f"{size.schools:,}" for size in found)
    return [
        _row(f"{names} schools: time per report on one school", [s.on_school for s in found], "s"),
        _row(f"{names} schools: peak memory of the warm parent", [s.parent for s in found], "MB"),
        _row(
            "time per report on the whole trust, a row for each school; of no more than a hundred",
            [s.on_trust for s in found if s.on_trust is not None],
            "s",
            bar="",
        ),
        _row(
            f"{names} schools: judging, for each school",
            [1000 * s.judging / s.schools for s in found],
            "ms",
            bar="",
        ),
    ]


def _row(what: str, figures: Sequence[float], unit: str, bar: str = _BAR) -> Row:
    digits = 2 if unit == "s" else 0
    said = ", ".join(f"{figure:,.{digits}f}" for figure in figures)
    return Row(what, f"{figures[-1] / figures[0]:.2f} times", f"{said} {unit}", bar)


def _call(what: str, drop: Path) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - this module itself
        [sys.executable, "-m", "benchmarks.schools", what, str(drop)],
        cwd=ROOT,
        env=os.environ | dict.fromkeys(_SMALL, "1"),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _judge(drop: Path) -> dict[str, float]:
    from goldenthread.pipeline import judge_drop

    judge_drop(drop)
    return {"judging": _processor(), "judging_memory": _peak()}


def _run(drop: Path) -> dict[str, float]:
    """A run of the sample. Its processes are the real ones: each writes down, as it ends, what it
    has used."""
    from goldenthread.batch.order import Order
    from goldenthread.website import publish

    told = drop.parent / "told"
    told.mkdir()
    _listen(told)
    chosen = _sample(drop)
    result = publish(Order(str(drop), reports=chosen, engine="goldenthread", force=True))
    if not result.is_whole:
        raise RuntimeError([outcome.message for outcome in result.failed])
    notes = [json.loads(path.read_bytes()) for path in told.iterdir()]
    parents = [note for note in notes if note["report"] == ""]
    reports = [note for note in notes if note["report"] != ""]
    on_school = [note for note in reports if note["report"] not in _ON_TRUST]
    on_trust = [note for note in reports if note["report"] in _ON_TRUST]
    shutil.rmtree(told)
    return {
        "on_school": statistics.median(note["seconds"] for note in on_school),
        "on_trust": statistics.median(n["seconds"] for n in on_trust) if on_trust else None,
        "rest": _processor(),
        "parent": max(note["peak"] for note in parents),
        "own": statistics.median(note["own"] for note in on_school),
    }


def _sample(drop: Path) -> tuple[str, ...]:
    from goldenthread.batch.matrix import slug
    from goldenthread.report.opened import judged_for_reports

    schools = judged_for_reports(drop).trust.schools
    last = len(schools) - 1
    chosen = [schools[last * place // (_SPREAD - 1)] for place in range(_SPREAD)]
    kinds = ("wellbeing", "schools")
    on_trust = _ON_TRUST if len(schools) <= _LARGEST_TRUST else ()
    return (*on_trust, *(f"{kind}/{slug(school.name)}" for kind in kinds for school in chosen))


def _listen(told: Path) -> None:
    """Have the warm parent and each report's process write down what they used."""
    from goldenthread.batch import report_process, warm

    # Where each is called from: one that has moved is missed at once.
    make, serve = report_process.make, warm.serve  # type: ignore[attr-defined]

    def made(task: Any, shop: Any, watch: Any = None) -> Any:
        before = _processor()
        outcome = make(task, shop, watch)
        _tell(told, task.id, _processor() - before)
        return outcome

    def served(*given: Any) -> None:
        serve(*given)
        _tell(told, "", _processor())

    report_process.make, warm.serve = made, served  # type: ignore[assignment,attr-defined]


def _tell(told: Path, report: str, seconds: float) -> None:
    note = {"report": report, "seconds": seconds, "peak": _peak(), "own": _own()}
    (told / f"{os.getpid()}.json").write_text(json.dumps(note), "utf-8")


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    """The most that this process has held, in megabytes; a forked one begins with what it
    shares."""
    return int(_field("/proc/self/status", "VmHWM")) / 1024


def _own() -> float:
    """Megabytes that this process shares with no other now."""
    fields = ("Private_Clean", "Private_Dirty")
    return sum(int(_field("/proc/self/smaps_rollup", field)) for field in fields) / 1024


def _field(path: str, name: str) -> str:
    lines = Path(path).read_text("utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))


def main(words: Sequence[str]) -> None:
    if words and words[0] in ("judge", "run"):
        told = {"judge": _judge, "run": _run}[words[0]](Path(words[1]))
        sys.stdout.write(json.dumps(told))
        return
    for size in sizes(tuple(map(int, words)) or COUNTS):
        sys.stdout.write(f"{size}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
