"""A run: every report of a drop, two at a time, each on its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goldenthread.batch import manifest as manifests
from goldenthread.batch.engine import DEFAULT_ENGINE, ENGINES
from goldenthread.batch.execute import Bench, write_whole
from goldenthread.batch.matrix import Task, all_tasks, select, with_parameters
from goldenthread.batch.outcome import INDEX, Outcome, RunResult, sha256
from goldenthread.batch.pool import Workshop, outcomes_of
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.project import find_drop_folder
from goldenthread.render.document import About

# The suite's own folders in a run's folder; a file beside them is somebody else's.
_FOLDERS = ("reports", "evidence", "notebooks")


@dataclass(frozen=True, slots=True)
class Order:
    """What to run. `only` and `schools` choose reports; neither means every one."""

    drop: str
    only: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Path | None = None
    engine: str | None = None
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a caller hears of a run: how many reports there are, then each one's outcome."""

    started: Callable[[int], None] = lambda total: None
    finished: Callable[[Outcome], None] = lambda outcome: None


Index = Callable[[About, JudgedDrop, Sequence[Task], Mapping[str, Any]], str]


def run_drop(order: Order, hearing: Hearing | None = None, index: Index | None = None) -> RunResult:
    """Make the reports; `index` writes the page that leads to them, from the manifest.

    What is wrong with the order, the drop or a declaration is raised before anything starts; what
    is wrong with one report is that report's outcome.
    """
    hearing = hearing or Hearing()
    engine = order.engine or DEFAULT_ENGINE
    if engine not in ENGINES:
        message = f"There is no engine {engine!r}. {did_you_mean(engine, ENGINES)}"
        raise ParameterError(message)
    judged = judge_drop(find_drop_folder(order.drop))
    everything = all_tasks(judged.project, judged.trust, judged.plan, _parameter(judged))
    tasks = select(everything, judged.trust, judged.plan, order.only, order.schools)
    tasks = with_parameters(tasks, order.parameters)
    bench = _bench(order, judged, engine)
    made = manifests.made_from(judged, everything, engine)
    others = _standing(bench.folder, tasks, everything)
    _clear(bench)
    hearing.started(len(tasks))
    outcomes = []
    for outcome in outcomes_of(tasks, Workshop(bench, judged.folder), order.workers):
        outcomes.append(outcome)
        hearing.finished(outcome)
    outcomes.sort(key=lambda outcome: tasks.index(outcome.task))
    content = manifests.manifest(judged, made, outcomes, others)
    page = index(bench.about, judged, everything, content) if index else None
    _finish(bench, outcomes, content, page)
    return RunResult(
        bench.folder,
        *(
            tuple(o for o in outcomes if o.status == status)
            for status in ("succeeded", "failed", "not run")
        ),
    )


def _parameter(judged: JudgedDrop) -> str:
    """The drop as its notebooks are told: within the project, the same on every machine."""
    if judged.folder.is_relative_to(judged.project.root):
        return judged.folder.relative_to(judged.project.root).as_posix()
    return str(judged.folder)


def _bench(order: Order, judged: JudgedDrop, engine: str) -> Bench:
    outputs = (order.outputs or judged.project.outputs).resolve()
    drop = judged.drop
    about = About(
        title=drop.title,
        trust=judged.trust.name,
        plan=judged.plan.title,
        drop=drop.title,
        as_of=drop.as_of.isoformat(),
        synthetic=drop.synthetic,
    )
    return Bench(
        root=judged.project.root,
        folder=outputs / drop.drop,
        part=outputs / f".{drop.drop}.part",
        about=about,
        engine=engine,
    )


def _standing(
    folder: Path, tasks: Sequence[Task], everything: Sequence[Task]
) -> list[dict[str, Any]]:
    """Reports of an earlier run that this one does not make, where they are still whole."""
    now = {task.id for task in tasks}
    known = {task.id for task in everything} - now
    earlier = manifests.read_manifest(folder).get("reports", [])
    return [r for r in earlier if r["id"] in known and manifests.still_whole(folder, r)]


def _clear(bench: Bench) -> None:
    """Until the run is done there is no manifest: what says that all is whole comes last."""
    shutil.rmtree(bench.part, ignore_errors=True)
    bench.part.mkdir(parents=True)
    bench.folder.mkdir(parents=True, exist_ok=True)
    (bench.folder / manifests.NAME).unlink(missing_ok=True)


def _finish(
    bench: Bench, outcomes: Sequence[Outcome], content: dict[str, Any], page: str | None
) -> None:
    """Take away what no report of the manifest owns; then the index, the log, the manifest."""
    owned = {output["path"] for report in content["reports"] for output in report["outputs"]}
    for name in _FOLDERS:
        _keep_only(bench.folder, bench.folder / name, owned)
    shutil.rmtree(bench.part, ignore_errors=True)
    if page is not None:
        write_whole(bench.folder / INDEX, page.encode())
        content["index"] = {"path": INDEX, "sha256": sha256(page.encode())}
    write_whole(bench.folder / "run.log", _log(outcomes))
    write_whole(bench.folder / manifests.NAME, manifests.dump(content))


def _keep_only(root: Path, folder: Path, owned: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(root).as_posix() not in owned:
            path.unlink()


def _log(outcomes: Sequence[Outcome]) -> bytes:
    """How long each report took; no part of the manifest, because it is never the same twice."""
    lines = [
        {
            "report": outcome.task.id,
            "status": outcome.status,
            "seconds": round(outcome.seconds, 2),
            "cell": outcome.cell,
        }
        for outcome in outcomes
    ]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
