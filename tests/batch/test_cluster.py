"""A run on a cluster of two real worker processes, one of which is killed half way."""

from __future__ import annotations

import io
import json
import os
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goldenthread.batch import cluster as batch_cluster
from goldenthread.batch.bundle import pack
from goldenthread.batch.cluster import cluster_client
from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.execute import Bench
from goldenthread.batch.order import Hearing, Order
from goldenthread.batch.outcome import Outcome, RunResult
from goldenthread.errors import ParameterError
from goldenthread.pipeline import judge_drop
from goldenthread.render.document import About
from goldenthread.website import publish

FEW = ("board", "data-check", "finance", "governance")  # a piece of work each, for two workers

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="workers fork")


@pytest.fixture(scope="module", autouse=True)
def distributed() -> Any:
    """Loaded here, for every process that runs tests imports this module."""
    return pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster(distributed: Any) -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found


def run(project: Path, outputs: str, hearing: Hearing | None = None, **given: Any) -> RunResult:
    drop = str(project / "drops/2022-summer")
    return publish(Order(drop, outputs=project / outputs, **given), hearing)


class Killing:
    """Kills a worker of a cluster when the first report has come."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.killed: list[int] = []
        self.first = Hearing(finished=self.finished)

    def finished(self, outcome: Outcome) -> None:
        if self.killed:
            return
        from distributed import Client

        with Client(self.address) as client:
            self.killed.append(next(iter(client.run(os.getpid).values())))
        os.kill(self.killed[0], signal.SIGKILL)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.log"
    }


@pytest.fixture(scope="module")
def alone(shared_project: Path) -> dict[str, bytes]:
    """What a run on this machine alone gives."""
    return files_in(run(shared_project, "alone", engine="goldenthread").folder)


def test_a_cluster_gives_the_same_manifest_and_the_same_bytes(
    shared_project: Path, alone: dict[str, bytes], cluster: Any
) -> None:
    given = {"engine": "goldenthread", "cluster": cluster.scheduler_address}
    first = run(shared_project, "together", **given)
    assert (first.is_whole, first.kept) == (True, 0)
    assert files_in(first.folder) == alone
    again = run(shared_project, "together", **given)
    assert again.kept == len(first.succeeded)


def test_a_lost_worker_costs_no_report(
    shared_project: Path, alone: dict[str, bytes], cluster: Any
) -> None:
    """One of the two is killed as soon as the first report has come."""
    address = cluster.scheduler_address
    hearing = Killing(address)
    result = run(shared_project, "one-lost", hearing.first, engine="goldenthread", cluster=address)
    assert hearing.killed
    assert result.is_whole, [outcome.message for outcome in result.failed]
    assert files_in(result.folder) == alone


def test_what_a_worker_had_finished_and_not_handed_over_is_made_again(
    shared_project: Path, cluster: Any, distributed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when every report is made and one has been fetched: the others lie on the workers."""
    fetch = batch_cluster._outcomes

    def fetch_when_all_is_made(work: Any, *rest: Any) -> Iterator[Outcome]:
        distributed.wait(list(work.pieces))
        return fetch(work, *rest)

    monkeypatch.setattr(batch_cluster, "_outcomes", fetch_when_all_is_made)
    address = cluster.scheduler_address
    hearing = Killing(address)
    given = {"only": FEW, "engine": "goldenthread", "cluster": address}
    result = run(shared_project, "finished-lost", hearing.first, **given)
    assert hearing.killed
    assert result.is_whole, [outcome.message for outcome in result.failed]


def test_the_only_worker_lost_and_come_back_is_sent_the_drop_again(shared_project: Path) -> None:
    with batch_cluster.started("local:1") as address:
        hearing = Killing(address)
        order = {"only": FEW[:2], "engine": "goldenthread", "cluster": address}
        result = run(shared_project, "only-one", hearing.first, **order)
    assert hearing.killed
    assert result.is_whole, [outcome.message for outcome in result.failed]


def test_a_failing_notebook_costs_its_report_alone(small_project: Path, cluster: Any) -> None:
    path = small_project / "notebooks/trust/board.ipynb"
    content = json.loads(path.read_text("utf-8"))
    content["cells"][-1]["source"] = "1 / 0"
    path.write_text(json.dumps(content), "utf-8")
    given = {"only": ("board", "data-check"), "engine": "goldenthread"}
    result = run(small_project, "failing", cluster=cluster.scheduler_address, **given)
    assert [outcome.task.id for outcome in result.failed] == ["trust/board"]
    assert "(ZeroDivisionError)" in result.failed[0].message
    assert [outcome.task.id for outcome in result.succeeded] == ["trust/data-check"]


def test_a_worker_is_sent_no_export(shared_project: Path) -> None:
    judged = judge_drop(shared_project / "drops/2022-summer")
    bench = Bench(shared_project, shared_project / "out", shared_project / "part", About(""))
    with zipfile.ZipFile(io.BytesIO(pack(judged, bench).content)) as archive:
        names = archive.namelist()
    assert [name for name in names if name.startswith("drops/")] == ["drops/2022-summer/drop.yml"]
    assert {name.split("/")[0] for name in names} == {
        "params", "notebooks", "drops", ".judged.pickle",
    }  # fmt: skip


def test_a_drop_outside_its_project_is_refused(shared_project: Path) -> None:
    judged = judge_drop(shared_project / "drops/2022-summer")
    elsewhere = replace(judged, folder=Path("/elsewhere/2022-summer"))
    bench = Bench(shared_project, shared_project / "out", shared_project / "part", About(""))
    with pytest.raises(ParameterError, match="has to lie in its project"):
        pack(elsewhere, bench)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("local:none", "Allowed: local:N"),
        ("tcp://127.0.0.1:1", "No scheduler answers"),
    ],
)
def test_a_cluster_that_is_not_there_is_told_in_words(
    address: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.batch.cluster._PATIENCE", 1.0)
    with pytest.raises(ParameterError, match=words), cluster_client(address):
        raise AssertionError
