"""The reports of a run on a cluster (dask.distributed): the same tasks, the same bytes.

The drop is read, measured and judged once, where the run was started; a bundle of it goes to every
worker, reports come back, and the run's own process puts them in place. A worker that is lost loses
what it had in hand, which the scheduler gives to another.
"""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread import worker
from goldenthread.batch.bundle import Bundle, Made, pack, without_place
from goldenthread.batch.durable import storage, write_aside
from goldenthread.batch.execute import place_report
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.stop import Stop
from goldenthread.batch.workshop import Workshop, note_of
from goldenthread.errors import ParameterError
from goldenthread.judged import JudgedDrop
from goldenthread.local_cluster import started, workers_to_wait_for

if TYPE_CHECKING:
    from distributed import Client, Future

_SHARES = 4  # of what is left for a worker, a piece is this part, so that none waits for the last
_LARGEST = 8  # reports in a piece: a lost worker loses no more
_TICK = 0.05  # seconds between two looks at what has come
_PATIENCE = 30.0  # seconds for workers to come
_STARTING = 120.0  # for those that have only been started, on a machine that may be busy
_LOST = "Every worker that tried to make this report was lost."


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
            coming = workers_to_wait_for(place)
            with suppress(TimeoutError):  # those that there are by then will do
                client.wait_for_workers(coming or 1, timeout=_STARTING if coming else _PATIENCE)
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
    workers = _workers(client)
    work = _Work(client, pack(judged, shop.bench), judged.project.root)
    for piece in _pieces(tasks, workers):
        work.give(piece)
        for task in piece:
            tell("report started", report=task.id)
    try:
        yield _outcomes(work, shop, stop)
    finally:
        client.cancel(list(work.pieces), force=True)


def _pieces(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Task, ...]]:
    """Larger pieces first and single reports last, so that all workers end together."""
    start = 0
    while start < len(tasks):
        left = len(tasks) - start
        size = max(1, min(_LARGEST, left // (workers * _SHARES)))
        yield tuple(tasks[start : start + size])
        start += size


class _Work:
    """What the workers have in hand: a future for each piece of the tasks, `pieces`."""

    def __init__(self, client: Client, bundle: Bundle, root: Path) -> None:
        self.client, self.root = client, root
        self.sent = worker.Sent(bundle.name, pickle.dumps(bundle))
        self.pieces: dict[Future, tuple[Task, ...]] = {}
        self._there: Future | None = None
        self._again: set[tuple[Task, ...]] = set()

    def give(self, piece: tuple[Task, ...]) -> None:
        if self._there is None or self._there.cancelled():
            # A task and not scattered data: when the last worker that holds it is lost, the
            # scheduler still knows it and gives it to the next.
            self._there = self.client.submit(worker.same, self.sent, pure=False)
        tasks = pickle.dumps([without_place(task, self.root) for task in piece])
        self.pieces[self.client.submit(worker.make, self._there, tasks, pure=False)] = piece

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
                return piece, pickle.loads(made)
            if future.status == "error":
                del self.pieces[future]
                return piece, _why(future.exception(timeout=_PATIENCE))
            if future.status == "cancelled":
                del self.pieces[future]
                # Not by this run: somebody has cleared the scheduler.
                if piece in self._again:
                    return piece, _LOST
                self._again.add(piece)
                self.give(piece)
        return None


def _why(error: BaseException | None) -> str:
    from distributed import KilledWorker

    if isinstance(error, (KilledWorker, worker.HolderLostError)):
        return _LOST
    return f"The worker could not make it ({type(error).__name__})."


def _workers(client: Client) -> int:
    """How many there are, told to get ready; all of the library that this is, with the versions of
    the same packages, or a ParameterError."""
    own, others = worker.here(), client.run(worker.get_ready, on_error="return")
    if not others:
        message = "The scheduler has no workers. Start some: dask worker tcp://host:8786."
        raise ParameterError(message)
    strange = sorted(name for name, found in others.items() if found != own)
    if strange:
        message = (
            f"{len(strange)} of {len(others)} workers have {_difference(own, others[strange[0]])}, "
            f"and would make other reports: {', '.join(strange[:3])}. Install the same everywhere."
        )
        raise ParameterError(message)
    return len(others)


def _difference(own: str, other: str | Exception) -> str:
    """The first package that a worker has otherwise than this machine, in words."""
    if isinstance(other, Exception):
        return f"no Golden Thread, or an old one ({type(other).__name__})"
    mine, theirs = json.loads(own), json.loads(other)
    names = (name for name in mine | theirs if mine.get(name) != theirs.get(name))
    name = next(names)
    if name == "goldenthread":
        return "another version of Golden Thread"
    return f"another {name} ({theirs.get(name, 'none')}; here {mine.get(name, 'none')})"


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
