"""A kernel and its client in one process: ipykernel's own, without what only sockets need.

What a kernel tells everybody who listens, and nobody hears here, is not said: that it is busy, and
which cell it has begun. That it is idle again is said by `IDLE`.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Iterable
from functools import cache
from queue import SimpleQueue
from typing import Any, cast

import ipykernel.ipkernel
from ipykernel.inprocess.blocking import BlockingInProcessChannel, BlockingInProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessInteractiveShell, InProcessKernel
from traitlets import Float, Type, default

from goldenthread.batch.learnt_cells import LearntTransformers, learnt_to_await
from goldenthread.batch.messages import Mailbox, Message
from goldenthread.batch.streams import Outlet, Stream

IDLE: Message = {"msg_type": "status", "content": {"execution_state": "idle"}}


class NotebookShell(InProcessInteractiveShell):  # type: ignore[misc]
    """Makes Python of a cell once: the kernel asks for it to see whether the cell awaits anything,
    and where it does not, IPython asks again."""

    _made: tuple[tuple[int, str], str] | None = None

    def transform_cell(self, raw_cell: str) -> str:
        asked = (self.execution_count, raw_cell)
        if self._made is not None and self._made[0] == asked:
            (_, python), self._made = self._made, None
            return python
        python = str(super().transform_cell(raw_cell))
        self._made = (asked, python)
        return python

    @default("input_transformer_manager")  # type: ignore[untyped-decorator]
    def _default_input_transformer_manager(self) -> Any:
        return LearntTransformers()

    def should_run_async(
        self,
        raw_cell: str,
        *,
        transformed_cell: str | None = None,
        preprocessing_exc_tuple: Any = None,
    ) -> bool:
        if self.autoawait and transformed_cell is not None and preprocessing_exc_tuple is None:
            awaits = learnt_to_await(transformed_cell)
            if awaits is not None:
                return awaits
        return bool(
            super().should_run_async(
                raw_cell,
                transformed_cell=transformed_cell,
                preprocessing_exc_tuple=preprocessing_exc_tuple,
            )
        )


class Kernel(InProcessKernel):  # type: ignore[misc]
    # It has no channel threads, and so none that could serve a subshell.
    _supports_kernel_subshells = False
    # After each cell, for what a thread has still to say: there is none.
    _execute_sleep = Float(0)

    @default("shell_class")  # type: ignore[untyped-decorator]
    def _default_shell_class(self) -> type[Any]:
        return NotebookShell

    @default("shell_stream")  # type: ignore[untyped-decorator]
    def _default_shell_stream(self) -> Any:
        return Mailbox()

    @default("iopub_thread")  # type: ignore[untyped-decorator]
    def _default_iopub_thread(self) -> Any:
        return Outlet(self._underlying_iopub_socket, self.session, self._tell)

    @default("stdout")  # type: ignore[untyped-decorator]
    def _default_stdout(self) -> Any:
        return Stream(self.session, cast(Outlet, self.iopub_thread), "stdout", 1)

    @default("stderr")  # type: ignore[untyped-decorator]
    def _default_stderr(self) -> Any:
        return Stream(self.session, cast(Outlet, self.iopub_thread), "stderr", 2)

    def _publish_status(self, status: str, channel: str, parent: Any = None) -> None:
        if status == "idle":
            self._tell(IDLE)

    def _publish_execute_input(self, code: str, parent: Any, execution_count: int) -> None:
        """Nobody needs to be told of a cell who has asked for it to be run."""

    def _tell(self, message: Message) -> None:
        for frontend in self.frontends:
            frontend.iopub_channel.call_handlers(message)


class Channel(BlockingInProcessChannel):  # type: ignore[misc]
    def __init__(self, client: Any = None) -> None:
        super().__init__(client)  # type: ignore[no-untyped-call]
        self._in_queue: Any = SimpleQueue()


class Client(BlockingInProcessKernelClient):  # type: ignore[misc]
    """Runs every cell in one event loop and one context, as a kernel does: what a cell sets there
    (numpy's print options, decimal's precision) holds for the next."""

    shell_channel_class = Type(Channel)
    iopub_channel_class = Type(Channel)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._context = contextvars.copy_context()

    def _dispatch_to_kernel(self, msg: Any) -> None:
        stream = self.kernel.shell_stream
        self.session.send(stream, msg)
        request = self.kernel.dispatch_shell(stream.recv_multipart())
        task = self._loop.create_task(request, context=self._context)
        self._loop.run_until_complete(task)
        _, reply = self.session.recv(stream, copy=False)
        self.shell_channel.call_handlers_later(reply)


def _accepts(method: Callable[..., Any], names: Iterable[str]) -> dict[str, Any]:
    """Which of some parameters a method has. Asked of the same one before each cell, it is looked
    at once: Python takes longer over that than over running many a cell."""
    return _accepted_by(getattr(method, "__func__", method), tuple(names))


@cache
def _accepted_by(function: Callable[..., Any], names: tuple[str, ...]) -> dict[str, Any]:
    accepted: dict[str, Any] = _ACCEPTS(function, names)
    return accepted


_ipkernel: Any = ipykernel.ipkernel
_ACCEPTS = _ipkernel._accepts_parameters
_ipkernel._accepts_parameters = _accepts
