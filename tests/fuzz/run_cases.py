"""Reads spoilt exports, one after the other, under limits of time and memory: the child process of
the fuzz test. `run_cases.py FIRST COUNT` prints each seed before it is read and every broken
promise after it; `run_cases.py SEED 1 --keep FOLDER` also leaves the drop in FOLDER.
"""

from __future__ import annotations

import argparse
import datetime as dt
import faulthandler
import resource
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from invariants import broken
from mutations import spoilt
from originals import TRUST, Original

from goldenthread.drop import Drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables, read_drop

ROOT = Path(__file__).parents[2]
SECONDS_PER_CASE = 20  # a case takes milliseconds; the machine may be busy
MEMORY = 1_000_000_000
DROP = Drop.model_validate(
    {
        "drop": "a-drop", "title": "A drop", "trust": "compass", "plan": "p", "year": "2021/22",
        "term": "autumn", "as_of": dt.date(2021, 12, 17),
    }
)  # fmt: skip


def read_case(seed: int, root: Path) -> list[str]:
    """The promises that are broken after the drop of `seed` was read."""
    case = spoilt(seed)
    try:
        files = {case.file: case.data, **{n: t.encode() for n, t in case.original.kept.items()}}
        drop = read_files(root, case.original, case.file, case.data)
        faults = list(broken(drop, files, case.file))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        faults = ["".join(traceback.format_exception(error))]
    if peak() > MEMORY:
        faults.append(f"memory came to {peak() / 1e6:.0f} MB")
    return [f"{case.how}: {fault}" for fault in faults]


def read_files(root: Path, original: Original, name: str, data: bytes) -> DropTables:
    """The drop of one file, with what else its source needs."""
    project = root / "params-of" / original.source
    declared = project / "params" / "sources"
    if not declared.exists():
        declared.mkdir(parents=True)
        for source in original.sources:
            shutil.copy(ROOT / "params" / "sources" / f"{source}.yml", declared)
    folder = root / "drop"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for kept, text in original.kept.items():
        (folder / kept).write_bytes(text.encode())
    (folder / name).write_bytes(data)
    return read_drop(Project(project), TRUST, DROP, folder)


def peak() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("first", type=int)
    options.add_argument("count", type=int)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    if sys.platform == "linux":
        # Twice what is promised: what is asked for is not all used. A reader that asks for more
        # is aborted, and the parent tells which seed it was.
        resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY, 2 * MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        root = chosen.keep or Path(folder)
        for seed in range(chosen.first, chosen.first + chosen.count):
            print(f"seed {seed}", flush=True)  # noqa: T201 - how the parent knows
            faulthandler.dump_traceback_later(SECONDS_PER_CASE, exit=True)
            faults = read_case(seed, root)
            faulthandler.cancel_dump_traceback_later()
            for fault in faults:
                print("broken " + " ".join(fault.split("\n")), flush=True)  # noqa: T201
    print(f"done {peak()}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
