"""Which library this is: its own files and the versions that it stands on, by hash and by name.

Imports nothing heavy: a worker of a cluster answers with it before it has loaded anything.
"""

from __future__ import annotations

import functools
import hashlib
import json
import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

_LIBRARY_FILES = (".py", ".css", ".typ", ".j2", ".mplstyle", ".woff2")


@functools.cache
def library_hash() -> str:
    """One hash over every file of the library that shapes an output."""
    root = Path(str(files("goldenthread")))
    found = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(path for path in root.rglob("*") if path.suffix in _LIBRARY_FILES)
        if path.is_file() and not path.name.startswith(".")
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


@functools.cache
def library_versions() -> dict[str, str]:
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


def all_versions() -> dict[str, str]:
    """Python's version and those of the libraries: what a manifest says of them."""
    return {"python": platform.python_version(), **library_versions()}
