"""The reports of a run on a cluster (dask.distributed): the same tasks, the same bytes.

The drop is read, measured and judged once, where the run was started; a bundle of it goes to every
worker, reports come back, and the run's own process puts them in place. A worker that is lost loses
what it had in hand, which the scheduler gives to another.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.batch.bundle import Bundle, Made, make_some, pack, without_place
from goldenthread.batch.durable import storage, write_aside
from goldenthread.batch.execute import place_report
from goldenthread.batch.manifest import library_hash
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, note_of
from goldenthread.errors import ParameterError
from goldenthread.judged import JudgedDrop

if TYPE_CHECKING:
    from distributed import Client, Future

_SHARES = 2  # pieces of work that each worker gets, so that none waits long for the last
_TICK = 0.05  # seconds between two looks at what has come
_PATIENCE = 30.0  # seconds for workers to come
_LOST = "Every worker that tried to make this report was lost."


@contextmanager
def started(address: str) -> Iterator[str]:
    """The address of the scheduler: `tcp://host:8786` itself, or for `local:N` that of N processes
    of this machine, which end with the block.

    Raises ParameterError for any other address, and where dask is missing.
    """
    try:
        from distributed import LocalCluster
    except ImportError:
        message = "A cluster needs dask.distributed: pip install 'goldenthread[cluster]'."
        raise ParameterError(message) from None
    kind, _, count = address.partition(":")
    if "://" in address:
        yield address
        return
    if kind != "local" or not count.isdigit() or int(count) < 1:
        message = f"{address!r} is no cluster. Allowed: local:N, N processes of this machine."
        raise ParameterError(message)
    # Nothing of it listens to other machines, and there is no page to watch it.
    with LocalCluster(
        n_workers=int(count), threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


@contextmanager
def cluster_client(address: str) -> Iterator[Client]:
    """A client of the cluster at an address that `started` takes.

    Raises ParameterError where no scheduler answers.
    """
    with started(address) as place:
        from distributed import Client

        try:
            client = Client(place, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            message = f"No scheduler answers at {address!r} ({type(error).__name__}). "
            raise ParameterError(message + "Is it running, and reachable from here?") from None
        with client:
            yield client


@contextmanager
def cluster_reports(
    client: Client,
    tasks: Sequence[Task],
    shop: Workshop,
    judged: JudgedDrop,
    stop: Stop,
    tell: Callable[..., None],
) -> Iterator[Iterator[Outcome]]:
    """As `pool.reports`, on the workers of a cluster."""
    if not tasks:
        yield iter(())
        return
    work = _Work(client, pack(judged, shop.bench), judged.project.root)
    size = math.ceil(len(tasks) / (_workers(client) * _SHARES))
    for start in range(0, len(tasks), size):
        piece = tuple(tasks[start : start + size])
        work.give(piece)
        for task in piece:
            tell("report started", report=task.id)
    try:
        yield _outcomes(work, shop, stop)
    finally:
        client.cancel(list(work.pieces), force=True)


class _Work:
    """What the workers have in hand: a future for each piece of the tasks, `pieces`."""

    def __init__(self, client: Client, bundle: Bundle, root: Path) -> None:
        self.client, self.bundle, self.root = client, bundle, root
        self.pieces: dict[Future, tuple[Task, ...]] = {}
        self._there: Future | None = None
        self._again: set[tuple[Task, ...]] = set()

    def give(self, piece: tuple[Task, ...]) -> None:
        if self._there is None or self._there.cancelled():
            self._there = self.client.scatter(self.bundle, broadcast=True, hash=False)
        tasks = [without_place(task, self.root) for task in piece]
        self.pieces[self.client.submit(make_some, self._there, tasks, pure=False)] = piece

    def take(self) -> tuple[tuple[Task, ...], list[Made] | str] | None:
        """A piece that has come, with its reports, or with why there are none; None where nothing
        has come.

        A future is asked for its status here and nowhere before: what was finished a moment ago is
        not, once the only worker that held the result is lost, and the scheduler has it made again.
        """
        for future, piece in list(self.pieces.items()):
            if future.status == "finished":
                try:
                    made = future.result(timeout=_PATIENCE)
                except (TimeoutError, CancelledError):
                    continue  # lost while it was fetched: made again, or cancelled, which is next
                del self.pieces[future]
                return piece, made
            if future.status == "error":
                del self.pieces[future]
                return piece, _why(future.exception(timeout=_PATIENCE))
            if future.status == "cancelled":
                del self.pieces[future]
                # Not by this run: the bundle's last copy went with its worker.
                if piece in self._again:
                    return piece, _LOST
                self._again.add(piece)
                self.give(piece)
        return None


def _why(error: BaseException | None) -> str:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return _LOST
    return f"The worker could not make it ({type(error).__name__})."


def _workers(client: Client) -> int:
    """How many there are; all of the library that this is, or a ParameterError."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        message = "The scheduler has no workers. Start some: dask worker tcp://host:8786."
        raise ParameterError(message) from None
    own = library_hash()
    others = client.run(_library_there)
    strange = sorted(worker for worker, found in others.items() if found != own)
    if strange:
        message = (
            f"{len(strange)} of {len(others)} workers have another version of Golden Thread, and "
            f"would make other reports: {', '.join(strange[:3])}. Install the same everywhere."
        )
        raise ParameterError(message)
    return len(others)


def _library_there() -> str:
    return library_hash()


def _outcomes(work: _Work, shop: Workshop, stop: Stop) -> Iterator[Outcome]:
    while work.pieces and not stop.asked:
        taken = work.take()
        if taken:
            yield from _placed(*taken, shop)
        else:
            time.sleep(_TICK)
    yield from (Outcome(task, "not run") for tasks in work.pieces.values() for task in tasks)


def _placed(tasks: Sequence[Task], made: list[Made] | str, shop: Workshop) -> Iterator[Outcome]:
    """The reports of a piece, each put in its place."""
    if isinstance(made, str):
        for task in tasks:
            yield place_report(Outcome(task, "killed", message=made), shop.bench)
        return
    known = {task.id: task for task in tasks}
    for report in made:
        task = known[report.id]
        with storage(shop.bench.part):
            for path, content in report.files.items():
                write_aside(shop.bench.part / path, content)
            if report.note:
                write_aside(note_of(task, shop.bench), report.note)
        yield place_report(Outcome.from_json(task, report.outcome), shop.bench)
