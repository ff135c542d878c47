"""Being told to stop: Ctrl-C, or the signal with which systems end a program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether a run was told to stop, and by which signal. It is looked at between two steps, so
    that a stop never falls into the middle of one."""

    def __init__(self) -> None:
        self.signal = 0

    @property
    def asked(self) -> bool:
        return self.signal != 0

    def ask(self, number: int, _frame: FrameType | None = None) -> None:
        self.signal = self.signal or number

    @contextmanager
    def listening(self) -> Iterator[Stop]:
        """Take the signals meanwhile; only a program's first thread hears any."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = {number: signal.signal(number, self.ask) for number in _SIGNALS}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
