"""A run: every report of a drop, two at a time, each on its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from goldenthread import reported
from goldenthread.batch import manifest as manifests
from goldenthread.batch import ro_crate
from goldenthread.batch.durable import storage, write_whole
from goldenthread.batch.engine import DEFAULT_ENGINE, ENGINES
from goldenthread.batch.execute import Bench
from goldenthread.batch.journal import (
    abandon_run,
    close_run,
    earlier_run,
    note_finished,
    open_run,
)
from goldenthread.batch.judging import judged_for_run
from goldenthread.batch.keys import Ingredients, files_read, keep_key, why_made
from goldenthread.batch.limits import Limits
from goldenthread.batch.lock import alone_in, refuse_if_running
from goldenthread.batch.log import RunLog
from goldenthread.batch.longest_first import longest_first
from goldenthread.batch.matrix import Task, all_tasks, chosen, select, with_parameters
from goldenthread.batch.outcome import FAILURES, INDEX, Outcome, Output, RunResult, sha256
from goldenthread.batch.pool import reports
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, have_judged, what_it_read
from goldenthread.cache import forget_long_ago
from goldenthread.drop import load_drop
from goldenthread.errors import ParameterError, StorageError, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.named import find_drop_or_plan
from goldenthread.plan import Plan
from goldenthread.project import Project, find_drop_folder
from goldenthread.render.document import About
from goldenthread.reported import figures_file, with_restatements
from goldenthread.trust import Trust
from goldenthread.unchanged import Asked, remember

# The suite's own folders in a run's folder; a file beside them is somebody else's.
_FOLDERS = ("reports", "evidence", "notebooks")


@dataclass(frozen=True, slots=True)
class Order:
    """What to run. `only` and `schools` choose reports; neither means every one. `reports` are the
    ids of those wanted, for a caller that has a list; `earlier` holds the runs of earlier drops,
    where they are not among these outputs. With `force` a report that would be the same as it is
    is made nevertheless."""

    drop: str
    only: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Path | None = None
    engine: str | None = None
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    reports: tuple[str, ...] = ()
    earlier: Path | None = None
    force: bool = False
    cluster: str = ""


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
    started = time.monotonic()
    drop = find_drop_folder(order.drop)
    folder = _place(order, drop) / load_drop(drop).drop
    _refuse_among_exports(folder, drop)
    refuse_if_running(folder)
    _refuse_unknown_words(order, drop)
    # From before the drop is judged, which may take minutes: a second run would judge it as well.
    with alone_in(folder) as lock:
        judged = judged_for_run(drop)
        judged = with_restatements(judged, _runs(order, judged))
        everything = all_tasks(judged.project, judged.trust, judged.plan, _parameter(judged))
        tasks = _chosen(order, everything, judged.trust, judged.plan)
        judging = time.monotonic() - started
        with Stop().listening() as stop:
            shop = Workshop(_bench(order, judged, engine), judged.folder, keep_open=(lock,))
            if not order.cluster:  # whose workers open it themselves
                have_judged(judged)
            run = _Run(judged, everything, shop, stop, hearing, order)
            result = run.from_start_to_end(tasks, index, judging)
    if result.is_whole and not order.reports:
        _remember(order, run, result)
    return result


def _refuse_among_exports(folder: Path, drop: Path) -> None:
    """Exports and reports apart: a run clears what is not its own out of its folders, and a folder
    with reports can be passed on where one with exports cannot."""
    if folder.is_relative_to(drop) or (folder / "drop.yml").exists():
        message = (
            f"Reports would go into {folder}, where exports are kept. Give --outputs another "
            "folder, or leave it out."
        )
        raise ParameterError(message)


def _chosen(order: Order, everything: Sequence[Task], trust: Trust, plan: Plan) -> tuple[Task, ...]:
    tasks = select(everything, trust, plan, order.only, order.schools)
    return chosen(with_parameters(tasks, order.parameters), order.reports)


def _refuse_unknown_words(order: Order, drop: Path) -> None:
    """Before the drop is judged, which may take minutes; its plan and trust say what there is."""
    if order.only or order.schools or order.parameters or order.reports:
        named = find_drop_or_plan(str(drop))
        everything = all_tasks(named.project, named.trust, named.plan, order.drop)
        _chosen(order, everything, named.trust, named.plan)


def asked(order: Order) -> Asked:
    """What was ordered, as far as the results depend on it."""
    drop = find_drop_folder(order.drop)
    parameters = tuple(sorted(order.parameters.items()))
    return Asked(drop, _place(order, drop), order.only, order.schools, parameters)


def _remember(order: Order, run: _Run, result: RunResult) -> None:
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


class _Run:
    """One run at work: what it makes reports from, and what it has heard."""

    def __init__(
        self,
        judged: JudgedDrop,
        everything: Sequence[Task],
        shop: Workshop,
        stop: Stop,
        hearing: Hearing,
        order: Order,
    ) -> None:
        self.judged, self.everything, self.shop = judged, everything, shop
        self.stop, self.hearing, self.order = stop, hearing, order
        self.reports: list[dict[str, Any]] = []
        # By report, where it is known: the project's files that its notebook opened, with hashes.
        self.opened: dict[str, dict[str, str]] = {}
        self.bench = shop.bench
        runs = self.bench.runs or self.bench.folder.parent
        self.made = manifests.made_from(judged, everything, self.bench.engine, runs)
        self.earlier = earlier_run(self.bench.folder, self.bench.part)["reports"]
        self.ingredients = Ingredients.of(judged, self.made)
        self.log = RunLog(self.bench.folder)

    def from_start_to_end(
        self, tasks: Sequence[Task], index: Index | None, judging: float
    ) -> RunResult:
        """Make the reports, with the journal and the log; `judging` took so many seconds."""
        bench, order, log = self.bench, self.order, self.log
        open_run(bench.folder, bench.part)
        log.event(
            "run started", drop=self.judged.drop.drop, engine=bench.engine, workers=order.workers
        )
        log.event("drop judged", seconds=round(judging, 3), reports=len(tasks))
        try:
            result = self.make(tasks, index)
        except StorageError:
            abandon_run(bench.part)
            log.event("run ended", status="no room")
            raise
        close_run(bench.part)
        return result

    def make(self, tasks: Sequence[Task], index: Index | None) -> RunResult:
        started = time.monotonic()
        outcomes = sorted(self._outcomes(tasks), key=lambda outcome: tasks.index(outcome.task))
        made = [outcome for outcome in outcomes if outcome.status != "not run"]
        content = self._finish(made, index)
        result = RunResult(
            self.bench.folder,
            tuple(o for o in outcomes if o.status == "succeeded"),
            tuple(o for o in outcomes if o.status in FAILURES),
            tuple(o for o in outcomes if o.status == "not run"),
            self.stop.signal,
            len(self.judged.restated),
        )
        self._log_end(result, time.monotonic() - started)
        with storage(self.bench.folder):
            write_whole(self.bench.folder / manifests.NAME, manifests.dump(content))
        return result

    def _outcomes(self, tasks: Sequence[Task]) -> list[Outcome]:
        outcomes, why = self._decide(tasks)
        digest = manifests.digest_of(self.made)
        wanted: Sequence[Task] = [task for task in tasks if task.id in why]
        if self.order.workers > 1:
            wanted = longest_first(wanted, self.judged)
        self.judged.let_go()
        with self._made(wanted) as coming:
            self.hearing.started(len(tasks))
            for outcome in outcomes:
                self.log.event("report kept", report=outcome.task.id)
                self.hearing.finished(outcome)
            for made in coming:
                outcome = replace(made, why=why[made.task.id])
                outcomes.append(outcome)
                if outcome.status != "not run":
                    self._keep_key(outcome)
                    record = manifests.report_record(self.judged, digest, outcome)
                    note_finished(self.bench.part, record)
                    self._log_report(outcome)
                self.hearing.finished(outcome)
        return outcomes

    @contextmanager
    def _made(self, tasks: Sequence[Task]) -> Iterator[Iterator[Outcome]]:
        """The outcomes as they come, from processes of this machine or from a cluster."""
        if not self.order.cluster:
            workers = self.order.workers
            with reports(tasks, self.shop, workers, self.stop, self.log.event) as coming:
                yield coming
            return
        from goldenthread.batch.cluster import cluster_client, cluster_reports

        tell = self.log.event
        with (
            cluster_client(self.order.cluster) as client,
            cluster_reports(client, tasks, self.shop, self.judged, self.stop, tell) as coming,
        ):
            yield coming

    def _decide(self, tasks: Sequence[Task]) -> tuple[list[Outcome], dict[str, str]]:
        """The reports that would be the same as they are; by id, why each of the others is made."""
        records = {record["id"]: record for record in self.earlier}
        kept, why = [], {}
        for task in tasks:
            record = records.get(task.id)
            reason = "it was asked for" if self.order.force else ""
            if not reason and record and not manifests.still_whole(self.bench.folder, record):
                reason = "a file of it is gone or was changed"
            reason = reason or why_made(task, record, self.ingredients)
            if reason or record is None:
                why[task.id] = reason
            else:
                outputs = tuple(Output(**output) for output in record["outputs"])
                kept.append(Outcome(task, "succeeded", outputs, kept=True))
        return kept, why

    def _keep_key(self, outcome: Outcome) -> None:
        """What a report was made from, for the next run to compare with."""
        reads = what_it_read(outcome.task, self.bench)
        if outcome.status == "succeeded" and reads is not None:
            files = keep_key(outcome.task, outcome.outputs, reads, self.ingredients)
            self.opened[outcome.task.id] = files

    def _finish(self, outcomes: Sequence[Outcome], index: Index | None) -> dict[str, Any]:
        """The manifest; before it is written, all that it does not own is taken away."""
        now = {outcome.task.id for outcome in outcomes}
        others = _standing(self.bench.folder, self.earlier, now, self.everything)
        content = manifests.manifest(self.judged, self.made, outcomes, others)
        self.reports = content["reports"]
        owned = {output["path"] for report in content["reports"] for output in report["outputs"]}
        for name in _FOLDERS:
            _keep_only(self.bench.folder, self.bench.folder / name, owned)
        if index is not None:
            page = index(self.bench.about, self.judged, self.everything, content)
            with storage(self.bench.folder):
                write_whole(self.bench.folder / INDEX, page.encode())
            content["index"] = {"path": INDEX, "sha256": sha256(page.encode())}
        self._describe(content)
        return content

    def _describe(self, content: dict[str, Any]) -> None:
        """What was reported, for the next drop's run; and the run described for archives."""
        figures = figures_file(self.judged)
        content["figures"] = {"path": reported.NAME, "sha256": sha256(figures)}
        titles = {task.id: task.title for task in self.everything}
        with storage(self.bench.folder):
            write_whole(self.bench.folder / reported.NAME, figures)
            write_whole(self.bench.folder / ro_crate.NAME, ro_crate.crate(content, titles))

    def _log_report(self, outcome: Outcome) -> None:
        self.log.event(
            "report finished",
            report=outcome.task.id,
            status=outcome.status,
            why=outcome.why,
            cell=outcome.cell,
            seconds=round(outcome.seconds, 3),
            attempts=outcome.attempts,
            bytes=sum(output.size for output in outcome.outputs),
        )

    def _log_end(self, result: RunResult, seconds: float) -> None:
        status = "whole" if result.is_whole else "stopped" if result.stopped else "not whole"
        self.log.event(
            "run ended",
            status=status,
            succeeded=len(result.succeeded),
            kept=result.kept,
            failed=len(result.failed),
            not_run=len(result.not_run),
            seconds=round(seconds, 3),
        )


