"""What a report was made from, kept so that a later run can tell whether it would be another.

A key names the notebook, its parameters, the library, every installed package, and all that the
report read of the judged drop and of the project's files, each as a digest of its content; no time
of a file plays a part. It lies in the private cache under the hashes of the report's own files, so
that it is found for a report wherever its folder is copied to, and for no file that was changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.batch import manifest as manifests
from goldenthread.batch.durable import write_whole
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Output
from goldenthread.batch.workshop import name_from
from goldenthread.judged import JudgedDrop
from goldenthread.reads import NOT_KNOWN, Digests, Name
from goldenthread.unchanged import hash_of, installed_packages, read_kept
from goldenthread.watched import Reads
from goldenthread.wording import join_words

_FORMAT = 1
_MOST = 3  # causes that one reason names


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What every report of a run has in common; `whole` stands for all of the run's inputs."""

    project: Path
    cache: Path
    digests: Digests
    whole: str

    @classmethod
    def of(cls, judged: JudgedDrop, made: Mapping[str, Any]) -> Ingredients:
        """`made` is what the manifest says a run is made from; the engine makes no difference."""
        content = {name: value for name, value in made.items() if name != "engine"}
        project = judged.project
        return cls(project.root, project.cache, Digests(judged), manifests.digest_of(dict(content)))


def keep_key(
    task: Task, outputs: Iterable[Output], reads: Reads, ingredients: Ingredients
) -> dict[str, str]:
    """Keep what a report was made from. A cache that cannot be written costs time, nothing else.

    Of that, the project's files that its notebook opened for itself, with their hashes.
    """
    files = {path: hash_of(ingredients.project / path) for path in reads.files}
    content = {
        "format": _FORMAT,
        **_common(task),
        "whole": ingredients.whole if reads.everything else "",
        "reads": [[name, ingredients.digests.of(name)] for name in reads.names],
        # One by one, so that it can be said which of several exports changed.
        "exports": [[e, ingredients.digests.of(e)] for e in _apart(reads.names)],
        "files": files,
    }
    path = _place(ingredients.cache, task.id, {o.path: o.sha256 for o in outputs})
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(content, ensure_ascii=False).encode())
    return files


def why_made(task: Task, record: Mapping[str, Any] | None, ingredients: Ingredients) -> str:
    """Why a report has to be made, in words; "" where it would be the same as it is.

    `record` is what the manifest of the last run says of it, if its files are whole.
    """
    if record is None:
        return "not made before"
    if record["status"] != "succeeded":
        return "not made last time"
    hashes = {output["path"]: output["sha256"] for output in record["outputs"]}
    key = read_kept(_place(ingredients.cache, task.id, hashes), _FORMAT)
    if key is None or not _readable(key):
        return "what it was made from is not known"
    causes = list(dict.fromkeys(_causes(task, key, ingredients)))
    if len(causes) > _MOST:
        causes = [*causes[:_MOST], "more"]
    return join_words(causes) if causes else ""


def _readable(key: Mapping[str, Any]) -> bool:
    """Whether it has the parts that this version writes; another may write others."""
    pairs = (key.get("reads"), key.get("exports", []))
    named = all(
        isinstance(found, list) and all(isinstance(e, list) and _is_read(*e) for e in found)
        for found in pairs
    )
    parts = ("notebook", "parameters", "library", "packages", "whole")
    return named and isinstance(key.get("files"), dict) and all(part in key for part in parts)


def _is_read(*given: Any) -> bool:
    """A name, as it comes from JSON, and its digest."""
    name, digest = given if len(given) == 2 else (None, None)
    if not isinstance(name, list) or len(name) < 2 or not isinstance(name[1], str):
        return False
    parts = (inner for part in name for inner in (part if isinstance(part, list) else [part]))
    return isinstance(digest, str) and not any(isinstance(part, list | dict) for part in parts)


