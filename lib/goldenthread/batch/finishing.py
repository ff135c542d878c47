"""The end of a run: what stays of earlier ones, what is taken away, what describes it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from goldenthread import reported
from goldenthread.batch import manifest as manifests
from goldenthread.batch import ro_crate
from goldenthread.batch.durable import storage, write_whole
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import INDEX, sha256
from goldenthread.judged import JudgedDrop
from goldenthread.reported import figures_file

# The suite's own folders in a run's folder; a file beside them is somebody else's.
_FOLDERS = ("reports", "evidence", "notebooks")


def standing(
    folder: Path,
    earlier: Sequence[dict[str, Any]],
    now: Container[str],
    everything: Sequence[Task],
) -> list[dict[str, Any]]:
    """Reports of an earlier run that this one has not made, where they are still whole."""
    known = {task.id for task in everything if task.id not in now}
    return [r for r in earlier if r["id"] in known and manifests.still_whole(folder, r)]


def clear_away(folder: Path, content: Mapping[str, Any]) -> None:
    """Take away from the suite's own folders what the manifest does not own."""
    owned = {output["path"] for report in content["reports"] for output in report["outputs"]}
    for name in _FOLDERS:
        _keep_only(folder, folder / name, owned)


def _keep_only(root: Path, folder: Path, owned: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(root).as_posix() not in owned:
            path.unlink()


def put_index(folder: Path, page: str) -> dict[str, str]:
    """Write the page that leads to every report; its entry in the manifest."""
    with storage(folder):
        write_whole(folder / INDEX, page.encode())
    return {"path": INDEX, "sha256": sha256(page.encode())}


def describe(
    folder: Path, judged: JudgedDrop, everything: Sequence[Task], content: dict[str, Any]
) -> None:
    """What was reported, for the next drop's run, with its entry in the manifest; and the run
    described for archives."""
    figures = figures_file(judged)
    content["figures"] = {"path": reported.NAME, "sha256": sha256(figures)}
    titles = {task.id: task.title for task in everything}
    with storage(folder):
        write_whole(folder / reported.NAME, figures)
        write_whole(folder / ro_crate.NAME, ro_crate.crate(content, titles))


def put_manifest(folder: Path, content: dict[str, Any]) -> None:
    """The last file of a run: with it the run is whole."""
    with storage(folder):
        write_whole(folder / manifests.NAME, manifests.dump(content))
