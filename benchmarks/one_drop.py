"""`python -m benchmarks.one_drop`: what one drop of one trust costs, the demonstration's summer
drop of two schools: processor seconds, memory, and bytes on disk and on the wire. docs/scale.md
reckons with these.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
DROP = "data/demo/2022-summer"
_FIRST = "data/demo/2021-autumn"
_MB = 1e6


def figures() -> Iterator[tuple[str, str]]:
    """What was measured, and the figure in words."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        for part in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / part, project / part)
        first = _call(project, "judge", _FIRST)
        judged = _call(project, "judge", DROP)
        run = _call(project, "run", DROP)
        sizes = _call(project, "sizes", DROP)
        yield "judge a drop with none before it", _words(first)
        yield "judge the summer drop with its two others, one of them kept", _words(judged)
        yield f"a run of its {sizes['reports']:.0f} reports, judged before", _words(run)
        yield "a report of it", f"{run['processor'] / sizes['reports']:.2f} s of processor"
        yield "its exports", f"{_size(project / DROP):.1f} MB"
        outputs = _size(project / "outputs")
        each = 1000 * outputs / sizes["reports"]
        yield "its outputs", f"{outputs:.1f} MB, {each:.0f} kB a report with all its files"
        yield "kept in .cache, the three drops", f"{_size(project / '.cache'):.1f} MB"
        yield "the bundle that a worker gets", f"{sizes['bundle']:.2f} MB"
        yield "a task as the scheduler gets it", f"{1000 * sizes['task']:.1f} kB"


def _words(told: dict[str, float]) -> str:
    return f"{told['processor']:.1f} s of processor, {told['memory']:.0f} MB at most"


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MB


def judge(drop: str) -> dict[str, float]:
    from goldenthread.pipeline import judge_drop

    judge_drop(Path(drop))
    return _used()


def run(drop: str) -> dict[str, float]:
    from goldenthread.batch.order import Order
    from goldenthread.website import publish

    result = publish(Order(drop, force=True))
    if not result.is_whole:
        raise RuntimeError([outcome.message for outcome in result.failed])
    return _used()


def sizes(drop: str) -> dict[str, float]:
    """The bundle and a task, in megabytes, and how many reports there are."""
    from goldenthread.batch.bundle import pack, without_place
    from goldenthread.batch.execute import Bench
    from goldenthread.batch.matrix import all_tasks
    from goldenthread.pipeline import judge_drop
    from goldenthread.render.document import About

    judged = judge_drop(Path(drop))
    root = judged.project.root
    tasks = all_tasks(judged.project, judged.trust, judged.plan, drop)
    bundle = pack(judged, Bench(root, root / "outputs/run", root / "outputs/.run.part", About("")))
    task = pickle.dumps(without_place(tasks[0], root))
    return {
        "bundle": len(bundle.content) / _MB,
        "task": len(task) / _MB,
        "reports": float(len(tasks)),
    }


def _used() -> dict[str, float]:
    """Processor seconds with those of the processes waited for; megabytes of the largest of
    them."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "processor": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "memory": max(usage.ru_maxrss for usage in used) / 1024,
    }


def _call(project: Path, what: str, drop: str) -> dict[str, float]:
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(  # noqa: S603 - this module itself
        [sys.executable, "-m", "benchmarks.one_drop", what, drop],
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def main(words: Sequence[str]) -> None:
    if words:
        told = {"judge": judge, "run": run, "sizes": sizes}[words[0]](words[1])
        sys.stdout.write(json.dumps(told))
        return
    for what, figure in figures():
        sys.stdout.write(f"{figure:>44}  {what}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
