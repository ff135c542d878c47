"""How the stock engine's kernels are started: quietly, and reached by no port where that can be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from traitlets.config import Config

from goldenthread.own_folder import own_folder

_LONGEST_SOCKET = 100  # letters; systems take 104 or more


@contextmanager
def engine_options(engine: str) -> Iterator[dict[str, Any]]:
    """What papermill hands on to an engine.

    Two kernels that start together can pick the same port, and anybody on the machine can reach a
    port; sockets in a folder of the kernel's own have neither fault. What goes wrong in a notebook
    is in its outputs, so a kernel need not log.
    """
    if engine != "jupyter":
        yield {}
        return
    with own_folder("gt") as folder:
        options: dict[str, Any] = {"extra_arguments": ["--log-level=CRITICAL"]}
        connection = folder / "kernel.json"
        if os.name == "posix" and len(f"{connection}-ipc-1") <= _LONGEST_SOCKET:
            kernel = {"transport": "ipc", "connection_file": str(connection)}
            options["config"] = Config({"KernelManager": kernel})
        yield options
