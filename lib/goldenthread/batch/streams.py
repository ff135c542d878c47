"""How a notebook's process says what a cell prints and shows: at once, and by whoever says it.

A kernel has a thread for that, and waits for it before and after everything that a cell shows: two
changes of thread for each table and chart of a report. Here nobody else listens, so there is no
such thread; only the order in which a kernel would have sent things is kept.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream

_HALVES = re.compile("[\ud800-\udfff]")


class Outlet(IOPubThread):
    """Takes the place of a kernel's thread: what is to be said is said when it is scheduled, to
    `hear`."""

    def __init__(self, socket: Any, session: Any, hear: Callable[[Any], None]) -> None:
        self._one_at_a_time = threading.RLock()  # a cell's own threads print as well
        self._hear = hear
        self.streams: list[Stream] = []
        super().__init__(socket, session=session)  # type: ignore[no-untyped-call]
        # No thread waits in it, and what it holds open would be shared with every fork.
        self.io_loop.close()

    def _setup_event_pipe(self) -> None:
        """There is no thread to wake."""

    def schedule(self, f: Callable[[], Any]) -> None:
        with self._one_at_a_time:
            f()

    def send_multipart(self, msg: list[Any], *_: Any, **__: Any) -> None:
        with self._one_at_a_time:
            self._really_send(msg)

    def _really_send(self, msg: list[Any], *_: Any, **__: Any) -> None:
        if not self.closed:
            self._hear(self.session.deserialize(self.session.feed_identities(msg)[1]))

    def flush_due(self) -> None:
        """Send what was written a fifth of a second ago, the oldest first: then a kernel would have
        sent it by itself, and so before what is written now."""
        written = [stream for stream in self.streams if stream.written_at]
        if not written:
            return
        before = time.monotonic() - OutStream.flush_interval
        due = [stream for stream in written if 0 < stream.written_at <= before]
        for stream in sorted(due, key=lambda stream: stream.written_at):
            self.schedule(stream._flush)


class Stream(OutStream):
    """A kernel's stream that also takes what is written past Python, by C code or by programs that
    a cell starts. A kernel reads that in a thread, whenever it comes to it; here it is read before
    anything else is written, so that its order is always the same.

    `written_at` is the moment of the oldest text that is not yet sent, 0 where there is none.
    """

    def __init__(self, session: Any, outlet: Outlet, name: str, number: int) -> None:
        super().__init__(session, outlet, name, watchfd=False)  # type: ignore[no-untyped-call]
        self._outlet = outlet
        outlet.streams.append(self)
        self.written_at = 0.0
        self._taken = 0
        self._beside = os.memfd_create(f"notebook-{name}")
        os.dup2(self._beside, number)

    def write(self, string: str) -> Any:
        if not isinstance(string, str):
            return super().write(string)  # which refuses it
        if not string.isascii():
            # Such as an emoji leaves that was cut; a kernel loses the whole text.
            string = _HALVES.sub("\ufffd", string)
        if not self._is_master_process():  # type: ignore[no-untyped-call]
            return self._write_beside(string)
        self._outlet.flush_due()
        self._take_beside()
        return super().write(string)

    def flush(self) -> None:
        self._take_beside()
        self._outlet.flush_due()
        if self.written_at:
            self._outlet.schedule(self._flush)

    def _schedule_flush(self) -> None:
        self.written_at = self.written_at or time.monotonic()

    def _flush(self) -> None:
        self.written_at = 0.0
        super()._flush()  # type: ignore[no-untyped-call]

    def _write_beside(self, string: str) -> int:
        """In a process that a cell has forked: what it keeps to itself ends with it."""
        os.write(self._beside, string.encode())
        return len(string)

    def _take_beside(self) -> None:
        size = os.fstat(self._beside).st_size
        if size > self._taken:
            start, self._taken = self._taken, size
            words = os.pread(self._beside, size - start, start)
            super().write(words.decode("utf-8", "replace"))
