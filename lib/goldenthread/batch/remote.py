"""Drops and outputs in storage that is reached by URL (s3://, gs://, abfs:// ...), through fsspec.

A run works on folders. What lies elsewhere is brought into a private folder of this machine first,
and the results are taken there afterwards, the manifest last: until it is there, the run is not.
What has not changed, by its size and the storage's own mark of its content, is not carried twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from goldenthread.batch import manifest as manifests
from goldenthread.batch.durable import is_about_storage, storage_error
from goldenthread.errors import DropError, GoldenThreadError, ParameterError, StorageError
from goldenthread.reported import NAME as FIGURES

_MARKS = ".goldenthread-marks.json"
_LAST = (FIGURES, "index.html", manifests.NAME)


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder elsewhere: its file system and its path there."""

    url: str
    files: Any
    root: str

    @classmethod
    def at(cls, url: str) -> Storage:
        """Raises ParameterError where nothing here can reach such storage."""
        try:
            import fsspec

            files, root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            message = f"{url}: this storage cannot be reached ({error})."
            raise ParameterError(message) from None
        return cls(url.rstrip("/"), files, root.rstrip("/"))

    def under(self, *parts: str) -> Storage:
        """A folder within it."""
        tail = "/".join(parts)
        return Storage(f"{self.url}/{tail}", self.files, f"{self.root}/{tail}")

    def found(self) -> dict[str, str]:
        """Every file below, by its path, with a mark that changes when its content does."""
        listed = self.files.find(self.root, detail=True)
        found = {
            path[len(self.root) :].lstrip("/"): _mark(info)
            for path, info in listed.items()
            if info.get("type") == "file"
        }
        for name in found:
            if ".." in PurePosixPath(name).parts:
                message = f"{self.url}: a file there is called {name!r}, which leads out of it."
                raise DropError(message)
        return found

    def read(self, name: str) -> bytes:
        return bytes(self.files.cat_file(f"{self.root}/{name}"))

    def write(self, name: str, content: bytes) -> None:
        place = f"{self.root}/{name}"
        self.files.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        self.files.pipe_file(place, content)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.files.rm_file(f"{self.root}/{name}")


def _mark(info: dict[str, Any]) -> str:
    told = [info.get(key) for key in ("size", "ETag", "etag", "md5Hash", "mtime", "LastModified")]
    return hashlib.sha256(str(told).encode()).hexdigest()


def private_folder(url: str) -> Path:
    """Where this machine keeps its copy of what lies at a URL; nobody else can read it."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldenthread"
    folder = base / hashlib.sha256(url.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for private in (base, folder):
        private.chmod(0o700)
    return folder


def bring(source: Storage, folder: Path) -> None:
    """Make `folder` hold what the storage holds; what is the same already is not read again."""
    marks = _read_marks(folder)
    found = source.found()
    for name, mark in found.items():
        place = folder / name
        if marks.get(name) != mark or not place.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read(name))
    for name in set(marks) - set(found):
        (folder / name).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARKS).write_text(json.dumps(found), "utf-8")


def _read_marks(folder: Path) -> dict[str, str]:
    try:
        content = json.loads((folder / _MARKS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


@contextmanager
def reached(url: str, then: str) -> Iterator[None]:
    """Whatever a storage refuses inside is a StorageError in plain words, which end with `then`."""
    try:
        yield
    except GoldenThreadError:
        raise
    except Exception as error:  # each kind of storage has errors of its own
        if isinstance(error, OSError) and is_about_storage(error) and error.filename:
            raise storage_error(error.errno or 0, Path(str(error.filename)).parent) from None
        kind = type(error).__name__
        message = f"{url} cannot be reached, or does not let this machine in ({kind}). {then}"
        raise StorageError(message) from None


def bring_drop(url: str) -> Path:
    """The drop at `url` with the drops before it, its rules and notebooks, as a local project.

    Raises DropError where no folder above the drop holds params/ and notebooks/, or where it has
    no drop.yml.
    """
    drop = Storage.at(url)
    steps = PurePosixPath(drop.root).parts
    for up in range(1, len(steps)):
        head = drop.root[: -len("/".join(steps[-up:]))].rstrip("/")
        base = Storage(url.rstrip("/").rsplit("/", up)[0], drop.files, head)
        if drop.files.exists(f"{head}/params") and drop.files.exists(f"{head}/notebooks"):
            return _bring_project(base, "/".join(steps[-up:]))
    message = f"{url} lies in no project: no folder above it holds params/ and notebooks/."
    raise DropError(message)


def _bring_project(base: Storage, drop: str) -> Path:
    folder = private_folder(base.url)
    for name in ("params", "notebooks"):
        bring(base.under(name), folder / name)
    for name in _chain(base, drop):
        bring(base.under(name), folder / name)
    return folder / drop


def _chain(base: Storage, drop: str) -> Iterator[str]:
    """The drop and those before it, as their drop.yml name them."""
    seen: set[str] = set()
    name = drop
    while name not in seen and base.files.exists(f"{base.root}/{name}/drop.yml"):
        seen.add(name)
        yield name
        content = yaml.safe_load(base.under(name).read("drop.yml"))
        before = content.get("previous") if isinstance(content, dict) else None
        name = f"{name.rsplit('/', 1)[0]}/{before}" if before else name
    if not seen:
        message = f"There is no data drop at {base.url}/{drop}: it holds no drop.yml."
        raise DropError(message)


def bring_outputs(url: str) -> Path:
    """The local copy of the outputs at `url`: what earlier runs left there is brought first."""
    folder = private_folder(url)
    bring(Storage.at(url), folder)
    return folder


def take_outputs(folder: Path, url: str, drop: str) -> None:
    """Take a run's results to the outputs at `url`: reports first, the manifest last."""
    storage = Storage.at(url).under(drop)
    before = _hashes_of(_there(storage, manifests.NAME))
    now = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    known = set(storage.found())
    ordered = [*(name for name in now if name not in _LAST), *(n for n in _LAST if n in now)]
    for name in ordered:
        content = now[name].read_bytes()
        if name not in known or before.get(name) != hashlib.sha256(content).hexdigest():
            storage.write(name, content)
    storage.remove(sorted(known - set(now)))
    marks = json.dumps(Storage.at(url).found())
    (folder.parent / _MARKS).write_text(marks, "utf-8")


def _there(storage: Storage, name: str) -> bytes:
    try:
        return storage.read(name)
    except FileNotFoundError:
        return b"{}"


def _hashes_of(manifest: bytes) -> dict[str, str]:
    """What a manifest says of the files beside it."""
    try:
        content = json.loads(manifest)
    except ValueError:
        return {}
    outputs = [o for report in content.get("reports", ()) for o in report["outputs"]]
    outputs += [content[key] for key in ("index", "figures") if key in content]
    return {output["path"]: output["sha256"] for output in outputs}
