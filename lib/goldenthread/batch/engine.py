"""The papermill engine `goldenthread`: a notebook's cells in a forked, already warm process.

The stock engine starts a kernel for every notebook and waits for it to import pandas; that is
nearly all of its time. This one forks the process that it runs in (where everything is imported
already), runs the cells there in a fresh ipykernel shell, and sends each finished cell back over a
pipe. Nothing that a cell does can reach the parent or the next notebook, and a crash or a hang
costs this notebook alone. Where a process cannot fork, use `--engine jupyter`.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import json
import multiprocessing as mp
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.engines import Engine

CAN_FORK = hasattr(os, "fork")
ENGINES = ("goldenthread", "jupyter")
# macOS can fork, but its own frameworks do not survive it.
DEFAULT_ENGINE = "goldenthread" if sys.platform == "linux" else "jupyter"
_INLINE = "module://matplotlib_inline.backend_inline"
_SKIPPED = frozenset({"status", "execute_input", "comm_open", "comm_msg", "comm_close"})


class ForkedEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Registered with papermill as `goldenthread` (entry point `papermill.engine`)."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,  # part of papermill's interface; the shell is always IPython's
        execution_timeout: float | None = None,
        **kwargs: Any,  # options that only the stock engine has
    ) -> None:
        """Run every cell, stopping at the first that fails, as the stock engine does.

        Raises CellTimeoutError where a cell takes longer than `execution_timeout` seconds, and
        DeadKernelError, with the signal's name, where the forked process ends before its cells.
        """
        receiver, sender = mp.Pipe(duplex=False)
        process = mp.get_context("fork").Process(
            target=_run_cells, args=(nb_man.nb, sender), name="goldenthread-notebook"
        )
        process.start()
        sender.close()
        try:
            _follow(nb_man, receiver, process, execution_timeout)
        finally:
            receiver.close()
            if process.is_alive():
                process.kill()
            process.join()


def _follow(nb_man: Any, receiver: Connection, process: Any, timeout: float | None) -> None:
    """Take over each cell as the forked process finishes it."""
    cells = nb_man.nb.cells
    for index in range(len(cells)):
        nb_man.cell_start(cells[index], index)
        try:
            reply = _receive(receiver, process, cells[index], timeout)
            cells[index] = nbformat.from_dict(reply["cell"])
            if reply["error"]:
                error = CellExecutionError(**reply["error"])
                nb_man.cell_exception(cells[index], cell_index=index, exception=error)
                return
        finally:
            nb_man.cell_complete(cells[index], cell_index=index)
    nb_man.nb.metadata["language_info"] = receiver.recv()


def _receive(receiver: Connection, process: Any, cell: Any, timeout: float | None) -> Any:
    deadline = None if timeout is None else time.monotonic() + timeout
    while not receiver.poll(0.2):
        if deadline is not None and time.monotonic() > deadline:
            process.kill()
            message = "The cell took longer than it may"
            raise CellTimeoutError.error_from_timeout_and_cell(message, int(timeout or 0), cell)
        if not process.is_alive() and not receiver.poll(0):
            raise DeadKernelError(_how_it_ended(process.exitcode))
    try:
        return json.loads(receiver.recv())
    except EOFError:
        process.join()
        raise DeadKernelError(_how_it_ended(process.exitcode)) from None


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"The notebook's process was killed by {signal.Signals(-code).name}"
    return f"The notebook's process ended by itself with exit code {code}"


def _run_cells(nb: Any, sender: Connection) -> None:
    """In the forked process: run the cells and send each one back."""
    _leave_the_parent_behind()
    from ipykernel.inprocess.manager import InProcessKernelManager

    manager = InProcessKernelManager()
    manager.kernel = _kernel_class()(parent=manager, session=manager.session)
    kernel_client: Any = manager.client()  # type: ignore[no-untyped-call]
    kernel_client.start_channels()
    _settle(manager.kernel)
    collector = NotebookClient(nb, km=manager)
    collector.kc = kernel_client
    collector.reset_execution_trackers()
    for index, cell in enumerate(nb.cells):
        error = None
        if cell.cell_type == "code" and cell.source.strip():
            error = _run_cell(collector, kernel_client, cell, index)
        sender.send(json.dumps({"cell": cell, "error": error}))
        if error:
            break
    else:
        sender.send(manager.kernel.language_info)
    sender.close()
    # Not sys.exit: exit handlers and threads copied from the parent are the parent's.
    os._exit(0)


def _leave_the_parent_behind() -> None:
    """Undo what a fork copies and a fresh process would not have."""
    # A crash is said in one sentence by the parent, not in a dump of every thread.
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["MPLBACKEND"] = _INLINE
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # there is no debugger to warn about
    # A parent that catches or records warnings would go on catching the notebook's.
    importlib.reload(warnings)
    random.seed()
    import numpy as np

    # The legacy generator's state is copied by a fork: every report would draw the same numbers.
    np.random.seed()
    import matplotlib
    from matplotlib import pyplot as plt

    plt.close("all")
    # What somebody has set for the parent's charts is not set in a new kernel.
    matplotlib.rc_file_defaults()


def _kernel_class() -> type[Any]:
    from ipykernel.inprocess.ipkernel import InProcessKernel

    class Kernel(InProcessKernel):  # type: ignore[misc]
        # It has no channel threads, and so none that could serve a subshell.
        _supports_kernel_subshells = False

    return Kernel


def _settle(kernel: Any) -> None:
    """Give the in-process kernel what a kernel with sockets has by now."""
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline.backend_inline import configure_inline_support

    # Charts left open at the end of a cell are its output, as in JupyterLab.
    activate_matplotlib(_INLINE)
    configure_inline_support(kernel.shell, _INLINE)  # type: ignore[no-untyped-call]
    # A cell with a top-level `await` asks which thread the shell's loop runs in: this one.
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())


def _run_cell(
    collector: NotebookClient, kernel_client: Any, cell: Any, index: int
) -> dict[str, str] | None:
    """Run one cell, collect its outputs as nbclient does; its error, if it raised one."""
    collector.clear_before_next_output = False
    cell.outputs = []
    kernel_client.execute(cell.source, allow_stdin=False)
    reply = kernel_client.get_shell_msg(timeout=5)["content"]
    for message in _messages(kernel_client):
        if message["msg_type"] not in _SKIPPED:
            collector.process_message(message, cell, index)
    cell.execution_count = reply.get("execution_count")
    tags = cell.metadata.get("tags", [])
    if reply["status"] != "error" or "raises-exception" in tags:
        return None
    return {
        "traceback": "\n".join(reply.get("traceback", [])),
        "ename": reply.get("ename", "Error"),
        "evalue": reply.get("evalue", ""),
    }


def _messages(kernel_client: Any) -> Iterator[Any]:
    with contextlib.suppress(Exception):
        kernel_client.iopub_channel.process_events()
    while kernel_client.iopub_channel.msg_ready():
        yield kernel_client.iopub_channel.get_msg()
