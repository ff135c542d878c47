"""A run at work: what need not be made again, the making of the rest, and what is kept of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from goldenthread.batch import manifest as manifests
from goldenthread.batch.finishing import clear_away, describe, put_index, put_manifest, standing
from goldenthread.batch.journal import (
    abandon_run,
    close_run,
    earlier_run,
    note_finished,
    open_run,
    take_back_run,
)
from goldenthread.batch.keys import Ingredients, keep_key, why_made
from goldenthread.batch.log import RunLog
from goldenthread.batch.longest_first import longest_first
from goldenthread.batch.matrix import Task
from goldenthread.batch.order import Hearing, Order
from goldenthread.batch.outcome import FAILURES, Outcome, Output, RunResult
from goldenthread.batch.pool import reports
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, what_it_read
from goldenthread.errors import ParameterError, StorageError
from goldenthread.judged import JudgedDrop
from goldenthread.render.document import About

Index = Callable[[About, JudgedDrop, Sequence[Task], Mapping[str, Any]], str]


class RunAtWork:
    """One run at work: what it makes reports from, and what it has heard."""

    def __init__(
        self,
        judged: JudgedDrop,
        everything: Sequence[Task],
        shop: Workshop,
        stop: Stop,
        hearing: Hearing,
        order: Order,
        log: RunLog,
    ) -> None:
        self.judged, self.everything, self.shop = judged, everything, shop
        self.stop, self.hearing, self.order, self.log = stop, hearing, order, log
        self.reports: list[dict[str, Any]] = []
        # By report, where it is known: the project's files that its notebook opened, with hashes.
        self.opened: dict[str, dict[str, str]] = {}
        self.bench = shop.bench
        runs = self.bench.runs or self.bench.folder.parent
        self.made = manifests.made_from(judged, everything, self.bench.engine, runs)
        self.earlier = earlier_run(self.bench.folder, self.bench.part)["reports"]
        self.ingredients = Ingredients.of(judged, self.made)

    def from_start_to_end(self, tasks: Sequence[Task], index: Index | None) -> RunResult:
        """Make the reports, with the journal and the log."""
        bench, log = self.bench, self.log
        had_manifest = open_run(bench.folder, bench.part)
        log.begin()
        try:
            result = self._make(tasks, index)
        except StorageError:
            abandon_run(bench.part)
            log.event("run ended", status="no room", seconds=log.seconds())
            raise
        except ParameterError:  # of a cluster that does not answer, or has not the same versions
            if had_manifest:
                take_back_run(bench.folder, bench.part)
            else:
                abandon_run(bench.part)
            log.event("run ended", status="no cluster", seconds=log.seconds())
            raise
        close_run(bench.part)
        return result

    def _make(self, tasks: Sequence[Task], index: Index | None) -> RunResult:
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
        put_manifest(self.bench.folder, content)
        self._log_end(result)
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
        folder, now = self.bench.folder, {outcome.task.id for outcome in outcomes}
        others = standing(folder, self.earlier, now, self.everything)
        content = manifests.manifest(self.judged, self.made, outcomes, others)
        self.reports = content["reports"]
        clear_away(folder, content)
        if index is not None:
            page = index(self.bench.about, self.judged, self.everything, content)
            content["index"] = put_index(folder, page)
        describe(folder, self.judged, self.everything, content)
        return content

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

    def _log_end(self, result: RunResult) -> None:
        status = "whole" if result.is_whole else "stopped" if result.stopped else "not whole"
        self.log.event(
            "run ended",
            status=status,
            succeeded=len(result.succeeded),
            kept=result.kept,
            failed=len(result.failed),
            not_run=len(result.not_run),
            seconds=self.log.seconds(),
        )
