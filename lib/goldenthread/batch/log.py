"""What happened in a run, as it happened: `run.log`, one line of JSON for each event.

A line holds when, what, and ids, numbers and words of ours: never a text of an exception, a cell or
an export, which may be a person's. docs/batch.md lists the events.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path

NAME = "run.log"


class RunLog:
    """The log of one run; a new run begins a new one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._mode = "w"

    def event(self, name: str, **fields: str | int | float) -> None:
        """Write one event. A log that cannot be written (a full disk) costs no report."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": now, "event": name, **fields}, ensure_ascii=False)
        with suppress(OSError), self._path.open(self._mode, encoding="utf-8") as file:
            file.write(f"{line}\n")
            self._mode = "a"
