"""A cluster of processes of this machine, for one command: `--cluster local:N`.

Its processes start beside the command, which meanwhile imports, reads and judges; only who asks for
reports waits for them. So nothing that makes reports is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from goldenthread.errors import ParameterError

# Nothing of it listens to other machines, and there is no page to watch it: nobody would see what
# its processes find when they look at themselves. Left alone, each does so fifty times a second and
# more, and takes a tenth of a processor for it.
_QUIET = {
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.worker.profile.enabled": False,
}
_COMING: dict[str, int] = {}


@contextmanager
def started(address: str) -> Iterator[str]:
    """The address of the scheduler: `tcp://host:8786` itself, or for `local:N` that of N processes
    of this machine, which are on their way, and end with the block.

    Raises ParameterError for any other address, and where dask is missing.
    """
    try:
        import dask
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
    with (
        dask.config.set(_QUIET),
        LocalCluster(
            n_workers=0,
            threads_per_worker=1,
            memory_limit=0,  # each report has a limit of its own
            dashboard_address=None,
            host="127.0.0.1",
            preload=["goldenthread.worker"],  # they import while the drop is read and judged
        ) as cluster,
    ):
        cluster.scale(int(count))
        _COMING[cluster.scheduler_address] = int(count)
        try:
            yield cluster.scheduler_address
        finally:
            del _COMING[cluster.scheduler_address]


def workers_to_wait_for(address: str) -> int:
    """How many workers that cluster is to have; 0 for one that is somebody else's."""
    return _COMING.get(address, 0)