def files_read(cache: Path, reports: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The project's files that notebooks have opened for themselves, with their hashes."""
    found: dict[str, str] = {}
    for report in reports:
        hashes = {output["path"]: output["sha256"] for output in report["outputs"]}
        key = read_kept(_place(cache, report["id"], hashes), _FORMAT)
        found |= key["files"] if key else {}
    return found


def _each(name: Name) -> tuple[Name, ...]:
    """Of a name that stands for several exports, that of each."""
    back, what, *arguments = name
    if what != _SEVERAL or not arguments or not isinstance(arguments[0], tuple):
        return ()
    return tuple((back, what, (file,)) for file in arguments[0])


def _apart(names: Iterable[Name]) -> Iterable[Name]:
    """The exports of all names that stand for several, each once."""
    return dict.fromkeys(each for name in names for each in _each(name))


def _common(task: Task) -> dict[str, Any]:
    return {
        "notebook": hash_of(task.notebook),
        "parameters": dict(task.parameters),
        "library": manifests.library_hash(),
        "packages": [*installed_packages(), f"python {sys.version}"],
    }


def _causes(task: Task, key: Mapping[str, Any], ingredients: Ingredients) -> Iterator[str]:
    now = _common(task)
    for part, words in (
        ("notebook", "its notebook changed"),
        ("parameters", "its parameters changed"),
        ("library", "the library changed"),
        ("packages", "Python or an installed package changed"),
    ):
        if key[part] != now[part]:
            yield words
    if key["whole"] and key["whole"] != ingredients.whole:
        yield "something changed, and it may rest on anything"
    for path, digest in key["files"].items():
        place = ingredients.project / path
        if place != task.notebook and hash_of(place) != digest:  # which is told already
            yield f"{path} changed"
    changed = _changed(key["reads"], ingredients.digests)
    exports = _changed(key.get("exports", []), ingredients.digests)
    told = (_in_words(name, [e for e in _each(name) if e in exports]) for name in changed)
    yield from sorted(told, key=lambda words: not words.endswith(_FILE))


def _changed(reads: Iterable[tuple[list[Any], str]], digests: Digests) -> list[Name]:
    named = ((name_from(parts), digest) for parts, digest in reads)
    return [name for name, digest in named if digests.of(name) not in {digest} - {NOT_KNOWN}]


_FILE = "(export)"
_SEVERAL = "hashes"  # asked of several exports at once
_WORDS = {
    "judgement": "a judgement",
    "judgements": "a judgement",
    "judgements_of": "a judgement",
    "of_action": "what the data say of an action",
    "figures": "a figure",
    "measured": "a figure",
    "actions_on": "where an action stands",
    "actions": "where an action stands",
    "findings": "what the check found",
    "lacks": "which exports there are",
    "absent": "which exports there are",
    "restated_on": "what was restated",
    "restated": "what was restated",
    "rows_used": "which rows are used",
    "coverages": "how much is covered",
    "previous": "the drop before",
    "source": "a source’s declaration",
    "inputs": "an export",
}
_TREES = {"plan": "the plan", "trust": "the trust", "drop": "drop.yml", "sources": "a source"}


def _in_words(name: Name, exports: Sequence[Name]) -> str:
    """`attendance.xlsx changed (export)`, `a figure changed`, `the plan changed`. `exports` are
    those that are known to have changed, of a name that stands for several."""
    _, what, *arguments = name
    first = arguments[0] if arguments else ""
    if what == "input":
        return f"{first} changed {_FILE}"
    if what == _SEVERAL:
        files = [str(file) for each in exports or _each(name) for file in each[2]]
        one = "" if exports or len(files) < 2 else "one of "
        return f"{one}{join_words(files) or 'an export'} changed {_FILE}"
    if what == "benchmark":
        return f"the benchmark {first} changed"
    if what == "field":
        return f"{_TREES.get(str(first), 'a declaration')} changed"
    return f"{_WORDS.get(what, what)} changed"


def _place(cache: Path, report: str, hashes: Mapping[str, str]) -> Path:
    text = json.dumps([report, sorted(hashes.items())])
    return cache / "made" / f"{hashlib.sha256(text.encode()).hexdigest()}.json"
