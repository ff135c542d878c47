"""Runs of the batch as a user makes them, each in a project of its own."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = "data/demo/2022-summer"
DROPS = ("2021-autumn", "2022-spring", "2022-summer")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def printed(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Run:
    """A run of the batch: what the command said, and the folder that it left."""

    said: Said
    project: Path
    folder: Path

    @property
    def code(self) -> int:
        return self.said.code

    @property
    def printed(self) -> str:
        return self.said.printed


def copy_project(folder: Path, parts: tuple[str, ...] = ("params", "notebooks", "data")) -> Path:
    """The parts of the project that a run depends on, to be changed at will."""
    for part in parts:
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    return folder


def goldenthread(project: Path, *words: str, environment: dict[str, str] | None = None) -> Said:
    """The command in a process of its own, with its working folder in the project."""
    return _python(project, "-m", "goldenthread", *words, environment=environment)


def _python(project: Path, *words: str, environment: dict[str, str] | None) -> Said:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=project,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def run_batch(
    project: Path, drop: str = DEMO, *options: str, environment: dict[str, str] | None = None
) -> Run:
    outputs = project / "outputs"
    words = ("run", drop, "--outputs", str(outputs), *options)
    said = goldenthread(project, *words, environment=environment)
    return Run(said, project, outputs / Path(drop).name)


# The command's own way to the stock engine makes whole objectives; here single reports are named.
_STOCK = """
import sys
from pathlib import Path
from goldenthread.batch.order import Order
from goldenthread.website import publish
result = publish(Order(sys.argv[1], outputs=Path("stock"), engine="jupyter",
                       reports=tuple(sys.argv[2:])))
sys.exit(result.exit_code)
"""


def run_stock_engine(project: Path, reports: Sequence[str], environment: dict[str, str]) -> Run:
    """These reports of the demo's summer drop, each in a kernel as Jupyter starts it."""
    said = _python(project, "-c", _STOCK, DEMO, *reports, environment=environment)
    return Run(said, project, project / "stock" / Path(DEMO).name)


def reports_by_notebook(run: Run) -> dict[str, list[str]]:
    """By notebook, the ids of the reports that are made with it."""
    manifest = json.loads((run.folder / "manifest.json").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for report in manifest["reports"]:
        found.setdefault(report["notebook"], []).append(report["id"])
    return found


def once(folder: Path, name: str, make: Callable[[Path], Run]) -> Run:
    """`make` in a folder of that name; done once, however many processes run the tests."""
    project = folder / name
    with _alone(folder / f"{name}.lock"):
        done = project / "said"
        if not done.is_dir():
            project.mkdir()
            run = make(project)
            done.mkdir()
            for part, text in (("out", run.said.out), ("err", run.said.err)):
                (done / part).write_text(text, "utf-8")
            (done / "code").write_text(str(run.code), "utf-8")
            (done / "folder").write_text(str(run.folder), "utf-8")
    texts = {path.name: path.read_text("utf-8") for path in done.iterdir()}
    said = Said(int(texts["code"]), texts["out"], texts["err"])
    return Run(said, project, Path(texts["folder"]))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
