"""Opens files as the suite does, one after the other, and prints what each gave as a line of JSON:
the child process of the tests of real and of hostile workbooks.

`open_each.py FILE...`; "-" reads the names from standard input. The limits are those of the fuzz
test; a file that breaks them ends the process after its name was printed. With `--apart` before
the names each file is opened by a process of its own, so that the memory of none counts for the
next and the death of one costs none of the others.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

from run_cases import MEMORY, peak

from goldenthread.errors import Finding
from goldenthread.sources.place import Place
from goldenthread.sources.workbook import Grid, open_workbook

SECONDS_PER_FILE = 60


def opened(path: Path) -> dict[str, object]:
    """The sheets with their rows, columns and filled cells; or the rule that refused the file."""
    book = open_workbook(path.read_bytes(), Place(path.name), path)
    if isinstance(book, Finding):
        return {"refused": book.rule, "message": book.message}
    sheets = {sheet.name: _counted(book.grid(sheet.name)) for sheet in book.sheets}
    return {"sheets": sheets, "hidden": sum(sheet.hidden for sheet in book.sheets)}


def _counted(grid: Grid | Finding) -> list[int] | str:
    if isinstance(grid, Finding):
        return grid.rule
    filled = sum(cell != "" for row in grid.rows for cell in row)
    return [len(grid.rows), grid.width, filled]


def main() -> None:
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY, 2 * MEMORY))
    apart = sys.argv[1:2] == ["--apart"]
    given = sys.argv[2:] if apart else sys.argv[1:]
    for name in sys.stdin.read().splitlines() if given == ["-"] else given:
        if not apart:
            open_one(name)
        elif ended := in_a_process_of_its_own(name):
            print(json.dumps({"file": name, "ended": ended}), flush=True)  # noqa: T201


def in_a_process_of_its_own(name: str) -> int:
    """How that process ended: 0 where it did what it should, less than 0 for a signal."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            open_one(name)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def open_one(name: str) -> None:
    print(json.dumps({"opens": name}), flush=True)  # noqa: T201 - how the parent knows
    faulthandler.dump_traceback_later(SECONDS_PER_FILE, exit=True)
    start = time.process_time()
    found = opened(Path(name))
    faulthandler.cancel_dump_traceback_later()
    seconds = round(time.process_time() - start, 2)
    print(json.dumps({"file": name, "seconds": seconds, "peak": peak(), **found}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
