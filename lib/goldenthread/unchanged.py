"""Whether anything at all has changed since a run: answered from the bytes of files alone, before
pandas and the rest are imported, so that a run with nothing to do ends at once."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from goldenthread.project import Project

_FORMAT = 1
_LOG = "run.log"  # says how long things took, and is no result
_FIGURES = "*/figures.json"  # what earlier runs reported: a later run says what it restates


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for, as far as its results depend on it."""

    drop: Path
    outputs: Path
    only: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


def remember(
    asked: Asked, folder: Path, drops: Sequence[Path], files: Mapping[str, str], reports: int
) -> None:
    """Keep the state after a whole run: `folder` is its results, `drops` all that it read."""
    project = Project.around(asked.drop)
    results = {
        path.relative_to(folder).as_posix(): hash_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _LOG
    }
    content = {
        "format": _FORMAT,
        "folder": str(folder),
        "drops": [str(drop) for drop in drops],
        "files": dict(files),
        "state": _state(project, asked, drops, files),
        "results": results,
        "reports": reports,
    }
    place = _place(project, asked)
    aside = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(content), "utf-8")
        aside.replace(place)


def unchanged(asked: Asked) -> tuple[int, Path] | None:
    """How many reports there are, and their folder, where every one would be as it is."""
    project = Project.around(asked.drop)
    content = read_kept(_place(project, asked), _FORMAT)
    if content is None:
        return None
    folder, files = Path(content["folder"]), content["files"]
    if content["state"] != _state(project, asked, map(Path, content["drops"]), files):
        return None
    if any(hash_of(folder / path) != digest for path, digest in content["results"].items()):
        return None
    return int(content["reports"]), folder


@cache
def installed_packages() -> tuple[str, ...]:
    """Every installed package with its version, from the names of the folders that say so."""
    found = {
        entry.name.removesuffix(".dist-info")
        for place in sys.path
        if place and Path(place).is_dir()
        for entry in os.scandir(place)
        if entry.name.endswith(".dist-info")
    }
    return tuple(sorted(found))


def _state(project: Project, asked: Asked, drops: Iterable[Path], files: Mapping[str, str]) -> str:
    """One digest of everything that a run's results depend on."""
    digest = hashlib.sha256(f"{platform.python_version()} {sys.version}".encode())
    digest.update("\n".join(installed_packages()).encode())
    # A drop that appears beside this one may be the one before it.
    beside = sorted(path.parent.name for path in asked.drop.parent.glob("*/drop.yml"))
    digest.update("\n".join(beside).encode())
    for path in _depends_on(project, asked, drops, files):
        digest.update(f"\0{path}\0{hash_of(path)}".encode())
    return digest.hexdigest()


def _depends_on(
    project: Project, asked: Asked, drops: Iterable[Path], files: Mapping[str, str]
) -> Iterator[Path]:
    for folder in (Path(__file__).parent, project.params, project.notebooks, *drops):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
    for path in sorted(asked.outputs.glob(_FIGURES)):
        if path.parent.name != asked.drop.name:
            yield path
    yield from (project.root / path for path in sorted(files))


def _place(project: Project, asked: Asked) -> Path:
    words = [str(asked.drop), str(asked.outputs), asked.only, asked.schools, asked.parameters]
    name = hashlib.sha256(json.dumps(words).encode()).hexdigest()
    return project.cache / "runs" / f"{name}.json"


def read_kept(path: Path, form: int) -> dict[str, Any] | None:
    """What a run has kept for the next, in this form; None where nothing such can be read."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("format") == form else None


def hash_of(path: Path) -> str:
    """Of a file's content; "" where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
