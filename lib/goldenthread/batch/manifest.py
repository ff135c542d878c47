"""The manifest of a run: what went in, with what it was made, and what came out, all hashed.

It holds no time but the drop's own `as_of`, and no name of a machine or folder: the same run has
the same manifest. How long things took is in `run.log`, which is no part of it.
"""

from __future__ import annotations

import functools
import json
import platform
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldenthread import reported
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome, Output, sha256
from goldenthread.judged import JudgedDrop

NAME = "manifest.json"
FORMAT = 2
_LIBRARY_FILES = (".py", ".css", ".typ", ".j2", ".mplstyle", ".woff2")


def made_from(judged: JudgedDrop, tasks: Iterable[Task], engine: str, runs: Path) -> dict[str, Any]:
    """Everything that the outputs of a run depend on; `runs` holds the runs of earlier drops."""
    project = judged.project
    return {
        "inputs": [
            {
                "drop": drop.drop.drop,
                "as_of": drop.drop.as_of.isoformat(),
                "declaration_sha256": _hash_of(drop.folder / "drop.yml"),
                "files": [
                    {"name": i.name, "source": i.source, "sha256": i.sha256, "size": i.size}
                    for i in sorted(drop.inputs, key=lambda i: i.name)
                ],
            }
            for drop in judged.series()
        ],
        "earlier_runs": _earlier_runs(judged, runs),
        "params": _hashes(project.params, project.params_of(judged.drop.trust, judged.drop.plan)),
        "notebooks": _hashes(project.notebooks, {task.notebook for task in tasks}),
        "library": {
            "name": "goldenthread",
            "version": version("goldenthread"),
            "sha256": library_hash(),
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "engine": engine,
        "made_on": {"system": platform.system(), "machine": platform.machine()},
    }


def _earlier_runs(judged: JudgedDrop, runs: Path) -> dict[str, str]:
    """What the runs of earlier drops reported, by its hash: what is restated depends on it."""
    files = {d.drop.drop: runs / d.drop.drop / reported.NAME for d in judged.series()[:-1]}
    return {drop: _hash_of(path) for drop, path in files.items() if path.is_file()}


def manifest(
    judged: JudgedDrop,
    made: dict[str, Any],
    outcomes: Iterable[Outcome],
    others: list[dict[str, Any]],
) -> dict[str, Any]:
    """The manifest itself; `others` are reports of an earlier run that still stand beside these."""
    digest = digest_of(made)
    reports = [report_record(judged, digest, outcome) for outcome in outcomes]
    return {
        "format": FORMAT,
        "trust": judged.trust.name,
        "plan": judged.plan.title,
        "drop": judged.drop.drop,
        "as_of": judged.drop.as_of.isoformat(),
        "synthetic": judged.drop.synthetic,
        "made_from_sha256": digest,
        "made_from": made,
        "reports": sorted([*reports, *others], key=lambda report: str(report["id"])),
    }


def report_record(judged: JudgedDrop, digest: str, outcome: Outcome) -> dict[str, Any]:
    """What a manifest says of one report; `digest` is that of what the run is made from."""
    return {
        "id": outcome.task.id,
        "status": outcome.status,
        "made_from": digest,
        "notebook": outcome.task.notebook.relative_to(judged.project.notebooks).as_posix(),
        "parameters": dict(outcome.task.parameters),
        "outputs": [_output(output) for output in outcome.outputs],
    }


def digest_of(made: dict[str, Any]) -> str:
    return sha256(json.dumps(made, sort_keys=True, ensure_ascii=False).encode())


def read_manifest(folder: Path, name: str = NAME) -> dict[str, Any]:
    """The manifest of an earlier run; empty where there is none that can be read."""
    try:
        content = json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    usable = isinstance(content, dict) and content.get("format") == FORMAT
    return content if usable else {}


def dump(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def still_whole(folder: Path, report: dict[str, Any]) -> bool:
    """Whether every output of an earlier report is there, byte for byte."""
    return all(
        (folder / output["path"]).is_file()
        and _hash_of(folder / output["path"]) == output["sha256"]
        for output in report["outputs"]
    )


def _output(output: Output) -> dict[str, Any]:
    return {"path": output.path, "sha256": output.sha256, "size": output.size}


def _hashes(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): _hash_of(path)
        for path in sorted(paths)
        if path.is_file() and not path.name.startswith(".")
    }


def _hash_of(path: Path) -> str:
    return sha256(path.read_bytes())


@functools.cache
def library_hash() -> str:
    """One hash over every file of the library that shapes an output."""
    root = Path(str(files("goldenthread")))
    paths = [path for path in root.rglob("*") if path.suffix in _LIBRARY_FILES]
    return sha256(json.dumps(_hashes(root, paths), sort_keys=True).encode())


@functools.cache
def _versions() -> dict[str, str]:
    """The versions of the libraries that this one asks for."""
    found: dict[str, str] = {}
    for line in requires("goldenthread") or ():
        match = re.match(r"[A-Za-z0-9._-]+", line)
        if match is None or "extra ==" in line:
            continue
        try:
            found[match.group()] = version(match.group())
        except PackageNotFoundError:
            found[match.group()] = "not installed"
    return dict(sorted(found.items()))
