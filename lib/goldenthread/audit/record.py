"""What a run's manifest records, held against what is there now: exports, rules, notebooks,
versions, and the run's own outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from goldenthread.project import Project

State = Literal["changed", "missing", "extra"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the manifest has it; `then` and `now` are hashes or versions, ""
    where there is none."""

    kind: str
    name: str
    state: State
    then: str = ""
    now: str = ""


def differences(kind: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    """By name: what is other than recorded, what is gone, what has come."""
    for name in sorted({*then, *now}):
        before, after = then.get(name, ""), now.get(name, "")
        if before != after:
            state: State = "changed" if before and after else "missing" if before else "extra"
            yield Difference(kind, name, state, before, after)


def of_inputs(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What went into a run: two `made_from` entries of manifests, the recorded and today's."""
    found: list[Difference] = []
    for kind, of in (("export", _exports), ("declaration of the drop", _declarations)):
        found += differences(kind, of(then), of(now))
    others = (
        ("rule or setting", "params"),
        ("notebook", "notebooks"),
        ("what an earlier run reported", "earlier_runs"),
    )
    for kind, key in others:
        found += differences(kind, then.get(key, {}), now.get(key, {}))
    return tuple(found)


def of_environment(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """With what a run was made: the library, its dependencies, Python, the engine, the platform."""
    return tuple(differences("environment", _environment(then), _environment(now)))


def _exports(made: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{drop['drop']}/{file['name']}": file["sha256"]
        for drop in made["inputs"]
        for file in drop["files"]
    }


def _declarations(made: Mapping[str, Any]) -> dict[str, str]:
    return {f"{drop['drop']}/drop.yml": drop["declaration_sha256"] for drop in made["inputs"]}


def _environment(made: Mapping[str, Any]) -> dict[str, str]:
    library = made["library"]
    return {
        "goldenthread": library["version"],
        "goldenthread's own files": library["sha256"],
        **{name: str(found) for name, found in made["versions"].items()},
        "engine": made["engine"],
        **{name: str(found) for name, found in made.get("made_on", {}).items()},
    }


def drop_folder(run: Path, parameters: Mapping[str, Any]) -> Path:
    """Where the drop of a run lies: a manifest names it within the project that the run is in."""
    return Project.around(run).root / str(parameters["drop"])


def outputs_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Every file that a run records, with its hash."""
    found = {o["path"]: o["sha256"] for r in manifest["reports"] for o in r["outputs"]}
    for key in ("index", "figures"):
        if key in manifest:
            found[manifest[key]["path"]] = manifest[key]["sha256"]
    return found


def hashes_in(folder: Path, leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """The files of a run's folder as they are now."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) not in leave_out
    }
