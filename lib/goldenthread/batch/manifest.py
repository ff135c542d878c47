"""The manifest of a run: what went in, with what it was made, and what came out, all hashed.

It holds no time but the drop's own `as_of`, and no name of a machine or folder: the same run has
the same manifest. How long things took is in `run.log`, which is no part of it.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goldenthread import reported
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome, Output, sha256
from goldenthread.installed import all_versions
from goldenthread.installed import library_hash as library_hash
from goldenthread.judged import JudgedDrop

NAME = "manifest.json"
FORMAT = 2


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
        "versions": all_versions(),
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
