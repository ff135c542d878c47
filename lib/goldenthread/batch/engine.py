"""The papermill engine `goldenthread`: a notebook's cells in a forked, already warm process.

The stock engine starts a kernel for every notebook and waits for it to import pandas; that is
nearly all of its time. This one forks the process that it runs in (where everything is imported
already), runs the cells there in a fresh IPython shell, and sends each finished cell back over a
pipe. Nothing that a cell does can reach the parent or the next notebook, and a crash or a hang
costs this notebook alone. In a batch the report's process is forked already, and the cells are run
in it. Where a process cannot fork, use `--engine jupyter`.
"""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.engines import Engine

CAN_FORK = hasattr(os, "fork")
ENGINES = ("goldenthread", "jupyter")
# macOS can fork, but its own frameworks do not survive it.
DEFAULT_ENGINE = "goldenthread" if sys.platform == "linux" else "jupyter"

# Told the number that a cell will bear, before it is run, and None when all have been.
Watch = Callable[[int | None], None]


@dataclass(slots=True)
class Here:
    """A notebook that is run in its own process: who watches it, and, once it is begun, the
    notebook itself, so that it need not be written to a file to be had where it fails."""

    watch: Watch
    notebook: Any = None


class ForkedEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Registered with papermill as `goldenthread` (entry point `papermill.engine`)."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,  # part of papermill's interface; the shell is always IPython's
        execution_timeout: float | None = None,
        in_this_process: Here | None = None,
        **kwargs: Any,  # options that only the stock engine has
    ) -> None:
        """Run every cell, stopping at the first that fails, as the stock engine does.

        Raises CellTimeoutError where a cell takes longer than `execution_timeout` seconds, and
        DeadKernelError, with the signal's name, where the forked process ends before its cells.
        A process that is the notebook's own already gives `in_this_process` and keeps the time
        itself.
        """
        if in_this_process is not None:
            _run_here(nb_man, in_this_process)
            return
        receiver, sender = mp.Pipe(duplex=False)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _notebook_process(nb_man.nb, sender, parent)
        sender.close()
        child = _Child(pid)
        try:
            _follow(nb_man, receiver, child, execution_timeout)
        finally:
            receiver.close()
            child.end()


class _Child:
    """The forked process, until it is reaped; only then could its number be another's."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._status: int | None = None

    def has_ended(self) -> bool:
        seen = os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return seen is not None

    def end(self) -> int:
        """Kill it and whatever it has started; its exit code, negative for a signal."""
        if self._status is None:
            try:
                os.killpg(self._pid, signal.SIGKILL)
            except ProcessLookupError:  # it has not come to make its group yet
                os.kill(self._pid, signal.SIGKILL)
            self._status = os.waitpid(self._pid, 0)[1]
        return os.waitstatus_to_exitcode(self._status)


def _run_here(nb_man: Any, here: Here) -> None:
    from goldenthread.batch.shell import Shell

    here.notebook = nb_man.nb
    shell = Shell(nb_man.nb)
    # Papermill is not told when each cell begins and ends, which it notes at some length: nobody
    # waits for it to save the notebook, and whoever watches keeps the time.
    for index, cell in enumerate(nb_man.nb.cells):
        if cell.cell_type == "code":
            here.watch(shell.next_number)
        error = shell.run(cell, index)
        if error:
            exception = CellExecutionError(**error)
            nb_man.cell_exception(cell, cell_index=index, exception=exception)
            break
    nb_man.nb.metadata["language_info"] = shell.language_info
    here.watch(None)


def _notebook_process(nb: Any, sender: Connection, parent: int) -> None:
    """In the forked process: run the cells and send each one back. Never returns."""
    from goldenthread.batch.child import leave_parent, run_afresh

    code = 1
    try:
        leave_parent(parent, {sender.fileno()})
        run_afresh(lambda: _send_cells(nb, sender))
        code = 0
    except DeadKernelError as error:
        sender.send(json.dumps({"dead": str(error)}))
    finally:
        # Not sys.exit: exit handlers and threads copied from the parent are the parent's.
        os._exit(code)


def _send_cells(nb: Any, sender: Connection) -> None:
    from goldenthread.batch.shell import Shell

    shell = Shell(nb)
    for index, cell in enumerate(nb.cells):
        error = shell.run(cell, index)
        sender.send(json.dumps({"cell": cell, "error": error}))
        if error:
            break
    # A cell may change what an earlier one displayed, after that was sent.
    shown = [cell.get("outputs") for cell in nb.cells]
    sender.send(json.dumps({"outputs": shown, "language_info": shell.language_info}))


def _follow(nb_man: Any, receiver: Connection, child: _Child, timeout: float | None) -> None:
    """Take over each cell as the forked process finishes it."""
    cells = nb_man.nb.cells
    for index in range(len(cells)):
        nb_man.cell_start(cells[index], index)
        try:
            reply = _receive(receiver, child, cells[index], timeout)
            cells[index] = nbformat.from_dict(reply["cell"])
            if reply["error"]:
                error = CellExecutionError(**reply["error"])
                nb_man.cell_exception(cells[index], cell_index=index, exception=error)
                break
        finally:
            nb_man.cell_complete(cells[index], cell_index=index)
    last = json.loads(receiver.recv())
    nb_man.nb.metadata["language_info"] = last["language_info"]
    for cell, shown in zip(cells, last["outputs"], strict=True):
        if shown is not None:
            cell.outputs = nbformat.from_dict(shown)


def _receive(receiver: Connection, child: _Child, cell: Any, timeout: float | None) -> Any:
    deadline = None if timeout is None else time.monotonic() + timeout
    while not receiver.poll(0.2):
        if deadline is not None and time.monotonic() > deadline:
            message = "The cell took longer than it may"
            raise CellTimeoutError.error_from_timeout_and_cell(message, int(timeout or 0), cell)
        if child.has_ended() and not receiver.poll(0):
            raise DeadKernelError(how_it_ended(child.end()))
    try:
        reply = json.loads(receiver.recv())
    except EOFError:
        raise DeadKernelError(how_it_ended(child.end())) from None
    if "dead" in reply:
        raise DeadKernelError(reply["dead"])
    return reply


def how_it_ended(code: int) -> str:
    """The exit code of a process in words; a negative one is a signal's."""
    if code < 0:
        return f"The notebook's process was killed by {signal.Signals(-code).name}"
    return f"The notebook's process ended by itself with exit code {code}"