def _parameter(judged: JudgedDrop) -> str:
    """The drop as its notebooks are told: within the project, the same on every machine."""
    if judged.folder.is_relative_to(judged.project.root):
        return judged.folder.relative_to(judged.project.root).as_posix()
    return str(judged.folder)


def _bench(order: Order, judged: JudgedDrop, engine: str) -> Bench:
    drop = judged.drop
    folder = _place(order, judged.folder) / drop.drop
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
        runs=_runs(order, judged),
    )


def _runs(order: Order, judged: JudgedDrop) -> Path:
    """The folder with the runs of earlier drops."""
    return order.earlier.resolve() if order.earlier else _place(order, judged.folder)


def _place(order: Order, folder: Path) -> Path:
    """The folder that holds the folder of the drop's run."""
    return (order.outputs or Project.around(folder).runs_of(folder)).resolve()


def _standing(
    folder: Path,
    earlier: Sequence[dict[str, Any]],
    now: Container[str],
    everything: Sequence[Task],
) -> list[dict[str, Any]]:
    """Reports of an earlier run that this one has not made, where they are still whole."""
    known = {task.id for task in everything if task.id not in now}
    return [r for r in earlier if r["id"] in known and manifests.still_whole(folder, r)]


def _keep_only(root: Path, folder: Path, owned: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(root).as_posix() not in owned:
            path.unlink()
