"""What happened in a run, as it happened: `run.log`, one line of JSON for each event.

A line holds when, what, and ids, numbers and words of ours: never a text of an exception, a cell or
an export, which may be a person's. docs/batch.md lists the events.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from contextlib import suppress
from pathlib import Path

NAME = "run.log"


class RunLog:
    """The log of one run; a new run begins a new one.

    What happens before `begin` is kept with its own time: until the drop is judged nobody knows
    whether there will be a folder for its reports.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._mode = "w"
        self._lines: list[str] = []
        self._begun = False
        self._started = time.monotonic()

    def seconds(self) -> float:
        """How long ago the run was started."""
        return round(time.monotonic() - self._started, 3)

    def begin(self) -> None:
        """The folder is there: from now on each event is written as it comes."""
        self._begun = True
        self._write()

    def event(self, name: str, **fields: str | int | float) -> None:
        """Write one event. A log that cannot be written (a full disk) costs no report."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": now, "event": name, **fields}, ensure_ascii=False)
        self._lines.append(f"{line}\n")
        if self._begun:
            self._write()

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        with suppress(OSError), self._path.open(self._mode, encoding="utf-8") as file:
            file.writelines(lines)
            self._mode = "a"
