"""A notebook's cells in this very process, as a kernel runs them: ipykernel's own in-process
kernel runs a cell, nbclient's own rules make its outputs of what the kernel says."""

from __future__ import annotations

import contextvars
import datetime as dt
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat.v4.nbbase
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

INLINE = "module://matplotlib_inline.backend_inline"
_LEFT = "The notebook ended its own kernel, with exit() or quit(), before its last cell"


class Shell:
    """A fresh IPython shell for one notebook. It takes over the process that it is opened in: its
    standard output and error, its matplotlib, its `__main__`."""

    def __init__(self, notebook: Any) -> None:
        from goldenthread.batch.in_process import IDLE, Client

        self._idle = IDLE
        _trust_outputs()
        manager = _adopted(_PREPARED.pop()) if _PREPARED else _with_kernel()
        kernel = manager.kernel
        self._kernel = kernel
        manager.client_factory = Client
        self._client: Any = manager.client()  # type: ignore[no-untyped-call]
        self._client.start_channels()
        self._collector = NotebookClient(notebook, km=manager)
        self._collector.kc = self._client
        self._collector.reset_execution_trackers()
        self._left = False
        _settle(kernel)

    @property
    def language_info(self) -> dict[str, Any]:
        return dict(self._kernel.language_info)

    @property
    def next_number(self) -> int:
        """The number that the next cell to be run will bear: 4 for `[4]`."""
        return int(self._kernel.shell.execution_count)

    def run(self, cell: Any, index: int) -> dict[str, str] | None:
        """Run a cell, filling in its outputs; its error, if it raised one that stops the notebook.

        Raises DeadKernelError where an earlier cell has told the kernel to exit.
        """
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or "skip-execution" in tags:
            return None
        if self._left:
            raise DeadKernelError(_LEFT)
        self._collector.clear_before_next_output = False
        cell.metadata["execution"] = {"iopub.execute_input": _now()}  # as nbclient keeps it
        cell.outputs = []
        asked = self._client.execute(
            cell.source, allow_stdin=False, stop_on_error="raises-exception" not in tags
        )
        reply = self._client.get_shell_msg(timeout=5)["content"]
        for message in self._until_idle(asked):
            self._collector.process_message(message, cell, index)
        cell.execution_count = reply.get("execution_count")
        self._left = any(p.get("source") == "ask_exit" for p in reply.get("payload", ()))
        if reply["status"] != "error" or "raises-exception" in tags:
            return None
        return {
            "traceback": "\n".join(reply.get("traceback", [])),
            "ename": reply.get("ename", "<Error>"),
            "evalue": reply.get("evalue", ""),
        }

    def _until_idle(self, asked: str) -> Iterator[Any]:
        """What the kernel said about a request, up to where it says that it is done with it."""
        while (message := self._client.get_iopub_msg(timeout=5)) is not self._idle:
            if message["parent_header"].get("msg_id") == asked:
                yield message


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def prepare_shell() -> None:
    """Make a kernel for the next shell that is opened in this process or in a fork of it.

    Nobody may have used it: it is as fresh in each fork as one that is made there. A process that
    has a shell of its own already, such as an analyst's, cannot make another beside it.
    """
    if not _PREPARED and not InteractiveShell.initialized():
        manager = _with_kernel()
        _ = manager.kernel.shell.display_formatter.formatters  # made when they are first asked for
        _PREPARED.append(manager)


def prepare_cells(notebook: Path) -> None:
    """Learn the cells of a notebook for the prepared kernel, if there is one."""
    from goldenthread.batch.learnt_cells import learn_cells

    for manager in _PREPARED:
        learn_cells(notebook, manager.kernel.shell)


def _with_kernel() -> Any:
    """A manager and its kernel, which has opened nothing yet."""
    from ipykernel.inprocess.manager import InProcessKernelManager

    from goldenthread.batch.in_process import Kernel
    from goldenthread.batch.messages import direct_session

    manager = InProcessKernelManager(session=direct_session())
    own = {"config": _config(), "log": _silent_log()}
    manager.kernel = Kernel(parent=manager, session=manager.session, **own)  # type: ignore[no-untyped-call]
    return manager


def _adopted(manager: Any) -> Any:
    """A kernel that was made in the process that this one was forked from, told what has changed:
    the process, the folder, the loop and the context."""
    kernel, shell = manager.kernel, manager.kernel.shell
    kernel.session.pid = manager.session.pid = kernel.iopub_thread._master_pid = os.getpid()
    for single in type(shell)._walk_mro():
        single._instance = shell  # leaving the parent has taken its shell away
    for holder in (shell.displayhook, shell.display_pub):
        holder._parent_header.set({})
    kernel._shell_parent.set({})
    kernel._shell_parent_ident.set(b"")
    kernel._shell_context = contextvars.copy_context()
    shell.starting_dir = str(Path.cwd())
    shell.history_manager.dir_hist[:] = [Path.cwd()]
    return manager


_PREPARED: list[Any] = []


def _config() -> Config:
    """No file of the person's history or profile: a report depends on neither."""
    return Config({"HistoryManager": {"hist_file": ":memory:"}})


def _trust_outputs() -> None:
    """nbformat holds every single output against its schema, which takes as long as many a cell.
    These are made by nbclient, and only what a cell has shown can be otherwise than it ought."""
    nbformat.v4.nbbase.validate = _held


def _held(node: Any, ref: str | None = None) -> None:
    """Raises nbformat's ValidationError where an output shows something that is no text and that
    its schema does not allow."""
    shown = node.get("data")
    if shown and not all(type(v) is str or _JSON.match(kind) for kind, v in shown.items()):
        _VALIDATE(node, ref)


_VALIDATE = nbformat.v4.nbbase.validate
_JSON = re.compile(r"application/(?:.*\+)?json$")  # of which the schema allows anything


def _silent_log() -> logging.Logger:
    """The kernel's own log, out of reach of how a notebook sets up logging."""
    log = logging.getLogger("goldenthread.kernel")
    log.propagate = False
    log.addHandler(logging.NullHandler())
    return log


def _settle(kernel: Any) -> None:
    """Give the in-process kernel what a kernel with sockets has by now."""
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline.backend_inline import configure_inline_support

    # For good, and not only while a cell runs: threads that it leaves behind print as well.
    sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
    # Charts left open at the end of a cell are its output, as in JupyterLab.
    activate_matplotlib(INLINE)
    configure_inline_support(kernel.shell, INLINE)  # type: ignore[no-untyped-call]
    # A cell with a top-level `await` asks which thread the shell's loop runs in: this one.
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())
    if "" not in sys.path:
        sys.path.insert(0, "")  # a kernel finds modules in its working folder
