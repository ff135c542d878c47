"""A run: every report of a drop, two at a time, each on its own."""

from __future__ import annotations

import time

from goldenthread.batch.at_work import Index, RunAtWork
from goldenthread.batch.execute import Bench
from goldenthread.batch.judging import judged_for_run
from goldenthread.batch.keys import files_read
from goldenthread.batch.lock import alone_in, refuse_if_running
from goldenthread.batch.log import RunLog
from goldenthread.batch.matrix import all_tasks
from goldenthread.batch.order import (
    Hearing,
    Order,
    asked,
    known_engine,
    refuse_among_exports,
    refuse_unknown_words,
)
from goldenthread.batch.outcome import RunResult
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, have_judged
from goldenthread.cache import forget_long_ago
from goldenthread.drop import load_drop
from goldenthread.judged import JudgedDrop
from goldenthread.project import find_drop_folder
from goldenthread.render.document import About
from goldenthread.reported import with_restatements
from goldenthread.unchanged import remember


def run_drop(order: Order, hearing: Hearing | None = None, index: Index | None = None) -> RunResult:
    """Make the reports; `index` writes the page that leads to them, from the manifest.

    What is wrong with the order, the drop or a declaration is raised before anything starts; what
    is wrong with one report is that report's outcome.
    """
    engine = known_engine(order)
    drop = find_drop_folder(order.drop)
    name = load_drop(drop).drop
    folder = order.place(drop) / name
    refuse_among_exports(folder, drop)
    refuse_if_running(folder)
    refuse_unknown_words(order, drop)
    # From before the drop is judged, which may take minutes: a second run would judge it as well.
    with alone_in(folder) as lock:
        log = RunLog(folder)
        log.event("run started", drop=name, engine=engine, workers=order.workers)
        judged = judged_for_run(drop)
        judged = with_restatements(judged, order.runs(judged.folder))
        everything = all_tasks(judged.project, judged.trust, judged.plan, _parameter(judged))
        tasks = order.choose(everything, judged.trust, judged.plan)
        log.event("drop judged", seconds=log.seconds(), reports=len(tasks))
        with Stop().listening() as stop:
            shop = Workshop(_bench(order, judged, engine), judged.folder, keep_open=(lock,))
            if not order.cluster:  # whose workers open it themselves
                have_judged(judged)
            run = RunAtWork(judged, everything, shop, stop, hearing or Hearing(), order, log)
            result = run.from_start_to_end(tasks, index)
    if result.is_whole and not order.reports:
        _remember(order, run, result)
    return result


def _parameter(judged: JudgedDrop) -> str:
    """The drop as its notebooks are told: within the project, the same on every machine."""
    if judged.folder.is_relative_to(judged.project.root):
        return judged.folder.relative_to(judged.project.root).as_posix()
    return str(judged.folder)


def _bench(order: Order, judged: JudgedDrop, engine: str) -> Bench:
    drop = judged.drop
    folder = order.place(judged.folder) / drop.drop
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
        folder=folder,
        part=folder.with_name(f".{drop.drop}.part"),
        about=about,
        engine=engine,
        limits=order.limits,
        runs=order.runs(judged.folder),
    )


def _remember(order: Order, run: RunAtWork, result: RunResult) -> None:
    """So that the next run can tell at once where nothing at all has changed."""
    drops = [drop.folder for drop in run.judged.series()]
    others = [report for report in run.reports if report["id"] not in run.opened]
    files = files_read(run.judged.project.cache, others)
    files = {
        path: digest for read in (files, *run.opened.values()) for path, digest in read.items()
    }
    remember(asked(order), result.folder, drops, files, len(result.succeeded))
    for notes in ("made", "runs"):
        forget_long_ago(run.judged.project.cache / notes, time.time())
